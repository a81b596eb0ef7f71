"""Fusion room: the order of events as reports tell it, with every report that contradicts it; neither silently wins.

A report contradicts an order where it puts the two events the other way round in words, or where it dates them so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.codebook import party
from detente.fusion.days import days
from detente.records import Account, Actor, Basis, Coding, Event, Evidence, Link, LinkKind

__all__ = ["links"]

Pair = tuple[str, str]
# What a moment must rest on to contradict anybody.
FIRM = frozenset({Basis.STATED, Basis.RELATIVE, Basis.DATELINE, Basis.ENTERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A dating of an event by one report: first and last day as ordinals, and the sentence that tells the act."""

    first: int
    last: int
    words: Evidence


def links(accounts: Iterable[Account], events: Iterable[Event], near: int) -> list[Link]:
    """Return the order of events, one link a pair and direction, in the order of ids.

    ``later`` and ``earlier`` are ids of events. Of several reports that tell one order the one that calls it an answer
    is given, then the one published first. ``contradicted`` holds the words of reports that tell the opposite, and the
    sentences of those that date the two otherwise. Where no report dates an event, events of its kind between the same
    parties stand in for it, those within ``near`` days of the other; all of them must contradict.
    """
    held = sorted(accounts, key=_published)
    by_id = {event.id: event for event in events}
    home = {coding: event.id for event in by_id.values() for coding in event.codings}
    told = _told(held, home)
    dated = _dated(held, home)
    found = []
    for later, earlier in sorted(told):
        spans = _datings(by_id[later], by_id[earlier], by_id, dated, near)
        found.append(_link((later, earlier), told, _otherwise(*spans)))
    return found


def _published(account: Account) -> tuple[str, str]:
    """Return what puts accounts in order: when they were published, unknown last, then their ids."""
    article = account.article
    return (article.published.start if article.published else "~", article.id)


def _told(accounts: Iterable[Account], home: Mapping[str, str]) -> dict[Pair, list[Link]]:
    """Return every telling of an order by the pair of events, (later, earlier)."""
    found: defaultdict[Pair, list[Link]] = defaultdict(list)
    for account in accounts:
        for link in account.links:
            later, earlier = home.get(link.later), home.get(link.earlier)
            if later is not None and earlier is not None and later != earlier:
                found[later, earlier].append(link)
    return dict(found)


def _dated(accounts: Iterable[Account], home: Mapping[str, str]) -> dict[str, list[_Dated]]:
    """Return every firm dating of an event, to the day, in the order of publication."""
    found: defaultdict[str, list[_Dated]] = defaultdict(list)
    for account in accounts:
        for coding in account.codings:
            one = _dating(coding)
            if one is not None and coding.id in home:
                found[home[coding.id]].append(one)
    return dict(found)


def _dating(coding: Coding) -> _Dated | None:
    """Return the days that a coding gives its act, None where they rest on nothing firm."""
    span = days(coding.day) if coding.day is not None and coding.day.basis in FIRM else None
    return None if span is None else _Dated(first=span[0], last=span[1], words=coding.sentence)


def _datings(
    later: Event, earlier: Event, events: Mapping[str, Event], dated: Mapping[str, Sequence[_Dated]], near: int
) -> tuple[Sequence[_Dated], Sequence[_Dated]]:
    """Return the datings of two events; where one has none those of its like, if all lie on one side of the other."""
    pair = later.id, earlier.id
    spans = [dated.get(one.id) or _like(one, pair, events, dated) for one in (later, earlier)]
    if all(one.id in dated for one in (later, earlier)):
        return spans[0], spans[1]
    first, second = _close(spans[0], spans[1], near), _close(spans[1], spans[0], near)
    apart = all(one.last < other.first or other.last < one.first for one in first for other in second)
    turned = {one.last < other.first for one in first for other in second}
    return (first, second) if apart and len(turned) == 1 else ((), ())


def _like(
    event: Event, pair: Pair, events: Mapping[str, Event], dated: Mapping[str, Sequence[_Dated]]
) -> Sequence[_Dated]:
    """Return the datings of all other events that an event without a date may be."""
    like = (one for one in events.values() if one.id not in pair and _alike(event, one))
    return [span for one in like for span in dated.get(one.id, ())]


def _close(spans: Sequence[_Dated], others: Sequence[_Dated], near: int) -> Sequence[_Dated]:
    """Return the datings that lie within some days of one of the others."""
    return [one for one in spans if any(other.first - near <= one.first <= other.last + near for other in others)]


def _alike(event: Event, other: Event) -> bool:
    """Whether two events are of one kind and done by the same parties, as far as the first tells them."""
    if event.type != other.type or (event.modes and other.modes and not set(event.modes) & set(other.modes)):
        return False
    sources, hit, other_hit = _parties(event.sources), _hit(event), _hit(other)
    return (not sources or sources == _parties(other.sources)) and (not hit or bool(hit & other_hit))


def _hit(event: Event) -> set[str]:
    """Return whom an event was done to, a state on whose soil they were too."""
    return _parties(event.targets) | set(event.affected_states)


def _parties(side: Iterable[Actor]) -> set[str]:
    return {name for one in side if (name := party(one))}


def _link(pair: Pair, told: Mapping[Pair, Sequence[Link]], dated: Iterable[Evidence]) -> Link:
    """Make the record of one order of two events."""
    later, earlier = pair
    best = min(told[pair], key=lambda link: link.kind is not LinkKind.RESPONDS_TO)
    turned = [link.evidence for link in told.get((earlier, later), ())]
    otherwise = list(dated)
    foreign = [one for one in otherwise if one.article != best.evidence.article]
    contradicted = tuple(dict.fromkeys([*turned, *(foreign or otherwise)]))
    return replace(best, later=later, earlier=earlier, contradicted=contradicted)


def _otherwise(later: Sequence[_Dated], earlier: Sequence[_Dated]) -> Iterator[Evidence]:
    """Yield the sentences that date the later event before the earlier one, in one report or against all others.

    Where reports date one of the two differently, only a dating that no other dating of the other event can be
    reconciled with contradicts the order.
    """
    if not later or not earlier:
        return
    first, last = min(one.first for one in earlier), max(one.last for one in later)
    yield from (one.words for one in later if one.last < first)
    yield from (one.words for one in earlier if one.first > last)
    for one in later:
        for other in earlier:
            if one.words.article == other.words.article and one.last < other.first:
                yield from (one.words, other.words)
