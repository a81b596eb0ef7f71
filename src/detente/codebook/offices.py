"""Codebook room: the offices that one person holds at a time, and rows of the actor table that contradict this."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from detente.codebook.rows import read_rows, yes_no
from detente.codebook.terms import Row

__all__ = ["DUTIES", "HEAD_OF_GOVERNMENT", "Office", "clashes", "load_offices", "overlapping"]

COLUMNS = ("office", "duty", "sole", "also", "countries")
HEAD_OF_GOVERNMENT = "head of government"
DUTIES = ("head of state", HEAD_OF_GOVERNMENT, "foreign minister", "defence minister")
_STATE = "GOV"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post as the table names it.

    ``duty`` is what its holder is to the state, one of ``DUTIES``, None for the others; ``sole`` says that a state has
    one holder at a time. In ``countries`` the holder is ``also`` something else (a president who governs).
    """

    name: str
    duty: str | None
    sole: bool
    also: str | None
    countries: frozenset[str]

    def duties(self, country: str) -> tuple[str, ...]:
        """Return what the holder is to a state."""
        return tuple(one for one in (self.duty, self.also if country in self.countries else None) if one)


def load_offices(path: Path) -> dict[str, Office]:
    """Read the offices by their names.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    offices: dict[str, Office] = {}
    for line, (name, duty, sole, also, countries) in read_rows(path, COLUMNS):
        for value in filter(None, (duty, also)):
            if value not in DUTIES:
                raise line.error(f"unknown duty {value!r}", f"use one of {', '.join(DUTIES)}")
        offices[name] = Office(
            name=name,
            duty=duty or None,
            sole=yes_no(line, "sole", sole),
            also=also or None,
            countries=frozenset(filter(None, countries.split("|"))),
        )
    return offices


def overlapping(one: Row, other: Row) -> bool:
    """Whether two terms share time: the month (or year) in which one ends and the other begins is no clash."""
    first, second = sorted((one, other), key=lambda row: (row.start, row.end or "9999"))
    size = min(len(first.end), len(second.start))
    return not first.end or second.start[:size] < first.end[:size]


def clashes(rows: Sequence[Row], offices: dict[str, Office]) -> Iterator[tuple[Row, Row]]:
    """Yield pairs of persons who hold an office for one, or posts of a head of government, at the same time.

    Only rows of governments count that say when the term began: rivals that few states recognise have another sector.
    """
    for group in _groups(rows, offices):
        for one, other in combinations(group, 2):
            if one.id != other.id and overlapping(one, other):
                yield one, other


def _groups(rows: Iterable[Row], offices: dict[str, Office]) -> Iterable[list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        office = offices.get(row.office)
        if row.kind == "person" and row.sector == _STATE and row.start and office is not None and office.sole:
            shared = HEAD_OF_GOVERNMENT if office.duty == HEAD_OF_GOVERNMENT else row.office
            groups.setdefault((row.country, shared), []).append(row)
    return groups.values()
