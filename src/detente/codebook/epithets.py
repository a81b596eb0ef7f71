"""Codebook room: what states are called without being named (the kingdom, the Jewish state), as a table."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.rows import choice, read_rows

__all__ = ["Epithet", "load_epithets"]

COLUMNS = ("phrase", "countries", "sector", "alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Epithet:
    """The states that a phrase may mean, the usual one first, and the sector it tells, None for the state as a whole.

    ``alone`` is set where the phrase means its first country though the text names none of them.
    """

    countries: tuple[str, ...]
    sector: str | None
    alone: bool


def load_epithets(path: Path, countries: frozenset[str], sectors: frozenset[str]) -> dict[str, Epithet]:
    """Read the table, by phrase: lemmas in lower case.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    found: dict[str, Epithet] = {}
    for line, (phrase, codes, sector, alone) in read_rows(path, COLUMNS):
        if phrase in found or phrase != phrase.lower():
            raise line.error(f"phrase {phrase!r} stands twice or in capitals", "write each once, in lower case")
        for code in codes.split("|"):
            choice(line, "country", code, countries)
        choice(line, "sector", sector, sectors | {""})
        found[phrase] = Epithet(
            countries=tuple(codes.split("|")),
            sector=sector or None,
            alone=choice(line, "alone", alone, {"yes", ""}) == "yes",
        )
    return found
