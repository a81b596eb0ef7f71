"""What the commands of the process refuse: one row a refusal, with the words that tell what, where and the remedy.

Each row of ``refusals/*.toml`` has a ``name``, the command line ``run``, the words it ``says`` on standard error, and
the ``exit`` code (2). ``setup`` are command lines that must succeed before, ``files`` are written first. A refused
command writes nothing: the case is the same before and after.
"""

import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from detente import cli, flow, language
from detente.flow import cases
from detente.settings import Settings
from detente.store import open_case

FOLDER = Path(__file__).parent / "refusals"
LEAST = 60


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]:
            yield f"{path.stem}: {row['name']}", row


ROWS = list(rows())


@pytest.fixture(scope="module")
def desk() -> flow.Desk:
    """Return the rooms that keep an account, opened once: loading the codebook is most of a call."""
    return flow.open_desk(Settings())


@pytest.fixture
def run(
    desk: flow.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[[list[str]], tuple[int, str]]:
    """Return the command line in an empty folder: it gives the exit code and what stood on standard error."""

    def call(words: list[str]) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return (0 if code is None else int(code)), capsys.readouterr().err

    def load(*_: object, **__: object) -> None:
        pytest.fail("the engine was loaded")

    for name in ("DETENTE_AUTHOR", "DETENTE_SIDE", "DETENTE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DETENTE_CASE", "case.detente")
    monkeypatch.setattr(language, "load", load)
    monkeypatch.setattr(flow, "open_desk", lambda settings: cases.open_desk(settings) if settings.actors else desk)
    monkeypatch.chdir(tmp_path)
    return call


def state() -> object:
    """Return what the case holds that a refused command must leave alone."""
    if not Path("case.detente").exists():
        return None
    with open_case("case.detente", create=False) as case:
        return case.account_digest(), case.log(), case.series(history=True)


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[name for name, _ in ROWS])
def test_what_is_wrong_is_refused_with_its_remedy(
    row: dict[str, Any], run: Callable[[list[str]], tuple[int, str]]
) -> None:
    for name, text in row.get("files", {}).items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    for words in row.get("setup", []):
        code, told = run(list(words))
        assert code == 0, f"{shlex.join(words)}: {told}"
    before = state()
    code, told = run(list(row["run"]))
    assert code == row.get("exit", 2), told
    flat = " ".join(told.replace("│", " ").split())
    missing = [words for words in row["says"] if words not in flat]
    assert not missing, f"{missing} in {flat}"
    assert "Traceback" not in told
    assert state() == before


def test_there_are_rows_enough_and_each_is_named_once() -> None:
    names = [name for name, _ in ROWS]
    assert len(names) == len(set(names))
    assert len(names) >= LEAST
