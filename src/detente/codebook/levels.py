"""Codebook room: the rules by which a dyad stands at a level of conflict (``levels.toml``)."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.codebook.ontology import EventType, load_ontology
from detente.codebook.rows import text_of
from detente.errors import CodebookError
from detente.records import LevelName, Status

__all__ = ["ActKind", "LevelRule", "LevelRules", "level_rules", "load_level_rules"]

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActKind:
    """A kind of acts that levels go by: event types, each alone or with a mode, less those with modes of ``but``."""

    id: str
    label: str
    acts: frozenset[str]
    but: frozenset[str]
    source: str

    def holds(self, kind: str, modes: Collection[str]) -> bool:
        """Whether an act of a type and of modes is of this kind."""
        with_modes = {f"{kind}/{mode}" for mode in modes}
        if with_modes and with_modes <= self.but:
            return False
        return kind in self.acts or bool(with_modes & self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """One rule: acts of these kinds within ``days`` (the day itself included) make at least this level.

    ``deaths`` is the number that has to be exceeded within the days, ``heavy_days`` on how many of them at least heavy
    weapons were used; None asks for neither. ``source`` says what of it is published and what is ours.
    """

    id: str
    level: LevelName
    kinds: frozenset[str]
    days: int
    deaths: int | None
    heavy_days: int | None
    means: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRules:
    """The rules, highest level first; ``kinds`` in the order in which an act is tried.

    ``statuses`` say that an act took place, ``coarsest_days`` how inexact its day may be, ``heavy`` are the modes of
    heavy weapons.
    """

    kinds: tuple[ActKind, ...]
    rules: tuple[LevelRule, ...]
    statuses: frozenset[Status]
    coarsest_days: int
    heavy: frozenset[str]

    def kind(self, type_: str, modes: Collection[str]) -> ActKind | None:
        """Return the kind of an act, None for one that no level goes by."""
        return next((one for one in self.kinds if one.holds(type_, modes)), None)


@cache
def level_rules() -> LevelRules:
    """Return the shipped rules, for views that need nothing else of the codebook.

    Raises:
        CodebookError: The file is broken; the error names it and the remedy.
    """
    return load_level_rules(FOLDER / "levels.toml", load_ontology(FOLDER).types)


def load_level_rules(path: Path, types: Mapping[str, EventType]) -> LevelRules:
    """Read the rules; ``types`` are those that acts may name.

    Raises:
        CodebookError: The file is no TOML, lacks a part, or names an act, kind or level that there is not.
    """
    try:
        tree = tomllib.loads(text_of(path))
        kinds = tuple(_kind(name, table) for name, table in tree["kinds"].items())
        rules = tuple(_rule(table) for table in tree["rule"])
        found = LevelRules(
            kinds=kinds,
            rules=tuple(sorted(rules, key=lambda one: -list(LevelName).index(one.level))),
            statuses=frozenset(map(Status, tree["statuses"])),
            coarsest_days=int(tree["coarsest_days"]),
            heavy=frozenset(tree["heavy"]["modes"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error
    _check(found, types, path)
    return found


def _kind(name: str, table: Mapping[str, Any]) -> ActKind:
    acts, but = frozenset(table["acts"]), frozenset(table.get("but", ()))
    return ActKind(id=name, label=table["label"], acts=acts, but=but, source=table["source"])


def _rule(table: Mapping[str, Any]) -> LevelRule:
    return LevelRule(
        id=table["id"],
        level=LevelName(table["level"]),
        kinds=frozenset(table["kinds"]),
        days=int(table["days"]),
        deaths=table.get("deaths"),
        heavy_days=table.get("heavy_days"),
        means=table["means"],
        source=table["source"],
    )


def _check(found: LevelRules, types: Mapping[str, EventType], path: Path) -> None:
    """Refuse acts, kinds and modes that there are not, a window of no day, and a level without a rule."""
    acts = set(types) | {f"{kind.id}/{mode.id}" for kind in types.values() for mode in kind.modes}
    modes = {name.partition("/")[2] for name in acts}
    named = {one.id for one in found.kinds}
    wrong = [
        *sorted(name for kind in found.kinds for name in (kind.acts | kind.but) - acts),
        *sorted(found.heavy - modes),
        *sorted(name for rule in found.rules for name in rule.kinds - named),
        *(f"days = {rule.days}" for rule in found.rules if rule.days < 1),
        *(f"no rule for {level}" for level in LevelName if level not in {rule.level for rule in found.rules}),
    ]
    if wrong:
        raise CodebookError(
            f"names what there is not ({', '.join(wrong)})",
            where=str(path),
            remedy="take acts of types.csv and modes.csv, kinds of this file, days of 1 or more, and every level",
        )
