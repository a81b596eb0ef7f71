"""Coding room: an article's map: every name of a place in it, with the place it means."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.codebook import Codebook, PlaceKind, PlaceRow
from detente.coding.atlas.config import AtlasConfig
from detente.coding.atlas.links import links
from detente.coding.atlas.sense import Sense, senses
from detente.coding.atlas.spots import Spot
from detente.coding.tree import Tree
from detente.records import Article, Evidence, EvidenceKind, Place, PlaceCandidate

__all__ = ["Atlas"]

# What stands behind the place of a dateline: a bigger place or a date, then the agency in brackets or a dash.
DATELINE = re.compile(r"(,[^.()\n]{1,40})?\s*(\([A-Z][^)\n]{0,30}\)|[-\u2013\u2014_]{1,2}\s)")

LISTING = re.compile(r"\s*,?\s*(?:and|or|&)\b")
TOWNS = frozenset({PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.DIVISION2})
HOLDING = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION1, PlaceKind.DIVISION2, PlaceKind.REGION, PlaceKind.AREA})


class Atlas:
    """The names of places in an article, in the order of the text, each with its sense."""

    def __init__(self, spots: Sequence[Spot], article: Article, book: Codebook, config: AtlasConfig) -> None:
        """Tell the names of places of an article apart."""
        self.spots = tuple(spots)
        self.config = config
        self._article = article
        self._text = article.text
        self._state_name = book.actors.country_name
        self._links = list(links(self.spots, article.text, book.rules.cues["places", "joining"], config))
        self._senses = senses(self.spots, self._links, config)
        strays = frozenset([*self._strays(), *self._lonely()])
        self._senses = [
            None if spot.key in strays else sense for spot, sense in zip(self.spots, self._senses, strict=True)
        ]
        self._states = Counter(
            code
            for sense in self._senses
            if sense is not None
            for code in sense.row.countries
            if len(sense.row.countries) == 1
        )
        self._numbers = {
            (spot.tree.number, word): at
            for at, spot in enumerate(self.spots)
            if spot.tree is not None and spot.words is not None
            for word in range(*spot.words)
        }

    def _strays(self) -> Iterator[str]:
        """Yield the names that the text puts into a state or division where no place of that name is known.

        "Koya, Iraq" is none of the table's Koyas if all of them lie in Japan: it is a place of Iraq that is not known.
        A place that everybody knows, and names in a row, are more likely a list.
        """
        for link in self._links:
            inner, outer = self._senses[link.inner], self._senses[link.outer]
            if inner is None or outer is None or link.weight < self.config.qualified or link.outer != link.inner + 1:
                continue
            small = (inner.row.population or 0) < self.config.famed and inner.row.kind in TOWNS
            elsewhere = outer.row.kind in HOLDING and not any(holds(outer.row, row) for row, _ in inner.ranked)
            if small and elsewhere and not self._listed(link.outer):
                yield self.spots[link.inner].key

    def _lonely(self) -> Iterator[str]:
        """Yield the names whose only places are small and lie in a state of which nothing else in the article is.

        "The Nuba mountains of South Kordofan" are not the village of that name that the table has, an ocean away.
        """
        found = {spot.key: sense.row for spot, sense in zip(self.spots, self._senses, strict=True) if sense is not None}
        states = Counter(row.country for row in found.values())
        for key, row in found.items():
            alone = states[row.country] == 1 and len(found) > self.config.crowd
            if alone and not row.own and (row.population or 0) < self.config.lonely:
                yield key

    def _listed(self, number: int) -> bool:
        """Whether a spot stands in a list (X, Y and Z)."""
        rest = self._text[self.spots[number].end :]
        beside = any(link.inner == number and link.weight >= self.config.qualified for link in self._links)
        return beside or LISTING.match(rest) is not None

    def at(self, tree: Tree, word: int) -> Place | None:
        """Return the place that a word is part of naming."""
        number = self._numbers.get((tree.number, word))
        return None if number is None else self.place(number)

    @property
    def dateline(self) -> Place | None:
        """Return the place of the dateline, the capitals with which an agency opens its report, None without one."""
        for number, spot in enumerate(self.spots):
            if spot.words is None:
                return replace(self.place(number), reason="the dateline")
            if spot.tree is None or spot.tree.number >= self.config.opening:
                return None
            written = self._text[spot.start : spot.end]
            if spot.words[0] == 0 and written.isupper() and DATELINE.match(self._text, spot.end):
                return replace(self.place(number), reason="the dateline")
        return None

    def places(self) -> Iterator[Place]:
        """Yield every place, in the order of the text."""
        for number in range(len(self.spots)):
            yield self.place(number)

    def place(self, number: int) -> Place:
        """Return the record of a spot by number."""
        sense, spot = self._senses[number], self.spots[number]
        evidence = self._evidence(spot)
        if sense is None:
            return self._unknown(number, evidence)
        row, score = sense.ranked[0]
        return Place(
            name=self._name(row),
            country=self._country(row),
            evidence=evidence,
            kind=row.kind.value,
            admin1=row.admin1 or (row.name if row.kind is PlaceKind.DIVISION1 else None),
            lat=row.lat,
            lon=row.lon,
            score=round(score, 3),
            reason=self._reason(number, sense),
            candidates=tuple(self._others(sense)),
        )

    def _name(self, row: PlaceRow) -> str:
        """Return the name of a place; of a people's name that of its state."""
        if row.kind is PlaceKind.DEMONYM and row.country is not None:
            return self._state_name(row.country) or row.name
        return row.name

    def _country(self, row: PlaceRow) -> str | None:
        """Return the state a place lies in; of several that share it, the one that the article names most."""
        return max(row.countries, key=lambda code: self._states[code], default=None)

    def _evidence(self, spot: Spot) -> Evidence:
        """Cut the evidence of a spot."""
        quote = self._text[spot.start : spot.end]
        kind = EvidenceKind.QUOTE
        return Evidence(kind=kind, article=self._article.id, start=spot.start, end=spot.end, quote=quote)

    def _others(self, sense: Sense) -> Iterator[PlaceCandidate]:
        """Yield the other places of a name worth telling."""
        row, score = sense.ranked[0]
        for code in row.countries:
            if code != self._country(row):
                yield candidate(row, code, score)
        for other, chance in sense.ranked[1 : 1 + self.config.told]:
            if chance >= self.config.least:
                yield candidate(other, other.countries[0] if other.countries else None, chance)

    def _reason(self, number: int, sense: Sense) -> str:
        """Say what decided between the places of a name."""
        if len(sense.ranked) == 1:
            return "the only place of that name in the table"
        outer = self._outer(number)
        if outer is not None:
            return f"the text places it in {outer.row.name}"
        return "the likeliest of its name by size and by the other places of the article"

    def _outer(self, number: int) -> Sense | None:
        """Return the bigger place that the text puts a spot in."""
        for link in self._links:
            outer = self._senses[link.outer]
            inner = self._senses[number]
            if link.inner != number or outer is None or outer.row.kind not in HOLDING:
                continue
            if inner is None or holds(outer.row, inner.row):
                return outer
        return None

    def _unknown(self, number: int, evidence: Evidence) -> Place:
        """Return the record of a name that no table knows: it lies in the bigger place named with it, if any."""
        outer = self._outer(number)
        if outer is None:
            return Place(name=evidence.quote, country=None, evidence=evidence, reason="no table knows the name")
        row = outer.row
        return Place(
            name=evidence.quote,
            country=row.countries[0] if row.countries else None,
            evidence=evidence,
            admin1=row.admin1 or (row.name if row.kind is PlaceKind.DIVISION1 else None),
            reason=f"no table knows the name; the text places it in {row.name}",
        )


def holds(outer: PlaceRow, inner: PlaceRow) -> bool:
    """Whether a place lies in another."""
    if outer.country != inner.country or inner.kind is outer.kind:
        return False
    return outer.kind is PlaceKind.COUNTRY or outer.name in {inner.admin1, inner.admin2}


def candidate(row: PlaceRow, country: str | None, score: float) -> PlaceCandidate:
    """Make the record of another place of a name."""
    return PlaceCandidate(
        name=row.name,
        country=country,
        admin1=row.admin1,
        kind=row.kind.value,
        lat=row.lat,
        lon=row.lon,
        score=round(score, 3),
    )
