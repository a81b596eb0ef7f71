"""detente verify and erase: a log that was touched is told with its first broken entry, an erasure by law is none."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from detente.cli import erase as erasing
from detente.store import open_case

from .test_notice import IRN, PAK, Out, Run, incident
from .test_notice import run as run  # noqa: PLC0414 - the fixture

LAW = ("--reason", "asked for by the family", "--authority", "Data protection law, section 17")


@pytest.fixture
def head(run: Run, capsys: Out) -> str:
    """Return the head of a log of three entries."""
    assert incident(run, "-f", "persons=A. Villager of Examplepur") == 0
    assert run("notice", "ack", "N1", *IRN) == 0
    assert run("notice", "correct", "N1", *PAK, "-f", "killed=3", "--why", "one died") == 0
    capsys.readouterr()
    assert run("verify") == 0
    told = capsys.readouterr().out
    assert "3 entries, every one holds" in told
    assert "the file is sound" in told
    return told.split("head ")[1].strip()


def test_a_head_noted_elsewhere_is_found_again(run: Run, head: str, capsys: Out) -> None:
    assert head.startswith("N3:")
    assert run("notice", "withdraw", "N1", *PAK, "--why", "sent by mistake") == 0
    assert run("verify", "--head", head) == 0
    assert "stands as it was noted; 1 came after it" in capsys.readouterr().out


@pytest.mark.usefixtures("head")
def test_an_entry_that_was_changed_is_named(run: Run, capsys: Out) -> None:
    with closing(sqlite3.connect("case.detente")) as file, file:
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            file.execute(f'drop trigger "{name}"')
        file.execute("update log_values set text = 'nobody died' where entry = 3 and name = 'why'")
    assert run("verify") == 1
    told = capsys.readouterr().err
    assert "case.detente, N3: its why was changed" in told
    assert run("verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["holds"], found["fault"]["id"]) == (False, "N3")


@pytest.mark.usefixtures("head")
def test_a_record_that_cannot_be_read_is_named(run: Run, capsys: Out) -> None:
    with closing(sqlite3.connect("case.detente")) as file, file:
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            file.execute(f'drop trigger "{name}"')
        file.execute("update log set record = '{}' where number = 2")
    assert run("verify") == 1
    told = capsys.readouterr()
    assert "case.detente, N2: its record was changed and cannot be read" in told.err
    assert "head" not in told.out


@pytest.mark.usefixtures("head")
def test_what_says_the_same_elsewhere_is_told_after_an_erasure(run: Run, capsys: Out) -> None:
    words = ("-f", "finding=confirmed", "-f", "words=A. Villager of Examplepur was met")
    assert run("notice", "reply", "N1", *IRN, *words) == 0
    capsys.readouterr()
    assert run("erase", "N1", "--field", "persons", *LAW, *PAK, "--yes") == 0
    assert "the same words stand in words of N4" in capsys.readouterr().out


@pytest.mark.usefixtures("head")
def test_an_erasure_leaves_who_when_and_why_and_the_chain_holds(run: Run, capsys: Out) -> None:
    assert run("erase", "N1", "--field", "persons", *LAW, *PAK, "--yes") == 0
    assert "N4: persons of N1" in capsys.readouterr().out
    assert run("verify") == 0
    assert run("notice", "show", "N1") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "[erased with N4 on 2024-02-01: asked for by the family, Data protection law, section 17]" in told
    assert "Examplepur" not in told
    assert not any(b"Examplepur" in file.read_bytes() for file in Path().glob("case.detente*"))


@pytest.mark.usefixtures("head")
def test_an_erasure_asks_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, code in ((False, 2), (True, 0)):
        monkeypatch.setattr(erasing, "_meant", lambda _told, answer=answer: answer)
        assert run("erase", "N1", "--field", "persons", "-f", "author", *LAW, *PAK) == code
        with open_case("case.detente", create=False) as case:
            assert (case.log()[0].erased == ("author", "persons")) is answer


def test_an_empty_log_holds(run: Run, capsys: Out) -> None:
    with open_case("case.detente", create=True):
        pass
    assert run("verify", "--json") == 0
    assert json.loads(capsys.readouterr().out)["count"] == 0
