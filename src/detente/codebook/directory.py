"""Codebook room: which party or body a name is, from the tables of actors alone; it never loads the places.

Working traffic names its sender and addressees in one or two words, most of them the code of a state. So the states
are looked at first, and the whole table of actors, which takes a quarter of a second to load, only for what is none.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from rapidfuzz import fuzz, process

from detente.codebook.actor_tables import FOLDER, countries_of, load_actors
from detente.codebook.actors import ActorTable
from detente.codebook.ontology import load_ontology
from detente.codebook.parties import party
from detente.codebook.phrases import pieces
from detente.records import Actor

__all__ = ["Directory"]

_NEAREST = 3
_ALIKE = 75.0  # below it names share letters by chance
_STATE_KINDS = frozenset({"country", "demonym", "capital"})
# A body that the tables do not know, with its kind: "Joint Border Commission [IGO]".
_OWN = re.compile(r"(?P<name>[^\[\]]*\S)\s*\[\s*(?P<country>[A-Za-z]{3})(?:\s+(?P<sector>[A-Za-z]{3}))?\s*\]")


@cache
def _states() -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """Return the states' names by code, their codes by every spelling that only one of them has, and all codes."""
    rows, every = countries_of(FOLDER, frozenset(load_ontology(FOLDER).sectors))
    own = [row for row in rows if row.id == row.country]
    names = {row.id: row.name for row in reversed(own) if row.kind == "country"}
    codes: dict[str, set[str]] = {}
    for row in own:
        for spelling in row.spellings():
            codes.setdefault(" ".join(pieces(spelling)), set()).add(row.id)
    return names, {name: ids.pop() for name, ids in codes.items() if len(ids) == 1}, every


class Directory:
    """Finds parties and bodies by id, code or name; ``actors`` is a person's own table, whose rows come first."""

    def __init__(self, actors: Path | None = None) -> None:
        self._own = actors

    def find(self, name: str) -> str | None:
        """Return the id of a party, or of a body itself: the OSCE is not all organisations of its kind.

        None for a name that nobody has, or several have. A body of no table is written with its kind: the Joint Border
        Commission [IGO].
        """
        names, codes, every = _states()
        if name.upper() in names:
            return name.upper()
        if self._own is None and (code := codes.get(" ".join(pieces(name)))):
            return code
        if own := _OWN.fullmatch(name.strip()):
            country, sector = own["country"].upper(), (own["sector"] or "").upper() or None
            unknown = Actor(id=None, name=own["name"], country=country, sector=sector)
            return _voice(unknown, names) if country in every else None
        found = {_voice(actor, names) for actor in self._spelled(name)}
        return found.pop() if len(found) == 1 else None

    def nearest(self, name: str) -> list[str]:
        """Return the names that are most alike, the best first, one of each that is meant."""
        spellings = {spelling.casefold(): row for row in self._table.rows for spelling in row.spellings()}
        near = process.extract(
            name.casefold(), list(spellings), scorer=fuzz.ratio, limit=_NEAREST * _NEAREST, score_cutoff=_ALIKE
        )
        found = {spellings[spelling].id: spellings[spelling].name for spelling, _, _ in reversed(near)}
        return list(reversed(found.values()))[:_NEAREST]

    def name(self, party_id: str) -> str:
        """Return what a party or body is called, the id itself where no table has it."""
        names, *_ = _states()
        return names.get(party_id) or self._names.get(party_id, party_id)

    def _spelled(self, name: str) -> tuple[Actor, ...]:
        found = self._table.spelled(name, on=None)
        spelling = self._names.get(name.lower())
        return found or (self._table.spelled(spelling, on=None) if spelling else ())

    @cached_property
    def _table(self) -> ActorTable:
        return load_actors(actors=self._own)[0]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {row.id: row.name for row in reversed(self._table.rows) if row.kind not in _STATE_KINDS}


def _voice(actor: Actor, states: Mapping[str, str]) -> str:
    """Return the party that an actor speaks for; one of no state is itself."""
    found = party(actor)
    of_party = actor.country is None or actor.country in states
    return found if found is not None and of_party else actor.id or actor.name
