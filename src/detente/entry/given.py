"""Entry room: the values of one entry, read field by field; what is wrong with them is gathered, not raised."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from detente.codebook import Codebook
from detente.entry.config import Config
from detente.entry.days import Days, ordered
from detente.entry.lists import choice
from detente.entry.problems import WrongError
from detente.entry.where import Places
from detente.entry.who import Actors
from detente.records import (
    Actor,
    Casualties,
    Entry,
    Evidence,
    EvidenceKind,
    Participant,
    Place,
    Problem,
    Reason,
    When,
)

__all__ = ["Given", "Tables", "split"]

Value = TypeVar("Value")
_COUNT = re.compile(r"(\d+)(?:\s*(?:-|\u2013|to)\s*(\d+)|(\+))?")
_DAY = len("2024-01-16")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})


class Tables:
    """What values are looked up in: the codebook's closed lists, actors, places and months."""

    def __init__(self, book: Codebook, config: Config) -> None:
        self.book = book
        self.config = config
        self.actors = Actors(book, config)
        self.places = Places(book, self.actors, config)
        self.days = Days(book.times.months)


def split(text: str) -> list[str]:
    """Return the values of a cell that may hold several: divided by semicolons or line ends."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


class Given:
    """The values of one entry; ``problems`` holds what could not be read."""

    def __init__(self, entry: Entry, tables: Tables) -> None:
        self.entry = entry
        self.tables = tables
        self.values = dict(entry.fields)
        self.problems: list[Problem] = []
        self.whole = self.words(entry.words)
        self.on = self._day()

    def _day(self) -> str | None:
        """Return the day as of which persons hold their offices; None where only a month or year is known."""
        given = self.values.get("day") or self.values.get("announced")
        try:
            day = self.tables.days.when(given).start[:_DAY] if given else self.entry.entered[:_DAY]
        except WrongError:
            return None
        return day if len(day) == _DAY else None

    def words(self, part: str) -> Evidence:
        """Return where a part stands in the entry's words; all of them where it does not."""
        text = self.entry.words
        found = re.search(re.escape(part), text, re.IGNORECASE) if part else None
        start, end = found.span() if found else (0, len(text))
        return Evidence(kind=EvidenceKind.ENTERED, article=self.entry.id, start=start, end=end, quote=text[start:end])

    def wrong(self, field: str, what: str, remedy: str) -> None:
        """Note a problem of a field."""
        self.problems.append(Problem(field=field, what=what, remedy=remedy))

    def read(self, field: str, reader: Callable[[str], Value]) -> Value | None:
        """Return what a reader makes of a field, None where it is empty or wrong."""
        text = self.values.get(field)
        if not text:
            return None
        try:
            return reader(text)
        except WrongError as wrong:
            self.wrong(field, wrong.what, wrong.remedy)
            return None

    def each(self, field: str, reader: Callable[[str], Value]) -> tuple[Value, ...]:
        """Return what a reader makes of each value of a field."""
        found: dict[Value, None] = {}
        for part in split(self.values.get(field, "")):
            try:
                found[reader(part)] = None
            except WrongError as wrong:
                self.wrong(field, wrong.what, wrong.remedy)
        return tuple(found)

    def text(self, field: str) -> str | None:
        """Return a field as it was given, None where it is empty."""
        return self.values.get(field) or None

    def of(self, field: str, known: Iterable[str], labels: dict[str, str] | None = None) -> str | None:
        """Return a member of a closed list."""
        return self.read(field, lambda text: choice(text, list(known), labels or {}, self.tables.config))

    def many_of(self, field: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return members of a closed list; commas divide them too."""
        known = list(known)
        self.values[field] = self.values.get(field, "").replace(",", ";")
        return self.each(field, lambda text: choice(text, known, {}, self.tables.config))

    @property
    def side(self) -> str | None:
        """Return the party that the author speaks for."""
        return self.entry.side

    def past(self, field: str, when: When, remedy: str) -> None:
        """Note a problem where something told as past lies behind the moment of entering."""
        if not ordered(when.start, self.entry.entered):
            self.wrong(field, f"{when.start} lies after the moment of entering ({self.entry.entered[:10]})", remedy)

    def day(self, field: str) -> When | None:
        """Return a moment."""
        return self.read(field, self.tables.days.when)

    def actor(self, name: str) -> Actor:
        """Return who a name is on the day of the entry."""
        return self.tables.actors.find(name, self.on)

    def party(self, field: str) -> str | None:
        """Return the party that a field names."""
        return self.read(field, lambda name: self.tables.actors.party(name, self.on))

    def parties(self, field: str) -> tuple[str, ...]:
        """Return the parties that a field names."""
        return self.each(field, lambda name: self.tables.actors.party(name, self.on))

    def participants(self, field: str, sector: str | None) -> tuple[Participant, ...]:
        """Return who a field names as participants; a bare state takes the sector that its part asks for."""
        return self.each(field, lambda name: self.participant(name, sector))

    def participant(self, name: str, sector: str | None) -> Participant:
        """Return an actor as a participant: its evidence is its name in the words, else all of them.

        Raises:
            WrongError: nobody has the name.
        """
        return self.taking_part(self.actor(name), name, sector)

    def taking_part(self, actor: Actor, name: str, sector: str | None) -> Participant:
        """Return an actor as a participant under the name that was given."""
        if actor.sector is None and actor.country is not None and actor.id == actor.country:
            actor = replace(actor, sector=sector)
        evidence = self.words(name)
        stands = evidence.quote.lower() == name.lower()
        return Participant(actor=actor, evidence=evidence, score=1.0, reason="entered", explicit=stands)

    def yes(self, field: str) -> bool:
        """Return whether a field says yes."""
        text = self.values.get(field, "").lower()
        if text not in _YES | _NO:
            self.wrong(field, f"{text!r} is neither yes nor no", "write yes, or leave it empty")
        return text in _YES

    def number(self, field: str, least: int = 0) -> int | None:
        """Return a whole number."""

        def read(text: str) -> int:
            if not text.isdecimal() or int(text) < least:
                raise WrongError(f"{text!r} is no whole number from {least}", "write digits only, or leave it empty")
            return int(text)

        return self.read(field, read)

    def losses(self, field: str, by_whom: str | None) -> Casualties | None:
        """Return how many were killed or injured."""

        def read(text: str) -> Casualties:
            found = _COUNT.fullmatch(text)
            if not found:
                raise WrongError(f"{text!r} is no count", "write 2, from two to five as 2-5, at least two as 2+")
            least, most = int(found[1]), None if found[3] else int(found[2] or found[1])
            if most is not None and most < least:
                raise WrongError(f"{text!r} ends before it begins", f"write {most}-{least}")
            return Casualties(kind=field, minimum=least, maximum=most, by_whom=by_whom, evidence=self.whole)

        return self.read(field, read)

    def place(self, soils: Iterable[str]) -> Place | None:
        """Return where it happened: the place by its name, at the coordinates if they are given."""
        found = self.read("place", lambda text: self.tables.places.find(text, set(soils), self.words(text)))
        point = self.read("coordinates", self.tables.places.point)
        return found if point is None else self.tables.places.at(point, found, self.whole)

    def reasons(self) -> tuple[Reason, ...]:
        """Return a reason for each field that was given."""
        told = f"entered by {self.entry.author}"
        return tuple(Reason(field=name, score=1.0, reason=told) for name, text in self.entry.fields if text)
