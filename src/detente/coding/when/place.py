"""Where an expression of time stands, and why one cannot be resolved."""

from dataclasses import dataclass
from datetime import date

from detente.coding.when.calendar import Cell, Grain
from detente.coding.when.config import Config
from detente.coding.when.direction import Direction
from detente.coding.when.meaning import Turn

__all__ = ["NO_NOW", "NO_REFERENCE", "NO_SUCH", "SIZE", "SPOKEN_OF", "VAGUE", "Place", "UnresolvedError", "first_day"]

SPOKEN_OF = frozenset({Turn.PREVIOUS, Turn.FOLLOWING, Turn.SAME})
# Counted from the day of speaking alone: last week, in a report of no day, is not the week before a date it mentions.
SPOKEN = frozenset({Turn.LAST, Turn.LATEST, Turn.THIS, Turn.COMING})
NO_NOW = "the publishing day is not known"
NO_REFERENCE = "the text names no day that this is counted from"
NO_SUCH = "there is no such day"
VAGUE = "the text gives no number"
SIZE = {"DE": Grain.DECADE, "CE": Grain.CENTURY, "Y": Grain.YEAR, "Q": Grain.QUARTER, "M": Grain.MONTH, "W": Grain.WEEK}


class UnresolvedError(Exception):
    """No cell can be named; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an expression stands: the day of speaking, the time last spoken of, the side that tense tells.

    ``day`` is the day, ``period`` the quarter or half last spoken of.
    ``history``: the text tells of old times, so that what is left open is counted from the time spoken of.
    """

    now: Cell | None
    reference: Cell | None
    day: Cell | None
    period: Cell | None
    direction: Direction | None
    history: bool
    config: Config

    @property
    def day_within(self) -> Cell | None:
        """The day last spoken of, if only a vaguer time around it was named since (by the end of the month)."""
        day, around = self.day, self.reference
        if day is None or around is None or around.grain is Grain.DAY or day.first is None:
            return None
        if around.first is None or around.last is None or not around.first <= day.first <= around.last:
            return None
        return day

    def base(self, turn: Turn | None) -> Cell:
        """Return what a turn is counted from: the time spoken of, or the day of speaking.

        Raises:
            UnresolvedError: It is not known.
        """
        spoken_of = turn in SPOKEN_OF
        if turn in SPOKEN and self.now is None and not self.history:
            raise UnresolvedError(NO_NOW)
        if self.reference is not None and (self.history or self.now is None or spoken_of):
            return self.reference
        if self.now is None:
            raise UnresolvedError(NO_REFERENCE if spoken_of else NO_NOW)
        return self.now

    def anchor(self, turn: Turn | None, least: Grain) -> date:
        """Return the day that a turn is counted from, which must be known at least to a size of cells.

        Raises:
            UnresolvedError: It is not known so well.
        """
        base = self.base(turn)
        if base.grain < least:
            raise UnresolvedError(NO_NOW if base is self.now else NO_REFERENCE)
        return first_day(base)


def first_day(cell: Cell) -> date:
    """Return the first day of a cell.

    Raises:
        UnresolvedError: It lies before the year 1.
    """
    if cell.first is None:
        raise UnresolvedError(NO_REFERENCE)
    return cell.first
