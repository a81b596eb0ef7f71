"""Replay room: the keys of one table of a course file; what is wrong with one is noted with file, table and key."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from detente.replay.drawing import clean
from detente.replay.faults import Faults, near

__all__ = ["Table", "text"]


class Table:
    """One table of a TOML file; ``where`` names file and table."""

    def __init__(self, given: Mapping[str, object], where: str, faults: Faults, least: float) -> None:
        """Take the table; ``least`` is how alike a key must be to be named beside a wrong one."""
        self.given, self.where, self.faults, self.least = given, where, faults, least
        self.read: list[str] = []

    def wrong(self, key: str, what: str, remedy: str) -> None:
        """Note what is wrong with a key."""
        self.faults.add(f"{key} {what}", where=self.where, remedy=remedy)

    def text(self, key: str, *, need: str | None = None) -> str:
        """Return a value as text, empty where there is none; ``need`` says what is missing where it must be there."""
        self.read.append(key)
        found = text(self.given[key]) if key in self.given else ""
        if found is None:
            self.wrong(key, "is a table or a list of tables", "write text, a number, a day or a list of them")
        elif not found and need is not None:
            self.wrong(key, "is missing" if key not in self.given else "is empty", need)
        return found or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the values of a list of texts; one text stands for a list of one."""
        self.read.append(key)
        given = self.given.get(key, ())
        found = tuple(text(one) or "" for one in (given if isinstance(given, list | tuple) else [given]))
        if not all(found):
            self.wrong(key, "holds what is no text", 'write a list of texts, such as ["one", "other"]')
        return tuple(one for one in found if one)

    def number(self, key: str) -> int | None:
        """Return a whole number, None where there is none."""
        self.read.append(key)
        given = self.given.get(key)
        if given is not None and type(given) is not int:
            self.wrong(key, f"is {given!r}, no whole number", "write a number of days such as 7 or -2")
        return given if type(given) is int else None

    def day(self, key: str) -> str | None:
        """Return an ISO day, None where there is none."""
        found = self.text(key)
        if not found:
            return None
        try:
            return date.fromisoformat(found).isoformat()
        except ValueError:
            self.wrong(key, f"is {found!r}, no day", "write it as 2024-01-16")
            return None

    def tables(self, key: str, of: str) -> Iterator[tuple[int, Mapping[str, object]]]:
        """Yield the tables of a list with their numbers from 1; ``of`` is how they are headed in the file."""
        self.read.append(key)
        given = self.given.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self.wrong(key, "is no list of tables", f"head each of them with [[{of}]]")
            return
        yield from enumerate(given, 1)

    def rest(self) -> tuple[tuple[str, str], ...]:
        """Return all other keys as texts."""
        return tuple((name, self.text(name)) for name in self.given if name not in self.read)

    def end(self) -> None:
        """Note keys that the table does not have."""
        for name in self.given:
            if name not in self.read:
                self.wrong(name, "is no key of this table", near(name, self.read, self.least, "its keys are"))


def text(given: object) -> str | None:
    """Return a value as a person would write it in a field, None for what is none: a table, a list of tables."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, datetime):
        return given.isoformat(timespec="minutes")
    if isinstance(given, date | time):
        return given.isoformat()
    if isinstance(given, list):
        parts = [text(one) for one in given]
        return None if None in parts else "; ".join(part for part in parts if part)
    return clean(str(given)) if isinstance(given, str | int | float) else None
