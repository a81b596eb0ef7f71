"""Coding room: which of the places that share a name an article means; weighs all names of an article together.

Each name keeps one sense in an article (Gale, Church and Yarowsky 1992). The names are weighed against each other by
relaxation: every round each place is scored by its own weight and by the probable places of the other names.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.codebook import PlaceKind, PlaceRow
from detente.coding.atlas.config import AtlasConfig
from detente.coding.atlas.spots import Link, Spot

__all__ = ["Sense", "senses"]

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.DEMONYM, PlaceKind.CONTINENT, PlaceKind.DIVISION1})
BROAD = frozenset({PlaceKind.WATER, PlaceKind.LAND, PlaceKind.LINE, PlaceKind.REGION})
EARTH = 6371.0
DEGREE = 111.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """The places that a name may mean in an article with their probabilities, the likeliest first."""

    ranked: tuple[tuple[PlaceRow, float], ...]

    @property
    def row(self) -> PlaceRow:
        """Return the likeliest place."""
        return self.ranked[0][0]


def senses(spots: Sequence[Spot], links: Sequence[Link], config: AtlasConfig) -> list[Sense | None]:
    """Return the sense of each spot, None for a name that no table knows."""
    keys = list(dict.fromkeys(spot.key for spot in spots if spot.rows))
    if not keys:
        return [None] * len(spots)
    number = {key: at for at, key in enumerate(keys)}
    rows = {spot.key: spot.rows for spot in spots}
    field = Field([best_known(rows[key], config) for key in keys], config)
    counts = np.zeros(len(keys), np.float32)
    for spot in spots:
        if spot.rows:
            counts[number[spot.key]] += 1
    for link in links:
        inner, outer = number.get(spots[link.inner].key), number.get(spots[link.outer].key)
        if inner is not None and outer is not None and inner != outer:
            field.tie(inner, outer, link.weight)
    shares = field.relax(np.sqrt(counts))
    ranked = [field.ranked(at, shares) for at in range(len(keys))]
    return [ranked[number[spot.key]] if spot.rows else None for spot in spots]


def best_known(rows: Sequence[PlaceRow], config: AtlasConfig) -> list[PlaceRow]:
    """Return the places of a name that are worth weighing: those with a point, the weightiest first.

    A state's own name is never short for a town (La Argentina in Huila).
    """
    state = any(row.kind is PlaceKind.COUNTRY and row.own and not row.alias for row in rows)
    able = [row for row in rows if not (state and row.alias and row.kind is PlaceKind.CITY)]
    kept: list[PlaceRow] = []
    for row in sorted(able, key=lambda row: (row.lat is None, -weight(row, config))):
        if len(kept) < config.most and not any(one_place(row, other, config) for other in kept):
            kept.append(row)
    return kept


def one_place(row: PlaceRow, other: PlaceRow, config: AtlasConfig) -> bool:
    """Whether two rows are one place to a reader: a town and the county around it, a capital and its district."""
    if row.lat is None or row.lon is None or other.lat is None or other.lon is None:
        return (row.country, row.kind, row.admin1) == (other.country, other.kind, other.admin1)
    north = abs(row.lat - other.lat) * DEGREE
    if north >= config.merged or (row.country != other.country and not set(row.countries) < set(other.countries)):
        return False
    east = abs(row.lon - other.lon) * DEGREE * math.cos(math.radians(row.lat))
    return north + east < config.merged


def weight(row: PlaceRow, config: AtlasConfig) -> float:
    """Return what a place weighs by itself: the power of ten of its population, its kind, how well the name fits."""
    size = float(np.log10(max(row.population, 10))) if row.population else None
    if row.kind in {PlaceKind.COUNTRY, PlaceKind.DEMONYM, PlaceKind.CONTINENT}:
        value = (size or config.large) + config.country
    elif row.kind is PlaceKind.DIVISION1:
        value = (size or config.middle) + config.division
    elif row.kind is PlaceKind.CAPITAL:
        value = (size or config.small) + config.capital
    elif row.kind is PlaceKind.DIVISION2:
        value = size or config.small
    elif row.kind in BROAD:
        value = size or config.broad
    elif row.kind is PlaceKind.FACILITY:
        value = config.facility
    else:
        value = size or config.unknown
    return value - config.alias * row.alias - config.doubtful * row.doubtful


class Field:
    """All places of all names of an article side by side, as columns."""

    def __init__(self, groups: Sequence[Sequence[PlaceRow]], config: AtlasConfig) -> None:
        """Lay the rows out and compare each with each."""
        self.config = config
        self.rows = [row for group in groups for row in group]
        self.owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        self.own = np.array([weight(row, config) for row in self.rows], np.float32)
        self.state = codes([row.country for row in self.rows])
        self.division = codes([division(row) for row in self.rows])
        self.county = codes([county(row) for row in self.rows])
        self.tied = np.zeros((len(groups), len(groups)), np.float32)
        self.alike = self._alike()

    def _alike(self) -> Floats:
        """Return how much each place speaks for each other one, 0 between places of one name.

        States and divisions lie nowhere near anything.
        """
        config = self.config
        apart = self._apart()
        wide = np.array([row.kind in WIDE or row.lat is None for row in self.rows])
        loose = wide[:, None] | wide[None, :]
        found = np.where(loose, np.float32(0), config.near * np.exp(-apart / np.float32(config.reach)))
        faded = np.where(loose, np.float32(1), np.exp(-apart / np.float32(config.fade)))
        found += config.same_division * same(self.division) * faded
        found += config.same_state * same(self.state)
        found[self.owner[:, None] == self.owner[None, :]] = 0.0
        return found

    def _apart(self) -> Floats:
        """Return how many km lie between each two places, through the earth."""
        lat = np.radians(np.array([row.lat or 0.0 for row in self.rows], np.float64))
        lon = np.radians(np.array([row.lon or 0.0 for row in self.rows], np.float64))
        points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        chord = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * points @ points.T)).astype(np.float32)
        apart: Floats = chord * np.float32(EARTH)
        return apart

    def tie(self, inner: int, outer: int, strength: float) -> None:
        """Note that the text says that one name lies in another."""
        self.tied[inner, outer] = max(self.tied[inner, outer], strength)

    def _holds(self) -> Flags:
        """Return whether the place of a column lies inside the place of a row."""
        kinds = [row.kind for row in self.rows]
        country = np.array([kind in {PlaceKind.COUNTRY, PlaceKind.DEMONYM} for kind in kinds])
        first = np.array([kind is PlaceKind.DIVISION1 for kind in kinds])
        second = np.array([kind is PlaceKind.DIVISION2 for kind in kinds])
        found: Flags = country[:, None] & same(self.state) & ~country[None, :]
        found |= first[:, None] & same(self.division) & ~first[None, :]
        found |= second[:, None] & same(self.county) & ~second[None, :]
        return found

    def relax(self, mentions: Floats) -> Floats:
        """Return the probability of each place among those of its name."""
        config = self.config
        ties = self._ties() if self.tied.any() else None
        shares = self._shares(self.own)
        for _ in range(config.rounds):
            support = self.alike @ (shares * mentions[self.owner])
            scores: Floats = (self.own + config.context * np.log1p(support)).astype(np.float32)
            if ties is not None:
                scores += (ties * shares[None, :]).max(axis=1).astype(np.float32)
            shares = self._shares(scores)
        return shares

    def _ties(self) -> Floats:
        """Return what each place gains if another is meant, by the words that tie their names."""
        holds = self._holds()
        inner = self.tied[self.owner[:, None], self.owner[None, :]] * holds.T
        outer = self.tied.T[self.owner[:, None], self.owner[None, :]] * holds
        found: Floats = np.maximum(inner, outer)
        return found

    def _shares(self, scores: Floats) -> Floats:
        """Turn scores into probabilities within each name."""
        best = np.full(self.tied.shape[0], -np.inf, np.float32)
        np.maximum.at(best, self.owner, scores)
        powers = np.exp(np.float32(self.config.sharp) * (scores - best[self.owner]))
        total = np.zeros(self.tied.shape[0], np.float32)
        np.add.at(total, self.owner, powers)
        found: Floats = (powers / total[self.owner]).astype(np.float32)
        return found

    def ranked(self, group: int, shares: Floats) -> Sense:
        """Return the places of a name, the likeliest first."""
        mine = np.flatnonzero(self.owner == group).tolist()
        order = sorted(mine, key=lambda at: (-float(shares[at]), at))
        return Sense(ranked=tuple((self.rows[at], float(shares[at])) for at in order))


def codes(values: Sequence[str | None]) -> NDArray[np.int32]:
    """Number the different values, -1 for None."""
    known: dict[str, int] = {}
    return np.array([-1 if one is None else known.setdefault(one, len(known)) for one in values], np.int32)


def same(column: NDArray[np.int32]) -> Flags:
    """Return whether two rows share a known value."""
    found: Flags = (column[:, None] == column[None, :]) & (column >= 0)[:, None]
    return found


def division(row: PlaceRow) -> str | None:
    """Return the first-level division a place is or lies in, with its country."""
    name = row.admin1 or (row.name if row.kind is PlaceKind.DIVISION1 else None)
    return f"{row.country}|{name}" if name else None


def county(row: PlaceRow) -> str | None:
    """Return the second-level division a place is or lies in."""
    name = row.admin2 or (row.name if row.kind is PlaceKind.DIVISION2 else None)
    return f"{division(row)}|{name}" if name else None
