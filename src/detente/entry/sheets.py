"""Entry room: spreadsheets as rows of cells by column name; a file that is broken or locked is told as such."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.entry.config import Config
from detente.entry.form import heading, headings
from detente.entry.problems import one_of
from detente.records import EntryKind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["EXAMPLES", "KIND", "LISTS", "OWN", "Row", "SheetError", "rows", "title"]

KIND = "kind"
OWN = "#"  # a column, row or sheet that begins with it is its owner's and not read
EXAMPLES, LISTS = "Examples", "Lists"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"
_DELIMITERS = (",", ";", "\t")
_INERT = re.compile(r"'(?=[=+\-@\t\r])")


class SheetError(Exception):
    """A file that cannot be read as a spreadsheet; it never leaves the room."""

    def __init__(self, what: str, remedy: str, where: str = "") -> None:
        super().__init__(what, remedy, where)
        self.what = what
        self.remedy = remedy
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: where it stands, its kind if the sheet or the row names one, its cells by field.

    ``faults`` are cells that cannot be read: field, what and remedy.
    """

    where: str
    kind: str | None
    cells: dict[str, str]
    faults: tuple[tuple[str, str, str], ...] = ()


def title(kind: EntryKind) -> str:
    """Return the name of a kind's sheet."""
    return f"{kind.value}s".capitalize()


def rows(path: Path, config: Config) -> Iterator[Row]:
    """Yield the rows of a spreadsheet that hold something, comments and examples left out.

    Raises:
        SheetError: the file cannot be read, or a column or sheet has a name that is none.
    """
    content = _content(path, config)
    if content.startswith(_OLE):
        raise SheetError(
            "this is locked with a password, or an old .xls file", "save it as .xlsx without a password, or as CSV"
        )
    if content.startswith(_ZIP):
        yield from _workbook(content, config, path)
    else:
        yield from _table(content, config, path)


def _content(path: Path, config: Config) -> bytes:
    try:
        if path.stat().st_size > config.max_bytes:
            raise SheetError(f"it is larger than {config.max_bytes} bytes", "split it, or raise entry.max_bytes")
        content = path.read_bytes()
    except OSError as error:
        raise SheetError(f"cannot be read ({error.strerror})", "name a file that you can read") from error
    if not content.strip():
        raise SheetError("is empty", "begin with what detente template writes")
    return content


# Workbooks.


def _workbook(content: bytes, config: Config, path: Path) -> Iterator[Row]:
    """Yield the rows of every sheet that is named after a kind of entry, or has a column that names kinds."""
    sheets = _opened(content, config)
    known = {title(kind).lower(): kind.value for kind in EntryKind}
    found = False
    for sheet in sheets:
        name = sheet.title.strip()
        if name.startswith(OWN) or name in {EXAMPLES, LISTS} or sheet.max_row is None:
            continue
        where = f"{path}, sheet {name}"
        if sheet.max_row > config.max_rows:
            raise SheetError(
                f"the sheet reaches to row {sheet.max_row}",
                f"delete what is below, or split it at {config.max_rows}",
                where,
            )
        kind = known.get(name.lower()) or known.get(f"{name.lower()}s")
        cells = _cells(sheet)
        titles = one_of([title(one) for one in EntryKind], name, config)
        here = _read(cells, kind, where, titles, config)
        for row in here:
            found = True
            yield row
    if not found:
        raise SheetError("no entry is in it", "fill a sheet of what detente template writes", str(path))


def _opened(content: bytes, config: Config) -> "list[Worksheet]":
    """Return the sheets of a workbook, its parts checked before anything parses them."""
    import openpyxl  # noqa: PLC0415 - a third of a second that CSV does not need

    broken = "this is no .xlsx file, or a damaged one", "save it anew as .xlsx, or as CSV"
    try:
        _check_parts(content, config)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl drops (styles, drawings) is none of ours
            return list(openpyxl.load_workbook(io.BytesIO(content), keep_links=False).worksheets)
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever the damage leads to
        raise SheetError(*broken) from error


def _check_parts(content: bytes, config: Config) -> None:
    """Refuse what unpacks to too much, is encrypted, or defines entities of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > config.max_unpacked:
            raise SheetError("it unpacks to too much", "split it, or raise entry.max_unpacked")
        if any(part.flag_bits & 1 for part in parts.infolist()):
            raise SheetError("this is locked with a password", "save it without a password")
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.read(part)[:4096]:
                raise SheetError("it defines entities of its own, which no spreadsheet program does", "save it anew")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as text, or what is wrong with it."""

    text: str
    fault: tuple[str, str] | None = None


def _cells(sheet: "Worksheet") -> Iterator[tuple[int, list[_Cell]]]:
    """Yield the rows of a sheet with their numbers."""
    merged = {(row, column) for one in sheet.merged_cells.ranges for row, column in one.cells}
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell) for cell in row]
        for place, cell in enumerate(row):
            if (number, place + 1) in merged:
                told = "is merged with others", "take the cells apart and fill each"
                cells[place] = _Cell(cells[place].text or str(cell.coordinate), told)
        yield number, cells


def _cell(cell: Any) -> _Cell:  # noqa: ANN401 - openpyxl has no type for a cell
    """Return the text of a cell; a formula and an error are no values."""
    if cell.data_type == "f":
        return _Cell("=", ("holds a formula", "put its value there as text"))
    if cell.data_type == "e":
        return _Cell(str(cell.value), (f"holds the error {cell.value}", "put a value there, or empty it"))
    return _Cell("" if cell.value is None else _text(cell.value))


def _text(value: object) -> str:
    """Return what a cell holds as a person would write it in text."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return _INERT.sub("", str(value).strip(), count=1)


# Tables of text.


def _table(content: bytes, config: Config, path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file, its delimiter told by its first line."""
    text = _decoded(content)
    found = False
    first = next((line for line in text.splitlines() if line.strip()), "")
    known = headings(None)
    delimiter = max(_DELIMITERS, key=lambda mark: sum(heading(cell) in known for cell in first.split(mark)))
    for row in _read(_lines(text, delimiter), None, str(path), None, config):
        found = True
        yield row
    if not found:
        raise SheetError("no entry is in it", "fill what detente template writes", str(path))


def _decoded(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or UTF-16 where it begins with its mark."""
    coding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SheetError(f"line {line} is not in UTF-8", "save it as CSV UTF-8") from error
    if "\0" in text:
        raise SheetError("it holds bytes that no text has", "save it as CSV UTF-8, or as .xlsx")
    return text


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[_Cell]]]:
    """Yield the rows of a CSV text with the numbers of the lines on which they begin."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in reader:
            yield number, [_Cell(_INERT.sub("", cell.strip(), count=1)) for cell in row]
            number = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"line {number}: {error}", "mend the quotation marks of that line") from error


# Both.


def _read(
    lines: Iterator[tuple[int, list[_Cell]]],
    kind: str | None,
    where: str,
    titles: str | None,
    config: Config,
) -> Iterator[Row]:
    """Yield the rows below the line of column names."""
    names: list[str] | None = None
    for number, cells in lines:
        held = [cell for cell in cells if cell.text]
        if not held or held[0].text.startswith(OWN):
            continue
        if names is None:
            names = [heading(cell.text) for cell in cells]
            if kind is None and KIND not in names:
                _refuse(where, titles)
            names = _columns(names, kind, f"{where}, row {number}", config)
            continue
        yield _row(names, cells, kind, f"{where}, row {number}")


def _refuse(where: str, titles: str | None) -> None:
    """Refuse a sheet or file that does not say what its rows are; ``titles`` are the names a sheet may have."""
    if titles is not None:
        raise SheetError(
            "its name is no kind of entry", f"{titles} (begin it with # to keep a sheet of your own)", where
        )
    raise SheetError("its first line has no column named kind", "begin with what detente template writes", where)


def _columns(names: Sequence[str], kind: str | None, where: str, config: Config) -> list[str]:
    """Return the fields of the columns, "" for those of the file's owner.

    Raises:
        SheetError: a column that is none, or one that stands twice.
    """
    known = headings(kind) | ({} if kind else {KIND: KIND})
    fields: list[str] = []
    for name in names:
        field = "" if not name or name.startswith(OWN) else known.get(name)
        if field is None:
            remedy = f"{one_of(known, name, config)} (begin its name with # to keep a column of your own)"
            raise SheetError(f"{name!r} is no column", remedy, where)
        if field and field in fields:
            raise SheetError(f"the column {field} stands twice", "delete one of the two", where)
        fields.append(field)
    return fields


def _row(names: Sequence[str], cells: Sequence[_Cell], kind: str | None, where: str) -> Row:
    """Return a row by its fields."""
    faults: list[tuple[str, str, str]] = []
    values: dict[str, str] = {}
    for place, cell in enumerate(cells):
        name = names[place] if place < len(names) else None
        if name is None and cell.text:
            faults.append(
                (f"{place + 1}", f"{cell.text!r} stands under no column name", "name the column, or empty it")
            )
        elif name and cell.fault:
            faults.append((name, *cell.fault))
        elif name and cell.text:
            values[name] = cell.text
    return Row(where=where, kind=kind or values.pop(KIND, None), cells=values, faults=tuple(faults))
