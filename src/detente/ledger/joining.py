"""Ledger room: which statements are about one promise."""

from collections.abc import Iterable, Mapping

from detente.codebook import PromiseKind
from detente.ledger.config import Config
from detente.ledger.moments import Bounds, bounds, is_before, moment
from detente.ledger.promises import Promise
from detente.ledger.weighing import Open, names
from detente.records import Judged, Judgement, KeepingKind, When

__all__ = ["Joiner", "judged"]

AMENDING = frozenset({KeepingKind.EXTENDED, KeepingKind.AMENDED, KeepingKind.SUSPENDED, KeepingKind.WITHDRAWN})
CLOSING = frozenset({KeepingKind.COMPLIED, KeepingKind.WITHDRAWN, KeepingKind.LAPSED, KeepingKind.REVERSED})


def judged(judgements: Iterable[Judgement]) -> dict[frozenset[str], bool]:
    """Return what people judged of pairs of undertakings, the last word on each."""
    told = [one for one in judgements if one.about is Judged.COMMITMENT]
    return {frozenset((one.left, one.right)): one.same for one in sorted(told, key=lambda one: one.at or "")}


class Joiner:
    """Finds, for a statement, the open promise that it is about."""

    def __init__(self, kinds: Mapping[str, PromiseKind], config: Config, words: Mapping[frozenset[str], bool]) -> None:
        """Keep what decides: what each type is like, the thresholds, and people's judgements."""
        self.kinds, self.config, self.words = kinds, config, words

    def find(self, statement: Promise, known: Iterable[Open]) -> Open | None:
        """Return the promise that a statement is about, None for a new one; a person's judgement wins."""
        found = list(known)
        for promise in found if self.words else ():
            if self.said_same(statement, promise) is True:
                return promise
        fitting = [one for one in found if self.fits(statement, one) and self.said_same(statement, one) is None]
        return max(fitting, key=lambda one: self.likeness(statement, one), default=None)

    def said_same(self, statement: Promise, promise: Open) -> bool | None:
        """Return what a person said of a statement and a promise's statements, None for nothing."""
        if not self.words:
            return None
        verdicts = {
            self.words.get(frozenset((statement.undertaking.id, other.undertaking.id))) for other in promise.statements
        }
        return True if True in verdicts else False if False in verdicts else None

    def fits(self, statement: Promise, promise: Open) -> bool:
        """Whether a statement can be about a promise."""
        kind = self.kinds[promise.type]
        same = statement.undertaking.type == promise.type and (bool(statement.by & promise.by) or kind.mutual)
        if not same or self.others(statement, promise) or is_over(statement, promise) or apart(statement, promise):
            return False
        if same_due(statement, promise):
            return True
        return self.near(statement, promise) and (kind.single or self.likeness(statement, promise) >= self.config.alike)

    def amended(self, statement: Promise, known: Iterable[Open]) -> bool:
        """Whether a statement only changes a promise that is known (agreed to EXTEND the deadline), and is none."""
        coding = statement.undertaking.coding
        if not any(one.source == coding and one.kind in AMENDING for one in statement.account.keepings):
            return False
        kind = statement.undertaking.type
        return any(one.type == kind and not self.others(statement, one) and self.near(statement, one) for one in known)

    def likeness(self, statement: Promise, promise: Open) -> float:
        """Return the share of the shorter statement's words in common with the promise's nearest statement."""
        return max(
            len(statement.stems & other.stems) / max(1, min(len(statement.stems), len(other.stems)))
            for other in promise.statements
        )

    def near(self, statement: Promise, promise: Open) -> bool:
        """Whether a statement is near enough in time."""
        here = made(statement)
        there = [held for other in promise.statements if (held := made(other)) is not None]
        if here is None or not there:
            return True
        kind = self.kinds[promise.type]
        most = self.config.terms * kind.term if kind.single and kind.term else 0
        return min(abs((here.first - held.first).days) for held in there) <= max(self.config.together, most)

    def others(self, statement: Promise, promise: Open) -> bool:
        """Whether a statement names other places or things than the promise."""
        mine = names(statement)
        theirs = promise.places
        return bool(mine and theirs) and not mine & theirs


def apart(statement: Promise, promise: Open) -> bool:
    """Whether a statement is another provision of the agreement that a promise is a provision of."""
    mine = statement.undertaking
    told = [one.undertaking for one in promise.statements]
    return any(one.agreement == mine.agreement and one.provision != mine.provision for one in told if one.agreement)


def made(statement: Promise) -> Bounds | None:
    """Return when a statement was made, else when it was reported."""
    return bounds(statement.said) or moment(statement.known)


def same_due(statement: Promise, promise: Open) -> bool:
    """Whether a statement names a due date that the promise has had."""
    due = bounds(statement.undertaking.due)
    return due is not None and any(due.last == held.last for one in dues(promise) if (held := bounds(one)))


def dues(promise: Open) -> list[When]:
    """Return every due date that a promise has had."""
    told = [one.undertaking.due for one in promise.statements] + [one.due for one in promise.keepings]
    return [due for due in told if due is not None]


def is_over(statement: Promise, promise: Open) -> bool:
    """Whether a promise was closed before a statement was made, which is then a new one; a retelling names no day."""
    if statement.said is None or same_due(statement, promise):
        return False
    here = made(statement)
    ends = [bounds(one.day) for one in promise.keepings if one.kind in CLOSING]
    return any(is_before(end, here) for end in ends)
