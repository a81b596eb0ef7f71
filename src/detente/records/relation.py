"""Records of the state between two parties, and of an episode as moves."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.article import Evidence, When
from detente.records.coding import Actor, Attribution, Evidentiality, Participant, Reason

__all__ = [
    "Certainty",
    "Change",
    "Episode",
    "LineState",
    "Move",
    "MoveKind",
    "Relation",
    "ThirdParty",
    "ThirdPartyRole",
    "ThirdPartyStanding",
]


class Certainty(StrEnum):
    """How far a change of a line has come: only what happened, or is asserted to be so, changes its state."""

    HAPPENED = "happened"
    ASSERTED = "asserted"
    AGREED = "agreed"
    DECIDED = "decided"
    PLEDGED = "pledged"
    OFFERED = "offered"
    DISCUSSED = "discussed"
    URGED = "urged"
    DENIED = "denied"
    THREATENED = "threatened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One report that a line between two parties was used, opened, closed or is to be.

    ``line`` and ``state`` are ids of the codebook's closed list of channels (envoys, relations, talks, hotline, border,
    airspace, trade, ...). ``sides`` are the two (or more) parties, ``by`` those among them who made the change, empty
    where the text names none or both did. ``coding`` is the act it was told with, None where it was no act. Where each
    side has its own part of a line (its ambassador), ``whose`` are the parties whose part it is, empty for both.
    """

    id: str
    line: str
    state: str
    certainty: Certainty
    sides: tuple[Participant, ...]
    by: tuple[Participant, ...]
    day: When | None
    evidence: Evidence
    sentence: Evidence
    evidentiality: Evidentiality
    attribution: Attribution | None
    coding: str | None
    reasons: tuple[Reason, ...]
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """How one line stands: ``side`` is the party whose state it is, None where it is both sides' alike.

    ``pending`` is a change that was agreed, decided, offered or discussed and has not happened, with its certainty.
    """

    line: str
    side: str | None
    state: str
    since: When | None
    change: str
    evidence: Evidence
    last_used: When | None = None
    pending: tuple[str, Certainty] | None = None
    disputed: bool = False


class ThirdPartyRole(StrEnum):
    """What a third party does."""

    APPEAL = "appeal"
    FACILITATION = "facilitation"
    MEDIATION = "mediation"
    GUARANTOR = "guarantor"
    MONITOR = "monitor"
    HOST = "host"


class ThirdPartyStanding(StrEnum):
    """How far a third party's part has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """A third party's part between two others; an appeal needs nobody's consent and is active once made."""

    actor: Actor
    role: ThirdPartyRole
    standing: ThirdPartyStanding
    since: When | None
    evidence: Evidence
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The state between two parties; ``changes`` are the ids of all that led to it, in order of time."""

    dyad: tuple[str, str]
    lines: tuple[LineState, ...]
    third_parties: tuple[ThirdParty, ...]
    changes: tuple[str, ...]


class MoveKind(StrEnum):
    """What a move is in an episode."""

    TRIGGER = "trigger"
    ANSWER = "answer"
    MOVE = "move"
    TURNING_POINT = "turning_point"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move of an episode: an event, who made it, what it answers, and its rung on the codebook's ladder.

    ``rung`` is the event type's score as the codebook has it: below 0 towards conflict, above 0 towards cooperation.
    """

    event: str
    kind: MoveKind
    by: tuple[str, ...]
    responds_to: tuple[str, ...]
    rung: float
    day: When | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """The story of a dyad as moves, with the relation as it stood before it and what is missing for the way back.

    ``baseline`` are the lines as they stood before the trigger; ``restored`` and ``missing`` name lines by
    ``line:side`` (``envoys:IRN``).
    """

    id: str
    dyad: tuple[str, str]
    start: When | None
    end: When | None
    moves: tuple[Move, ...]
    baseline: tuple[LineState, ...]
    restored: tuple[str, ...]
    missing: tuple[str, ...]
