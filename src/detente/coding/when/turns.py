"""Reads times told by where they stand: last week, the past three years, two days later, the third quarter of 1998."""

from dataclasses import replace

from detente.codebook.times import TimeWords
from detente.coding.when.days import Days
from detente.coding.when.meaning import Length, Point, Shift, Turn
from detente.coding.when.numbers import Numbers, Read
from detente.coding.when.strip import Strip

__all__ = ["Turns"]

HALVES = 2
QUARTERS = 4
QUARTER, YEAR = "Q", "Y"
THE = "the"
# Two turns that are one: this past spring, this coming Sunday, that same day.
DOUBLE = frozenset({("this", "last"), ("this", "next"), ("this", "coming"), ("this", "same"), ("same", "same")})
OR_SO, FROM_NOW = ("or", "so"), ("from", "now")
LONG = frozenset({"DE", "CE", "ML"})


class Turns:
    """Reads what is relative to now or to what the text spoke of before."""

    def __init__(self, words: TimeWords, numbers: Numbers, days: Days) -> None:
        self.words = words
        self.numbers = numbers
        self.days = days
        self.fiscal = words.listed("fiscal", "words")
        self.periods = words.listed("fiscal", "periods")
        self.halves = words.listed("fiscal", "halves")
        self.whole = words.listed("fiscal", "whole")
        self.ago = words.listed("shifts", "back_now")
        self.back = words.listed("shifts", "back")
        self.ahead = words.listed("shifts", "ahead")
        self.sides = self.back | self.ahead
        self.joins = words.listed("shifts", "joins")
        self.stops = words.listed("shifts", "stops")
        self.day_prepositions = words.listed("shifts", "day_prepositions")
        self.played = words.listed("fiscal", "played")
        self.ended = words.listed("fiscal", "ended")

    # -- last week, this Friday, the next three months ------------------------------------------------------------

    def same_period(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the corresponding period last year, the quarter a year ago: that quarter, so much earlier."""
        place = strip.skip(strip.skip(at, THE), *self.whole)
        if strip.text(place) not in self.periods and self.words.units.get(strip.text(place)) != QUARTER:
            return None
        turned, shift = self.turned(strip, place + 1), self.shifted(strip, place + 1)
        if turned is not None and isinstance(turned.got, Point) and turned.got.turned == YEAR:
            return Read(Point(quarter=0, turn=turned.got.turn, turned=YEAR), turned.end)
        if shift is not None and isinstance(shift.got, Shift):
            return Read(Point(shift=shift.got), shift.end)
        return None

    def turned(self, strip: Strip, at: int) -> Read[Point] | Read[Length] | None:
        """Read a turn with what it turns; "the" alone in front counts where "the" is needed."""
        place, turn = self._turn(strip, at)
        if turn is None:
            return None
        place = strip.skip(place, *self.whole)
        length = self._lengths(strip, place, turn)
        turn = self._following(strip, at, turn)
        return length or self._unit(strip, place, turn) or self._named(strip, place, turn)

    def _turn(self, strip: Strip, at: int) -> tuple[int, Turn | None]:
        """Return the turn that words name (this past, the same, last) and the place behind them."""
        the = strip.text(at) == THE
        place = at + the
        name = self.words.turns.get(strip.text(place))
        if name is None or (name == Turn.FOLLOWING and not the):
            return at, None
        second = self.words.turns.get(strip.text(place + 1))
        if second is not None and (name, second) in DOUBLE:
            return place + 2, Turn(second)
        return place + 1, Turn(name)

    def _following(self, strip: Strip, at: int, turn: Turn) -> Turn:
        """Return what "the next" means before one unit: the one that follows what the text spoke of."""
        return Turn.FOLLOWING if turn is Turn.NEXT and strip.text(at) == THE else turn

    def _lengths(self, strip: Strip, at: int, turn: Turn) -> Read[Length] | None:
        """Read the past three years, coming weeks; a single unit (the past year) is none."""
        found = self.numbers.length(strip, at)
        if found is None or turn is Turn.SAME:
            return None
        return Read(replace(found.got, turn=turn), self.or_so(strip, found.end))

    @staticmethod
    def or_so(strip: Strip, at: int) -> int:
        """Return the place behind "or so"."""
        return at + 2 if strip.texts(at, at + 2) == OR_SO else at

    def _unit(self, strip: Strip, at: int, turn: Turn) -> Read[Point] | Read[Length] | None:
        """Read last week, this fiscal year, the previous quarter, that same day."""
        fiscal = strip.text(at) in self.fiscal
        place = at + fiscal
        text = strip.text(place)
        if text == "weekend":
            return Read(Point(weekend=True, turn=turn, turned="W"), place + 1)
        if text in self.periods and turn is not Turn.THIS:
            return self._of_year(strip, place + 1, Point(turn=turn, turned="period"))
        unit = self.words.units.get(text)
        if unit is None or text.endswith("s"):
            return None
        if unit in LONG and turn in {Turn.LAST, Turn.NEXT, Turn.COMING}:  # the past decade: ten years
            return Read(Length(amounts=((1.0, unit),), turn=turn), place + 1)
        point = Point(turn=turn, turned=unit, fiscal=fiscal)
        owner = strip.text(place + 1) == "'s" and unit == YEAR
        quarter = self.quarter_name(strip, place + 2) if owner else None
        if quarter is not None:  # last year's third quarter
            return Read(replace(quarter.got, turn=turn, turned=YEAR), quarter.end)
        return Read(point, place + 1)

    def _named(self, strip: Strip, at: int, turn: Turn) -> Read[Point] | None:
        """Read last Friday, this summer, next January, that night, last Thanksgiving."""
        if self.days.weekday(strip, at) is not None or self.days.month(strip, at) is not None:
            return self._calendar(strip, at, turn)
        text = strip.text(at)
        if text in self.words.seasons:
            return Read(Point(season=self.words.seasons[text], turn=turn, turned="season"), at + 1)
        if text in self.words.parts:
            return Read(Point(part=self.words.parts[text], turn=turn, turned="part"), at + 1)
        for kind, found in (("quarter", self.quarter_name(strip, at)), ("feast", self.feast(strip, at))):
            if found is not None:
                return Read(replace(found.got, turn=turn, turned=kind), found.end)
        return None

    def _calendar(self, strip: Strip, at: int, turn: Turn) -> Read[Point] | None:
        """Read last Friday, last Friday night, this coming Sunday, March eighth; next January, last Oct. 23."""
        found = self.days.date(strip, at)
        if found is None:
            return None
        point = found.got
        if point.weekday is None:
            return Read(replace(point, turn=turn, turned="month"), found.end)
        if point.month is not None:
            return found
        part = self.days.part(strip, found.end)
        point = replace(point, turn=turn, turned="weekday", until=None)
        return Read(point, found.end) if part is None else Read(replace(point, part=part.got), part.end)

    # -- two days later, a year ago, the year-earlier quarter -----------------------------------------------------

    def shifted(self, strip: Strip, at: int) -> Read[Shift] | Read[Point] | None:
        """Read a length with the word that moves it from now or from the time spoken of."""
        hyphened = self._hyphened(strip, at)
        if hyphened is not None:
            return hyphened
        found = self.numbers.length(strip, at)
        if found is None:
            return None
        return self._moved(strip, self.or_so(strip, found.end), found.got)

    def day_before(self, strip: Strip, at: int) -> Read[Shift] | None:
        """Read the day before, the week after: one unit from the time spoken of, or from the act behind it."""
        unit = self.words.units.get(strip.text(at + 1)) if strip.text(at) == THE else None
        text = strip.text(at + 2)
        if unit is None or strip.text(at + 1).endswith("s") or text not in self.joins or text not in self.sides:
            return None
        return Read(
            Shift(length=Length(amounts=((1.0, unit),)), sign=-1 if text in self.back else 1, deictic=False), at + 3
        )

    def _moved(self, strip: Strip, at: int, length: Length) -> Read[Shift] | None:
        text = strip.text(at)
        if text in self.ago:
            return Read(Shift(length=length, sign=-1, deictic=True), at + 1)
        if strip.texts(at, at + 2) == FROM_NOW:
            return Read(Shift(length=length, sign=1, deictic=True), at + 2)
        if text in self.joins and strip.text(at + 1) not in self.stops:
            return None
        if text in self.back:
            return Read(Shift(length=length, sign=-1, deictic=False), at + 1)
        if text in self.ahead:
            return Read(Shift(length=length, sign=1, deictic=False), at + 1)
        return None

    def _hyphened(self, strip: Strip, at: int) -> Read[Shift] | Read[Point] | None:
        """Read the year-ago quarter, a year-earlier loss, the comparable year-ago period."""
        unit = self.words.units.get(strip.text(at))
        word = strip[at + 1]
        if unit is None or not word.glued or word.text not in self.ago | self.back:
            return None
        length = Length(amounts=((1.0, unit),))
        shift = Shift(length=length, sign=-1, deictic=word.text in self.ago)
        if strip.text(at + 2) in self.periods:
            return Read(shift, at + 3)
        quarter = self.quarter_name(strip, at + 2)
        if quarter is not None:
            return Read(replace(quarter.got, shift=shift), quarter.end)
        return Read(shift, at + 2)

    # -- quarters, halves, fiscal years, first nine months --------------------------------------------------------

    def quarter_name(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read third quarter, fiscal first quarter, second half, the quarter alone (0: which one is not said)."""
        place = strip.skip(at, *self.fiscal)
        fiscal = place > at
        ordinal = self.numbers.ordinal(strip, place)
        end = place if ordinal is None else ordinal.end
        text = strip.text(end)
        number = 0 if ordinal is None else ordinal.got
        if self.words.units.get(text) == QUARTER and number <= QUARTERS:
            return Read(Point(quarter=number, fiscal=fiscal), end + 1)
        if text in self.halves and 0 < number <= HALVES and strip.text(end + 1) not in self.played:
            return Read(Point(half=number, fiscal=fiscal), end + 1)
        return None

    def quarter(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the third quarter of 1998; the 1988 second quarter; Q3 2008; the first half of last year."""
        place = strip.skip(at, THE)
        place = strip.skip(place, *self.whole)
        text = strip.text(place)
        if len(text) == 2 and text[0] == "q" and text[1] in "1234":  # noqa: PLR2004 - a letter and a figure
            return self._of_year(strip, place + 1, Point(quarter=int(text[1])))
        year = self.days.year(strip, place)
        if year is not None and year.got.until is None:
            named = self._period_of_year(strip, year.end)
            return None if named is None else Read(replace(named.got, year=year.got.year), named.end)
        shift = self._hyphened(strip, place)
        if shift is not None and place > at:
            return shift if isinstance(shift.got, Point) else None
        named = self.quarter_name(strip, place)
        if named is None or (not named.got.quarter and not named.got.half):
            return None
        return self._of_year(strip, named.end, named.got)

    def _period_of_year(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the third quarter, the quarter or the period behind a year (the 1988 period)."""
        if strip.text(at) in self.periods:
            return Read(Point(quarter=0), at + 1)
        return self.quarter_name(strip, at)

    def _of_year(self, strip: Strip, at: int, point: Point) -> Read[Point]:
        """Add the year behind a quarter, half or month: of 1998, of last year, this year, a year ago."""
        place = strip.skip(strip.skip(at, "of", "in"), *self.fiscal)
        year = self.days.year(strip, place)
        if year is not None and year.got.year is not None:
            return Read(replace(point, year=year.got.year), year.end)
        turned = self.turned(strip, place)
        if turned is not None and isinstance(turned.got, Point) and turned.got.turned == YEAR:
            return Read(replace(point, turn=turned.got.turn, turned=YEAR), turned.end)
        return Read(point, at)

    def with_turned_year(self, strip: Strip, read: Read[Point]) -> Read[Point]:
        """Add "last year", "this year", "of that year" behind a month or a day of one."""
        point = read.got
        if point.month is None or point.year is not None or point.turn is not None:
            return read
        return self._of_year(strip, read.end, point)

    def fiscal_year(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read fiscal 1998, fiscal year 1998, FY2008, the fiscal year."""
        place = strip.skip(at, THE)
        text = strip.text(place)
        if text[:2] == "fy" and text[2:].isdecimal() and len(text) in {4, 6}:
            year = int(text[2:]) if len(text) == 6 else 2000 + int(text[2:])  # noqa: PLR2004 - FY2008
            return Read(Point(year=year, fiscal=True), place + 1)
        if text not in self.fiscal:
            return None
        named = strip.text(place + 1) == "year"
        year_read = self.days.year(strip, place + 1 + named)
        if year_read is not None:
            return Read(replace(year_read.got, fiscal=True), year_read.end)
        if named and strip.text(place + 2) in self.ended:
            return None
        return Read(Point(turn=Turn.THE, turned=YEAR, fiscal=True), place + 2) if named else None

    def months_of(self, strip: Strip, at: int) -> Read[Length] | None:
        """Read the first nine months: a length with a place in its year."""
        place = strip.skip(at, THE)
        first = self.numbers.ordinal(strip, place)
        if first is None or strip[first.end].glued:
            return None
        length = self.numbers.length(strip, first.end)
        if length is None or length.got.amounts[0][0] is None:
            return None
        return Read(replace(length.got, ordinal=True), length.end)

    def feast(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read a feast day: Thanksgiving Day, Eid al-Fitr, New Year's Eve."""
        if not strip[at].upper:
            return None
        for size in (4, 3, 2, 1):
            rule = self.words.feasts.get(strip.texts(at, at + size))
            if rule is not None and at + size <= strip.size:
                year = self.days.year(strip, strip.skip(at + size, ",", "of", "in"))
                if year is not None and year.got.until is None:
                    return Read(Point(feast=rule, year=year.got.year), year.end)
                return Read(Point(feast=rule), at + size)
        return None
