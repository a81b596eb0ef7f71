"""Codebook room: to what an account can be redacted before it is handed on (``redaction.toml``)."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from detente.codebook.gazetteer import PlaceKind
from detente.errors import CodebookError

__all__ = ["RedactionLevel", "RedactionRules", "load_redaction"]

AREAS = (PlaceKind.DIVISION2, PlaceKind.DIVISION1, PlaceKind.COUNTRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionLevel:
    """One level: which kinds of sensitive values it ``hides``, and how exact a place stays.

    ``area`` is what is told instead of an exact place (division2 is a district, division1 a province, or country);
    ``grid`` is the width in degrees of the cell whose middle is told instead of a point; both None where no place is
    hidden.
    """

    id: str
    means: str
    hides: frozenset[str]
    area: PlaceKind | None
    grid: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionRules:
    """The levels by id, loosest first, and what is looked for.

    ``open`` are words that are no name. Values of fields of a kind in ``searched`` are looked for everywhere, of one in
    ``traffic`` in working traffic and entries, if they have ``letters`` or more; others are hidden in their field.
    A ``part`` of a person's name of so many letters is looked for there too. ``labels`` say what stands for a value.
    """

    levels: Mapping[str, RedactionLevel]
    labels: Mapping[str, str]
    open: frozenset[str]
    searched: frozenset[str]
    traffic: frozenset[str]
    letters: int
    part: int


@cache
def load_redaction(path: Path | None = None) -> RedactionRules:
    """Load the levels of redaction; None for the shipped ones.

    Raises:
        CodebookError: The file is no TOML, lacks a table, or a level tells what a looser one hides.
    """
    path = path or Path(__file__).parent / "data" / "redaction.toml"
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        levels = [_level(one, found["labels"]) for one in found["levels"]]
        _check(levels)
        return RedactionRules(
            levels={one.id: one for one in levels},
            labels=found["labels"],
            open=frozenset(one.casefold() for one in found["open"]),
            searched=frozenset(found["searched"]),
            traffic=frozenset(found["traffic"]),
            letters=found["letters"],
            part=found["part"],
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error


def _level(given: Mapping[str, object], labels: Mapping[str, str]) -> RedactionLevel:
    hides = given["hides"]
    if not isinstance(hides, list) or (unknown := sorted(set(hides) - set(labels))):
        message = f"level {given['id']}: no label for {', '.join(unknown)}" if isinstance(hides, list) else "no list"
        raise ValueError(message)
    area, grid = given.get("area"), given.get("grid")
    if hides and not (area in AREAS and isinstance(grid, float) and grid > 0):
        message = f"level {given['id']}: say an area ({', '.join(AREAS)}) and a grid above 0"
        raise ValueError(message)
    return RedactionLevel(
        id=str(given["id"]),
        means=str(given["means"]),
        hides=frozenset(hides),
        area=PlaceKind(str(area)) if hides else None,
        grid=float(str(grid)) if hides else None,
    )


def _check(levels: Sequence[RedactionLevel]) -> None:
    """Refuse a level that tells what one before it hides: laid side by side they would tell more than either.

    Raises:
        ValueError: a level hides less, names a smaller area, or has a grid that is no multiple of the one before.
    """
    for looser, stricter in pairwise(levels):
        if missing := sorted(looser.hides - stricter.hides):
            message = f"level {stricter.id} tells what {looser.id} hides: {', '.join(missing)}"
            raise ValueError(message)
        if looser.area is None or looser.grid is None or stricter.area is None or stricter.grid is None:
            continue
        if AREAS.index(stricter.area) < AREAS.index(looser.area):
            message = f"level {stricter.id} names a smaller area than {looser.id}"
            raise ValueError(message)
        times = stricter.grid / looser.grid
        if not math.isclose(times, round(times)) or times < 1:
            message = f"level {stricter.id}: its grid must be a multiple of that of {looser.id}"
            raise ValueError(message)
