"""Records of how tense a relation is."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Level", "LevelName"]


class LevelName(StrEnum):
    """The five levels of conflict, as the Heidelberg Institute's Conflict Barometer has them, lowest first."""

    DISPUTE = "dispute"
    NON_VIOLENT_CRISIS = "non_violent_crisis"
    VIOLENT_CRISIS = "violent_crisis"
    LIMITED_WAR = "limited_war"
    WAR = "war"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """At which level a dyad stands as of a day, decided by what happened.

    ``since`` is the first day of the present level; ``events`` are the ids it follows from, ``reason`` names the rule.
    ``name`` is None where nothing in reach says so, with the reason.
    """

    dyad: tuple[str, ...]
    day: str
    name: LevelName | None
    since: str | None
    events: tuple[str, ...]
    reason: str
