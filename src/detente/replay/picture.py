"""Replay room: a replay as one SVG, or two one above the other: a lane a line of the account, the days along it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import groupby

from detente.records import Difference, Fate, Lane, Mark, Playing, Replay, Stay, Step
from detente.replay.config import Config
from detente.replay.difference import days as days_of
from detente.replay.difference import paired
from detente.replay.drawing import Sheet, cut, wrapped
from detente.replay.marks import put_mark
from detente.replay.words import WORDS

__all__ = ["picture", "told"]

_LEFT, _RIGHT, _TOP = 268.0, 24.0, 30.0
_BAR, _GAP, _AIR = 20.0, 3.0, 9.0
_DOT = 8.5
_SMALL, _TEXT = 11.0, 12.5
_LINE = 17.0
_THIN = 4.0
_WEEK = 7


def picture(found: Playing, config: Config | None = None) -> str:
    """Return a replay, or two with their differences marked, as SVG that follows the reader's light or dark scheme."""
    drawn = _Picture(found, config or Config())
    drawn.draw()
    return drawn.sheet.written()


def told(found: Playing) -> str:
    """Return in words what the picture shows, for those who hear it."""
    words, one = WORDS["picture"], found.one
    given = {"title": title(found), "notice": WORDS["notice"], "first": one.first, "last": one.last}
    text: str = words["described"].format(**given, lanes=len(one.lanes), steps=len(one.steps))
    if found.other is None:
        return text
    if not found.differences:
        return f"{text}{words['same']}"
    spans = "; ".join(_difference(difference) for difference in found.differences)
    names = {"one": one.name, "other": found.other.name}
    return text + str(words["compared"].format(**names, count=len(found.differences), told=spans))


def title(found: Playing) -> str:
    """Return what is played."""
    courses = dict.fromkeys(replay.course for replay in (found.one, found.other) if replay is not None)
    return "; ".join(courses)


def _difference(one: Difference) -> str:
    """Return a difference in words."""
    here, there = (stay.words if stay else WORDS["words"]["none"] for stay in (one.one, one.other))
    return f"{one.label}, {one.first} to {one.last}: {here}, and {there}"


@dataclass(frozen=True, slots=True)
class _Dot:
    """One entry on the row of what became known: its number, where it stands and how it is drawn."""

    number: int
    day: str
    cls: str
    words: str


class _Picture:
    """The picture of one call."""

    def __init__(self, found: Playing, config: Config) -> None:
        self.found, self.sheet = found, Sheet()
        self.replays = tuple(one for one in (found.one, found.other) if one is not None)
        self.days = days_of(found.one)
        self.at = {day: number for number, day in enumerate(self.days)}
        self.wide = max(config.narrowest, min(config.broadest, config.widest / len(self.days)))
        self.width = max(_LEFT + len(self.days) * self.wide + _RIGHT, _LEFT * 2 + _RIGHT)
        self.numbers = numbered(self.replays)
        self.y = 0.0

    def x(self, day: str) -> float:
        """Return where a day begins; days outside lie at the edge."""
        if day not in self.at:
            return _LEFT if day < self.days[0] else _LEFT + len(self.days) * self.wide
        return _LEFT + self.at[day] * self.wide

    def draw(self) -> None:
        """Draw all of it from above to below, then give the sheet its size."""
        sheet = self.sheet
        for name, value in (("role", "img"), ("aria-labelledby", "replay-title replay-words"), ("lang", "en")):
            sheet.root.set(name, value)
        sheet.put("title", f"{WORDS['mark'].capitalize()}: {title(self.found)}", id="replay-title")
        sheet.put("desc", told(self.found), id="replay-words")
        sheet.put("style", resources.files("detente.replay").joinpath("data", "picture.css").read_text("utf-8"))
        paper = sheet.box(0, 0, self.width, 0, "paper")
        self._head()
        grid = sheet.put("g", cls="days")
        top = self._axis()
        self._known()
        for kind, pairs in groupby(self._pairs(), key=lambda pair: _one_of(pair).kind):
            self._heading(WORDS["kinds"][kind.value])
            for pair in pairs:
                self._lane(pair)
        self._grid(grid, top)
        self._entries()
        self._foot()
        height = self.y + _TOP / 2
        paper.set("height", f"{height:.0f}")
        sheet.root.set("width", f"{self.width:.0f}")
        sheet.root.set("height", f"{height:.0f}")
        sheet.root.set("viewBox", f"0 0 {self.width:.0f} {height:.0f}")

    def _pairs(self) -> Iterator[tuple[Lane | None, Lane | None]]:
        """Yield the lanes, those of two replays that are the same thing together."""
        other = self.found.other
        if other is None:
            yield from ((lane, None) for lane in self.found.one.lanes)
        else:
            yield from paired(self.found.one.lanes, other.lanes)

    # -- above the days

    def _head(self) -> None:
        """Draw title, stamp and notice, and what is played."""
        sheet, stamp = self.sheet, WORDS["mark"].upper()
        wide = len(stamp) * 10.2
        sheet.box(self.width - _RIGHT - wide, 16, wide, 24, "stamp", rx=4)
        sheet.words(stamp, self.width - _RIGHT - wide / 2, 32, "stamped", anchor="middle")
        self.y = _TOP + 6
        for line in wrapped(title(self.found), self.width - wide - _RIGHT * 3, 20):
            sheet.words(line, _RIGHT, self.y, "title")
            self.y += 25
        self._lines(WORDS["notice"], "notice")
        roles = ("upper", "lower") if self.found.other else (None,)
        for replay, role in zip(self.replays, roles, strict=True):
            name = WORDS["picture"][role].format(name=replay.name) if role else replay.name
            self._lines(f"{name}. {replay.means}".strip(), "means")
        self.y += 6

    def _lines(self, text: str, cls: str) -> None:
        """Draw a paragraph over the whole width."""
        for line in wrapped(text, self.width - 2 * _RIGHT, _TEXT):
            self.sheet.words(line, _RIGHT, self.y, cls)
            self.y += _LINE

    def _axis(self) -> float:
        """Draw months and days; return where the days begin."""
        top = self.y
        for _, days in groupby(self.days, key=lambda day: day[:7]):
            month = list(days)
            name = date.fromisoformat(month[0]).strftime("%B %Y")
            if cut(name, len(month) * self.wide, _TEXT) == name:
                self.sheet.words(name, self.x(month[0]) + 2, top + 11, "month")
        for day in self.days:
            if self.wide >= 2 * _DOT or _is_week(day):
                middle = self.x(day) + self.wide / 2
                self.sheet.words(str(int(day[8:])), middle, top + 26, "day", anchor="middle")
        self.y = top + 34
        return top + 30

    def _grid(self, into: object, top: float) -> None:
        """Draw a line at the beginning of each day, a stronger one at that of each week."""
        self.sheet.into = into
        for day in self.days:
            if self.wide >= _DOT or _is_week(day):
                cls = "week" if _is_week(day) else "grid"
                x = self.x(day)
                self.sheet.put("line", x1=x, y1=top, x2=x, y2=self.y, cls=cls)
        self.sheet.into = self.sheet.root

    # -- what became known

    def _known(self) -> None:
        """Draw a row of numbered entries for each replay."""
        self._heading(WORDS["picture"]["known"])
        for tag, replay in zip("AB", self.replays, strict=False):
            self.sheet.words(self._named(tag, replay), _RIGHT, self.y + 14, "label")
            rows: list[float] = []
            for dot in sorted(_dots(replay, self.numbers), key=lambda dot: (dot.day, dot.number)):
                if dot.day in self.at:
                    self._dot(dot, rows)
            self.y += max(len(rows), 1) * (2 * _DOT + 2) + _AIR

    def _named(self, tag: str, replay: Replay) -> str:
        """Return what a row of a replay is called."""
        return cut(f"{tag}: {replay.name}" if self.found.other else replay.name, _LEFT - 2 * _RIGHT, _TEXT)

    def _dot(self, dot: _Dot, rows: list[float]) -> None:
        """Draw one entry in the highest row that has room for it."""
        x = self.x(dot.day) + self.wide / 2
        row = next((number for number, last in enumerate(rows) if last + 2 * _DOT < x), len(rows))
        rows[row : row + 1] = [x]
        y = self.y + _DOT + row * (2 * _DOT + 2)
        group = self.sheet.group(f"dot {dot.cls}")
        self.sheet.told(group, f"{dot.number}: {dot.day}, {dot.words}")
        self.sheet.put("circle", cx=x, cy=y, r=_DOT)
        self.sheet.words(str(dot.number), x, y + 3.5, "number", anchor="middle")
        self.sheet.end()

    # -- the lanes

    def _heading(self, words: str) -> None:
        """Draw the heading of a group of lanes."""
        self.y += 4
        self.sheet.box(0, self.y, self.width, 21, "band")
        self.sheet.words(words, _RIGHT, self.y + 15, "head")
        self.y += 21 + _AIR

    def _lane(self, pair: tuple[Lane | None, Lane | None]) -> None:
        """Draw one lane, or the lanes of two replays one above the other with their differences marked."""
        lane, sheet = _one_of(pair), self.sheet
        shown = pair if self.found.other else pair[:1]
        high = len(shown) * _BAR + (len(shown) - 1) * _GAP
        lines = wrapped(lane.label, _LEFT - _RIGHT - 30, _TEXT, most=2)
        for number, line in enumerate(lines):
            node = sheet.words(line, _RIGHT, self.y + 14 + number * 14, "label")
            sheet.told(node, f"{lane.label}. {lane.words}".strip())
        if self.found.other:
            for number, tag in enumerate("AB"):
                sheet.words(tag, _LEFT - 14, self.y + 14 + number * (_BAR + _GAP), "tag")
            self._differs(pair, high, "wash")
        for number, one in enumerate(shown):
            if one is not None:
                self._bars(one, self.y + number * (_BAR + _GAP))
        if self.found.other:
            self._differs(pair, high, "differ")
        for number, one in enumerate(shown):
            if one is not None:
                self._said(one, self.y + number * (_BAR + _GAP))
        self.y += max(high, len(lines) * 14) + _AIR

    def _differs(self, pair: tuple[Lane | None, Lane | None], high: float, cls: str) -> None:
        """Mark the days on which two lanes differ: a wash below the bars, a frame above them."""
        keys = {lane.key for lane in pair if lane is not None}
        spans = [one for one in self.found.differences if one.key in keys]
        for first, last in _joined(spans, self.at):
            x, end = self.x(first), self.x(last) + self.wide
            box = self.sheet.box(x - 1, self.y - 4, end - x + 2, high + 8, cls, rx=4)
            held = [one for one in spans if first <= one.first <= last]
            self.sheet.told(box, "; ".join(f"{WORDS['picture']['differs']}: {_difference(one)}" for one in held))

    def _bars(self, lane: Lane, y: float) -> None:
        """Draw how a lane stands."""
        for stay in lane.stays:
            x, end = self.x(stay.first), self.x(stay.last) + self.wide
            group = self.sheet.group(f"bar {stay.tone.value}")
            self.sheet.told(group, self._told(lane, stay))
            if stay.lasting:
                self.sheet.box(x + 0.75, y, end - x - 1.5, _BAR, "stay", rx=3)
            else:
                self.sheet.box(x + 0.75, y + (_BAR - _THIN) / 2, end - x - 1.5, _THIN, "stay", rx=2)
            self.sheet.end()

    def _said(self, lane: Lane, y: float) -> None:
        """Write how a lane stands into its bars, and draw its marks."""
        for stay in lane.stays:
            if stay.lasting:
                self.sheet.group(f"bar {stay.tone.value}")
                self._state(stay, lane, self.x(stay.first), self.x(stay.last) + self.wide, y)
                self.sheet.end()
        for mark in lane.marks:
            if mark.day in self.at:
                put_mark(self.sheet, mark, self._middle(mark.day), y + _BAR / 2)

    def _middle(self, day: str) -> float:
        """Return the middle of a day."""
        return self.x(day) + self.wide / 2

    def _state(self, stay: Stay, lane: Lane, x: float, end: float, y: float) -> None:
        """Write how a lane stands where no mark lies: where it fits whole, else where there is most room."""
        marks = sorted({self._middle(one.day) for one in lane.marks if stay.first <= one.day <= stay.last})
        starts, ends = [x - 3, *marks], [*marks, end + 4]
        gaps = [(left + 9, right - left - 16) for left, right in zip(starts, ends, strict=True)]
        whole = (gap for gap in gaps if cut(stay.words, gap[1], _SMALL) == stay.words)
        at, room = next(whole, max(gaps, key=lambda gap: gap[1]))
        if words := cut(stay.words, room, _SMALL):
            self.sheet.words(words, at, y + 14, "state")

    def _told(self, lane: Lane, stay: Stay) -> str:
        """Return a stay in words, with the numbers of what led to it."""
        because = [f"{self.numbers[name]} {name}" for name in stay.because if name in self.numbers]
        rests = ", ".join(because) or WORDS["words"]["time"]
        return f"{lane.label}, {stay.first} to {stay.last}: {stay.words} ({rests})"

    # -- below the days

    def _entries(self) -> None:
        """Draw the list of entries by number, what is varied apart by colour."""
        self.y += 4
        self._heading(WORDS["picture"]["entries"])
        self.y += 4
        fates = {step.name: step for replay in self.replays for step in replay.steps if step.fate is not Fate.KEPT}
        steps = {step.name: step for replay in self.replays for step in replay.steps if step.name not in fates}
        for name, number in self.numbers.items():
            step = fates.get(name) or steps[name]
            self.sheet.words(str(number), _RIGHT + 14, self.y, "entry", anchor="end")
            cls = "entry varied" if name in fates else "entry"
            for line in wrapped(_entry(step), self.width - 3 * _RIGHT, _TEXT):
                self.sheet.words(line, _RIGHT + 24, self.y, cls)
                self.y += _LINE

    def _foot(self) -> None:
        """Draw what the marks mean, and what it rests on."""
        self.y += 10
        x = _RIGHT + 4
        used = {mark.what for replay in self.replays for lane in replay.lanes for mark in lane.marks}
        for what in (name for name in WORDS["marks"] if name in used):
            put_mark(self.sheet, Mark(day="", what=what, words=""), x, self.y - 4)
            self.sheet.words(WORDS["marks"][what], x + 11, self.y, "soft")
            x += 24 + len(WORDS["marks"][what]) * 6.4
        self.y += _LINE
        for sources in dict.fromkeys(replay.sources for replay in self.replays if replay.sources):
            for line in wrapped(WORDS["picture"]["sources"].format(sources=sources), self.width - 2 * _RIGHT, _SMALL):
                self.sheet.words(line, _RIGHT, self.y, "source")
                self.y += _LINE - 2


def numbered(replays: Sequence[Replay]) -> dict[str, int]:
    """Return the numbers of all entries by name, in order of time."""
    first: dict[str, str] = {}
    for replay in replays:
        for step in replay.steps:
            first.setdefault(step.name, step.before or step.day or "")
    return {name: number for number, name in enumerate(sorted(first, key=first.__getitem__), 1)}


def _dots(replay: Replay, numbers: Mapping[str, int]) -> Iterator[_Dot]:
    """Yield the entries of a replay as they are drawn: what was moved leaves a mark where it was."""
    for step in replay.steps:
        number = numbers[step.name]
        if step.fate is Fate.TAKEN_OUT:
            yield _Dot(number, step.before or "", "taken_out", _entry(step))
        else:
            yield _Dot(number, step.day or "", step.fate.value, _entry(step))
            if step.before and step.before != step.day:
                yield _Dot(number, step.before, "gone", _entry(step))


def _entry(step: Step) -> str:
    """Return an entry in words, with what an alternative did with it."""
    day = step.day or step.before or ""
    fate = WORDS["fates"][step.fate.value]
    moved = f", from {step.before}" if step.fate is Fate.MOVED and step.before else ""
    return f"{day}{f' ({fate}{moved})' if fate else ''}  {' '.join(step.words.split())}"


def _joined(spans: Sequence[Difference], at: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return stretches of days as few as they can be told in."""
    joined: list[tuple[str, str]] = []
    for one in sorted(spans, key=lambda one: one.first):
        if joined and at[one.first] <= at[joined[-1][1]] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], one.last)
        else:
            joined.append((one.first, one.last))
    return joined


def _one_of(pair: tuple[Lane | None, Lane | None]) -> Lane:
    lane = pair[0] or pair[1]
    if lane is None:
        raise ValueError(pair)
    return lane


def _is_week(day: str) -> bool:
    """Whether a week begins on a day."""
    return date.fromisoformat(day).isoweekday() == 1
