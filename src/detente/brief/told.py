"""Brief room: what every part of a brief draws on, looked up once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from detente.brief.citations import Citations
from detente.brief.config import Config
from detente.brief.names import Names
from detente.codebook import Codebook
from detente.records import (
    Account,
    Books,
    Change,
    Coding,
    Event,
    Evidence,
    EvidenceKind,
    Overdue,
    Status,
    ThreadState,
    When,
)

__all__ = ["NOT_DONE", "Told", "first_day", "last_day"]

NOT_DONE = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.RECOMMENDED})
LATEST = "9999"
WEEK = "-W"


class Told:
    """The books of a dyad with the numbered citations, the names, and what is overdue; ``since`` is the first day."""

    def __init__(  # noqa: PLR0913, PLR0917 - what every part draws on
        self,
        books: Books,
        book: Codebook,
        overdue: Sequence[Overdue],
        since: str | None,
        config: Config,
        notices: Mapping[str, str] | None = None,
        unread: Mapping[str, int] | None = None,
    ) -> None:
        """Index the books; ``notices`` are entries of traffic in words, by id, ``unread`` counts texts by language."""
        self.unread = unread or {}
        self.books, self.book, self.since, self.config = books, book, since, config
        self.names = Names(book)
        self.threads = tuple(one for one in books.threads if one.state is not ThreadState.HELD)
        self.citations = Citations(books.accounts, self.threads, notices, self.names.party)
        self.overdue: Mapping[str, Overdue] = {one.commitment: one for one in overdue}
        self.accounts: Mapping[str, Account] = {one.article.id: one for one in books.accounts}
        self.codings: Mapping[str, Coding] = {one.id: one for held in books.accounts for one in held.codings}
        self.within: Mapping[str, Account] = {one.id: held for held in books.accounts for one in held.codings}
        self.changes: Mapping[str, Change] = {one.id: one for held in books.accounts for one in held.changes}
        self._often = Counter(one.sentence for one in self.codings.values())
        self.events: Mapping[str, Event] = {one.id: one for one in books.events}

    @property
    def up_to(self) -> str:
        """What is said behind "there is none" where a label leaves some out."""
        return " up to the label that was asked for" if self.books.left_out else ""

    def words(self, notice: str) -> str:
        """Return an entry of working traffic in one line."""
        return self.citations.words(notice)

    def day_of(self, change: Change) -> When | None:
        """Return the day of the act that a change was told with, None where no act or day is known."""
        return next((one.day for one in self.events.values() if change.coding in one.codings), None)

    def word(self, table: str, name: str) -> str:
        """Return the word for a value of the records."""
        return self.book.telling.word(table, name)

    def ranked(self, event: Event) -> list[Coding]:
        """Return the codings of an event, first those whose words tell it best."""
        held = [self.codings[one] for one in event.codings if one in self.codings]
        return sorted(held, key=lambda one: (*self._fit(one, event), one.id))

    def _fit(self, coding: Coding, event: Event) -> tuple[object, ...]:
        """Return how well a coding tells an event: same act, doer and day; alone in a sentence; early."""
        modes = {*event.modes}
        return (
            coding.type != event.type,
            coding.status is not event.status,
            not _among(coding, event),
            event.day is not None and (coding.day is None or coding.day.start != event.day.start),
            len(coding.sentence.quote) > self.config.quoted,
            self._often[coding.sentence] > 1,
            -len(modes.intersection(coding.modes)),
            self.reported(coding.id) or LATEST,
        )

    def cited(self, codings: Iterable[str]) -> tuple[int, ...]:
        """Return the citations of some codings: one of each source first, and no more than are read."""
        first: dict[str, str] = {}
        for one in codings:
            if one in self.codings:
                first.setdefault(self._owner(one), one)
        return self.citations.of(*(self.codings[one].sentence for one in list(first.values())[: self.config.cited]))

    def cited_event(self, event: Event) -> tuple[int, ...]:
        """Return the citations of an event, the best first."""
        return self.cited(one.id for one in self.ranked(event))

    def best(self, found: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the citations of some evidence: one of each source, and no more than are read."""
        first: dict[str, Evidence] = {}
        for one in found:
            first.setdefault(self.source(one.article), one)
        return self.citations.of(*list(first.values())[: self.config.cited])

    def sentence(self, evidence: Evidence) -> Evidence:
        """Return the sentence in which some words of a report stand, themselves where none is known."""
        account = self.accounts.get(evidence.article)
        sentences: list[Evidence] = []
        if account:
            sentences += [one.sentence for one in account.codings]
            sentences += [one.sentence for one in account.undertakings]
            sentences += [one.sentence for one in account.changes]
        return next((one for one in sentences if one.start <= evidence.start and evidence.end <= one.end), evidence)

    def source(self, article: str) -> str:
        """Return which independent source an article or entry is of."""
        account = self.accounts.get(article)
        if account is None:
            return article
        return account.article.owner or account.article.source or article

    def outlet(self, article: str) -> str:
        """Return what the source of an article is called; an entry's is its author."""
        account = self.accounts.get(article)
        if account is None:
            return "a report"
        if account.entry:
            return account.entry.author
        name = " ".join((account.article.source or "").split())
        title, path = account.article.title, account.article.path
        return name or (
            f"“{self.cut(title)}”" if title else path.rpartition("/")[2] if path else "a source without a name"
        )

    def _owner(self, coding: str) -> str:
        return self.source(self.within[coding].article.id)

    def published(self, article: str) -> str | None:
        """Return the day on which an article was published or an entry made, None where that is unknown."""
        account = self.accounts.get(article)
        if account is None:
            return None
        if account.entry:
            return account.entry.entered[:10]
        return first_day(account.article.published)

    def reported(self, *codings: str) -> str | None:
        """Return the first day on which any of some codings was reported, None where that is unknown."""
        days = (self.published(self.within[one].article.id) for one in codings if one in self.within)
        return min((day for day in days if day), default=None)

    def day(self, event: Event) -> str:
        """Return the day of an event as it is told; of one that no report dates, when it was first reported."""
        if event.day:
            return self.names.moment(event.day)
        known = self.reported(*event.codings)
        return f"reported {known}" if known else "day unknown"

    def order(self, event: Event) -> tuple[str, bool, int, str]:
        """Return what events are sorted by: the day, dated ones first, then as their numbers were given."""
        day = first_day(event.day) or self.reported(*event.codings) or LATEST
        return day, event.day is None, _number(event.id), event.id

    def quote(self, clause: Evidence, sentence: Evidence) -> str | None:
        """Return the sentence if it fits, else the clause if it says enough to be read on its own, else a cut sentence.

        What a person entered is never quoted.
        """
        if sentence.kind is not EvidenceKind.QUOTE:
            return None
        long = len(" ".join(sentence.quote.split())) > self.config.quoted
        return self.cut(clause.quote if long and clause.quote.count(" ") >= self.config.telling else sentence.quote)

    def cut(self, words: str) -> str:
        """Return words on one line, no longer than a line of a brief quotes."""
        whole = " ".join(words.split())
        if len(whole) <= self.config.quoted:
            return whole
        return whole[: self.config.quoted].rsplit(" ", 1)[0] + " …"

    def shown(self, event: Event) -> bool:
        """Whether an event belongs into the account: not what was only planned or urged, nor what was before."""
        if event.status in NOT_DONE:
            return False
        if event.day is None:
            return not event.background
        return self.since is None or (last_day(event.day) or LATEST) >= self.since

    def sorted(self, *, when: Callable[[Event], bool] | None = None) -> list[Event]:
        """Return the events that are told, in order of time."""
        held = [one for one in self.books.events if self.shown(one) and (when is None or when(one))]
        return sorted(held, key=self.order)


def _among(coding: Coding, event: Event) -> bool:
    """Whether who does it in a coding is among those of the event."""
    named = {one.actor.country or one.actor.id for one in coding.sources}
    return not event.sources or bool(named & {one.country or one.id for one in event.sources})


def _number(name: str) -> int:
    digits = "".join(one for one in name if one.isdigit())
    return int(digits) if digits else 0


def first_day(when: When | None) -> str | None:
    """Return the first day of a moment, as exactly as it is known; None where it is not."""
    return None if when is None else _day(when.start, 1)


def last_day(when: When | None) -> str | None:
    """Return the last day of a moment; a month or year sorts behind its days."""
    return None if when is None else _day(when.end, 7) + ("" if len(when.end) > len("2024-01") else "-99")


def _day(moment: str, weekday: int) -> str:
    year, week, number = moment[:8].partition(WEEK)
    return date.fromisocalendar(int(year), int(number), weekday).isoformat() if week else moment[:10]
