"""Figures of files become series: every layout, what is kept as it was given, and what is refused."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import Directory, covered, indicators
from detente.codebook.indicators import load_indicators
from detente.errors import CodebookError
from detente.exchange import SeriesConfig, SeriesGiven, read_series, series_template
from detente.exchange.series_periods import following, period_of
from detente.records import Frequency, Point, Series, SeriesFile

NOW = "2026-01-02T08:00+00:00"
LOOKUP = Directory().find


def told(**flags: str | bool) -> SeriesGiven:
    """Return what a call says of its files."""
    return SeriesGiven(author="Desk", now=NOW, lookup=LOOKUP, **flags)  # type: ignore[arg-type]


FLAGS = told(dyad="PAK-IRN", indicator="border_trade", unit="USD", source="Customs")


def read(tmp_path: Path, text: str, given: SeriesGiven = FLAGS, name: str = "t.csv") -> SeriesFile:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_series([path], given, SeriesConfig())


def one(found: SeriesFile) -> Series:
    assert not found.faults, found.faults
    assert len(found.series) == 1
    return found.series[0]


def points(series: Series) -> list[tuple[str, float | None, str | None]]:
    return [(point.period, point.value, point.note) for point in series.points]


def test_a_figure_in_each_row_with_everything_in_columns(tmp_path: Path) -> None:
    text = (
        "Period,Value,Status,Dyad,Flow,Indicator,Unit,Source,Published,Invented,Note\n"
        "2024-01,10.5,,Iran-Pakistan,Pakistan -> IR,exports,Rs million,Customs,2024-03-01,no,first issue\n"
        "2024-02,n/a,not yet out,Iran-Pakistan,PK>IRN,exports,Rs million,Customs,2024-03-01,,\n"
    )
    found = one(read(tmp_path, text, told()))
    assert (found.dyad, found.flow, found.indicator) == (("IRN", "PAK"), "PAK>IRN", "exports")
    assert (found.unit, found.source, found.known) == ("Rs million", "Customs", "2024-03-01")
    assert (found.author, found.note, found.invented) == ("Desk", "first issue", False)
    assert points(found) == [("2024-01", 10.5, None), ("2024-02", None, "not yet out")]


def test_flags_give_what_a_file_does_not_say(tmp_path: Path) -> None:
    found = one(read(tmp_path, "year,value\n2023,1\n", told(dyad="IRN-PAK", indicator="transit", unit="t", source="S")))
    assert (found.indicator, found.unit, found.source, found.frequency) == ("transit", "t", "S", Frequency.YEARLY)
    assert found.known == NOW


def test_periods_as_columns(tmp_path: Path) -> None:
    text = "indicator,unit,2021,2022,2023\nborder_trade,USD,1,n/a,3\nferry trips,trips,4,5,6\n"
    found = read(tmp_path, text, told(dyad="PAK-IRN", source="S"))
    assert not found.faults
    assert [(each.indicator, each.unit) for each in found.series] == [("border_trade", "USD"), ("ferry trips", "trips")]
    assert points(found.series[0]) == [("2021", 1, None), ("2022", None, "not available"), ("2023", 3, None)]


def test_indicators_as_columns_each_with_its_unit(tmp_path: Path) -> None:
    text = '"quarter","border trade [USD, millions]",flights [flights],#mine\n2024-Q1,1,2,x\n2024 Q2,3,4,y\n'
    found = read(tmp_path, text, told(dyad="PAK-IRN", source="S"))
    assert not found.faults
    assert [(each.indicator, each.unit) for each in found.series] == [
        ("border_trade", "USD, millions"),
        ("flights", "flights"),
    ]
    assert points(found.series[1]) == [("2024-Q1", 2, None), ("2024-Q2", 4, None)]


def test_exports_and_imports_of_who_reports_them(tmp_path: Path) -> None:
    given = told(dyad="PAK-IRN", source="S", unit="USD", reporter="Pakistan")
    found = read(tmp_path, "month,exports,imports\n2024-01,1,2\n", given)
    assert not found.faults
    assert {each.indicator: each.flow for each in found.series} == {"exports": "PAK>IRN", "imports": "IRN>PAK"}


def test_a_missing_period_is_a_gap_and_is_never_filled(tmp_path: Path) -> None:
    found = one(read(tmp_path, "month,value\n2023-11,1\n2024-02,4\n"))
    assert points(found) == [
        ("2023-11", 1, None),
        ("2023-12", None, "no row in the source"),
        ("2024-01", None, "no row in the source"),
        ("2024-02", 4, None),
    ]


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("12", 12, None),
        ("-3.5", -3.5, None),
        ("1e3", 1000, None),
        (".5", 0.5, None),
        ("0", 0, None),
        ("", None, "empty in the source"),
        ("n/a", None, "not available"),
        ("NaN", None, "not a number"),
        ("..", None, "no figure"),
    ],
)
def test_what_a_cell_of_a_figure_may_hold(tmp_path: Path, text: str, value: float | None, note: str | None) -> None:
    found = one(read(tmp_path, f"year,value\n2022,7\n2023,{text}\n"))
    assert points(found)[1] == ("2023", value, note)


@pytest.mark.parametrize("text", ["1,5", "'1 234'", "12 %", "1e999", "inf", "-", "about 3", "12p", "0x10", "١٢"])
def test_what_a_cell_of_a_figure_may_not_hold(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f'year;value\n2022;7\n2023;"{text}"\n')
    assert [fault.where.rpartition("t.csv, ")[2] for fault in found.faults] == ["row 3, column value"]
    assert found.series == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2024", "2024"),
        ("2024-A1", "2024"),
        ("2024-Q3", "2024-Q3"),
        ("2024Q3", "2024-Q3"),
        ("2024-07", "2024-07"),
        ("2024-M07", "2024-07"),
        ("2024m07", "2024-07"),
    ],
)
def test_periods_in_the_forms_that_sources_use(tmp_path: Path, text: str, kept: str) -> None:
    assert points(one(read(tmp_path, f"period,value\n{text},1\n"))) == [(kept, 1, None)]


@pytest.mark.parametrize(
    "text",
    [
        "2024-00",
        "24",
        "0000",
        "1024",
        "9024",
        "Jan 2024",
        "2024-Q5",
        "2024-W03",
        "2024-S1",
        "2023/24",
        "2024-02-30",
        "",
    ],
)
def test_what_is_no_period_is_refused(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f"period,value\n2023,1\n{text},1\n")
    assert ["row 3, column period" in fault.where for fault in found.faults] == [True]


@pytest.mark.parametrize(("flag", "kept"), [("monthly", "2024-05"), ("Q", "2024-Q2"), ("yearly", "2024")])
def test_days_stand_for_periods_only_where_somebody_says_so(tmp_path: Path, flag: str, kept: str) -> None:
    given = told(dyad="PAK-IRN", indicator="border_trade", unit="USD", source="S", frequency=flag)
    assert points(one(read(tmp_path, "date,value\n2024-05-01,1\n", given))) == [(kept, 1, None)]


def test_two_frequencies_are_two_series(tmp_path: Path) -> None:
    found = read(tmp_path, "period,value\n2023,12\n2024-01,1\n")
    assert not found.faults
    assert [each.frequency for each in found.series] == [Frequency.YEARLY, Frequency.MONTHLY]
    assert len({each.id for each in found.series}) == 2


def test_a_period_that_stands_twice_is_an_error_also_in_two_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("year,value\n2023,1\n", encoding="utf-8")
    found = read_series([tmp_path / "a.csv", tmp_path / "b.csv"], FLAGS, SeriesConfig())
    assert found.series == ()
    assert "border_trade of 2023 stands twice, first in" in found.faults[0].reason


def test_all_faults_are_told_at_once_and_nothing_is_taken(tmp_path: Path) -> None:
    found = read(tmp_path, "month,value\n2024-01,one\n2024-02,2\nlater,3\n2024-04,four\n")
    assert [fault.where.rpartition("t.csv, ")[2] for fault in found.faults] == [
        "row 2, column value",
        "row 4, column month",
        "row 5, column value",
    ]
    assert found.series == ()


def test_reading_stops_where_too_much_is_wrong(tmp_path: Path) -> None:
    text = "month,value\n" + "x,1\n" * 50
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    found = read_series([tmp_path / "t.csv"], FLAGS, SeriesConfig(max_problems=5))
    assert len(found.faults) == 6
    assert "reading stopped here" in found.faults[-1].reason


def test_two_days_of_publication_are_two_issues_of_one_series(tmp_path: Path) -> None:
    found = read(tmp_path, "year,value,published\n2022,1,2023-05-01\n2022,2,2024-05-01\n")
    assert not found.faults
    assert len({each.id for each in found.series}) == 1
    assert [(each.known, each.points[0].value) for each in found.series] == [("2023-05-01", 1), ("2024-05-01", 2)]


def test_invented_figures_say_so_by_flag_or_column(tmp_path: Path) -> None:
    assert one(read(tmp_path, "year,value,invented\n2022,1,yes\n")).invented
    given = told(dyad="PAK-IRN", indicator="transit", unit="t", source="S", invented=True)
    assert one(read(tmp_path, "year,value\n2022,1\n", given)).invented
    assert read(tmp_path, "year,value,invented\n2022,1,yes\n2023,1,no\n").faults
    assert read(tmp_path, "year,value,invented\n2022,1,perhaps\n").faults


def test_rows_of_other_pairs_are_passed_over_and_counted_where_a_pair_is_named(tmp_path: Path) -> None:
    text = "year,value,from,to,indicator\n2022,1,PAK,IRN,exports\n2022,2,PAK,AFG,exports\n"
    found = read(tmp_path, text, told(dyad="PAK-IRN", unit="USD", source="S"))
    assert one(found).flow == "PAK>IRN"
    assert found.passed_over == 1
    assert len(read(tmp_path, text, told(unit="USD", source="S")).series) == 2


def test_words_of_ones_own_and_labels_of_the_list(tmp_path: Path) -> None:
    given = told(dyad="PAK-IRN", unit="n", source="S", indicator="queue  at the gate")
    assert one(read(tmp_path, "year,value\n2022,1\n", given)).indicator == "queue at the gate"
    given = told(dyad="PAK-IRN", unit="n", source="S", indicator="Crossings open")
    assert one(read(tmp_path, "year,value\n2022,1\n", given)).indicator == "crossings_open"


def test_an_armed_group_is_a_side_too(tmp_path: Path) -> None:
    given = told(dyad="SDN-Rapid Support Forces", indicator="border_trade", unit="t", source="S")
    assert len(one(read(tmp_path, "year,value\n2023,1\n", given)).dyad) == 2


def test_line_breaks_in_words_become_blanks_and_other_control_characters_are_refused(tmp_path: Path) -> None:
    found = one(read(tmp_path, 'year,value,note\n2022,1,"first\nsecond"\n'))
    assert found.note == "first second"
    for field in ("note", "source", "status", "unit", "indicator"):
        refused = read(tmp_path, f"year,value,{field}\n2022,1,a\x07b\n")
        assert [fault.where.rpartition(", ")[2] for fault in refused.faults] == [f"column {field}"]


def test_no_message_hands_on_what_a_terminal_would_obey(tmp_path: Path) -> None:
    found = read(tmp_path, "year,value,\x1b[2Jcolour\n2022,1,a\n")
    assert all(f"{fault.where}{fault.reason}".isprintable() for fault in found.faults)
    found = read(tmp_path, "year,value,#\n2022,\x1b[2J,a\n")
    assert all(f"{fault.where}{fault.reason}".isprintable() for fault in found.faults)


# SDMX-CSV.

ONE = "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\n"
TWO = ONE.replace("DATAFLOW", "STRUCTURE,STRUCTURE_ID,ACTION")


def test_sdmx_csv_1_with_codes_of_two_and_three_letters(tmp_path: Path) -> None:
    text = (
        ONE
        + "IMF:DOT(1.0),M,PK,IRN,TXG_FOB_USD,2024-01,12.5,USD,6,P\nIMF:DOT(1.0),M,PK,IRN,TXG_FOB_USD,2024-02,,USD,6,M\n"
    )
    found = one(read(tmp_path, text, told()))
    assert (found.dyad, found.flow, found.indicator) == (("IRN", "PAK"), "PAK>IRN", "exports")
    assert (found.unit, found.source) == ("USD, millions", "IMF:DOT(1.0)")
    assert points(found) == [("2024-01", 12.5, "P: provisional"), ("2024-02", None, "M: missing; cannot exist")]


def test_sdmx_csv_2_with_labels_and_names(tmp_path: Path) -> None:
    head = TWO.replace("FREQ", "FREQ: Frequency").replace("REF_AREA", "REF_AREA: Reporting area")
    text = (
        head + "dataflow,X:Y(2.0),I,A: Annual,IR: Iran,Pakistan,TMG_CIF_USD: Goods,2023,7,USD: US dollar,0: Units,A\n"
    )
    found = one(read(tmp_path, text, told()))
    assert (found.flow, found.indicator, found.unit) == ("PAK>IRN", "imports", "USD")
    assert points(found) == [("2023", 7, None)]


def test_the_mirror_figures_of_both_sides_stay_apart(tmp_path: Path) -> None:
    text = ONE + "X,A,PAK,IRN,TXG_FOB_USD,2023,7,USD,6,A\nX,A,IRN,PAK,TMG_CIF_USD,2023,9,USD,6,A\n"
    found = read(tmp_path, text, told())
    assert not found.faults
    assert {(each.indicator, each.flow) for each in found.series} == {("exports", "PAK>IRN"), ("imports", "PAK>IRN")}


def test_an_indicator_of_no_direction_keeps_who_reports_it_with_the_source(tmp_path: Path) -> None:
    text = ONE + "X,A,PAK,IRN,QUEUE,2023,7,lorries,,A\nX,A,IRN,PAK,QUEUE,2023,9,lorries,,A\n"
    found = read(tmp_path, text, told())
    assert [each.source for each in found.series] == ["X, reported by PAK", "X, reported by IRN"]
    assert len({each.id for each in found.series}) == 2


def test_a_dimension_that_is_none_of_ours_keeps_series_apart(tmp_path: Path) -> None:
    text = ONE.replace("INDICATOR", "INDICATOR,PRODUCT") + (
        "X,A,PAK,IRN,TXG_FOB_USD,27,2023,7,USD,6,A\nX,A,PAK,IRN,TXG_FOB_USD,TOTAL,2023,9,USD,6,A\n"
    )
    found = read(tmp_path, text, told())
    assert [each.source for each in found.series] == ["X, PRODUCT=27", "X, PRODUCT=TOTAL"]


def test_multipliers_go_into_the_unit_in_words_and_no_figure_is_changed(tmp_path: Path) -> None:
    for mult, unit in (("0", "USD"), ("", "USD"), ("3", "USD, thousands"), ("9", "USD, billions")):
        found = one(read(tmp_path, ONE + f"X,A,PAK,IRN,TXG_FOB_USD,2023,7.25,USD,{mult},A\n", told()))
        assert (found.unit, found.points[0].value) == (unit, 7.25)


def test_areas_that_are_no_party_are_passed_over_where_a_pair_is_named(tmp_path: Path) -> None:
    text = ONE + "X,A,PAK,IRN,TXG_FOB_USD,2023,7,USD,6,A\nX,A,PAK,W00,TXG_FOB_USD,2023,9,USD,6,A\n"
    found = read(tmp_path, text, told(dyad="IRN-PAK"))
    assert one(found).points[0].value == 7
    assert found.passed_over == 1
    assert len(read(tmp_path, text, told()).faults) == 1


def test_a_table_without_counterparts_holds_figures_of_one_side_and_no_flow(tmp_path: Path) -> None:
    text = "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\nX,A,PAK,remittances,2023,7,USD\n"
    found = one(read(tmp_path, text, told(dyad="PAK-IRN")))
    assert (found.flow, found.source) == (None, "X, reported by PAK")
    assert "name the pair with --dyad" in read(tmp_path, text, told()).faults[0].reason


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("dataflow,X,D,A,PAK,IRN,TXG_FOB_USD,2023,7,USD,6,A", "asks to delete the row"),
        ("dataflow,X,I,D,PAK,IRN,TXG_FOB_USD,2023,7,USD,6,A", "daily figures are not kept"),
        ("dataflow,X,I,A,PAK,PAK,TXG_FOB_USD,2023,7,USD,6,A", "PAK and no other side"),
        ("dataflow,X,I,A,PAK,IRN,TXG_FOB_USD,2023,7,USD,six,A", "no power of ten"),
        ("dataflow,X,I,A,PAK,IRN,TXG_FOB_USD,2023,7", "9 fields instead of 12"),
        ("dataflow,X,I,A,PAK,IRN,,2023,7,USD,6,A", "the indicator is missing"),
        ("dataflow,X,I,A,PAK,IRN,TXG_FOB_USD,2023,7,,6,A", "the unit is missing"),
    ],
)
def test_what_is_wrong_with_a_row_of_sdmx_is_told(tmp_path: Path, row: str, says: str) -> None:
    found = read(tmp_path, TWO + row + "\n", told())
    assert found.series == ()
    assert any(says in fault.reason for fault in found.faults), found.faults


# Files.


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def test_a_workbook_with_dates_numbers_and_a_sheet_of_its_owner(tmp_path: Path) -> None:
    rows = [["month", "value"], [date(2024, 1, 1), 10.25], [date(2024, 2, 1), 11], [date(2024, 3, 1), None]]
    path = workbook(tmp_path / "t.xlsx", Trade=rows, **{"# notes": [["anything"]]})
    given = told(dyad="PAK-IRN", indicator="border_trade", unit="USD", source="S", frequency="monthly")
    found = read_series([path], given, SeriesConfig())
    assert points(one(found)) == [
        ("2024-01", 10.25, None),
        ("2024-02", 11, None),
        ("2024-03", None, "empty in the source"),
    ]


def test_a_fault_in_a_workbook_names_sheet_row_and_column(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", Trade=[["year", "value"], [2023, "=1+1"], [2024, "#REF!"], ["x", 1]])
    found = read_series([path], FLAGS, SeriesConfig())
    assert [fault.where.rpartition("t.xlsx, ")[2] for fault in found.faults] == [
        "sheet Trade, row 2, column value",
        "sheet Trade, row 3, column value",
        "sheet Trade, row 4, column year",
    ]
    assert "holds a formula" in found.faults[0].reason


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["year", "value"], [2023, 1], [2024, None]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "t.xlsx")
    found = read_series([tmp_path / "t.xlsx"], FLAGS, SeriesConfig())
    assert all("merged" in fault.reason for fault in found.faults)
    assert found.faults


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"# only words\n", "no figures are in it"),
        (b"year,value\n2023,\xff\n", "line 2 is not in UTF-8"),
        (b'year,value\n2023,"1\n', "mend the quotation marks"),
        (b"year,value\n2023,1\x00\n", "holds bytes that no text has"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"xx", "locked with a password, or an old .xls"),
        (b"PK\x03\x04", "no .xlsx file, or a damaged one"),
        (b"year,year,value\n2023,1,1\n", "the column period stands twice"),
        (b"year,2023\n1,1\n", "a file has one layout"),
        (b"year,valu\n2023,1\n", "did you mean value?"),
        (b"hello world\n", "'hello world' is no column"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    found = read_series([path], FLAGS, SeriesConfig())
    assert len(found.faults) == 1
    assert says in found.faults[0].reason


def test_limits_hold(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("year,value\n" + "".join(f"{year},1\n" for year in range(1900, 2000)), encoding="utf-8")
    assert "larger than 10 bytes" in read_series([path], FLAGS, SeriesConfig(max_bytes=10)).faults[0].reason
    assert "more than 50 rows" in read_series([path], FLAGS, SeriesConfig(max_rows=50)).faults[0].reason
    assert "cannot be read" in read_series([tmp_path / "none.csv"], FLAGS, SeriesConfig()).faults[0].reason


@pytest.mark.parametrize(("coding", "mark"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ",")])
def test_what_spreadsheet_programs_save_is_read(tmp_path: Path, coding: str, mark: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"# Übersicht\r\nyear{mark}value\r\n2023{mark}1.5\r\n".encode(coding))
    assert points(one(read_series([path], FLAGS, SeriesConfig()))) == [("2023", 1.5, None)]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_template_is_read_once_it_is_filled(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(series_template(suffix))
    assert read_series([path], told(), SeriesConfig()) == SeriesFile(series=(), faults=(), passed_over=0)
    row = ["2024-01", "5", "", "PAK-IRN", "", "border_trade", "USD", "S", "", "yes", ""]
    if suffix == ".csv":
        path.write_text(path.read_text("utf-8") + ",".join(row) + "\n", encoding="utf-8")
    else:
        book = openpyxl.load_workbook(path)
        book.worksheets[0].append(row)
        book.save(path)
    assert points(one(read_series([path], told(), SeriesConfig()))) == [("2024-01", 5, None)]


def test_the_examples_are_read_and_all_but_the_counted_crossings_say_that_they_are_invented(root: Path) -> None:
    folder = root / "examples_series"
    for path in sorted(folder.iterdir()):
        found = read_series([path], told(dyad="PAK-IRN"), SeriesConfig())
        assert found.series, found.faults
        for each in found.series:
            assert ("invented" in each.source.lower()) == ("invented" in path.name)


# Properties.

PERIODS = {
    Frequency.YEARLY: st.integers(1900, 2020).map(str),
    Frequency.QUARTERLY: st.builds("{}-Q{}".format, st.integers(1900, 2020), st.integers(1, 4)),
    Frequency.MONTHLY: st.builds("{}-{:02}".format, st.integers(1900, 2020), st.integers(1, 12)),
}
VALUES = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**12), 10**12))


@settings(deadline=None)
@given(
    st.sampled_from(Frequency).flatmap(lambda one: st.dictionaries(PERIODS[one], VALUES, min_size=1, max_size=6)),
    st.sampled_from(["USD", "US$, millions", 'm³ "net"', "=1+1"]),
)
def test_what_is_written_comes_back_figure_for_figure(
    tmp_path_factory: pytest.TempPathFactory, figures: dict[str, float | None], unit: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["period", "value", "unit"])
    writer.writerows([period, "" if value is None else repr(value), unit] for period, value in figures.items())
    found = read(tmp_path_factory.mktemp("t"), out.getvalue())
    if all(value is None for value in figures.values()):
        assert "no figure at all" in found.faults[0].reason
        return
    series = one(found)
    assert series.unit == unit
    assert {point.period: point.value for point in series.points if point.period in figures} == figures
    order = [point.period for point in series.points]
    assert order == sorted(order)
    assert all(following(a, series.frequency) == b for a, b in pairwise(order))
    assert all(
        point == Point(period=point.period, value=None, note="no row in the source")
        for point in series.points
        if point.period not in figures
    )


@settings(deadline=None)
@given(st.dates(), st.sampled_from(Frequency))
def test_a_day_lies_in_its_period_and_the_next_one_follows_at_once(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    span = covered(period)
    assert span is not None
    assert span[0] <= day <= span[1]
    if span[1] < date(9999, 1, 1):
        after = covered(following(period, frequency))
        assert after is not None
        assert (after[0] - span[1]).days == 1


# The list of indicators.


def test_every_indicator_has_a_meaning_and_a_usual_unit() -> None:
    assert {"border_trade", "crossings_open", "transit", "remittances", "energy", "flights"} <= set(indicators())
    assert all(each.meaning and each.unit for each in indicators().values())


@pytest.mark.parametrize("row", ["a,b,USD,sideways,,x", "a,b,USD,out,,x\nb,c,USD,out,,x", "a,b"])
def test_a_broken_list_of_indicators_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "indicators.csv"
    path.write_text(f"id,label,unit,flow,codes,meaning\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError):
        load_indicators(path)


def test_the_page_names_every_indicator(root: Path) -> None:
    page = (root / "docs/series.md").read_text(encoding="utf-8")
    assert [name for name in indicators() if f"| `{name}` |" not in page] == []
