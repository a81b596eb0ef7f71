"""Flow: an account that was made anew under the ids that the case has for its events, promises and episodes."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.records import Books, Keeping, Move

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["named_as_in", "renamed"]

Parts = Mapping[str, Collection[str]]


def named_as_in(case: "Case", found: Books) -> Books:
    """Return books whose events, promises, findings and episodes bear the ids that the case has for them."""
    names = case.event_of(one.codings[0] for one in found.events)
    told = renamed(found, {one.id: names.get(one.codings[0], one.id) for one in found.events})
    now = case.commitments(found.dyad)
    promises = _same({one.id: one.undertakings for one in told.commitments}, {one.id: one.undertakings for one in now})
    told = _promised(told, promises)
    keepings = _same(
        {one.id: [_weighed(one)] for one in told.keepings},
        {one.id: [_weighed(one)] for one in case.keepings(found.dyad)},
    )
    episodes = _same(
        {one.id: [move.event for move in one.moves] for one in told.episodes},
        {one.id: [move.event for move in one.moves] for one in case.episodes(found.dyad)},
    )
    return replace(
        told,
        commitments=tuple(
            replace(one, keepings=tuple(keepings.get(name, name) for name in one.keepings)) for one in told.commitments
        ),
        keepings=tuple(replace(one, id=keepings[one.id]) for one in told.keepings),
        episodes=tuple(replace(one, id=episodes[one.id]) for one in told.episodes),
    )


def renamed(found: Books, names: Mapping[str, str]) -> Books:
    """Return books in which events bear other ids."""

    def named(name: str) -> str:
        return names.get(name, name)

    def moved(move: Move) -> Move:
        return replace(move, event=named(move.event), responds_to=tuple(map(named, move.responds_to)))

    return replace(
        found,
        events=tuple(replace(one, id=named(one.id)) for one in found.events),
        links=tuple(replace(one, later=named(one.later), earlier=named(one.earlier)) for one in found.links),
        keepings=tuple(replace(one, source=named(one.source)) for one in found.keepings),
        episodes=tuple(replace(one, moves=tuple(map(moved, one.moves))) for one in found.episodes),
    )


def _weighed(one: Keeping) -> str:
    return f"{one.commitment} {one.kind} {one.source}"


def _same(then: Parts, now: Parts) -> dict[str, str]:
    """Return the ids that things of one account have in another: of the one with which each shares most.

    Where two of them became one since, the one that shares less is told apart by a stroke.
    """
    holder = {part: name for name, parts in now.items() for part in parts}
    shares = {name: Counter(holder[part] for part in parts if part in holder) for name, parts in then.items()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for one in sorted(shares, key=lambda name: (-max(shares[name].values(), default=0), len(name), name)):
        best = min(shares[one], key=lambda name: (-shares[one][name], len(name), name), default=one)
        while best in taken:
            best += "'"
        names[one] = best
        taken.add(best)
    return names


def _promised(found: Books, names: Mapping[str, str]) -> Books:
    """Return books in which promises bear other ids."""
    return replace(
        found,
        commitments=tuple(replace(one, id=names.get(one.id, one.id)) for one in found.commitments),
        keepings=tuple(replace(one, commitment=names.get(one.commitment, one.commitment)) for one in found.keepings),
    )
