"""Agenda room: what something rests on, in words, and the label that it may be shown under."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePath

from detente.agenda.moments import kept_date
from detente.codebook import AgendaWords, Form, party
from detente.records import Account, Actor, Books, Event, Evidence, EvidenceKind, LogRow, Thread, Tlp, When

__all__ = ["Sources"]

_LONGEST = 160
_DAY = len("2024-01-16")


class Sources:
    """The reports, entries and notices of one dyad's books, by id."""

    def __init__(self, books: Books, words: AgendaWords, forms: "dict[str, Form]") -> None:
        """Take the books whose things are to be cited."""
        self.books, self.words, self.forms = books, words, forms

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """The accounts by the id of their article or entry."""
        return {one.article.id: one for one in self.books.accounts}

    @cached_property
    def threads(self) -> dict[str, Thread]:
        """The threads by the id of each of their entries."""
        return {name: one for one in self.books.threads for name in (one.id, *one.entries)}

    def label(self, ids: Iterable[str], *more: Tlp) -> Tlp:
        """Return the most restrictive label of the notices among some ids; reports are clear."""
        held = [self.threads[one].tlp for one in ids if one in self.threads]
        return max((*held, *more, Tlp.CLEAR), key=lambda one: one.rank)

    def cited(self, evidence: Evidence) -> str:
        """Return the words that something rests on, with who published, entered or sent them."""
        if evidence.article in self.threads:
            return self.notice(self.threads[evidence.article])
        account, words = self.accounts.get(evidence.article), shortened(evidence.quote)
        if account is None:
            return self.words.say("rests", "unknown", id=evidence.article[:12])
        day = account.known[:_DAY] if account.known else None
        if account.entry is not None or evidence.kind is EvidenceKind.ENTERED:
            author = account.entry.author if account.entry else None
            return self.words.say("rests", "entry", author=author, day=day, words=words)
        article = account.article
        source = article.source or PurePath(article.path or "").name or self.words.words["rests"]["source"]
        return self.words.say("rests", "report", source=shortened(source), day=day, words=words)

    def cited_all(self, evidence: Iterable[Evidence], most: int | None = None) -> tuple[str, ...]:
        """Return what several pieces of evidence say, each once; behind the first ``most`` how many there are more."""
        found = tuple(dict.fromkeys(map(self.cited, evidence)))
        if most is None or len(found) <= most:
            return found
        return (*found[:most], self.words.say("rests", "more", count=str(len(found) - most)))

    def notice(self, thread: Thread) -> str:
        """Return a notice as it is cited: id, form, sender, author, moment."""
        held = thread.notice
        sender = self.words.name(held.sender)
        return self.words.say(
            "rests", "notice", id=thread.id, form=self.form(thread), sender=sender, author=held.author, at=held.at
        )

    def form(self, thread: Thread) -> str:
        """Return what a thread's form is called."""
        form = self.forms.get(thread.form)
        return form.name if form else thread.form.replace("_", " ")

    def row(self, row: LogRow) -> str:
        """Return a row of a measure's log as it is cited."""
        outcome = row.outcome.value.replace("_", " ")
        said = f"{outcome}: {shortened(row.words)}" if row.words else outcome
        return self.words.say("rests", "row", id=row.id, by=self.words.name(row.by), at=row.at, outcome=said)

    def event(self, event: Event) -> str:
        """Return an event as it is cited: id, and how many reports from how many independent sources tell of it."""
        reports, owners = (len(event.articles), len(event.owners))
        told = self.words.say("rests", "one_report" if reports == 1 else "reports", count=str(reports))
        from_whom = self.words.say("rests", "one_owner" if owners == 1 else "owners", count=str(owners))
        return self.words.say("rests", "event", id=event.id, reports=told, owners=from_whom)

    def learnt(self, articles: Iterable[str], when: When | None) -> str | None:
        """Return the day on which the last of some reports or notices came in, else the day of what they tell."""
        known = [one.known[:_DAY] for name in articles if (one := self.accounts.get(name)) and one.known]
        last = max(known, default=None)
        if last is not None or when is None:
            return last
        found = kept_date(when.end)
        return found[:_DAY] if found else None

    def names(self, parties: Iterable[str]) -> str:
        """Return what parties are called."""
        return " and ".join(map(self.words.name, parties))


def parties(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the parties of actors, each once."""
    return tuple(dict.fromkeys(party(one) or one.name for one in actors))


def shortened(text: str) -> str:
    """Return text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"
