"""What the room gives out of a sentence: an expression of time with what it means."""

from dataclasses import dataclass
from enum import StrEnum

from detente.coding.when.direction import Direction
from detente.coding.when.meaning import Meaning, Shift
from detente.records import When

__all__ = ["Expression", "Kind"]


class Kind(StrEnum):
    """The types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words ``[start, end)`` of a sentence that name a time; ``words`` as the text has them.

    ``value`` is what TIMEX3 calls it (2024-01-16, 2024-W03, 2024-01-16TNI, P3D, XXXX-WXX-2, PAST_REF); where it or
    ``when`` is None, ``reason`` says why. ``direction`` is the side of the publishing day that tense and prepositions
    told. ``offset`` is a length away from a time that stands elsewhere (two days later, two days after the strike):
    ``value`` then rests on the time the text spoke of last, and ``Times.shift`` counts it from another. ``join`` is the
    word that joins it to an act behind it (after, before), None where there is none.
    """

    start: int
    end: int
    words: str
    kind: Kind
    value: str | None
    when: When | None
    reason: str | None
    direction: Direction | None
    meaning: Meaning
    offset: Shift | None = None
    join: int | None = None
