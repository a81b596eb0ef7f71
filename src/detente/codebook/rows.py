"""Codebook room: reads rule files (CSV, one rule a line) and refuses a broken line by file, line and remedy."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from detente.errors import CodebookError

__all__ = ["Line", "check_dates", "choice", "is_date", "number", "read_rows", "scan_rows", "text_of", "yes_no"]

_OTHER_MARKS = ";\t|"
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Line(NamedTuple):
    """Where a row stands: its file and 1-based line number (a tuple, for tens of thousands are made at loading)."""

    file: str
    number: int

    def error(self, what: str, remedy: str) -> CodebookError:
        """Make the error that names this line."""
        return CodebookError(what, where=f"{self.file}, line {self.number}", remedy=remedy)


def text_of(path: Path) -> str:
    """Return the text of a rule file.

    Raises:
        CodebookError: It cannot be read, or is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CodebookError(
            f"cannot be read ({error.strerror or error})", where=str(path), remedy="check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise CodebookError("is not UTF-8 text", where=str(path), remedy="save the file as UTF-8") from error
    if "\0" in text:
        raise CodebookError("holds bytes that are no text", where=str(path), remedy="save the file as text in UTF-8")
    return text


def scan_rows(
    path: Path, columns: tuple[str, ...], further: tuple[str, ...] = ()
) -> Iterator[tuple[Line, list[str] | CodebookError]]:
    """Yield the rows of a CSV file below its header, each with its place; empty lines and ``#`` lines are left out.

    ``further`` are columns that a file may add behind the others, in this order; the fields that it lacks are given as
    empty. A row with too few or too many fields comes as the error that says so.

    Raises:
        CodebookError: The file cannot be read, or its header is another one.
    """
    lines = _lines(path)
    header = tuple(next((fields for _, fields in lines), ()))
    every = columns + further
    width = len(header)
    if width < len(columns) or header != every[:width]:
        what = f"unknown columns {','.join(header)}" if header else "the file is empty"
        raise Line(str(path), 1).error(what, _wanted(header, columns, further))
    padding = [""] * (len(every) - width)
    for line, fields in lines:
        if len(fields) == width and not fields[0].startswith("#"):
            yield line, fields + padding if padding else fields
        elif fields and not fields[0].startswith("#"):
            remedy = 'give every column, empty ones too, and put a field that holds a comma between "quotes"'
            yield line, line.error(f"{len(fields)} fields instead of {width}", remedy)


def _lines(path: Path) -> Iterator[tuple[Line, list[str]]]:
    file = str(path)
    reader = csv.reader(io.StringIO(text_of(path), newline=""))
    try:
        for fields in reader:
            yield Line(file, reader.line_num), fields
    except csv.Error as error:
        remedy = 'look for a "quote" that is not closed in this line or above it, or a field that is far too long'
        raise Line(file, reader.line_num).error(f"is no CSV ({error})", remedy) from error


def _wanted(header: tuple[str, ...], columns: tuple[str, ...], further: tuple[str, ...]) -> str:
    """Say what a header must be, and that fields are divided by commas where it uses another mark."""
    wanted = f"the header must be {','.join(columns)}{''.join(f'[,{one}]' for one in further)}"
    if len(header) == 1 and any(mark in header[0] for mark in _OTHER_MARKS):
        return f"divide the fields by commas; {wanted}"
    return wanted


def read_rows(path: Path, columns: tuple[str, ...], further: tuple[str, ...] = ()) -> Iterator[tuple[Line, list[str]]]:
    """Yield the rows of a CSV file as ``scan_rows`` does, and refuse the first bad one.

    Raises:
        CodebookError: The file cannot be read, its header is another one, or a row has too few or too many fields.
    """
    for line, fields in scan_rows(path, columns, further):
        if isinstance(fields, CodebookError):
            raise fields
        yield line, fields


def choice(line: Line, column: str, value: str, allowed: frozenset[str] | set[str]) -> str:
    """Return the value if it is one of those allowed.

    Raises:
        CodebookError: It is not; the remedy lists the nearest or all allowed values.
    """
    if value in allowed:
        return value
    raise line.error(f"unknown {column} {value!r}", f"use one of {', '.join(sorted(allowed)[:40])}")


def number(line: Line, column: str, value: str, convert: Callable[[str], float] = float) -> float | None:
    """Return a number, None for an empty field.

    Raises:
        CodebookError: The field is no number.
    """
    if not value:
        return None
    try:
        return convert(value)
    except ValueError as error:
        raise line.error(f"{column} {value!r} is no number", "write a number such as -3.5, or nothing") from error


def yes_no(line: Line, column: str, value: str) -> bool:
    """Return whether a field says yes.

    Raises:
        CodebookError: It says neither yes nor no.
    """
    return choice(line, column, value, frozenset({"yes", "no"})) == "yes"


def is_date(value: str) -> bool:
    """Whether an ISO date cut to year, month or day names a day, month or year that there is."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - len("YYYY") :])
    except ValueError:
        return False
    return True


def check_dates(line: Line, start: str, end: str) -> None:
    """Check a from-to pair of ISO dates cut to year, month or day; empty is open.

    Raises:
        CodebookError: A date is malformed or the pair runs backwards.
    """
    for column, value in (("from", start), ("to", end)):
        if value and not is_date(value):
            raise line.error(f"bad date {value!r} in {column}", "write YYYY, YYYY-MM or YYYY-MM-DD, or nothing")
    size = min(len(start), len(end))
    if size and start[:size] > end[:size]:
        raise line.error(f"from {start} is later than to {end}", "exchange the two dates or correct one")
