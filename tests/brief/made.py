"""Books made by hand: a few sentences of a few outlets, and what was made of them."""

from collections.abc import Sequence
from dataclasses import replace

from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    Books,
    Coding,
    Commitment,
    Entry,
    EntryKind,
    Event,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Keeping,
    KeepingKind,
    Participant,
    Precision,
    Standing,
    Status,
    Verification,
    When,
)

DYAD = ("IRN", "PAK")
IRAN = Actor(id="IRN", name="Iran", country="IRN", sector="GOV")
PAKISTAN = Actor(id="PAK", name="Pakistan", country="PAK", sector="GOV")
MINISTERS = Actor(id=None, name="The foreign ministers", country="PAK", sector="GOV")
WORKERS = Actor(id=None, name="nine labourers", country="PAK", sector="LAB")


def day(written: str) -> When:
    return When(start=written, end=written, precision=Precision.DAY, basis=Basis.STATED)


def cut(article: str, text: str, words: str, kind: EvidenceKind = EvidenceKind.QUOTE) -> Evidence:
    start = text.index(words)
    return Evidence(kind=kind, article=article, start=start, end=start + len(words), quote=words)


def account(  # noqa: PLR0913 - what a test may want another of
    name: str,
    text: str,
    *,
    outlet: str | None = "Border Gazette",
    published: str | None = "2024-01-20",
    clause: str | None = None,
    act: str = "ASSAULT",
    entered: bool = False,
) -> Account:
    """Return an article of one sentence with one coding, named ``name`` and ``name.c``."""
    kind = EvidenceKind.ENTERED if entered else EvidenceKind.QUOTE
    words = cut(name, text, clause or text, kind)
    coding = Coding(
        id=f"{name}.c",
        type=act,
        modes=(),
        contexts=(),
        sources=(Participant(actor=IRAN, evidence=words, score=1.0, reason="made"),),
        targets=(),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        day=None,
        place=None,
        trigger=words,
        evidence=words,
        sentence=cut(name, text, text, kind),
        reciprocal=False,
        casualties=(),
        reasons=(),
    )
    article = Article(
        id=name, text=text, source=None if entered else outlet, published=day(published) if published else None
    )
    return Account(
        article=article,
        codings=(coding,),
        undertakings=(),
        skipped=(),
        entry=entry(name, text) if entered else None,
    )


def entry(name: str, words: str) -> Entry:
    return Entry(
        id=name,
        kind=EntryKind.EVENT,
        author="A. Rahimi",
        entered="2024-01-19T10:00:00+00:00",
        rests_on="a call",
        words=words,
        fields=(),
    )


EVENT = Event(
    id="E1",
    type="ASSAULT",
    modes=(),
    contexts=(),
    sources=(IRAN,),
    targets=(PAKISTAN,),
    affected_states=("PAK",),
    reciprocal=False,
    status=Status.HAPPENED,
    day=None,
    place=None,
    codings=("a.c",),
    articles=("a",),
    claims=(),
    disputed=(),
    casualties=(),
    owners=("Border Gazette",),
    sides=(),
    verification=Verification.UNVERIFIED,
    caution=None,
    dyads=(DYAD,),
    entered=False,
    background=False,
)


def commitment(words: Evidence, name: str = "C1") -> Commitment:
    return Commitment(
        id=name,
        type="ceasefire",
        by=(IRAN, PAKISTAN),
        to=(),
        dyad=DYAD,
        words=words,
        standing=Standing.IN_FORCE,
        implementation=1,
        reversed=False,
        verification=Verification.UNVERIFIED,
        announced=day("2024-01-20"),
        effective=None,
        due=(),
        met=None,
        condition=None,
        claims=(),
        undertakings=(),
        keepings=(),
        agreement=None,
        provision=None,
        disputed=None,
        caution=None,
        entered=False,
    )


def keeping(name: str, kind: KeepingKind, evidence: Evidence, by: str | None, number: int | None = None) -> Keeping:
    return Keeping(
        id=name,
        commitment="C1",
        kind=kind,
        day=day("2024-01-21"),
        by=by,
        evidence=evidence,
        source=name,
        reasons=(),
        accused=("IRN",) if number else (),
        number=number,
    )


def books(accounts: Sequence[Account], *events: Event) -> Books:
    return replace(EMPTY, accounts=tuple(accounts), events=events)


EMPTY = Books(
    dyad=DYAD,
    as_of=None,
    coverage_until="2024-01-30",
    accounts=(),
    stories=(),
    events=(),
    links=(),
    judgements=(),
    commitments=(),
    keepings=(),
    relation=None,
    episodes=(),
)
