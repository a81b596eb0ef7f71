"""Entry room: dates as people write them become moments; a date that can be read in two ways is refused."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from detente.entry.problems import WrongError
from detente.records import Basis, Precision, When

__all__ = ["Days", "first_day", "ordered", "to_minute"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d\b")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(\w+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"(\w+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH = re.compile(r"(\w+)\.?,?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_RANGE = re.compile(r"\s*(?:/|\bto\b|\u2013|\u2014)\s*")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?")
_HOW = (
    "write it as 2024-01-16, 2024-01 or 2024, with an hour as 2024-01-16T04:00+05:00, a range as 2024-01-16/2024-01-18"
)
_MONTHS = 12
_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment in ISO 8601 at its precision, with its zone."""

    text: str
    precision: Precision
    zone: str | None = None


class Days:
    """Reads dates; ``months`` are the numbers of the months by their names in small letters."""

    def __init__(self, months: Mapping[str, int]) -> None:
        self._months = months

    def when(self, text: str) -> When:
        """Return the moment or stretch that a cell names.

        Raises:
            WrongError: it names none, one that does not exist, or one of two.
        """
        whole = self._moment(text.strip())
        if whole is not None:
            return _when(whole, whole)
        parts = _RANGE.split(text.strip())
        ends = [self._moment(part) for part in parts]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:  # noqa: PLR2004 - a range has two ends
            raise WrongError(f"{text!r} is no date", _HOW)
        if ends[0].text[:10] > ends[1].text[:10]:
            raise WrongError(f"{text!r} ends before it begins", "put the earlier day first")
        return _when(ends[0], ends[1])

    def moment(self, text: str) -> str:
        """Return the ISO 8601 moment at which something was entered: a day, or an hour with its zone.

        Raises:
            WrongError: it is neither.
        """
        found = self._moment(text.strip())
        if found is None or found.precision not in {Precision.DAY, Precision.MINUTE}:
            raise WrongError(f"{text!r} is no moment", "write 2024-01-22 or 2024-01-22T09:30+05:00")
        if found.precision is Precision.MINUTE and found.zone is None:
            raise WrongError(f"{text!r} has no zone", f"write {found.text}+05:00, or the day alone")
        return found.text

    def behind(self, text: str, before: Sequence[str]) -> str | None:
        """Return the first full date of a text that stands behind one of some words, in ISO 8601; None for none."""
        words = "|".join(re.escape(word) for word in sorted(before, key=len, reverse=True))
        for place in re.finditer(rf"\b(?:{words})\s+(?:the\s+)?", text, re.IGNORECASE):
            for shape in (_ISO_DAY, _DAY_FIRST, _MONTH_FIRST):
                if found := shape.match(text, place.end()):
                    with suppress(WrongError):
                        moment = self._moment(found[0])
                        if moment is not None:
                            return moment.text
        return None

    def _moment(self, text: str) -> _Moment | None:
        text = _MIDNIGHT.sub(r"\1", text) if _MIDNIGHT.fullmatch(text) else text  # a spreadsheet's date without an hour
        if found := _ISO.fullmatch(text):
            return _iso(found, text)
        if found := _NUMBERS.fullmatch(text):
            return _numbers(found, text)
        for shape, (day, month, year) in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
            if (found := shape.fullmatch(text)) and (number := self._months.get(found[month].lower())):
                return _day(int(found[year]), number, int(found[day]), text)
        if (found := _MONTH.fullmatch(text)) and (number := self._months.get(found[1].lower())):
            return _Moment(f"{found[2]}-{number:02}", Precision.MONTH)
        return None


def _iso(found: re.Match[str], text: str) -> _Moment:
    """Check a moment in ISO 8601."""
    year, month, day, hour, minute, zone = found.groups()
    _exists(int(year), int(month or 1), int(day or 1), text)
    if hour is None:
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return _Moment(text, precision)
    if int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004 - the last hour and minute
        raise WrongError(f"{text!r} is no time of the day", "write an hour from 00:00 to 23:59")
    offset = _offset(zone, text)
    return _Moment(f"{year}-{month}-{day}T{hour}:{minute}{offset or ''}", Precision.MINUTE, offset)


def _offset(zone: str | None, text: str) -> str | None:
    """Return a zone as ``+05:00``, None where none is given."""
    if zone is None:
        return None
    if zone == "Z":
        return "+00:00"
    sign, hours, minutes = zone[0], zone[1:3], zone[-2:]
    if int(hours) > 14 or int(minutes) > 59:  # noqa: PLR2004 - the farthest zone is +14:00
        raise WrongError(f"{text!r} has no such zone", "write a zone from -12:00 to +14:00")
    return f"{sign}{hours}:{minutes}"


def _numbers(found: re.Match[str], text: str) -> _Moment:
    """Read day, month and year in numbers where only one order is possible."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first > _MONTHS:
        return _day(year, second, first, text)
    if second > _MONTHS:
        return _day(year, first, second, text)
    if first == second:
        return _day(year, first, second, text)
    choices = f"write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    raise WrongError(f"{text!r} can be two days", choices)


def _day(year: int, month: int, day: int, text: str) -> _Moment:
    _exists(year, month, day, text)
    return _Moment(f"{year:04}-{month:02}-{day:02}", Precision.DAY)


def _exists(year: int, month: int, day: int, text: str) -> None:
    try:
        date(year, month, day)
    except ValueError as error:
        raise WrongError(f"{text!r} is no day of the calendar ({error})", "mend the day or the month") from error


def _when(start: _Moment, end: _Moment) -> When:
    """Return two ends as one moment or stretch, as coarse as the coarser of them."""
    precision = min(start.precision, end.precision, key=_PRECISIONS.index)
    return When(start=start.text, end=end.text, precision=precision, basis=Basis.ENTERED, zone=start.zone or end.zone)


def first_day(moment: str) -> str:
    """Return the day of a moment as far as it is known (``2024-01``, ``2024-01-16``)."""
    return moment[:10]


def ordered(earlier: str, later: str) -> bool:
    """Whether one moment does not lie behind another, each compared as far as both are known.

    Two hours with their zones are compared as hours, everything else by the days as they are written.
    """
    try:
        first, second = datetime.fromisoformat(earlier), datetime.fromisoformat(later)
        if first.tzinfo is not None and second.tzinfo is not None:
            return first <= second
    except ValueError:
        pass  # a year or a month
    one, other = first_day(earlier), first_day(later)
    length = min(len(one), len(other))
    return one[:length] <= other[:length]


def to_minute(moment: str) -> When:
    """Return the moment at which something was entered as a record."""
    precise = len(moment) > len("2024-01-16")
    found = datetime.fromisoformat(moment).isoformat(timespec="minutes") if precise else moment
    precision = Precision.MINUTE if precise else Precision.DAY
    zone = found[16:] or None
    return When(start=found, end=found, precision=precision, basis=Basis.ENTERED, zone=zone)
