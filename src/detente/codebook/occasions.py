"""Codebook room: what becomes of an occasion of a measure by what was logged of it, and what that says of a promise."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path

from detente.codebook.rows import Line, choice, read_rows
from detente.records import KeepingKind, Outcome, Verification

__all__ = ["LoggedRule", "OccasionRule", "Occasions", "load_occasions"]

FOLDER = Path(__file__).parent / "data"
OUTCOME_COLUMNS = ("one", "other", "third", "outcome", "verification", "means")
KEEPING_COLUMNS = ("occasion", "row", "accused", "plan", "keeping", "means")
ANY, SILENT = "any", "silent"
LOGGED = frozenset({*(one.value for one in Outcome), SILENT, ANY})
ACCUSED = frozenset({"named", "nobody", ANY})
PLAN = frozenset({"last", "rest", "running", ANY})


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionRule:
    """One line of ``occasions.csv``: what the two sides, either way round, and third parties log leads to."""

    one: str
    other: str
    third: str
    outcome: Outcome
    verification: Verification
    means: str

    def fits(self, one: str, other: str, third: str) -> bool:
        """Whether it speaks of what was logged; ``silent`` stands for a side that logged nothing."""
        sides = (_is(self.one, one) and _is(self.other, other)) or (_is(self.one, other) and _is(self.other, one))
        return sides and _is(self.third, third)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRule:
    """One line of ``occasion_keepings.csv``: what a row says of the promise that the measure carries out."""

    occasion: str
    row: str
    accused: str
    plan: str
    keeping: KeepingKind
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasions:
    """The rules of occasions, each list in the order of its file: the first that fits holds."""

    outcomes: tuple[OccasionRule, ...]
    keepings: tuple[LoggedRule, ...]

    def outcome(self, one: Outcome | None, other: Outcome | None, third: Outcome | None) -> OccasionRule | None:
        """Return the rule for what two sides and third parties logged, None where nobody logged anything."""
        if one is None and other is None and third is None:
            return None
        told = [SILENT if given is None else given.value for given in (one, other, third)]
        return next((rule for rule in self.outcomes if rule.fits(*told)), None)

    def keeping(self, occasion: Outcome, row: Outcome, *, accused: bool, plan: str) -> LoggedRule | None:
        """Return what a row of an occasion says of a promise; ``plan`` is last, rest or running. None for nothing."""
        told = (occasion.value, row.value, "named" if accused else "nobody", plan)
        return next((one for one in self.keepings if all(map(_is, _asked(one), told))), None)


def _asked(rule: LoggedRule) -> tuple[str, str, str, str]:
    return rule.occasion, rule.row, rule.accused, rule.plan


def _is(asked: str, given: str) -> bool:
    return asked in {ANY, given}


@cache
def load_occasions(folder: Path = FOLDER) -> Occasions:
    """Load the rules of occasions; they need nothing else of the codebook.

    Raises:
        CodebookError: a line is broken, or something that can be logged has no line.
    """
    found = Occasions(
        outcomes=_outcomes(folder / "occasions.csv"), keepings=_keepings(folder / "occasion_keepings.csv")
    )
    _check(found, Line(str(folder / "occasions.csv"), 1))
    return found


def _outcomes(path: Path) -> tuple[OccasionRule, ...]:
    return tuple(
        OccasionRule(
            one=choice(line, "one", one, LOGGED),
            other=choice(line, "other", other, LOGGED),
            third=choice(line, "third", third, LOGGED),
            outcome=Outcome(choice(line, "outcome", outcome, frozenset(Outcome))),
            verification=Verification(choice(line, "verification", verification, frozenset(Verification))),
            means=means,
        )
        for line, (one, other, third, outcome, verification, means) in read_rows(path, OUTCOME_COLUMNS)
    )


def _keepings(path: Path) -> tuple[LoggedRule, ...]:
    return tuple(
        LoggedRule(
            occasion=choice(line, "occasion", occasion, LOGGED - {SILENT}),
            row=choice(line, "row", row, LOGGED - {SILENT}),
            accused=choice(line, "accused", accused, ACCUSED),
            plan=choice(line, "plan", plan, PLAN),
            keeping=KeepingKind(choice(line, "keeping", keeping, frozenset(KeepingKind))),
            means=means,
        )
        for line, (occasion, row, accused, plan, keeping, means) in read_rows(path, KEEPING_COLUMNS)
    )


def _check(found: Occasions, line: Line) -> None:
    """Refuse rules that leave out something that can be logged.

    Raises:
        CodebookError: no line fits it.
    """
    told = (*Outcome, None)
    for one, other in combinations_with_replacement(told, 2):
        for third in told:
            if (one or other or third) and found.outcome(one, other, third) is None:
                names = ", ".join("silent" if given is None else given.value for given in (one, other, third))
                raise line.error(f"no line for {names}", "end the file with a line that fits all that is left")
