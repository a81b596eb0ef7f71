"""Replay room: the lanes of a replay from the account of each day; stretches on which nothing changes are one stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.codebook import Codebook
from detente.records import Lane, LaneKind, Look, Stay
from detente.replay.state import State
from detente.replay.states import states

__all__ = ["lanes"]

_KINDS = list(LaneKind)


def lanes(looks: Sequence[Look], book: Codebook, names: Mapping[str, str]) -> tuple[Lane, ...]:
    """Return the lanes of a replay, ordered by kind and then by their first day; ``looks`` are all days in order.

    ``names`` are what articles, entries, undertakings and notices are called in the course, by their ids.
    """
    found: dict[str, Lane] = {}
    order = {line: number for number, line in enumerate(book.channels.lines)}
    sides = book.actors.called
    for before, look in zip((None, *looks), looks, strict=False):
        for state in states(look, book, names, sides):
            lane = found.get(state.key)
            found[state.key] = (
                _opened(state, look, names) if lane is None else _extended(lane, state, look, before, names)
            )

    def place(lane: Lane) -> tuple[int, int, str, str]:
        line = lane.key.split(":")[1] if lane.kind is LaneKind.LINE else ""
        return _KINDS.index(lane.kind), order.get(line, 0), lane.stays[0].first, lane.key

    return tuple(sorted(found.values(), key=place))


def _opened(state: State, look: Look, names: Mapping[str, str]) -> Lane:
    """Return a lane that begins on a day."""
    return Lane(
        key=state.key,
        kind=state.kind,
        label=state.label,
        words=state.words,
        of=state.of,
        stays=(_stay(state, look, names),),
        marks=state.marks,
    )


def _extended(lane: Lane, state: State, look: Look, before: Look | None, names: Mapping[str, str]) -> Lane:
    """Return a lane with one day more: the last stay goes on where nothing changed, else another begins."""
    last = lane.stays[-1]
    stays = (
        (*lane.stays[:-1], replace(last, last=look.day))
        if (last.words, last.tone, last.last) == (state.told, state.tone, before.day if before else None)
        else (*lane.stays, _stay(state, look, names))
    )
    marks = tuple(dict.fromkeys((*lane.marks, *state.marks)))
    return replace(
        lane,
        label=state.label,
        words=state.words,
        of=tuple(dict.fromkeys((*lane.of, *state.of))),
        stays=stays,
        marks=marks,
    )


def _stay(state: State, look: Look, names: Mapping[str, str]) -> Stay:
    """Return a stay of one day, with what of that day led to it."""
    because = tuple(dict.fromkeys(names[one] for one in sorted(state.rests) if names.get(one) in look.names))
    return Stay(
        first=look.day, last=look.day, words=state.told, tone=state.tone, because=because, lasting=state.lasting
    )
