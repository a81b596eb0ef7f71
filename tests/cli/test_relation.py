"""``detente relation`` shows how two parties stand, in the field's words, with what it rests on."""

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
        "text": "Kenya struck a village in Somalia on 5 May 2024. Somalia struck back at a Kenyan base on 6 May 2024. "
        "Somalia recalled its ambassador from Nairobi on 6 May 2024. Qatar urged Kenya and Somalia to show restraint.",
    },
    {
        "id": "2",
        "source": "Juba Gazette",
        "published": "2024-05-21",
        "text": "The foreign ministers of Kenya and Somalia spoke by telephone on 9 May 2024. The two ministers "
        "discussed the reopening of the border. Somalia's ambassador returned to Nairobi on 20 May 2024.",
    },
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the two reports into a case."""
    folder = tmp_path_factory.mktemp("relation")
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    done = run("read", "--case", str(folder / "k.detente"), str(path))
    assert done.returncode == 0, done.stderr
    return folder / "k.detente"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a terminal of 160 columns."""
    command = [sys.executable, "-c", "from detente.cli import main; main()", *words]
    env = {**os.environ, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=env)


def test_the_lines_stand_in_the_fields_words_with_day_and_source(case: Path) -> None:
    done = run("relation", "KEN", "SOM", "--case", str(case))
    assert done.returncode == 0, done.stderr
    told = ("Kenya and Somalia", "ambassadors", "at their posts", "2024-05-20", "foreign ministers' call", "Qatar")
    assert [words for words in told if words not in done.stdout] == []
    assert "Juba Gazette" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 160


def test_as_of_a_day_tells_what_was_known_then(case: Path) -> None:
    done = run("relation", "KEN", "SOM", "--case", str(case), "--as-of", "2024-05-10")
    assert "recalled for consultations" in done.stdout
    assert "foreign ministers' call" not in done.stdout
    assert "Missing for the way back: ambassadors (Somalia)" in done.stdout


def test_json_holds_relation_and_episodes_of_parties_named_in_words(case: Path) -> None:
    found = json.loads(run("relation", "Somalia", "Kenya", "--case", str(case), "--json").stdout)
    assert found["relation"]["dyad"] == ["KEN", "SOM"]
    (episode,) = found["episodes"]
    assert episode["moves"][0]["kind"] == "trigger"
    assert episode["restored"] == ["envoys:SOM"]


def test_parties_that_the_case_does_not_hold_are_one_clear_line(case: Path) -> None:
    done = run("relation", "KEN", "PER", "--case", str(case))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "KEN-SOM" in done.stderr
