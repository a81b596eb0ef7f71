"""The template: what it offers can be imported, and nothing that is written into it runs as a formula."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import Codebook, load
from detente.entry import Clerk, accounts, fields, template
from detente.entry.lists import allowed
from detente.entry.template import examples
from detente.records import Account, EntryKind, Skipped

Read = Callable[[Path], list[Account | Skipped]]
SUFFIXES = (".xlsx", ".csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_template_holds_no_entry(suffix: str, book: Codebook, read: Read, tmp_path: Path) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(template(suffix, book))
    (one,) = read(path)
    assert isinstance(one, Skipped)
    assert "no entry is in it" in one.reason


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_examples_can_be_imported(suffix: str, book: Codebook, clerk: Clerk, tmp_path: Path) -> None:
    rows: dict[EntryKind, list[dict[str, str]]] = {}
    for row in examples():
        rows.setdefault(EntryKind(row["kind"]), []).append({name: row[name] for name in row if name != "kind"})
    path = tmp_path / f"t{suffix}"
    path.write_bytes(template(suffix, book, rows))
    found = list(accounts(path, clerk, now="2024-02-01"))
    assert all(isinstance(one, Account) for one in found), found
    assert len(found) == len(examples())


def test_every_kind_has_a_sheet_with_its_fields_and_notes(book: Codebook) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(".xlsx", book)))
    assert workbook.sheetnames == [*(f"{kind.value}s".capitalize() for kind in EntryKind), "Examples", "Lists"]
    for kind, sheet in zip(EntryKind, workbook.worksheets, strict=False):
        heads = [str(cell.value) for cell in sheet[1]]
        assert [head.removesuffix(" *") for head in heads] == [field.name for field in fields(kind)]
        assert [head.endswith("*") for head in heads] == [field.need for field in fields(kind)]
        assert str(sheet["A2"].value).startswith("# ")


def test_closed_lists_are_offered_where_a_cell_may_hold_one(book: Codebook) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(".xlsx", book)))
    for kind, sheet in zip(EntryKind, workbook.worksheets, strict=False):
        offered = {str(rule.sqref).partition("3:")[0] for rule in sheet.data_validations.dataValidation}
        closed = [at for at, field in enumerate(fields(kind), 1) if allowed(field.reads, book)]
        assert offered == {sheet.cell(1, at).column_letter for at in closed}
    lists = {
        str(column[0].value): [cell.value for cell in column[1:] if cell.value] for column in workbook["Lists"].columns
    }
    assert lists["commitment_type"] == list(book.commitments)


def test_a_table_names_the_kind_first(book: Codebook) -> None:
    names = next(csv.reader(io.StringIO(template(".csv", book).decode("utf-8-sig"))))
    assert names[0] == "kind"
    assert {field.name for kind in EntryKind for field in fields(kind)} <= set(names)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(text: str, book: Codebook) -> None:
    rows = {EntryKind.OBSERVATION: [{"words": text}]}
    workbook = openpyxl.load_workbook(io.BytesIO(template(".xlsx", book, rows)))
    cells = [cell for row in workbook["Observations"].iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]
    assert f"'{text[:2]}" in template(".csv", book, rows).decode()


def test_another_kind_of_file_is_refused(book: Codebook) -> None:
    with pytest.raises(ValueError, match=r"\.ods"):
        template(".ods", book)


def printable() -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn", "Co"), include_characters=" ")
    return st.text(letters, min_size=1, max_size=60).map(str.strip).filter(bool)


@cache
def shared_book() -> Codebook:
    """Return the codebook where hypothesis would print a fixture in full."""
    return load()


def written(words: str, suffix: str, folder: Path) -> Iterator[Account | Skipped]:
    row = {"words": words, "parties": "PAK; IRN", "day": "2024-01-18", "author": "A", "rests_on": "b"}
    path = folder / f"t{suffix}"
    path.write_bytes(template(suffix, shared_book(), {EntryKind.OBSERVATION: [row]}))
    yield from accounts(path, Clerk(shared_book()), now="2024-02-01")


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None)
@given(words=printable().filter(lambda text: not text.startswith(("#", "'"))))
def test_words_come_back_as_they_were_written(
    suffix: str, words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (one,) = written(words, suffix, tmp_path_factory.mktemp("t"))
    assert isinstance(one, Account), one
    assert one.article.text == " ".join(words.split())
