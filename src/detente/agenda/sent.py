"""Agenda room: what one attempt to hand an alert over came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from detente.agenda.config import Config
from detente.codebook import AgendaWords

__all__ = ["Attempt", "Fate", "Means"]


class Fate(Enum):
    """What an attempt came to: ``AGAIN`` did surely not arrive and may be tried anew, as may ``ASKED_AGAIN``.

    ``ASKED_AGAIN`` may have arrived, but bears a key by which the receiver knows it; ``UNCLEAR`` bears none.
    """

    DELIVERED = "delivered"
    AGAIN = "again"
    ASKED_AGAIN = "asked again"
    FAILED = "failed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt; ``wait`` are the seconds that the server asks for, ``down`` tells that the whole target failed."""

    fate: Fate
    words: str
    wait: float | None = None
    down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an attempt needs: the environment with its secrets, how things are said, and the thresholds."""

    environment: Mapping[str, str]
    words: AgendaWords
    config: Config

    def say(self, name: str, /, **given: str | None) -> str:
        """Return what became of it, in words."""
        return self.words.say("delivery", name, **given)
