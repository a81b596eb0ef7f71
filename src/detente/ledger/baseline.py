"""Ledger room: the relation as it stood before an episode, and what of it is restored or still missing."""

from collections.abc import Sequence
from dataclasses import replace

from detente.codebook import Channels
from detente.ledger.lines import UNKNOWN, Told, before, history, standing, states
from detente.ledger.moments import Bounds
from detente.records import Evidence, LineState

__all__ = ["assumed", "baseline", "named", "way_back"]

WHOLE = frozenset({"open", "used"})


def baseline(
    dyad: tuple[str, ...], told: Sequence[Told], start: Bounds | None, evidence: Evidence, channels: Channels
) -> tuple[LineState, ...]:
    """Return the lines as they stood before an episode.

    A usual line (envoys, relations, border) of which no report from before says otherwise is taken to have stood at its
    normal state: its ``change`` is empty, and ``evidence`` is that of the episode's trigger.
    """
    reported = {(one.line, one.side): one for one in states(dyad, list(before(told, start)), channels)}
    found = {key: one for key, one in reported.items() if one.state != UNKNOWN}
    for line in channels.lines.values():
        for side in (*dyad,) if line.own else (None,):
            if line.usual and (line.id, side) not in found and states_only(dyad, line.id):
                found[line.id, side] = LineState(
                    line=line.id, side=side, state=line.normal, since=None, change="", evidence=evidence
                )
    order = list(channels.lines)
    return tuple(
        replace(one, pending=None)
        for one in sorted(found.values(), key=lambda one: (order.index(one.line), one.side or ""))
    )


def states_only(dyad: tuple[str, ...], line: str) -> bool:
    """Whether a line can be taken for granted between two parties: only states have envoys, borders and trade."""
    return bool(line) and all(len(side) == len("ABC") and side.isupper() for side in dyad)


def assumed(state: LineState) -> bool:
    """Whether a line of a baseline is only taken to have stood as is normal."""
    return not state.change


def named(state: LineState) -> str:
    """Return a line as an episode names it: ``line:side``, or the line alone where it is both sides' alike."""
    return state.line if state.side is None else f"{state.line}:{state.side}"


def is_to_open(state: LineState, channels: Channels) -> bool:
    """Whether a line is to be opened or restored, so that it cannot be whole now."""
    return state.pending is not None and standing(channels, state.line, state.pending[0]) in WHOLE


def way_back(
    base: Sequence[LineState], told: Sequence[Told], now: Sequence[LineState], dyad: tuple[str, ...], channels: Channels
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what of a baseline was lost and is restored, and what is missing, each as ``line:side``.

    ``told`` are the changes since the baseline. Only what stood whole in the baseline can be missing, and only where a
    report tells that it was lost, or that it is to be restored; what is urged or planned against it is no loss.
    """
    current = {(one.line, one.side): one for one in now}
    past = (one for one in history(dyad, told, channels) if one.state != UNKNOWN)
    lost = {(one.line, one.side) for one in past if standing(channels, one.line, one.state) not in WHOLE}
    restored: list[str] = []
    missing: list[str] = []
    for one in base:
        if standing(channels, one.line, one.state) not in WHOLE:
            continue
        held = current.get((one.line, one.side))
        name = named(one)
        if held is None:
            continue
        if standing(channels, held.line, held.state) in WHOLE:
            if (one.line, one.side) in lost:
                restored.append(name)
        elif held.state != UNKNOWN or is_to_open(held, channels):
            missing.append(name)
    return tuple(restored), tuple(missing)
