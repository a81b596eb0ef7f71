"""Exchange room: what the formats with cells share: cells that hold no tab, days, and the event of a CAMEO code."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from detente.exchange.tables import Meaning, Tables
from detente.records import DyadicEvent, Party, Telling

__all__ = ["Told", "event_of", "iso_day", "tabbed"]

_CODE = re.compile(r"\d{1,4}")
_DIGITS = 16
_ROOT = 2
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def tabbed(cells: Iterable[str]) -> str:
    """Return cells as one line; a tab or line break inside a cell becomes a blank."""
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def iso_day(text: str) -> str:
    """Return a day written as YYYYMMDD or YYYY-MM-DD as an ISO date.

    Raises:
        ValueError: it is no day of the calendar.
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no day such as 20240116")
    return date(*map(int, match.groups())).isoformat()


class Told(NamedTuple):
    """What a row says, before its code is looked up; ``name`` is empty where the row has no id."""

    code: str
    name: str
    day: str
    source: Party | None
    target: Party | None
    story: Telling
    place: str | None


def event_of(told: Told, tables: Tables) -> DyadicEvent | None:
    """Return the event of a row, None if PLOVER has no type for its code.

    Without a name of its own the event is named by the digest of what it says.

    Raises:
        ValueError: the code is none of CAMEO.
    """
    meaning = _meaning(told.code, tables)
    if meaning.type is None:
        return None
    sides = (told.source.code if told.source else "", told.target.code if told.target else "")
    said = "\t".join((told.day, *map(str, sides), told.code, told.story.url or ""))
    return DyadicEvent(
        id=told.name or hashlib.sha256(said.encode()).hexdigest()[:_DIGITS],
        type=meaning.type,
        modes=(meaning.mode,) if meaning.mode else (),
        contexts=meaning.contexts,
        source=told.source,
        target=told.target,
        day=told.day,
        place=told.place,
        story=told.story,
        cameo=told.code if told.code.startswith(meaning.code[:_ROOT]) else f"0{told.code}",
    )


def _meaning(code: str, tables: Tables) -> Meaning:
    found = tables.meaning(code) if _CODE.fullmatch(code) else None
    if found is None:
        raise ValueError(f"{code!r} is no CAMEO code")
    return found
