"""Coding room: which words of an article name places; it finds them by the table, the engine's names and the tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.codebook import Codebook, PlaceHit, PlaceKind, PlaceRow
from detente.coding.atlas.config import AtlasConfig
from detente.coding.atlas.spots import Spot
from detente.coding.tree import Tree
from detente.records import Name

__all__ = ["find_spots", "key_of"]

# Kinds whose names are hardly ever anything else.
SURE = frozenset({PlaceKind.COUNTRY, PlaceKind.DEMONYM, PlaceKind.CONTINENT})
# A dateline: a place in capitals, perhaps a bigger one, then the agency in brackets or a dash, and nothing else.
DATELINE = re.compile(
    r"(?m)^\s*([A-Z][A-Z.'\u2019 -]{2,40}(?:,[^()\n]{1,40})?)\s*(?:\([^()\n]*\)|[-\u2013\u2014_])[\W_]*\Z"
)
WORD = re.compile(r"[^\s,;:()]+")
LONGEST = 120


def key_of(phrase: str) -> str:
    """Return what the mentions of one name share, however they are written (ANKARA, Ankara; U.S., US)."""
    return " ".join(phrase.replace(".", "").casefold().split())


def find_spots(trees: Sequence[Tree], text: str, book: Codebook, config: AtlasConfig) -> list[Spot]:
    """Return the names of places in an article, in the order of the text; those that no table knows have no rows."""
    people = surnames(trees)
    sentences = [Sentence(tree, text, book, config, people) for tree in trees]
    plain = [hit for sentence in sentences for hit in sentence.plain()]
    named = frozenset(key for key, _ in plain)
    states = frozenset(code for _, hit in plain for code in hit.places[0].countries)
    found = [spot for sentence in sentences for spot in sentence.spots(Known(keys=named, states=states))]
    return sorted([*datelines(trees, text, book), *found], key=lambda spot: spot.start)


def datelines(trees: Sequence[Tree], text: str, book: Codebook) -> Iterator[Spot]:
    """Yield the places of datelines that stand before a sentence and are no part of it."""
    end = 0
    for tree in trees:
        start = max(end, tree.sentence.start - LONGEST)
        found = DATELINE.search(text, start, tree.sentence.start)
        if found is not None:
            yield from placed(found[1], found.start(1), book)
        end = max(end, tree.sentence.end)


def placed(phrase: str, at: int, book: Codebook) -> Iterator[Spot]:
    """Yield the places that a phrase names which stands in the text at ``at``."""
    words = list(WORD.finditer(phrase))
    for hit in book.places.find([word[0] for word in words]):
        start, end = at + words[hit.start].start(), at + words[hit.end - 1].end()
        yield Spot(start=start, end=end, key=key_of(phrase[start - at : end - at]), rows=hit.places)


def surnames(trees: Sequence[Tree]) -> frozenset[str]:
    """Return the words of the full names of persons in an article: alone they still mean the person."""
    found: set[str] = set()
    for tree in trees:
        for name in tree.sentence.names:
            if name.type == "PER" and name.end - name.start > 1:
                found.update(tree.token(at).text for at in range(name.start, name.end))
    return frozenset(found)


def calendar(book: Codebook) -> frozenset[str]:
    """Return the words that name a day, a month or a feast."""
    feasts = (words[0] for words in book.times.feasts if len(words) == 1)
    return frozenset([*book.times.weekdays, *book.times.months, *feasts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an article names beyond doubt: the keys of places, and the states that the likeliest of them lie in."""

    keys: frozenset[str]
    states: frozenset[str]


class Sentence:
    """The names of places in one sentence."""

    def __init__(self, tree: Tree, text: str, book: Codebook, config: AtlasConfig, people: frozenset[str]) -> None:
        """Look the sentence's words up."""
        self.tree = tree
        self.text = text
        self.config = config
        self.people = people
        self.names = tree.sentence.names
        self.hits = book.places.find([token.text for token in tree.tokens])
        self.words = book.place_words
        self.soil = book.rules.cues["places", "soil"]
        self.calendar = calendar(book)

    def plain(self) -> Iterator[tuple[str, PlaceHit]]:
        """Yield the names that are places beyond doubt, by key: the engine takes them for one, the table knows them."""
        for hit in self.hits:
            name = self.name_over(hit)
            if name is not None and name.type == "LOC" and self.covers(hit, name) and not self.common(hit):
                yield self.key(hit.start, hit.end), hit

    def spots(self, given: Known) -> Iterator[Spot]:
        """Yield the places in order: those of the table, then names of places that it does not know."""
        found = [(hit.start, hit.end, hit.places) for hit in self.hits if self.meant(hit, given)]
        taken = {word for hit in self.hits for word in range(hit.start, hit.end)}
        found += [(name.start, name.end, ()) for name in self.names if self.unknown(name, taken)]
        for start, end, rows in sorted(found, key=lambda one: one[0]):
            yield self.spot(start, end, rows)

    def spot(self, start: int, end: int, rows: Sequence[PlaceRow]) -> Spot:
        """Make the spot of words ``[start, end)``."""
        first, last = self.tree.chars(start, end)
        key = self.key(start, end)
        return Spot(start=first, end=last, tree=self.tree, words=(start, end), key=key, rows=tuple(rows))

    def key(self, start: int, end: int) -> str:
        """Return the key of the name that words ``[start, end)`` spell."""
        first, last = self.tree.chars(start, end)
        return key_of(self.text[first:last])

    def unknown(self, name: Name, taken: set[int]) -> bool:
        """Whether a name is that of a place which the table does not have, and no ordinary word or person."""
        if name.type != "LOC" or not taken.isdisjoint(range(name.start, name.end)):
            return False
        first = self.tree.token(name.start).text
        alone = name.end - name.start == 1
        return first[:1].isupper() and not (alone and (first.lower() in self.words or first in self.people))

    def common(self, hit: PlaceHit) -> bool:
        """Whether a name is an ordinary word, a day, month or feast, or letters that stand for something else."""
        if hit.end - hit.start > 1 or sure(hit):
            return False
        word = self.tree.form(hit.start)
        return word in self.words or word.rstrip(".") in self.calendar or self.letters(hit)

    def letters(self, hit: PlaceHit) -> bool:
        """Whether a word is an acronym that only by chance spells a place (UN, BA; not L.A.)."""
        word = self.tree.token(hit.start).text
        bare = word.replace(".", "")
        if not bare.isupper() or (bare == word and len(bare) > self.config.acronym):
            return False
        return bare == word or not any(row.alias and (row.population or 0) >= self.config.great for row in hit.places)

    def meant(self, hit: PlaceHit, given: Known) -> bool:
        """Whether words that spell a place mean it here, and not a person, a common word or something else."""
        name = self.name_over(hit)
        known = self.key(hit.start, hit.end) in given.keys
        if name is None:
            return not self.common(hit) and self.bare(hit, given, known=known)
        if self.common(hit):
            return name.type == "LOC" and self.covers(hit, name) and self.behind(hit)
        if name.type == "PER":
            return self.covers(hit, name) and not self.person(hit) and (known or self.fits(hit, given))
        return known or sure(hit) or self.within(hit, name) or (self.covers(hit, name) and self.fits(hit, given))

    def fits(self, hit: PlaceHit, given: Known) -> bool:
        """Whether the likeliest place of a name is a state, or a known one of a state that the article has places in.

        The engine takes names of far towns for persons and bodies (BAKU said, OMDURMAN fell).
        """
        best = hit.places[0]
        if best.kind is PlaceKind.COUNTRY and best.own:
            return True
        size = best.population or 0
        known = best.own or size >= (self.config.famed if best.alias else self.config.lonely)
        return known and not best.doubtful and not given.states.isdisjoint(best.countries)

    def within(self, hit: PlaceHit, name: Name) -> bool:
        """Whether words in a name of the engine's that is no person's are a place."""
        whole = self.covers(hit, name)
        if name.type == "LOC":
            own = hit.places[0].own and not hit.places[0].doubtful
            return whole or own or hit.end - hit.start > 1 or hit.end == name.end or self.behind(hit)
        if name.type == "ORG":
            first = all(self.tree.upos(at) == "DET" for at in range(name.start, hit.start))
            return first and not whole and not all(row.alias for row in hit.places)
        return name.type == "MISC" and whole and any(row.kind is PlaceKind.DEMONYM for row in hit.places)

    def bare(self, hit: PlaceHit, given: Known, *, known: bool) -> bool:
        """Whether words outside every name of the engine's are a place."""
        if sure(hit):
            return True
        words = range(hit.start, hit.end)
        if not any(self.tree.upos(at) == "PROPN" for at in words):
            return False
        if known or len(words) > 1:
            return True
        if self.person(hit):
            return False
        if not self.fits(hit, given) and all(row.alias or row.doubtful for row in hit.places):
            return False
        return not self.goes_on(hit) or max(row.population or 0 for row in hit.places) >= self.config.famed

    def person(self, hit: PlaceHit) -> bool:
        """Whether a word is part of a person's name elsewhere in the article."""
        return hit.end - hit.start == 1 and self.tree.token(hit.start).text in self.people

    def goes_on(self, hit: PlaceHit) -> bool:
        """Whether words stand inside a longer run of names (AMBER Smith, Radio MONTREAL)."""
        beside = [at for at in (hit.start - 1, hit.end) if 0 <= at < len(self.tree)]
        return any(self.tree.upos(at) == "PROPN" for at in beside)

    def behind(self, hit: PlaceHit) -> bool:
        """Whether a preposition of place stands right before words."""
        return hit.start > 0 and self.tree.form(hit.start - 1) in self.soil

    def covers(self, hit: PlaceHit, name: Name) -> bool:
        """Whether words hold all of a name but words in small letters (Panjgur district)."""
        rest = [at for at in range(name.start, name.end) if not hit.start <= at < hit.end]
        return all(self.tree.token(at).text.islower() for at in rest)

    def name_over(self, hit: PlaceHit) -> Name | None:
        """Return the engine's name that overlaps words."""
        return next((name for name in self.names if name.start < hit.end and hit.start < name.end), None)


def sure(hit: PlaceHit) -> bool:
    """Whether a name is hardly ever anything else: a state's, a division's, two words of a table of ours."""
    if any(row.kind in SURE and (row.own or not row.alias) for row in hit.places):
        return True
    if hit.end - hit.start > 1 and any(row.own and not row.doubtful for row in hit.places):
        return True
    return any(row.kind is PlaceKind.DIVISION1 and not row.doubtful for row in hit.places)
