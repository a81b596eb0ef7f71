"""Records of what was coded: actors, codings of events, undertakings."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.article import Evidence, When

__all__ = [
    "Actor",
    "Attribution",
    "Casualties",
    "Coding",
    "Evidentiality",
    "Participant",
    "Place",
    "PlaceCandidate",
    "Reason",
    "Standing",
    "Status",
    "Undertaking",
]


class Status(StrEnum):
    """Whether the act took place.

    A pledge, threat, demand or accusation is itself an act that happened; its content has not.
    """

    HAPPENED = "happened"
    ONGOING = "ongoing"
    UNCONFIRMED = "unconfirmed"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    RECOMMENDED = "recommended"


class Evidentiality(StrEnum):
    """On whose word the report rests."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    REPORTED = "reported"


class Standing(StrEnum):
    """How firmly something was undertaken."""

    MENTIONED = "mentioned"
    DISCUSSED = "discussed"
    OFFERED = "offered"
    DECIDED = "decided"
    PLEDGED = "pledged"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    FULFILLED = "fulfilled"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts or is acted upon.

    ``id`` is the codebook's id, None for an actor the tables do not know. ``country`` is ISO 3166-1 alpha-3 or one of
    IGO, UNO, EUR, NGO, IMG, None where unknown; ``sector`` a PLOVER sector (GOV, MIL, REB, SPY, ...). ``office`` is the
    post held (``foreign minister``) with ``office_from`` and ``office_to`` as ISO dates where the table has them.
    """

    id: str | None
    name: str
    country: str | None
    sector: str | None
    office: str | None = None
    office_from: str | None = None
    office_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in a role, with the words that name it and how it was resolved.

    ``explicit`` is False where the participant is understood and not named in the sentence.
    """

    actor: Actor
    evidence: Evidence
    score: float
    reason: str
    explicit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a field has its value: the rule or head that decided and how sure it is, 0 to 1."""

    field: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so: the words that name the speaker and the cue word that reports the speech."""

    speaker: Participant | None
    cue: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place that a name may mean, with the probability that it does."""

    name: str
    country: str | None
    admin1: str | None
    kind: str
    lat: float | None
    lon: float | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that the text names, as far as the tables know it: where an act happened, or a name on its own.

    ``country`` is ISO 3166-1 alpha-3, ``admin1`` the first-level division it lies in, ``kind`` what it is (city,
    country, division1, water, ...), ``lat`` and ``lon`` a point of it in degrees; each None where unknown. ``score`` is
    the probability that this place is meant, ``reason`` what decided; ``candidates`` are other places of the name.
    """

    name: str
    country: str | None
    evidence: Evidence
    kind: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    score: float | None = None
    reason: str | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """How many were killed or hurt, and on whose word: ``kind`` is killed or injured; None is unknown."""

    kind: str
    minimum: int | None
    maximum: int | None
    by_whom: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One mention of one event, with a score and a reason for each field.

    ``evidence`` is the clause that tells the act, ``trigger`` the words that name it, ``sentence`` the whole sentence.
    Empty ``sources`` or ``targets`` mean that the text names none; a ``Reason`` for the field says so.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    sources: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    affected_states: tuple[str, ...]
    status: Status
    evidentiality: Evidentiality
    attribution: Attribution | None
    day: When | None
    place: Place | None
    trigger: Evidence
    evidence: Evidence
    sentence: Evidence
    reciprocal: bool
    casualties: tuple[Casualties, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """What somebody undertook to do; ``type`` is one of the codebook's commitment types, ``words`` the exact words.

    ``coding`` is the id of the act by which it was undertaken, which says who tells of it and when; None if entered.
    ``agreement`` is the id of the article that holds the authoritative text it is a numbered ``provision`` of, None for
    what stands alone. ``announced`` and ``effective`` are known only where a person entered them.
    """

    id: str
    type: str
    by: tuple[Participant, ...]
    to: tuple[Participant, ...]
    words: Evidence
    sentence: Evidence
    due: When | None
    condition: Evidence | None
    standing: Standing
    reasons: tuple[Reason, ...]
    agreement: str | None = None
    provision: str | None = None
    announced: When | None = None
    effective: When | None = None
    coding: str | None = None
