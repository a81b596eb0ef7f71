"""Codebook room: rows of the actor tables, and which of a person's terms in office holds on a date."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.codebook.rows import Line, check_dates, choice, scan_rows
from detente.errors import CodebookError
from detente.records import Actor

__all__ = [
    "COLUMNS",
    "FURTHER",
    "KINDS",
    "LIKELY",
    "WRONG",
    "Row",
    "held",
    "in_force",
    "load_rows",
    "merge",
    "newest_first",
    "scan_table",
]

COLUMNS = ("kind", "id", "name", "variants", "country", "sector", "office", "from", "to")
# A table may add these behind the others.
FURTHER = ("confidence", "opponents")
# A row that a user marks so is not used, and switches ours off.
WRONG = "wrong"
LIKELY = "likely"
CONFIDENCES = frozenset({"", "sure", LIKELY, WRONG})
KINDS = frozenset({"country", "demonym", "capital", "organisation", "group", "body", "person", "place"})
_FORMER = "ELI"
_STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "JUD"})


class Row(NamedTuple):
    """One line of an actor table, as strings; empty is unknown.

    ``variants`` holds further spellings divided by ``|``; for a person, one that begins with ``~`` is a surname or
    short form that counts only with support from the text. ``start`` and ``end`` bound the term, group or state.
    ``confidence`` is ``sure``, ``likely``, ``wrong`` (not used) or empty where nobody has rated the row. ``opponents``
    are the country codes and ids, divided by ``|``, of those whom a group fights.
    """

    kind: str
    id: str
    name: str
    variants: str
    country: str
    sector: str
    office: str
    start: str
    end: str
    confidence: str = ""
    opponents: str = ""

    def spellings(self) -> Iterator[str]:
        """Yield the name and its full variants."""
        yield self.name
        if self.variants:
            for spelling in self.variants.split("|"):
                if not spelling.startswith("~"):
                    yield spelling

    def surnames(self) -> Iterator[str]:
        """Yield the short forms of a person's name: those marked ``~``, else the last word of the name."""
        marked = [spelling[1:] for spelling in self.variants.split("|") if spelling.startswith("~")]
        last = self.name.rpartition(" ")[2]
        yield from marked or [last]
        if not marked and last.lower().startswith(("al-", "el-")):
            yield last[3:]

    def actor(self) -> Actor:
        """Return the record of this row."""
        return Actor(
            id=self.id,
            name=self.name,
            country=self.country or None,
            sector=self.sector or None,
            office=self.office or None,
            office_from=(self.start or None) if self.office else None,
            office_to=(self.end or None) if self.office else None,
        )


def held(row: Row, on: str) -> bool:
    """Whether a row's term covers a date; each side is compared at the coarser precision, so end months count."""
    begun = not row.start or on[: len(row.start)] >= row.start[: len(on)]
    return begun and (not row.end or on[: len(row.end)] <= row.end[: len(on)])


def newest_first(rows: Iterable[Row]) -> list[Row]:
    """Sort rows by the beginning of the term, the newest first; equal ones keep their order."""
    return sorted(rows, key=lambda row: row.start, reverse=True)


def in_force(rows: Sequence[Row], on: str | None) -> Actor:
    """Return a person as of a date: the post held then; after the last term a former official; else without a post.

    Without a date the newest post is given.
    """
    ordered = newest_first(rows)
    if on is None:
        return ordered[0].actor()
    current = [row for row in ordered if held(row, on)]
    if current:
        return current[0].actor()
    nearest = next((row for row in ordered if row.start <= on), ordered[-1])
    former = nearest.start <= on and nearest.sector in _STATE_SECTORS
    sector = _FORMER if former else None if nearest.sector in _STATE_SECTORS else nearest.sector
    return Actor(id=nearest.id, name=nearest.name, country=nearest.country or None, sector=sector)


def _check(line: Line, row: Row, sectors: frozenset[str], countries: frozenset[str] | None) -> None:
    if not row.id or not row.name:
        raise line.error("no id or no name", "give the row both an id and a name")
    choice(line, "kind", row.kind, KINDS)
    choice(line, "confidence", row.confidence, CONFIDENCES)
    if row.sector:
        choice(line, "sector", row.sector, sectors)
    if row.kind == "person" and row.sector and not row.country:
        raise line.error("person without a country", "write an ISO 3166-1 alpha-3 code, or UNO, EUR, IGO, NGO, IMG")
    if countries is not None and row.country and row.country not in countries:
        remedy = "write an ISO 3166-1 alpha-3 code such as PAK, or one of UNO, EUR, IGO, NGO, IMG, ISM, MNC"
        raise line.error(f"unknown country {row.country!r}", remedy)
    check_dates(line, row.start, row.end)


def _key(row: Row) -> tuple[str, str, str, str]:
    return row.kind, row.id, row.office, row.start


def scan_table(
    path: Path, sectors: frozenset[str], countries: frozenset[str] | None = None
) -> Iterator[tuple[Line, Row | CodebookError]]:
    """Yield the rows of one actor table; a bad one comes as the error that says what is wrong with it.

    Raises:
        CodebookError: The file cannot be read or has another header.
    """
    seen: dict[tuple[str, str, str, str], int] = {}
    good: set[tuple[str, ...]] = set()  # what thousands of rows share is checked once
    for line, fields in scan_rows(path, COLUMNS, FURTHER):
        if isinstance(fields, CodebookError):
            yield line, fields
            continue
        row = Row._make(fields)
        shared = (row.kind, row.country, row.sector, row.start, row.end, row.confidence)
        try:
            if shared not in good or not row.id or not row.name:
                _check(line, row, sectors, countries)
                good.add(shared)
            _once(line, row, seen)
        except CodebookError as error:
            yield line, error
        else:
            yield line, row


def _once(line: Line, row: Row, seen: dict[tuple[str, str, str, str], int]) -> None:
    key = _key(row)
    if key in seen:
        what = f"duplicate of line {seen[key]}: same kind, id, office and from"
        raise line.error(what, "delete one of the two lines or give it another id")
    seen[key] = line.number


def load_rows(path: Path, sectors: frozenset[str], countries: frozenset[str] | None = None) -> list[Row]:
    """Read one actor table; country codes are checked where the known ones are given.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    rows: list[Row] = []
    for _, row in scan_table(path, sectors, countries):
        if isinstance(row, CodebookError):
            raise row
        rows.append(row)
    return rows


def merge(shipped: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    """Put a user's rows first; each replaces the shipped row of the same kind, id, office and from.

    One that is marked as wrong is left out with what it replaces; without office and from it takes every row of its
    kind and id away.
    """
    if not own:
        return list(shipped)
    replaced = {_key(row) for row in own}
    gone = {(row.kind, row.id) for row in own if row.confidence == WRONG and not row.office and not row.start}
    kept = (row for row in shipped if _key(row) not in replaced and (row.kind, row.id) not in gone)
    return [*(row for row in own if row.confidence != WRONG), *kept]
