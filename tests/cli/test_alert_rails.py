"""Alerts and dates on articles that disagree: each version stands with who says it, and nobody is the culprit."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import cli, flow
from tests.cli.test_guard_rails import CULPRITS, made

__all__ = ["made"]

RULES = """
[[rule]]
name = "all"
kinds = ["violation", "overdue_reply", "due_tomorrow", "level", "contradiction"]
within = 100000
to = ["log"]

[target.log]
file = "alerts.jsonl"
"""
Ask = Callable[..., str]


@pytest.fixture
def ask(
    made: Path, desk: flow.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Ask:
    """Return the command line over the case; it gives what was printed."""

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code in {0, None}
        return capsys.readouterr().out

    shutil.copy(made, tmp_path / "case.detente")
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    monkeypatch.setenv("DETENTE_CASE", "case.detente")
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.chdir(tmp_path)
    return run


def test_no_alert_names_a_culprit_where_reports_disagree(ask: Ask) -> None:
    letters = json.loads(ask("alert", "--rules", "rules.toml", "--dry-run", "--json"))["letters"]
    told = [one["alert"]["words"] for one in letters]
    assert any("disagree on who did it: " in words for words in told), told
    assert [words for words in told if CULPRITS.search(words)] == []


def test_every_alert_and_every_date_says_what_it_rests_on(ask: Ask) -> None:
    letters = json.loads(ask("alert", "--rules", "rules.toml", "--dry-run", "--json"))["letters"]
    dues = json.loads(ask("due", "--all", "--json"))["dues"]
    assert letters
    assert [one for one in letters if not one["alert"]["rests_on"]] == []
    assert [one for one in dues if not one["rests_on"]] == []
