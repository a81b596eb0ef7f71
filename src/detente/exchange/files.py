"""Exchange room: reads files of coded events, whose format it tells by the first line."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from detente.codebook import Codebook
from detente.exchange import gdelt, petrarch, plover
from detente.exchange.tables import FOLDER, Tables
from detente.records import DyadicEvent, Skipped, Typeless

__all__ = ["read_events"]

_PETRARCH_WIDTHS = range(4, 13)
_FORMATS = "lines of PETRARCH2, Phoenix or GDELT, a table with their column names, or PLOVER JSON lines"
_Reader = Callable[[str], DyadicEvent | None]


def read_events(path: Path, tables: Tables, book: Codebook) -> Iterator[DyadicEvent | Skipped | Typeless]:
    """Yield the events of a file; a line that cannot be used, or a file of no known format, is skipped and told."""
    reader: _Reader | None = None
    for number, raw in enumerate(_raw_lines(path), 1):
        where = f"{path}, line {number}"
        if isinstance(raw, Skipped):
            yield raw
            return
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield Skipped(where=where, room="exchange", reason="is not UTF-8 text; save the file as UTF-8")
            continue
        if not line.strip():
            continue
        if reader is None:
            reader, is_header = _reader(line, tables, book)
            if reader is None:
                yield Skipped(where=where, room="exchange", reason=f"is of no format known here; give {_FORMATS}")
                return
            if is_header:
                continue
        yield _event(reader, line, where)


def _raw_lines(path: Path) -> Iterator[bytes | Skipped]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); name a file that you can read"
        yield Skipped(where=str(path), room="exchange", reason=reason)


def _event(reader: _Reader, line: str, where: str) -> DyadicEvent | Skipped | Typeless:
    try:
        found = reader(line)
    except json.JSONDecodeError as error:
        return Skipped(where=where, room="exchange", reason=f"is no JSON ({error.msg}); mend or delete the line")
    except ValueError as error:
        return Skipped(where=where, room="exchange", reason=f"{error}; mend or delete the line")
    return found or Typeless(where=where)


def _reader(first: str, tables: Tables, book: Codebook) -> tuple[_Reader | None, bool]:
    """Return what reads a line of the file (None for no format known), and whether the first line names the columns."""
    if first.lstrip().startswith("{"):
        return partial(plover.from_line, book=book), False
    split = _by_tab if "\t" in first else _by_comma
    cells = split(first)
    if {"SQLDATE", "EventCode"} <= set(cells):
        return partial(_row, split=split, columns=cells, read=partial(gdelt.from_row, tables=tables)), True
    columns = _renamed(cells)
    if {"date", "source", "target", "code"} <= set(columns):
        return partial(_row, split=split, columns=columns, read=partial(petrarch.from_row, tables=tables)), True
    if names := gdelt.columns_of(len(cells)):
        return partial(_row, split=split, columns=names, read=partial(gdelt.from_row, tables=tables)), False
    if len(cells) == len(petrarch.PHOENIX_COLUMNS) or len(cells) in _PETRARCH_WIDTHS:
        phoenix = len(cells) == len(petrarch.PHOENIX_COLUMNS)
        names = tuple(_renamed(petrarch.PHOENIX_COLUMNS)) if phoenix else petrarch.COLUMNS
        return partial(_row, split=split, columns=names, read=partial(petrarch.from_row, tables=tables)), False
    return None, False


def _by_tab(line: str) -> list[str]:
    return line.split("\t")


def _by_comma(line: str) -> list[str]:
    return next(csv.reader([line]))


def _row(
    line: str,
    *,
    split: Callable[[str], list[str]],
    columns: Sequence[str],
    read: Callable[[Mapping[str, str]], DyadicEvent | None],
) -> DyadicEvent | None:
    return read(dict(zip(columns, (cell.strip() for cell in split(line)), strict=False)))


def _renamed(cells: Sequence[str]) -> list[str]:
    """Return column names as PETRARCH2's, those of other data sets by the table of aliases."""
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = {row["name"]: row["means"] for row in csv.DictReader(file)}
    return [aliases.get(cell.strip(), cell.strip()) for cell in cells]
