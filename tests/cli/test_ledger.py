"""``detente ledger`` shows what was promised, where it stands and what to watch for, with what it rests on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = (
    {
        "id": "1",
        "source": "Coast Courier",
        "published": "2024-05-07",
        "text": "Kenya agreed with Somalia on Tuesday to withdraw its troops from Gedo by 20 May 2024.",
    },
    {
        "id": "2",
        "source": "Juba Gazette",
        "published": "2024-05-12",
        "text": "Kenya suspended the withdrawal of its troops from Gedo on 11 May 2024, Somalia's government said.",
    },
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the two reports into a case."""
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    done = run("read", "--case", str(folder / "k.detente"), str(path))
    assert done.returncode == 0, done.stderr
    return folder / "k.detente"


def run(*words: str, columns: int = 80) -> subprocess.CompletedProcess[str]:
    """Run the command line on a terminal."""
    command = [sys.executable, "-c", "from detente.cli import main; main()", *words]
    env = {**os.environ, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=env)


def test_the_table_fits_a_terminal_and_says_where_each_promise_stands(case: Path) -> None:
    done = run("ledger", "--case", str(case), "--dyad", "KEN-SOM", "--as-of", "2024-05-23")
    assert done.returncode == 0, done.stderr
    told = ("Kenya", "suspended", "nothing done", "3 days overdue", "withdrawal of forces", "watch for")
    assert [words for words in told if words not in done.stdout] == []
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_an_earlier_day_knows_nothing_of_the_suspension(case: Path) -> None:
    done = run("ledger", "--case", str(case), "--dyad", "KEN-SOM", "--as-of", "2024-05-08")
    assert "agreed" in done.stdout
    assert "suspended" not in done.stdout
    assert "due 2024-05-20" in done.stdout


def test_one_promise_is_shown_with_its_history_evidence_and_what_to_watch_for(case: Path) -> None:
    done = run("ledger", "C1", "--case", str(case), columns=160)
    assert done.returncode == 0, done.stderr
    told = (
        "Who says what of it",
        "Due dates",
        "Reports on it",
        "Juba Gazette",
        "What to watch for",
        "Who could confirm",
    )
    assert [words for words in told if words not in done.stdout] == []


def test_json_holds_the_promises_with_what_is_overdue(case: Path) -> None:
    done = run("ledger", "--case", str(case), "--as-of", "2024-05-23", "--json")
    (found,) = json.loads(done.stdout)["commitments"]
    assert (found["type"], found["standing"], found["overdue"]["days"]) == ("withdrawal", "suspended", 3)
    assert [one["kind"] for one in found["history"]] == ["suspended"]


def test_an_unknown_commitment_is_told_with_the_remedy(case: Path) -> None:
    done = run("ledger", "C99", "--case", str(case))
    assert done.returncode == 2
    assert "C99 is no commitment of this case" in done.stderr.replace("\n", " ") or "C99" in done.stderr
