"""Entry room: what a person entered becomes an account whose article stands for the entry; all evidence is entered."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from detente.codebook import Codebook, party
from detente.entry.acts import change, digest, event
from detente.entry.config import Config
from detente.entry.days import ordered, to_minute
from detente.entry.form import fields, form
from detente.entry.given import Given, Tables
from detente.entry.line import line
from detente.entry.problems import WrongError, one_of
from detente.entry.promises import keeping, undertaking
from detente.records import (
    Account,
    Article,
    Commitment,
    Entry,
    EntryKind,
    Gap,
    Genre,
    Keeping,
    Participant,
    Problem,
    Skipped,
)

__all__ = ["Clerk"]

Value = TypeVar("Value")
Texts = Callable[[str], Article | None]
Promises = Callable[[str], Commitment | None]
_GAPS = ("title", "url", "language")


class Clerk:
    """Takes what people enter; what was looked up in the codebook's tables is remembered.

    ``texts`` returns the authoritative text of an agreement by its article's id, None for an unknown one; ``promises``
    returns a commitment by its id, by that of an undertaking in it, or by agreement#provision, None for an unknown one;
    it is None itself where no case is at hand. A commitment may be named by the id of the entry that made it, too.
    """

    def __init__(
        self,
        book: Codebook,
        config: Config | None = None,
        *,
        texts: Texts = lambda _: None,
        promises: Promises | None = None,
    ) -> None:
        self.config = config or Config()
        self._tables = Tables(book, self.config)
        self._texts = texts
        self._promises = promises

    def entered(self, kind: EntryKind, given: Mapping[str, str], *, now: str) -> Account | tuple[Problem, ...]:
        """Return the account of values by field, or all that is wrong with them; ``now`` is ISO 8601 with zone."""
        values = {name: text.strip() for name, text in given.items() if text.strip()}
        problems = [*self._gaps(kind, values)]
        moment, side = now, None
        try:
            moment = self._tables.days.moment(values.get("entered") or now)
        except WrongError as wrong:
            problems.append(Problem(field="entered", what=wrong.what, remedy=wrong.remedy))
        if not ordered(moment, now):
            problems.append(Problem(field="entered", what=f"{moment} lies ahead", remedy="leave it empty for now"))
        try:
            if "side" in values:
                side = self._tables.actors.voice(self._tables.actors.find(values["side"], moment[:10]))
        except WrongError as wrong:
            problems.append(Problem(field="side", what=wrong.what, remedy=wrong.remedy))
        found = self._checked(_entry(kind, values, line(kind, values, self._tables.book), moment, side))
        if problems or not isinstance(found, Account):
            return (*problems, *(() if isinstance(found, Account) else found))
        return found

    def account(self, entry: Entry) -> Account | Skipped:
        """Return the account of an entry, or why it can be none."""
        found = self._checked(entry)
        if isinstance(found, Account):
            return found
        reason = "; ".join(f"{one.field}: {one}" for one in found)
        return Skipped(where=f"entry {entry.id}", room="entry", reason=reason)

    def _gaps(self, kind: EntryKind, values: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what is missing, and what no entry of the kind has."""
        known = form(kind)
        for field in known.values():
            if field.need and field.name not in values:
                example = f", such as {field.example}" if field.example else ""
                yield Problem(field=field.name, what="is empty", remedy=f"{field.help}{example}")
        for name in values:
            if name not in known:
                what = f"an entry of kind {kind.value} has no such field"
                yield Problem(field=name, what=what, remedy=one_of(known, name, self.config))

    def _checked(self, entry: Entry) -> Account | tuple[Problem, ...]:
        """Return the account of an entry, or all that is wrong with it."""
        given = Given(entry, self._tables)
        account = Account(article=_standing_in(entry), codings=(), undertakings=(), skipped=(), entry=entry)
        match entry.kind:
            case EntryKind.EVENT:
                account = replace(account, codings=_one(event(given)))
            case EntryKind.COMMITMENT | EntryKind.PROVISION:
                text = self._texts(given.text("agreement") or "")
                account = replace(account, undertakings=_one(undertaking(given, text)))
            case EntryKind.KEEPING:
                one = keeping(given)
                one = self._tied(given, one) if one else None
                account = replace(account, keepings=_one(one), parties=one.parties if one else ())
            case EntryKind.RELATION:
                found = change(given)
                account = replace(account, changes=_one(found), parties=_parties(found.sides if found else ()))
            case EntryKind.OBSERVATION:
                given.day("day")
                account = replace(account, parties=given.parties("parties"))
        return tuple(given.problems) or account

    def _tied(self, given: Given, one: Keeping) -> Keeping:
        """Return a keeping with its commitment's parties; an id of the case becomes that of an undertaking in it.

        Ids of the case are minted when its books are written; that of an undertaking holds whatever is joined to it.
        """
        if not one.commitment or self._promises is None:
            return one
        found = self._promises(one.commitment) or self._promises(digest(one.commitment, "undertaking"))
        if found is None:
            remedy = "look it up, or write its type and parties such as ceasefire: Iran, Pakistan"
            given.wrong("commitment", f"there is no commitment {one.commitment} in this case", remedy)
            return one
        name = found.undertakings[0] if found.undertakings else found.id
        return replace(one, commitment=name, parties=found.dyad)


def _one(found: Value | None) -> tuple[Value, ...]:
    return () if found is None else (found,)


def _parties(sides: tuple[Participant, ...]) -> tuple[str, ...]:
    """Return the parties of participants, each once."""
    return tuple(dict.fromkeys(name for one in sides if (name := party(one.actor)) is not None))


def _entry(kind: EntryKind, values: Mapping[str, str], words: str, moment: str, side: str | None) -> Entry:
    """Return what was entered; its id is the digest of all but the moment, so that the same twice is one entry."""
    own = tuple((field.name, values[field.name]) for field in fields(kind) if not field.common and field.name in values)
    author, rests_on = values.get("author", ""), values.get("rests_on", "")
    content = json.dumps([kind.value, author, side, rests_on, values.get("words", ""), own], ensure_ascii=False)
    return Entry(
        id=digest(content),
        kind=kind,
        author=author,
        entered=moment,
        rests_on=rests_on,
        words=words,
        fields=own,
        side=side,
    )


def _standing_in(entry: Entry) -> Article:
    """Return the article that stands for an entry: its text are the words, its source and owner the author."""
    return Article(
        id=entry.id,
        text=entry.words,
        source=entry.author,
        genre=Genre.ENTRY,
        published=to_minute(entry.entered),
        owner=entry.author,
        side=entry.side,
        gaps=tuple(Gap(field=name, reason="an entry has none") for name in _GAPS),
    )
