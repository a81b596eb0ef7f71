"""Codebook room: the rules of how place names are written (``places.toml``)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from detente.errors import CodebookError

__all__ = ["PlaceRules", "load_place_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """``pieces`` maps spellings of a piece to one; the others are folded words around a name, by what they tell.

    Words that are tried one by one stand in order, the longest first (north eastern before north).
    """

    pieces: dict[str, str]
    articles: frozenset[str]
    particles: frozenset[str]
    parts: tuple[str, ...]
    divisions: tuple[str, ...]
    towns: tuple[str, ...]


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def load_place_rules(path: Path) -> PlaceRules:
    """Read the rules.

    Raises:
        CodebookError: The file is no TOML or lacks a list.
    """
    try:
        rules = tomllib.loads(path.read_text("utf-8"))
        pieces, words = dict(rules["pieces"]), rules["words"]
        return PlaceRules(
            pieces=pieces,
            articles=frozenset(words["articles"]),
            particles=frozenset(words["particles"]),
            parts=_longest_first(words["parts"]),
            divisions=_longest_first(words["divisions"]),
            towns=_longest_first(words["towns"]),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error
