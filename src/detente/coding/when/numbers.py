"""Reads numbers and lengths of time: twenty-four hours, two and a half years, several weeks, an eight-month-old."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.codebook.times import TimeWords
from detente.coding.when.meaning import Length
from detente.coding.when.strip import Strip

__all__ = ["Numbers", "Read"]

Got_co = TypeVar("Got_co", covariant=True)
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
FRACTION = re.compile(r"(\d)/(\d)")
ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
AND_A_HALF = frozenset({("and", "a", "half"), ("and", "one", "half")})
HUNDRED = 100
TENS = 20


@dataclass(frozen=True, slots=True)
class Read(Generic[Got_co]):
    """What was read, and the place behind it."""

    got: Got_co
    end: int


class Numbers:
    """Reads from a place of a strip on; None where there is no such thing."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        listed = words.listed
        self.vague = listed("quantities", "vague")
        self.pairs = listed("quantities", "pairs")
        self.half = listed("quantities", "half")
        self.articles = listed("quantities", "articles")
        self.about = listed("quantities", "about")
        self.compared = listed("quantities", "compared")
        self.than = listed("quantities", "than")
        self.between = listed("quantities", "between")
        self.behind = listed("quantities", "behind")

    def number(self, strip: Strip, at: int) -> Read[float] | None:
        """Read a number in digits or words."""
        text = strip.text(at)
        if DIGITS.fullmatch(text):
            return self._scaled(strip, at + 1, float(text.replace(",", "")))
        return self._spelt(strip, at)

    def _scaled(self, strip: Strip, at: int, value: float) -> Read[float]:
        """Add the fraction and the scale behind a number in digits: 2 1/2, 3 million."""
        fraction = FRACTION.fullmatch(strip.text(at))
        if fraction and int(fraction[2]):
            return Read(value + int(fraction[1]) / int(fraction[2]), at + 1)
        while scale := self.words.scales.get(strip.text(at)):
            value, at = value * scale, at + 1
        return Read(value, at)

    def _spelt(self, strip: Strip, at: int) -> Read[float] | None:
        """Read seventy-two, a hundred and ten, two thousand."""
        start, total, current = at, 0, 0
        if strip.text(at) in self.articles and strip.text(at + 1) in self.words.scales:
            current, at = 1, at + 1
        while True:
            text = strip.text(at)
            if text in self.words.cardinals and _fits(current, self.words.cardinals[text]):
                current += self.words.cardinals[text]
            elif text in self.words.scales and current:
                current *= self.words.scales[text]
                if self.words.scales[text] > HUNDRED:
                    total, current = total + current, 0
            elif text == "and" and (total or current >= HUNDRED) and strip.text(at + 1) in self.words.cardinals:
                pass
            else:
                break
            at += 1
        return Read(float(total + current), at) if at > start and total + current else None

    def ordinal(self, strip: Strip, at: int) -> Read[int] | None:
        """Read first, 21st, twenty-first."""
        text = strip.text(at)
        if match := ORDINAL.fullmatch(text):
            return Read(int(match[1]), at + 1)
        if text in self.words.ordinals:
            return Read(self.words.ordinals[text], at + 1)
        tens, ones = self.words.cardinals.get(text, 0), self.words.ordinals.get(strip.text(at + 1), 0)
        if tens >= TENS and 0 < ones < 10 and strip[at + 1].glued:  # noqa: PLR2004 - the ones of a number
            return Read(tens + ones, at + 2)
        return None

    def quantity(self, strip: Strip, at: int) -> Read[float | None] | None:
        """Read how many: a number, a, several (None), a couple of, half a, two to three (the first counts)."""
        text = strip.text(at)
        article = text in self.articles
        following = strip.text(at + 1) if article else text
        place = at + article
        if following in self.half:
            return Read(0.5, strip.skip(place + 1, "a", "an", "of"))
        if following in self.pairs and (article or strip.text(place + 1) == "of"):
            return Read(2.0, strip.skip(place + 1, "of"))
        if following in self.vague or following == "dozens":
            return self._vague(strip, place)
        if following == "number" and article and strip.text(place + 1) == "of":
            return Read(None, place + 2)
        found = self.number(strip, at)
        if found is not None:
            return self._ranged(strip, found)
        return Read(1.0, at + 1) if article else None

    def _vague(self, strip: Strip, at: int) -> Read[float | None]:
        """Read several, a few, several dozen, some 20 (a number all the same)."""
        found = self.number(strip, at + 1)
        if found is not None:
            return Read(found.got, found.end)
        at = strip.skip(at + 1, *self.words.scales, *(f"{scale}s" for scale in self.words.scales))
        return Read(None, strip.skip(at, "of"))

    def _ranged(self, strip: Strip, found: Read[float]) -> Read[float | None]:
        """Add what stands behind a number: two to three, two and a half."""
        if strip.texts(found.end, found.end + 3) in AND_A_HALF:
            return Read(found.got + 0.5, found.end + 3)
        if strip.text(found.end) in {"to", "or"} or strip[found.end].glued:
            place = found.end + (not strip[found.end].glued)
            second = self.number(strip, place)
            if second is not None and second.got > found.got and self._unit_at(strip, second.end):
                return Read(found.got, second.end)
        return Read(found.got, found.end)

    def _unit_at(self, strip: Strip, at: int) -> bool:
        return strip.text(at) in self.words.units or strip.text(at) in self.between

    def unit(self, strip: Strip, at: int) -> Read[tuple[int, str]] | None:
        """Read a unit, with how many of the plain one it is."""
        text = strip.text(at)
        if text in self.words.units:
            return Read((1, self.words.units[text]), at + 1)
        if text in self.words.compounds:
            return Read(self.words.compounds[text], at + 1)
        return None

    def length(self, strip: Strip, at: int) -> Read[Length] | None:
        """Read a length of time; a plural unit alone is a vague one (for weeks)."""
        first = self._one(strip, at)
        if first is None:
            return None
        place = first.end
        if strip.text(place) in {",", "and"}:  # two years and three months
            second = self._one(strip, place + 1)
            amount = first.got.amounts[0][0]
            if second is not None and amount is not None and _finer(second.got.unit, first.got.unit):
                return Read(Length(amounts=first.got.amounts + second.got.amounts), second.end)
        return first

    def _one(self, strip: Strip, at: int) -> Read[Length] | None:
        """Read one number with its unit."""
        many = self.quantity(strip, at)
        place = at if many is None else many.end
        if many is not None:
            while strip.text(place) in self.between and (many is not None):
                place += 1
        unit = self.unit(strip, place)
        if unit is None:
            return None
        text = strip.text(place)
        if many is None and not text.endswith("s") and text != "millennia":
            return None
        factor, name = unit.got
        amount = None if many is None or many.got is None else many.got * factor
        end = unit.end
        if strip.texts(end, end + 3) in AND_A_HALF and amount is not None:
            amount, end = amount + factor / 2, end + 3
        return Read(Length(amounts=((amount, name),)), end)


def _fits(current: int, more: int) -> bool:
    """Whether a number word may follow what was read: twenty four, a hundred five; never two three."""
    if not current:
        return True
    return (current % 100 >= TENS and current % 10 == 0 and more < 10) or (current % 100 == 0 and more < HUNDRED)  # noqa: PLR2004


ORDER = ("TS", "TM", "TH", "D", "W", "M", "Q", "Y", "DE", "CE", "ML")


def _finer(unit: str, than: str) -> bool:
    return ORDER.index(unit) < ORDER.index(than)
