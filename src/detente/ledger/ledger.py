"""Ledger room: the account of one dyad from what was read and entered; pure, so that it can be made anew any time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from detente.codebook import Codebook, WatchRule
from detente.ledger import overdue as due_dates
from detente.ledger.adding import add, answer, numbered
from detente.ledger.axes import commitment
from detente.ledger.config import Config
from detente.ledger.episode import episodes
from detente.ledger.joining import Joiner, judged
from detente.ledger.moments import Bounds, bounds, is_before, moment
from detente.ledger.promises import Promise, dyads_of, known, promises
from detente.ledger.relation import known_of, relation
from detente.ledger.reports import Report, reports
from detente.ledger.violations import violations
from detente.ledger.weighing import Open, meant, weigh
from detente.records import (
    Account,
    Books,
    Commitment,
    Event,
    Judgement,
    Keeping,
    KeepingKind,
    Link,
    Overdue,
    Violations,
)

__all__ = ["Ledger"]


class Ledger:
    """Keeps the books of dyads; holds nothing but its thresholds and the codebook."""

    def __init__(self, config: Config, book: Codebook) -> None:
        """Take the thresholds and the rules of what to watch for."""
        self.config, self.book, self.watched = config, book, book.watch
        self.bearing = {
            kind: frozenset(one for rule in self.watched.of(kind) for one in (*rule.acts, *rule.lines))
            for kind in self.watched.kinds
        }
        self.acts = frozenset[str]().union(*self.bearing.values())

    def dyads(self, account: Account) -> tuple[tuple[str, ...], ...]:
        """Return the dyads that an account touches, sorted; a promise of one known party alone is a dyad of one."""
        return dyads_of(account)

    def books(  # noqa: PLR0913, PLR0917 - a dyad with all that is known of it
        self,
        dyad: tuple[str, ...],
        accounts: Sequence[Account],
        events: Sequence[Event],
        links: Sequence[Link],
        judgements: Sequence[Judgement],
        as_of: str | None = None,
    ) -> Books:
        """Return the books of a dyad from the accounts that touch it, as of a moment or with all that is known."""
        told = sorted((one for one in accounts if _told_by(one, as_of)), key=lambda one: (known(one), one.article.id))
        until = max((known(one)[:10] for one in told if known(one)), default=None)
        opened = self._opened(dyad, told, events, judgements)
        pair = (dyad[0], dyad[1]) if len(dyad) == len("ab") else None
        for promise in opened:
            promise.keepings = numbered(promise.keepings)
        names = self.book.actors.country_name
        commitments = tuple(commitment(one, dyad, until, self.config.bodies, names) for one in opened)
        return Books(
            dyad=dyad,
            as_of=as_of,
            coverage_until=until,
            accounts=tuple(told),
            stories=(),
            events=tuple(events),
            links=tuple(links),
            judgements=tuple(judgements),
            commitments=commitments,
            keepings=tuple(replace(keeping, commitment=one.id) for one in opened for keeping in one.keepings),
            relation=known_of(relation(pair, told, events, self.book)) if pair else None,
            episodes=episodes(pair, told, events, links, self.book, self.config) if pair else (),
        )

    def overdue(
        self, commitment: Commitment, keepings: Iterable[Keeping], as_of: str, coverage_until: str | None
    ) -> Overdue | None:
        """Return by how many days a commitment is past its due date as of a day, None if it is not."""
        return due_dates.overdue(commitment, keepings, as_of, coverage_until)

    def violations(self, commitment: Commitment, keepings: Iterable[Keeping]) -> Violations:
        """Return the violations of a commitment by side and period, alleged and verified apart, with the trend."""
        return violations(commitment.id, keepings, self.config.period)

    def watch(self, commitment: Commitment) -> tuple[WatchRule, ...]:
        """Return what would count as kept, broken or set aside."""
        return self.watched.of(commitment.type)

    def _opened(
        self,
        dyad: tuple[str, ...],
        accounts: Sequence[Account],
        events: Sequence[Event],
        judgements: Collection[Judgement],
    ) -> list[Open]:
        """Go through statements and reports in order of time; join statements, weigh reports."""
        joiner = Joiner(self.watched.kinds, self.config, judged(judgements))
        opened: list[Open] = []
        statements = [one for account in accounts for one in promises(account) if one.dyad == dyad]
        told = reports(accounts, events, dyad, self.config, self.acts)
        items: list[Promise | Report] = [*statements, *told]
        for item in sorted(items, key=_order):
            if isinstance(item, Promise):
                self._state(item, opened, joiner)
            else:
                self._weigh(item, opened, dyad)
        return opened

    def bears(self, report: Report, promise: Open) -> bool:
        """Whether a report tells an act or a state of a line that can bear on a promise at all."""
        known = self.bearing[promise.type]
        return not known.isdisjoint(report.acts) or not known.isdisjoint(report.lines)

    def _state(self, statement: Promise, opened: list[Open], joiner: Joiner) -> None:
        """Add a statement to the promise that it is about, or open a new one."""
        found = joiner.find(statement, opened)
        if joiner.amended(statement, opened):
            return
        if found is None:
            opened.append(Open(statement, self.watched.kinds[statement.undertaking.type]))
        else:
            found.state(statement)

    def _weigh(self, report: Report, opened: Sequence[Open], dyad: tuple[str, ...]) -> None:
        """Weigh a report against every promise of the dyad that it may mean."""
        for promise in meant(report, opened):
            if report.told is None and not report.denied and not self.bears(report, promise):
                continue
            found = weigh(promise, report, self.watched.of(promise.type), dyad)
            if found is None:
                if report.denied:
                    answer(promise, report, self.config)
            elif found.kind is KeepingKind.DENIED and "AGREE" not in report.acts:
                answer(promise, report, self.config)
            else:
                add(promise, found, report)


def _told_by(account: Account, as_of: str | None) -> bool:
    """Whether what an account tells was known by a moment; one without a date always was."""
    return as_of is None or not is_before(moment(as_of), moment(known(account)))


def _order(item: Promise | Report) -> tuple[str, bool, str, str, int]:
    """Return the place of a statement or report in time: when it was made, then when it became known."""
    if isinstance(item, Promise):
        return _time(bounds(item.said), item.known), False, item.known, item.article.id, item.undertaking.words.start
    return _time(bounds(item.day), item.known), True, item.known, item.article.id, item.evidence.start


def _time(held: Bounds | None, told: str) -> str:
    found = held or moment(told)
    return found.first.isoformat() if found is not None else ""
