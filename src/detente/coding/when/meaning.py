"""What an expression of time says before anybody asks which day that is: made by the grammar, read by the resolver."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Clock", "Cycle", "Edge", "Length", "Meaning", "Point", "Ref", "Shift", "Turn"]


class Turn(StrEnum):
    """Which of several: this week, last Friday, the next year; latest is the last one that is over.

    ``THE`` is what the text speaks of or everybody knows (the weekend, the year).
    """

    THIS = "this"
    LAST = "last"
    NEXT = "next"
    COMING = "coming"
    PREVIOUS = "previous"
    FOLLOWING = "following"
    SAME = "same"
    LATEST = "latest"
    THE = "the"


class Edge(StrEnum):
    """Which end of a stretch is meant."""

    START = "start"
    MID = "mid"
    END = "end"
    EARLIER = "earlier"
    LATER = "later"
    SOMETIME = "sometime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time: ``amounts`` of units, the amount None where the words are vague (several days).

    ``turn`` says on which side of now it lies (the past three years), None for a length that lies nowhere.
    """

    amounts: tuple[tuple[float | None, str], ...]
    turn: Turn | None = None
    ordinal: bool = False

    @property
    def unit(self) -> str:
        """The smallest unit named."""
        return self.amounts[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A length away from now (two days ago), or from a day the text named before or an act (two days later)."""

    length: Length
    sign: int
    deictic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of the day; ``zone`` is an offset from UTC, ``place`` the words that give it (local time)."""

    hour: int
    minute: int | None = None
    zone: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A cell of the calendar, as far as the words fill it in.

    ``turn`` picks one of many: of ``turned`` (a unit, or "weekday", "month", "season", "part"). ``offset`` is in days
    from now. ``until`` is the end of a range. ``unclear``: figures such as 10/11/2020, of which nobody
    knows the month.
    """

    century: int | None = None
    decade: int | None = None
    year: int | None = None
    fiscal: bool = False
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekend: bool = False
    offset: int | None = None
    turn: Turn | None = None
    turned: str | None = None
    shift: Shift | None = None
    nth: Length | None = None
    feast: str | None = None
    part: str | None = None
    clock: Clock | None = None
    edge: Edge | None = None
    week: bool = False
    until: "Point | None" = None
    unclear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Something that comes again: ``every`` is a TIMEX3 period or pattern."""

    every: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """The present, the past or the future as a whole."""

    name: str


Meaning = Point | Length | Shift | Cycle | Ref
