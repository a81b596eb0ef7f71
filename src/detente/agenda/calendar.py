"""Agenda room: what falls due as a calendar file (RFC 5545) that calendars open; pure.

Written here and not by a library: it is one kind of component with a dozen properties, and run-time dependencies are
few. Line ends, folding and escaping follow sections 3.1 and 3.3.11.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from detente.agenda.config import Config
from detente.agenda.moments import day_of, is_moment
from detente.codebook import AgendaWords
from detente.records import Due

__all__ = ["calendar", "escaped", "folded"]

_OCTETS = 75
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
_STEERING = frozenset({"Cc", "Cs"})  # control characters and halves of letters


def calendar(dues: Iterable[Due], stamp: str, *, words: AgendaWords, config: Config) -> bytes:
    """Return what falls due as one calendar.

    Days are all-day entries, moments stand in UTC. An entry keeps its UID when its date moves and counts up its
    SEQUENCE, so that a calendar that imports it again moves it; what was called off is cancelled there.

    Args:
        dues: what falls due, in order.
        stamp: the moment with zone at which this is written, or as of which it is asked.
        words: how it is said.
        config: name and reminders.
    """
    say = words.words["calendar"]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Detente//agenda//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(say['name'])}",
    ]
    at = _utc(stamp)
    for one in dues:
        lines += _event(one, at, words, config)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(one: Due, stamp: str, words: AgendaWords, config: Config) -> Iterator[str]:
    """Yield the lines of one entry."""
    yield "BEGIN:VEVENT"
    yield f"UID:{one.key}.{'-'.join(one.dyad)}@{config.name}".translate(_UID)
    yield f"DTSTAMP:{stamp}"
    yield from _time(one)
    yield f"SEQUENCE:{one.revision}"
    yield f"STATUS:{'CANCELLED' if one.called_off else 'CONFIRMED'}"
    yield f"SUMMARY:{escaped(_summary(one, words))}"
    yield f"DESCRIPTION:{escaped(_description(one, words))}"
    yield f"CATEGORIES:{escaped(words.words['kind'][one.kind])}"
    yield f"CLASS:{words.words['class'][one.tlp]}"
    yield "TRANSP:TRANSPARENT"
    if not one.done and not one.called_off:
        yield from _alarm(one, words, config)
    yield "END:VEVENT"


# What would need quoting in a UID of any calendar: blanks and the marks of lists.
_UID = str.maketrans({" ": "_", ",": "_", ";": "_", "\\": "_", "\n": "_", "\r": "_"})


def _time(one: Due) -> Iterator[str]:
    """Yield when it is: a whole day, or a moment that takes no time of its own."""
    if is_moment(one.when):
        yield f"DTSTART:{_utc(one.when)}"
        return
    day = day_of(one.when)
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"


def _alarm(one: Due, words: AgendaWords, config: Config) -> Iterator[str]:
    hours = config.remind_moment if is_moment(one.when) else config.remind_day
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(_summary(one, words))}"
    yield f"TRIGGER:-PT{hours}H"
    yield "END:VALARM"


def _summary(one: Due, words: AgendaWords) -> str:
    said = words.say("calendar", "summary", kind=words.words["kind"][one.kind], words=one.words)
    if one.called_off:
        return words.say("calendar", "called_off", words=said)
    return words.say("calendar", "done", words=said) if one.done else said


def _description(one: Due, words: AgendaWords) -> str:
    """Return who it is expected of, what it is about and rests on, and who may see it."""
    say = words.words["calendar"]
    whose = [words.say("calendar", "whose", whose=" and ".join(map(words.name, one.whose)))] if one.whose else []
    rests = [say["rests"], *(f"- {row}" for row in one.rests_on)] if one.rests_on else [say["nothing"]]
    about = words.say("calendar", "about", about=f"{one.about}, {'-'.join(one.dyad)}")
    return "\n".join((one.words, *whose, about, *rests, words.say("calendar", "label", tlp=one.tlp.value)))


def _utc(text: str) -> str:
    """Return a moment as a calendar writes it in UTC."""
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return text as the value of a property (3.3.11); signs that steer a machine are left out."""
    for one in _BREAKS:
        text = text.replace(one, "\n")
    kept = (mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in _STEERING)
    return "".join(_ESCAPES.get(mark, mark) for mark in kept)


def folded(line: str) -> bytes:
    """Return one line in UTF-8, cut so that no part is longer than 75 octets and no letter is torn (3.1)."""
    parts, held = [], b""
    for mark in line:
        octets = mark.encode()
        if len(held) + len(octets) > _OCTETS:
            parts.append(held)
            held = b" "
        held += octets
    return b"\r\n".join((*parts, held)) + b"\r\n"
