"""Fusion room: the fields of an event on which reports may differ, and what each coding says of them.

Unknown is no version: a report that leaves a field open contradicts nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.codebook import VersionRules
from detente.fusion.telling import party_of
from detente.records import Actor, Coding, Place, When

__all__ = ["SETS", "Reading", "Value", "doers", "hits", "struck", "value"]

SETS = frozenset({"sources", "targets", "modes"})


@dataclass(frozen=True, slots=True)
class Value:
    """What one version says of a field: a set of names, a moment, a place, a status or a count.

    ``names`` of what was hit are groups and kinds, ``states`` the states among it. ``least`` and ``most`` are bounds of
    a count, None where open. ``words`` is how a claim writes it.
    """

    names: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    when: When | None = None
    place: Place | None = None
    status: str | None = None
    least: int | None = None
    most: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the codings of one event are read.

    ``type`` is the event's type, whose modes alone count; ``forceful`` is true of acts of force, of which reports say
    what was hit; ``reciprocal`` where both sides do the act together. ``names`` are parties in full; ``near`` is the
    distance in kilometres within which two places are one.
    """

    rules: VersionRules
    type: str
    forceful: bool
    reciprocal: bool
    names: Mapping[str, str]
    near: float

    def listed(self, names: frozenset[str], states: frozenset[str] = frozenset()) -> Value:
        """Return a set of parties or kinds as a value."""
        words = sorted(self.names.get(name, name) for name in names | states)
        return Value(names=names, states=states, words=", ".join(words))

    def joined(self, one: Value, other: Value) -> Value:
        """Return what one voice says of a set in two places: both."""
        return self.listed(one.names | other.names, one.states | other.states)


def value(field: str, coding: Coding, reading: Reading) -> Value | None:
    """Return what a coding says of a field, None where it leaves it open."""
    return READERS[field](coding, reading)


def _sources(coding: Coding, reading: Reading) -> Value | None:
    """Return the parties that act."""
    return _parties((*doers(coding), *hits(coding)) if reading.reciprocal else doers(coding), reading)


def _parties(actors: tuple[Actor, ...], reading: Reading) -> Value | None:
    names = frozenset(name for actor in actors if (name := party_of(actor)))
    return reading.listed(names) if names else None


def _targets(coding: Coding, reading: Reading) -> Value | None:
    """Return what was hit: groups by name, people and posts by their kind, states as such apart."""
    if reading.reciprocal:
        return None
    if not reading.forceful:
        return _parties(hits(coding), reading)
    kinds = {actor: _kind(actor, reading.rules) for actor in hits(coding)}
    names = frozenset(kind for kind in kinds.values() if kind)
    states = frozenset(actor.country for actor, kind in kinds.items() if actor.country and not kind)
    return reading.listed(names, states) if names or states else None


def _kind(actor: Actor, rules: VersionRules) -> str | None:
    """Return a group's id, the kind of others; None for a state as such and for who is of no known kind."""
    if actor.id is None:
        return rules.kinds.get(actor.sector or "")
    if actor.id == actor.country:
        return None
    return actor.id if party_of(actor) == actor.id else rules.kinds.get(actor.sector or "")


def _modes(coding: Coding, reading: Reading) -> Value | None:
    if not coding.modes or coding.type != reading.type:
        return None
    return reading.listed(frozenset(coding.modes))


def _day(coding: Coding, _: Reading) -> Value | None:
    day = coding.day
    if day is None:
        return None
    return Value(when=day, words=day.start if day.start == day.end else f"{day.start}/{day.end}")


def _place(coding: Coding, _: Reading) -> Value | None:
    return Value(place=coding.place, words=coding.place.name) if coding.place else None


def _status(coding: Coding, reading: Reading) -> Value:
    return Value(status=reading.rules.status[coding.status], words=coding.status.value)


READERS: dict[str, Callable[[Coding, Reading], Value | None]] = {
    "status": _status,
    "sources": _sources,
    "targets": _targets,
    "modes": _modes,
    "day": _day,
    "place": _place,
}


def doers(coding: Coding) -> tuple[Actor, ...]:
    """Return who acts."""
    return tuple(one.actor for one in coding.sources)


def hits(coding: Coding) -> tuple[Actor, ...]:
    """Return who is acted upon."""
    return tuple(one.actor for one in coding.targets)


def struck(coding: Coding) -> frozenset[str]:
    """Return the parties on the receiving side, with the states on whose soil a group was hit."""
    return frozenset({name for actor in hits(coding) if (name := party_of(actor))} | {*coding.affected_states})
