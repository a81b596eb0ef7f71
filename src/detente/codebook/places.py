"""Codebook room: places by name (hand-written rows, countries, the packed gazetteer); it never reads a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from detente.codebook.config import Config
from detente.codebook.gazetteer import Gazetteer, PlaceKind, PlaceRow, fold
from detente.codebook.own_places import NO_PLACE, OwnPlace, Reference
from detente.codebook.phrases import JOINING, PhraseIndex, pieces
from detente.codebook.place_rules import PlaceRules
from detente.codebook.rows import read_rows

__all__ = ["NarrowRow", "PlaceHit", "PlaceMatch", "PlaceTable", "PlaceTables", "load_narrow", "narrow_rows"]

_REMEMBERED = 4096
_NARROW = ("name", "country", "kind", "population")
_DIVISIONS = frozenset({PlaceKind.DIVISION1, PlaceKind.DIVISION2})
_TOWNS = frozenset({PlaceKind.CITY, PlaceKind.CAPITAL})
_BIG = _DIVISIONS | {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.CONTINENT, PlaceKind.LAND}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """Words ``[start, end)`` that spell a place name, and every place it may mean, the preferred first."""

    start: int
    end: int
    places: tuple[PlaceRow, ...]


class NarrowRow(NamedTuple):
    """A row of the narrow look-up: country, kind and population (empty if unknown) of a name that makes news."""

    name: str
    country: str
    kind: str
    population: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTables:
    """What a table of places is made of; ``own`` stands in the order in which rows are to be preferred."""

    gazetteer: Gazetteer
    rules: PlaceRules
    own: Sequence[OwnPlace]
    countries: Sequence[OwnPlace]
    abbreviations: Sequence[Reference]
    demonyms: Sequence[Reference]
    narrow: Sequence[NarrowRow]


class PlaceTable:
    """Places by name: a user's rows first, then ours, countries, and the gazetteer by population."""

    def __init__(self, tables: PlaceTables, config: Config) -> None:
        """Index the hand-written rows; the gazetteer needs no work."""
        self._gazetteer = tables.gazetteer
        self._rules = tables.rules
        self._config = config
        self._own: dict[str, list[tuple[OwnPlace, bool]]] = {}
        self._longest: dict[str, int] = {}
        for row in (*tables.own, *tables.countries):
            for spelling in row.spellings:
                self._add(row, spelling)
        # An article names few places often: what stands behind a name is looked up once.
        self._named = lru_cache(_REMEMBERED)(self._find_named)
        self._longest_from = lru_cache(_REMEMBERED)(self._find_longest)
        self._short: dict[str, list[Reference]] = {}
        for reference in tables.abbreviations:
            self._short.setdefault(reference.spelling.replace(" ", ""), []).append(reference)
        self._people: dict[str, list[Reference]] = {}
        for reference in tables.demonyms:
            self._people.setdefault(self._begins(reference.spelling), []).append(reference)
        self.rows = tuple(tables.narrow)
        self._index = PhraseIndex((at, row.name) for at, row in enumerate(self.rows))

    def _add(self, row: OwnPlace, spelling: str) -> None:
        self._own.setdefault(self._begins(spelling), []).append((row, spelling != row.name))

    def _begins(self, spelling: str) -> str:
        """Fold a hand-written name and note how long names get that begin as it does."""
        key = self._fold(spelling)
        first = key.partition(" ")[0]
        self._longest[first] = max(self._longest.get(first, 0), key.count(" ") + 1)
        return key

    def _fold(self, phrase: str) -> str:
        return fold(phrase, self._rules.pieces)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._gazetteer) + sum(map(len, self._own.values()))

    # Every place of a name: for the resolver.

    def candidates(self, phrase: str) -> tuple[PlaceRow, ...]:
        """Return every place that a phrase may name, the preferred first.

        Case, accents and punctuation do not matter, short forms count only as they are written. A phrase that is no
        name as it stands is tried without article, without 's, and without the words for part or kind of a place.
        """
        key = self._fold(phrase)
        return (*self._shortened(phrase), *self._named(key)) or self._around(key)

    def find(self, words: Sequence[str]) -> tuple[PlaceHit, ...]:
        """Find the names of a sentence's words that any place has, the longest first, in order and without overlap.

        A name begins (after a small word such as ``al``) and ends with a capital; whether it is meant as a place is not
        decided here: ``doubtful`` rows are words or persons more often.
        """
        hits: list[PlaceHit] = []
        at = 0
        while at < len(words):
            hit = self._hit_at(words, at) if self._may_begin(words[at]) else None
            if hit is not None:
                hits.append(hit)
            at = hit.end if hit is not None else at + 1
        return tuple(hits)

    def _may_begin(self, word: str) -> bool:
        return word[:1].isupper() or word in self._rules.particles or ("-" in word and not word.islower())

    def _hit_at(self, words: Sequence[str], at: int) -> PlaceHit | None:
        """Return the longest name that begins with a word or a piece of it (Afghan-Pakistani), or its short form."""
        short = self._short_at(words, at)
        if short is not None:
            return short
        flat = [(self._same(piece), at) for piece in _pieces_in_text(words[at])]
        reach = at + 1
        for start in range(len(flat)):
            longest = self._longest_from(flat[start][0])
            while reach < len(words) and len(flat) < start + longest:
                flat += [(self._same(piece), reach) for piece in _pieces_in_text(words[reach])]
                reach += 1
            for size in range(min(longest, len(flat) - start), 0, -1):
                last = flat[start + size - 1][1]
                if words[last].islower():
                    continue
                found = self._named(" ".join([piece for piece, _ in flat[start : start + size]]))
                if found:
                    return PlaceHit(start=at, end=last + 1, places=found)
        return None

    def _find_longest(self, piece: str) -> int:
        """Return how many pieces the longest name has that begins with a piece."""
        return max(self._longest.get(piece, 0), self._gazetteer.longest(piece))

    def _same(self, piece: str) -> str:
        return self._rules.pieces.get(piece, piece)

    def _short_at(self, words: Sequence[str], at: int) -> PlaceHit | None:
        """Return the short form that stands at a word, in one word or in two (``W. Va.``, ``S.C .``)."""
        for end in (at + 3, at + 2, at + 1):
            written = "".join(words[at:end])
            if end <= len(words) and written in self._short and (found := tuple(self._shortened(written))):
                return PlaceHit(start=at, end=end, places=found)
        bare = words[at]
        if "." in bare and f"{bare}." in self._short and (found := tuple(self._shortened(f"{bare}."))):
            return PlaceHit(start=at, end=at + 1, places=found)
        return None

    def _shortened(self, phrase: str) -> Iterator[PlaceRow]:
        """Yield the places that a short form stands for; in front of its last point it counts too."""
        bare = phrase.replace(" ", "")
        for row in self._short.get(bare) or (self._short.get(f"{bare}.") if "." in bare else None) or ():
            place = self._meant(row)
            if place is not None:
                yield replace(place, alias=True, doubtful="." not in bare)

    def _meant(self, row: Reference) -> PlaceRow | None:
        """Return the place that a short form or a demonym stands for."""
        here = [place for place in self._plain(self._fold(row.name)) if row.country in place.countries]
        return next((place for place in here if place.kind == row.kind), here[0] if here else None)

    def _find_named(self, key: str) -> tuple[PlaceRow, ...]:
        """Return the places of a folded name and those it is the demonym of."""
        people = [place for row in self._people.get(key, ()) if (place := self._meant(row)) is not None]
        return (*self._plain(key), *(replace(p, kind=PlaceKind.DEMONYM, alias=True, doubtful=False) for p in people))

    def _plain(self, key: str) -> tuple[PlaceRow, ...]:
        """Return the places of a folded name: hand-written rows, countries, then the gazetteer's; of one point one."""
        own = self._own.get(key, ())
        found = tuple(map(self._gazetteer.place, self._gazetteer.entries(key)))
        if not own:
            return found
        found = tuple(place for place in found if not any(row.replaces(place) for row, _ in own))
        written = list(_written(own))
        known = [*(place for place in written if place.lat is not None), *found]
        places: dict[tuple[str | None, float | None, float | None], PlaceRow] = {}
        for place in (*(_filled(place, known) for place in written), *found):
            places.setdefault((place.country, place.lat, place.lon), place)
        return tuple(places.values())

    def _around(self, key: str) -> tuple[PlaceRow, ...]:
        """Return the places of a phrase without the words that stand around the name."""
        rules = self._rules
        pieces = key.split()
        if len(pieces) > 1 and (pieces[0] in rules.articles or pieces[-1] == "s"):
            inner = " ".join(pieces[1:] if pieces[0] in rules.articles else pieces[:-1])
            return self._named(inner) or self._around(inner)
        for words, kinds in ((rules.divisions, _DIVISIONS), (rules.towns, _TOWNS), (rules.parts, _BIG)):
            inner = _without(key, words, behind=words is not rules.parts)
            found = self._named(inner) if inner else ()
            if found:
                return tuple(place for place in found if place.kind in kinds) or found
        inner = _without(key, rules.parts, behind=False)
        return self._around(inner) if inner else ()

    # The narrow look-up: names that make news, for the coder.

    def scan(self, words: Sequence[str]) -> tuple[PlaceMatch, ...]:
        """Find the places that a sentence's words name, the longest name first, in order and without overlap."""
        return tuple(
            self._match(hit.start, hit.end, [self.rows[at] for at, _ in hit.entries]) for hit in self._index.scan(words)
        )

    def lookup(self, name: str) -> PlaceMatch | None:
        """Return the place of a name, None if the narrow table has none."""
        rows = [self.rows[at] for at, _ in self._index.lookup(name)]
        return self._match(0, len(name.split()), rows) if rows else None

    def _match(self, start: int, end: int, rows: Sequence[NarrowRow]) -> PlaceMatch:
        chosen = rows[0]
        others = tuple(dict.fromkeys(row.country for row in rows if row.country != chosen.country))
        return PlaceMatch(
            start=start,
            end=end,
            name=chosen.name,
            countries=tuple(chosen.country.split("/")),
            kind=chosen.kind,
            score=self._config.shared if others else self._config.certain,
            candidates=1 + len(others),
            others=others,
        )


def _written(own: Sequence[tuple[OwnPlace, bool]]) -> Iterator[PlaceRow]:
    """Yield the hand-written places of a name; those of a user strike out or replace ours."""
    mine = [row for row, _ in own if row.users]
    for row, alias in own:
        if row.kind != NO_PLACE:
            place = row.place(alias=alias)
            if row.users or not any(one.replaces(place) for one in mine):
                yield place


def _filled(own: PlaceRow, found: Sequence[PlaceRow]) -> PlaceRow:
    """Give a hand-written row without a point that of the gazetteer's first place in its country (and division)."""
    if own.lat is not None:
        return own
    near = [place for place in found if set(place.countries) & set(own.countries)]
    here = [place for place in near if own.admin1 in {None, place.admin1}]
    if not here:
        return own
    best = here[0]
    kind = best.kind if own.kind is PlaceKind.AREA else own.kind
    return replace(
        own,
        kind=kind,
        lat=best.lat,
        lon=best.lon,
        admin1=best.admin1,
        admin2=best.admin2,
        population=best.population,
    )


def _pieces_in_text(word: str) -> tuple[str, ...]:
    """Cut a word of running text into pieces; a mark that parts phrases gives a line end, which no name has."""
    found = pieces(word)
    return found if found or all(c in JOINING for c in word) else ("\n",)


def _without(key: str, words: Sequence[str], *, behind: bool) -> str:
    """Return a folded phrase without a word before it (``province of``, ``northern``) or behind it; "" if none."""
    for word in words:
        if behind and key.endswith(f" {word}"):
            return key.removesuffix(f" {word}")
        if behind and key.startswith(f"{word} of "):
            return key.removeprefix(f"{word} of ")
        if not behind and key.startswith(f"{word} "):
            return key.removeprefix(f"{word} ")
    return ""


def load_narrow(path: Path, countries: frozenset[str]) -> list[NarrowRow]:
    """Read the table of the narrow look-up.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    rows: list[NarrowRow] = []
    for line, fields in read_rows(path, _NARROW):
        row = NarrowRow._make(fields)
        if row.country not in countries:
            raise line.error(f"unknown country {row.country!r}", "write an ISO 3166-1 alpha-3 code such as PAK")
        if row.population and not row.population.isdecimal():
            raise line.error(f"population {row.population!r} is no number", "write digits only, or nothing")
        rows.append(row)
    return rows


def narrow_rows(own: Sequence[OwnPlace], shipped: Sequence[NarrowRow]) -> list[NarrowRow]:
    """Put hand-written rows before the table of the narrow look-up; rows of the kind "none" take names out of both."""
    struck = {(pieces(name), row.country) for row in own if row.kind == NO_PLACE for name in row.spellings}
    named = (row for row in own if row.country and row.kind != NO_PLACE)
    rows = [*(NarrowRow(name, row.country, PlaceKind.AREA, "") for row in named for name in row.spellings), *shipped]
    if not struck:
        return rows
    return [row for row in rows if not struck & {(pieces(row.name), row.country), (pieces(row.name), "")}]
