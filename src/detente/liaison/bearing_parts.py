"""Liaison room: a notice or log row as what an account rests on, with the article that stands for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from detente.codebook import Codebook, Form
from detente.codebook import party as party_of
from detente.liaison.moments import when
from detente.liaison.wording import words
from detente.records import (
    Account,
    Act,
    Actor,
    Article,
    Change,
    Entry,
    EntryKind,
    Evidence,
    EvidenceKind,
    Gap,
    Genre,
    Keeping,
    LogRow,
    Measure,
    Notice,
    Participant,
    Thread,
)

__all__ = ["Source", "answered", "logged", "parties_of"]

PAIR = 2
ERASED = "author erased"
GAPS = ("title", "url", "language")
KINDS = {"keeping": EntryKind.KEEPING, "change": EntryKind.RELATION}
ANSWERS = frozenset({Act.REPLY, Act.DISPUTE, Act.SETTLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the log with its words: ``by`` is the party or body that sent it, ``author`` the person."""

    id: str
    by: str
    author: str | None
    at: str
    rests_on: str
    text: str
    fields: tuple[tuple[str, str], ...]
    book: Codebook

    @classmethod
    def of_notice(cls, name: str, notice: Notice, form: Form, book: Codebook) -> Self:
        """Return what a notice says, in one line."""
        return cls(
            id=name,
            by=notice.sender,
            author=notice.author,
            at=notice.at,
            rests_on=notice.text("evidence") or f"notice {name}",
            text=words(form, notice, names=book.actors.called),
            fields=notice.fields,
            book=book,
        )

    @classmethod
    def of_row(cls, row: LogRow, measure: Measure, book: Codebook) -> Self:
        """Return what a log row says, in one line."""
        fields = {"day": row.day, "outcome": row.outcome.value, "evidence": row.evidence, "verifier": row.verifier}
        return cls(
            id=row.id,
            by=row.by,
            author=row.author,
            at=row.at,
            rests_on=row.evidence or f"log of {measure.id}",
            text=logged(row, measure, book.actors.called),
            fields=tuple((name, text) for name, text in fields.items() if text),
            book=book,
        )

    @property
    def whole(self) -> Evidence:
        """All its words as evidence."""
        return Evidence(kind=EvidenceKind.ENTERED, article=self.id, start=0, end=len(self.text), quote=self.text)

    def name(self, party: str) -> str:
        """Return what a party or body is called."""
        return self.book.actors.called(party)

    def participant(self, name: str) -> Participant:
        """Return a party or body that it names."""
        return Participant(
            actor=actor_of(name, self.book), evidence=self.whole, score=1.0, reason="named in the notice"
        )

    def account(
        self,
        kind: str,
        parties: Sequence[str],
        *,
        changes: tuple[Change, ...] = (),
        keepings: tuple[Keeping, ...] = (),
    ) -> Account:
        """Return the account of what it says, under an article and an entry that stand for it."""
        author = self.author or ERASED
        entry = Entry(
            id=self.id,
            kind=KINDS[kind],
            author=author,
            entered=self.at,
            rests_on=self.rests_on,
            words=self.text,
            fields=self.fields,
            side=self.by,
            notice=self.id,
        )
        article = Article(
            id=self.id,
            text=self.text,
            source=author,
            genre=Genre.ENTRY,
            published=when(self.at),
            owner=self.by,
            side=self.by,
            gaps=tuple(Gap(field=name, reason="a notice has none") for name in GAPS),
        )
        return Account(
            article=article,
            codings=(),
            undertakings=(),
            skipped=(),
            changes=changes,
            keepings=keepings,
            entry=entry,
            parties=tuple(parties),
        )


def parties_of(notice: Notice, book: Codebook) -> tuple[str, ...]:
    """Return between whom a notice is: sender and addressees, without bodies where two parties are left."""
    named = tuple(dict.fromkeys((notice.sender, *notice.to)))
    sides = tuple(one for one in named if party_of(actor_of(one, book)) == one)
    return sides if len(sides) >= PAIR else named


def logged(row: LogRow, measure: Measure, names: Callable[[str], str]) -> str:
    """Return a log row in one line; ``names`` says how the id of a party or body is shown."""
    told = [f"{measure.title}, {row.day}: {row.outcome.value.replace('_', ' ')}"]
    told += [row.words] if row.words else []
    told += [f"at the door of {names(row.accused)}"] if row.accused else []
    told += [f"resting on {row.evidence}"] if row.evidence else []
    told += [f"names {names(row.verifier)} as verifier"] if row.verifier else []
    return "; ".join(told)


def actor_of(name: str, book: Codebook) -> Actor:
    """Return the actor that a party's or body's id stands for, also where no table has it."""
    state = book.actors.country_name(name)
    if state is not None:
        return Actor(id=name, name=state, country=name, sector="GOV")
    known = next((row for row in book.actors.rows if row.id == name), None)
    if known is None:
        return Actor(id=name, name=name, country=None, sector=None)
    return Actor(id=known.id, name=known.name, country=known.country, sector=known.sector)


def answered(thread: Thread, accused: Sequence[str]) -> str | None:
    """Return what those who are accused said last in answer, and how a dispute of it was settled; None for nothing."""
    told = [one.notice for one in thread.log if one.notice.act in ANSWERS]
    own = [one for one in told if one.sender in accused and one.act is not Act.SETTLE]
    last = [*own[-1:], *[one for one in told if one.act is Act.SETTLE][-1:]]
    said = [f"{one.act.value}: " + "; ".join(text for _, text in one.fields) for one in last]
    return "; ".join(said) or None
