"""The grammar of time: at each place of a sentence it reads the longest expression that stands there."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from detente.codebook.times import TimeWords
from detente.coding.when.clocks import Clocks
from detente.coding.when.days import Days
from detente.coding.when.lengths import period
from detente.coding.when.meaning import Cycle, Edge, Length, Meaning, Point, Ref, Turn
from detente.coding.when.numbers import Numbers, Read
from detente.coding.when.strip import Strip
from detente.coding.when.turns import Turns

__all__ = ["Grammar", "Reading"]

THE, OF, OWN = "the", "of", "'s"
# What else an expression can start with: '98, FY2008, Q3.
OTHERS = ("'", "fy", "q")
YEAR, WEEK = "Y", "W"
WEEKEND, NUMBER = "weekend", "number"
Rule = Callable[[Strip, int], Read[Meaning] | None]
A_QUARTER = ((1.0, "Q"),)
SHORT = frozenset({"TH", "D", "W", "M"})
DEFINITE = frozenset({"D", "W", "M", "Q", "Y"})
SIZES = (5, 4, 3, 2, 1)
TWO = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch ``[start, end)`` of a strip means."""

    start: int
    end: int
    meaning: Meaning


class Grammar:
    """Reads expressions of time; it knows no calendar and no tense."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.numbers = Numbers(words)
        self.days = Days(words, self.numbers)
        self.clocks = Clocks(words)
        self.turns = Turns(words, self.numbers, self.days)
        self.rates = words.listed("each", "rates")
        self.each = words.listed("each", "words")
        self.edge_nouns = words.listed("edge_words", "nouns")
        self.final = words.listed("edge_words", "final")
        self.into = words.listed("joints", "into")
        self.week = words.listed("joints", "week")
        self.alone = words.listed("joints", "alone")
        self.pointing = words.listed("quantities", "pointing")
        self.small_hours = {word: part for part in ("MO", "NI") for word in words.listed("small_hours", part)}
        self.hours = words.listed("clock", "hours")
        self.starts = self._starts()
        self.refs = frozenset(phrase[0] for phrase in words.refs)
        self.light = self.numbers.articles | self.pointing
        self.follows = self.starts.union(
            self.turns.whole,
            self.turns.periods,
            (word for phrase in words.refs for word in phrase),
            {WEEKEND, NUMBER},
            words.decades,
            self.small_hours,
        )
        self.rules: tuple[Rule, ...] = (
            self._edged,
            self._small_hours,
            self._clocked,
            self._day,
            self.turns.quarter,
            self.turns.fiscal_year,
            self.turns.same_period,
            self.turns.turned,
            self.turns.shifted,
            self.turns.day_before,
            self.turns.months_of,
            self._length,
            self._set,
            self._ref,
            self._definite,
        )

    def _starts(self) -> frozenset[str]:
        """Return the words with which an expression can start."""
        words = self.words
        found = {phrase[0] for phrase in (*words.refs, *words.feasts)} | {THE}
        for table in (words.weekdays, words.months, words.units, words.cardinals, words.scales, words.ordinals):
            found.update(table)
        for texts in (words.seasons, words.parts, words.hours, words.turns, words.edges, words.sets):
            found.update(texts)
        for name in ("vague", "pairs", "half", "articles", "about", "compared"):
            found.update(words.listed("quantities", name))
        found.update(words.compounds, words.days, self.each, self.final, words.listed("fiscal", "words"))
        return frozenset(found)

    def read(self, strip: Strip, at: int) -> Reading | None:
        """Return the longest expression that starts at a place, None where none does."""
        text = strip.text(at)
        if text not in self.starts and not text[:1].isdigit() and not text.startswith(OTHERS):
            return None
        if text in self.light and not self._promises(strip, at + 1):
            return None
        best: Read[Meaning] | None = None
        for rule in self.rules:
            found = rule(strip, at)
            if found is not None and found.end <= strip.size and (best is None or found.end > best.end):
                best = found
        return None if best is None else Reading(at, best.end, best.got)

    def _promises(self, strip: Strip, at: int) -> bool:
        """Whether a time can follow an article or pointing word: most of these have nothing to do with time."""
        text = strip.text(at)
        return text in self.follows or text[:1].isdigit() or text.startswith(OTHERS)

    # -- points ------------------------------------------------------------------------------------------------

    def _day(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read a date, a day named from now, a feast or a decade, with the part of the day behind it."""
        found = self._bare_day(strip, at)
        if found is None:
            return None
        found = self.turns.with_turned_year(strip, found)
        part = self.days.part(strip, found.end)
        point = found.got
        whole = point.weekday is not None or point.day is not None or point.offset is not None
        if not whole or point.until is not None:
            return found
        if part is not None and point.part is None:
            return Read(replace(point, part=part.got), part.end)
        clock = self.clocks.clock(strip, strip.skip(found.end, ","), dated=True)  # 22 January 2024, 16:00
        return found if clock is None else Read(replace(point, clock=clock.got), clock.end)

    def _bare_day(self, strip: Strip, at: int) -> Read[Point] | None:
        word = strip.text(at)
        if word in self.words.days:
            offset, part = self.words.days[word]
            return Read(Point(offset=offset, part=part), at + 1)
        place = strip.skip(at, THE)
        return (
            self.turns.feast(strip, place)
            or self.days.decade(strip, place)
            or self.days.date(strip, at)
            or self._nth(strip, at)
        )

    def _nth(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the 16th behind a preposition, where no noun follows (on the 16th, never the 16th floor)."""
        found = self.days.of_month(strip, at) if strip.text(at - 1) in self.turns.day_prepositions else None
        return None if found is None or strip[found.end].tag.startswith(("NN", "JJ")) else found

    def _clocked(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read a time of the day with the day behind it: 9 a.m. Tuesday, noon on 5 May, 10 p.m."""
        place = self._approximate(strip, at)
        clock = self.clocks.clock(strip, place)
        if clock is None:
            return None
        for end in {clock.end, strip.skip(strip.skip(clock.end, *self.into), *self.into)}:
            day = self._day(strip, end) or self.turns.turned(strip, end)
            if day is not None and isinstance(day.got, Point) and (_daily(day.got) or day.got.turned == "part"):
                return Read(replace(day.got, clock=clock.got, part=None), day.end)
        return Read(Point(clock=clock.got), clock.end)

    def _edged(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read early 1990, late on Tuesday, earlier this month, the end of October, mid-January, year-end."""
        place = strip.skip(at, THE)
        name = self.words.edges.get(strip.text(place))
        noun = strip.text(place) in self.edge_nouns and strip.text(place + 1) == OF
        found: Read[Point] | None = None
        if noun:
            found = self._inner(strip, place + 2)
        elif name is not None and strip.text(place + 1) not in self.words.units:
            plain = strip.text(place) in self.edge_nouns  # end-January; a war may end in January
            inner = place + 1 if plain else strip.skip(place + 1, *self.into)
            found = self._inner(strip, inner) if not plain or strip[inner].glued else None
        if found is None or name is None:
            return self._year_end(strip, place) or self._part_of_month(strip, place)
        return Read(replace(found.got, edge=Edge(name)), found.end)

    def _small_hours(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the early hours of 1 May, the morning hours of Sunday, the small hours."""
        place = strip.skip(at, THE)
        part = self.small_hours.get(strip.text(place))
        place += part is not None
        named = self.words.parts.get(strip.text(place))
        place += named is not None
        part = named or part
        if part is None or strip.text(place) not in self.hours:
            return None
        if strip.text(place + 1) in self.into:
            day = self._day(strip, place + 2) or self.days.of_month(strip, place + 2)
            if day is not None and _daily(day.got):
                return Read(replace(day.got, part=day.got.part or part), day.end)
        return Read(Point(part=part, turn=Turn.THE, turned="part"), place + 1) if place > at + 1 else None

    def _inner(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read what an edge belongs to."""
        found: list[Read[Point]] = []
        for rule in (self._day, self.turns.turned, self.turns.quarter, self._definite, self._clocked):
            read = rule(strip, at)
            if read is not None and isinstance(read.got, Point):
                found.append(Read(read.got, read.end))
        if strip.text(at) in self.words.seasons or strip.text(at) in self.words.parts:
            found.append(self._seasonal(strip, at))
        return max(found, key=lambda read: read.end, default=None)

    def _part_of_month(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the first week of July, the last days of 1944: an edge of the month or year."""
        ordinal = self.numbers.ordinal(strip, at)
        place = at + 1 if ordinal is None else ordinal.end
        if ordinal is None and strip.text(at) not in self.final:
            return None
        if self.words.units.get(strip.text(place)) not in SHORT or strip.text(place + 1) != OF:
            return None
        found = self.days.date(strip, place + 2) or self._month_named(strip, place + 2)
        if found is None or found.got.day is not None or found.got.weekday is not None:
            return None
        edge = Edge.END if ordinal is None else Edge.START if ordinal.got == 1 else Edge.MID
        return Read(replace(found.got, edge=edge), found.end)

    def _month_named(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read last month, this year, the month."""
        read = self.turns.turned(strip, at) or self._definite(strip, at)
        if read is None or not isinstance(read.got, Point) or read.got.turned not in {"M", YEAR}:
            return None
        return Read(read.got, read.end)

    def _year_end(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read year-end, year's end, the year end."""
        unit = self.words.units.get(strip.text(at))
        own = strip.text(at + 1) == OWN
        last = at + 1 + own
        if unit is None or self.words.edges.get(strip.text(last)) != Edge.END:
            return None
        if not own and not strip[last].glued and unit != YEAR:
            return None
        return Read(Point(turn=Turn.THE, turned=unit, edge=Edge.END), last + 1)

    def _seasonal(self, strip: Strip, at: int) -> Read[Point]:
        """Read a season or part of the day: summer, the winter of 1994, the night of 12 May."""
        text = strip.text(at)
        if text in self.words.parts:
            return self._part_of(strip, at)
        season = self.words.seasons[text]
        place = strip.skip(at + 1, OF)
        year = self.days.year(strip, place)
        if year is not None:
            return Read(Point(season=season, year=year.got.year), year.end)
        turned = self.turns.turned(strip, place)
        if turned is not None and isinstance(turned.got, Point) and turned.got.turned == YEAR:
            return Read(Point(season=season, turn=turned.got.turn, turned=YEAR), turned.end)
        return Read(Point(season=season, turn=Turn.SAME, turned="season"), at + 1)

    def _part_of(self, strip: Strip, at: int) -> Read[Point]:
        part = self.words.parts[strip.text(at)]
        if strip.text(at + 1) in self.words.days and self.words.days[strip.text(at + 1)][1] is None:
            return Read(Point(offset=self.words.days[strip.text(at + 1)][0], part=part), at + 2)
        if strip.text(at + 1) in self.into:
            day = self._bare_day(strip, at + 2) or self.days.of_month(strip, at + 2)
            day = day or self._day_turned(strip, at + 2)
            if day is not None and _daily(day.got):
                return Read(replace(day.got, part=part), day.end)
        return Read(Point(part=part, turn=Turn.THE, turned="part"), at + 1)

    def _day_turned(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the next day, that Tuesday, the same day."""
        read = self.turns.turned(strip, at)
        return Read(read.got, read.end) if read is not None and isinstance(read.got, Point) else None

    def _definite(self, strip: Strip, at: int) -> Read[Meaning] | None:
        """Read what the text speaks of already: the year, the weekend, the summer, the night of 12 May."""
        the = strip.text(at) == THE
        place = at + the
        text = strip.text(place)
        if text in self.words.seasons or text in self.words.parts:
            found = self._seasonal(strip, place)
            return found if the or found.end > place + 1 or text in self.alone else None
        if not the:
            return None
        return self._definite_unit(strip, strip.skip(place, *self.turns.whole))

    def _definite_unit(self, strip: Strip, at: int) -> Read[Meaning] | None:
        """Read the weekend, the year 2000, the week of March 6, the year ended March 31, the quarter."""
        text = strip.text(at)
        if text == WEEKEND:
            return Read(Point(weekend=True, turn=Turn.THE, turned=WEEK), at + 1)
        unit = self.words.units.get(text)
        if unit not in DEFINITE or text.endswith("s"):
            return None
        year = self.days.year(strip, at + 1) if unit == YEAR else None
        if year is not None:
            return Read(year.got, year.end)
        if unit == WEEK and strip.text(at + 1) in self.week:
            day = self._bare_day(strip, at + 2)
            if day is not None and _daily(day.got):
                return Read(replace(day.got, week=True), day.end)
        if unit == YEAR and strip.text(at + 1) in self.turns.ended:
            return Read(Length(amounts=((1.0, unit),)), at + 1)
        return Read(Point(turn=Turn.THE, turned=unit), at + 1)

    # -- lengths, sets, references ---------------------------------------------------------------------------------

    def _approximate(self, strip: Strip, at: int) -> int:
        """Return the place behind words such as about, nearly, more than, at least, no more than."""
        two = " ".join(strip.texts(at, at + 2))
        for words, size in ((strip.text(at), 1), (two, 2)):
            if words in self.numbers.compared:
                than = strip.skip(at + size, *self.numbers.than)
                if than > at + size or size == TWO:  # no more than, at least
                    return strip.skip(than, THE)
        return at + 1 if strip.text(at) in self.numbers.about else at

    def _length(self, strip: Strip, at: int) -> Read[Meaning] | None:
        """Read a length with the words in front that weigh it, and what is hyphened behind it."""
        the = strip.text(at) == THE
        place = at + 1 if the else self._approximate(strip, at)
        if place > at and not the and (moved := self.turns.shifted(strip, place)) is not None:
            return Read(moved.got, moved.end)
        found = self.numbers.length(strip, place)
        if found is None:
            return self._long(strip, at)
        if found.got.amounts == A_QUARTER:  # a fourth of something
            return None
        if strip.text(at - 1) in self.rates and strip.text(at) in self.numbers.articles:
            return Read(Cycle(every=period(found.got)), found.end)
        end = found.end
        while strip[end].glued and strip.text(end) in self.numbers.behind:
            end += 1
        return Read(found.got, self.turns.or_so(strip, end))

    def _long(self, strip: Strip, at: int) -> Read[Meaning] | None:
        """Read year-long, month-old: one of the unit."""
        unit = self.words.units.get(strip.text(at))
        if unit is None or not strip[at + 1].glued or strip.text(at + 1) not in self.numbers.behind:
            return None
        return Read(Length(amounts=((1.0, unit),)), at + 2)

    def _set(self, strip: Strip, at: int) -> Read[Cycle] | None:
        """Read daily, every two weeks, each July, Tuesday nights."""
        text = strip.text(at)
        if text in self.words.sets:
            return Read(Cycle(every=self.words.sets[text]), at + 1)
        if text not in self.each:
            return self._plural(strip, at)
        unit = self.numbers.unit(strip, at + 1)
        if unit is not None:
            return Read(Cycle(every=period(Length(amounts=((float(unit.got[0]), unit.got[1]),)))), unit.end)
        length = self.numbers.length(strip, at + 1)
        if length is not None:
            return Read(Cycle(every=period(length.got)), length.end)
        return self._repeated(strip, at + 1)

    def _repeated(self, strip: Strip, at: int) -> Read[Cycle] | None:
        """Read the Tuesday, July, summer or morning of "every Tuesday"."""
        weekday, month = self.days.weekday(strip, at), self.days.month(strip, at)
        text = strip.text(at)
        if weekday is not None:
            part = self.days.part(strip, at + 1)
            tail = "" if part is None else f"T{part.got}"
            return Read(Cycle(every=f"XXXX-WXX-{weekday + 1}{tail}"), at + 1 if part is None else part.end)
        if month is not None:
            return Read(Cycle(every=f"XXXX-{month:02d}"), at + 1)
        if text in self.words.seasons:
            return Read(Cycle(every=f"XXXX-{self.words.seasons[text]}"), at + 1)
        if text in self.words.parts:
            return Read(Cycle(every=f"XXXX-XX-XXT{self.words.parts[text]}"), at + 1)
        return None

    def _plural(self, strip: Strip, at: int) -> Read[Cycle] | None:
        """Read Tuesdays, Tuesday nights."""
        if self.days.weekday(strip, at) is None:
            return None
        plural = strip.text(at).endswith("s") and len(strip.text(at)) > 6  # noqa: PLR2004 - no short form
        nights = strip.text(at + 1) in self.words.parts and strip.text(at + 1).endswith("s")
        return self._repeated(strip, at) if plural or nights else None

    def _ref(self, strip: Strip, at: int) -> Read[Ref] | None:
        """Read now, recently, the near future."""
        for size in SIZES:
            name = self.words.refs.get(strip.texts(at, at + size)) if strip.text(at) in self.refs else None
            if name is not None and at + size <= strip.size:
                return Read(Ref(name=name), at + size)
        return None


def _daily(point: Point) -> bool:
    """Whether a point is a day."""
    named = point.day is not None or point.weekday is not None or point.offset is not None or point.feast is not None
    return named or point.turned in {"D", "weekday"}
