"""``detente series``: import, show, list and template over a case of entries, as a person calls them."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import cli, flow
from detente.settings import Settings

Run = Callable[..., str]

TRADE = 'month,"border_trade [USD, millions]",lorries [lorries]\n2024-01,60,10\n2024-02,90,n/a\n2024-03,120,30\n'
IMPORT = ("series", "import", "trade.csv", "--dyad", "PAK-IRN", "--source", "Invented for the test", "--invented")
ENTRIES = (
    ("event", "A strike", "--type", "ASSAULT", "--by", "IRN", "--to", "PAK", "--day", "2024-01-16"),
    (
        "relation",
        "--line",
        "border",
        "--state",
        "closed",
        "--parties",
        "PAK; IRN",
        "--by",
        "PAK",
        "--day",
        "2024-01-20",
    ),
    ("relation", "--line", "border", "--state", "open", "--parties", "PAK; IRN", "--day", "2024-02-10"),
)


@pytest.fixture(scope="module")
def desk() -> flow.Desk:
    return flow.open_desk(Settings())


@pytest.fixture
def run(desk: flow.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command line in an empty folder with a file of figures: it gives what stood on standard output."""
    monkeypatch.setenv("DETENTE_CASE", "case.detente")
    monkeypatch.setenv("DETENTE_AUTHOR", "Trade desk")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.chdir(tmp_path)
    Path("trade.csv").write_text(TRADE, encoding="utf-8")

    def call(*words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, out + err
        return out

    return call


@pytest.fixture
def filled(run: Run) -> Run:
    """Return the command line over a case with three entries and two series known since April 2024."""
    for words in ENTRIES:
        run("add", *words, "--rests-on", "made up", "--at", "2024-02-20T09:00+00:00")
    run(*IMPORT, "--published", "2024-04-15")
    return run


def test_an_import_says_what_became_of_each_series(run: Run) -> None:
    out = run(*IMPORT)
    assert "case.detente: 2 series, 5 figures, 1 gap" in out
    assert "IRN-PAK border_trade, USD, millions: new, 2024-01 to 2024-03" in out
    assert "the same as before, nothing added" in run(*IMPORT)


def test_a_check_imports_nothing(run: Run) -> None:
    assert "2 series, 5 figures, 1 gap right; nothing was imported (--check)" in run(*IMPORT, "--check")
    assert not Path("case.detente").exists()


def test_a_later_import_takes_the_place_and_the_earlier_one_is_kept(filled: Run) -> None:
    Path("trade.csv").write_text("month,border_trade\n2024-01,61\n2024-02,91\n", encoding="utf-8")
    out = filled(*IMPORT, "--unit", "USD, millions", "--published", "2024-05-15")
    assert "takes the place of the one known since 2024-04-15; 1 period of it is in the history alone (--extend" in out
    listed = json.loads(filled("series", "list", "--json"))
    assert [one["known"] for one in listed if one["indicator"] == "border_trade"] == ["2024-05-15"]
    history = json.loads(filled("series", "list", "--history", "--json"))
    assert [one["known"] for one in history if one["indicator"] == "border_trade"] == ["2024-04-15", "2024-05-15"]
    then = json.loads(filled("series", "list", "--as-of", "2024-04-30", "--json"))
    assert [one["points"][0]["value"] for one in then if one["indicator"] == "border_trade"] == [60]


def test_an_import_of_older_figures_does_not_take_the_place_of_newer_ones(filled: Run) -> None:
    Path("trade.csv").write_text("month,border_trade\n2024-01,59\n", encoding="utf-8")
    out = filled(*IMPORT, "--unit", "USD, millions", "--published", "2024-02-15")
    assert "kept beside the one known since 2024-04-15, which stands" in out


def test_a_file_of_the_newest_month_extends_a_series(filled: Run) -> None:
    Path("trade.csv").write_text("month,border_trade\n2024-03,121\n2024-05,130\n", encoding="utf-8")
    filled(*IMPORT, "--unit", "USD, millions", "--published", "2024-06-15", "--extend")
    found = next(one for one in json.loads(filled("series", "list", "--json")) if one["indicator"] == "border_trade")
    assert [(one["period"], one["value"]) for one in found["points"]] == [
        ("2024-01", 60),
        ("2024-02", 90),
        ("2024-03", 121),
        ("2024-04", None),
        ("2024-05", 130),
    ]


def test_series_stand_beside_conflict_promises_level_and_closures(filled: Run) -> None:
    out = filled("series", "show")
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line.startswith("2024-0") and ":" not in line}
    assert rows["2024-01"][-5:] == ["1+0", "0+0", "violent", "shut", "20"]
    assert rows["2024-02"][1:3] == ["90", "+50%"]
    assert rows["2024-02"][-3:] == ["crisis", "open", "10"]
    assert rows["2024-03"][-1] == "crisis?"
    for words in (
        "Iran and Pakistan, monthly",
        "S1 border trade, USD, millions; source: Invented for the test; INVENTED FOR",
        "2024-02: not available",
        "2024-01-20: border crossings closed, by 1 report",
        "Nothing here says that",
    ):
        assert words in out


def test_what_was_not_yet_known_is_not_shown(filled: Run) -> None:
    assert "61" not in filled("series", "show", "--as-of", "2024-04-20")
    filled("series", "show", "--as-of", "2024-04-01", code=2)


def test_one_indicator_and_a_span_of_periods_can_be_asked_for(filled: Run) -> None:
    found = json.loads(
        filled("series", "show", "--indicator", "lorries", "--from", "2023-12", "--to", "2024-01-31", "--json")
    )
    assert [one["indicator"] for table in found for one in table["series"]] == ["lorries"]
    assert [row["period"] for table in found for row in table["rows"]] == ["2023-12", "2024-01"]


def test_json_names_the_events_articles_and_promises_that_each_number_counts(filled: Run) -> None:
    row = json.loads(filled("series", "show", "--json"))[0]["rows"][0]
    assert [one["events"] for one in row["acts"] if one["quad"] == "material_conflict"] == [["E1"]]
    assert row["level"]["name"] == "violent_crisis"
    assert row["level"]["events"] == ["E1"]
    assert row["lines"][0]["state"] == "closed"
    assert len(row["lines"][0]["articles"]) == 1


def test_csv_holds_a_row_for_each_figure_and_nothing_that_a_spreadsheet_runs(filled: Run) -> None:
    Path("trade.csv").write_text("month,value\n2024-01,5\n", encoding="utf-8")
    filled(
        "series", "import", "trade.csv", "--dyad", "PAK-IRN", "--indicator", "=1+1", "--unit", "@x", "--source", "-s"
    )
    rows = list(csv.DictReader(io.StringIO(filled("series", "show", "--csv"))))
    assert len(rows) == 9
    first = next(row for row in rows if row["indicator"] == "border_trade" and row["period"] == "2024-01")
    assert (first["value"], first["material_conflict"], first["level"]) == ("60.0", "1", "violent_crisis")
    assert first["crossings_and_trade"] == "border closed 2024-01-20"
    assert {row["indicator"] for row in rows} == {"border_trade", "lorries", "'=1+1"}


def test_the_drawing_goes_into_its_file_and_the_table_is_printed_all_the_same(filled: Run) -> None:
    out = filled("series", "show", "--svg", "trade.svg")
    drawn = Path("trade.svg").read_text(encoding="utf-8")
    assert "Iran and Pakistan, monthly" in out
    assert drawn.startswith("<svg ")
    assert "2024-01-20: border crossings closed" in drawn


def test_a_case_of_figures_alone_shows_them_and_says_that_there_is_no_report(run: Run) -> None:
    run(*IMPORT)
    assert "the case holds no report or entry about the two" in run("series", "show", "--dyad", "PAK-IRN")


def test_the_list_tells_what_series_are_of_and_rest_on(filled: Run) -> None:
    out = filled("series", "list")
    assert "IRN-PAK border_trade, USD, millions" in out
    assert "known 2024-04-15, imported by Trade desk" in out
    assert "INVENTED FOR THE EXAMPLE" in out
    assert "border_trade" in filled("series", "list", "--indicators")


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_the_template_is_written_and_names_what_to_do_next(run: Run, name: str) -> None:
    assert f"detente series import {name}" in run("series", "template", name)
    assert Path(name).stat().st_size > 0
    run("series", "template", name, "--force")


def test_the_examples_can_all_be_imported_into_one_case(run: Run, root: Path) -> None:
    for path in sorted((root / "examples_series").iterdir()):
        run("series", "import", str(path), "--dyad", "PAK-IRN")
    assert len(json.loads(run("series", "list", "--json"))) == 9


def test_a_case_that_another_series_touched_has_its_books_made_anew(filled: Run) -> None:
    before = filled("ledger", "--json")
    Path("trade.csv").write_text("month,value\n2024-01,5\n", encoding="utf-8")
    filled(
        "series", "import", "trade.csv", "--dyad", "PAK-IRN", "--indicator", "transit", "--unit", "t", "--source", "S"
    )
    assert json.loads(filled("ledger", "--json"))["commitments"] == json.loads(before)["commitments"]
