"""detente export, detente import and detente actors import: what they write, count and refuse."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import codebook

Detente = Callable[..., int]
PHOENIX = "EGON_INVENTED_\n\t[AUTGOV 19700102-751231]\n"


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    """Return the codebook, loaded once for all the commands of these tests."""
    return codebook.load()


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, book: codebook.Codebook) -> None:
    monkeypatch.setattr(codebook, "load", lambda **_: book)


@pytest.fixture
def results(detente: Detente, tmp_path: Path) -> Path:
    """Return results whose one act is unconfirmed."""
    path = tmp_path / "results.jsonl"
    detente("read", "a", "--quiet", "--out", str(path))
    return path


@pytest.mark.parametrize("form", ["plover", "cameo", "gdelt"])
def test_what_did_not_happen_goes_to_a_second_file_that_export_reads_too(
    detente: Detente, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    out, again = tmp_path / "events", tmp_path / "again"
    assert detente("export", str(results), "--format", form, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert f"{out}: 0 acts told as happened, 0 lines" in told
    assert f"{out}.rest.jsonl: 1 acts kept back (1 unconfirmed)" in told
    assert out.read_text("utf-8") == ""
    rest = Path(f"{out}.rest.jsonl")
    assert [json.loads(line)["record"] for line in rest.read_text("utf-8").splitlines()] == [
        "making", "article", "coding",
    ]  # fmt: skip
    words = ("export", str(rest), "--format", form, "-o", str(again), "--set", "exchange.statuses=unconfirmed")
    assert detente(*words) == 0
    assert len(again.read_text("utf-8").splitlines()) == 1


def test_the_columns_can_be_named(detente: Detente, results: Path, tmp_path: Path) -> None:
    for form, first in (("cameo", "date\tsource\ttarget\tcode"), ("gdelt", "GLOBALEVENTID\tSQLDATE"), ("plover", "")):
        out = tmp_path / form
        detente("export", str(results), "--format", form, "--out", str(out), "--header")
        assert out.read_text("utf-8").startswith(first)


def test_both_directions_hold_the_same_events(detente: Detente, results: Path, tmp_path: Path) -> None:
    wide = ("--set", "exchange.statuses=unconfirmed")
    for form in ("cameo", "gdelt"):
        there, back, again = (tmp_path / f"{form}.{name}" for name in ("there", "back", "again"))
        assert detente("export", str(results), "--format", form, "--out", str(there), *wide) == 0
        assert detente("import", str(there), "--out", str(back)) == 0
        assert json.loads(back.read_text("utf-8"))["event_type"] == "COERCE"
        assert detente("import", str(back), "--format", form, "--out", str(again)) == 0
        assert again.read_text("utf-8") == there.read_text("utf-8")


def test_import_counts_statements_and_tells_bad_lines(
    detente: Detente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "events.txt"
    given.write_text("20140101\tUSA\tCHN\t040\n20140101\tUSA\tCHN\t010\n20140101\tUSA\tCHN\t990\n", "utf-8")
    assert detente("import", str(given), "missing", "-o", str(tmp_path / "out")) == 1
    told = capsys.readouterr()
    assert "1 events, 1 without a type in PLOVER, 2 lines skipped" in told.out
    assert told.err.count("\n") == 2
    assert "line 3: '990' is no CAMEO code; mend or delete the line" in told.err


def test_a_dictionary_becomes_a_table_that_check_accepts(
    detente: Detente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, mine = tmp_path / "dictionary.txt", tmp_path / "mine.csv"
    given.write_text(PHOENIX + "BAD_ [WEU]\n", "utf-8")
    assert detente("actors", "import", str(given), "--out", str(mine)) == 1
    told = capsys.readouterr()
    assert "1 rows, 1 roles or names skipped; use them with --actors" in told.out
    assert "line 3: [WEU]" in told.err
    assert (
        mine.read_text("utf-8")
        .splitlines()[1]
        .startswith("person,egon-invented-aut,Egon Invented,,AUT,GOV,,1970-01-02")
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["export", "r", "--format", "xml", "--out", "o"], id="a format that there is not"),
        pytest.param(["export", "missing", "--format", "cameo", "--out", "o"], id="results that there are not"),
        pytest.param(["export", "r", "--format", "cameo"], id="nowhere to write to"),
        pytest.param(
            ["export", "r", "--format", "cameo", "-o", "o", "--set", "exchange.statuses=dreamt"], id="a status of none"
        ),
        pytest.param(["import", "missing", "--out", "o"], id="events that there are not"),
        pytest.param(["import", "missing", "--out", "o", "--format", "xml"], id="a format of import that there is not"),
        pytest.param(["actors", "import", "missing", "--out", "o"], id="a dictionary that there is not"),
        pytest.param(["actors", "import", "missing"], id="a table without a place"),
        pytest.param(["actors", "import", "missing", "-o", "o", "--until", "soon"], id="a day that is none"),
    ],
)
def test_wrong_use_ends_with_two_and_leaves_what_was_there(
    detente: Detente, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("o").write_text("old", encoding="utf-8")
    assert detente(*words) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["o"]
    assert Path("o").read_text("utf-8") == "old"
