"""Records made by hand for the tests of promises: accounts of one article each, with acts, undertakings and words."""

from collections.abc import Sequence
from dataclasses import replace

from detente import codebook, ledger
from detente.records import (
    Account,
    Actor,
    Article,
    Attribution,
    Basis,
    Books,
    Coding,
    Commitment,
    Entry,
    EntryKind,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Genre,
    Judgement,
    Keeping,
    KeepingKind,
    Participant,
    Precision,
    Standing,
    Status,
    Undertaking,
    When,
)

BOOK = codebook.load()
LEDGER = ledger.Ledger(ledger.Config(), BOOK)
PAIR = ("ARM", "AZE")
ACTORS = {
    "REBELS": Actor(id="the-rebels", name="the rebels", country="AZE", sector="REB"),
    "OSCE": Actor(id="osce", name="OSCE", country="IGO", sector=None),
    "NOBODY": Actor(id=None, name="armed men", country=None, sector="MIL"),
}


def when(text: str, precision: Precision = Precision.DAY) -> When:
    """Return a moment; one with a T is known to the minute."""
    exact = Precision.MINUTE if "T" in text else precision
    return When(start=text, end=text, precision=exact, basis=Basis.STATED)


def side(name: str) -> Participant:
    """Return a state by its code, or one of the other actors."""
    actor = ACTORS.get(name) or Actor(id=name, name=name, country=name, sector="GOV")
    return Participant(actor=actor, evidence=words("x", 0, name), score=1.0, reason="made")


def words(article: str, start: int, text: str, kind: EvidenceKind = EvidenceKind.QUOTE) -> Evidence:
    """Return evidence."""
    return Evidence(kind=kind, article=article, start=start, end=start + len(text), quote=text)


def act(  # noqa: PLR0913 - the fields of an act
    kind: str,
    sources: Sequence[str],
    targets: Sequence[str] = (),
    *,
    day: str | None = None,
    said: str | None = None,
    status: Status = Status.HAPPENED,
    text: str = "an act",
    name: str = "act",
    at: int = 0,
) -> Coding:
    """Return a coding; ``kind`` is an event type with or without a mode."""
    event, _, mode = kind.partition("/")
    told = Attribution(speaker=side(said), cue=words("x", 0, "said")) if said else None
    return Coding(
        id=name,
        type=event,
        modes=(mode,) if mode else (),
        contexts=(),
        sources=tuple(map(side, sources)),
        targets=tuple(map(side, targets)),
        affected_states=(),
        status=status,
        evidentiality=Evidentiality.ATTRIBUTED if said else Evidentiality.ASSERTED,
        attribution=told,
        day=when(day) if day else None,
        place=None,
        trigger=words("x", at, text),
        evidence=words("x", at, text),
        sentence=words("x", at, text),
        reciprocal=False,
        casualties=(),
        reasons=(),
    )


def promise(  # noqa: PLR0913 - the fields of an undertaking
    kind: str,
    by: Sequence[str],
    to: Sequence[str] = (),
    *,
    text: str = "what was promised",
    standing: Standing = Standing.AGREED,
    due: str | None = None,
    effective: str | None = None,
    coding: str | None = None,
    name: str = "p",
) -> Undertaking:
    """Return an undertaking."""
    return Undertaking(
        id=name,
        type=kind,
        by=tuple(map(side, by)),
        to=tuple(map(side, to)),
        words=words("x", 0, text),
        sentence=words("x", 0, text),
        due=when(due) if due else None,
        condition=None,
        standing=standing,
        reasons=(),
        effective=when(effective) if effective else None,
        coding=coding,
    )


def told(kind: KeepingKind, of: str | None, parties: Sequence[str] = (), **more: object) -> Keeping:
    """Return what the words of a report say became of a promise."""
    made = Keeping(
        id=f"{kind}-{of}",
        commitment="",
        kind=kind,
        day=None,
        by=None,
        evidence=words("x", 5, "words on it"),
        source=f"{kind}-{of}",
        reasons=(),
        type=of,
        parties=tuple(parties),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def account(
    published: str, *things: Coding | Undertaking | Keeping, genre: Genre = Genre.NEWS, name: str | None = None
) -> Account:
    """Return the account of one article; its things get ids and evidence of their own."""
    key = name or f"article-{published}"
    article = Article(id=key, text="", source=key, genre=genre, published=when(published))
    codings = [one for one in things if isinstance(one, Coding)]
    given = {one.id: f"{key}:{one.id}" for one in codings}

    def own(evidence: Evidence) -> Evidence:
        return replace(evidence, article=key)

    return Account(
        article=article,
        codings=tuple(
            replace(
                one,
                id=given[one.id],
                trigger=own(one.trigger),
                evidence=own(one.evidence),
                sentence=own(one.sentence),
            )
            for one in codings
        ),
        undertakings=tuple(
            replace(one, id=f"{key}:{one.id}", words=own(one.words), coding=given.get(one.coding or "", one.coding))
            for one in things
            if isinstance(one, Undertaking)
        ),
        skipped=(),
        parties=PAIR,
        keepings=tuple(
            replace(one, evidence=own(one.evidence), source=given.get(one.source, f"{key}:{one.source}"))
            for one in things
            if isinstance(one, Keeping)
        ),
    )


def entered(moment: str, *things: Undertaking | Keeping, author: str = "A. Analyst", by: str | None = None) -> Account:
    """Return the account of one entry."""
    made = account(moment, *things, genre=Genre.ENTRY, name=f"entry-{moment}")
    entry = Entry(
        id=made.article.id,
        kind=EntryKind.KEEPING,
        author=author,
        entered=f"{moment}T12:00+00:00",
        rests_on="a call",
        words="words",
        fields=(),
        side=by,
    )
    return replace(made, entry=entry)


def books(
    *accounts: Account, as_of: str | None = None, judgements: Sequence[Judgement] = (), pair: tuple[str, ...] = PAIR
) -> Books:
    """Return the books of the pair."""
    touched = [one for one in accounts if pair in LEDGER.dyads(one)]
    return LEDGER.books(pair, touched, (), (), judgements, as_of)


def only(*accounts: Account, **more: object) -> Commitment:
    """Return the one commitment that the accounts make."""
    found = books(*accounts, **more).commitments  # type: ignore[arg-type]
    assert len(found) == 1, [one.words.quote for one in found]
    return found[0]


def kinds(found: Books) -> list[str]:
    """Return the kinds of keepings in the books."""
    return [one.kind.value for one in found.keepings]
