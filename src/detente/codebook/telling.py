"""Codebook room: the words in which an account is told to a reader (``telling.toml``); no rule of coding uses them."""

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from detente.codebook.channels import Channels
from detente.codebook.ontology import EventType
from detente.errors import CodebookError
from detente.records import (
    Certainty,
    KeepingKind,
    MoveKind,
    Standing,
    Status,
    ThirdPartyRole,
    ThirdPartyStanding,
    ThreadState,
    Verification,
)

__all__ = ["Telling", "load_telling"]

_OPTIONAL = re.compile(r"\[([^\]]*)]")
_HOLDER = re.compile(r"\{(\w+)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words by what they tell: ``words["standings"]["agreed"]``; ``words["versions"]`` are in the order of telling.

    ``officials`` are sectors that speak for their state, ``pointing`` words that point back into a report;
    ``statements`` and ``force`` are event types that are told as such, ``deeds`` the acts, type and mode, that are no
    statements although their type is one; ``told_each`` are findings that are told one by one; ``lines`` are sentences
    for what was done to a line between two sides, by line and state.
    """

    words: dict[str, dict[str, str]]
    lines: dict[tuple[str, str], str]
    officials: frozenset[str]
    pointing: frozenset[str]
    statements: frozenset[str]
    deeds: frozenset[str]
    force: frozenset[str]
    told_each: frozenset[KeepingKind]

    def word(self, table: str, name: str) -> str:
        """Return the word for a value, the value itself in plain letters where there is none."""
        return self.words[table].get(name, name.replace("_", " "))

    def line(self, line: str, state: str, **names: str | None) -> str | None:
        """Return what was done to a line as a sentence; None where no sentence tells it, or not of nobody."""
        pattern = self.lines.get((line, state))
        if pattern is None:
            return None
        whole = _OPTIONAL.sub(lambda found: found[1] if all(map(names.get, _HOLDER.findall(found[1]))) else "", pattern)
        missing = [one for one in _HOLDER.findall(whole) if names.get(one) is None]
        return None if missing else whole.format_map(names)


ENUMS: dict[str, type[StrEnum]] = {
    "statuses": Status,
    "said_statuses": Status,
    "verification": Verification,
    "standings": Standing,
    "keepings": KeepingKind,
    "certainties": Certainty,
    "moves": MoveKind,
    "roles": ThirdPartyRole,
    "third_party_standings": ThirdPartyStanding,
    "threads": ThreadState,
}
PLAIN = ("bodies", "versions", "fields", "disputes", "kinds", "promises", "implementation", "due", "clocks")


def load_telling(path: Path, types: dict[str, EventType], channels: Channels) -> Telling:
    """Load the words in which an account is told.

    Raises:
        CodebookError: The file is no TOML, lacks a table, or names something that the codebook has not.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        for table, kind in ENUMS.items():
            _known(found[table], {one.value for one in kind})
        _known(found["statements"]["types"] + found["force"]["types"], set(types))
        parts = ((*name.split("=", 1), told) for name, told in found["lines"].items())
        lines = {(line, state): told for line, state, told in parts}
        _known(lines, set(channels.states))
        return Telling(
            words={table: found[table] for table in (*ENUMS, *PLAIN)},
            lines=lines,
            officials=frozenset(found["actors"]["officials"]),
            pointing=frozenset(found["actors"]["pointing"]),
            statements=frozenset(found["statements"]["types"]),
            deeds=frozenset(found["statements"]["deeds"]),
            force=frozenset(found["force"]["types"]),
            told_each=frozenset(map(KeepingKind, found["told_each"]["keepings"])),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error


def _known(given: Iterable[str | tuple[str, str]], allowed: Collection[str | tuple[str, str]]) -> None:
    """Refuse names that nothing has.

    Raises:
        ValueError: a name is none of those allowed.
    """
    unknown = sorted(str(one) for one in given if one not in allowed)
    if unknown:
        message = f"nothing is called {unknown[0]}"
        raise ValueError(message)
