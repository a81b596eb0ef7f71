"""The exchange room opened once, and an account of a few invented acts."""

from collections.abc import Callable

import pytest

from detente.codebook import Codebook, load
from detente.exchange import Exchange, open_exchange
from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    Coding,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Participant,
    Place,
    Precision,
    Status,
    When,
)

TEXT = "Gulls over the bank\n\nThe navy of Iceland seized two boats.\n\nEnvoys of both sides met in the afternoon."


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load()


@pytest.fixture(scope="session")
def exchange(book: Codebook) -> Exchange:
    return open_exchange(book)


def cut(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(kind=EvidenceKind.QUOTE, article="a1", start=start, end=start + len(words), quote=words)


def side(name: str, country: str | None, sector: str | None) -> Participant:
    actor = Actor(id=name, name=name, country=country, sector=sector)
    return Participant(actor=actor, evidence=cut("two boats"), score=0.9, reason="named")


def when(start: str, precision: Precision = Precision.DAY) -> When:
    return When(start=start, end=start, precision=precision, basis=Basis.STATED)


ICELAND, NORWAY, UN = side("Iceland", "ISL", "MIL"), side("Norway", "NOR", "GOV"), side("the UN", "UNO", None)


def make_coding(**changes: object) -> Coding:
    """Return a coding of Iceland that seizes something of Norway, but for what is given."""
    fields: dict[str, object] = {
        "id": "c1",
        "type": "COERCE",
        "modes": ("seize",),
        "contexts": (),
        "sources": (ICELAND,),
        "targets": (NORWAY,),
        "affected_states": ("NOR",),
        "status": Status.HAPPENED,
        "evidentiality": Evidentiality.ASSERTED,
        "attribution": None,
        "day": when("2031-03-04"),
        "place": Place(name="Gull Bank", country=None, evidence=cut("the bank")),
        "trigger": cut("seized"),
        "evidence": cut("The navy of Iceland seized two boats"),
        "sentence": cut("The navy of Iceland seized two boats."),
        "reciprocal": False,
        "casualties": (),
        "reasons": (),
    }
    return Coding(**{**fields, **changes})  # type: ignore[arg-type]


def make_account(*codings: Coding, published: str | None = "2031-03-05") -> Account:
    """Return the account of one article with these codings."""
    article = Article(
        id="a1",
        text=TEXT,
        title="Gulls over the bank",
        source="Gull Courier",
        published=when(published) if published else None,
    )
    return Account(article=article, codings=codings, undertakings=(), skipped=())


Coder = Callable[..., Coding]


@pytest.fixture
def coding() -> Coder:
    return make_coding


@pytest.fixture
def account() -> Callable[..., Account]:
    return make_account
