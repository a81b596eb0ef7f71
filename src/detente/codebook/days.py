"""Codebook room: which days a moment cut to its precision covers; no other room reads such a text as days."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from detente.records import When

__all__ = ["covered", "days"]

_Span = tuple[date, date]
_MONTHS = 12
# First month and number of months of a part of a year, as TIMEX3 writes it; seasons are those of the north, as coding
# has them.
_PARTS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "H1": (1, 6), "H2": (7, 6)}


def days(when: When | None) -> tuple[date, date] | None:
    """Return the first and the last day that a stretch of time may cover, None where no day, month or year is known.

    A season, half of a year or decade counts as unknown: no view counts by one.
    """
    if when is None:
        return None
    start, end = covered(when.start), covered(when.end)
    return (start[0], max(start[1], end[1])) if start and end else None


@lru_cache(maxsize=4096)
def covered(text: str, *, wide: bool = False) -> tuple[date, date] | None:
    """Return the first and last day of a day, ISO week, month, quarter or year (2024-01-16T04:00, 2024-W03, 2024-Q1).

    With ``wide`` also those of a season, half of a year or decade (2024-SP, 2024-H1, 202X). None for what is none of
    these, or a day that no calendar has.
    """
    forms = (*_FORMS, *_WIDE) if wide else _FORMS
    try:
        return next((read(found) for form, read in forms if (found := form.fullmatch(text))), None)
    except ValueError:
        return None


def _day(found: re.Match[str]) -> _Span:
    day = date.fromisoformat(found[1])
    return day, day


def _week(found: re.Match[str]) -> _Span:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return monday, monday + timedelta(days=6)


def _months(year: int, month: int, count: int) -> _Span:
    after = year * _MONTHS + month - 1 + count
    return date(year, month, 1), date(after // _MONTHS, after % _MONTHS + 1, 1) - timedelta(days=1)


# What an ISO 8601 moment may look like, cut to its precision, and what each form means.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = (
    (re.compile(r"(\d{4}-\d{2}-\d{2})(T.*)?"), _day),
    (re.compile(r"(\d{4})-W(\d{2})"), _week),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda found: _months(int(found[1]), 3 * int(found[2]) - 2, 3)),
    (re.compile(r"(\d{4})-(\d{2})"), lambda found: _months(int(found[1]), int(found[2]), 1)),
    (re.compile(r"(\d{4})"), lambda found: _months(int(found[1]), 1, _MONTHS)),
)
_WIDE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = (
    (re.compile(r"(\d{4})-(SP|SU|FA|WI|H1|H2)"), lambda found: _months(int(found[1]), *_PARTS[found[2]])),
    (re.compile(r"(\d{3})X"), lambda found: _months(int(found[1]) * 10, 1, 10 * _MONTHS)),
)
