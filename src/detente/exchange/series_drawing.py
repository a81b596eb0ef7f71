"""Exchange room: series drawn as SVG, and beneath them what was reported of the dyad in the same periods.

One file, no script, no font or picture from elsewhere. It has a title and a description in words, shapes beside
colours, and colours for light and for dark surroundings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from math import floor, log10

from detente.codebook import covered, indicators
from detente.records import Beside, Level, LineUse, PeriodRow, Series, SeriesValue

__all__ = ["drawing"]

WIDTH, LEFT, RIGHT = 860, 74, 16
PANEL, EVENTS, STRIP, GAP, HEAD, FOOT = 110, 96, 18, 34, 30, 26
LABEL = 6.4  # about how wide a letter is
TICKS = 4
MILLION, MILLIONS = 1e6, 1e7
MARKS, MARK = 3, 14  # rows of words above the panels, so that marks that stand close do not cover each other
INVENTED = "invented for the example"
STYLE = """
svg{--ink:#1d2129;--soft:#5b6472;--line:#c9ced6;--ground:#fff;--figure:#0b5fae;--conflict:#b3261e;--coop:#1c7a3e;
--dispute:#f3e3b3;--crisis:#f0c27a;--violent:#e58a4e;--limited:#cf4f3a;--war:#8e1b1b;background:var(--ground);
font:12px system-ui,sans-serif}
@media (prefers-color-scheme:dark){svg{--ink:#e8eaee;--soft:#a7afbb;--line:#3c434e;--ground:#15181d;--figure:#6db3f2;
--conflict:#ff8a80;--coop:#7bd69b;--dispute:#5a5030;--crisis:#7a5a24;--violent:#9a5426;--limited:#a63a2b;--war:#c22f2f}}
text{fill:var(--ink)}.soft{fill:var(--soft)}.axis{stroke:var(--line)}.path{fill:none;stroke:var(--figure);stroke-width:2}
.dot{fill:var(--figure)}.hollow{fill:var(--ground);stroke:var(--figure);stroke-width:1.5}.conflict{fill:var(--conflict)}
.coop{fill:var(--coop)}.verbal{fill-opacity:.35;stroke-width:1}.conflict.verbal{stroke:var(--conflict)}
.coop.verbal{stroke:var(--coop)}.closed{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4}
.opened{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:1 4}.bold{font-weight:600}.pale{fill:#fff}
.halo{paint-order:stroke;stroke:var(--ground);stroke-width:4}
"""
SHADES = {
    "dispute": "dispute",
    "non_violent_crisis": "crisis",
    "violent_crisis": "violent",
    "limited_war": "limited",
    "war": "war",
}
DARK = frozenset({"limited_war", "war"})
NO_CAUSE = "What stands above each other was reported of the same period; nothing here says that one came of the other."
ROWS = (("conflict", "material_conflict", "verbal_conflict"), ("coop", "material_cooperation", "verbal_cooperation"))
Word = Callable[[LineUse], tuple[str, bool]]


def drawing(tables: Sequence[Beside], name: Callable[[str], str], word: Word) -> str:
    """Return a picture of series with the events, levels and changes of crossings of their periods.

    ``name`` is what a party is called; ``word`` says a change of a line in words, and whether it shut the line.
    """
    body: list[str] = []
    height = 12.0
    for table in tables:
        one = _Picture(table, name, word, height)
        body.extend(one.parts())
        height = one.bottom
    tall = round(height + FOOT)
    words = " ".join(_described(table, name, word) for table in tables)
    title = ", ".join(dict.fromkeys(" and ".join(map(name, table.dyad)) for table in tables))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" width="{WIDTH}" height="{tall}"',
            'role="img" aria-labelledby="series-title series-text">',
            f'<title id="series-title">Series of {_safe(title)}</title>',
            f'<desc id="series-text">{_safe(words)} {NO_CAUSE}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH}" height="{tall}" fill="var(--ground)"/>',
            *body,
            f'<text class="soft" x="{LEFT}" y="{height + 14:.0f}">{NO_CAUSE}</text>',
            "</svg>\n",
        ]
    )


def _label(one: Series) -> str:
    known = indicators().get(one.indicator)
    flow = f" {one.flow}" if one.flow else ""
    invented = f" ({INVENTED})" if one.invented else ""
    return f"{known.label if known else one.indicator}{flow}, {one.unit}{invented}"


def _described(table: Beside, name: Callable[[str], str], word: Word) -> str:
    """Say a table in words, for those who do not see the picture."""
    parts = [f"{' and '.join(map(name, table.dyad))}, {table.rows[0].period} to {table.rows[-1].period}."]
    for at, one in enumerate(table.series):
        told = (f"{row.period} {_said(row.values[at])}" for row in table.rows)
        parts.append(f"{_label(one)}, source {one.source}: {', '.join(told)}.")
    for kind, *quads in ROWS:
        told = (f"{row.period} {sum(_counts(row)[quad] for quad in quads)}" for row in table.rows)
        parts.append(f"Events of {'cooperation' if kind == 'coop' else kind}: {', '.join(told)}.")
    told = (f"{row.period} {_level(row.level)}" for row in table.rows if _level(row.level))
    parts.append(f"Level of conflict at the end: {', '.join(told) or 'none'}.")
    parts.extend(f"{one.day}: {word(one)[0]}." for row in table.rows for one in row.lines)
    return " ".join(parts)


def _said(value: SeriesValue) -> str:
    if value.value is None:
        return f"gap ({value.note})" if value.note else "nothing"
    return f"{value.value:,.10g}" + (f" ({value.note})" if value.note else "")


def _counts(row: PeriodRow) -> Mapping[str, int]:
    return {one.quad: len(one.events) for one in row.acts}


def _level(level: Level | None) -> str:
    """Return the name of a level in words."""
    return level.name.value.replace("_", " ").replace("non ", "non-") if level and level.name else ""


class _Picture:
    """The panels of one frequency, from ``top`` down; ``bottom`` is where they end."""

    def __init__(self, table: Beside, name: Callable[[str], str], word: Word, top: float) -> None:
        self.table = table
        self.name = name
        self.word = word
        self.top = top
        self.step = (WIDTH - LEFT - RIGHT) / len(table.rows)
        marked = any(row.lines for row in table.rows)
        self.first = top + HEAD + (MARKS * MARK if marked else 0)
        self.events = self.first + len(table.series) * (PANEL + GAP)
        self.strip = self.events + EVENTS + GAP
        self.bottom = self.strip + STRIP + GAP

    def parts(self) -> Iterator[str]:
        """Yield the elements of the picture."""
        known = f", as known on {self.table.as_of}" if self.table.as_of else ""
        heading = f"{' and '.join(map(self.name, self.table.dyad))}{known}"
        yield _text(LEFT, self.top + 12, heading, "bold")
        for at, one in enumerate(self.table.series):
            yield from self._panel(one, at, self.first + at * (PANEL + GAP))
        yield from self._acts()
        yield from self._levels()
        yield from self._periods()
        yield from self._lines()

    def _x(self, at: float) -> float:
        return LEFT + self.step * (at + 0.5)

    def _panel(self, one: Series, at: int, top: float) -> Iterator[str]:
        """Yield the line of a series; it is broken where there is a gap, and hollow where a figure has a note."""
        values = [row.values[at] for row in self.table.rows]
        known = [value.value for value in values if value.value is not None]
        low, high = min(0.0, *known, 0.0), _round(max([*known, 0.0])) or 1.0
        yield f"<g><title>{_safe(_label(one))}; source: {_safe(one.source)}</title>"
        yield _text(LEFT, top + 10, _label(one), "bold")
        base, tall = top + PANEL, PANEL - 22

        def y(value: float) -> float:
            return base - tall * (value - low) / (high - low)

        for tick in range(TICKS + 1):
            height = low + (high - low) * tick / TICKS
            yield f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(height):.1f}" y2="{y(height):.1f}"/>'
            if tick % 2 == 0:
                yield _text(LEFT - 6, y(height) + 4, _short(height), "soft", "end")
        for run in _runs([value.value is not None for value in values]):
            points = " ".join(f"{self._x(place):.1f},{y(values[place].value or 0.0):.1f}" for place in run)
            yield f'<polyline class="path" points="{points}"/>'
        for place, value in enumerate(values):
            if value.value is not None:
                told = f"{self.table.rows[place].period}: {_said(value)}"
                shape = "hollow" if value.note else "dot"
                spot = (
                    f'cx="{self._x(place):.1f}" cy="{y(value.value):.1f}" r="{min(3.5, max(1.5, self.step / 4)):.1f}"'
                )
                yield f'<circle class="{shape}" {spot}><title>{_safe(told)}</title></circle>'
        for run in _runs([value.value is None and value.note is not None for value in values]):
            told = "; ".join(f"{self.table.rows[place].period}: {values[place].note}" for place in run)
            yield _text(self._x((run[0] + run[-1]) / 2), base - 4, "gap", "soft", "middle", title=told)
        yield "</g>"

    def _acts(self) -> Iterator[str]:
        """Yield the counts of events: conflict upwards, cooperation downwards, what was only said paler."""
        counts = [_counts(row) for row in self.table.rows]
        most = max([1, *(sum(one[quad] for quad in quads) for one in counts for _, *quads in ROWS)])
        middle, tall = self.events + 14 + (EVENTS - 14) / 2, (EVENTS - 14) / 2
        yield _text(
            LEFT, self.events + 8, "events reported: conflict above, cooperation below; pale: in words alone", "bold"
        )
        yield f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
        for sign in (1, -1):
            yield _text(LEFT - 6, middle - sign * tall + 8, str(most), "soft", "end")
        wide = min(26.0, self.step * 0.6)
        for place, one in enumerate(counts):
            for (kind, *quads), up in zip(ROWS, (True, False), strict=True):
                at = middle
                for quad in quads:
                    high = tall * one[quad] / most
                    told = f"{self.table.rows[place].period}: {one[quad]} of {quad.replace('_', ' ')}"
                    if high:
                        top = at - high if up else at
                        shade = f"{kind} verbal" if quad.startswith("verbal") else kind
                        box = (
                            f'x="{self._x(place) - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}"'
                        )
                        yield f'<rect class="{shade}" {box}><title>{_safe(told)}</title></rect>'
                    at += -high if up else high

    def _levels(self) -> Iterator[str]:
        """Yield the level at the end of each period as a strip, with its name where there is room."""
        yield _text(LEFT, self.strip - 6, "level of conflict at the end of the period", "bold")
        names = [row.level.name.value if row.level and row.level.name else "" for row in self.table.rows]
        for name, shade in SHADES.items():
            for run in _runs([one == name for one in names]):
                words, wide = _level(self.table.rows[run[0]].level), self.step * len(run)
                x = LEFT + self.step * run[0]
                box = f'x="{x:.1f}" y="{self.strip:.1f}" width="{wide:.1f}" height="{STRIP}"'
                told = f"{self.table.rows[run[0]].period} to {self.table.rows[run[-1]].period}: {words}"
                yield f'<rect fill="var(--{shade})" {box}><title>{_safe(told)}</title></rect>'
                fitting = [one for one in (words, words.removesuffix(" crisis")) if LABEL * len(one) <= wide]
                if fitting:
                    yield _text(x + 3, self.strip + 13, fitting[0], "pale" if name in DARK else "")

    def _periods(self) -> Iterator[str]:
        """Yield the names of the periods, as many as there is room for."""
        every = max(1, round(LABEL * 9 / self.step + 0.5))
        for place, row in enumerate(self.table.rows):
            if place % every == 0:
                yield _text(self._x(place), self.strip + STRIP + 15, row.period, "soft", "middle")

    def _lines(self) -> Iterator[str]:
        """Yield a mark across all panels for each change of a crossing or of trade, at its day, with its words."""
        for number, (place, one) in enumerate(
            (place, one) for place, row in enumerate(self.table.rows) for one in row.lines
        ):
            x = LEFT + self.step * (place + _within(self.table.rows[place].period, one.day))
            words, shut = self.word(one)
            told = f"{one.day}: {words}"
            high = self.top + HEAD + MARK * (number % MARKS) - 8
            ends = f'x1="{x:.1f}" x2="{x:.1f}" y1="{high:.1f}" y2="{self.strip:.1f}"'
            yield f'<g><title>{_safe(told)}</title><line class="{"closed" if shut else "opened"}" {ends}/>'
            side = "end" if x > WIDTH * 0.7 else "start"
            yield _text(x + (-4 if side == "end" else 4), high + 9, told, "halo", side) + "</g>"


def _within(period: str, day: str | None) -> float:
    """Return how far into a period a day lies, 0 to 1; the middle where it is not known."""
    whole, on = covered(period), covered(day or "")
    if whole is None or on is None or on[0] != on[1]:
        return 0.5
    return (on[0] - whole[0]).days / ((whole[1] - whole[0]).days + 1)


def _runs(holds: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the places that follow each other of which something holds."""
    run: list[int] = []
    for place, one in enumerate([*holds, False]):
        if one:
            run.append(place)
        elif run:
            yield run
            run = []


def _short(value: float) -> str:
    """Return a mark of an axis; millions are written short, for there is little room."""
    return f"{value:,.10g}" if abs(value) < MILLIONS else f"{value / MILLION:,.6g} M"


def _round(value: float) -> float:
    """Return a round number that is no smaller."""
    if value <= 0:
        return 0.0
    unit = 10.0 ** floor(log10(value))
    return next(unit * one for one in (1, 2, 2.5, 4, 5, 8, 10) if unit * one >= value)


def _safe(text: str) -> str:
    """Return text as XML takes it: marks escaped, a blank for a character that cannot be printed."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))


def _text(  # noqa: PLR0913 - what a text has in SVG
    x: float, y: float, words: str, kind: str = "", anchor: str = "start", *, title: str = ""
) -> str:
    shade = f' class="{kind}"' if kind else ""
    more = f"<title>{_safe(title)}</title>" if title else ""
    return f'<text{shade} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_safe(words)}{more}</text>'
