"""``ledger``, ``relation`` and ``brief`` with traffic: both sides' logs side by side, notices cited, labels kept."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import cli, flow
from detente.flow.traffic import open_registry
from detente.records import Making
from detente.settings import Settings
from detente.store import open_case
from tests.flow.walked import Walk, promise

Run = Callable[..., str]
MAKING = Making(version="0", weights="w", codebook="c", settings="s")


@pytest.fixture(scope="module")
def case(desk: flow.Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case with a promise, its patrols and an envoy status."""
    path = tmp_path_factory.mktemp("views") / "case.detente"
    with open_case(str(path), create=True) as held:
        walk = Walk(held, desk, open_registry(Settings()), MAKING)
        walk.enter(promise(desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))
        walk.patrols("C1")
        walk.recall(tlp="GREEN")
    return path


@pytest.fixture
def run(desk: flow.Desk, case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command line on the case: it gives what was printed."""
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["detente", *words, "--case", str(case)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert not ended.value.code, printed.err
        return printed.out

    return call


def test_a_promise_is_shown_with_both_sides_logs_side_by_side(run: Run) -> None:
    told = run("ledger", "C1")
    (head,) = [one for one in told.splitlines() if "third party" in one]
    assert head.split() == ["day", "Iran", "Pakistan", "third", "party", "what", "follows"]
    for words in ("done (N3)", "done (N2)", "not done (N4)", "at the door of Iran", "not observable (N6)", "no row"):
        assert words in told
    assert "one side" in told
    assert "notice N4, Pakistan" in told
    assert "“" not in told
    assert max(map(len, told.splitlines())) <= 100


def test_the_table_counts_the_occasions_of_each_promise(run: Run) -> None:
    told = run("ledger")
    assert "log of N1: 1 done, 1 not observable, 1 disputed" in told
    assert "Rests on 1 entry, 2 threads of notices" in told
    assert "label TLP:AMBER" in told


def test_json_has_the_occasions_of_each_measure(run: Run) -> None:
    told = json.loads(run("ledger", "C1", "--json"))
    (measure,) = told["commitments"][0]["measures"]
    assert [one["outcome"] for one in measure["occasions"]] == ["done", "disputed", "not_observable"]
    assert measure["occasions"][0]["rows"][0]["by"] == "IRN"
    assert told["rests_on"].startswith("Rests on 1 entry")
    assert told["measures"] == []


def test_an_earlier_day_knows_the_rows_of_then(run: Run) -> None:
    told = run("ledger", "C1", "--as-of", "2024-02-05")
    assert "done (N2)" in told
    assert "N4" not in told
    assert "next planned 2024-02-10" in told


def test_a_relation_cites_the_notice_that_changed_a_line(run: Run) -> None:
    told = " ".join(run("relation", "PAK", "IRN").split())
    assert "recalled for consultations" in told
    assert "notice N7, Pakistan" in told
    assert "Rests on" in told
    assert "recalled" in json.loads(run("relation", "PAK", "IRN", "--json"))["relation"]["lines"][0]["state"]


def test_a_brief_up_to_a_label_says_what_it_leaves_out(run: Run) -> None:
    told = run("brief", "--tlp", "green")
    assert "left out: 1 thread of traffic with a label more restrictive than TLP:GREEN" in told
    assert "frontier corps" not in told
    assert "frontier corps" in run("brief")
