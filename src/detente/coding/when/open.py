"""Resolves what is left open: a weekday, a day or month without its year, a feast, a time of the day alone."""

from datetime import date, timedelta

from detente.coding.when.calendar import WEEK, Cell, Grain, day_cell, moved, valid
from detente.coding.when.direction import Direction
from detente.coding.when.meaning import Point
from detente.coding.when.place import NO_NOW, NO_REFERENCE, NO_SUCH, Place, UnresolvedError, first_day
from detente.coding.when.years import in_year

__all__ = ["nearest", "opened"]


def opened(point: Point, place: Place) -> Cell:
    """Return a weekday, or a month, day, season, quarter or feast without its year, or a time of the day alone."""
    anchor = place.anchor(None, Grain.YEAR if place.history else Grain.MONTH)
    if point.day is not None and point.month is None:
        return _day_of_month(point.day, anchor, place)
    if point.weekday is not None and point.month is None:
        return _weekday(point.weekday, anchor, place)
    if point.clock is not None and point.month is None and point.feast is None:
        return _clock_day(place)
    years = (-1, 0, 1)
    cells = []
    for more in years:
        try:
            cells.append(in_year(point, anchor.year + more, place))
        except UnresolvedError:  # 29 February
            continue
    if point.weekday is not None:
        named = [cell for cell in cells if first_day(cell).weekday() == point.weekday]
        cells = named or cells
    if not cells:
        raise UnresolvedError(NO_SUCH)
    return nearest(cells, anchor, place)


def _day_of_month(day: int, anchor: date, place: Place) -> Cell:
    """Return the 16th: of the month spoken of, else the nearest on the side that tense tells."""
    if place.reference is not None and place.reference.grain >= Grain.MONTH:
        anchor = first_day(place.reference)
        found = valid(anchor.year, anchor.month, day)
        if found is None:
            raise UnresolvedError(NO_SUCH)
        return day_cell(found)
    months = [moved(anchor.replace(day=1), more, "M") for more in (-1, 0, 1)]
    days = [found for month in months if month and (found := valid(month.year, month.month, day))]
    return nearest([day_cell(found) for found in days], anchor, place)


def _clock_day(place: Place) -> Cell:
    """Return the day of a time of the day alone: the one the text speaks of, else the publishing day."""
    for cell in (place.reference, place.now):
        if cell is not None and cell.grain is Grain.DAY:
            return cell
    raise UnresolvedError(NO_REFERENCE)


def _weekday(weekday: int, anchor: date, place: Place) -> Cell:
    """Return a weekday: today's own name is today, else the last or the next one by the tense."""
    known = place.reference if place.history else place.now
    if known is None or known.grain is not Grain.DAY:
        raise UnresolvedError(NO_NOW)
    ahead = (weekday - anchor.weekday()) % WEEK
    if place.direction is Direction.AHEAD or place.history:
        return day_cell(anchor + timedelta(days=ahead))
    return day_cell(anchor - timedelta(days=(WEEK - ahead) % WEEK))


def nearest(cells: list[Cell], anchor: date, place: Place) -> Cell:
    """Return the nearest cell; one against the side that tense tells counts as farther away."""
    budget = cells[0].grain in {Grain.QUARTER, Grain.HALF}
    direction, config = place.direction, place.config

    def distance(cell: Cell) -> float:
        first, last = cell.first, cell.last
        if first is None or last is None:
            return float("inf")
        if first <= anchor <= last:
            return 0.0
        gap = (first - anchor).days if first > anchor else (anchor - last).days
        side = Direction.AHEAD if first > anchor else Direction.BACK
        if direction is None or budget:  # third-quarter results are still expected when the quarter is over
            return gap * (1.0 if side is (direction or Direction.BACK) else config.open_ahead)
        return gap if side is direction else gap * config.against + config.against_days

    if place.history:
        return _in_story(cells, anchor, place)
    if place.now is None:
        return _near(cells, anchor, place)
    return min(cells, key=distance)


def _in_story(cells: list[Cell], anchor: date, place: Place) -> Cell:
    """Return the cell of the year that the text speaks of, or of the next where that would go back half a year."""
    same = next((cell for cell in cells if first_day(cell).year == anchor.year), cells[0])
    coarse = place.reference is not None and place.reference.grain <= Grain.YEAR
    if coarse or same.last is None or (anchor - same.last).days < place.config.story_back:
        return same
    return next((cell for cell in cells if first_day(cell).year == anchor.year + 1), same)


def _near(cells: list[Cell], anchor: date, place: Place) -> Cell:
    """Return the cell near the time spoken of, where the publishing day is not known.

    Raises:
        UnresolvedError: None lies near.
    """
    for cell in cells:
        if abs((first_day(cell) - anchor).days) <= place.config.story_near:
            return cell
    raise UnresolvedError(NO_NOW)
