"""Exchange room: files of figures as sheets of cells, CSV and XLSX alike; a broken or locked file is told as such."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.exchange.series_config import SeriesConfig

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Cell", "FileFaultError", "Line", "Sheet", "sheets", "shown"]

OWN = "#"  # a sheet, row or column that begins with it is its owner's and not read
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"
_DELIMITERS = (",", ";", "\t")


class FileFaultError(ValueError):
    """A file or sheet that cannot be read: what is wrong, the remedy, where; it never leaves the room."""

    def __init__(self, what: str, remedy: str, where: str = "") -> None:
        super().__init__(what, remedy, where)
        self.what = what
        self.remedy = remedy
        self.where = where


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, or what is wrong with it and the remedy."""

    text: str
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its number, counted from 1."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a CSV file: where it stands, its column names, the rows below them."""

    where: str
    head: Line
    lines: Sequence[Line]


def sheets(path: Path, config: SeriesConfig) -> Iterator[Sheet]:
    """Yield the sheets of a file that hold anything, comments left out.

    Raises:
        FileFaultError: the file cannot be read, or is no table.
    """
    content = _content(path, config)
    if content.startswith(_OLE):
        raise FileFaultError(
            "this is locked with a password, or an old .xls file", "save it as .xlsx without a password, or as CSV"
        )
    found = _workbook(content, config, path) if content.startswith(_ZIP) else _table(content, config, path)
    held = [one for one in found if one is not None]
    if not held:
        raise FileFaultError("no figures are in it", "begin with what detente series template writes")
    yield from held


def shown(text: str) -> str:
    """Return a name as messages may show it: on one line, without characters that a terminal would obey."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _content(path: Path, config: SeriesConfig) -> bytes:
    try:
        if path.stat().st_size > config.max_bytes:
            raise FileFaultError(f"it is larger than {config.max_bytes} bytes", "split it")
        content = path.read_bytes()
    except OSError as error:
        raise FileFaultError(f"cannot be read ({error.strerror})", "name a file that you can read") from error
    if not content.strip():
        raise FileFaultError("is empty", "begin with what detente series template writes")
    return content


def _sheet(where: str, lines: Iterator[Line], config: SeriesConfig) -> Sheet | None:
    """Return a sheet from its rows, None where it holds nothing.

    Raises:
        FileFaultError: it has more rows than are read.
    """
    held: list[Line] = []
    for line in lines:
        if line.number > config.max_rows:
            raise FileFaultError(f"it has more than {config.max_rows} rows", "split it", where)
        first = next((cell.text for cell in line.cells if cell.text), "")
        if first and not first.startswith(OWN):
            held.append(line)
    return Sheet(where, held[0], held[1:]) if held else None


# Workbooks.


def _workbook(content: bytes, config: SeriesConfig, path: Path) -> Iterator[Sheet | None]:
    for sheet in _opened(content, config):
        name = sheet.title.strip()
        if not name.startswith(OWN):
            yield _sheet(f"{path}, sheet {shown(name)}", _rows(sheet), config)


def _opened(content: bytes, config: SeriesConfig) -> "list[Worksheet]":
    """Return the sheets of a workbook, its parts checked before anything parses them."""
    import openpyxl  # noqa: PLC0415 - a third of a second that CSV does not need

    try:
        _check_parts(content, config)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl drops (styles, drawings) is none of ours
            return list(openpyxl.load_workbook(io.BytesIO(content), keep_links=False).worksheets)
    except FileFaultError:
        raise
    except Exception as error:  # openpyxl raises whatever the damage leads to
        raise FileFaultError("this is no .xlsx file, or a damaged one", "save it anew as .xlsx, or as CSV") from error


def _check_parts(content: bytes, config: SeriesConfig) -> None:
    """Refuse what unpacks to too much, is encrypted, or defines entities of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > config.max_unpacked:
            raise FileFaultError("it unpacks to too much", "split it")
        if any(part.flag_bits & 1 for part in parts.infolist()):
            raise FileFaultError("this is locked with a password", "save it without a password")
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.read(part)[:4096]:
                raise FileFaultError("it defines entities of its own, as no spreadsheet program does", "save it anew")


def _rows(sheet: "Worksheet") -> Iterator[Line]:
    merged = {(row, column) for one in sheet.merged_cells.ranges for row, column in one.cells}
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell) for cell in row]
        for place, cell in enumerate(cells):
            if (number, place + 1) in merged:
                told = "is merged with others", "take the cells apart and fill each"
                cells[place] = Cell(cell.text or "(merged)", told)
        yield Line(number, cells)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl has no type for a cell
    """Return a cell as text; a formula and an error are no values."""
    if cell.data_type == "f":
        return Cell("=", ("holds a formula", "put its value there"))
    if cell.data_type == "e":
        return Cell(str(cell.value), (f"holds the error {cell.value}", "put a value there, or n/a"))
    return Cell(_text(cell.value))


def _text(value: object) -> str:
    """Return what a cell holds as text, numbers to the last digit."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


# Tables of text.


def _table(content: bytes, config: SeriesConfig, path: Path) -> Iterator[Sheet | None]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith(OWN)), "")
    delimiter = max(_DELIMITERS, key=first.count)
    yield _sheet(str(path), _lines(text, delimiter), config)


def _decoded(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or UTF-16 where it begins with its mark."""
    coding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileFaultError(f"line {line} is not in UTF-8", "save it as CSV UTF-8") from error
    if "\0" in text:
        raise FileFaultError("it holds bytes that no text has", "save it as CSV UTF-8, or as .xlsx")
    return text


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """Yield the rows of a CSV text with the numbers of the lines on which they begin."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in reader:
            yield Line(number, [Cell(cell.strip()) for cell in row])
            number = reader.line_num + 1
    except csv.Error as error:
        raise FileFaultError(f"line {number}: {error}", "mend the quotation marks of that line") from error
