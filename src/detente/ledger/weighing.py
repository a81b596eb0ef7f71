"""Ledger room: a report weighed against a promise: does it say that the promise was kept, broken or set aside?"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from detente.codebook import WatchRule
from detente.ledger.moments import bounds, is_before, moment
from detente.ledger.promises import Promise
from detente.ledger.reports import Report
from detente.records import Keeping, KeepingKind, Reason, When

__all__ = ["Open", "weigh"]

BREACH = KeepingKind.ALLEGED_VIOLATION


class Open:
    """A promise under way: its statements so far and what was reported on it."""

    def __init__(self, first: Promise) -> None:
        """Open it with its first statement."""
        self.statements = [first]
        self.keepings: list[Keeping] = []

    @property
    def id(self) -> str:
        """The smallest id of its undertakings."""
        return min(one.undertaking.id for one in self.statements)

    @property
    def type(self) -> str:
        """Its commitment type."""
        return self.statements[0].undertaking.type

    @property
    def by(self) -> frozenset[str]:
        """Who undertook it, by all its statements."""
        return frozenset().union(*(one.by for one in self.statements))

    @property
    def effective(self) -> When | None:
        """From when it holds, by its last statement that says so."""
        return next((one.undertaking.effective for one in reversed(self.statements) if one.undertaking.effective), None)


def weigh(promise: Open, report: Report, rules: Iterable[WatchRule], dyad: tuple[str, ...]) -> Keeping | None:
    """Return what a report says about a promise by the first rule that it meets, None for nothing."""
    for rule in rules:
        if meets(rule, report) and is_doer(rule, report, promise.by, dyad) and in_time(rule, report, promise):
            return keeping(promise, report, rule)
    return None


def meets(rule: WatchRule, report: Report) -> bool:
    """Whether a report tells one of the acts with its words, or one of the states of lines, of a rule."""
    if rule.lines & report.lines:
        return True
    return bool(rule.acts & report.acts) and (not rule.words or any(_has(report, group) for group in rule.words))


def _has(report: Report, group: Iterable[str]) -> bool:
    return all(any(word.startswith(stem) for word in report.words) for stem in group)


def is_doer(rule: WatchRule, report: Report, by: frozenset[str], dyad: tuple[str, ...]) -> bool:
    """Whether the report's doer is the one that the rule asks for, and it concerns the dyad."""
    both = frozenset(dyad)
    if rule.doer == "third":
        return not report.doers & both
    wanted = {"promiser": by & both or by, "other": both - by, "either": both}.get(rule.doer)
    if wanted is None:
        return True
    outside = report.others - report.doers - both
    toward = not outside or bool(report.others & both - report.doers)
    return bool(report.doers & wanted) and toward


def in_time(rule: WatchRule, report: Report, promise: Open) -> bool:
    """Whether the report is of a time from which the promise held: a breach counts from its effective moment."""
    done = bounds(report.day) or moment(report.known)
    made = min((held for one in promise.statements if (held := _made(one))), key=lambda held: held.first, default=None)
    if is_before(done, made):
        return False
    return rule.effect is not BREACH or not is_before(done, bounds(promise.effective))


def _made(statement: Promise):  # noqa: ANN202
    return bounds(statement.said) or moment(statement.known)


def keeping(promise: Open, report: Report, rule: WatchRule) -> Keeping:
    """Make the record."""
    text = f"{report.source}|{rule.effect}|{promise.id}"
    return Keeping(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        commitment=promise.id,
        kind=KeepingKind.DENIED if report.denied else rule.effect,
        day=report.day,
        by=report.speaker,
        evidence=report.evidence,
        source=report.source,
        reasons=(Reason(field="kind", score=1.0, reason=f"watch.csv line {rule.order}: {rule.means}"),),
        accused=tuple(sorted(report.doers)) if rule.effect is BREACH else (),
        place=report.place,
        weapon=report.weapon,
        verified_by=None,
    )


def renamed(keeping: Keeping, commitment: str) -> Keeping:
    """Return a keeping under the id that its commitment has in the end."""
    return replace(keeping, commitment=commitment)
