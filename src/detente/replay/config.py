"""Replay room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How courses of events are played.

    ``known`` are fields of an entry whose day is taken for the day on which it became known where it names none, the
    first that it has; ``moved`` those that move with an entry. Of a report that is moved, what it tells of its own day
    and of ``news`` days before moves with it. ``days`` is the longest course that is played; where it names no end, it
    goes on for what falls due, ``after`` days behind the last entry at most. ``max_bytes`` is the largest file that is
    opened. ``author`` is who enters where a course names nobody. ``near`` (0 to 1) is how alike a known name must be to
    be named beside a wrong one. In pictures, ``widest`` is the width in pixels that the days may take, ``narrowest``
    and ``broadest`` that of one day.
    """

    known: tuple[str, ...] = ("entered", "day", "announced")
    moved: tuple[str, ...] = ("entered", "day", "announced")
    news: int = 1
    days: int = 1000
    after: int = 31
    max_bytes: int = 1_000_000
    author: str = "illustration"
    near: float = 0.6
    widest: int = 1100
    narrowest: float = 6.0
    broadest: float = 34.0
