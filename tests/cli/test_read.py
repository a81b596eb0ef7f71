"""detente read: what it prints, what it writes, and its exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.records import Account

Detente = Callable[..., int]
PROGRAM = Path(sys.executable).with_name("detente")


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        pytest.param(["a"], 0, id="everything was read"),
        pytest.param(["a", "again"], 0, id="the same article twice is no failure"),
        pytest.param(["a", "missing"], 1, id="something was skipped"),
        pytest.param(["missing"], 2, id="nothing could be read"),
        pytest.param(["stopped"], 130, id="interrupted"),
        pytest.param(["a", "--set", "flow.btach=1"], 2, id="a setting that there is not"),
        pytest.param(["a", "--set", "flow.batch"], 2, id="a setting without a value"),
        pytest.param(["a", "--out", "no/such/folder/x.jsonl"], 2, id="a place that cannot be written"),
        pytest.param(["a", "--nonsense"], 2, id="a flag that there is not"),
        pytest.param([], 2, id="no path at all"),
    ],
)
def test_the_exit_code_says_how_it_went(detente: Detente, paths: list[str], code: int) -> None:
    assert detente("read", *paths) == code


def test_what_goes_wrong_is_one_line_with_a_remedy(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    detente("read", "a", "--set", "flow.btach=1")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "did you mean flow.batch?" in told.err


def test_an_interruption_is_one_line(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    detente("read", "stopped")
    assert capsys.readouterr().err == "detente: interrupted\n"


def test_what_was_skipped_is_printed_after_the_account(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    detente("read", "a", "missing")
    printed = capsys.readouterr().out
    assert printed.index("Boats seized") < printed.index("Skipped") < printed.index("missing: there is no such file")
    assert printed.splitlines()[-2] == "1 article, 1 act, 1 undertaking, 1 skipped"


def test_the_records_are_written_whole(detente: Detente, account: Account, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    detente("read", "a", "missing", "--out", str(out))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["record"] for row in rows] == ["making", "article", "coding", "undertaking", "skipped"]
    text = rows[1]["text"]
    for evidence in (rows[2]["sentence"], rows[2]["trigger"], rows[2]["sources"][0]["evidence"], rows[3]["words"]):
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert rows[2]["status"] == "unconfirmed"
    assert rows[2]["article"] == account.article.id
    assert rows[1]["genre"] is None


def test_json_prints_the_same_records_and_no_account(
    detente: Detente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "records.jsonl"
    detente("read", "a", "--json", "--out", str(out))
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_the_same_run_writes_the_same_bytes(detente: Detente, tmp_path: Path) -> None:
    for name in ("one", "two"):
        detente("read", "a", "b", "--quiet", "--no-case", "--out", str(tmp_path / name))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_run_that_fails_leaves_the_old_records_and_no_rest(detente: Detente, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    out.write_text("old", encoding="utf-8")
    detente("read", "stopped", "--no-case", "--out", str(out))
    assert [one.name for one in tmp_path.iterdir()] == ["records.jsonl"]
    assert out.read_text(encoding="utf-8") == "old"


def test_quiet_prints_only_what_was_skipped_and_on_standard_error(
    detente: Detente, capsys: pytest.CaptureFixture[str]
) -> None:
    assert detente("read", "a", "missing", "--quiet") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "detente: missing: there is no such file; name one that exists\n"


def test_settings_are_taken_from_the_current_folder(
    detente: Detente, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "detente.toml").write_text("[flow]\nbatch = 0", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert detente("read", "a") == 2
    assert "detente.toml, line 2" in capsys.readouterr().err


def test_settings_can_be_named(detente: Detente, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text("nonsense = 1", encoding="utf-8")
    assert detente("read", "a", "--settings", str(tmp_path / "mine.toml")) == 2
    monkeypatch.setenv("DETENTE_SETTINGS", str(tmp_path / "mine.toml"))
    assert detente("read", "a") == 2


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["read", "--help"], ["codebook", "--help"]])
def test_commands_that_need_no_model_load_none(words: list[str]) -> None:
    loaded = "import sys; from detente.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv[1:] = {words}; {loaded}"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert {"onnxruntime", "numpy", "trafilatura", "pyarrow", "lxml"} & set(done.stderr.split()) == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE")
def test_a_reader_that_closes_early_ends_it_in_silence() -> None:
    with subprocess.Popen([PROGRAM, "codebook"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
