"""Ledger room: moments at the precision that is known, compared without making any of them more exact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from detente.codebook import covered
from detente.records import When

__all__ = ["Bounds", "bounds", "day_of", "is_before", "moment"]

_AT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2})(?::(\d{2}))?(?::\d{2})?(Z|[+-]\d{2}:\d{2})?")
_PART = re.compile(r"\d{4}-\d{2}-\d{2}T[A-Z]{2}")  # morning, night: no more is known than the day
_MIDNIGHT, _LAST = time(), time(23, 59, 59)


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
    if found := _AT.fullmatch(text):
        return _of_hour(found)
    held = covered(text, wide=True) if "T" not in text or _PART.fullmatch(text) else None
    return held and Bounds(first=datetime.combine(held[0], _MIDNIGHT), last=datetime.combine(held[1], _LAST))


def _of_hour(found: re.Match[str]) -> Bounds:
    at = datetime.combine(date.fromisoformat(found[1]), time(int(found[2]), int(found[3] or 0)))
    length = timedelta(minutes=1) if found[3] else timedelta(hours=1)
    return Bounds(first=at, last=at + (length - timedelta(seconds=1)), offset=_offset(found[4]))


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text == "Z":
        return timedelta(0)
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))


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
