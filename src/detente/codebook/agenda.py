"""Codebook room: the words in which what falls due and alerts are told (``agenda.toml``); no rule depends on them."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from detente.codebook.forms import Form
from detente.errors import CodebookError
from detente.records import Due, DueKind, Notice

__all__ = ["AgendaWords", "load_agenda_words"]

_FILE = Path(__file__).parent / "data" / "agenda.toml"
_OPTIONAL = re.compile(r"\[([^\[\]]*\{[^\[\]]*)]")
_HOLDER = re.compile(r"\{(\w+)}")
_DAY = 24  # hours
_TABLES = (
    "due",
    "contradiction",
    "outcome",
    "state",
    "past",
    "kind",
    "alert",
    "says",
    "rests",
    "class",
    "calendar",
    "mail",
    "delivery",
    "alert_kind",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaWords:
    """Words by what they tell: ``words["due"]["reply"]``.

    ``labels`` are what the field calls commitment types, by id; ``lasting`` those types that are a conduct which goes
    on; ``name`` gives what a party is called, ``notice`` says a notice in one line, None where nothing does. Whoever
    has the codebook at hand fills them in.
    """

    words: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str] = field(default_factory=dict)
    lasting: frozenset[str] = frozenset()
    name: Callable[[str], str] = str
    notice: Callable[[Form, Notice], str] | None = None

    def say(self, table: str, name: str, /, **given: str | None) -> str:
        """Return the words of a table, filled in; a part in brackets is left out where something in it is unknown."""

        def part(found: re.Match[str]) -> str:
            return found[1] if all(given.get(one) for one in _HOLDER.findall(found[1])) else ""

        return _HOLDER.sub(lambda one: given.get(one[1]) or "", _OPTIONAL.sub(part, self.words[table][name]))

    def days(self, count: int) -> str:
        """Return a number of days in words."""
        return self.say("state", "one_day" if count == 1 else "days", count=str(count))

    def stands(self, due: Due, as_of: str | None = None) -> str:
        """Return how something that falls due stands: done, called off, overdue by so long, today, in so long.

        With the moment as of which it is asked, what is less than a day away is told by the hour.
        """
        if due.called_off or due.done:
            over = due.kind is DueKind.EXPIRY and due.days < 0
            done = {DueKind.EXPIRY: "over" if over else "done", DueKind.OCCASION: "logged"}.get(due.kind, "done")
            return self.words["state"]["called_off" if due.called_off else done]
        late = self.words["past"][due.kind]
        if as_of is not None and (left := _hours(due.when, as_of)) is not None and abs(left) < _DAY:
            name = "one_hour" if abs(left) == 1 else "hours" if left else "no_hour"
            hours = self.say("state", name, count=str(abs(left)))
            return self.say("state", late if due.days < 0 else "ahead", days=hours)
        name = {-1: late, 0: "today", 1: "tomorrow"}.get(max(min(due.days, 2), -1), "ahead")
        return self.say("state", name, days=self.days(abs(due.days)))

    def label(self, kind: str) -> str:
        """Return what the field calls a commitment type, the id in plain letters where that is not at hand."""
        return self.labels.get(kind, kind.replace("_", " "))


@cache
def load_agenda_words(path: Path = _FILE) -> AgendaWords:
    """Load the words in which what falls due and alerts are told.

    Raises:
        CodebookError: the file is no TOML or lacks a table.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return AgendaWords(words={table: found[table] for table in _TABLES})
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise CodebookError(f"is broken ({error})", where=str(path), remedy="restore the shipped one") from error


def _hours(when: str, as_of: str) -> int | None:
    """Return the whole hours from one moment to another, None where one of them is a day."""
    one, other = datetime.fromisoformat(as_of), datetime.fromisoformat(when)
    if one.tzinfo is None or other.tzinfo is None:
        return None
    return int((other - one).total_seconds() / 3600)
