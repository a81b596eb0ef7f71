"""Makes the record of a moment out of a cell of the calendar."""

from datetime import date

from detente.coding.when.calendar import Cell, Grain, cell_of, day_cell, moved, valid
from detente.coding.when.meaning import Clock, Length, Point, Turn
from detente.records import Basis, Precision, When

__all__ = ["cell_of_when", "length_when", "value_of", "when_of"]

PRECISION = {
    Grain.CENTURY: Precision.DECADE,
    Grain.DECADE: Precision.DECADE,
    Grain.YEAR: Precision.YEAR,
    Grain.HALF: Precision.SEASON,
    Grain.QUARTER: Precision.SEASON,
    Grain.SEASON: Precision.SEASON,
    Grain.MONTH: Precision.MONTH,
    Grain.WEEK: Precision.WEEK,
    Grain.DAYS: Precision.DAY,
    Grain.DAY: Precision.DAY,
}
UNITS = {"Y": Precision.YEAR, "M": Precision.MONTH, "W": Precision.DAY, "Q": Precision.MONTH, "DE": Precision.YEAR}
YEARS, MONTHS = 4, 7
HOURS_A_DAY = 24


def _bounds(cell: Cell) -> tuple[str, str]:
    """Return the first and last moment of a cell at the precision it has."""
    if cell.first is None or cell.last is None:
        return cell.value, cell.value
    if cell.grain in {Grain.DAY, Grain.DAYS}:
        return cell.first.isoformat(), cell.last.isoformat()
    if cell.grain is Grain.WEEK:
        return cell.value, cell.value
    size = YEARS if cell.grain <= Grain.YEAR else MONTHS
    return cell.first.isoformat()[:size], cell.last.isoformat()[:size]


def value_of(point: Point, cell: Cell) -> str:
    """Return the TIMEX3 value of a point that a cell was found for."""
    if cell.grain is not Grain.DAY:
        return cell.value
    if point.clock is not None:
        return f"{cell.value}T{_hours(point.clock)}{point.clock.zone or ''}"
    return f"{cell.value}T{point.part}" if point.part is not None else cell.value


def _hours(clock: Clock) -> str:
    return f"{clock.hour:02d}:{clock.minute or 0:02d}"


def when_of(point: Point, cell: Cell, until: Cell | None, basis: Basis, words: str) -> When:
    """Return the moment of a point that a cell (and one for the end of a range) was found for."""
    start, end = _bounds(cell)
    if until is not None:
        end = _bounds(until)[1]
    precision = PRECISION[cell.grain]
    zone = None
    if cell.grain is Grain.DAY and point.clock is not None and point.clock.hour >= HOURS_A_DAY:
        precision = Precision.PART_OF_DAY  # midnight on Monday: which end of it, people mean as they like
    elif cell.grain is Grain.DAY and point.clock is not None:
        clock = point.clock
        start = end = f"{cell.value}T{_hours(clock)}{clock.zone or ''}"
        precision = Precision.HOUR if clock.minute is None else Precision.MINUTE
        zone = clock.zone or clock.place
    elif cell.grain is Grain.DAY and point.part is not None:
        precision = Precision.PART_OF_DAY
    return When(start=start, end=end, precision=precision, basis=basis, zone=zone, words=words)


def length_when(length: Length, now: date, words: str) -> When | None:
    """Return the stretch that a length on one side of now is (the past three years, the next 24 hours)."""
    if length.turn is None or length.amounts[0][0] is None:
        return None
    ahead = length.turn in {Turn.NEXT, Turn.COMING, Turn.FOLLOWING}
    amount, unit = length.amounts[0]
    if amount is None:
        return None
    days = unit if not unit.startswith("T") else "D"
    number = (
        round(amount) if days == unit else max(1, round(amount * {"TH": 1, "TM": 1 / 60}.get(unit, 0) / HOURS_A_DAY))
    )
    other = moved(now, number if ahead else -number, days)
    if other is None:
        return None
    first, last = (now, other) if ahead else (other, now)
    precision = UNITS.get(unit, Precision.DAY)
    size = {Precision.YEAR: YEARS, Precision.MONTH: MONTHS}.get(precision)
    start, end = first.isoformat()[:size], last.isoformat()[:size]
    return When(start=start, end=end, precision=precision, basis=Basis.RELATIVE, words=words)


def cell_of_when(when: When | date | None) -> Cell | None:
    """Return the cell of a moment that somebody gives: the publishing day, the day of an act; None for vague ones."""
    if when is None:
        return None
    if isinstance(when, date):
        return day_cell(when)
    parts = when.start[:10].split("-")
    if not all(part.isdecimal() for part in parts):
        return _week(when.start)
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    first = valid(year, month, day)
    return None if first is None else cell_of({1: "Y", 2: "M", 3: "D"}[len(parts)], first)


def _week(text: str) -> Cell | None:
    try:
        return cell_of("W", date.fromisoformat(f"{text}-1"))
    except ValueError:
        return None
