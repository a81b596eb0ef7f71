"""Records of one account from many reports: events, their versions, stories, and the judgements that join reports."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.article import Evidence, When
from detente.records.coding import Actor, Place, Reason, Status

__all__ = [
    "DETENTE",
    "Claim",
    "Count",
    "Event",
    "Judged",
    "Judgement",
    "Link",
    "LinkKind",
    "Sketch",
    "Story",
    "Verification",
]

DETENTE = "detente"  # who judges where no person does


class Verification(StrEnum):
    """Who stands behind a claim, weakest first."""

    UNVERIFIED = "unverified"
    SELF_REPORTED = "self_reported"
    COUNTERPART_CONFIRMED = "counterpart_confirmed"
    THIRD_PARTY_VERIFIED = "third_party_verified"


class LinkKind(StrEnum):
    """How two acts follow on each other: the later one answers the earlier, or comes after it."""

    RESPONDS_TO = "responds_to"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a text says of the order of two acts: ``later`` and ``earlier`` are ids of codings, or of events once fused.

    ``evidence`` are the words that say so ("in response", "leading to"). ``contradicted`` holds the evidence of texts
    that put the two the other way round.
    """

    kind: LinkKind
    later: str
    earlier: str
    evidence: Evidence
    reason: str
    contradicted: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What fusion compares of a coding or an article, made while the parse is at hand.

    ``of`` is the id of the coding or article; ``head`` the lemma of the word that names the act, None for an article;
    ``lemmas`` are the content words of the sentence, of title and lead for an article; ``vector`` is the sentence
    vector, 384 signed bytes (bring it to length 1 before comparing), empty where no engine was at hand;
    ``act`` is that of the word that names the act, as it reads in its sentence. ``deed`` is the id of another coding of
    the sentence that tells the same deed, by its grammar: an attack and those whom it killed.
    """

    of: str
    head: str | None
    lemmas: tuple[str, ...]
    vector: bytes = b""
    act: bytes = b""
    deed: str | None = None


class Judged(StrEnum):
    """What a judgement is about."""

    ARTICLE = "article"
    EVENT = "event"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two codings are one event, two articles one story or copy, two undertakings one promise.

    ``left`` < ``right`` are ids of what was read or entered, never of what was joined, so that it survives re-reading.
    ``by`` is ``DETENTE`` or the name of a person; a person's judgement always wins. A judgement is superseded by a
    later one about the same pair, never overwritten; ``at`` is ISO 8601, None for Detente's own. One that is
    ``withdrawn`` takes back what people judged of the pair: Detente's own holds again.
    """

    about: Judged
    left: str
    right: str
    same: bool
    score: float
    reasons: tuple[Reason, ...]
    by: str
    at: str | None = None
    withdrawn: bool = False

    @property
    def persons(self) -> bool:
        """Whether a person made it, and not Detente."""
        return self.by != DETENTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said of one field of an event, and by whom: versions stand beside each other and are never averaged.

    ``by`` is the party that says so, None where the reports say it in their own voice; ``owners`` are the independent
    sources that carry it, ``codings`` where it is said. ``superseded`` is true of a count that whoever gave it has put
    right since: no dispute, but kept.
    """

    field: str
    value: str
    by: str | None
    owners: tuple[str, ...]
    codings: tuple[str, ...]
    verification: Verification
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many were killed or injured, on one party's word: ``by`` is None for the reports' own voice."""

    kind: str
    minimum: int | None
    maximum: int | None
    by: str | None
    codings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing in the world, from all reports and entries about it.

    ``id`` is minted at first sight and never reused. The fields hold what all reports agree on, or what most
    independent sources say where they differ; ``disputed`` names the fields on which they differ and ``claims`` holds
    every version. ``owners`` are the independent sources, ``sides`` the parties among the speakers. ``caution`` is what
    every view says first of a claim by one party alone or from one source; None where the event needs none.
    ``dyads`` are the pairs of parties it belongs to; ``background`` is true where every report tells it as history.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    affected_states: tuple[str, ...]
    reciprocal: bool
    status: Status
    day: When | None
    place: Place | None
    codings: tuple[str, ...]
    articles: tuple[str, ...]
    claims: tuple[Claim, ...]
    disputed: tuple[str, ...]
    casualties: tuple[Count, ...]
    owners: tuple[str, ...]
    sides: tuple[str, ...]
    verification: Verification
    caution: str | None
    dyads: tuple[tuple[str, str], ...]
    entered: bool
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that tell one story; ``copies`` groups those that are wire copies or near-duplicates of one another."""

    id: str
    articles: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
