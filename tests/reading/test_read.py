"""The door: paths in, articles and skipped lines out, nothing lost, always in the same order."""

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente.reading
from detente.reading import read
from detente.records import Article, Skipped

from .conftest import PROSE


def _write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_door_exports_its_verb_and_its_config() -> None:
    assert sorted(detente.reading.__all__) == ["Config", "read"]


def test_a_folder_is_walked_in_sorted_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.txt"):
        _write(tmp_path, name, f"{name} {PROSE}")
    found = list(read([str(tmp_path)]))
    assert [Path(str(item.path)).name for item in found if isinstance(item, Article)] == ["z.txt", "b.txt", "c.txt"]


def test_a_glob_is_read_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        _write(tmp_path, name, f"{name} {PROSE}")
    found = list(read([str(tmp_path / "*.txt")]))
    assert [Path(str(item.path)).name for item in found if isinstance(item, Article)] == ["a.txt", "b.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_read_as_a_file(tmp_path: Path) -> None:
    (found,) = read([_write(tmp_path, "report[1].txt", PROSE)])
    assert isinstance(found, Article)


def test_standard_input_is_one_more_path(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", PROSE)
    found = list(read(["-", path], stdin=io.BytesIO(b"Another one. " + PROSE.encode())))
    assert [item.path for item in found if isinstance(item, Article)] == ["-", path]


def test_standard_input_that_is_not_connected_is_told() -> None:
    (found,) = read(["-"])
    assert isinstance(found, Skipped)
    assert "not connected" in found.reason


def test_the_same_bytes_twice_are_one_article_and_the_second_is_told(tmp_path: Path) -> None:
    first, second = _write(tmp_path, "a.txt", PROSE), _write(tmp_path, "b.txt", PROSE)
    one, other = read([first, second])
    assert isinstance(one, Article)
    assert isinstance(other, Skipped)
    assert other.same_as == first
    assert "same bytes" in other.reason


def test_a_packed_file_and_the_plain_one_are_one_article(tmp_path: Path) -> None:
    plain = _write(tmp_path, "a.txt", PROSE)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(PROSE.encode()))
    one, other = read([plain, str(tmp_path / "a.txt.gz")])
    assert isinstance(one, Article)
    assert isinstance(other, Skipped)
    assert other.same_as == plain


def test_what_cannot_be_used_does_not_stop_the_rest_and_nothing_is_lost(tmp_path: Path) -> None:
    _write(tmp_path, "1.txt", PROSE)
    _write(tmp_path, "2.txt", "")
    (tmp_path / "3.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    _write(tmp_path, "4.jsonl", json.dumps({"text": "One. " + PROSE}) + "\n{\n" + json.dumps({"text": "2. " + PROSE}))
    _write(tmp_path, "5.txt", "Last. " + PROSE)
    found = list(read([str(tmp_path), str(tmp_path / "missing.txt")]))
    assert [type(item).__name__ for item in found] == [
        "Article", "Skipped", "Skipped", "Article", "Skipped", "Article", "Article", "Skipped",
    ]  # fmt: skip
    assert all(item.room == "reading" and item.same_as is None for item in found if isinstance(item, Skipped))


def test_two_readings_give_the_same_records(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", PROSE)
    _write(tmp_path, "b.html", f"<html><body><article><h1>Truce</h1><p>{PROSE}</p></article></body></html>")
    assert list(read([str(tmp_path)])) == list(read([str(tmp_path)]))


def test_reading_plain_text_loads_no_slow_library(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", PROSE)
    told = (
        "import sys; from detente.reading import read; list(read(sys.argv[1:]));"
        "print(*sorted({'ftfy', 'trafilatura', 'pyarrow', 'pypdfium2', 'py3langid', 'lxml'} & set(sys.modules)))"
    )
    source = str(Path(detente.reading.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", told, path],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("name", ["000_*.txt", "004_*.txt"])
def test_the_seed_articles_have_the_date_they_state_or_none(shared: Path, name: str) -> None:
    (found,) = read([str(shared / "gold" / "texts" / name)])
    assert isinstance(found, Article)
    if name.startswith("004"):
        assert found.published is not None
        assert found.published.start == "2024-01-21"
        assert [found.text[span.start : span.end] for span in found.furniture] == ["date 2024-01-21", "*"]
    else:
        assert found.published is None
        assert "no date in the text or its metadata" in {gap.reason for gap in found.gaps}
        assert found.title is not None
