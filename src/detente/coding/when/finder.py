"""Finds the expressions of time in a sentence, left to right, the longest first; it knows no calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.codebook.times import TimeWords
from detente.coding.when.grammar import Grammar, Reading
from detente.coding.when.meaning import Length, Meaning, Point, Ref, Shift
from detente.coding.when.strip import Strip, Word, strip_of
from detente.records import Token

__all__ = ["Finder", "Found"]

NOUN, PLURAL, NAME, PREPOSITION = "NN", "NNS", "NNP", "IN"
THE = "the"
DAYS = 31
# Four figures are a year from the second of these on, behind a preposition from the first.
BOUND_YEAR, BARE_YEAR, LAST_YEAR = 1000, 1500, 2099


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``[start, end)`` of a sentence with their meaning.

    ``join`` is the word behind a length that joins it to an act, ``sign`` whether it lies before or after that.
    ``lead`` is "in" or "within" in front of a length. ``closed``: it only tells when a stretch
    is over (the quarter ended Sept. 30).
    """

    start: int
    end: int
    meaning: Meaning
    join: int | None = None
    sign: int | None = None
    closed: bool = False
    lead: str | None = None


class Finder:
    """Reads sentences with the grammar and leaves out what only looks like a time."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.grammar = Grammar(words)
        self.bound = words.listed("doubtful", "before")
        self.joins = words.listed("shifts", "joins")
        self.back = words.listed("shifts", "back")
        self.stops = words.listed("shifts", "stops")
        self.articles = words.listed("quantities", "articles") | words.listed("quantities", "pointing")
        self.leads = words.listed("shifts", "at_the_end") | words.listed("shifts", "within")
        self.ages = words.listed("quantities", "ages")
        self.conjunctions = words.listed("joints", "pair")
        self.joining = self.conjunctions | words.listed("joints", "range")
        self.amounts = words.listed("quantities", "amounts")
        self.ended = words.listed("fiscal", "ended")

    def find(self, tokens: Sequence[Token]) -> tuple[Found, ...]:
        """Return the expressions of a sentence in order, without overlap."""
        strip = strip_of(tokens)
        found: list[Found] = []
        at = 0
        while at < strip.size:
            reading = self.grammar.read(strip, at)
            if reading is None or not self._sure(strip, reading):
                at += 1
                continue
            if (first := self._first_of_two(strip, reading)) is not None:
                found.append(self._found(strip, first))
            found.append(self._found(strip, reading))
            more = self._second(strip, reading)
            if more is not None:
                found.append(self._found(strip, more))
            at = (more or reading).end
            while at < strip.size and strip[at].at == found[-1].end - 1:  # the rest of a word of several parts
                at += 1
        return tuple(self._shared(found, strip))

    def _first_of_two(self, strip: Strip, reading: Reading) -> Reading | None:
        """Return the 5 of "on 5 and 9 July": it shares the month."""
        point, at = reading.meaning, reading.start - 2
        if not isinstance(point, Point) or point.month is None or strip.text(at + 1) not in self.conjunctions:
            return None
        text, following = strip.text(at), strip.text(reading.start)
        figures = text.isdecimal() and following.isdecimal() and point.day is not None
        if not figures or not 0 < int(text) < int(following) or strip[at - 1].tag != PREPOSITION:
            return None
        return Reading(at, at + 1, replace(point, day=int(text), until=None, weekday=None, part=None))

    def _second(self, strip: Strip, reading: Reading) -> Reading | None:
        """Return the 25 of "April 24 and 25": another day of the month named before."""
        point, word = reading.meaning, strip[reading.end + 1]
        if not isinstance(point, Point) or point.day is None or point.clock is not None:
            return None
        alone = strip.text(reading.end) in self.conjunctions and not strip[reading.end + 2].tag.startswith(NOUN)
        if not alone or not word.text.isdecimal() or not 1 <= int(word.text) <= DAYS or word.text == "0":
            return None
        meaning = replace(point, day=int(word.text), weekday=None, part=None, until=None)
        return Reading(reading.end + 1, reading.end + 2, meaning)

    def exactly(self, tokens: Sequence[Token], start: int, end: int) -> Found | None:
        """Return what the words ``[start, end)`` mean, read by themselves."""
        strip = strip_of(tokens)
        places = [place for place in range(strip.size) if start <= strip[place].at < end]
        if not places:
            return None
        inside = Strip(strip.words[: places[-1] + 1])
        for at in places:
            reading = self.grammar.read(inside, at)
            if reading is not None:
                return self._found(strip, reading)
        found = next((one for one in self.find(tokens) if one.start < end and one.end > start), None)
        return found or self._bare(strip, places) or self._vague(strip, places)

    def _vague(self, strip: Strip, places: list[int]) -> Found | None:
        """Return what vague words mean (recent, soon), which the finder passes by."""
        name = self.words.vague.get(strip.texts(places[0], places[-1] + 1))
        return None if name is None else Found(strip[places[0]].at, strip[places[-1]].at + 1, Ref(name=name))

    def _bare(self, strip: Strip, places: list[int]) -> Found | None:
        """Return what a unit or season means that stands without its article (the first trading day, summer)."""
        the = Word("the", "the", -1)
        for at in reversed(places):
            reading = self.grammar.read(Strip((the, strip[at])), 0)
            if reading is not None and reading.end == 2:  # noqa: PLR2004 - both words
                return Found(strip[places[0]].at, strip[places[-1]].at + 1, reading.meaning)
        return None

    def _found(self, strip: Strip, reading: Reading) -> Found:
        start, end = strip[self._first(strip, reading)].at, strip[reading.end - 1].at + 1
        join = sign = None
        if isinstance(reading.meaning, Shift) and strip.text(reading.start) == THE:  # the day before the strike
            last = reading.end - 1
            join = strip[last].at if strip.text(reading.end) not in self.stops else None
        if isinstance(reading.meaning, Length) and strip.text(reading.end) in self.joins:
            join = strip[reading.end].at
            sign = -1 if strip.text(reading.end) in self.back else 1
        before = strip.text(reading.start - 1)
        lead = before if isinstance(reading.meaning, Length) and before in self.leads else None
        closed = strip.text(reading.start - 1) in self.ended
        return Found(start, end, reading.meaning, join, sign, closed, lead)

    def _first(self, strip: Strip, reading: Reading) -> int:
        """Return where an expression begins: behind the article where it is hyphened to describe a noun."""
        last = strip[reading.end - 1]
        describes = (
            last.glued
            and strip[reading.end].tag.startswith(NOUN)
            and strip[reading.end - 1].at > strip[reading.start].at
        )
        article = strip.text(reading.start) in self.articles and reading.end - reading.start > 1
        return reading.start + 1 if describes and article else reading.start

    def _sure(self, strip: Strip, reading: Reading) -> bool:
        """Whether the words are a time and no age, number, name or amount that looks like one."""
        meaning = reading.meaning
        if isinstance(meaning, Length) and self.ages & {strip.text(reading.end - 1), strip.text(reading.end)}:
            return False
        if isinstance(meaning, Length) and meaning.amounts[0][0] is None and self._heads(strip, reading.end):
            return False
        if isinstance(meaning, Point) and meaning.offset is not None and self._name(strip, reading.start):
            return False
        if isinstance(meaning, Point) and meaning.season is not None and self._named(strip, reading.end):
            return False
        if isinstance(meaning, Point) and reading.end == reading.start + 1 and meaning == Point(year=meaning.year):
            return self._is_year(strip, reading.start)
        return True

    def _heads(self, strip: Strip, end: int) -> bool:
        """Whether units stand right in front of the times they name (the years 1968 and 1969)."""
        return self.grammar.days.date(strip, end) is not None

    @staticmethod
    def _name(strip: Strip, at: int) -> bool:
        """Whether a word is the last one of a name (USA Today)."""
        return strip[at].upper and strip[at - 1].upper and strip[at - 1].tag.startswith(NAME)

    def _named(self, strip: Strip, end: int) -> bool:
        """Whether a season is the first word of a name (the Winter War, the Spring Offensive)."""
        capital = strip[end - 1].upper and strip[end].upper and not strip[end].glued
        return capital and strip[end].tag.startswith(NAME) and strip.text(end) not in self.words.months

    def _is_year(self, strip: Strip, at: int) -> bool:
        """Whether four figures are a year: behind a preposition, in front of a noun, no amount of things."""
        before, after = strip.text(at - 1), strip.text(at + 1)
        counted = strip[at + 1].tag == PLURAL and before not in self.bound
        if counted or before in self.amounts or after in self.amounts or after in self.words.units:
            return False
        if not strip.text(at).isdecimal():
            return True
        earliest = BOUND_YEAR if before in self.bound else BARE_YEAR
        return earliest <= int(strip.text(at)) <= LAST_YEAR

    def _shared(self, found: list[Found], strip: Strip) -> list[Found]:
        """Give a month the year that stands behind the next one: between April and June 1942, 3 May and 5 June 1942."""
        texts = {word.at: word.text for word in strip.words}
        for place, (one, other) in enumerate(pairwise(found)):
            first, second = one.meaning, other.meaning
            if not (isinstance(first, Point) and isinstance(second, Point)) or other.start != one.end + 1:
                continue
            if texts.get(one.end) not in self.joining or second.year is None or first.year is not None:
                continue
            if first.season is not None and second.season is not None:  # the spring and summer of 1970
                found[place] = replace(one, meaning=replace(first, year=second.year, turn=None, turned=None))
            if first.month is not None and second.month is not None and first.turn is None:
                year = second.year - (first.month > second.month)
                found[place] = replace(one, meaning=replace(first, year=year))
        return found
