"""Exchange room: the words and codes that files of series use (``series_codes.csv``, ``series_columns.csv``)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.exchange.tables import FOLDER
from detente.records import Frequency

__all__ = ["Codes", "codes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What headings, gaps, status letters, multipliers, frequencies and columns of SDMX mean.

    ``headings`` are fields by column name in small letters, ``gaps`` what stands for no figure, ``statuses`` the
    observation statuses of SDMX (CL_OBS_STATUS), ``mults`` words for powers of ten (CL_UNIT_MULT), ``frequencies`` what
    names a frequency, ``finer`` frequencies that are not kept; ``sdmx`` are fields by column of SDMX-CSV,
    ``attributes`` its columns that tell nothing that a series keeps; ``alpha2`` states by their two letters;
    ``lines`` are those between two sides whose changes stand beside their figures.
    """

    headings: Mapping[str, str]
    gaps: Mapping[str, str]
    statuses: Mapping[str, str]
    mults: Mapping[str, str]
    frequencies: Mapping[str, Frequency]
    finer: Mapping[str, str]
    sdmx: Mapping[str, str]
    attributes: frozenset[str]
    alpha2: Mapping[str, str]
    lines: frozenset[str]


@cache
def codes() -> Codes:
    """Return the shipped tables."""
    kinds: dict[str, dict[str, str]] = {}
    for kind, code, means in _rows("series_codes.csv"):
        kinds.setdefault(kind, {})[code] = means
    return Codes(
        headings=dict(_rows("series_columns.csv")),
        gaps=kinds["gap"],
        statuses=kinds["status"],
        mults=kinds["mult"],
        frequencies={code.casefold(): Frequency(means) for code, means in kinds["frequency"].items()},
        finer={code.casefold(): means for code, means in kinds["finer"].items()},
        sdmx=kinds["sdmx_column"],
        attributes=frozenset(kinds["sdmx_attribute"]),
        alpha2=dict(_rows("alpha2.csv")),
        lines=frozenset(kinds["line"]),
    )


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
