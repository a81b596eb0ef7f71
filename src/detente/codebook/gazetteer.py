"""Codebook room: the packed gazetteer (one file of arrays, opened in one go); knows rows by number, never a sentence.

A name is found by the 48-bit digest of its folded pieces in a sorted array, so that nothing is parsed at the start and
no name is kept twice. The builder refuses two names of one digest; a word that is no name passes for one once in 500
million times.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.codebook.phrases import pieces

__all__ = [
    "Entry",
    "Gazetteer",
    "PlaceKind",
    "PlaceRow",
    "digest",
    "fold",
    "load_gazetteer",
    "pack_sorted",
    "pack_texts",
]

_ALIAS, _DOUBTFUL = 1, 2
_DEGREE = 10_000
_DIGEST = 6


class PlaceKind(StrEnum):
    """What a place is; ``division1`` is a first-level division (a state, a province), ``division2`` one below it."""

    COUNTRY = "country"
    CONTINENT = "continent"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CITY = "city"
    DIVISION1 = "division1"
    DIVISION2 = "division2"
    REGION = "region"
    WATER = "water"
    LAND = "land"
    LINE = "line"
    FACILITY = "facility"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place that a name may mean.

    ``country`` is an alpha-3 code, several joined by ``/`` for what they share, None for what lies in no state.
    ``admin1`` and ``admin2`` name the divisions it lies in. ``lat`` and ``lon`` are degrees, of an area a point inside.
    ``population`` of a division is the sum over its towns. ``alias``: the name asked for is not its main one.
    ``doubtful``: the name is an ordinary word or a person's name more often than this place. ``own``: the row stands in
    a table written by hand, ours or a user's.
    """

    name: str
    country: str | None
    kind: PlaceKind
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    alias: bool = False
    doubtful: bool = False
    own: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the codes of the countries it lies in."""
        return tuple(self.country.split("/")) if self.country else ()


class Entry(NamedTuple):
    """A row of the gazetteer behind a name."""

    row: int
    alias: bool
    doubtful: bool


def fold(phrase: str, same: Mapping[str, str]) -> str:
    """Fold case, accents and punctuation of a name; ``same`` maps pieces to the spelling they share (st to saint)."""
    return " ".join(same.get(piece, piece) for piece in pieces(phrase))


def digest(key: str) -> int:
    """Return the 48-bit digest of a folded name."""
    return int.from_bytes(blake2b(key.encode(), digest_size=_DIGEST).digest(), "little")


def _texts(blob: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(bytes(blob).decode().split("\n"))


class Gazetteer:
    """Places by folded name; rows stand in the order in which they are to be preferred."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the arrays of a file that ``training.places`` wrote."""
        self._arrays = {name: array for name, array in arrays.items() if name not in {"keys", "firsts", "names"}}
        self._names = bytes(arrays["names"])
        self._countries = _texts(np.asarray(arrays["countries"], np.uint8))
        self._divisions = _texts(np.asarray(arrays["divisions"], np.uint8))
        self._kinds = tuple(PlaceKind(kind) for kind in _texts(np.asarray(arrays["kinds"], np.uint8)))
        # Memory views: their items are Python integers, which bisect compares faster than numpy's scalars.
        self._keys = _unpacked(arrays["keys"]).data
        self._firsts = _unpacked(arrays["firsts"]).data

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._arrays["kind"])

    @cached_property
    def names(self) -> int:
        """Return the number of different names."""
        return len(self._keys)

    def longest(self, piece: str) -> int:
        """Return how many pieces the longest name has that begins with a folded piece, 0 for none."""
        wanted = digest(piece)
        at = bisect_left(self._firsts, wanted)
        if at == len(self._firsts) or self._firsts[at] != wanted:
            return 0
        return int(self._arrays["lengths"][at])

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the rows behind a folded name, the preferred first."""
        wanted = digest(key)
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            return ()
        ends, rows, marks = (self._arrays[name] for name in ("key_ends", "entries", "marks"))
        span = slice(int(ends[at - 1]) if at else 0, int(ends[at]))
        pairs = zip(rows[span].tolist(), marks[span].tolist(), strict=True)
        return tuple(Entry(row, bool(mark & _ALIAS), bool(mark & _DOUBTFUL)) for row, mark in pairs)

    def country(self, row: int) -> str | None:
        """Return the country code of a row."""
        return self._countries[self._number("country", row)] or None

    def kind(self, row: int) -> PlaceKind:
        """Return the kind of a row."""
        return self._kinds[self._number("kind", row)]

    def name(self, row: int) -> str:
        """Return the main name of a row."""
        return self._names[self._number("name_ends", row - 1) if row else 0 : self._number("name_ends", row)].decode()

    def place(self, entry: Entry) -> PlaceRow:
        """Return the place behind an entry."""
        row = entry.row
        return PlaceRow(
            name=self.name(row),
            country=self.country(row),
            kind=self.kind(row),
            admin1=self._divisions[self._number("admin1", row)] or None,
            admin2=self._divisions[self._number("admin2", row)] or None,
            lat=self._number("lat", row) / _DEGREE,
            lon=self._number("lon", row) / _DEGREE,
            population=self._number("population", row) or None,
            alias=entry.alias,
            doubtful=entry.doubtful,
        )

    def _number(self, array: str, row: int) -> int:
        return int(self._arrays[array][row])


def load_gazetteer(path: Path) -> Gazetteer:
    """Open a gazetteer file.

    Raises:
        OSError: The file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        return Gazetteer({name: file[name] for name in file.files})


def pack_sorted(values: Iterable[int]) -> NDArray[np.uint8]:
    """Pack rising numbers as their differences, byte by byte in planes, which deflate to half of their size."""
    steps = np.diff(np.fromiter(values, np.uint64), prepend=np.uint64(0))
    return steps.view(np.uint8).reshape(len(steps), 8).T.copy()


def _unpacked(planes: NDArray[Any]) -> NDArray[np.uint64]:
    steps = np.ascontiguousarray(planes.T).view(np.uint64)
    return np.cumsum(steps[:, 0], dtype=np.uint64)


def pack_texts(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Pack texts without line ends for a gazetteer file."""
    return np.frombuffer("\n".join(texts).encode(), np.uint8)
