"""Codebook room: the gazetteer (cities, regions, our own aliases); knows in which country a name lies, never a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from detente.codebook.config import Config
from detente.codebook.phrases import PhraseIndex
from detente.codebook.rows import read_rows

__all__ = ["PlaceMatch", "PlaceRow", "PlaceTable", "load_places"]

COLUMNS = ("name", "country", "kind", "population")


class PlaceRow(NamedTuple):
    """A place: its name, country (two joined by ``/`` for a shared line), kind, population (empty if unknown)."""

    name: str
    country: str
    kind: str
    population: str

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the codes of the countries it lies in."""
        return tuple(self.country.split("/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMatch:
    """Words ``[start, end)`` that name a place.

    ``countries`` are the states it lies in (one, or two for a border line), ``kind`` is city, region or area.
    ``candidates`` counts the countries that have a place of that name, ``others`` lists those not chosen, the most
    populous first.
    """

    start: int
    end: int
    name: str
    countries: tuple[str, ...]
    kind: str
    score: float
    candidates: int
    others: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        """Return the first of the countries."""
        return self.countries[0]


class PlaceTable:
    """Names of places and the country of each; of places that share a name, our own rows and then the biggest first."""

    def __init__(self, rows: Sequence[PlaceRow], config: Config) -> None:
        """Index rows that stand in the order in which they are to be preferred."""
        self.rows = tuple(rows)
        self._config = config
        self._index = PhraseIndex((at, row.name) for at, row in enumerate(self.rows))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def scan(self, words: Sequence[str]) -> tuple[PlaceMatch, ...]:
        """Find the places that a sentence's words name, the longest name first, in order and without overlap."""
        return tuple(
            self._match(hit.start, hit.end, [self.rows[at] for at, _ in hit.entries]) for hit in self._index.scan(words)
        )

    def lookup(self, name: str) -> PlaceMatch | None:
        """Return the place of a name, None if the table has none."""
        rows = [self.rows[at] for at, _ in self._index.lookup(name)]
        return self._match(0, len(name.split()), rows) if rows else None

    def _match(self, start: int, end: int, rows: Sequence[PlaceRow]) -> PlaceMatch:
        chosen = rows[0]
        others = tuple(dict.fromkeys(row.country for row in rows if row.country != chosen.country))
        return PlaceMatch(
            start=start,
            end=end,
            name=chosen.name,
            countries=chosen.countries,
            kind=chosen.kind,
            score=self._config.shared if others else self._config.certain,
            candidates=1 + len(others),
            others=others,
        )


def load_places(path: Path, countries: frozenset[str]) -> list[PlaceRow]:
    """Read one gazetteer file.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    rows: list[PlaceRow] = []
    for line, fields in read_rows(path, COLUMNS):
        row = PlaceRow._make(fields)
        if row.country not in countries and not countries.issuperset(row.countries):
            raise line.error(f"unknown country {row.country!r}", "write an ISO 3166-1 alpha-3 code such as PAK")
        if row.population and not row.population.isdecimal():
            raise line.error(f"population {row.population!r} is no number", "write digits only, or nothing")
        rows.append(row)
    return rows
