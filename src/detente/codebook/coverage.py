"""Codebook room: which states' offices the table of persons knows in which years, so that its gaps can be read."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.offices import DUTIES, Office
from detente.codebook.terms import Row
from detente.errors import CodebookError

__all__ = ["Span", "Spans", "coverage", "load_spans"]

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """What the coverage is asked for, from ``coverage.toml``.

    ``first`` is the first year; ``known_until`` the month (``YYYY-MM``) up to which the rows were written with
    knowledge: an open term counts until then. ``elsewhere`` are states by those whose head of state is theirs too, and
    ``without`` the states that lack a duty.
    """

    first: int
    known_until: str
    states: tuple[str, ...]
    elsewhere: dict[str, str]
    without: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One duty in one state: the years of which the table knows the holder for at least half of the months.

    ``months`` of ``asked`` months are known; ``asked`` is 0 where the state has no such office.
    """

    country: str
    duty: str
    years: tuple[int, ...]
    months: int
    asked: int


def load_spans(path: Path) -> Spans:
    """Read what coverage is asked for.

    Raises:
        CodebookError: The file cannot be read as such.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return Spans(
            first=told["first"],
            known_until=told["known_until"],
            states=tuple(told["states"].split()),
            elsewhere=dict(told["elsewhere"]),
            without={duty: frozenset(codes.split()) for duty, codes in told["without"].items()},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise CodebookError(f"is no table of what to cover ({error})", where=str(path), remedy="restore it") from error


def coverage(rows: Sequence[Row], offices: dict[str, Office], spans: Spans) -> Iterator[Span]:
    """Yield what is known for each state and duty, in the order of ``spans.states``."""
    terms: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        office = offices.get(row.office) if row.kind == "person" and row.start else None
        for duty in office.duties(row.country) if office else ():
            terms.setdefault((row.country, duty), []).append(row)
    for country in spans.states:
        for duty in DUTIES:
            holder = spans.elsewhere.get(country, country) if duty == DUTIES[0] else country
            known = terms.get((country, duty), [])
            if country not in spans.without.get(duty, ()):
                yield _span(
                    country, duty, [*known, *(terms.get((holder, duty), []) if holder != country else ())], spans
                )
            else:
                yield Span(country=country, duty=duty, years=(), months=0, asked=0)


def _span(country: str, duty: str, rows: Iterable[Row], spans: Spans) -> Span:
    last = _month(spans.known_until, last=False)
    begin = _MONTHS * spans.first
    held = {
        month
        for row in rows
        for month in range(
            max(_month(row.start, last=False), begin), min(_month(row.end or spans.known_until, last=True), last) + 1
        )
    }
    years = tuple(
        year
        for year in range(spans.first, last // _MONTHS + 1)
        if 2 * sum(year * _MONTHS <= month < (year + 1) * _MONTHS for month in held)
        >= min(_MONTHS, last + 1 - year * _MONTHS)
    )
    return Span(country=country, duty=duty, years=years, months=len(held), asked=last + 1 - begin)


def _month(date: str, *, last: bool) -> int:
    """Count months since the year 0; a date that is a year means its first or its last month."""
    return _MONTHS * int(date[:4]) + (int(date[5:7]) - 1 if len(date) > len("YYYY") else (_MONTHS - 1) * last)
