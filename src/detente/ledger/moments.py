"""Ledger room: moments at the precision that is known, compared without making any of them more exact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from detente.records import When

__all__ = ["Bounds", "bounds", "day_of", "is_before", "moment"]

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(?:(\d{2})(?::(\d{2}))?(?::\d{2})?(Z|[+-]\d{2}:\d{2})?|[A-Z]{2}))?")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # seasons of the northern half of the world, as coding has them
_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The first and last moment that a stretch of time may mean, as local time; ``offset`` from UTC where known."""

    first: datetime
    last: datetime
    offset: timedelta | None = None


def bounds(when: When | None) -> Bounds | None:
    """Return the bounds of a stretch of time, None for none or for a form that is not known."""
    if when is None:
        return None
    start, end = moment(when.start), moment(when.end)
    if start is None or end is None:
        return None
    return Bounds(first=start.first, last=max(start.last, end.last), offset=start.offset)


@lru_cache(maxsize=4096)
def moment(text: str) -> Bounds | None:
    """Return the bounds of one ISO 8601 moment, cut to any precision (2024, 2024-W03, 2024-01-16T04:00+03:30)."""
    return next((made(found) for form, made in _FORMS if (found := form.fullmatch(text))), None)


def _of_day(found: re.Match[str]) -> Bounds:
    day = date.fromisoformat(found[1])
    if found[2] is None:
        return Bounds(first=datetime.combine(day, time()), last=datetime.combine(day, time(23, 59, 59)))
    at = datetime.combine(day, time(int(found[2]), int(found[3] or 0)))
    length = timedelta(minutes=1) if found[3] else timedelta(hours=1)
    return Bounds(first=at, last=at + (length - timedelta(seconds=1)), offset=_offset(found[4]))


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text == "Z":
        return timedelta(0)
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))


def _months(year: int, month: int, count: int) -> Bounds:
    after = year * _YEAR_MONTHS + month - 1 + count
    return _between(date(year, month, 1), date(after // _YEAR_MONTHS, after % _YEAR_MONTHS + 1, 1))


def _between(first: date, after: date) -> Bounds:
    return Bounds(first=datetime.combine(first, time()), last=datetime.combine(after, time()) - timedelta(seconds=1))


def _of_week(found: re.Match[str]) -> Bounds:
    first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return _between(first, first + timedelta(days=7))


def _of_decade(found: re.Match[str]) -> Bounds:
    return _between(date(int(found[1]) * 10, 1, 1), date(int(found[1]) * 10 + 10, 1, 1))


# What an ISO 8601 moment may look like, cut to its precision, and what each form means.
_FORMS = (
    (_DAY, _of_day),
    (_WEEK, _of_week),
    (re.compile(r"(\d{4})-Q(\d)"), lambda found: _months(int(found[1]), 3 * int(found[2]) - 2, 3)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda found: _months(int(found[1]), _FIRST_MONTH[found[2]], 3)),
    (re.compile(r"(\d{4})-H(\d)"), lambda found: _months(int(found[1]), 6 * int(found[2]) - 5, 6)),
    (re.compile(r"(\d{4})-(\d{2})"), lambda found: _months(int(found[1]), int(found[2]), 1)),
    (re.compile(r"(\d{4})"), lambda found: _months(int(found[1]), 1, _YEAR_MONTHS)),
    (re.compile(r"(\d{3})X"), _of_decade),
)


def is_before(one: Bounds | None, other: Bounds | None) -> bool:
    """Whether the first stretch is surely over when the other begins; offsets count where both are known."""
    if one is None or other is None:
        return False
    shift = timedelta(0)
    if one.offset is not None and other.offset is not None:
        shift = one.offset - other.offset
    return one.last - shift < other.first


def day_of(when: When | None) -> date | None:
    """Return the last day of a stretch of time, None where it is not known."""
    held = bounds(when)
    return None if held is None else held.last.date()


def earliest(found: Iterable[When | None]) -> When | None:
    """Return the moment that begins first, None where none is known."""
    known = [(held.first, when) for when in found if when is not None and (held := bounds(when)) is not None]
    return min(known, key=lambda pair: pair[0])[1] if known else None
