"""Records of the ledger: promises, and what bears on whether they are kept."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.article import Evidence, When
from detente.records.coding import Actor, Reason, Standing
from detente.records.fusion import Verification

__all__ = [
    "Commitment",
    "DueDate",
    "Keeping",
    "KeepingKind",
    "Overdue",
    "StandingClaim",
    "Trend",
    "ViolationCount",
    "Violations",
]


class KeepingKind(StrEnum):
    """What a piece of evidence says about a commitment."""

    PROGRESS = "progress"
    COMPLIED = "complied"
    PARTLY_COMPLIED = "partly_complied"
    ALLEGED_VIOLATION = "alleged_violation"
    VERIFIED_VIOLATION = "verified_violation"
    REVERSED = "reversed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    ACCESS_DENIED = "access_denied"
    SILENCE = "silence"
    DENIED = "denied"
    LAPSED = "lapsed"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """One piece of evidence about a commitment.

    ``commitment`` is its id, empty in a keeping that no commitment was found for. ``by`` is the party or body that says
    so, ``number`` counts alleged violations within the commitment from 1; ``weapon`` and ``place`` are given where the
    report gives them, ``answer`` is what the accused side says, ``verified_by`` the named verifier. ``due`` is the new
    due date of an extension or amendment. ``source`` is the id of the coding, undertaking or entry it was made from.
    A report that says what became of a promise, before it is known which, has the commitment ``type`` it speaks of, the
    ``parties`` it names, and its ``speaker``.
    """

    id: str
    commitment: str
    kind: KeepingKind
    day: When | None
    by: str | None
    evidence: Evidence
    source: str
    reasons: tuple[Reason, ...]
    accused: tuple[str, ...] = ()
    number: int | None = None
    place: str | None = None
    weapon: str | None = None
    answer: str | None = None
    verified_by: str | None = None
    due: When | None = None
    type: str | None = None
    parties: tuple[str, ...] = ()
    speaker: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A due date with what set it; ``how`` is set, extended, brought_forward, suspended or removed."""

    due: When | None
    how: str
    announced: When | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClaim:
    """How firmly something was undertaken, on one party's word; parallel rows, one for each who says so.

    ``by`` is the party that says so, None for the reports' own voice; ``own`` is true of its own promise.
    """

    by: str | None
    standing: Standing
    own: bool
    day: When | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One promise, from all undertakings about it, or one numbered provision of an agreement.

    Three axes: ``standing`` (how firmly undertaken), ``implementation`` 0 to 3 (none, begun, partly, done) with
    ``reversed``, and ``verification``. ``due`` is the history of due dates, the last one holds. ``claims`` are the
    parallel rows of who says what of its standing. ``disputed`` says in words what the sides do not agree on, such as
    "disputed, text not public". Overdue is computed, never stored.
    """

    id: str
    type: str
    by: tuple[Actor, ...]
    to: tuple[Actor, ...]
    dyad: tuple[str, ...]
    words: Evidence
    standing: Standing
    implementation: int
    reversed: bool
    verification: Verification
    announced: When | None
    effective: When | None
    due: tuple[DueDate, ...]
    met: When | None
    condition: Evidence | None
    claims: tuple[StandingClaim, ...]
    undertakings: tuple[str, ...]
    keepings: tuple[str, ...]
    agreement: str | None
    provision: str | None
    disputed: str | None
    caution: str | None
    entered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A commitment past its due date as of a day: by how many days, and whether anyone was looking.

    ``coverage_until`` is the last day with a report or entry about the dyad, None for none; ``contrary`` is true where
    evidence says that it was not done, false where there is none since.
    """

    commitment: str
    as_of: str
    days: int
    coverage_until: str | None
    contrary: bool
    words: str


class Trend(StrEnum):
    """How the number of violations goes, the last full period against the one before."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationCount:
    """How many violations one side is said to have committed in a period, alleged and verified apart.

    ``start`` and ``end`` are ISO days, both inclusive; None counts those of which no day is known.
    """

    side: str
    start: str | None
    end: str | None
    alleged: int
    verified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Violations:
    """The violations of a commitment by side and period, with the trend of each side; no trend in a single period."""

    commitment: str
    counts: tuple[ViolationCount, ...]
    trends: tuple[tuple[str, Trend], ...]
