"""Cases in both stores, a PostgreSQL server of Debian's for the tests, and small accounts of invented acts."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine

from detente.liaison import seal
from detente.records import (
    Account,
    Act,
    Actor,
    Article,
    Basis,
    Change,
    Coding,
    Commitment,
    Entry,
    EntryKind,
    Envelope,
    Event,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Frequency,
    Genre,
    Judged,
    Judgement,
    Keeping,
    KeepingKind,
    Link,
    LinkKind,
    Making,
    Notice,
    Participant,
    PastBrief,
    Point,
    Precision,
    Reason,
    Series,
    Sketch,
    Skipped,
    Standing,
    Status,
    Tlp,
    Undertaking,
    Verification,
    When,
)
from detente.records.relation import Certainty
from detente.store import open_case
from detente.store.case import Case

MAKING = Making(version="0", weights="w", codebook="c", settings="s")
DYAD = ("ISL", "NOR")
_SCHEMAS = count(1)
ICU_SINCE = 15  # the version of PostgreSQL whose databases can sort by ICU


def when(day: str) -> When:
    return When(start=day, end=day, precision=Precision.DAY, basis=Basis.STATED)


def cut(article: str, words: str = "two boats") -> Evidence:
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=3, end=3 + len(words), quote=words)


def party(name: str, article: str) -> Participant:
    return Participant(actor=actor(name), evidence=cut(article, name), score=0.9, reason="named")


def actor(name: str) -> Actor:
    return Actor(id=name, name=name, country=name, sector="GOV")


def make_coding(article: str, name: str, day: str | None = "2024-01-16") -> Coding:
    """Return a coding of Iceland that seizes something of Norway."""
    return Coding(
        id=name,
        type="COERCE",
        modes=("seize",),
        contexts=("military",),
        sources=(party("ISL", article),),
        targets=(party("NOR", article),),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        day=when(day) if day else None,
        place=None,
        trigger=cut(article, "seized"),
        evidence=cut(article),
        sentence=cut(article, "The navy of Iceland seized two boats."),
        reciprocal=False,
        casualties=(),
        reasons=(Reason(field="type", score=1.0, reason="rule 7: seized"),),
    )


def make_undertaking(article: str, name: str) -> Undertaking:
    return Undertaking(
        id=name,
        type="visit_or_meeting",
        by=(party("ISL", article),),
        to=(),
        words=cut(article, "will come"),
        sentence=cut(article, "The envoy will come."),
        due=when("2024-01-26"),
        condition=None,
        standing=Standing.PLEDGED,
        reasons=(),
    )


def make_account(name: str, *codings: str, published: str | None = "2024-01-17", text: str | None = None) -> Account:
    """Return an account of an article with one of every record; without codings, of an article that tells nothing."""
    article = Article(
        id=name,
        text=text or f"The navy of Iceland seized two boats. The envoy will come. {name}",
        title="Gulls over the bank",
        source="Bergen Post",
        owner="Bergen Press",
        side="NOR",
        genre=Genre.NEWS,
        language="en",
        published=when(published) if published else None,
        retrieved="2024-01-20T10:00:00+00:00",
        path=f"news/{name}.txt",
        given_offsets=((4, 2),),
    )
    account = Account(
        article=article, codings=tuple(make_coding(name, one) for one in codings), undertakings=(), skipped=()
    )
    return _furnished(account) if codings else account


def _furnished(account: Account) -> Account:
    name, codings = account.article.id, account.codings
    change = Change(
        id=f"{name}-h",
        line="envoys",
        state="recalled",
        certainty=Certainty.HAPPENED,
        sides=(party("ISL", name), party("NOR", name)),
        by=(),
        day=None,
        evidence=cut(name),
        sentence=cut(name),
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        coding=codings[0].id,
        reasons=(),
    )
    link = Link(kind=LinkKind.AFTER, later=codings[-1].id, earlier=codings[0].id, evidence=cut(name), reason="after")
    return replace(
        account,
        undertakings=(make_undertaking(name, f"{name}-u"),),
        changes=(change,),
        links=(link,),
        sketches=tuple(
            Sketch(of=c.id, head="seize", lemmas=("navy", "boat"), vector=bytes(range(256)), act=b"\xff")
            for c in codings
        ),
        skipped=(Skipped(where=name, room="coding", reason="no such word"),),
        parties=DYAD,
    )


def make_entry(name: str, words: str = "The envoy told me that he will go home") -> Account:
    """Return the account of an observation that a person entered, with a keeping."""
    entry = Entry(
        id=name,
        kind=EntryKind.OBSERVATION,
        author="Sigrid",
        entered="2024-01-19T08:00:00+01:00",
        rests_on="a call with the harbour master",
        words=words,
        fields=(("what", words), ("where", "Tromso")),
        side="NOR",
    )
    article = Article(id=name, text=words, genre=Genre.ENTRY, published=when("2024-01-19"))
    kept = make_keeping(f"{name}-k", source=name)
    return Account(
        article=article, codings=(), undertakings=(), skipped=(), keepings=(kept,), entry=entry, parties=DYAD
    )


def make_keeping(name: str, *, source: str, commitment: str = "") -> Keeping:
    return Keeping(
        id=name,
        commitment=commitment,
        kind=KeepingKind.COMPLIED,
        day=when("2024-01-26"),
        by="NOR",
        evidence=cut(source),
        source=source,
        reasons=(),
    )


def make_event(*codings: str, day: str | None = "2024-01-16", dyads: tuple[tuple[str, str], ...] = (DYAD,)) -> Event:
    return Event(
        id=min(codings),
        type="COERCE",
        modes=(),
        contexts=(),
        sources=(actor("ISL"),),
        targets=(actor("NOR"),),
        affected_states=(),
        reciprocal=False,
        status=Status.HAPPENED,
        day=when(day) if day else None,
        place=None,
        codings=tuple(sorted(codings)),
        articles=(),
        claims=(),
        disputed=(),
        casualties=(),
        owners=(),
        sides=(),
        verification=Verification.UNVERIFIED,
        caution=None,
        dyads=dyads,
        entered=False,
        background=False,
    )


def make_commitment(*undertakings: str, keepings: tuple[str, ...] = ()) -> Commitment:
    return Commitment(
        id=min(undertakings),
        type="visit_or_meeting",
        by=(actor("ISL"),),
        to=(actor("NOR"),),
        dyad=DYAD,
        words=cut("a", "will come"),
        standing=Standing.PLEDGED,
        implementation=0,
        reversed=False,
        verification=Verification.UNVERIFIED,
        announced=when("2024-01-17"),
        effective=None,
        due=(),
        met=None,
        condition=None,
        claims=(),
        undertakings=undertakings,
        keepings=keepings,
        agreement=None,
        provision=None,
        disputed=None,
        caution=None,
        entered=False,
    )


def make_judgement(  # noqa: PLR0913 - a builder
    left: str, right: str, *, same: bool = True, by: str = "detente", about: Judged = Judged.EVENT, score: float = 0.8
) -> Judgement:
    reasons = (Reason(field="words", score=score, reason="two words in common"),)
    first, second = sorted((left, right))
    return Judgement(about=about, left=first, right=second, same=same, score=score, reasons=reasons, by=by)


def make_brief(*said: str, at: str = "2024-01-20T12:00:00+01:00", as_of: str | None = None) -> PastBrief:
    return PastBrief(dyad=DYAD, at=at, as_of=as_of, said=said)


def make_notice(act: Act = Act.NEW, of: str | None = None, **given: object) -> Notice:
    """Return a notice of Iceland to Norway."""
    whole: dict[str, object] = {
        "form": "incident",
        "sender": "ISL",
        "to": ("NOR",),
        "author": "Sigrid",
        "at": "2024-01-17T08:00+01:00",
        "about": (),
        "tlp": Tlp.AMBER,
        "fields": (("place", "Gull Bank"), ("what", "two boats")),
    }
    return Notice(act=act, of=of, **{**whole, **given})


def make_next(
    notice: Notice, thread: str | None = None, then: Callable[[], None] = lambda: None
) -> Callable[[int, str, Sequence[Envelope]], Envelope]:
    """Return what seals a notice as the next entry of a log."""

    def build(number: int, previous: str, before: Sequence[Envelope]) -> Envelope:
        assert [one.thread for one in before] == [thread] * len(before)
        then()
        return seal(notice, number=number, previous=previous, thread=thread, salts=lambda: secrets.token_hex(16))

    return build


def make_series(*values: float, known: str = "2024-02-01", **given: object) -> Series:
    whole: dict[str, object] = {
        "id": "s1",
        "dyad": DYAD,
        "indicator": "border_trade",
        "flow": "ISL>NOR",
        "unit": "USD million",
        "frequency": Frequency.MONTHLY,
        "source": "an invented office",
        "invented": True,
        "known": known,
        "author": "Sigrid",
        "points": tuple(Point(period=f"2024-{month:02}", value=value) for month, value in enumerate(values, 1)),
    }
    return Series(**{**whole, **given})


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start Debian's PostgreSQL in a folder of its own and give its address; skip where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    if not found:
        pytest.skip("no PostgreSQL server here (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="no psycopg here (install detente with its extra: postgres)")
    folder, port = Path(tempfile.mkdtemp(prefix="detente-pg-")), _free_port()
    lower: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        lower = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    try:
        init = [str(found[-1] / "initdb"), "-D", str(folder / "data"), "-U", "detente", "-A", "trust", "-E", "UTF8"]
        # The server sorts as in a language, as teams' servers do; what Detente sorts must not depend on it.
        sorting = ["--locale-provider=icu", "--icu-locale=en-US"] if int(found[-1].parent.name) >= ICU_SINCE else []
        _run([*lower, *init, *sorting])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        ctl = [str(found[-1] / "pg_ctl"), "-D", str(folder / "data"), "-w"]
        _run([*lower, *ctl, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql://detente@127.0.0.1:{port}/postgres"
        finally:
            _run([*lower, *ctl, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _run(command: list[str]) -> None:
    # Output goes to a file: the server keeps what it inherits open.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(command, stdout=told, stderr=told, check=False, cwd="/", env=environment)
        told.seek(0)
        assert done.returncode == 0, told.read().decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a place for a case, in each store; on the server a schema of its own."""
    if request.param == "sqlite":
        yield str(tmp_path / "case.detente")
        return
    address: str = request.getfixturevalue("server")
    name = f"case{next(_SCHEMAS)}"
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    try:
        yield f"{address}?options=-csearch_path%3D{name}"
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()


@pytest.fixture
def case(where: str) -> Iterator[Case]:
    """Give an open, empty case in each store."""
    with open_case(where, create=True) as opened:
        yield opened


@pytest.fixture
def raw(where: str) -> Callable[[str], list[tuple[object, ...]]]:
    """Give a way to run SQL on the place of a case, past Detente."""
    address = (
        f"sqlite:///{where}" if where.endswith(".detente") else where.replace("postgresql:", "postgresql+psycopg:")
    )

    def run(statement: str) -> list[tuple[object, ...]]:
        engine = create_engine(address)
        try:
            with engine.begin() as connection:
                found = connection.exec_driver_sql(statement)
                return [tuple(row) for row in found] if found.returns_rows else []
        finally:
            engine.dispose()

    return run


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Give the builders above."""
    return SimpleNamespace(
        making=MAKING,
        dyad=DYAD,
        when=when,
        account=make_account,
        brief=make_brief,
        coding=make_coding,
        commitment=make_commitment,
        entry=make_entry,
        event=make_event,
        judgement=make_judgement,
        keeping=make_keeping,
        next=make_next,
        notice=make_notice,
        series=make_series,
        undertaking=make_undertaking,
    )
