"""What a text has spoken of so far: the time that "two days later" counts from, the quarter that was compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from detente.coding.when.calendar import Cell, Grain, year_cell
from detente.coding.when.config import Config
from detente.coding.when.meaning import Meaning, Point, Shift, Turn

__all__ = ["Story", "earlier", "story_of"]


@dataclass(slots=True)
class Story:
    """The state of reading: it changes from expression to expression, in the order of the text.

    ``reference`` is the time spoken of last, ``day`` the day, ``period`` the quarter or half; ``years`` are those of
    full dates by month and day. ``history``: the text tells of old times, its dates are counted from
    each other. ``last`` is the sentence and the end of the last point of the calendar.
    """

    reference: Cell | None = None
    day: Cell | None = None
    period: Cell | None = None
    history: bool = False
    last: tuple[int, int] | None = None
    years: dict[tuple[int, int], int] = field(default_factory=dict)

    def known(self, point: Point) -> Point:
        """Return a day of a month with the year that the text gave it before; a history goes on by itself."""
        if self.history or point.month is None or point.day is None or point.year is not None or point.turn is not None:
            return point
        return replace(point, year=self.years.get((point.month, point.day)))

    def _ahead(self, now: Cell | None) -> bool:
        """Whether the quarter spoken of has not begun yet: a forecast is nothing that others are compared with."""
        return earlier(now, self.period) if now is not None else False

    def tell(self, point: Point, cell: Cell, now: Cell | None, *, closed: bool) -> None:
        """Take note of a time; the end of a period (the quarter ended Sept. 30) is none that the text goes on from."""
        if point.year is not None and point.month is not None and point.day is not None:
            self.years[point.month, point.day] = point.year
        if cell.grain in {Grain.QUARTER, Grain.HALF} and (not earlier(cell, self.period) or self._ahead(now)):
            self.period = cell
        if not closed and cell.grain >= Grain.YEAR and not (point.turn is Turn.LAST and point.turned == "Y"):
            self.refer(cell)

    def refer(self, cell: Cell) -> None:
        """Go on from a time."""
        self.reference = cell
        if cell.grain is Grain.DAY:
            self.day = cell

    def spans(self, cell: Cell) -> bool:
        """Whether a history has told of a day of another year: its opening sentence then says from when to when.

        The story itself begins at the first of the two.
        """
        day = self.day
        if not self.history or day is None or day.first is None or cell.first is None:
            return False
        return cell.first.year > day.first.year

    def goes_on(self, point: Point, cell: Cell, config: Config, *, first: bool, before: bool) -> bool:
        """Whether a history goes on from a time: not from one it only looks back to, nor from a year far off.

        ``first``: the time begins its sentence. ``before``: its verb stands in the past perfect.
        """
        if not self.history or point.year is None or self.reference is None:
            return True
        if before and earlier(cell, self.reference):
            return False
        if cell.grain is not Grain.YEAR or first or cell.first is None or self.reference.first is None:
            return True
        return 0 <= cell.first.year - self.reference.first.year <= config.story_step


def story_of(meanings: Iterable[Meaning], now: Cell | None, config: Config) -> Story:
    """Return the story before the first word: history where its full dates are old, counted from the first of them."""
    today = now.first.year if now is not None and now.first is not None else None
    years: list[int] = []
    spoken = 0
    for meaning in meanings:
        if isinstance(meaning, Point) and meaning.year is not None:
            years.append(meaning.year)
        spoken += _spoken(meaning)
    old = [year for year in years if today is None or today - year >= config.history_years]
    share = config.history_undated if today is None else config.history_share
    if len(old) < max(config.history_dates, share * (len(years) + spoken)):
        return Story()
    return Story(reference=year_cell(old[0]), history=True)


def earlier(cell: Cell, other: Cell | None) -> bool:
    """Whether a cell begins before another one."""
    return other is not None and cell.first is not None and other.first is not None and cell.first < other.first


def _spoken(meaning: Meaning) -> bool:
    """Whether a meaning is told from the day of speaking: yesterday, Tuesday, last week, two days ago."""
    if isinstance(meaning, Shift):
        return meaning.deictic
    if not isinstance(meaning, Point):
        return False
    alone = meaning.weekday is not None and meaning.month is None
    return alone or meaning.offset is not None or meaning.turn in {Turn.THIS, Turn.LAST, Turn.NEXT}
