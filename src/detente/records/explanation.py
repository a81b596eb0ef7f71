"""Records of why a sentence was coded as it was."""

from dataclasses import dataclass

from detente.records.article import Skipped
from detente.records.coding import Coding, Undertaking
from detente.records.parse import RoleVote, Sentence

__all__ = ["ActView", "Explanation", "NamedView", "VoiceView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """What one voice of the panel says of a word: the likeliest event type, or NONE, and its probability."""

    voice: str
    type: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One word that may name an act.

    ``rule`` is the line of the act lexicon that fits it, None where none does; ``voices`` and ``verdict`` are empty
    where the heads did not read the word; ``shown`` is the status that the tree shows and ``why`` its reasons,
    ``status`` the panel's with its probability; ``roles`` are the heads' votes on who plays which part.
    """

    token: int
    rule: str | None
    voices: tuple[VoiceView, ...]
    verdict: VoiceView | None
    shown: str
    why: tuple[str, ...]
    status: tuple[str, float] | None
    roles: tuple[RoleVote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedView:
    """A phrase that names an actor: word span, the actor's name, country and sector, and how it was found."""

    start: int
    end: int
    name: str
    country: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A sentence with all that was considered in it, and what came out."""

    article: str
    number: int
    text: str
    sentence: Sentence
    named: tuple[NamedView, ...]
    acts: tuple[ActView, ...]
    codings: tuple[Coding, ...]
    undertakings: tuple[Undertaking, ...]
    skipped: tuple[Skipped, ...]
