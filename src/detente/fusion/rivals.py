"""Fusion room: acts that are kept apart by who did them alone, which may be one act on whose doer reports disagree.

Deeds of different parties are different events, since parties that clash do the same things to each other. But where
two reports tell of one kind of force on one day in one town, against the same side, and are alike otherwise, no event
of them may name its doer as if nobody had said otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.fusion.build import FORCEFUL
from detente.fusion.config import Config
from detente.fusion.telling import party_of
from detente.fusion.versions import FIELDS
from detente.records import Actor, Event, Judgement

__all__ = ["doubted"]

DOER = "sources"


def doubted(events: Sequence[Event], judgements: Iterable[Judgement], config: Config) -> list[Event]:
    """Return events with the doers that reports name of what may be the same act as versions, and as disputed."""
    others: defaultdict[str, list[Event]] = defaultdict(list)
    for one, other in _pairs(events, judgements):
        if _is_rival(one, other, config):
            others[one.id].append(other)
            others[other.id].append(one)
    return [_doubted(one, others[one.id]) if one.id in others else one for one in events]


def _pairs(events: Sequence[Event], judgements: Iterable[Judgement]) -> Iterator[tuple[Event, Event]]:
    """Yield pairs of events of which some mentions were judged the same act, and none told apart by a person."""
    of = {coding: one for one in events for coding in one.codings}
    ruled: dict[tuple[str, str], bool] = {}
    for one in sorted(judgements, key=lambda held: (held.persons, held.at or "", held.by)):
        left, right = of.get(one.left), of.get(one.right)
        if left is None or right is None or left.id == right.id or one.withdrawn:
            continue
        pair = min(left.id, right.id), max(left.id, right.id)
        ruled[pair] = one.same if one.persons else ruled.get(pair, False) or one.same
    by_id = {one.id: one for one in events}
    return ((by_id[left], by_id[right]) for (left, right), same in sorted(ruled.items()) if same)


def _is_rival(one: Event, other: Event, config: Config) -> bool:
    """Whether two acts of force differ in nothing but who did them."""
    both = (one, other)
    if any(each.type not in FORCEFUL or each.reciprocal or each.background for each in both) or one.type != other.type:
        return False
    doers, hit = (
        [_parties(actors) for actors in side] for side in ((one.sources, other.sources), (one.targets, other.targets))
    )
    return (
        all(doers)
        and doers[0].isdisjoint(doers[1])
        and doers[0].isdisjoint(hit[1])
        and doers[1].isdisjoint(hit[0])
        and (not all(hit) or not hit[0].isdisjoint(hit[1]))
        and _is_same_day(one, other)
        and _is_same_town(one, other, config)
        and not (one.modes and other.modes and set(one.modes).isdisjoint(other.modes))
    )


def _parties(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(name for one in actors if (name := party_of(one)))


def _is_same_day(one: Event, other: Event) -> bool:
    days = {(when.start[:10], when.end[:10]) for each in (one, other) if (when := each.day)}
    return one.day is not None and other.day is not None and len(days) == 1 and all(a == b for a, b in days)


def _is_same_town(one: Event, other: Event, config: Config) -> bool:
    here, there = one.place, other.place
    return (
        here is not None
        and there is not None
        and here.kind not in config.wide
        and (here.name.casefold(), here.country) == (there.name.casefold(), there.country)
    )


def _doubted(event: Event, others: Sequence[Event]) -> Event:
    """Return an event whose doer is disputed, with the versions that others tell of."""
    known: Mapping[tuple[str | None, str], bool] = {
        (one.by, one.value): True for one in event.claims if one.field == DOER
    }
    told = [
        claim
        for other in others
        for claim in other.claims
        if claim.field == DOER and (claim.by, claim.value) not in known and not claim.superseded
    ]
    disputed = tuple(field for field in (*FIELDS, *event.disputed) if field in {*event.disputed, DOER})
    return replace(event, claims=(*event.claims, *told), disputed=tuple(dict.fromkeys(disputed)))
