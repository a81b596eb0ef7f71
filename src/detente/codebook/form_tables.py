"""Codebook room: the tables of a form's TOML file, read key by key; a wrong one is told with its file and line."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from detente.codebook.rows import text_of
from detente.errors import CodebookError, meant

__all__ = ["BEYOND", "Table", "opened"]

_HEADER = re.compile(r"\s*\[+\s*([\w.\-]+)\s*\]+")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")
_LINE = re.compile(r"at line (\d+)")
_DURATION = re.compile(r"(\d{1,4})\s*(d|h|min)", re.ASCII)
BEYOND = 1e12  # of no number that a form could mean; neither infinity nor what is no number lies below it
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}


class Table:
    """One table of a file: ``name`` is its header, ``nth`` counts the tables of that header from 0."""

    def __init__(self, values: Mapping[str, object], file: "_File", name: str = "", nth: int = 0) -> None:
        self._values = values
        self._file = file
        self._name = name
        self._nth = nth

    def error(self, what: str, remedy: str, key: str | None = None) -> CodebookError:
        """Make the error that names this table, or a key of it, with its line."""
        where = f"{self._file.path}, line {self._file.line(self._name, self._nth, key)}"
        return CodebookError(what, where=where, remedy=remedy)

    def has(self, key: str) -> bool:
        """Whether a key is given."""
        return key in self._values

    def keys(self, known: Collection[str], needed: Iterable[str] = ()) -> None:
        """Refuse a key that means nothing here, and one that is missing."""
        for key in self._values:
            if key not in known:
                raise self.error(f"unknown key {key!r}", _remedy(key, known), key)
        for key in needed:
            if key not in self._values:
                raise self.error(
                    f"{key} is missing", f'write {key} = "..." in [[{self._name}]]'.replace(" in [[]]", "")
                )

    def text(self, key: str) -> str | None:
        """Return a text, None where the key is not given."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} is no text", f'write {key} = "..." with words between the quotes', key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, each once; none where the key is not given."""
        value = self._values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
            raise self.error(f"{key} is no list of texts", f'write {key} = ["...", "..."]', key)
        if twice := next((one for one in listed if listed.count(one) > 1), None):
            raise self.error(f"{key} names {twice!r} twice", "take one of them out", key)
        return tuple(listed)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return whether something holds."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key} is neither true nor false", f"write {key} = true or {key} = false", key)
        return value

    def number(self, key: str) -> float | None:
        """Return a number, None where the key is not given."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < BEYOND:
            raise self.error(f"{key} is no number", f"write {key} = 40, without quotes", key)
        return float(value)

    def duration(self, key: str) -> timedelta | None:
        """Return a length of time, None where the key is not given."""
        text = self.text(key)
        if text is None:
            return None
        found = _DURATION.fullmatch(text)
        if not found:
            raise self.error(f"{key} {text!r} is no length of time", 'write "3d", "72h" or "30min"', key)
        return int(found[1]) * _UNITS[found[2]]

    def of(self, key: str, known: Collection[str]) -> str | None:
        """Return a member of a closed list, None where the key is not given."""
        text = self.text(key)
        if text is not None and text not in known:
            raise self.error(f"unknown {key} {text!r}", _remedy(text, known), key)
        return text

    def all_of(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return members of a closed list."""
        found = self.texts(key)
        for text in found:
            if text not in known:
                raise self.error(f"unknown {key} {text!r}", _remedy(text, known), key)
        return found

    def inside(self, key: str) -> Mapping[str, object]:
        """Return a table that is the value of a key, empty where the key is not given."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"{key} is no table", f'write {key} = {{ field = "value" }}', key)
        return value

    def one(self, key: str) -> "Table":
        """Return the table of a header."""
        return Table(self.inside(key), self._file, key)

    def each(self, key: str) -> "list[Table]":
        """Return the tables of a header that may stand several times."""
        value = self._values.get(key, [])
        name = f"{self._name}.{key}" if self._name else key
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(f"{key} is no list of tables", f"begin each with [[{name}]]", key)
        return [Table(one, self._file, name, number) for number, one in enumerate(value)]


class _File:
    """A file's text with the place of its tables and keys; TOML itself keeps no lines."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._lines: dict[tuple[str, int, str | None], int] = {}
        counts: dict[str, int] = {}
        header, nth = "", 0
        for number, line in enumerate(text.splitlines(), 1):
            if found := _HEADER.match(line):
                header = found[1]
                nth = counts[header] = counts.get(header, -1) + 1
                self._lines.setdefault((header, nth, None), number)
            elif found := _KEY.match(line):
                self._lines.setdefault((header, nth, found[1]), number)

    def line(self, name: str, nth: int, key: str | None) -> int:
        """Return the line of a key, else of a header of that name, else of its table, else the first."""
        places = [(name, nth, key), (key or "", 0, None), (name, nth, None)]
        return next((self._lines[place] for place in places if place in self._lines), 1)


def opened(path: Path) -> Table:
    """Return the whole of a TOML file as a table.

    Raises:
        CodebookError: it cannot be read, or is no TOML.
    """
    text = text_of(path)
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        where = f"{path}, line {found[1] if found else len(text.splitlines())}"  # else at the end of the document
        raise CodebookError(f"is no TOML ({error})", where=where, remedy="mend that line") from error
    return Table(values, _File(path, text))


def _remedy(given: str, known: Collection[str]) -> str:
    return meant(given, known, f"use one of: {', '.join(known)}", most=2)
