"""JSON Lines, a JSON list, or one JSON object of a report or of a list of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.config import Config
from detente.reading.formats import named_column
from detente.reading.plain import text_or_skip
from detente.reading.raw import File, Raw, skip
from detente.reading.rows import from_row
from detente.reading.rules import table
from detente.records import Skipped

__all__ = ["read_json"]

_REMEDY = "give one JSON object a line"


def read_json(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the reports of a JSON or JSON Lines file; a bad line is told and the others are read."""
    found = text_or_skip(file, config)
    if isinstance(found, Skipped):
        yield found
        return
    whole = _loaded(found.text) if _is_one_value(found.text) else None
    if isinstance(whole, dict | list):
        yield from _from_value(whole, file.where, config)
    else:
        yield from _from_lines(found.text, file.where, config)


def _is_one_value(text: str) -> bool:
    """Return whether the text may be one JSON value: a list, or an object that its first line does not end."""
    stripped = text.strip()
    first = stripped.partition("\n")[0].rstrip()
    return stripped.startswith("[") or not first.endswith("}") or first == stripped


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """Why a text is no JSON."""

    reason: str


def _loaded(text: str) -> object:
    """Return the value that a text writes, or why it is none."""
    try:
        return json.loads(text)
    except RecursionError:
        return _Broken(reason="the JSON is nested too deep")
    except ValueError as problem:
        reason = str(problem).partition(";")[0]  # behind it stands advice for programmers
        return _Broken(reason=f"this is no JSON ({reason})")


def _from_lines(text: str, where: str, config: Config) -> Iterator[Raw | Skipped]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _from_object(_loaded(line), f"{where}:{number}", config)


def _from_object(value: object, where: str, config: Config) -> Raw | Skipped:
    if isinstance(value, _Broken):
        return skip(where, value.reason, _REMEDY)
    if not isinstance(value, dict):
        return skip(where, "this JSON is no object, so no article", _REMEDY)
    try:
        return from_row(value, where, config)
    except RecursionError:
        return skip(where, "the JSON is nested too deep", _REMEDY)


def _from_value(value: object, where: str, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the reports of one value: a list of objects, an object that holds such a list, or one report."""
    rows = value if isinstance(value, list) else _listed(value, config)
    if rows is None:
        yield _from_object(value, where, config)
        return
    if not rows:
        yield skip(where, "the list of articles is empty", "give a file with articles")
    for number, row in enumerate(rows, start=1):
        yield _from_object(row, f"{where}:{number}", config)


def _listed(value: object, config: Config) -> list[object] | None:
    """Return the list of articles that an object holds, None where it holds none or is itself one."""
    if not isinstance(value, dict) or named_column("text", list(value), config) is not None:
        return None
    lists = (value.get(key) for key in table("columns")["lists"]["keys"])
    return next((rows for rows in lists if isinstance(rows, list)), None)
