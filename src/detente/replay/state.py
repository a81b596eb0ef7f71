"""Replay room: how one lane stands on one day, and what parties are called."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.records import LaneKind, Mark, Tone

__all__ = ["Called", "State"]

Called = Callable[[str], str]  # what a party is called


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How one lane stands on a day; ``rests`` are ids of the articles, entries and notices that it rests on."""

    key: str
    kind: LaneKind
    label: str
    words: str
    told: str
    tone: Tone
    of: tuple[str, ...]
    rests: frozenset[str]
    marks: tuple[Mark, ...] = ()
    lasting: bool = True
