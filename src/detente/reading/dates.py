"""Dates as they are written become moments at the precision that is known; a date that can be two days becomes none."""

import datetime as dt
import re
from dataclasses import dataclass

from detente.reading.config import Config
from detente.reading.rules import DateShape, date_shapes, month_number, zone_offset
from detente.records import Basis, Precision, When

__all__ = ["MonthDay", "Unclear", "day_in_url", "day_of_dateline", "day_of_epoch", "day_written", "with_year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A date that cannot be used, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """A day of a month whose year is not said."""

    month: int
    day: int
    words: str


def day_written(words: str, config: Config, *, entry: bool = False, basis: Basis = Basis.STATED) -> When | Unclear:
    """Return the moment that a whole string writes; ``entry`` also allows the shapes of a field (20240116, 2024-01)."""
    stripped = words.strip().strip("[]()").rstrip(".")
    shapes = date_shapes("header") + (date_shapes("entry") if entry else ())
    problem = Unclear(reason=f"no date that is understood in {stripped[: config.label_chars]!r}")
    for shape in shapes:
        match = shape.pattern.fullmatch(stripped)
        if match is None:
            continue
        found = _moment(shape, match, config, basis)
        if isinstance(found, When):
            return found
        problem = found
    return problem


def day_in_url(url: str, config: Config) -> When | None:
    """Return the day, month or year that an address holds (``/2011/11/10/``), inferred; None where it holds none."""
    for shape in date_shapes("url"):
        for match in shape.pattern.finditer(url[: config.head_chars * 2]):
            found = _moment(shape, match, config, Basis.INFERRED)
            if isinstance(found, When):
                return found
    return None


def day_of_dateline(words: str, config: Config) -> When | MonthDay | Unclear:
    """Return the day a dateline gives, a month and day where it says no year."""
    for shape in date_shapes("dateline"):
        match = shape.pattern.fullmatch(words.strip())
        if match is None:
            continue
        if match["y"] is not None:
            return _moment(shape, match, config, Basis.DATELINE)
        month = month_number(match["mon"])
        if month is not None and _is_day(2024, month, int(match["d"])):  # 2024 has all days that any year has
            return MonthDay(month=month, day=int(match["d"]), words=words.strip())
    return Unclear(reason=f"no date that is understood in {words!r}")


def with_year(day: MonthDay, year: int) -> When | None:
    """Return the day in the year that other evidence gives, None where that year has no such day."""
    if not _is_day(year, day.month, day.day):
        return None
    iso = f"{year:04}-{day.month:02}-{day.day:02}"
    return When(start=iso, end=iso, precision=Precision.DAY, basis=Basis.DATELINE, words=day.words)


def day_of_epoch(number: float) -> When | Unclear:
    """Return the moment of a count of seconds or milliseconds since 1970, to the minute, in UTC."""
    milliseconds = 100_000_000_000  # as seconds this is the year 5138, so a larger count is one of milliseconds
    seconds = number / 1000 if abs(number) > milliseconds else number
    try:
        moment = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return Unclear(reason=f"{number!r} is no moment that is understood")
    iso = moment.strftime("%Y-%m-%dT%H:%M") + "+00:00"
    return When(start=iso, end=iso, precision=Precision.MINUTE, basis=Basis.STATED, zone="+00:00", words=str(number))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _moment(shape: DateShape, match: re.Match[str], config: Config, basis: Basis) -> When | Unclear:
    """Return the moment of one match, or why it is none."""
    parts = match.groupdict()
    day = _day_and_month(shape, parts, config)
    if isinstance(day, Unclear):
        return day
    year, (number, month) = _year(parts, config), day
    if month is not None and not _is_day(year, month, number or 1):
        return Unclear(reason=f"{match[0]!r} is no day of the calendar")
    iso, precision = f"{year:04}", Precision.YEAR
    if month is not None:
        iso, precision = f"{iso}-{month:02}", Precision.MONTH
    if number is not None:
        iso, precision = f"{iso}-{number:02}", Precision.DAY
    clock = _clock(parts) if number is not None else None
    zone = zone_offset(parts["z"]) if clock is not None and parts.get("z") else None
    if clock is not None:
        iso, precision = f"{iso}T{clock}{zone or ''}", Precision.MINUTE
    return When(start=iso, end=iso, precision=precision, basis=basis, zone=zone, words=match[0].strip())


def _year(parts: dict[str, str | None], config: Config) -> int:
    short = parts.get("yy")
    if short is not None:
        return int(short) + (1900 if int(short) >= config.century_pivot else 2000)
    return int(parts.get("y") or 0)


def _day_and_month(
    shape: DateShape, parts: dict[str, str | None], config: Config
) -> tuple[int | None, int | None] | Unclear:
    """Return day and month, either None where the shape has none, or why they cannot be told apart."""
    if shape.open_order:
        return _open_order(int(parts["a"] or 0), int(parts["b"] or 0), config)
    day = int(parts["d"] or 0) if parts.get("d") else None
    if parts.get("mon"):
        month = month_number(parts["mon"] or "")
        return (day, month) if month is not None else Unclear(reason=f"{parts['mon']!r} is no month")
    month = int(parts["mo"] or 0) if parts.get("mo") else None
    return day, month


def _open_order(first: int, second: int, config: Config) -> tuple[int | None, int | None] | Unclear:
    """Return day and month of two numbers: by size where one of them is no month, else by the setting."""
    months = 12
    if first > months or first == second:
        return first, second
    if second > months:
        return second, first
    if config.day_first is None:
        return Unclear(reason=f"{first}/{second} can be two days; say which comes first with the setting day_first")
    return (first, second) if config.day_first else (second, first)


def _clock(parts: dict[str, str | None]) -> str | None:
    """Return HH:MM, None where no hour is said or the hour is none."""
    hour = parts.get("h") or parts.get("h12")
    if hour is None:
        return None
    half = (parts.get("ap") or parts.get("ap12") or "").lower()
    number, noon, day = int(hour), 12, 24
    if half and not 1 <= number <= noon:
        half = ""  # "15:20 pm" is written often and means 15:20
    if half:
        number = number % noon + (noon if half == "p" else 0)
    return f"{number:02}:{parts.get('mi') or '00'}" if number < day else None
