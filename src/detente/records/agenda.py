"""Records of what falls due and of alerts."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.liaison import Tlp

__all__ = ["Alert", "AlertKind", "Delivery", "Due", "DueKind"]


class DueKind(StrEnum):
    """What falls due."""

    COMMITMENT = "commitment"
    REPLY = "reply"
    RELEASE = "release"
    REVIEW = "review"
    OCCASION = "occasion"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that falls due: ``when`` is an ISO day or moment with zone, ``whose`` the parties it is expected of.

    ``key`` names it for good (a calendar that imports it twice has it once); ``about`` is the id it is from (C3, N7).
    ``done`` is true of what was met, answered or is over, ``days`` counts from the day asked for, below 0 for overdue.
    ``rests_on`` are the reports, entries and notices it follows from, in words; ``revision`` counts how often it was
    changed; ``called_off`` is true where it was withdrawn or closed and nothing is expected any more.
    """

    key: str
    kind: DueKind
    dyad: tuple[str, ...]
    about: str
    when: str
    days: int
    whose: tuple[str, ...]
    words: str
    done: bool
    tlp: Tlp
    rests_on: tuple[str, ...] = ()
    revision: int = 0
    called_off: bool = False


class AlertKind(StrEnum):
    """What an alert tells of."""

    VIOLATION = "violation"
    OVERDUE_REPLY = "overdue_reply"
    DUE_TOMORROW = "due_tomorrow"
    LEVEL = "level"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that somebody asked to be told of; ``key`` names it for good, so that nobody is told twice.

    ``rests_on`` are the reports, entries and notices it follows from, in words.
    """

    key: str
    kind: AlertKind
    dyad: tuple[str, ...]
    about: tuple[str, ...]
    day: str
    words: str
    tlp: Tlp
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of handing one alert to one target.

    ``channel`` is the target's name, for mail with the address. ``outcome`` is delivered, failed (it surely did not
    arrive, the next run tries again) or unclear (it may have arrived; only a person may have it sent again);
    ``words`` say why. ``tries`` counts the attempts of this run, 0 where none was made.
    """

    key: str
    channel: str
    outcome: str
    words: str
    tries: int
