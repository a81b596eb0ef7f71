"""Entry room: an empty spreadsheet with a sheet for each kind of entry, lists of right values, and examples."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from detente.codebook import Codebook
from detente.entry.form import Field, fields
from detente.entry.lists import allowed
from detente.entry.sheets import EXAMPLES, KIND, LISTS, OWN, title
from detente.records import EntryKind

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["inert", "template"]

Row = Mapping[str, str]

_TEXT = "@"
_ROWS = 10_000  # as far as drop-down lists reach
_WIDE, _NARROW = 40, 16
_FORMULA = frozenset("=+-@\t\r")


def examples() -> list[dict[str, str]]:
    """Return rows that can be imported as they stand."""
    path = resources.files("detente.entry").joinpath("data", "examples.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return [{name: text for name, text in row.items() if text} for row in rows]


def columns() -> list[str]:
    """Return the columns of a table that holds entries of every kind."""
    names = dict.fromkeys(field.name for kind in EntryKind for field in fields(kind) if not field.common)
    common = dict.fromkeys(field.name for field in fields(EntryKind.EVENT) if field.common)
    return [KIND, *names, *common]


def table(rows: Iterable[Row]) -> str:
    """Return a CSV file of entries: the line of column names, then the rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: inert(text) for name, text in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8


def inert(text: str) -> str:
    """Return text that no spreadsheet program runs as a formula; reading takes the mark off again."""
    return f"'{text}" if text[:1] in _FORMULA else text


def template(suffix: str, book: Codebook, rows: Mapping[EntryKind, Sequence[Row]] | None = None) -> bytes:
    """Return a spreadsheet to fill: ``.xlsx`` with a sheet for each kind, or ``.csv`` with a column that names it.

    ``rows`` are values by field that stand in it already.

    Raises:
        ValueError: the suffix is neither.
    """
    rows = rows or {}
    if suffix == ".csv":
        return table({KIND: kind.value, **row} for kind, found in rows.items() for row in found).encode()
    if suffix != ".xlsx":
        raise ValueError(suffix)
    return workbook(book, rows)


def workbook(book: Codebook, rows: Mapping[EntryKind, Sequence[Row]]) -> bytes:
    """Return an .xlsx file with rows on the sheets of their kinds."""
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that CSV does not need

    made = Workbook()
    made.remove(made.worksheets[0])
    ranges = _lists(made, book)
    for kind in EntryKind:
        sheet = made.create_sheet(title(kind))
        _head(sheet, fields(kind))
        _drop_downs(sheet, fields(kind), ranges)
        names = [field.name for field in fields(kind)]
        for row in rows.get(kind, ()):
            _append(sheet, [row.get(name, "") for name in names])
    _examples(made)
    made.move_sheet(LISTS, len(made.worksheets))
    made.active = next((at for at, kind in enumerate(EntryKind) if rows.get(kind)), 0)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _lists(made: "Workbook", book: Codebook) -> dict[str, str]:
    """Write the sheet of right values; return the range of each sort."""
    sheet = made.create_sheet(LISTS)
    sorts = dict.fromkeys(field.reads for kind in EntryKind for field in fields(kind))
    ranges: dict[str, str] = {}
    for sort in sorts:
        values = allowed(sort, book)
        if not values:
            continue
        column = len(ranges) + 1
        for number, value in enumerate((sort, *values), 1):
            _write(sheet, number, column, value)
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = _WIDE
        ranges[sort] = f"={LISTS}!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def _head(sheet: "Worksheet", row: Sequence[Field]) -> None:
    """Write the names of the columns, a star on those that are needed, and a line of notes."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    for column, field in enumerate(row, 1):
        _write(sheet, 1, column, f"{field.name}{' *' if field.need else ''}")
        sheet.cell(1, column).font = Font(bold=True)
        notes = f"{field.help}{' (several: divide by ;)' if field.many else ''}"
        _write(sheet, 2, column, f"{OWN} {notes}" if column == 1 else notes)
        sheet.cell(2, column).font = Font(italic=True, color="666666")
        sheet.cell(2, column).alignment = Alignment(wrap_text=True, vertical="top")
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = _WIDE if field.reads == "text" else _NARROW
        sheet.column_dimensions[letter].number_format = _TEXT
    sheet.freeze_panes = "A3"


def _drop_downs(sheet: "Worksheet", row: Sequence[Field], ranges: dict[str, str]) -> None:
    """Offer the right values where a cell may hold one of a closed list."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    for column, field in enumerate(row, 1):
        if field.reads not in ranges:
            continue
        rule = DataValidation(type="list", formula1=ranges[field.reads], allow_blank=True)
        rule.showErrorMessage = not field.many
        rule.errorTitle, rule.error = field.name, f"Choose one of the list; all are on the sheet {LISTS}."
        letter = sheet.cell(1, column).column_letter
        rule.add(f"{letter}3:{letter}{_ROWS}")
        sheet.add_data_validation(rule)


def _examples(made: "Workbook") -> None:
    """Write the sheet of examples, which is never imported."""
    sheet = made.create_sheet(EXAMPLES)
    rows = examples()
    names = [name for name in columns() if any(name in row for row in rows)]
    _append(sheet, names)
    for row in rows:
        _append(sheet, [row.get(name, "") for name in names])
    for column in range(1, len(names) + 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = _NARROW


def _append(sheet: "Worksheet", texts: Sequence[str]) -> None:
    number = (sheet.max_row or 0) + 1 if sheet.max_row != 1 or sheet.cell(1, 1).value is not None else 1
    for column, text in enumerate(texts, 1):
        if text:
            _write(sheet, number, column, text)


def _write(sheet: "Worksheet", row: int, column: int, text: str) -> None:
    """Write text as text: nothing that begins with = becomes a formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = _TEXT
