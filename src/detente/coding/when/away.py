"""Counts lengths of time from a cell of the calendar: two days ago, a year earlier, three weeks after."""

from datetime import date

from detente.coding.when.calendar import Cell, Grain, cell_of, half_cell, moved, season_cell
from detente.coding.when.meaning import Shift
from detente.coding.when.place import NO_NOW, NO_REFERENCE, NO_SUCH, SIZE, VAGUE, Place, UnresolvedError, first_day

__all__ = ["away", "shifted"]

# A reference so coarse as these keeps its size when a year is counted from it (a year earlier, of a quarter).
KEPT = frozenset({Grain.HALF, Grain.QUARTER, Grain.SEASON, Grain.MONTH})


def shifted(shift: Shift, place: Place) -> Cell:
    """Return the cell a length away from now, or from the time spoken of.

    Raises:
        UnresolvedError: The length is vague, or what it is counted from is not known well enough.
    """
    unit = shift.length.unit
    if unit == "Y" and shift.sign < 0 and place.period is not None:  # a year earlier, of a quarter
        return away(shift, place.period)
    base = place.now if shift.deictic else place.reference or place.now
    fine = SIZE.get(unit, Grain.DAY)
    if not shift.deictic and base is not None and base.grain < fine and place.day is not None:
        base = place.day  # a day earlier, behind "Thursday ... over the past week"
    if base is None:
        raise UnresolvedError(NO_NOW if shift.deictic else NO_REFERENCE)
    return away(shift, base)


def away(shift: Shift, base: Cell) -> Cell:
    """Return the cell a length away from another one; it is no more exact than the unit or what it is counted from.

    Raises:
        UnresolvedError: The length is vague, or the cell too coarse for it.
    """
    day = first_day(base)
    for amount, unit in shift.length.amounts:
        if amount is None:
            raise UnresolvedError(VAGUE)
        size = SIZE.get(unit, Grain.DAY)
        if base.grain < size:
            raise UnresolvedError(NO_REFERENCE)
        target = _moved(day, shift.sign * amount, unit)
        if target is None:
            raise UnresolvedError(NO_SUCH)
        day = target
    unit = shift.length.unit
    if base.grain in KEPT and unit in {"Y", "DE"}:
        return _same_size(base, day)
    return cell_of(unit, day)


def _same_size(base: Cell, day: date) -> Cell:
    if base.grain is Grain.MONTH:
        return cell_of("M", day)
    if base.grain is Grain.QUARTER:
        return cell_of("Q", day)
    if base.grain is Grain.HALF:
        return half_cell(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004 - months of a half
    return season_cell(day.year, base.value[-2:])


def _moved(day: date, amount: float, unit: str) -> date | None:
    if unit.startswith("T"):
        hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit] * amount
        return moved(day, int(hours / 24), "D")
    whole = moved(day, int(amount), unit)
    rest = amount - int(amount)
    if whole is None or not rest:
        return whole
    days = {"W": 7, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "CE": 36524}.get(unit, 1)
    return moved(whole, round(rest * days), "D")
