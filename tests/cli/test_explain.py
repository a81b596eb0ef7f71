"""``detente explain`` shows why a sentence was coded as it was."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Kenya's foreign minister condemned the raid on the border village. He spoke for an hour."


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def explain(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from detente.cli import main; main()", "explain", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_sentence_is_explained(article: Path) -> None:
    done = explain(f"{article}:1")
    assert done.returncode == 0
    for words in ("Who is named", "Tree", "Words that may name an act", "ACCUSE/disapprove", "heads:"):
        assert words in done.stdout


def test_without_a_number_the_sentences_are_listed(article: Path) -> None:
    done = explain(str(article))
    assert done.stdout.splitlines() == [f"   1  {TEXT[:66]}", "   2  He spoke for an hour."]


def test_json_holds_the_whole_explanation(article: Path) -> None:
    found = json.loads(explain(f"{article}:1", "--json").stdout)
    assert {"sentence", "named", "acts", "codings", "undertakings", "skipped"} <= set(found)


def test_a_sentence_that_is_not_there_is_one_clear_line(article: Path) -> None:
    done = explain(f"{article}:9")
    assert done.returncode == 2
    assert done.stderr.strip().endswith("there is no sentence 9; it has 1 to 2")


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    done = explain(f"{tmp_path / 'none.txt'}:1")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_of_several_articles_is_one_clear_line(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} This is the {name} report of that day.", encoding="utf-8")
    done = explain(str(tmp_path))
    assert done.returncode == 2
    assert "there is more than one article here" in done.stderr
