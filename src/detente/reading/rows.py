"""A row of a table or an object of a JSON file becomes a report by the names of its columns."""

import json
import math
from collections.abc import Mapping

from detente.reading.config import Config
from detente.reading.dates import Unclear, day_of_epoch
from detente.reading.formats import named_column
from detente.reading.raw import Raw, printable, skip
from detente.reading.rules import table
from detente.records import Gap, Skipped, When

__all__ = ["Row", "from_row"]

Row = Mapping[str, object]


def from_row(row: Row, where: str, config: Config) -> Raw | Skipped:
    """Return the report of one row, or the line that says what it lacks."""
    names = [name for name in row if isinstance(name, str)]
    column = {field: named_column(field, names, config) for field in table("columns") if field != "lists"}
    if column["text"] is None:
        known = ", ".join(names)[: config.label_chars] or "none"
        return skip(where, f"no column of text (columns: {known})", "name it with the setting columns, as text=NAME")
    text = row[column["text"]]
    if not isinstance(text, str) or not text.strip():
        return skip(where, f"the column {column['text']} holds no text", "leave the row out or fill it")
    if len(text) > config.max_bytes:
        return skip(where, f"a text of {len(text):,} characters is no single article", "cut it into articles")
    words = {field: _words(row[name]) for field, name in column.items() if name is not None}
    moment, published, gaps = _moment(row.get(column["published"] or ""))
    return Raw(
        where=where,
        key=_canonical(row),
        text=text,
        title=words.get("title"),
        source=words.get("source"),
        url=words.get("url"),
        genre=words.get("genre"),
        language=words.get("language"),
        published=published,
        when=moment,
        owner=words.get("owner"),
        side=words.get("side"),
        retrieved=words.get("retrieved"),
        own_title=words.get("title") is None,
        gaps=gaps,
    )


def _words(value: object) -> str | None:
    """Return a cell as words: a string, the name in an object ({"name": ...}), None for all else."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    stripped = " ".join(value.split()) if isinstance(value, str) else ""
    return printable(stripped) or None


def _moment(value: object) -> tuple[When | None, str | None, tuple[Gap, ...]]:
    """Return what a cell says about the day: a moment (from a count of seconds) or words, with a gap if neither."""
    days = 10**8  # numbers below are written days and years (20240116, 2024), those above count seconds
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            return None, None, (Gap(field="published", reason=f"{value!r} is no moment"),)
        if abs(value) < days or (isinstance(value, int) and len(str(value)) in {12, 14}):
            return None, str(int(value)), ()
        found = day_of_epoch(value)
        if isinstance(found, Unclear):
            return None, None, (Gap(field="published", reason=found.reason),)
        return found, None, ()
    return None, _words(value), ()


def _canonical(row: Row) -> bytes:
    """Return the row as bytes that depend on its content alone."""
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str).encode("ascii")
