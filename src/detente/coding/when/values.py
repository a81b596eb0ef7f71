"""Gives a meaning its TIMEX3 value and its moment, or the reason why it has none."""

from dataclasses import dataclass, replace
from datetime import timedelta

from detente.coding.when.away import away, shifted
from detente.coding.when.calendar import WEEK, Cell, Grain, cell_of, day_cell
from detente.coding.when.direction import Direction
from detente.coding.when.lengths import period
from detente.coding.when.meaning import Cycle, Length, Meaning, Point, Ref, Shift, Turn
from detente.coding.when.moments import HOURS_A_DAY, length_when, value_of, when_of
from detente.coding.when.place import NO_NOW, SIZE, SPOKEN_OF, VAGUE, Place
from detente.coding.when.resolve import resolve
from detente.coding.when.story import Story, earlier
from detente.records import Basis, When

__all__ = ["Spot", "Valued", "valued"]

NO_MOMENT = "a length of time, no moment"
NO_ONE_MOMENT = "it comes again and again"
OF_AN_ACT = "it is counted from an act"
NO_BOUNDS = "a stretch without bounds"
BETWEEN = "midnight alone lies between two days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What the sentence around an expression tells: its words, and how the story goes on from it.

    ``closed``: it ends a period (the quarter ended Sept. 30). ``first``: it begins its sentence. ``before``: its verb
    stands in the past perfect. ``whole``: a length is meant from now to its end (within a week), False: its end (in a
    week), None where nothing says so. ``joined``: an act behind it is what it is counted from. ``dateline``: the
    article begins with it. ``deadline``: something is to be done by it.
    ``apposed``: it stands beside a date that it says again (on 21 July 1938, three years later).
    ``opening``: it stands in the first sentence.
    """

    words: str
    closed: bool
    first: bool
    before: bool
    whole: bool | None = None
    joined: bool = False
    dateline: bool = False
    deadline: bool = False
    apposed: bool = False
    opening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """The value and the moment of an expression, and why one is missing."""

    value: str | None
    when: When | None = None
    reason: str | None = None


def valued(meaning: Meaning, place: Place, story: Story, spot: Spot) -> Valued:
    """Return what a meaning is worth at a place, and take note of it in the story.

    Raises:
        UnresolvedError: It cannot be known.
    """
    if isinstance(meaning, Ref):
        return Valued(value=f"{meaning.name.upper()}_REF", reason=NO_BOUNDS)
    if isinstance(meaning, Cycle):
        return Valued(value=meaning.every, reason=NO_ONE_MOMENT)
    if isinstance(meaning, Length):
        return _length(meaning, place, spot)
    if isinstance(meaning, Shift):
        return _shift(meaning, place, story, spot)
    return _point(meaning, place, story, spot)


def _point(point: Point, place: Place, story: Story, spot: Spot) -> Valued:
    filled = story.known(point)
    cell = resolve(filled, place)
    until = _until(point, cell, place)
    last = until or cell
    aside = (spot.deadline and story.reference is not None) or (spot.opening and story.spans(last))
    if not aside and story.goes_on(point, last, place.config, first=spot.first, before=spot.before):
        story.tell(point, last, place.now, closed=spot.closed)
    basis = Basis.INFERRED if filled.year != point.year else _basis(point, place)
    basis = Basis.DATELINE if spot.dateline else basis
    if point == Point(clock=point.clock) and point.clock is not None and point.clock.hour >= HOURS_A_DAY:
        return Valued(value=value_of(point, cell), reason=BETWEEN)
    return Valued(value=value_of(point, cell), when=when_of(point, cell, until, basis, spot.words))


def _until(point: Point, cell: Cell, place: Place) -> Cell | None:
    """Return the end of a range, in the year of its start where it has none of its own."""
    if point.until is None:
        return None
    weekday = point.until.weekday
    if weekday is not None and point.until.month is None and cell.first is not None:  # Monday-Friday
        return day_cell(cell.first + timedelta(days=(weekday - cell.first.weekday()) % WEEK))
    if point.until.year is not None or cell.first is None:
        return resolve(point.until, place)
    last = resolve(replace(point.until, year=cell.first.year), place)
    return resolve(replace(point.until, year=cell.first.year + 1), place) if earlier(last, cell) else last


def _basis(point: Point, place: Place) -> Basis:
    """Return what a moment rests on: stated with its year, told from now, or counted from the time spoken of."""
    if point.year is not None or point.decade is not None or point.century is not None:
        return Basis.STATED
    bare_day = point.day is not None and point.month is None
    counted = place.history or place.now is None or bare_day or point.turn in SPOKEN_OF
    return Basis.INFERRED if counted else Basis.RELATIVE


def _length(length: Length, place: Place, spot: Spot) -> Valued:
    """Return a length, with its moment where it lies on one side of a known day (the past three years, in a week)."""
    base = place.reference if place.history else place.now
    when = None
    ahead = spot.whole is not None and place.direction is Direction.AHEAD and length.turn is None
    if base is not None and base.grain is Grain.DAY and base.first is not None:
        turned = replace(length, turn=Turn.NEXT) if ahead else length
        when = length_when(turned, base.first, spot.words)
        if ahead and not spot.whole and length.amounts[0][0] is not None:
            cell = away(Shift(length=length, sign=1, deictic=True), base)
            when = when_of(Point(), cell, None, Basis.RELATIVE, spot.words)
    if when is not None:
        return Valued(value=period(length), when=when)
    reason = NO_MOMENT
    if length.turn is not None:
        reason = VAGUE if length.amounts[0][0] is None else NO_NOW
    return Valued(value=period(length), reason=reason)


def _shift(shift: Shift, place: Place, story: Story, spot: Spot) -> Valued:
    """Return two days later; a vague one lies before or after now, and nowhere if it is counted from something else.

    Hours before or after a day that was told are of that day.
    """
    if spot.joined:
        return Valued(value=None, reason=OF_AN_ACT)
    if shift.length.amounts[0][0] is None:
        day = place.reference
        if shift.length.unit.startswith("T") and not shift.deictic and day is not None and day.grain is Grain.DAY:
            return Valued(value=None, when=when_of(Point(), day, None, Basis.INFERRED, spot.words), reason=VAGUE)
        side = "PAST_REF" if shift.sign < 0 else "FUTURE_REF"
        return Valued(value=side if shift.deictic else None, reason=VAGUE)
    said = place.reference
    if (
        spot.apposed
        and said is not None
        and said.first is not None
        and said.grain >= SIZE.get(shift.length.unit, Grain.DAY)
    ):
        cell = cell_of(shift.length.unit, said.first)
        return Valued(value=cell.value, when=when_of(Point(), cell, None, Basis.INFERRED, spot.words))
    cell = shifted(shift, place)
    if shift.sign > 0:  # what goes back (a year earlier) only looks aside
        story.refer(cell)
    basis = Basis.RELATIVE if shift.deictic or place.reference is None else Basis.INFERRED
    return Valued(value=cell.value, when=when_of(Point(), cell, None, basis, spot.words))
