"""Turns what an expression says into a cell of the calendar, against the day of speaking and the time spoken of."""

from dataclasses import replace
from datetime import date, timedelta

from detente.coding.when.away import shifted
from detente.coding.when.calendar import (
    WEEK,
    Cell,
    Grain,
    cell_of,
    century_cell,
    day_cell,
    decade_cell,
    moved,
    quarter_cell,
    week_cell,
    weekend_cell,
    year_cell,
)
from detente.coding.when.direction import Direction
from detente.coding.when.meaning import Point, Turn
from detente.coding.when.open import nearest, opened
from detente.coding.when.place import NO_NOW, NO_REFERENCE, NO_SUCH, SIZE, Place, UnresolvedError, first_day
from detente.coding.when.years import in_year

__all__ = ["resolve"]

STEP = {
    Turn.LAST: -1,
    Turn.LATEST: -1,
    Turn.PREVIOUS: -1,
    Turn.THIS: 0,
    Turn.SAME: 0,
    Turn.THE: 0,
    Turn.NEXT: 1,
    Turn.COMING: 1,
    Turn.FOLLOWING: 1,
}


def resolve(point: Point, place: Place) -> Cell:
    """Return the cell that a point is.

    Raises:
        UnresolvedError: It cannot be known, or there is no such day.
    """
    try:
        cell = _cell(point, place)
    except (ValueError, OverflowError) as error:  # beyond the years that the calendar has
        raise UnresolvedError(NO_SUCH) from error
    if point.week and cell.first is not None:
        return week_cell(cell.first)
    return cell


def _cell(point: Point, place: Place) -> Cell:
    if point.century is not None or point.decade is not None:
        return century_cell(point.century) if point.century is not None else decade_cell(point.decade or 0)
    if point.offset is not None:
        return _offset(point.offset, place)
    if point.shift is not None:
        return _quartered(point, shifted(point.shift, place))
    if point.year is not None:
        return in_year(point, point.year, place)
    if point.turn is not None and point.turned is not None:
        return _turned(point, point.turn, place)
    return opened(point, place)


def _offset(days: int, place: Place) -> Cell:
    """Return today, yesterday, tomorrow."""
    anchor = place.now
    if anchor is None or anchor.grain is not Grain.DAY:
        raise UnresolvedError(NO_NOW)
    return day_cell(first_day(anchor) + timedelta(days=days))


def _quartered(point: Point, base: Cell) -> Cell:
    """Return the quarter (the year-ago second quarter) of a year that was counted."""
    if not point.quarter:
        return base
    return quarter_cell(first_day(base).year, point.quarter)


def _turned(point: Point, turn: Turn, place: Place) -> Cell:
    kind = point.turned or ""
    if kind == "Y" and (point.month or point.season or point.quarter is not None or point.half):
        return in_year(point, place.anchor(turn, Grain.YEAR).year + STEP[turn], place)
    if point.weekend:
        return _weekend(turn, place)
    if kind in {"weekday", "part", "D"}:
        return _turned_day(point, turn, place)
    if kind in {"month", "season", "quarter", "feast"}:
        return _turned_name(point, turn, place)
    if kind == "period":
        return _period(turn, place)
    return _turned_unit(kind, turn, place)


def _turned_unit(unit: str, turn: Turn, place: Place) -> Cell:
    """Return last week, this year, the previous month, the quarter."""
    if unit == "Q" and turn in {Turn.THE, Turn.SAME}:
        return _the_quarter(place)
    day = moved(place.anchor(turn, SIZE.get(unit, Grain.DAY)), STEP[turn], unit)
    if day is None:
        raise UnresolvedError(NO_SUCH)
    return cell_of(unit, day)


def _the_quarter(place: Place) -> Cell:
    if place.period is not None and place.period.grain is Grain.QUARTER:
        return place.period
    day = moved(place.anchor(Turn.LAST, Grain.MONTH), 0 if place.direction is Direction.AHEAD else -1, "Q")
    if day is None:
        raise UnresolvedError(NO_SUCH)
    return cell_of("Q", day)


def _period(turn: Turn, place: Place) -> Cell:
    """Return the latest period, the same period: that which the text speaks of."""
    cell = place.period or place.reference
    if cell is None:
        raise UnresolvedError(NO_REFERENCE)
    if turn in {Turn.PREVIOUS, Turn.LAST} and cell.grain is Grain.YEAR:
        return year_cell(first_day(cell).year - 1)
    return cell


def _weekend(turn: Turn, place: Place) -> Cell:
    """Return the weekend: the one of this week where it has begun or is looked forward to, else the last one."""
    anchor = place.anchor(turn, Grain.DAY)
    cell = weekend_cell(anchor)
    step = STEP[turn]
    begun = cell.first is not None and anchor >= cell.first
    if turn in {Turn.THE, Turn.THIS} and not begun and place.direction is not Direction.AHEAD:
        step = 0 if turn is Turn.THIS else -1
    if turn in {Turn.COMING, Turn.NEXT} and not begun:
        step = 0
    return weekend_cell(anchor + timedelta(days=WEEK * step))


def _turned_day(point: Point, turn: Turn, place: Place) -> Cell:
    """Return last Friday, next Tuesday, that night, the following morning, the day."""
    if turn is Turn.SAME and point.weekday is None and place.day_within is not None:
        return place.day_within
    anchor = place.anchor(turn, Grain.DAY)
    if point.weekday is not None:
        return day_cell(_weekday_by(anchor, point.weekday, turn))
    if point.turned in {"part", "D"} and turn is Turn.THE and place.reference is not None:
        anchor = first_day(place.reference) if place.reference.grain is Grain.DAY else anchor
    return day_cell(anchor + timedelta(days=STEP[turn]))


def _weekday_by(anchor: date, weekday: int, turn: Turn) -> date:
    """Return a weekday by its turn: last and previous strictly before, next in the week that follows."""
    ahead = (weekday - anchor.weekday()) % WEEK
    if STEP[turn] < 0:
        return anchor - timedelta(days=(WEEK - ahead) if ahead else WEEK)
    if turn is Turn.NEXT:
        return anchor + timedelta(days=WEEK - anchor.weekday() + weekday)
    if STEP[turn] > 0:
        return anchor + timedelta(days=ahead or WEEK)
    return anchor + timedelta(days=weekday - anchor.weekday())


def _turned_name(point: Point, turn: Turn, place: Place) -> Cell:
    """Return last May, next summer, this January, the previous second quarter: the nearest on that side."""
    anchor = place.anchor(turn, Grain.MONTH if STEP[turn] else Grain.YEAR)
    cells = [in_year(replace(point, turn=None), anchor.year + more, place) for more in (-2, -1, 0, 1, 2)]
    before = [cell for cell in cells if cell.last is not None and cell.last < anchor]
    after = [cell for cell in cells if cell.first is not None and cell.first > anchor]
    if STEP[turn] < 0:
        return before[-1]
    if STEP[turn] > 0:
        return after[0]
    if turn is Turn.THIS:
        return cells[2]
    return nearest(cells, anchor, place)
