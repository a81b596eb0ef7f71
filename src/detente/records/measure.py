"""Records of measures: plans that are carried out occasion by occasion, and what each side logged of them."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.fusion import Verification
from detente.records.liaison import Tlp

__all__ = ["LogRow", "Measure", "Occasion", "Outcome", "Unit"]


class Outcome(StrEnum):
    """What became of one occasion of a measure."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_OBSERVABLE = "not_observable"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who carries a measure out for a side, as a role (border guards), never as a person's name."""

    side: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """What one side, or a third party, logged of one occasion.

    ``id`` is the log entry's; ``by`` who logs, ``day`` the occasion, ``evidence`` what it rests on in words,
    ``verifier`` the body that confirms it, ``accused`` the side at whose door a failure is laid, None for nobody's.
    ``author`` is the person who logged it, None once erased.
    """

    id: str
    by: str
    day: str
    outcome: Outcome
    at: str
    evidence: str | None
    verifier: str | None
    accused: str | None
    words: str
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One day of a plan with all that was logged of it; ``rows`` are the newest of each logger, by id of the log entry.

    ``outcome`` is what follows from them by the stated rules, None where nobody logged anything; ``planned`` is false
    of a day that the plan does not have. ``reason`` says which rule led to the outcome.
    """

    day: str
    planned: bool
    rows: tuple[LogRow, ...]
    outcome: Outcome | None
    verification: Verification
    reason: str

    def of(self, party: str) -> LogRow | None:
        """Return what a party logged, None where it is silent."""
        return next((one for one in self.rows if one.by == party), None)

    def others(self, sides: tuple[str, ...]) -> tuple[LogRow, ...]:
        """Return what third parties logged."""
        return tuple(one for one in self.rows if one.by not in sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A plan and its log: a joint patrol, a meeting of a commission, an exchange of lists.

    ``id`` is the thread's (N4); ``commitment`` the promise that it carries out, None where it names none. ``first`` and
    ``last`` are ISO days, ``every`` the days, weeks or months between occasions (``1 week``), None for a single one.
    ``occasions`` are all planned days up to the moment asked for and what was logged of others, in order.
    """

    id: str
    form: str
    dyad: tuple[str, ...]
    title: str
    commitment: str | None
    units: tuple[Unit, ...]
    place: str | None
    first: str
    last: str | None
    every: str | None
    tlp: Tlp
    withdrawn: bool
    occasions: tuple[Occasion, ...]
    planned: tuple[str, ...]
