"""Entry room: who a name or code in an entry is, by the actor tables; a name of two parties is refused."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from detente.codebook import Codebook, party
from detente.entry.config import Config
from detente.entry.problems import WrongError, nearest
from detente.records import Actor

__all__ = ["Actors"]

# An actor that the tables do not know, with its state and sector: "Northern Border Front [PAK REB]".
_OWN = re.compile(r"(?P<name>[^\[\]]*\S)\s*\[\s*(?P<country>[A-Za-z]{3})(?:\s+(?P<sector>[A-Za-z]{3}))?\s*\]")
_OTHER = "for an actor of no table write NAME [COUNTRY SECTOR], such as Northern Front [PAK REB]"


class Actors:
    """Finds actors by code, id or name; what was found once is remembered."""

    def __init__(self, book: Codebook, config: Config) -> None:
        self._book = book
        self._config = config
        self._known: dict[tuple[str, str | None], Actor | WrongError] = {}

    def find(self, name: str, on: str | None) -> Actor:
        """Return the actor of a name, as of a day.

        Raises:
            WrongError: nobody has the name, or several parties have.
        """
        key = (name, on)
        if key not in self._known:
            try:
                self._known[key] = self._find(name, on)
            except WrongError as wrong:
                self._known[key] = wrong
        found = self._known[key]
        if isinstance(found, WrongError):
            raise found
        return found

    def voice(self, actor: Actor) -> str:
        """Return the party that an actor speaks for, a body itself: the OSCE is not all organisations of its kind."""
        name = party(actor)
        of_party = actor.country is None or self._book.actors.country_name(actor.country) is not None
        return name if name is not None and of_party else actor.id or actor.name

    def of_party(self, name: str) -> Actor:
        """Return the actor that a party's id stands for, also where no table has it under this name."""
        try:
            return self.find(name, None)
        except WrongError:
            country = name if name in self._book.countries else None
            return Actor(id=None, name=name, country=country, sector=None)

    def party(self, name: str, on: str | None) -> str:
        """Return the party of a name: a state's code, an armed group's id.

        Raises:
            WrongError: nobody has the name, several parties have, or its party is unknown.
        """
        found = party(self.find(name, on))
        if found is None:
            raise WrongError(f"{name!r} belongs to no party that is known", "name a state or an armed group")
        return found

    def state(self, name: str) -> str:
        """Return the code of a state.

        Raises:
            WrongError: it is none.
        """
        actor = self.find(name, None)
        if actor.country is None or actor.id != actor.country:
            raise WrongError(f"{name!r} is no state", "write a state's name or its code, such as PAK")
        return actor.country

    def _find(self, name: str, on: str | None) -> Actor:
        if own := _OWN.fullmatch(name):
            return self._own(own)
        table = self._book.actors
        if (state := name.upper()) in self._book.countries and table.country_name(state):
            return Actor(id=state, name=table.country_name(state) or state, country=state, sector=None)
        found = table.spelled(name, on=on) or self._by_id(name, on) or _holding(table.surname(name, on=on))
        if not found:
            raise WrongError(f"{name!r} is in no table of actors", self._remedy(name))
        if len({actor.id for actor in found}) > 1:
            choices = ", ".join(map(_told, found[: self._config.choices]))
            raise WrongError(f"{name!r} can be {len(found)} actors", f"write one of: {choices}")
        return self._state(found[0])

    def _own(self, given: re.Match[str]) -> Actor:
        """Return an actor that is written with its state and sector."""
        country, sector = given["country"].upper(), (given["sector"] or "").upper() or None
        if country not in self._book.countries:
            raise WrongError(f"{country!r} is no country code", "write a code such as PAK, or UNO, EUR, IGO, NGO, IMG")
        if sector is not None and sector not in self._book.sectors:
            raise WrongError(f"{sector!r} is no sector", f"use one of: {', '.join(self._book.sectors)}")
        return Actor(id=None, name=given["name"].strip(), country=country, sector=sector)

    def _by_id(self, name: str, on: str | None) -> tuple[Actor, ...]:
        spelling = self._ids.get(name.lower())
        found = self._book.actors.spelled(spelling, on=on) if spelling else ()
        return tuple(actor for actor in found if actor.id == name.lower())

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {row.id: row.name for row in self._book.actors.rows}

    def _state(self, actor: Actor) -> Actor:
        """Return a state under its own name where its people or its capital were named."""
        if actor.country is None or actor.id != actor.country:
            return actor
        name = self._book.actors.country_name(actor.country) or actor.name
        return replace(actor, name=name, sector=None)

    @cached_property
    def _names(self) -> Sequence[str]:
        return tuple(dict.fromkeys(spelling for row in self._book.actors.rows for spelling in row.spellings()))

    def _remedy(self, name: str) -> str:
        near = nearest(name, self._names, self._config)
        return f"did you mean {' or '.join(near)}? {_OTHER}" if near else _OTHER


def _holding(persons: Sequence[Actor]) -> Sequence[Actor]:
    """Return the one of several persons of a surname who holds an office on the day, else all."""
    held = [actor for actor in persons if actor.office is not None]
    return held if len(held) == 1 else persons


def _told(actor: Actor) -> str:
    """Say which actor is meant so that it is found again."""
    return f"{actor.name} ({actor.id})" if actor.id else actor.name
