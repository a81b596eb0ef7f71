"""Reads dates of the calendar and times of the day: 16 January 2024, Friday night, Jan. 16-18, 0400 local time."""

import re
from dataclasses import replace

from detente.codebook.times import TimeWords
from detente.coding.when.meaning import Point
from detente.coding.when.numbers import Numbers, Read
from detente.coding.when.strip import Strip

__all__ = ["Days"]

YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
ANY_YEAR = re.compile(r"\d{1,4}")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
PAIR = re.compile(r"(\d{1,2})/(\d{1,2})")
SHORT = re.compile(r"'(\d\d)")
DECADE = re.compile(r"(\d{3}0)'?s|'(\d0)s")
DAYS, MONTHS = 31, 12
CENTURY = 100
# The nineties are those of the century in which people speak of nineties.
CENTURY_SPOKEN_OF = 190
# A year of two digits: below this one it is of this century.
TURN_OF_CENTURY = 30


class Days:
    """Reads points of the calendar from a place of a strip on."""

    def __init__(self, words: TimeWords, numbers: Numbers) -> None:
        self.words = words
        self.numbers = numbers
        self.doubtful = words.listed("doubtful", "words")
        self.short = words.listed("doubtful", "short")
        self.before = words.listed("doubtful", "before")
        self.before_christ = words.listed("eras", "before")
        self.after_christ = words.listed("eras", "after")
        self.ranges = words.listed("joints", "range")
        self.decades = words.listed("joints", "decade")

    # -- dates -------------------------------------------------------------------------------------------------

    def date(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read a date in figures and names: a weekday, a month, a day of one, a year, or several of them."""
        return self._numeric(strip, at) or self._weekday(strip, at) or self._dated(strip, at)

    def _numeric(self, strip: Strip, at: int) -> Read[Point] | None:
        text = strip.text(at)
        if match := ISO.fullmatch(text):
            return Read(Point(year=int(match[1]), month=int(match[2]), day=int(match[3])), at + 1)
        if match := SLASHED.fullmatch(text):
            return self._figures(int(match[1]), int(match[2]), match[3], at + 1)
        parts = strip.texts(at, at + 3)
        if len(parts) == 3 and strip[at + 1].glued and strip[at + 2].glued and all(map(str.isdigit, parts)):  # noqa: PLR2004
            return self._figures(int(parts[0]), int(parts[1]), parts[2], at + 3)
        return None

    @staticmethod
    def _figures(first: int, second: int, year: str, end: int) -> Read[Point] | None:
        """Read 01/08/98: month first as in American figures, unless only the other way is a date."""
        if len(year) not in {2, 4}:
            return None
        full = int(year) if len(year) > 2 else int(year) + (2000 if int(year) < TURN_OF_CENTURY else 1900)  # noqa: PLR2004
        month, day = (first, second) if first <= MONTHS else (second, first)
        if not (1 <= month <= MONTHS and 1 <= day <= DAYS):
            return None
        return Read(Point(year=full, month=month, day=day, unclear=day <= MONTHS and day != month), end)

    def _weekday(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read Friday; Friday, Oct. 23; Friday the 13th of October."""
        number = self.weekday(strip, at)
        if number is None:
            return None
        place = strip.skip(at + 1, ",")
        place = strip.skip(place, "the", "on")
        rest = self._dated(strip, place)
        if rest is not None and rest.got.day is not None and rest.got.month is not None:
            return Read(replace(rest.got, weekday=number), rest.end)
        if strip[at + 1].glued and (last := self.weekday(strip, at + 1)) is not None:  # Monday-Friday
            return Read(Point(weekday=number, until=Point(weekday=last)), at + 2)
        return Read(Point(weekday=number), at + 1)

    def weekday(self, strip: Strip, at: int) -> int | None:
        """Return the number of the weekday that a word names, Monday 0."""
        word = strip[at]
        if word.text not in self.words.weekdays or not word.upper:
            return None
        return None if word.text in self.doubtful and not self._clear(strip, at) else self.words.weekdays[word.text]

    def month(self, strip: Strip, at: int) -> int | None:
        """Return the number of the month that a word names."""
        word = strip[at]
        return self.words.months.get(word.text) if word.upper else None

    def _clear(self, strip: Strip, at: int) -> bool:
        """Whether a doubtful name stands where a time stands: behind a preposition, with a stop, or as a name."""
        word = strip[at]
        if word.raw.endswith(".") or word.glued:
            return True
        if word.text in self.short:
            return False
        return strip.text(at - 1) in self.before or (
            word.tag.startswith("NNP") and not strip[at - 1].tag.startswith("NNP")
        )

    def _dated(self, strip: Strip, at: int) -> Read[Point] | None:
        found = self._month_first(strip, at) or self._day_first(strip, at)
        return found or self.year(strip, at)

    def _month_first(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read January; January 16; Jan. 16-18, 2024; January 2024; March eighth."""
        month = self.month(strip, at)
        if month is None:
            return None
        point = Point(month=month)
        place = strip.skip(at + 1, "the")
        day = self._day(strip, place)
        if day is None or self.year(strip, place) or strip[place].glued:
            return self._month_alone(strip, at, point)
        point, place = replace(point, day=day.got), day.end
        if strip[place].glued or strip.text(place) in self.ranges:
            last = self._range_end(strip, place, month)
            if last is not None:
                point, place = replace(point, until=last.got), last.end
        return self._with_year(strip, place, point)

    def _range_end(self, strip: Strip, at: int, month: int) -> Read[Point] | None:
        """Read the 18 of Jan. 16-18, the Feb. 2 of Jan. 30-Feb. 2."""
        place = at if strip[at].glued else at + 1
        other = self.month(strip, place)
        day = self._day(strip, place if other is None else place + 1)
        if day is None or (other is None and not strip[at].glued and self.numbers.unit(strip, day.end)):
            return None
        return Read(Point(month=other or month, day=day.got), day.end)

    def _month_alone(self, strip: Strip, at: int, point: Point) -> Read[Point] | None:
        place = strip.skip(at + 1, "of", ",")
        year = self.year(strip, place)
        if year is not None and year.got.year is not None and year.got.until is None:
            return Read(replace(point, year=year.got.year), year.end)
        if year is not None and year.got.year is not None:
            return Read(replace(point, year=year.got.year), place + 1)
        if strip[at].text in self.doubtful and not self._clear(strip, at):
            return None
        if strip[at + 1].glued and (last := self.month(strip, at + 1)):
            return self._with_year(strip, at + 2, replace(point, until=Point(month=last)))
        return Read(point, at + 1)

    def _day_first(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read 16 January; the 16th of January 2024; 16-18 January; 16 to 18 January."""
        place = strip.skip(at, "the")
        day = self._day(strip, place)
        if day is None and (pair := PAIR.fullmatch(strip.text(place))):  # 14/15 August
            return self._pair(strip, place + 1, int(pair[1]), int(pair[2]))
        if day is None:
            return None
        place, last = day.end, None
        if strip[place].glued or strip.text(place) in self.ranges:
            last = self._day(strip, place if strip[place].glued else place + 1)
            place = place if last is None else last.end
        month = self.month(strip, strip.skip(place, "of"))
        if month is None:
            return None
        point = Point(month=month, day=day.got)
        if last is not None:
            point = replace(point, until=Point(month=month, day=last.got))
        return self._with_year(strip, strip.skip(place, "of") + 1, point)

    def _pair(self, strip: Strip, at: int, first: int, last: int) -> Read[Point] | None:
        month = self.month(strip, at)
        if month is None or not 1 <= first < last <= DAYS:
            return None
        point = Point(month=month, day=first, until=Point(month=month, day=last))
        return self._with_year(strip, at + 1, point)

    def _with_year(self, strip: Strip, at: int, point: Point) -> Read[Point]:
        place = strip.skip(strip.skip(at, ","), "of", "in")
        year = self.year(strip, place)
        if year is None or year.got.year is None or (place > at and strip.text(at) != "," and point.day is None):
            return Read(point, at)
        return Read(_dated_range(point, year.got.year), place + 1 if year.got.until else year.end)

    def of_month(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the 16th: a day of the month that the text speaks of."""
        if strip.text(at) != "the" or not strip.text(at + 1)[:1].isdigit():
            return None
        found = self.numbers.ordinal(strip, at + 1)
        return Read(Point(day=found.got), found.end) if found is not None and 1 <= found.got <= DAYS else None

    def _day(self, strip: Strip, at: int) -> Read[int] | None:
        text = strip.text(at)
        if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= DAYS:  # noqa: PLR2004 - two figures
            return Read(int(text), at + 1)
        found = self.numbers.ordinal(strip, at)
        return found if found is not None and 1 <= found.got <= DAYS else None

    def year(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read a year: 1998, '98, 1980-82, 218 BC, nineteen ninety-six, the year two thousand."""
        text = strip.text(at)
        if SHORT.fullmatch(text):
            return Read(
                Point(year=1900 + int(text[1:]) if int(text[1:]) >= TURN_OF_CENTURY else 2000 + int(text[1:])), at + 1
            )
        if (era := self._of_era(strip, at)) is not None:
            return era
        if YEAR.fullmatch(text):
            return self._years(strip, at, int(text))
        return self._spelt_year(strip, at)

    def _of_era(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read 218 BC, AD 70, and the first year of 218-201 BC."""
        text = strip.text(at)
        if text in self.after_christ and ANY_YEAR.fullmatch(strip.text(at + 1)):
            return Read(Point(year=int(strip.text(at + 1))), at + 2)
        if not ANY_YEAR.fullmatch(text):
            return None
        if strip.text(at + 1) in self.before_christ:
            return Read(Point(year=-int(text)), at + 2)
        if strip.text(at + 1) in self.after_christ:
            return Read(Point(year=int(text)), at + 2)
        last = at + 1 + (strip.text(at + 1) in self.ranges)
        joined = strip[last].glued or last > at + 1
        if joined and strip.text(last + 1) in self.before_christ and ANY_YEAR.fullmatch(strip.text(last)):
            return Read(Point(year=-int(text), until=Point(year=-int(strip.text(last)))), last + 2)
        return None

    @staticmethod
    def _years(strip: Strip, at: int, year: int) -> Read[Point]:
        """Add the end of 1980-82, 1941-1945."""
        text = strip.text(at + 1)
        if strip[at + 1].glued and text.isdecimal() and len(text) in {2, 4}:
            last = int(text) if len(text) > 2 else year // CENTURY * CENTURY + int(text)  # noqa: PLR2004 - two figures
            if last > year:
                return Read(Point(year=year, until=Point(year=last)), at + 2)
        return Read(Point(year=year), at + 1)

    def _spelt_year(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read nineteen ninety-six, twenty seventeen, two thousand and eight (behind "the year" or "in")."""
        first = self.words.cardinals.get(strip.text(at), 0)
        rest = self.numbers.number(strip, at + 1) if first in {18, 19, 20} else None
        if rest is not None and 10 <= rest.got < CENTURY:  # noqa: PLR2004 - of two figures
            return Read(Point(year=first * CENTURY + int(rest.got)), rest.end)
        number = self.numbers.number(strip, at) if first else None
        if number is not None and 2000 <= number.got < 2100 and strip.text(at - 1) in {"year", "in"}:  # noqa: PLR2004
            return Read(Point(year=int(number.got)), number.end)
        return None

    def decade(self, strip: Strip, at: int) -> Read[Point] | None:
        """Read the 1990s, the '80s, the nineties; the 20th century."""
        text = strip.text(at)
        if match := DECADE.fullmatch(text):
            return Read(
                Point(decade=int(match[1]) // 10 if match[1] else CENTURY_SPOKEN_OF + int(match[2]) // 10), at + 1
            )
        if text in self.words.decades and strip.text(at - 1) in self.decades:
            return Read(Point(decade=CENTURY_SPOKEN_OF + self.words.decades[text]), at + 1)
        ordinal = self.numbers.ordinal(strip, at)
        if ordinal is not None and self.words.units.get(strip.text(ordinal.end)) == "CE":
            era = strip.text(ordinal.end + 1) in self.before_christ
            return Read(Point(century=-ordinal.got if era else ordinal.got), ordinal.end + 1 + era)
        return None

    def part(self, strip: Strip, at: int) -> Read[str] | None:
        """Read a part of the day behind a day: (Friday) night, (yesterday) morning."""
        found = self.words.parts.get(strip.text(at))
        return None if found is None else Read(found, at + 1)


def _dated_range(point: Point, year: int) -> Point:
    """Give a point its year; over the turn of a year (November-February 2024) that is the year of its end."""
    until = point.until
    if until is None or until.month is None or point.month is None or until.month >= point.month:
        return replace(point, year=year)
    return replace(point, year=year - 1, until=replace(until, year=year))
