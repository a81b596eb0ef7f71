"""Codebook room: tables of places that a person writes: ours (areas, landmarks, abbreviations) and a user's own."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from detente.codebook.gazetteer import PlaceKind, PlaceRow
from detente.codebook.phrases import pieces
from detente.codebook.rows import Line, choice, number, read_rows, yes_no
from detente.codebook.terms import Row
from detente.errors import CodebookError

__all__ = ["NO_PLACE", "OwnPlace", "Reference", "country_places", "load_own_places", "load_references"]

COLUMNS = ("name", "variants", "country", "admin1", "kind", "lat", "lon", "population", "doubtful")
_REFERENCES = ("spelling", "name", "country", "kind")
_POINTS = ("id", "lat", "lon")
# A row of this kind takes a name out: what the other tables say of it in that country (or anywhere) is not used.
NO_PLACE = "none"
_KINDS = frozenset({*PlaceKind, NO_PLACE})
_DEGREES = {"lat": 90.0, "lon": 180.0}


class OwnPlace(NamedTuple):
    """A hand-written row; without a point it takes that of the gazetteer's place of the name in the country.

    ``users``: it stands in a user's file and takes the place of shipped rows of its name, country and kind.
    """

    name: str
    spellings: tuple[str, ...]
    country: str
    admin1: str
    kind: str
    lat: float | None
    lon: float | None
    population: int | None
    doubtful: bool = False
    users: bool = False

    def replaces(self, place: PlaceRow) -> bool:
        """Whether a shipped place of the same name gives way to this row."""
        if self.kind == NO_PLACE:
            return self.country in {"", place.country} and self.admin1 in {"", place.admin1}
        same = place.country == self.country and place.kind == self.kind and self.admin1 in {"", place.admin1}
        return self.users and self.lat is not None and same

    def place(self, *, alias: bool) -> PlaceRow:
        """Return the row as a place."""
        return PlaceRow(
            name=self.name,
            country=self.country or None,
            admin1=self.admin1 or None,
            kind=PlaceKind(self.kind),
            lat=self.lat,
            lon=self.lon,
            population=self.population,
            alias=alias,
            doubtful=self.doubtful,
            own=True,
        )


class Reference(NamedTuple):
    """Another word for a place: a short form, which counts only as it is written (``S.C.``), or its people."""

    spelling: str
    name: str
    country: str
    kind: str


def _degrees(line: Line, column: str, value: str) -> float | None:
    found = number(line, column, value)
    if found is not None and not abs(found) <= _DEGREES[column]:  # so that nan is refused too
        raise line.error(
            f"{column} {value} is no degree", f"write a number up to {_DEGREES[column]:.0f}, south and west negative"
        )
    return found


def _check_country(line: Line, country: str, countries: frozenset[str]) -> None:
    if country and country not in countries and not countries.issuperset(country.split("/")):
        raise line.error(f"unknown country {country!r}", "write an ISO 3166-1 alpha-3 code such as PAK")


def _own(line: Line, fields: list[str], countries: frozenset[str]) -> OwnPlace:
    name, variants, country, admin1, kind, lat, lon, population, doubtful = fields
    for spelling in (name, *filter(None, variants.split("|"))):
        if not pieces(spelling):
            what = f"the name {spelling!r} has no letter or digit" if spelling else "no name"
            raise line.error(what, "give the row a name")
    _check_country(line, country, countries)
    if population and not population.isdecimal():
        raise line.error(f"population {population!r} is no number", "write digits only, or nothing")
    if bool(lat) != bool(lon):
        raise line.error("a point needs both lat and lon", "fill in the missing one, or leave both empty")
    return OwnPlace(
        name=name,
        spellings=(name, *filter(None, variants.split("|"))),
        country=country,
        admin1=admin1,
        kind=choice(line, "kind", kind, _KINDS),
        lat=_degrees(line, "lat", lat),
        lon=_degrees(line, "lon", lon),
        population=int(population) if population else None,
        doubtful=bool(doubtful) and yes_no(line, "doubtful", doubtful),
    )


def load_own_places(path: Path, countries: frozenset[str], *, users: bool = False) -> list[OwnPlace]:
    """Read one table of places, ours or a user's.

    Raises:
        CodebookError: A line is broken, or a user's row stands there twice; the error names file, line and remedy.
    """
    found: list[OwnPlace] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, fields in read_rows(path, COLUMNS):
        row = _own(line, fields, countries)._replace(users=users)
        if users:
            _once(line, row, seen)
        found.append(row)
    return found


def _once(line: Line, row: OwnPlace, seen: dict[tuple[str, ...], int]) -> None:
    key = (" ".join(pieces(row.name)), row.country, row.admin1, row.kind)
    if key in seen:
        what = f"duplicate of line {seen[key]}: same name, country, admin1 and kind"
        raise line.error(what, "delete one of the two lines, or tell the places apart by admin1")
    seen[key] = line.number


def load_references(path: Path, countries: frozenset[str]) -> list[Reference]:
    """Read a table of short forms or of peoples.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    found = []
    for line, fields in read_rows(path, _REFERENCES):
        row = Reference._make(fields)
        _check_country(line, row.country, countries)
        choice(line, "kind", row.kind, _KINDS)
        found.append(row)
    return found


def country_places(path: Path, rows: Iterable[Row]) -> list[OwnPlace]:
    """Return countries and demonyms of the actor table as places, with the points of ``country_points.csv``.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    points: dict[str, tuple[float | None, float | None]] = {}
    for line, (name, lat, lon) in read_rows(path, _POINTS):
        points[name] = (_degrees(line, "lat", lat), _degrees(line, "lon", lon))
    found = []
    for row in rows:
        if row.kind not in {"country", "demonym"}:
            continue
        if row.id not in points:
            raise CodebookError(
                f"has no point for {row.id!r}", where=str(path), remedy="add a line with id, latitude and longitude"
            )
        kind = row.kind if row.kind == "demonym" or row.id.isupper() else PlaceKind.REGION
        found.append(OwnPlace(row.name, tuple(row.spellings()), row.country, "", kind, *points[row.id], None))
    return found
