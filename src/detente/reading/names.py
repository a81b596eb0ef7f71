"""Whose name a line is: an outlet, an agency, an authority; by the patterns of ``data/mastheads.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from detente.reading.rules import table

__all__ = ["Cell", "Plate", "cells_of", "is_short_name", "outlet_in", "plate_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A name as it stands above a report.

    ``kind`` is outlet, agency, letterhead, state or section. ``sure`` is False where the name alone proves nothing and
    a title must follow.
    """

    kind: str
    sure: bool


def plate_of(words: str) -> Plate | None:
    """Return whose name the words are, None for a headline and for all else."""
    known = _known(words)
    if known is not None:
        return known
    titled = _titled(words)
    if titled is None or _speaks_against(titled):
        return None
    plate = next((plate for plate, pattern in _plates() if pattern.fullmatch(titled)), None)
    if plate is not None and _may_hold_a_verb(titled):
        return Plate(kind=plate.kind, sure=False)
    return plate


def is_short_name(words: str) -> bool:
    """Return whether the words may name a place, a section or a person: few, each with a capital, none against it."""
    titled = _titled(words)
    if titled is None or _speaks_against(titled):
        return False
    return _short_name().fullmatch(titled) is not None


def _known(words: str) -> Plate | None:
    if words in table("agencies")["names"]:
        return Plate(kind="agency", sure=" " in words)
    return Plate(kind="outlet", sure=False) if words in table("mastheads")["known"]["names"] else None


def _titled(words: str) -> str | None:
    """Return words as a title writes them, also those in capitals; None for those that are no name."""
    if not words[:1].isupper() or any(sign.isdigit() for sign in words):
        return None
    first, *rest = words.split()
    small, capitals = table("mastheads")["small"]["words"], words.isupper()
    cased = [word.lower() if word.lower() in small else word.capitalize() if capitals else word for word in rest]
    return " ".join([first.capitalize() if capitals else first, *cased])


@cache
def _against() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    rules = table("mastheads")["against"]
    pairs = re.compile(rf"\b(?:{rules['pairs']})\b", re.IGNORECASE)
    return frozenset(rules["words"]), frozenset(rules["plain"]), pairs, re.compile(rules["endings"])


def _speaks_against(titled: str) -> bool:
    """Return whether one word or one pair of words is of the kind that headlines have and names have not."""
    words, _, pairs, _ = _against()
    return any(word.lower() in words for word in titled.split()) or pairs.search(titled) is not None


def _may_hold_a_verb(titled: str) -> bool:
    """Return whether a word between the first and the last has the ending of a verb."""
    _, plain, _, endings = _against()
    inner = [word.rstrip(",").lower() for word in titled.split()[1:-1]]
    return any(endings.fullmatch(word) and word not in plain for word in inner)


def _filled(pattern: str) -> str:
    """Return the pattern with its parts put in, which hold parts themselves."""
    parts = table("mastheads")["parts"]
    while any("{" + name + "}" in pattern for name in parts):
        for name, part in parts.items():
            pattern = pattern.replace("{" + name + "}", part)
    return pattern


@cache
def _short_name() -> re.Pattern[str]:
    return re.compile(_filled("{SHORT}{PLACE}"))


@cache
def _plates() -> tuple[tuple[Plate, re.Pattern[str]], ...]:
    rows = table("mastheads")["plate"]
    return tuple((Plate(kind=row["kind"], sure=row["sure"]), re.compile(_filled(row["pattern"]))) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One part of a line that bars or dashes cut: where it stands in the line, and its words."""

    start: int
    end: int
    words: str

    @property
    def is_page(self) -> bool:
        """Whether the cell counts a page, a volume or an issue."""
        return _cell_pattern("page").fullmatch(self.words) is not None


def cells_of(line: str) -> list[Cell]:
    """Return the parts of a line between bars, or between dashes where it has no bars; one for a line of neither."""
    for name in ("bars", "dashes"):
        gaps = list(_cell_pattern(name).finditer(line))
        if gaps:
            starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(line)]
            spans = zip(starts, ends, strict=True)
            return [Cell(start=start, end=end, words=line[start:end]) for start, end in spans if start < end]
    return [Cell(start=0, end=len(line), words=line)]


def outlet_in(line: str) -> str:
    """Return the one part of a line that is the name of an outlet, the whole line where none or several are."""
    plates = [(cell.words, plate_of(cell.words)) for cell in cells_of(line)]
    names = [words for words, plate in plates if plate and plate.sure and plate.kind in {"outlet", "agency"}]
    return names[0] if len(names) == 1 else line


@cache
def _cell_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_filled(table("mastheads")["cells"][name]), re.IGNORECASE if name == "page" else 0)
