"""A redacted export and brief of a real case: nothing hidden stands in any byte that is written, at any label."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente import cli, flow
from detente.flow import Desk

SECRETS = (
    "Wrimzhe",
    "Ktuvex",
    "Kuhak",
    "Yilgorph",
    "26.971",
    "64.103",
    "Frontier Wing",
    "shepherd",
    "Orlan",
    "Tarn Holm",
)
PAK = ("--from", "PAK", "--to", "IRN", "--author", "Orlan Vesk")
IRN = ("--from", "IRN", "--to", "PAK", "--author", "Tarn Holm")
WALK = (
    (
        *("notice", "new", "incident_notice", *PAK, "--at", "2024-03-05T10:00+05:00", "-f", "day=2024-03-04"),
        *("-f", "place=Panjgur", "-f", "point=26.9712, 64.1034", "-f", "kind=strike", "-f", "units=Frontier Wing 77"),
        *(
            "-f",
            "what=Shells hit; Wrimzhe Ktuvex died",
            "-f",
            "persons=Wrimzhe Ktuvex; Blodhu Ktuvex",
            "-f",
            "killed=2",
        ),
    ),
    (
        *("notice", "new", "intelligence_notice", *PAK, "--at", "2024-03-06T10:00+05:00", "-f", "grade=B2"),
        *("-f", "claim=Men rest at Kuhak; WRIMZHE  KTUVEX had warned, near 26.9713N 64.1030E"),
        *("-f", "handling=originator_controlled", "-f", "valid_until=2024-04-01", "-f", "place=school of Kuhak"),
        *("-f", "persons=Yilgorph Vexwrim", "-f", "source=a shepherd"),
    ),
    (
        "notice",
        "new",
        "message",
        *IRN,
        "--tlp",
        "RED",
        "--at",
        "2024-03-07T10:00+03:30",
        "-f",
        "subject=x",
        "-f",
        "words=zebra",
    ),
    (
        *(
            "measure",
            "plan",
            "joint_patrol_plan",
            *PAK,
            "--at",
            "2024-03-08T10:00+05:00",
            "-f",
            "title=Patrol at Kuhak",
        ),
        *("-f", "place=Kuhak", "-f", "first=2024-03-20", "-f", "last=2024-04-03", "-f", "every=1 week"),
        *("-f", "own_unit=Frontier Wing 77", "-f", "other_unit=border regiment"),
    ),
    (
        *("measure", "log", "N4", *PAK, "--at", "2024-03-20T18:00+05:00", "--day", "2024-03-20", "--outcome", "done"),
        *("--evidence", "joint record, signed with yilgorph vexwrim", "--words", "walked from KUHAK"),
    ),
    (
        *("add", "observation", "Mr Ktuvex was seen by the school of Kuhak at 26.9712, 64.1034", "--day", "2024-03-06"),
        *("--parties", "PAK", "--parties", "IRN", "--author", "Orlan Vesk", "--at", "2024-03-07"),
        *("--rests-on", "a call with Yilgorph Vexwrim"),
    ),
)
Call = Callable[..., str]


@pytest.fixture
def call(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return the command line over a case of notices, plans, logs and entries: it gives what was printed."""

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert ended.value.code in {0, None}, printed.err
        return printed.out

    monkeypatch.setenv("DETENTE_CASE", str(tmp_path / "case.detente"))
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.chdir(tmp_path)
    for words in WALK:
        run(*words)
    return run


def written(folder: Path) -> str:
    """Return every byte of a folder as text, and what the cells of its Parquet files hold."""
    raw = [one.read_bytes().decode("utf-8", errors="replace") for one in sorted(folder.iterdir())]
    cells = [json.dumps(pq.read_table(one).to_pylist(), ensure_ascii=False) for one in folder.glob("*.parquet")]
    return "\n".join((*raw, *cells))


def found(text: str) -> list[str]:
    return [one for one in SECRETS if one.casefold() in text.casefold()]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_nothing_hidden_stands_in_what_is_written(call: Call, form: str) -> None:
    call("export", "--format", form, "--out", "all", "--tlp", "RED", "--set", "side=PAK")
    assert found(written(Path("all"))) == list(SECRETS)
    call("export", "--format", form, "--out", "public", "--tlp", "RED", "--redact", "public", "--set", "side=PAK")
    text = written(Path("public"))
    assert found(text) == []
    assert "[victim 1]" in text
    assert "[a place in Sistan and Baluchestan, Iran]" in text


def test_a_redacted_brief_tells_nothing_hidden(call: Call) -> None:
    assert "Kuhak" in call("brief", "--dyad", "PAK-IRN")
    for form in ("terminal", "md", "json"):
        told = call("brief", "--dyad", "PAK-IRN", "--format", form, "--redact", "public")
        assert found(told) == []
        assert "redacted, public" in told
        assert "no longer told" not in told


def test_red_is_left_out_unless_asked_for_and_counted(call: Call) -> None:
    printed = call("export", "--format", "csv", "--out", "usual")
    assert "left out: threads of notices: 1 (TLP:RED)" in printed
    assert "held until a second person releases it" in printed
    text = written(Path("usual"))
    assert "zebra" not in text
    assert "TLP:RED" in (Path("usual") / "README.md").read_text(encoding="utf-8")
    assert "held" not in (Path("usual") / "README.md").read_text(encoding="utf-8")
    with (Path("usual") / "threads.csv").open(encoding="utf-8") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["N1", "N4"]


def test_nothing_that_rests_on_traffic_beyond_the_label_is_in_any_table(call: Call) -> None:
    call("export", "--format", "csv", "--out", "narrow", "--tlp", "CLEAR")
    for table in ("notices", "notice_fields", "threads", "measures", "occasions", "log_rows", "keepings", "dues"):
        assert (Path("narrow") / f"{table}.csv").read_text(encoding="utf-8").count("\n") == 1, table
    assert "Frontier Wing" not in written(Path("narrow"))


def test_a_folder_with_files_of_another_export_is_warned_of(call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    call("export", "--format", "jsonl", "--out", "mixed")
    sys.argv = ["detente", "export", "--format", "csv", "--out", "mixed", "--redact", "public"]
    with pytest.raises(SystemExit):
        cli.main()
    assert "mixed holds files that this export did not redact: about.jsonl" in capsys.readouterr().err
