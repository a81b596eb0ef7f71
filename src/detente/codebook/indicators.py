"""Codebook room: the indicators that series are kept of (``indicators.csv``); words of one's own stand beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from detente.codebook.rows import choice, read_rows

__all__ = ["Indicator", "indicators", "load_indicators"]

COLUMNS = ("id", "label", "unit", "flow", "codes", "meaning")
FLOWS = frozenset({"out", "in", "both"})
FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: ``unit`` is the usual one, never filled in for anybody.

    ``flow`` says from whom to whom it goes where a source names the reporting side first: ``out`` from it to the other,
    ``in`` to it, ``both`` no direction of its own. ``codes`` are what other systems call it.
    """

    id: str
    label: str
    unit: str
    flow: str
    codes: tuple[str, ...]
    meaning: str


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return the shipped indicators by id.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    return load_indicators(FOLDER / "indicators.csv")


def load_indicators(path: Path) -> Mapping[str, Indicator]:
    """Read the indicators by id.

    Raises:
        CodebookError: A line is broken, or an id, label or code stands twice.
    """
    found: dict[str, Indicator] = {}
    names: set[str] = set()
    for line, (name, label, unit, flow, codes, meaning) in read_rows(path, COLUMNS):
        choice(line, "flow", flow, FLOWS)
        listed = tuple(codes.split("|")) if codes else ()
        for one in dict.fromkeys((name, label, *listed)):
            if one.casefold() in names:
                raise line.error(f"duplicate name {one!r}", "give each id, label and code to one indicator")
            names.add(one.casefold())
        found[name] = Indicator(id=name, label=label, unit=unit, flow=flow, codes=listed, meaning=meaning)
    return MappingProxyType(found)
