"""Records of events as other systems' formats hold them: who, what, whom, when; nothing of how sure it is."""

from dataclasses import dataclass

from detente.records.article import Article
from detente.records.coding import Coding

__all__ = ["DyadicEvent", "Party", "Telling", "Typeless", "Withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event.

    ``country`` and ``sector`` as in ``Actor``; ``code`` is the actor code of CAMEO as the event was read with it, None
    for an event that Detente coded.
    """

    name: str | None
    country: str | None
    sector: str | None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Where an event was told; ``lead`` says whether in the first paragraph, ``published`` is an ISO date."""

    id: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    lead: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadicEvent:
    """One act of one side towards at most one other, as PLOVER and CAMEO data hold it.

    ``day`` is an ISO date cut to what is known. ``states`` are the affected states. ``words`` is the sentence and
    ``trigger`` the words that name the act. ``cameo`` is the code with which the event was read, None for an event
    that Detente coded.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    source: Party | None
    target: Party | None
    day: str | None
    place: str | None = None
    states: tuple[str, ...] = ()
    story: Telling
    words: str | None = None
    trigger: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A coding that a format without a status field must not hold, and why; ``reason`` is a word or two."""

    article: Article
    coding: Coding
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeless:
    """An event of another system for which PLOVER has no type, such as a mere statement (CAMEO root 01)."""

    where: str
