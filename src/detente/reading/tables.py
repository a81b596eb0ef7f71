"""CSV and Parquet tables of articles."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from detente.reading.config import Config
from detente.reading.formats import suffix_of
from detente.reading.plain import text_or_skip
from detente.reading.raw import File, Raw, skip
from detente.reading.rows import from_row
from detente.records import Skipped

__all__ = ["read_csv", "read_parquet"]


def read_csv(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the reports of a table with delimiters; a row with too many or too few cells is told."""
    found = text_or_skip(file, config)
    if isinstance(found, Skipped):
        yield found
        return
    text = found.text.replace("\0", "")
    delimiter = "\t" if suffix_of(file.where) == "tsv" else _delimiter(text)
    names, body = _header(text, delimiter)
    if not names:
        yield skip(file.where, "the table has no header line", "name its columns in the first line")
        return
    yield from _rows(file.where, names, _cells(body, delimiter), config)


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(",\t;|", key=first.count)


def _header(text: str, delimiter: str) -> tuple[list[str], str]:
    """Return the names of the columns, and the text after them."""
    stripped = text.lstrip("\r\n")
    first, _, body = stripped.partition("\n")
    try:
        names = next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return [], ""
    return [name.strip() for name in names] if any(name.strip() for name in names) else [], body


def _rows(where: str, names: list[str], rows: Iterator[list[str] | None], config: Config) -> Iterator[Raw | Skipped]:
    empty = True
    for number, cells in enumerate(rows, start=2):
        empty = False
        if cells is None:
            yield skip(f"{where}:{number}", "a quotation mark is never closed", "close it or double it")
        elif len(cells) != len(names):
            what = f"the row has {len(cells)} cells where the header has {len(names)}"
            yield skip(f"{where}:{number}", what, "quote cells that hold the delimiter")
        else:
            yield from_row(dict(zip(names, cells, strict=True)), f"{where}:{number}", config)
    if empty:
        yield skip(where, "the table has no rows", "give a table with articles")


def _cells(text: str, delimiter: str) -> Iterator[list[str] | None]:
    """Yield the rows of a table by RFC 4180, None for a last row whose quotation never ends.

    The csv module is not asked for rows: it refuses cells of more than 131,072 characters unless a setting of the
    whole process is changed.
    """
    row: list[str] = []
    at = 0
    stop = re.compile(f"[{re.escape(delimiter)}\r\n]")
    while at < len(text):
        cell, at, closed = _cell(text, at, stop)
        if not closed:
            yield None
            return
        row.append(cell)
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text):
                continue
            row.append("")
        at = _past_break(text, at)
        if row != [""]:
            yield row
        row = []


def _past_break(text: str, at: int) -> int:
    return at + 2 if text.startswith("\r\n", at) else at + 1


def _cell(text: str, at: int, stop: re.Pattern[str]) -> tuple[str, int, bool]:
    """Return one cell, where it ends, and whether its quotation is closed."""
    pieces: list[str] = []
    if text[at] == '"':
        at += 1
        while True:
            quote = text.find('"', at)
            if quote < 0:
                return "", len(text), False
            pieces.append(text[at:quote])
            at = quote + 1
            if not text.startswith('"', at):
                break
            pieces.append('"')
            at += 1
    match = stop.search(text, at)
    end = match.start() if match is not None else len(text)
    pieces.append(text[at:end])
    return "".join(pieces), end, True


def read_parquet(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the reports of a Parquet table, batch by batch."""
    import pyarrow as pa  # noqa: PLC0415 - loads in a second, and few readings have Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    broken = skip(file.where, "the Parquet file is damaged", "write it again")
    try:
        source = pq.ParquetFile(io.BytesIO(file.data))
        groups = range(source.metadata.num_row_groups)
        size = sum(source.metadata.row_group(group).total_byte_size for group in groups)
    except (pa.ArrowException, OSError, ValueError):
        yield broken
        return
    if size > config.max_table_bytes:
        yield skip(file.where, f"the table unpacks to {size:,} bytes", "cut it into smaller tables")
        return
    yield from _parquet_rows(file.where, source, broken, config)


def _parquet_rows(where: str, source: Any, broken: Skipped, config: Config) -> Iterator[Raw | Skipped]:  # noqa: ANN401
    """Yield the rows of an open Parquet file; ``broken`` is told where its body cannot be read."""
    import pyarrow as pa  # noqa: PLC0415

    number = 0
    batches = source.iter_batches(batch_size=256)
    while True:
        try:
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else []
        except (pa.ArrowException, OSError, ValueError, OverflowError):
            yield broken
            return
        if batch is None:
            break
        for row in rows:
            number += 1
            yield from_row({name: _plain(value) for name, value in row.items()}, f"{where}:{number}", config)
    if number == 0:
        yield skip(where, "the table has no rows", "give a table with articles")


def _plain(value: object) -> object:
    """Return a cell as JSON has it: a date or moment in ISO 8601."""
    iso = getattr(value, "isoformat", None)
    return iso() if callable(iso) else value
