"""Codebook room: the rules by which versions of one event are told apart (``versions.toml``)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from detente.errors import CodebookError
from detente.records import Status

__all__ = ["VersionRules", "load_versions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRules:
    """``kinds`` says what kind of target a sector is; ``bodies``, ``sectors`` and ``words`` say who can verify and how.

    ``beside`` are the modes that a mode may stand beside, both ways; ``wide`` are kinds of places without known bounds;
    ``without`` are the words that undo a word of checking; ``status`` groups the statuses: told, open, denied, ahead.
    """

    kinds: dict[str, str]
    beside: dict[str, frozenset[str]]
    wide: frozenset[str]
    bodies: frozenset[str]
    sectors: frozenset[str]
    words: frozenset[str]
    without: frozenset[str]
    status: dict[Status, str]


def load_versions(path: Path, sectors: frozenset[str]) -> VersionRules:
    """Read the rules.

    Raises:
        CodebookError: The file is no TOML, lacks a list, or names a sector or status that does not exist.
    """
    try:
        rules = tomllib.loads(path.read_text("utf-8"))
        kinds = {sector: kind for kind, listed in rules["kinds"].items() for sector in listed}
        unknown = sorted({*kinds, *rules["verifiers"]["sectors"]} - sectors)
        found = VersionRules(
            kinds=kinds,
            beside=_both_ways(rules["beside"]),
            wide=frozenset(rules["places"]["wide"]),
            bodies=frozenset(rules["verifiers"]["bodies"]),
            sectors=frozenset(rules["verifiers"]["sectors"]),
            words=frozenset(rules["verifiers"]["words"]),
            without=frozenset(rules["verifiers"]["not"]),
            status={Status(status): group for group, listed in rules["status"].items() for status in listed},
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error
    if unknown:
        raise CodebookError(
            f"names no sector ({', '.join(unknown)})", where=str(path), remedy="take ids of sectors.csv"
        )
    return found


def _both_ways(pairs: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return the modes that each mode may stand beside."""
    found: dict[str, set[str]] = {}
    for one, others in pairs.items():
        for other in others:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}
