"""Fusion room: the fields of an event on which reports may differ: what each says, and when two cannot both hold.

Unknown is no version: a report that leaves a field open contradicts nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from detente.codebook import VersionRules
from detente.fusion.days import days
from detente.fusion.telling import party_of
from detente.records import Actor, Coding, Place, When

__all__ = ["SETS", "Reading", "Value", "clash", "doers", "hits", "struck", "value"]

NEAR_KM = 30.0  # a village and the town that reports name for it
EARTH_KM = 6371.0
SETS = frozenset({"sources", "targets", "modes"})


@dataclass(frozen=True, slots=True)
class Value:
    """What one version says of a field: a set of names, a moment, a place, a status or a count.

    ``words`` is how a claim writes it; ``least`` and ``most`` are bounds of a count, None where open.
    """

    names: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    when: When | None = None
    place: Place | None = None
    status: str | None = None
    least: int | None = None
    most: int | None = None
    shown: str = ""

    @property
    def words(self) -> str:
        """Return the value as a claim writes it."""
        return self.shown or "+".join(sorted(self.names | self.states))

    def joined(self, other: "Value") -> "Value":
        """Return what one voice says of a set in two places: both."""
        return Value(names=self.names | other.names, states=self.states | other.states)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the codings of one event are read: by which rules, and whether both sides do the act together."""

    rules: VersionRules
    reciprocal: bool


def value(field: str, coding: Coding, reading: Reading) -> Value | None:
    """Return what a coding says of a field, None where it leaves it open."""
    return READERS[field](coding, reading)


def _sources(coding: Coding, reading: Reading) -> Value | None:
    """Return the parties that act."""
    actors = (*doers(coding), *hits(coding)) if reading.reciprocal else doers(coding)
    names = frozenset(name for actor in actors if (name := party_of(actor)))
    return Value(names=names) if names else None


def _targets(coding: Coding, reading: Reading) -> Value | None:
    """Return what was hit: groups by name, people and posts by their kind, states as such apart."""
    if reading.reciprocal:
        return None
    kinds = {actor: _kind(actor, reading.rules) for actor in hits(coding)}
    names = frozenset(kind for kind in kinds.values() if kind)
    states = frozenset(actor.country for actor, kind in kinds.items() if actor.country and not kind)
    return Value(names=names, states=states) if names or states else None


def _kind(actor: Actor, rules: VersionRules) -> str | None:
    """Return a group's id, the kind of others; None for a state as such and for who is of no known kind."""
    if actor.id is None:
        return rules.kinds.get(actor.sector or "")
    if actor.id == actor.country:
        return None
    return actor.id if party_of(actor) == actor.id else rules.kinds.get(actor.sector or "")


def _modes(coding: Coding, _: Reading) -> Value | None:
    return Value(names=frozenset(coding.modes)) if coding.modes else None


def _day(coding: Coding, _: Reading) -> Value | None:
    day = coding.day
    if day is None:
        return None
    return Value(when=day, shown=day.start if day.start == day.end else f"{day.start}/{day.end}")


def _place(coding: Coding, _: Reading) -> Value | None:
    return Value(place=coding.place, shown=coding.place.name) if coding.place else None


def _status(coding: Coding, reading: Reading) -> Value:
    return Value(status=reading.rules.status[coding.status], shown=coding.status.value)


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


def clash(field: str, one: Value, other: Value) -> bool:
    """Whether two versions of a field cannot both hold; a coarser one holds beside the finer one within it."""
    if field == "targets" and not (one.names and other.names):
        return bool(one.states and other.states and not one.states & other.states)
    if field in SETS:
        return not one.names & other.names
    if one.when is not None and other.when is not None:
        first, second = days(one.when), days(other.when)
        return bool(first and second and (first[1] < second[0] or second[1] < first[0]))
    if one.place is not None and other.place is not None:
        return not _may_be_one(one.place, other.place)
    if one.status is not None:
        return "denied" in {one.status, other.status} and bool({one.status, other.status} & {"told", "open"})
    return _above(one.least, other.most) or _above(other.least, one.most)


def _above(least: int | None, most: int | None) -> bool:
    """Whether a lower bound lies above an upper one."""
    return least is not None and most is not None and least > most


def _may_be_one(one: Place, other: Place) -> bool:
    """Whether two places may be one: the same name, one inside the other, or nearly the same point."""
    if one.country and other.country and one.country != other.country:
        return False
    if other.name in (one.name, one.admin1) or one.name == other.admin1 or "country" in (one.kind, other.kind):
        return True
    return None in (one.lat, one.lon, other.lat, other.lon) or _distance(one, other) <= NEAR_KM


def _distance(one: Place, other: Place) -> float:
    """Return the great-circle distance in kilometres (haversine); both places have a point."""
    lat, lon, north, east = (radians(number or 0.0) for number in (one.lat, one.lon, other.lat, other.lon))
    half = sin((north - lat) / 2) ** 2 + cos(lat) * cos(north) * sin((east - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
