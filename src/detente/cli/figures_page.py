"""How series look on the terminal: a table for each few of them, what its columns are beneath."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.cli.figures import DAY, FREQUENCIES, INVENTED, QUADS
from detente.cli.tables import show_lines
from detente.cli.wording import counted
from detente.codebook import covered, indicators
from detente.records import Beside, LevelName, LineUse, PeriodRow, Series, SeriesValue

if TYPE_CHECKING:
    from detente.codebook import Codebook

__all__ = ["show"]

PLACE, FEWEST = 14, 50  # columns of the terminal that a series takes, and that everything else takes
MARKS = {"open": "open", "used": "open", "reduced": "less", "closed": "shut"}
MONTH = len("2024-01-")
LAST = "9999-12-31"
NOTES = 5  # so many are told one by one
HUNDRED = 100
SHORT = {
    LevelName.DISPUTE: "dispute",
    LevelName.NON_VIOLENT_CRISIS: "crisis",
    LevelName.VIOLENT_CRISIS: "violent",
    LevelName.LIMITED_WAR: "limited war",
    LevelName.WAR: "war",
}
LEGEND = (
    "confl., coop.: events of conflict and cooperation told as having happened, material + verbal",
    "lines: crossings or trade that reports say were shut, restricted (less) or opened, with the day; told beneath",
    "open: promises that stood at the end of the period, those past their day behind the stroke",
    (
        "level: of conflict at the end of the period (docs/level.md); crisis is a non-violent one, violent a violent "
        "one; with ? where the case holds no report of that time"
    ),
    "What stands in one row was reported of the same period. Nothing here says that one came of the other.",
)


def show(found: Sequence[Beside], book: "Codebook") -> None:
    """Print tables for a person: a row for each period."""
    for table in found:
        _Page(table, book).show()
    show_lines("", *LEGEND)


class _Page:
    """One frequency."""

    def __init__(self, table: Beside, book: "Codebook") -> None:
        self.table = table
        self.book = book
        self.numbers = range(len(table.series))
        self.changed = any(row.lines for row in table.rows)
        self.begin = self._begin()

    def show(self) -> None:
        """Print a table for as many series as the terminal has room for, and what they are."""
        console = Console(highlight=False)
        room = max(1, (console.width - FEWEST) // PLACE)
        numbers = iter(self.numbers)
        while some := list(islice(numbers, room)):
            console.print()
            console.print(self._table(some))
            show_lines(*(line for number in some for line in self._series(number)))
        show_lines(*self._lines(), *self._apart())

    def _table(self, numbers: Sequence[int]) -> Table:
        table = Table(title=self._title(), title_justify="left", box=None, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column("period", no_wrap=True)
        for number in numbers:
            table.add_column(f"S{number + 1}", justify="right", no_wrap=True)
        for name in ("confl.", "coop.", "open"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("level", no_wrap=True)
        if self.changed:
            table.add_column("lines", no_wrap=True)
        for row in self.table.rows:
            table.add_row(*(Text(cell) for cell in self._cells(row, numbers)))
        return table

    def _title(self) -> str:
        known = f", as known on {self.table.as_of}" if self.table.as_of else ""
        return f"{' and '.join(map(self._name, self.table.dyad))}, {FREQUENCIES[self.table.frequency]}{known}"

    def _name(self, party: str) -> str:
        return self.book.actors.country_name(party) or party

    def _cells(self, row: PeriodRow, numbers: Sequence[int]) -> Iterator[str]:
        yield row.period
        yield from (_value(row.values[number]) for number in numbers)
        acts = {one.quad: len(one.events) for one in row.acts}
        for kinds in QUADS.values():
            told = self._reported(row) or any(acts[name] for name in kinds)
            yield "+".join(str(acts[name]) for name in kinds) if told else ""
        yield f"{len(row.open)}/{len(row.overdue)}" if row.overdue else str(len(row.open) or "")
        level = SHORT[row.level.name] if row.level and row.level.name else ""
        yield level if self._reported(row) else f"{level}?" if level else ""
        if self.changed:
            yield " ".join(dict.fromkeys(self._mark(one) for one in row.lines))

    def _reported(self, row: PeriodRow) -> bool:
        """Whether reports could have told of a period: not before all that they tell, not after the last of them."""
        span, last = covered(row.period), self.table.last_report
        return (
            span is not None and last is not None and self.begin <= span[1].isoformat() and span[0].isoformat() <= last
        )

    def _begin(self) -> str:
        """Return the first day that reports tell of, or on which there was one."""
        told = [row.period for row in self.table.rows if row.lines or any(one.events for one in row.acts)]
        days = [span[0].isoformat() for period in told if (span := covered(period))]
        return min([*days, self.table.first_report or LAST])

    def _series(self, number: int) -> Iterator[str]:
        """Yield what a series is, and what is said of its gaps and of marked figures."""
        one = self.table.series[number]
        flow = f" {one.flow}" if one.flow else ""
        invented = f"; {INVENTED}" if one.invented else ""
        yield f"S{number + 1} {_label(one)}{flow}, {one.unit}; source: {one.source}{invented}; known {one.known[:DAY]}"
        if one.note:
            yield f"   {one.note}"
        noted = [(row.period, value.note) for row in self.table.rows if (value := row.values[number]).note]
        for period, note in noted[:NOTES]:
            yield f"   {period}: {note}"
        if len(noted) > NOTES:
            yield f"   {len(noted) - NOTES} more with a note; --json has them all"

    def _lines(self) -> Iterator[str]:
        for row in self.table.rows:
            yield from (self._told(one) for one in row.lines)

    def _told(self, one: LineUse) -> str:
        """Return a change of a crossing or of trade in the field's words."""
        whose = f" of {self._name(one.whose)}" if one.whose else ""
        day = one.day or "on an unknown day"
        return f"{day}: {self._line(one)}{whose} {self._state(one)}, by {counted(len(one.articles), 'report')}"

    def _mark(self, one: LineUse) -> str:
        """Return a change as one word and its day of the month."""
        standing = self.book.channels.states[one.line, one.state].standing
        return f"{MARKS[standing]} {one.day[MONTH:DAY]}" if one.day else MARKS[standing]

    def _line(self, one: LineUse) -> str:
        return self.book.channels.lines[one.line].label

    def _state(self, one: LineUse) -> str:
        return self.book.channels.states[one.line, one.state].label

    def _apart(self) -> Iterator[str]:
        """Yield what stands in no row."""
        undated = self.table.undated
        if undated:
            more = ", ..." if len(undated) > NOTES else ""
            yield f"in no row: {counted(len(undated), 'event')} of no known period ({', '.join(undated[:NOTES])}{more})"
        if self.table.outside:
            yield f"in no row: {counted(len(self.table.outside), 'event')} of periods that are not shown"
        for one in self.table.undated_lines:
            yield f"in no row: {self._told(one)}"
        if self.table.last_report is None:
            yield "the case holds no report or entry about the two"


def _value(value: SeriesValue) -> str:
    """Return a figure with its change to the period before, in percent where that says anything."""
    if value.value is None:
        return f"gap {'':>6}" if value.note else ""
    mark = "*" if value.note else ""
    return f"{value.value:,.10g}{mark} {_change(value):>6}"


def _change(value: SeriesValue) -> str:
    if value.change is None or value.value is None:
        return ""
    before = value.value - value.change
    return f"{HUNDRED * value.change / before:+.0f}%" if before > 0 else f"{value.change:+,.10g}"


def _label(one: Series) -> str:
    known = indicators().get(one.indicator)
    return known.label if known else f'"{one.indicator}"'
