"""Reads times of the day: 10:35 a.m., 5 p.m. EST, 0400 local time, 21:45 Khartoum, noon."""

import re
from dataclasses import replace

from detente.codebook.times import TimeWords
from detente.coding.when.meaning import Clock
from detente.coding.when.numbers import Read
from detente.coding.when.strip import Strip

__all__ = ["Clocks"]

HOURS = re.compile(r"(\d{1,2})([:.h])(\d\d)(?::\d\d)?")
MILITARY = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
STAMPED = re.compile(r"([01]\d|2[0-4]):?([0-5]\d)([a-z]{1,4})")
HOURS_A_DAY, NOON = 24, 12


class Clocks:
    """Reads times of the day from a place of a strip on."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.before = words.listed("clock", "before")
        self.units = words.listed("clock", "hours")
        self.full = words.listed("clock", "full")
        self.local = words.listed("clock", "local")

    def clock(self, strip: Strip, at: int, *, dated: bool = False) -> Read[Clock] | None:
        """Read 10:35 a.m., 5 p.m. EST, 0400 local time, 21:45 Khartoum, noon, 4 in the morning, 1830EST.

        ``dated``: a day stands in front, so that 14:30 needs nothing else.
        """
        text = strip.text(at)
        if text in self.words.hours:
            hour, _, minute = self.words.hours[text].partition(":")
            return Read(Clock(hour=int(hour), minute=int(minute)), at + 1)
        if not text[:1].isdigit():
            return None
        if (match := STAMPED.fullmatch(text)) and match[3] in self.words.zones:
            return Read(Clock(hour=int(match[1]), minute=int(match[2]), zone=self.words.zones[match[3]]), at + 1)
        if match := HOURS.fullmatch(text):
            return self._half(strip, at + 1, int(match[1]), int(match[3]), dated=dated)
        if text.isdecimal() and len(text) <= 2 and int(text) <= NOON:  # noqa: PLR2004 - two figures
            return self._hour(strip, at + 1, int(text))
        return self._military(strip, at)

    def _half(self, strip: Strip, at: int, hour: int, minute: int, *, dated: bool) -> Read[Clock] | None:
        """Add the half of the day and the zone to hours and minutes."""
        half = strip.text(at)
        named = half in self.words.halves
        if hour > HOURS_A_DAY or minute > 59 or (named and hour > NOON):  # noqa: PLR2004 - minutes
            return None
        if named:
            hour, at = hour % NOON + self.words.halves[half], at + 1
        zone = self._zone(strip, at)
        spoken = (dated or strip.text(at - 2) in self.before) and ":" in strip.text(at - 1)
        if not named and zone.end == at and not spoken and strip.text(at) not in self.units:
            return None
        end = strip.skip(zone.end, *self.units)
        return Read(replace(zone.got, hour=hour, minute=minute), end)

    def _hour(self, strip: Strip, at: int, hour: int) -> Read[Clock] | None:
        """Read a full hour: 5 p.m., 9 o'clock, 4 in the morning."""
        text = strip.text(at)
        if text in self.words.halves:
            zone = self._zone(strip, at + 1)
            return Read(replace(zone.got, hour=hour % NOON + self.words.halves[text]), zone.end)
        clock = strip.skip(at, *self.full)
        part = self.words.parts.get(strip.text(clock + 2), "") if strip.text(clock) in {"in", "at"} else ""
        if part and (strip.text(clock + 1) == "the" or strip.text(clock) == "at"):
            return Read(Clock(hour=hour % NOON + (NOON if part in {"AF", "EV"} else 0)), clock + 3)
        return Read(Clock(hour=hour), clock) if clock > at else None

    def _military(self, strip: Strip, at: int) -> Read[Clock] | None:
        """Read four figures with a zone: 0400 GMT, 1830 local time, 0600 hours."""
        match = MILITARY.fullmatch(strip.text(at))
        if match is None:
            return None
        zone = self._zone(strip, at + 1)
        end = strip.skip(zone.end, *self.units)
        clock = replace(zone.got, hour=int(match[1]), minute=int(match[2]))
        spoken = strip.text(at)[0] == "0" and strip.text(at - 1) in self.before  # at 0530
        return Read(clock, end) if spoken or end > at + 1 else None

    def _zone(self, strip: Strip, at: int) -> Read[Clock]:
        """Read a zone or the place whose time it is; the hour of what is returned means nothing."""
        text = strip.text(at)
        if text in self.words.zones and strip[at].raw.isupper():
            return Read(Clock(hour=0, zone=self.words.zones[text]), at + 1)
        if strip.text(at + 1) == "time" and (text in self.local or strip[at].upper):
            return Read(Clock(hour=0, place=strip[at].raw), at + 2)
        if HOURS.fullmatch(strip.text(at - 1)) and self._is_place(strip, at):
            return Read(Clock(hour=0, place=strip[at].raw), at + 1)
        return Read(Clock(hour=0), at)

    def _is_place(self, strip: Strip, at: int) -> bool:
        word = strip[at]
        return word.upper and word.text not in self.words.months and word.text not in self.words.weekdays
