"""Codebook room: the words that say which of two acts came first (``order.toml``); never reads a text."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import CodebookError

__all__ = ["OrderRules", "load_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """The words of order, in small letters, by what they do.

    ``markers`` gives "after" or "before" for prepositions and conjunctions, ``after_noun`` are those that mean "after"
    in front of a noun alone; ``nouns`` (in response) and ``times`` (in the wake) the words that lead to the earlier
    act; ``causes`` verbs with the words that lead to the later one, "" for the object; ``sequence`` verbs whose subject
    is the later act ("after") or the earlier; ``answering`` verbs whose act follows with ``means`` and the act they
    answer with ``answered``. ``implied`` nouns and ``adjectives`` answer what was just told; ``behind`` are adverbs
    that follow a number of ``units`` (hours later), ``alone`` those that need none, ``following`` are words in front of
    one (the next day). ``light`` verbs have the act as their subject, ``holders`` hold it
    behind "of", ``pronouns`` stand for it. ``undone`` are words that undo the connection.
    """

    markers: Mapping[str, str]
    after_noun: frozenset[str]
    nouns: Mapping[str, frozenset[str]]
    times: Mapping[str, frozenset[str]]
    causes: Mapping[str, frozenset[str]]
    sequence: Mapping[str, str]
    answering: frozenset[str]
    means: frozenset[str]
    answered: frozenset[str]
    implied: frozenset[str]
    adjectives: frozenset[str]
    behind: frozenset[str]
    alone: frozenset[str]
    following: frozenset[str]
    units: frozenset[str]
    light: frozenset[str]
    holders: frozenset[str]
    pronouns: frozenset[str]
    undone: frozenset[str]


def load_order(path: Path) -> OrderRules:
    """Read the rules.

    Raises:
        CodebookError: The file is no TOML or lacks a list.
    """
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return OrderRules(
            markers={word: kind for kind in ("after", "before") for word in read["markers"][kind]},
            after_noun=frozenset(read["markers"]["after_noun"]),
            nouns=_sets(read["nouns"]),
            times=_sets(read["times"]),
            causes=_sets(read["causes"]),
            sequence=read["sequence"],
            answering=frozenset(read["answering"]["verbs"]),
            means=frozenset(read["answering"]["means"]),
            answered=frozenset(read["answering"]["cause"]),
            implied=frozenset(read["implied"]["nouns"]),
            adjectives=frozenset(read["implied"]["adjectives"]),
            behind=frozenset(read["lengths"]["adverbs"]),
            alone=frozenset(read["lengths"]["alone"]),
            following=frozenset(read["lengths"]["next"]),
            units=frozenset(read["lengths"]["units"]),
            light=frozenset(read["light"]["verbs"]),
            holders=frozenset(read["light"]["holders"]),
            pronouns=frozenset(read["light"]["pronouns"]),
            undone=frozenset(read["undone"]["words"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise CodebookError(f"broken rule: {error}", where=path.name, remedy="mend or restore the file") from error


def _sets(lists: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(others) for word, others in lists.items()}
