"""The commands that look into a case: they work on a real one, and say what is wrong in one line."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from detente import cli
from detente.flow import Desk, enter, settle
from detente.records import Account, Making
from detente.store import open_case

Call = Callable[..., int]


@pytest.fixture(scope="session")
def whole(coded: Sequence[Account], desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case of the examples, made once."""
    path = tmp_path_factory.mktemp("whole") / "case.detente"
    with open_case(str(path), create=True) as case:
        enter(case, coded, Making(version="0", weights="w", codebook="c", settings="s"), desk)
        list(settle(case, desk))
    return path


@pytest.fixture
def where(whole: Path, tmp_path: Path) -> str:
    """Return a copy of the case of the examples."""
    return str(shutil.copy(whole, tmp_path))


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, where: str) -> Call:
    """Return the command line over that case as a function that gives the exit code."""

    def run(*words: str) -> int:
        monkeypatch.setenv("DETENTE_CASE", where)
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return run


def events(where: str) -> dict[str, frozenset[str]]:
    with open_case(where, create=False) as case:
        return {one.id: frozenset(one.codings) for one in case.events()}


def test_a_person_joins_two_events_and_takes_it_back(call: Call, where: str) -> None:
    before = events(where)
    one, other, *_ = sorted(before)
    assert call("judge", "same", one, other, "--author", "A. Analyst", "--why", "read both") == 0
    assert before[one] | before[other] in events(where).values()
    assert call("judge", "undo", one, other, "--author", "A. Analyst") == 0
    assert set(events(where).values()) == set(before.values())


def test_a_person_takes_one_mention_out_of_an_event(call: Call, where: str) -> None:
    name = next(name for name, held in events(where).items() if len(held) > 2)
    assert call("judge", "different", f"{name}.1", name, "--author", "A. Analyst") == 0
    with open_case(where, create=False) as case:
        assert all(len(one.codings) >= 1 for one in case.events(ids=[name]))
    assert call("judge", "list") == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("judge", "same", "E1", "E999", "--author", "A"), "E999: is not in the case", id="no such event"),
        pytest.param(("judge", "same", "E1", "E2"), "does not say who judges", id="nobody judges"),
        pytest.param(("judge", "same", "E1", "S1", "--author", "A"), "are not of one kind", id="an event and a story"),
        pytest.param(("event", "E999"), "E999: is no event of this case", id="an event that is not there"),
        pytest.param(("brief", "--dyad", "FRA-JPN"), "holds nothing between FRA-JPN", id="a dyad that is not there"),
        pytest.param(("brief", "--case", "nowhere.detente"), "nowhere.detente", id="a case that is not there"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    call: Call, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*words) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", [("--as-of", "yesterday"), ("--format", "pdf"), ("--since", "2024-02-31")])
def test_a_value_that_is_none_is_refused_before_the_case_is_opened(call: Call, words: tuple[str, str]) -> None:
    assert call("brief", *words) == 2


def test_the_brief_says_what_was_known_on_a_day(call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("brief", "--dyad", "Pakistan-Iran", "--as-of", "2024-01-18", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["head"]["as_of"] == "2024-01-18"
    assert not any("2024-01-2" in one["source"] for one in told["citations"])


def test_a_case_is_written_as_tables(call: Call, tmp_path: Path) -> None:
    assert call("export", "--format", "csv", "--out", str(tmp_path / "tables")) == 0
    assert (tmp_path / "tables" / "commitments.csv").read_text(encoding="utf-8").count("\n") > 1
