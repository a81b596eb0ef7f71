"""Coding room: reads an expression of time from words, against the publishing day; unclear ones are not read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.codebook.rules import Cues
from detente.records import Basis, Precision

__all__ = ["Calendar", "Moment"]

WEEK = 7
SEPTEMBER = 9
NUMBER = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?$")
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
AHEAD = frozenset({"next", "until", "by", "every"})

SOON = timedelta(days=95)  # a season: a day without a year that lies so near ahead is rarely that of last year


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment and the number of words that name it; ``value`` is ISO 8601 cut to the precision."""

    size: int
    value: str
    precision: Precision
    basis: Basis


def day_of(size: int, value: date, basis: Basis) -> Moment:
    """Make a moment of one day."""
    return Moment(size=size, value=value.isoformat(), precision=Precision.DAY, basis=basis)


def valid(year: int, month: int, day: int) -> date | None:
    """Return the day of a calendar date, None if there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Calendar:
    """Reads the words of a sentence; ``today`` is the publishing day, None where it is unknown.

    What leaves the year or the week open looks back from the publishing day, or forward where ``ahead`` is set.
    """

    def __init__(self, cues: Cues, today: date | None, *, ahead: bool = False) -> None:
        """Take the names of days and months."""
        self.today = today
        self.ahead = ahead
        self._weekdays = cues.listed("time", "weekdays")
        self._months = (cues.listed("time", "months"), cues.listed("time", "short_months"))
        self._today, self._yesterday = cues["time", "today"], cues["time", "yesterday"]
        named = (*self._weekdays, *self._months[0], *self._months[1], *self._today, *self._yesterday)
        self._starts = frozenset({"sept", "last", "this", *named, *(name.rstrip(".") for name in named)})

    def read(self, words: Sequence[str], at: int) -> Moment | None:
        """Return the moment that the words from ``at`` on name, None where they name none."""
        if not self._begins(words[at]):
            return None
        found = self._absolute(words, at) or self._weekday(words, at)
        if found is not None or self.ahead:
            return found
        return self._month_alone(words, at) or self._near(words, at) or self._last(words, at)

    def _begins(self, word: str) -> bool:
        """Whether a word can be the first of a moment, which few can."""
        return word[:1].isdigit() or word.lower().rstrip(".") in self._starts

    @staticmethod
    def year(words: Sequence[str], at: int) -> Moment | None:
        """Return the year that one word names."""
        if not YEAR.match(words[at]):
            return None
        return Moment(size=1, value=words[at], precision=Precision.YEAR, basis=Basis.STATED)

    def _month(self, words: Sequence[str], at: int) -> int | None:
        word = words[at] if at < len(words) else ""
        if not word[:1].isupper():
            return None
        plain = word.rstrip(".").lower()
        for names in self._months:
            if plain in names:
                return names.index(plain) + 1
        return SEPTEMBER if plain == "sept" else None

    def _absolute(self, words: Sequence[str], at: int) -> Moment | None:
        """Read 16 January 2024, January 16, Aug. 2, 2024-01-16."""
        if ISO.match(words[at]):
            return day_of(1, date.fromisoformat(words[at]), Basis.STATED)
        following = words[at + 1] if at + 1 < len(words) else ""
        first, second = NUMBER.match(words[at]), NUMBER.match(following)
        if first is not None and (month := self._month(words, at + 1)):
            return self._dated(words, at, month, int(first[1]))
        if second is not None and (month := self._month(words, at)):
            return self._dated(words, at, month, int(second[1]))
        return None

    def _dated(self, words: Sequence[str], at: int, month: int, day: int) -> Moment | None:
        """Add the year to a day and month: the one that follows, else the nearest on the side that is looked to.

        A day a few weeks ahead is not read as that of last year: by January 26, written on January 22, stays open
        where the text looks back.
        """
        rest = [word for word in words[at + 2 : at + 4] if word != ","]
        if rest and YEAR.match(rest[0]):
            value = valid(int(rest[0]), month, day)
            size = words.index(rest[0], at + 2) + 1 - at
            return None if value is None else day_of(size, value, Basis.STATED)
        if self.today is None:
            return None
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        days = [value for year in years if (value := valid(year, month, day)) is not None]
        later = [value for value in days if value >= self.today]
        if self.ahead:
            return day_of(2, later[0], Basis.RELATIVE) if later else None
        past = [value for value in days if value <= self.today]
        soon = later and self.today < later[0] <= self.today + SOON
        return None if soon or not past else day_of(2, past[-1], Basis.STATED)

    def _month_alone(self, words: Sequence[str], at: int) -> Moment | None:
        """Read June 2008, and "in October", "last May" as the latest before the publishing day."""
        month = self._month(words, at)
        if month is None:
            return None
        if at + 1 < len(words) and YEAR.match(words[at + 1]):
            value = f"{words[at + 1]}-{month:02d}"
            return Moment(size=2, value=value, precision=Precision.MONTH, basis=Basis.STATED)
        before = words[at - 1].lower() if at else ""
        if self.today is None or before not in {"in", "last"}:
            return None
        ahead = month > self.today.month or (before == "last" and month == self.today.month)
        value = f"{self.today.year - ahead}-{month:02d}"
        return Moment(size=1, value=value, precision=Precision.MONTH, basis=Basis.RELATIVE)

    def _weekday(self, words: Sequence[str], at: int) -> Moment | None:
        """Read a weekday as the last one on or before the publishing day, or the next one after it."""
        word, before = words[at].lower().rstrip("."), words[at - 1].lower() if at else ""
        if self.today is None or word not in self._weekdays or not words[at][0].isupper() or before in AHEAD:
            return None
        if self.ahead:
            days = (self._weekdays.index(word) - self.today.weekday()) % WEEK
            return day_of(1, self.today + timedelta(days=days or WEEK), Basis.RELATIVE)
        back = (self.today.weekday() - self._weekdays.index(word)) % WEEK
        if before == "last" and back == 0:
            back = WEEK
        return day_of(1, self.today - timedelta(days=back), Basis.RELATIVE)

    def _near(self, words: Sequence[str], at: int) -> Moment | None:
        """Read today, tonight, yesterday, last night."""
        if self.today is None:
            return None
        if words[at].lower() in self._today:
            return day_of(1, self.today, Basis.RELATIVE)
        if words[at].lower() in self._yesterday:
            return day_of(1, self.today - timedelta(days=1), Basis.RELATIVE)
        if [word.lower() for word in words[at : at + 2]] == ["last", "night"]:
            return day_of(2, self.today - timedelta(days=1), Basis.RELATIVE)
        return None

    def _last(self, words: Sequence[str], at: int) -> Moment | None:
        """Read last week, last month, last year, this year."""
        pair = tuple(word.lower() for word in words[at : at + 2])
        if self.today is None or pair[0] not in {"last", "this"} or len(pair) < 2:  # noqa: PLR2004 - two words
            return None
        values = {
            ("last", "week"): ((self.today - timedelta(days=WEEK)).strftime("%G-W%V"), Precision.WEEK),
            ("last", "month"): (f"{self.today.replace(day=1) - timedelta(days=1):%Y-%m}", Precision.MONTH),
            ("last", "year"): (str(self.today.year - 1), Precision.YEAR),
            ("this", "year"): (str(self.today.year), Precision.YEAR),
        }
        if pair not in values:
            return None
        value, precision = values[pair]
        return Moment(size=2, value=value, precision=precision, basis=Basis.RELATIVE)
