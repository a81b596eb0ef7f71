"""Resolves what lies in a known year: a day, month, season, quarter, half or feast of it."""

from detente.coding.when.calendar import (
    Cell,
    Grain,
    day_cell,
    feast_day,
    half_cell,
    month_cell,
    moved,
    quarter_cell,
    season_cell,
    valid,
    year_cell,
)
from detente.coding.when.meaning import Point, Turn
from detente.coding.when.place import NO_SUCH, Place, UnresolvedError

__all__ = ["in_year"]


def in_year(point: Point, year: int, place: Place) -> Cell:
    """Return the cell of a point whose year is known."""
    if point.feast is not None:
        feast = feast_day(point.feast, year)
        if feast is None:
            raise UnresolvedError(NO_SUCH)
        return feast
    if point.month is not None:
        return _unclear(point, year, place) if point.unclear else _dated(point.month, point.day, year)
    if point.season is not None:
        return season_cell(year, point.season)
    if point.quarter is not None:
        return quarter_cell(year, point.quarter or quarter_of(place))
    return half_cell(year, point.half) if point.half is not None else year_cell(year)


def _dated(month: int, day: int | None, year: int) -> Cell:
    if day is None:
        return month_cell(year, month)
    found = valid(year, month, day)
    if found is None:
        raise UnresolvedError(NO_SUCH)
    return day_cell(found)


def quarter_of(place: Place) -> int:
    """Return the quarter that the text speaks of, else the last one that is over."""
    if place.period is not None and place.period.grain is Grain.QUARTER:
        return int(place.period.value[-1])
    over = moved(place.anchor(Turn.LAST, Grain.MONTH), -1, "Q")
    if over is None:
        raise UnresolvedError(NO_SUCH)
    return (over.month + 2) // 3


def _unclear(point: Point, year: int, place: Place) -> Cell:
    """Return the day of 10/11/2020 where one reading is far nearer to the publishing day, else the year."""
    days = [valid(year, point.month or 0, point.day or 0), valid(year, point.day or 0, point.month or 0)]
    now = None if place.now is None else place.now.first
    if now is None:
        return year_cell(year)
    gaps = sorted((abs((day - now).days), day) for day in days if day is not None)
    if gaps[0][0] * place.config.clear <= gaps[1][0]:
        return day_cell(gaps[0][1])
    return year_cell(year)
