"""Exchange room: writes tables as Parquet, CSV or JSON lines, each file whole or not at all."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from detente.exchange.whole import Column

__all__ = ["TABLE_FORMATS", "write_table"]

TABLE_FORMATS = ("parquet", "csv", "jsonl")
BETWEEN = "; "
# A cell that a spreadsheet would run is written as text.
RISKY = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, object]


def write_table(path: Path, found: Iterable[Row], columns: Sequence[Column], form: str) -> int:
    """Write a table and return how many rows it has; the file takes its place when it is whole.

    Raises:
        ValueError: the format is none of ``TABLE_FORMATS``.
        OSError: the place cannot be written.
    """
    held = [{one.name: row[one.name] for one in columns} for row in found]
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(_BYTES[form](held, columns))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return len(held)


def _parquet(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - a quarter of a second that other formats do not pay
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {
        "string": pa.string(),
        "int": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    fields = [pa.field(one.name, kinds[one.type], metadata={"meaning": one.meaning}) for one in columns]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=pa.schema(fields)), out)
    return out.getvalue()


def _csv(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, [one.name for one in columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> object:
    """Return a value as a cell: lists joined, truth in words, nothing that a spreadsheet would run."""
    if isinstance(value, list):
        value = BETWEEN.join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _jsonl(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    del columns
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows).encode()


_BYTES = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}
