"""Codebook room: the table of countries and of places that act like one, spread into rows of the actor table."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from detente.codebook.rows import Line, check_dates, choice, read_rows
from detente.codebook.terms import Row

__all__ = ["load_countries"]

COLUMNS = ("id", "name", "variants", "demonyms", "capitals", "country", "sector", "from", "to")


class _Country(NamedTuple):
    """One line: a state has its code as id and no ``country``; other places have a name as id and a state's code."""

    id: str
    name: str
    variants: str
    demonyms: str
    capitals: str
    country: str
    sector: str
    start: str
    end: str

    def rows(self) -> Iterator[Row]:
        """Yield a row for the names, one for the demonyms and one for the capitals that stand for the government."""
        code = self.country or self.id
        term = (self.start, self.end)
        yield Row("country", self.id, self.name, self.variants, code, self.sector, "", *term)
        if self.demonyms:
            first, _, rest = self.demonyms.partition("|")
            yield Row("demonym", self.id, first, rest, code, self.sector, "", *term)
        if self.capitals:
            first, _, rest = self.capitals.partition("|")
            yield Row("capital", self.id, first, rest, code, self.sector or "GOV", "", *term)


def _check(line: Line, country: _Country, codes: frozenset[str], sectors: frozenset[str]) -> None:
    if country.country:
        choice(line, "country", country.country, codes)
    elif not (len(country.id) == 3 and country.id.isupper()):  # noqa: PLR2004 - alpha-3 says it
        raise line.error(f"{country.id!r} is no country code", "use an ISO 3166-1 alpha-3 code, or fill in country")
    if country.sector:
        choice(line, "sector", country.sector, sectors)
    check_dates(line, country.start, country.end)


def load_countries(path: Path, sectors: frozenset[str]) -> tuple[list[Row], frozenset[str]]:
    """Read the countries: their rows, and the codes of the states among them.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    lines = [(line, _Country._make(fields)) for line, fields in read_rows(path, COLUMNS)]
    codes = frozenset(country.id for _, country in lines if not country.country)
    rows: list[Row] = []
    seen: set[str] = set()
    for line, country in lines:
        if country.id in seen:
            raise line.error(f"duplicate id {country.id!r}", "delete one of the two lines")
        seen.add(country.id)
        _check(line, country, codes, sectors)
        rows.extend(country.rows())
    return rows, codes
