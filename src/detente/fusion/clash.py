"""Fusion room: how two versions of a field bear on each other: they clash, or the one implies the other.

A coarser value holds beside the finer one within it, and is implied by it; most values neither clash nor imply.
"""

from collections.abc import Callable

from detente.codebook import kilometres
from detente.fusion.days import days
from detente.fusion.fields import Reading, Value
from detente.records import Place

__all__ = ["clash", "implies"]

GROUP = "armed group"  # the kind of a group with a name


def clash(field: str, one: Value, other: Value, reading: Reading) -> bool:
    """Whether two values of a field contradict each other; a field of counts is named by its kind."""
    return CLASHES.get(field, _counts)(one, other, reading)


def implies(field: str, one: Value, other: Value, reading: Reading) -> bool:
    """Whether who says the one says the other too: the same, or something finer within it."""
    if one.words == other.words:
        return True
    return not clash(field, one, other, reading) and IMPLIED.get(field, _count_within)(one, other, reading)


def _apart(one: Value, other: Value, _: Reading) -> bool:
    """Parties, of which a report may name some: they clash where they share none."""
    return not one.names & other.names


def _targets(one: Value, other: Value, reading: Reading) -> bool:
    """What was hit: of two groups with names the names count, else the kinds; a state may be anybody of it."""
    kinds = frozenset(reading.rules.kinds.values())
    first, second = one.names - kinds, other.names - kinds
    if first and second:
        return not first & second
    if one.names and other.names:
        return not _kinds(one, kinds) & _kinds(other, kinds)
    return bool(one.states and other.states and not one.states & other.states)


def _kinds(value: Value, kinds: frozenset[str]) -> frozenset[str]:
    """Return the kinds of what was hit."""
    return value.names & kinds | ({GROUP} if value.names - kinds else frozenset())


def _modes(one: Value, other: Value, reading: Reading) -> bool:
    """How it was done: modes that can stand beside each other do not clash."""
    if one.names & other.names:
        return False
    return not any(other.names & reading.rules.beside.get(mode, frozenset()) for mode in one.names)


def _days(one: Value, other: Value, _: Reading) -> bool:
    first, second = days(one.when), days(other.when)
    return bool(first and second and (first[1] < second[0] or second[1] < first[0]))


def _status(one: Value, other: Value, _: Reading) -> bool:
    told = {one.status, other.status}
    return "denied" in told and bool(told & {"told", "open"})


def _counts(one: Value, other: Value, _: Reading) -> bool:
    return _above(one.least, other.most) or _above(other.least, one.most)


def _above(least: int | None, most: int | None) -> bool:
    """Whether a lower bound lies above an upper one."""
    return least is not None and most is not None and least > most


def _places(one: Value, other: Value, reading: Reading) -> bool:
    return not (one.place and other.place and _may_be_one(one.place, other.place, reading))


def _may_be_one(one: Place, other: Place, reading: Reading) -> bool:
    """Whether two places may be one: alike by name, one inside the other, or near each other."""
    if one.country and other.country and one.country != other.country:
        return False
    if _alike(one, other) or {one.kind, other.kind} & reading.rules.wide:
        return True
    far = kilometres((one.lat, one.lon), (other.lat, other.lon))
    return far is None or far <= reading.near


def _alike(one: Place, other: Place) -> bool:
    """Whether the one name is in the other (Panjgur, Panjgur district) or names the division the other lies in."""
    first, second = frozenset(one.name.lower().split()), frozenset(other.name.lower().split())
    return first <= second or second <= first or _division(one, other) or _division(other, one)


def _division(whole: Place, part: Place) -> bool:
    return part.admin1 is not None and whole.name == part.admin1


def _all_of(one: Value, other: Value, reading: Reading) -> bool:
    """Whether a set holds all of another; a group with a name is an armed group."""
    kinds = frozenset(reading.rules.kinds.values())
    said = one.names | _kinds(one, kinds)
    return bool(other.names or other.states) and other.names <= said and other.states <= one.states


def _day_within(one: Value, other: Value, _: Reading) -> bool:
    first, second = days(one.when), days(other.when)
    return bool(first and second and second[0] <= first[0] and first[1] <= second[1])


def _place_within(one: Value, other: Value, reading: Reading) -> bool:
    """Whether a place lies in another by what the tables know: its country, its division, its name."""
    if one.place is None or other.place is None or not one.place.country:
        return False
    wide = other.place.kind == "country" or other.words == reading.names.get(one.place.country)
    return wide or _division(other.place, one.place) or _alike(one.place, other.place)


def _count_within(one: Value, other: Value, _: Reading) -> bool:
    low = other.least is None or (one.least is not None and one.least >= other.least)
    high = other.most is None or (one.most is not None and one.most <= other.most)
    return low and high


def _same_status(one: Value, other: Value, _: Reading) -> bool:
    return one.status == other.status


IMPLIED: dict[str, Callable[[Value, Value, Reading], bool]] = {
    "sources": _all_of,
    "targets": _all_of,
    "modes": _all_of,
    "day": _day_within,
    "place": _place_within,
    "status": _same_status,
}
CLASHES: dict[str, Callable[[Value, Value, Reading], bool]] = {
    "sources": _apart,
    "targets": _targets,
    "modes": _modes,
    "day": _days,
    "place": _places,
    "status": _status,
}
