"""detente measure: a plan of patrols, the logs of both sides beside each other, and what follows from them."""

import json
from pathlib import Path

import pytest

from .test_notice import IRN, PAK, Out, Run
from .test_notice import run as run  # noqa: PLC0414 - the fixture

PLAN = ("-f", "title=Patrols at Mirjaveh", "-f", "place=Mirjaveh", "-f", "first=2024-01-08", "-f", "last=2024-01-29")
UNITS = ("-f", "every=1 week", "-f", "own_unit=border guards", "-f", "other_unit=border guards")


@pytest.fixture
def plan(run: Run, capsys: Out) -> str:
    """Return the id of a plan of four patrols."""
    sent = ("--at", "2024-01-02T10:00+05:00")
    assert run("measure", "plan", "joint_patrol_plan", *PAK, "--to", "IRN", *PLAN, *UNITS, *sent) == 0
    capsys.readouterr()
    return "N1"


def log(run: Run, plan: str, side: tuple[str, ...], day: str, outcome: str, *more: str) -> int:
    zone = "+05:00" if side is PAK else "+03:30"
    hour = "18" if side is PAK else "19"
    return run(
        "measure", "log", plan, *side, "--day", day, "--outcome", outcome, "--at", f"{day}T{hour}:00{zone}", *more
    )


def test_the_logs_of_both_sides_stand_beside_each_other(run: Run, plan: str, capsys: Out) -> None:
    assert log(run, plan, PAK, "2024-01-08", "done", "--evidence", "joint record 1", "--verifier", "IRN") == 0
    assert log(run, plan, IRN, "2024-01-08", "done", "--evidence", "joint record 1") == 0
    assert log(run, plan, PAK, "2024-01-15", "not_done", "--accused", "IRN", "--words", "nobody came") == 0
    assert log(run, plan, IRN, "2024-01-15", "not_observable", "--words", "fog") == 0
    capsys.readouterr()
    assert run("measure", "show", plan, "--json", "--as-of", "2024-01-23") == 0
    found = json.loads(capsys.readouterr().out)
    told = {
        one["day"]: (one["outcome"], [(row["by"], row["outcome"]) for row in one["rows"]]) for one in found["occasions"]
    }
    assert told["2024-01-08"] == ("done", [("IRN", "done"), ("PAK", "done")])
    assert told["2024-01-15"][1] == [("IRN", "not_observable"), ("PAK", "not_done")]
    assert told["2024-01-22"] == (None, [])
    assert run("measure", "show", plan, "--as-of", "2024-01-23") == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "Patrols at Mirjaveh" in page
    assert "Ahead: 2024-01-29." in page
    assert "silent" in page


def test_a_list_counts_how_the_occasions_came_out(run: Run, plan: str, capsys: Out) -> None:
    assert log(run, plan, PAK, "2024-01-08", "done", "--evidence", "joint record 1") == 0
    capsys.readouterr()
    assert run("measure", "list", "--dyad", "PAK-IRN", "--as-of", "2024-01-16") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "1 done, 1 not logged" in told
    assert run("measure", "list", "--for", "AFG") == 0
    assert "1 measure is not shown to Afghanistan." in capsys.readouterr().out


def test_a_row_is_corrected_and_the_old_one_stays_in_the_log(run: Run, plan: str, capsys: Out) -> None:
    assert log(run, plan, PAK, "2024-01-08", "not_done", "--words", "nobody came") == 0
    change = ("-f", "outcome=done", "-f", "evidence=joint record 1", "--why", "the record came later")
    assert run("notice", "correct", "N2", *PAK, *change, "--at", "2024-01-09T10:00+05:00") == 0
    capsys.readouterr()
    assert run("measure", "show", plan, "--json", "--as-of", "2024-01-10") == 0
    assert json.loads(capsys.readouterr().out)["occasions"][0]["outcome"] == "done"
    assert run("notice", "show", plan) == 0
    assert "not_done; corrected by N3 to done" in " ".join(capsys.readouterr().out.split())


def test_a_plan_can_be_a_file(run: Run, capsys: Out) -> None:
    assert run("notice", "forms", "measure_plan", "--blank", "plan.toml") == 0
    filled = {
        "to =": 'to = ["IRN"]',
        "title =": 'title = "Lists of detained fishermen"',
        "sort =": 'sort = "list_exchange"',
        "first =": "first = 2024-01-08",
        "every =": 'every = "6 months"',
        "last =": "last = 2025-01-08",
        "own_unit =": 'own_unit = "foreign ministry"',
        "other_unit =": 'other_unit = "foreign ministry"',
    }
    lines = Path("plan.toml").read_text(encoding="utf-8").splitlines()
    text = [next((new for old, new in filled.items() if line.startswith(old)), line) for line in lines]
    Path("plan.toml").write_text("\n".join(text), encoding="utf-8")
    assert run("measure", "plan", "--file", "plan.toml", *PAK, "--at", "2024-01-02T10:00+05:00") == 0
    capsys.readouterr()
    assert run("measure", "show", "N1", "--as-of", "2024-01-31") == 0
    assert "2024-07-08" in capsys.readouterr().out


def test_every_command_explains_itself(run: Run, capsys: Out) -> None:
    for word in ("plan", "log", "list", "show"):
        assert run("measure", word, "--help") == 0
        assert "Examples:" in capsys.readouterr().out
