"""Codebook room: checks actor tables whole, ours or a user's, and names every bad row; it changes none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.actor_tables import FOLDER, TABLES, countries_of
from detente.codebook.offices import clashes, load_offices
from detente.codebook.ontology import load_ontology
from detente.codebook.rows import Line
from detente.codebook.terms import WRONG, Row, load_rows, merge, scan_table
from detente.errors import CodebookError

__all__ = ["Audit", "audit", "audit_shipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What a check of tables found: the number of good rows, rows that cannot be used, and rows to look at again."""

    rows: int
    errors: tuple[CodebookError, ...]
    warnings: tuple[CodebookError, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """The good rows of some tables with their places, and what is wrong with the others."""

    lines: list[tuple[Line, Row]]
    errors: tuple[CodebookError, ...]


def _read(paths: Iterable[Path], sectors: frozenset[str], countries: frozenset[str]) -> _Read:
    found = [one for path in paths for one in scan_table(path, sectors, countries)]
    return _Read(
        [(line, row) for line, row in found if not isinstance(row, CodebookError)],
        tuple(row for _, row in found if isinstance(row, CodebookError)),
    )


def audit_shipped(*, folder: Path = FOLDER) -> Audit:
    """Check the shipped tables.

    Raises:
        CodebookError: A file cannot be read, or the table of countries is broken.
    """
    sectors = frozenset(load_ontology(folder).sectors)
    states, codes = countries_of(folder, sectors)
    read = _read([folder / table for table in TABLES], sectors, codes)
    warnings = _warnings(read.lines, [], states, folder)
    return Audit(rows=len(states) + len(read.lines), errors=read.errors, warnings=tuple(warnings))


def audit(path: Path, *, folder: Path = FOLDER) -> Audit:
    """Check a user's table by itself and against ours, over which it will lie.

    Raises:
        CodebookError: The file cannot be read or has another header.
    """
    sectors = frozenset(load_ontology(folder).sectors)
    states, codes = countries_of(folder, sectors)
    read = _read([path], sectors, codes)
    shipped = [row for table in TABLES for row in load_rows(folder / table, sectors, codes)]
    warnings = _warnings(read.lines, shipped, states, folder)
    return Audit(rows=len(read.lines), errors=read.errors, warnings=tuple(warnings))


def _warnings(
    lines: Sequence[tuple[Line, Row]], shipped: Sequence[Row], states: Sequence[Row], folder: Path
) -> Iterator[CodebookError]:
    own = [row for _, row in lines]
    merged = merge([*states, *shipped], own)
    places = {id(row): line for line, row in lines}
    for one, other in clashes(merged, load_offices(folder / "offices.csv")):
        first, second = (one, other) if id(one) in places else (other, one)
        if id(first) in places:
            yield _clash(places[id(first)], first, second)
    known = {row.id for row in merged} | {row.country for row in states}
    ours = {(row.kind, row.id) for row in [*states, *shipped]}
    for line, row in lines:
        strange = [name for name in row.opponents.split("|") if name and name not in known]
        if strange:
            yield line.error(f"nobody has the code or id {strange[0]!r}", "write a country code, or the id of a row")
        if shipped and row.confidence == WRONG and (row.kind, row.id) not in ours:
            yield line.error(f"we have no {row.kind} {row.id!r} to switch off", "take the id from detente actors find")


def _clash(line: Line, row: Row, other: Row) -> CodebookError:
    until = other.end or "now"
    what = (
        f"{row.name} is {row.office} of {row.country} from {row.start} to {row.end or 'now'}, and {other.name} is "
        f"{other.office} from {other.start} to {until}: two at one time"
    )
    remedy = "correct a date" if other.end else f"end the term of {other.name} with a row of the same from and a to"
    return line.error(what, remedy)
