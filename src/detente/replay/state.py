"""Replay room: how one lane stands on one day, and what parties are called."""

from dataclasses import dataclass

from detente.codebook import Codebook
from detente.records import LaneKind, Mark, Tone

__all__ = ["Sides", "State"]


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


class Sides:
    """What parties are called; made once for all days."""

    def __init__(self, book: Codebook) -> None:
        self._called = book.actors.called

    def __call__(self, name: str) -> str:
        """Return what a party is called."""
        return self._called(name)
