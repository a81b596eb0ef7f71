"""Replay room: on which days, and in what, two replays differ."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.records import Difference, Lane, Replay, Stay

__all__ = ["days", "differences", "paired"]

Pair = tuple[Lane | None, Lane | None]


def differences(one: Replay, other: Replay) -> tuple[Difference, ...]:
    """Return the stretches of days on which a lane stands otherwise in one replay than in the other.

    Only days that both have are compared. What a state rests on makes no difference, its words and tone do.
    """
    shared = [day for day in days(one) if day in set(days(other))]
    return tuple(found for pair in paired(one.lanes, other.lanes) for found in _of(pair, shared))


def paired(one: Sequence[Lane], other: Sequence[Lane]) -> Iterator[Pair]:
    """Yield lanes that are the same in two replays, by key or by what they were made from; None where one lacks it.

    They come in the order of the first, those that only the second has behind the last of their kind.
    """
    left = {lane.key: lane for lane in other}
    pairs: list[Pair] = []
    for lane in one:
        match = left.pop(lane.key, None) or next(
            (left.pop(key) for key, found in left.items() if found.kind is lane.kind and set(found.of) & set(lane.of)),
            None,
        )
        pairs.append((lane, match))
    pairs += [(None, lane) for lane in left.values()]
    kinds = list(dict.fromkeys(_kind(pair) for pair in sorted(pairs, key=_place)))
    for kind in kinds:
        yield from (pair for pair in pairs if _kind(pair) == kind)


def days(replay: Replay) -> list[str]:
    """Return the days of a replay."""
    first, last = date.fromisoformat(replay.first), date.fromisoformat(replay.last)
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def _kind(pair: Pair) -> str:
    """Return the kind of a pair of lanes."""
    lane = pair[0] or pair[1]
    if lane is None:
        raise ValueError(pair)
    return lane.kind.value


def _place(pair: Pair) -> int:
    lane = pair[0] or pair[1]
    if lane is None:
        raise ValueError(pair)
    return list(type(lane.kind)).index(lane.kind)


def _of(pair: Pair, shared: Sequence[str]) -> Iterator[Difference]:
    """Yield the stretches on which two lanes differ."""
    here, there = pair
    lane = here or there
    if lane is None:
        return
    held: Difference | None = None
    for day in shared:
        one, other = here.on(day) if here else None, there.on(day) if there else None
        if _same(one, other):
            if held is not None:
                yield held
            held = None
        elif held is not None and (held.one, held.other) == (one, other):
            held = _made(lane, held.first, day, one, other)
        else:
            if held is not None:
                yield held
            held = _made(lane, day, day, one, other)
    if held is not None:
        yield held


def _made(lane: Lane, first: str, last: str, one: Stay | None, other: Stay | None) -> Difference:
    return Difference(key=lane.key, kind=lane.kind, label=lane.label, first=first, last=last, one=one, other=other)


def _same(one: Stay | None, other: Stay | None) -> bool:
    """Whether two states are alike."""
    if one is None or other is None:
        return one is other
    return (one.words, one.tone) == (other.words, other.tone)
