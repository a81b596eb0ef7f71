"""Flow: the parts of a course of events, as accounts; those of a case that is varied are read and never written to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente import replay
from detente.entry import Clerk
from detente.errors import StoreError
from detente.flow.cases import DAY, Desk
from detente.records import (
    Account,
    Act,
    Alternative,
    Commitment,
    Course,
    CourseEntry,
    CourseNotice,
    Entry,
    EntryKind,
    Envelope,
    Event,
    Fate,
    Judged,
    Judgement,
    Piece,
    Series,
    Step,
)
from detente.store import copied, open_case, shown

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["Parts", "Source", "parts", "source", "steps"]

_SIGHT = 40  # letters of a report's name that fit on a line
_ID = 12  # letters of an entry's id that tell it from all others of a case
_ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The case that is varied, as far as a course needs it; all of it empty where none is."""

    accounts: Sequence[Account] = ()
    judgements: Sequence[Judgement] = ()
    commitments: Sequence[Commitment] = ()
    events: Sequence[Event] = ()
    log: Sequence[Envelope] = ()
    series: Sequence[Series] = ()

    def within(self) -> dict[str, frozenset[str]]:
        """Return events and promises by their ids, with the codings and undertakings that they were made from."""
        events = {one.id: frozenset(one.codings) for one in self.events}
        return events | {one.id: frozenset(one.undertakings) for one in self.commitments}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is played: the parts of a course in order of time, what was taken out, and what has no date.

    ``names`` are what articles, entries and undertakings are called in the course, by their ids; ``meant`` are codings
    or undertakings that a name of the course (an entry's) or an id of the varied case stands for.
    """

    pieces: tuple[Piece, ...]
    gone: tuple[Piece, ...]
    undated: tuple[str, ...]
    names: Mapping[str, str]
    meant: Mapping[str, frozenset[str]] = field(default_factory=dict)


def source(course: Course, settings: "Settings") -> Source:
    """Return what a course takes from the case that it varies.

    Raises:
        StoreError: the case cannot be opened.
    """
    if course.case is None:
        return Source()
    with TemporaryDirectory(prefix="detente-") as folder, _copy(course.case, Path(folder), settings) as case:
        return Source(
            accounts=case.accounts(),
            judgements=[one for about in Judged for one in case.judgements(about) if one.persons],
            commitments=case.commitments(),
            events=case.events(),
            log=case.log(),
            series=case.series(),
        )


def _copy(where: str, folder: Path, settings: "Settings") -> "Case":
    """Open a copy of a case; what is wrong with it is told of the case."""
    try:
        return open_case(copied(where, folder), create=False, config=settings.store)
    except StoreError as error:
        raise StoreError(error.what, where=shown(where), remedy=error.remedy) from error


def parts(course: Course, chosen: Alternative | None, held: Source, settings: "Settings", desk: Desk) -> Parts:
    """Return the parts of a course under an alternative, each entry with the account that it is.

    Raises:
        CourseError: what cannot be played, each fault with its place.
    """
    faults = replay.Faults()
    own = replay.pieces(course, faults, settings.replay)
    known = _known(held)
    for one in own:
        if one.name in {other.name for other in known}:
            faults.add(f"name {one.name!r} is that of a report of the case", where=one.where, remedy="rename it")
    found = replay.varied([*known, *own], chosen, faults, settings.replay, held.within())
    faults.tell()
    ordered = replay.played(found)
    accounts = _Accounts(held, settings, desk, faults).of(ordered)
    faults.tell()
    made = tuple(replace(one, account=accounts.get(one.name)) for one in ordered)
    return Parts(
        pieces=made,
        gone=tuple(one for one in found if one.fate is Fate.TAKEN_OUT),
        undated=tuple(one.name for one in found if one.known is None and one.fate is not Fate.TAKEN_OUT),
        names=_names(made),
        meant={**held.within(), **{one.name: _made_of(one) for one in made if one.account}},
    )


def steps(held: Parts) -> Iterator[Step]:
    """Yield what became known, in order of time, then what was taken out."""
    for one in (*held.pieces, *held.gone):
        entry = one.account.entry if one.account else None
        gone = one.fate is Fate.TAKEN_OUT
        before = one.known if gone else one.before
        yield Step(
            name=one.name,
            day=None if gone else (one.known or "")[:DAY],
            kind=one.kind,
            words=(entry.words if entry and one.fate is not Fate.CHANGED else "") or one.words or one.name,
            rests_on=entry.rests_on if entry else one.rests_on,
            fate=one.fate,
            before=before[:DAY] if before else None,
        )


def _made_of(piece: Piece) -> frozenset[str]:
    """Return the ids of what an account holds."""
    account = piece.account
    if account is None:
        return frozenset()
    return frozenset([one.id for one in account.codings] + [one.id for one in account.undertakings])


class _Accounts:
    """Makes accounts of entries; those of a case stay what they are unless an alternative varied them."""

    def __init__(self, source: Source, settings: "Settings", desk: Desk, faults: "replay.Faults") -> None:
        self.source, self.desk, self.faults = source, desk, faults
        self.clerk = Clerk(
            desk.book, settings.entry, texts={one.article.id: one.article for one in source.accounts}.get
        )
        self.made: dict[str, Account] = {}
        self.instead: dict[str, str] = {}

    def of(self, pieces: Sequence[Piece]) -> Mapping[str, Account]:
        """Return the account of each part by its name; what speaks of a promise comes behind the promise."""
        for one in sorted(pieces, key=lambda one: one.kind == EntryKind.KEEPING):
            found = one.account or (self._entered(one) if one.notice is None else None)
            if found is not None:
                self.made[one.name] = self._tied(found)
        return self.made

    def _entered(self, piece: Piece) -> Account | None:
        """Return the account of an entry, None where something is wrong with it."""
        given = piece.entry
        if given is None or piece.known is None:
            raise ValueError(piece.name)
        fields = dict(given.fields) | {"entered": piece.known}
        about = fields.get("commitment", "") if given.kind == EntryKind.KEEPING else ""
        promise = self._promise(about)
        if promise is not None:
            fields["commitment"] = promise[0]
            fields.setdefault("parties", "; ".join(promise[1]))
        elif about and ":" not in about:
            remedy = "name the entry that makes it, or write type and parties such as ceasefire: Iran, Pakistan"
            self.faults.add(f"commitment: there is no promise {about}", where=piece.where, remedy=remedy)
            return None
        found = self.clerk.entered(EntryKind(given.kind), fields, now=piece.known)
        if isinstance(found, Account):
            self._stands_for(piece, found)
            return found
        for problem in found:
            self.faults.add(f"{problem.field}: {problem.what}", where=piece.where, remedy=problem.remedy)
        return None

    def _promise(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        """Return an undertaking of a promise and its parties by the name of its entry or its id in the case."""
        made = self.made.get(name)
        if made is not None and made.undertakings and name:
            return made.undertakings[0].id, next(iter(self.desk.ledger.dyads(made)), ())
        for one in self.source.commitments:
            if one.undertakings and name in {one.id, one.id.lower(), *one.undertakings}:
                return self.instead.get(one.undertakings[0], one.undertakings[0]), one.dyad
        return None

    def _stands_for(self, piece: Piece, found: Account) -> None:
        """Remember which promise of the case an entry that was varied makes in the place of its old one."""
        old = next((one for one in self.source.accounts if one.article.id in piece.also), None)
        if old is not None:
            for before, now in zip(old.undertakings, found.undertakings, strict=False):
                self.instead[before.id] = now.id

    def _tied(self, account: Account) -> Account:
        """Return an account whose evidence is about the promises as they are now."""
        if not any(one.commitment in self.instead for one in account.keepings):
            return account
        keepings = (
            replace(one, commitment=self.instead.get(one.commitment, one.commitment)) for one in account.keepings
        )
        return replace(account, keepings=tuple(keepings))


def _names(pieces: Sequence[Piece]) -> dict[str, str]:
    """Return what articles, entries and undertakings are called in the course, by their ids."""
    names: dict[str, str] = {}
    for one in pieces:
        if one.account is None:
            continue
        names[one.account.article.id] = one.name
        promised = one.account.undertakings
        for number, undertaking in enumerate(promised, 1):
            names[undertaking.id] = one.name if len(promised) == 1 else f"{one.name}#{number}"
    return names


def _known(source: Source) -> list[Piece]:
    """Return the reports and entries of a case as parts of a course."""
    holders = {one.id: account.article.id for account in source.accounts for one in account.undertakings}
    called: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for one in source.accounts:
        name = _name(one)
        taken[name] += 1
        called[one.article.id] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    notices = [_notice_piece(one) for one in source.log if one.notice.act is not Act.ERASE]
    return [*(_known_piece(one, called, holders) for one in source.accounts), *notices]


def _notice_piece(held: Envelope) -> Piece:
    """Return an entry of a case's log as a part of a course; what was erased of it stays erased."""
    notice = replace(held.notice, author=held.notice.author or _ERASED)
    leans = (notice.of,) if notice.of else ()
    given = CourseNotice(
        name=held.id,
        act=notice.act.value,
        form=notice.form if notice.act is Act.NEW else None,
        of=notice.of,
        sender=notice.sender,
        to=notice.to,
        author=notice.author or _ERASED,
        at=notice.at,
        about=notice.about,
        tlp=notice.tlp.value,
        given=notice.fields,
        follows=(),
        where=f"the case, {held.id}",
    )
    return Piece(
        name=held.id,
        also=(),
        known=notice.at,
        kind="notice",
        words=f"{notice.sender}: {notice.act.value} {notice.form.replace('_', ' ')}",
        rests_on=f"notice of {notice.sender}",
        where=given.where,
        leans=leans,
        notice=given,
        sent=notice,
    )


def _known_piece(account: Account, called: Mapping[str, str], holders: Mapping[str, str]) -> Piece:
    """Return a report or entry of a case as a part of a course."""
    article, entry = account.article, account.entry
    told = [holders[one.commitment] for one in account.keepings if one.commitment in holders]
    told += [one.agreement for one in account.undertakings if one.agreement in called and one.agreement]
    name = called[article.id]
    return Piece(
        name=name,
        also=tuple(one for one in (article.id, article.title, article.path) if one),
        known=account.known,
        kind=entry.kind.value if entry else "report",
        words=entry.words if entry else article.title or name,
        rests_on=entry.rests_on if entry else article.source or article.path or article.id,
        where=f"the case, {name}",
        leans=tuple(dict.fromkeys(called[one] for one in told if called[one] != name)),
        entry=_given(entry, name) if entry else None,
        account=account,
    )


def _name(account: Account) -> str:
    """Return what a report or entry of a case is called: the beginning of an entry's id, a report's file or title."""
    article = account.article
    if account.entry is not None:
        return article.id[:_ID]
    return (Path(article.path).name if article.path else article.title or article.id)[:_SIGHT]


def _given(entry: Entry, name: str) -> CourseEntry:
    """Return an entry of a case as the fields that it was made from."""
    fields = {
        **dict(entry.fields),
        "words": entry.words,
        "author": entry.author,
        "side": entry.side or "",
        "rests_on": entry.rests_on,
        "entered": entry.entered,
    }
    given = tuple((key, text) for key, text in fields.items() if text)
    return CourseEntry(name=name, kind=entry.kind.value, fields=given, follows=(), where=f"the case, {name}")
