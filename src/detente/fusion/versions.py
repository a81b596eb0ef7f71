"""Fusion room: who says what of each field of an event, which version holds, and on which reports differ.

A version is what one voice says of one field: a party that is quoted, or one independent source in its own words. No
value is ever computed from two: a field holds a value that somebody gave, or none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.fusion.clash import clash
from detente.fusion.fields import SETS, Reading, Value, value
from detente.fusion.telling import Told
from detente.records import Basis, Verification

__all__ = ["FIELDS", "Version", "clashing", "holding", "versions"]

FIELDS = ("status", "sources", "targets", "modes", "day", "place")
# What a moment rests on, weakest first; only what somebody stated can contradict.
BASES = (Basis.INFERRED, Basis.DATELINE, Basis.RELATIVE, Basis.STATED, Basis.ENTERED)
# What weighs more than a party's bare word; a party's word about its own deed does not.
PROOFS = (Verification.COUNTERPART_CONFIRMED, Verification.THIRD_PARTY_VERIFIED)
FIRM = BASES.index(Basis.RELATIVE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Version:
    """One value of a field on one party's word (``by``), or on the reports' own (None), with all who tell it so.

    ``superseded`` is true of a count that whoever gave it has put right since.
    """

    field: str
    value: Value
    by: str | None
    tellings: tuple[Told, ...]
    superseded: bool = False

    @property
    def owners(self) -> frozenset[str]:
        """Return the independent sources that carry it."""
        return frozenset(one.owner for one in self.tellings)

    @property
    def basis(self) -> int:
        """Return how well its moment is founded, 0 for other fields."""
        when = self.value.when
        return BASES.index(when.basis) if when else 0


def versions(field: str, tellings: Sequence[Told], reading: Reading) -> list[Version]:
    """Return every version of a field, each with all who tell it, in the order of party and value."""
    found: dict[tuple[str, str], Version] = {}
    for one, said in _said(field, tellings, reading):
        key = one.by or "", said.words
        old = found.get(key)
        before = old.tellings if old else ()
        better = said if old is None or _exactness(said) > _exactness(old.value) else old.value
        found[key] = Version(field=field, value=better, by=one.by, tellings=(*before, one))
    return [found[key] for key in sorted(found)]


def _said(field: str, tellings: Sequence[Told], reading: Reading) -> list[tuple[Told, Value]]:
    """Return what each telling says; of a set, what its voice says in all its tellings."""
    said = [(one, found) for one in tellings if (found := value(field, one.coding, reading)) is not None]
    if field not in SETS or (field == "sources" and not reading.reciprocal):
        return said
    whole: dict[tuple[str, str], Value] = {}
    for one, found in said:
        voice = one.by or "", one.owner
        whole[voice] = reading.joined(whole[voice], found) if voice in whole else found
    return [(one, whole[one.by or "", one.owner]) for one, _ in said]


def _exactness(said: Value) -> int:
    return BASES.index(said.when.basis) if said.when else 0


def holding(found: Sequence[Version], proof: Mapping[Version, Verification], reading: Reading) -> Version | None:
    """Return the version that all hold or most independent sources do; None where the best two cannot both hold.

    A source holds every version that its own agrees with, so that the more exact of two that agree is taken. Of
    versions with equally many sources the better verified is taken, then the reports' own, then the better founded.
    What is told as done, or denied, outweighs that it was to come.
    """
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose between
        return found[0] if found else None
    firm = [one for one in found if one.value.status != "ahead"] or found
    ranks = {one: _rank(one, firm, proof, reading) for one in firm}
    ranked = sorted(firm, key=lambda one: (*ranks[one], _detail(one), len(one.tellings)), reverse=True)
    best = ranked[0]
    equal = [one for one in ranked[1:] if ranks[one] == ranks[best]]
    return None if any(clash(best.field, best.value, one.value, reading) for one in equal) else best


def _rank(
    one: Version, found: Iterable[Version], proof: Mapping[Version, Verification], reading: Reading
) -> tuple[int, int, bool, int]:
    """Return what decides between versions: independent sources, verification, own voice, foundation."""
    agreeing = {owner for other in found if _agrees(one, other, reading) for owner in other.owners}
    verified = PROOFS.index(proof[one]) if proof[one] in PROOFS else -1
    return len(agreeing), verified, one.by is None, one.basis


def _agrees(one: Version, other: Version, reading: Reading) -> bool:
    """Whether who says the one can stand behind the other too."""
    if one.value.status is not None:
        return one.value.status == other.value.status
    if (
        one.field in {"sources", "targets"} and not reading.reciprocal
    ):  # who names two stands behind each, not the reverse
        return one.value.names <= other.value.names and one.value.states <= other.value.states
    return not clash(one.field, one.value, other.value, reading)


def _detail(one: Version) -> int:
    """Return how much a value tells: how long its set, how exact its moment or place, how firm its status."""
    said = one.value
    if said.status is not None:
        return said.status != "open"
    if said.when is not None:
        return len(said.when.start)
    if said.place is not None:
        return sum(part is not None for part in (said.place.country, said.place.admin1, said.place.lat))
    return len(said.names) + len(said.states)


def clashing(found: Sequence[Version], reading: Reading) -> bool:
    """Whether two versions cannot both hold; what was put right since and a day merely inferred contradict nobody."""
    firm = [one for one in found if not one.superseded and (one.value.when is None or one.basis >= FIRM)]
    return any(clash(one.field, one.value, other.value, reading) for one, other in combinations(firm, 2))
