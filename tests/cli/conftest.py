"""Accounts made by hand for the tests of the command line, and a command line whose rooms are fakes."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from detente import cli
from detente.cli import progress
from detente.flow import Rooms
from detente.records import (
    Account,
    Actor,
    Article,
    Attribution,
    Basis,
    Coded,
    Coding,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Explanation,
    Making,
    Parse,
    Participant,
    Precision,
    Reason,
    Skipped,
    Standing,
    Status,
    Undertaking,
    When,
)
from detente.settings import Settings

TEXT = (
    "Port officials in Norland said on Monday that Norland's navy had seized two fishing boats near the Gull Bank.\n"
    "The foreign minister promised to return the boats by 30 March."
)
MAKING = Making(version="0", weights="w", codebook="c", settings="s")


def cut(words: str, article: str = "a1") -> Evidence:
    start = TEXT.index(words)
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=start, end=start + len(words), quote=words)


def party(name: str, country: str | None, words: str) -> Participant:
    actor = Actor(id=name, name=name, country=country, sector="MIL")
    return Participant(actor=actor, evidence=cut(words), score=0.9, reason="named")


def day(words: str) -> When:
    return When(start=words, end=words, precision=Precision.DAY, basis=Basis.STATED)


def a_coding() -> Coding:
    return Coding(
        id="c1",
        type="COERCE",
        modes=("seize",),
        contexts=(),
        sources=(party("Norland's navy", "NOR", "Norland's navy"),),
        targets=(),
        affected_states=("ISL",),
        status=Status.UNCONFIRMED,
        evidentiality=Evidentiality.ATTRIBUTED,
        attribution=Attribution(speaker=party("port officials", "NOR", "Port officials"), cue=cut("said")),
        day=day("2031-03-04"),
        place=None,
        trigger=cut("seized"),
        evidence=cut("Norland's navy had seized two fishing boats"),
        sentence=cut(TEXT.partition("\n")[0]),
        reciprocal=False,
        casualties=(),
        reasons=(Reason(field="targets", score=1.0, reason="the sentence names nobody"),),
    )


def an_undertaking() -> Undertaking:
    return Undertaking(
        id="u1",
        type="prisoner_release",
        by=(party("Norland", "NOR", "Norland"),),
        to=(),
        words=cut("return the boats by 30 March"),
        sentence=cut(TEXT.partition("\n")[2]),
        due=day("2031-03-30"),
        condition=None,
        standing=Standing.PLEDGED,
        reasons=(),
    )


@pytest.fixture(autouse=True)
def own_case(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep what a test reads in a case of its own."""
    monkeypatch.setenv("DETENTE_CASE", str(tmp_path / "case.detente"))


@pytest.fixture
def account() -> Account:
    """Return an account of one article with one act and one undertaking."""
    article = Article(id="a1", text=TEXT, title="Boats seized", source="Gull Courier", published=day("2031-03-05"))
    return Account(article=article, codings=(a_coding(),), undertakings=(an_undertaking(),), skipped=())


@pytest.fixture
def making() -> Making:
    """Return what made the accounts of these tests."""
    return MAKING


def parse(articles: Sequence[Article]) -> list[Parse | Skipped]:
    """Parse everything into nothing."""
    return [Parse(article=one.id, sentences=(), chains=()) for one in articles]


Detente = Callable[..., int]


def caller(monkeypatch: pytest.MonkeyPatch, open_rooms: Callable[[Settings], Rooms]) -> Callable[..., int]:
    """Return what runs the command line over these rooms and gives its exit code."""

    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert isinstance(ended.value.code, int)
        return ended.value.code

    monkeypatch.setattr(progress, "open_rooms", lambda settings, _book=None: open_rooms(settings))
    return call


@pytest.fixture
def detente(monkeypatch: pytest.MonkeyPatch, account: Account) -> Detente:
    """Return the command line as a function of its words that gives the exit code.

    Its reading room yields a copy of the article for each path, but knows ``missing`` and ``again`` for what they are.
    """

    def read(paths: Iterable[str]) -> Iterator[Article | Skipped]:
        for path in paths:
            if path == "missing":
                yield Skipped(where=path, room="reading", reason="there is no such file; name one that exists")
            elif path == "again":
                yield Skipped(where=path, room="reading", reason="the same bytes as before", same_as="a1")
            elif path == "stopped":
                raise KeyboardInterrupt
            else:
                yield dataclasses.replace(account.article, path=path)

    def code(parse: Parse, article: Article) -> Coded:
        del parse, article
        return Coded(codings=account.codings, undertakings=account.undertakings, skipped=())

    def open_rooms(settings: Settings) -> Rooms:
        del settings

        def unexplained(parse: Parse, article: Article, number: int) -> Explanation:
            raise NotImplementedError

        return Rooms(
            read=read,
            parse=parse,
            code=code,
            sketch=lambda coded: [() for _ in coded],
            explain=unexplained,
            country_name={"ISL": "Iceland"}.get,
            making=MAKING,
        )

    return caller(monkeypatch, open_rooms)
