"""Fusion room: moments as numbers of days, so that many can be compared at once; never reads a text."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from detente.records import Precision, When

__all__ = ["Days", "days"]

Days = tuple[int, int]
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{3})X$")
# First month and number of months of a part of a year, as TIMEX3 writes it.
_PARTS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "H1": (1, 6), "H2": (7, 6)}
_PARTS |= {f"Q{n}": (3 * n - 2, 3) for n in range(1, 5)}


def days(when: When | None) -> Days | None:
    """Return the first and the last day that a moment may mean, as proleptic ordinals; None for one unknown."""
    if when is None:
        return None
    first, last = _cell(when.start), _cell(when.end)
    if first is None or last is None:
        return None
    before, after = _nights(when)
    return first[0] - before, max(first[1], last[1]) + after


def _nights(when: When) -> Days:
    """Return the days before and after that the night of a day reaches into (overnight; Monday night)."""
    words = (when.words or "").lower()
    if when.precision is not Precision.PART_OF_DAY or "night" not in words:
        return 0, 0
    return (1, 0) if "overnight" in words else (0, 1)


def _cell(value: str) -> Days | None:
    """Return the days of one ISO 8601 or TIMEX3 value; None for one of another form or no such day."""
    try:
        return _read(value)
    except ValueError:
        return None


def _read(value: str) -> Days | None:
    return next((read(found) for form, read in _FORMS if (found := form.match(value))), None)


def _day(found: re.Match[str]) -> Days:
    day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    return day, day


def _week(found: re.Match[str]) -> Days:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1).toordinal()
    return monday, monday + 6


def _months(year: int, month: int, count: int) -> Days:
    last = month + count - 2
    year_of_last, month_of_last = year + last // 12, last % 12 + 1
    end = date(year_of_last, month_of_last, monthrange(year_of_last, month_of_last)[1])
    return date(year, month, 1).toordinal(), end.toordinal()


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (_DAY, _day),
    (_WEEK, _week),
    (_MONTH, lambda found: _months(int(found[1]), int(found[2]), 1)),
    (_PART, lambda found: _months(int(found[1]), *_PARTS[found[2]])),
    (_YEAR, lambda found: _months(int(found[1]), 1, 12)),
    (_DECADE, lambda found: _months(int(found[1]) * 10, 1, 120)),
)
