"""Spreadsheets as people make them: every bad cell is named, and nothing in a file can do harm."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from detente.codebook import Codebook
from detente.entry import Clerk, Config, accounts
from detente.records import Account, Skipped

Found = list[Account | Skipped]
Read = Callable[[Path], Found]
Sheet = Callable[..., Path]
Table = Callable[[bytes], Path]
HEAD = ["type", "by", "to", "day", "words", "author", "rests_on"]
ROW = ["ASSAULT", "Iran", "PAK", "2024-01-16", "Two houses were hit", "A. Rahimi", "a call"]
CSV_HEAD = ",".join(["kind", *HEAD])
CSV_ROW = ",".join(["event", *ROW])
LEAST_ROWS_A_SECOND = 500


def told(found: Found) -> list[str]:
    return [f"{one.where}: {one.reason}" for one in found if isinstance(one, Skipped)]


def the_one(found: Found) -> Account:
    (one,) = found
    assert isinstance(one, Account), one
    return one


def test_a_row_of_a_sheet_is_an_entry(sheet: Sheet, read: Read) -> None:
    assert the_one(read(sheet("Events", HEAD, ROW))).article.text == "Two houses were hit"


def test_a_row_of_a_table_is_the_same_entry(sheet: Sheet, table: Table, read: Read) -> None:
    written = table(f"{CSV_HEAD}\n{CSV_ROW}\n".encode())
    assert the_one(read(written)) == the_one(read(sheet("Events", HEAD, ROW)))


def test_a_bad_cell_is_named_with_file_sheet_row_and_column(sheet: Sheet, read: Read) -> None:
    path = sheet("Events", HEAD, ROW, ["ASSULT", *ROW[1:]])
    assert told(read(path)) == [
        f"{path}, sheet Events, row 3, column type: 'ASSULT' is not known here; did you mean ASSAULT?"
    ]


def test_a_bad_cell_of_a_table_is_named_with_its_row(table: Table, read: Read) -> None:
    path = table(f"{CSV_HEAD}\n{CSV_ROW}\nevent,ASSAULT,Iran,PAK,2024-02-31,x,A,b\n".encode())
    assert told(read(path))[0].startswith(f"{path}, row 3, column day: '2024-02-31' is no day")


def test_the_row_of_a_table_is_its_first_line_even_if_a_cell_above_has_several(table: Table, read: Read) -> None:
    head, bad = CSV_HEAD.encode(), b"event,ASSULT,Iran,PAK,2024-01-16,x,A,b\n"
    path = table(head + b'\nevent,ASSAULT,Iran,PAK,2024-01-16,"one\ntwo",A,b\n' + bad)
    assert "row 4, column type" in told(read(path))[0]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_however_a_program_writes_it(
    mark: str, end: str, coding: str, table: Table, read: Read
) -> None:
    lines = [mark.join(["kind", *HEAD]), mark.join(["event", *ROW[:4], "Zwei Häuser", *ROW[5:]])]
    content = end.join([*lines, ""]).encode(coding)
    assert the_one(read(table(content))).article.text == "Zwei Häuser"


def test_a_table_in_another_encoding_is_refused_with_the_line(table: Table, read: Read) -> None:
    (why,) = told(read(table(f"{CSV_HEAD}\n{CSV_ROW}\n".encode() + "event,Männer".encode("cp1252"))))
    assert "line 3 is not in UTF-8; save it as CSV UTF-8" in why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\x00\x01\x02", "bytes that no text has"),
        (CSV_HEAD.encode(), "no entry is in it"),
        (b"by,to\nIran,PAK\n", "no column named kind"),
        (f'{CSV_HEAD}\nevent,"ASSAULT'.encode(), "quotation marks"),
        (f"{CSV_HEAD},by\n{CSV_ROW},PAK".encode(), "stands twice"),
        (f"{CSV_HEAD},plaace\n{CSV_ROW},x".encode(), "did you mean place?"),
        (f"{CSV_HEAD}\n{CSV_ROW},Panjgur".encode(), "under no column name"),
        (CSV_HEAD.replace("kind", "kind,side").encode() + b"\nstrike,,a", "no kind of entry"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "password"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    content: bytes, why: str, table: Table, read: Read
) -> None:
    path = table(content)
    found = told(read(path))
    assert len(found) >= 1
    assert found[0].startswith(str(path))
    assert why in found[0]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, read: Read) -> None:
    assert "cannot be read" in told(read(tmp_path / "none.xlsx"))[0]


def test_a_column_of_ones_own_begins_with_a_mark(sheet: Sheet, read: Read) -> None:
    the_one(read(sheet("Events", [*HEAD, "# seen by"], [*ROW, "me"])))


def test_an_unknown_column_is_refused_with_the_nearest(sheet: Sheet, read: Read) -> None:
    (why,) = told(read(sheet("Events", [*HEAD, "Casualties killed"], [*ROW, "2"])))
    assert "is no column" in why
    assert "killed" in why


@pytest.mark.parametrize("head", ["Source", "SOURCES", " by * "])
def test_a_column_may_have_other_names(head: str, sheet: Sheet, read: Read) -> None:
    the_one(read(sheet("Events", ["type", head, *HEAD[2:]], ROW)))


def test_a_row_or_sheet_that_begins_with_a_mark_is_not_read(sheet: Sheet, read: Read) -> None:
    def own(workbook: Workbook) -> None:
        workbook.create_sheet("# scratch").append(["anything"])

    the_one(read(sheet("Events", HEAD, ["# notes", "who"], ROW, change=own)))


def test_an_unknown_sheet_is_refused_with_the_nearest(sheet: Sheet, read: Read) -> None:
    (why,) = told(read(sheet("Evnets", HEAD, ROW)))
    assert "sheet Evnets: its name is no kind of entry; did you mean Events?" in why


def test_an_unknown_sheet_may_name_the_kind_of_each_row(sheet: Sheet, read: Read) -> None:
    the_one(read(sheet("Log", ["kind", *HEAD], ["event", *ROW])))


def test_a_formula_is_refused(sheet: Sheet, read: Read) -> None:
    found = told(read(sheet("Events", HEAD, ["ASSAULT", "Iran", "PAK", '=TEXT(TODAY(),"yyyy")', *ROW[4:]])))
    assert found == [found[0]]
    assert "column day: holds a formula; put its value there as text" in found[0]


def test_an_error_is_refused(sheet: Sheet, read: Read) -> None:
    assert "the error #REF!" in told(read(sheet("Events", HEAD, [*ROW[:3], "#REF!", *ROW[4:]])))[0]


def test_merged_cells_are_refused(sheet: Sheet, read: Read) -> None:
    def merge(workbook: Workbook) -> None:
        workbook.worksheets[0].merge_cells("F2:F3")

    found = told(read(sheet("Events", HEAD, ROW, ROW, change=merge)))
    assert [why.partition(": ")[0].partition(", ")[2] for why in found] == [
        "sheet Events, row 2, column author",
        "sheet Events, row 3, column author",
    ]
    assert all("is merged" in why for why in found)


def test_a_date_of_the_program_is_read_as_a_day(sheet: Sheet, read: Read) -> None:
    row = [*ROW[:3], datetime(2024, 1, 16), *ROW[4:]]  # noqa: DTZ001 - spreadsheets have no zones
    day = the_one(read(sheet("Events", HEAD, row))).codings[0].day
    assert day is not None
    assert day.start == "2024-01-16"


def test_a_number_is_read_as_it_is_shown(sheet: Sheet, read: Read) -> None:
    account = the_one(read(sheet("Events", [*HEAD, "killed"], [*ROW, 2.0])))
    assert account.codings[0].casualties[0].minimum == 2


def test_the_same_row_twice_counts_once_and_is_told(sheet: Sheet, read: Read) -> None:
    first, second = read(sheet("Events", HEAD, ROW, ROW))
    assert isinstance(first, Account)
    assert isinstance(second, Skipped)
    assert second.same_as is not None
    assert second.same_as.endswith("row 2")


def test_defaults_fill_what_rows_leave_empty(sheet: Sheet, clerk: Clerk) -> None:
    path = sheet("Events", HEAD, [*ROW[:5], "", ""])
    given = {"author": "B. Okoro", "rests_on": "the file"}
    (account,) = accounts(path, clerk, now="2024-01-27", defaults=given)
    assert isinstance(account, Account)
    assert account.article.owner == "B. Okoro"


def test_reading_stops_where_too_much_is_wrong(sheet: Sheet, book: Codebook) -> None:
    clerk = Clerk(book, Config(max_problems=3))
    path = sheet("Events", HEAD, *(["ASSULT", *ROW[1:]] for _ in range(9)))
    found = told(list(accounts(path, clerk, now="2024-01-27")))
    assert len(found) == 4
    assert "reading stopped here" in found[-1]


def test_a_sheet_that_reaches_too_far_is_refused(sheet: Sheet, book: Codebook) -> None:
    def far(workbook: Workbook) -> None:
        workbook.worksheets[0].cell(900, 1).value = "x"

    path = sheet("Events", HEAD, ROW, change=far)
    assert "row 900" in told(list(accounts(path, Clerk(book, Config(max_rows=100)), now="2024-01-27")))[0]


def test_a_file_that_is_too_large_is_not_opened(table: Table, book: Codebook) -> None:
    path = table(f"{CSV_HEAD}\n{CSV_ROW}\n".encode())
    assert "larger than 10 bytes" in told(list(accounts(path, Clerk(book, Config(max_bytes=10)), now="2024-01-27")))[0]


def packed(**parts: bytes) -> bytes:
    """Return an archive such as a workbook is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(f"{name}.xml", content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused(table: Table, book: Codebook) -> None:
    path = table(packed(bomb=bytes(100_000)))
    assert "unpacks to too much" in told(list(accounts(path, Clerk(book, Config(max_unpacked=9_999)), now="2024")))[0]


def test_a_workbook_with_entities_of_its_own_is_refused(table: Table, read: Read) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY lol "lol">]><workbook>&lol;</workbook>'
    assert "entities" in told(read(table(packed(workbook=bomb))))[0]


def test_an_archive_that_is_no_workbook_is_refused(table: Table, read: Read) -> None:
    assert "no .xlsx file" in told(read(table(packed(letter=b"<letter/>"))))[0]


def test_many_rows_are_read_in_good_time(sheet: Sheet, read: Read) -> None:
    count = 1_000
    path = sheet("Events", HEAD, *([*ROW[:4], f"House {number} was hit", *ROW[5:]] for number in range(count)))
    begun = time.process_time()
    assert len(read(path)) == count
    assert time.process_time() - begun < count / LEAST_ROWS_A_SECOND
