"""Accounts made by hand, one coding each, for the tests of versions."""

from collections.abc import Mapping
from typing import Any

from detente import codebook
from detente.fusion.build import build
from detente.fusion.config import Config
from detente.records import (
    Account,
    Actor,
    Article,
    Attribution,
    Basis,
    Casualties,
    Coding,
    Entry,
    EntryKind,
    Event,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Genre,
    Participant,
    Place,
    Precision,
    Status,
    When,
)

__all__ = ["GROUPS", "account", "actor", "event"]

GROUPS = {"jaish-al-adl": "IRN", "m23": "COD", "hezbollah": "LBN"}
BODIES = {"united-nations": "UNO", "osce": "IGO", "icrc": "NGO"}
SENTENCE = "It was told that this had been done."


def actor(name: str) -> Actor:
    """Make an actor: a state by its code, a group or body by its id, others as "kind:name" (CVL:two children)."""
    if name in GROUPS:
        return Actor(id=name, name=name, country=GROUPS[name], sector="REB")
    if name in BODIES:
        return Actor(id=name, name=name, country=BODIES[name], sector=None)
    sector, _, named = name.partition(":")
    return Actor(id=None, name=named, country=None, sector=sector) if named else _state(name)


def _state(code: str) -> Actor:
    return Actor(id=code, name=code, country=code, sector="GOV")


def _evidence(article: str, quote: str = SENTENCE, start: int = 0) -> Evidence:
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=start, end=start + len(quote), quote=quote)


def _participant(name: str, article: str) -> Participant:
    return Participant(actor=actor(name), evidence=_evidence(article), score=1.0, reason="made by hand")


def _when(day: str, basis: str = "stated") -> When:
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(day), Precision.DAY)
    return When(start=day, end=day, precision=precision, basis=Basis(basis))


def _place(told: Mapping[str, Any], article: str) -> Place | None:
    name = told.get("place")
    return name and Place(
        name=name,
        country=told.get("country"),
        evidence=_evidence(article),
        kind=told.get("kind"),
        admin1=told.get("in"),
    )


def _casualties(told: Mapping[str, Any], article: str) -> tuple[Casualties, ...]:
    made = []
    for kind in ("killed", "injured"):
        for low, high in told.get(kind, []):
            bounds = [None if bound < 0 else bound for bound in (low, high)]
            made.append(
                Casualties(kind=kind, minimum=bounds[0], maximum=bounds[1], by_whom=None, evidence=_evidence(article))
            )
    return tuple(made)


def _attribution(told: Mapping[str, Any], article: str) -> Attribution | None:
    if "by" not in told:
        return None
    sentence = told.get("sentence", SENTENCE)
    cue = told.get("cue", "told")
    return Attribution(
        speaker=_participant(told["by"], article), cue=_evidence(article, cue, max(0, sentence.find(cue)))
    )


def _coding(told: Mapping[str, Any], name: str, article: str) -> Coding:
    sentence = told.get("sentence", SENTENCE)
    trigger = sentence.split()[-1]
    attribution = _attribution(told, article)
    return Coding(
        id=name,
        type=told.get("type", "ASSAULT"),
        modes=tuple(told.get("modes", ())),
        contexts=(),
        sources=tuple(_participant(one, article) for one in told.get("sources", ())),
        targets=tuple(_participant(one, article) for one in told.get("targets", ())),
        affected_states=tuple(told.get("affected", ())),
        status=Status(told.get("status", "happened")),
        evidentiality=Evidentiality.ATTRIBUTED if attribution else Evidentiality.ASSERTED,
        attribution=attribution,
        day=_when(told["day"], told.get("basis", "stated")) if "day" in told else None,
        place=_place(told, article),
        trigger=_evidence(article, trigger, sentence.rfind(trigger)),
        evidence=_evidence(article, sentence),
        sentence=_evidence(article, sentence),
        reciprocal=told.get("reciprocal", False),
        casualties=_casualties(told, article),
        reasons=(),
    )


def account(told: Mapping[str, Any], number: int) -> Account:
    """Make the account of one telling; ``number`` makes its ids."""
    article, name = told.get("article", f"a{number:02d}"), f"c{number:02d}"
    entry = None
    if "author" in told:
        entry = Entry(
            id=article,
            kind=EntryKind.EVENT,
            author=told["author"],
            entered=told.get("published", "2024-01-20T10:00+00:00"),
            rests_on="own observation",
            words=SENTENCE,
            fields=(),
            side=told.get("side"),
        )
    return Account(
        article=Article(
            id=article,
            text=told.get("sentence", SENTENCE),
            source=told.get("owner"),
            owner=told.get("owner"),
            side=told.get("side"),
            genre=Genre(told["genre"]) if "genre" in told else None,
            published=_when(told["published"][:10]) if "published" in told else None,
        ),
        codings=(_coding(told, name, article),),
        undertakings=(),
        skipped=(),
        entry=entry,
    )


def event(tellings: list[Mapping[str, Any]], book: codebook.Codebook) -> Event:
    """Return the event that the tellings are, each of its own article, each owner a source of its own."""
    accounts = [account(told, number) for number, told in enumerate(tellings)]
    owners = {
        one.article.id: one.entry.author if one.entry else one.article.owner or one.article.id for one in accounts
    }
    (made,) = build([[one.codings[0].id for one in accounts]], accounts, owners, book, Config())
    return made
