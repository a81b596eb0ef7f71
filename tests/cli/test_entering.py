"""Records enter a case from the command line and from spreadsheets: without the engine and without any article."""

import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from detente import cli, flow, language
from detente.cli import entering
from detente.records import Account, EntryKind
from detente.settings import Settings
from detente.store import open_case

Run = Callable[..., int]
OBSERVATION = ("observation", "All is quiet at the crossing", "--parties", "PAK", "--parties", "IRN")
REST = ("--day", "2024-01-18", "--rests-on", "own observation")


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Return where the case of a test is to be."""
    return str(tmp_path / "c.detente")


@pytest.fixture(scope="module")
def desk() -> flow.Desk:
    """Return the rooms that keep an account, opened once: loading the codebook is most of a call."""
    return flow.open_desk(Settings())


@pytest.fixture
def run(desk: flow.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return the command line in an empty folder, where loading the engine is a failure."""

    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert isinstance(ended.value.code, int)
        return ended.value.code

    def load(*_: object, **__: object) -> None:
        pytest.fail("the engine was loaded")

    for name in ("DETENTE_AUTHOR", "DETENTE_SIDE", "DETENTE_CASE", "DETENTE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(language, "load", load)
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.setattr(entering, "now", lambda: "2024-02-01T10:00+05:00")
    monkeypatch.chdir(tmp_path)
    return call


def held(case: str) -> list[Account]:
    with open_case(case, create=False) as opened:
        return opened.accounts()


def test_an_entry_goes_into_the_case_and_is_printed_with_its_id(
    run: Run, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", *OBSERVATION, *REST, "--author", "A. Rahimi", "--case", case) == 0
    (account,) = held(case)
    assert account.entry is not None
    out = capsys.readouterr().out
    assert out.startswith(f"observation {account.entry.id} entered in {case}\n")
    assert "own observation" in out


def test_the_same_entry_twice_is_one(run: Run, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run("add", *OBSERVATION, *REST, "--author", "A. Rahimi", "--case", case) == 0
    assert "is already in" in capsys.readouterr().out
    assert len(held(case)) == 1


def test_the_author_may_be_a_setting(run: Run, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_AUTHOR", "B. Okoro")
    monkeypatch.setenv("DETENTE_SIDE", "Pakistan")
    assert run("add", *OBSERVATION, *REST, "--case", case) == 0
    assert (held(case)[0].article.owner, held(case)[0].article.side) == ("B. Okoro", "PAK")


def test_an_author_whom_nobody_named_is_asked_for(run: Run, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", *OBSERVATION, *REST, "--case", case) == 2
    err = capsys.readouterr().err
    assert "--author: nobody is named" in err
    assert "DETENTE_AUTHOR" in err
    assert not Path(case).exists()


def test_wrong_values_are_named_by_their_flags_and_nothing_is_entered(
    run: Run, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("add", "event", "--type", "ASSULT", "--by", "Iran", "--rests-on", "x", "--author", "A", "--case", case)
    assert run(*words) == 2
    assert "detente: --type: 'ASSULT' is not known here; did you mean ASSAULT?" in capsys.readouterr().err
    assert not Path(case).exists()


@pytest.mark.parametrize("kind", [kind.value for kind in EntryKind if kind is not EntryKind.PROVISION])
def test_every_kind_explains_itself_with_an_example(kind: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", kind, "--help") == 0
    out = capsys.readouterr().out
    assert f"detente add {kind}" in out
    assert "--rests-on" in out


def test_evidence_of_keeping_goes_to_the_commitment_of_the_case(
    run: Run, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ("--author", "A", "--rests-on", "x", "--case", case)
    promise = ("--type", "diplomatic_representation", "--by", "PAK", "--by", "IRN", "--due", "2024-01-26")
    assert run("add", "commitment", "Both ambassadors return", *promise, *common) == 0
    (made,) = held(case)
    finding = ("--finding", "complied", "--day", "2024-01-26")
    for number, name in enumerate(("C1", made.article.id, "diplomatic_representation: IRN, PAK")):
        assert run("add", "keeping", f"He is back {number}", "--commitment", name, *finding, *common) == 0
    kept = [(one.commitment, one.type, one.parties) for account in held(case) for one in account.keepings]
    by_id = (made.undertakings[0].id, None, ("IRN", "PAK"))
    assert sorted(kept, key=str) == sorted([by_id, by_id, ("", "diplomatic_representation", ("IRN", "PAK"))], key=str)
    assert run("add", "keeping", "He is back", "--commitment", "C99", *finding, *common) == 2
    assert "there is no commitment C99" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_template_is_written_once(suffix: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("template", f"t{suffix}") == 0
    assert run("template", f"t{suffix}") == 2
    assert "--force" in capsys.readouterr().err
    assert run("template", f"t{suffix}", "--force") == 0


def test_a_template_of_another_format_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("template", "t.ods") == 2
    assert ".xlsx" in capsys.readouterr().err


HEAD = ["words", "parties", "day", "author", "rests_on"]
ROW = ["All is quiet", "Pakistan; Iran", "2024-01-18", "A. Rahimi", "own observation"]


def sheet(*rows: list[str]) -> str:
    """Write a workbook of observations into the current folder."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "Observations"
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save("records.xlsx")
    return "records.xlsx"


def test_a_spreadsheet_enters_as_a_whole(run: Run, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", sheet(HEAD, ROW, ["Noise", *ROW[1:]]), "--case", case) == 0
    assert "2 entries entered" in capsys.readouterr().out
    assert run("import", "records.xlsx", "--case", case) == 0
    assert "0 entries entered, 2 there already" in capsys.readouterr().out
    assert len(held(case)) == 2


def test_one_bad_row_keeps_all_out(run: Run, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", sheet(HEAD, ROW, [*ROW[:2], "2024-02-31", *ROW[3:]]), "--case", case) == 2
    told = capsys.readouterr()
    assert "records.xlsx, sheet Observations, row 3, column day: '2024-02-31' is no day" in told.err
    assert "nothing was entered" in told.out
    assert not Path(case).exists()


def test_several_files_enter_together_or_not_at_all(run: Run, case: str) -> None:
    Path("bad.csv").write_text("kind,words,rests_on\nobservation,x,y\n", encoding="utf-8")
    assert run("import", sheet(HEAD, ROW), "bad.csv", "--case", case) == 2
    assert not Path(case).exists()


def test_a_check_enters_nothing(run: Run, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", sheet(HEAD, ROW), "--check", "--case", case) == 0
    assert run("import", sheet(HEAD, ["x"]), "--check", "--case", case) == 1
    assert "1 entry right" in capsys.readouterr().out
    assert not Path(case).exists()


def test_flags_fill_what_rows_leave_empty(run: Run, case: str) -> None:
    given = ("--author", "B. Okoro", "--rests-on", "the patrol log", "--side", "IRN")
    assert run("import", sheet(HEAD[:3], ROW[:3]), "--case", case, *given) == 0
    (account,) = held(case)
    assert account.entry is not None
    assert (account.entry.author, account.entry.rests_on, account.entry.side) == ("B. Okoro", "the patrol log", "IRN")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--out", "x.jsonl"), "holds entries; give --case FILE"),
        ((), "say where to: --case FILE for entries"),
        (("--out", "x.jsonl", "--case", "c.detente"), "give one of them"),
    ],
)
def test_where_entries_go_is_said(
    words: tuple[str, ...], why: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", sheet(HEAD, ROW), *words) == 2
    assert why in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_event_data_of_other_systems_is_no_spreadsheet_of_entries(
    run: Run, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("gdelt.csv").write_text("410412347\t20240117\t202401\t2024\n", encoding="utf-8")
    assert run("import", "gdelt.csv", "--case", case) == 2
    assert "no column named kind" in capsys.readouterr().err
    assert run("import", "gdelt.csv") == 2
    assert "--out FILE to translate events" in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_an_entry_stands_in_the_account_of_its_dyad(run: Run, case: str) -> None:
    event = ("--type", "ASSAULT", "--by", "Iran", "--to", "Jaish al-Adl", "--place", "Panjgur", "--killed", "2")
    rest = ("--day", "2024-01-16", "--rests-on", "a call", "--author", "A", "--side", "PAK", "--case", case)
    assert run("add", "event", *event, *rest) == 0
    with open_case(case, create=False) as opened:
        events = opened.events(("IRN", "PAK"))
    assert [one.type for one in events] == ["ASSAULT"]
    assert events[0].entered


def test_the_settings_of_entering_are_known() -> None:
    assert Settings(author="A", side="PAK").entry.max_problems > 0
