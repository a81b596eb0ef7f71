"""Coding room: an article with its trees, and what the codebook's tables know of its words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from detente.codebook import Codebook, Kind, Match, PlaceMatch, party
from detente.coding.atlas import Atlas, find_spots
from detente.coding.config import Config
from detente.coding.mend import mended
from detente.coding.saying import SPOKEN, Saying
from detente.coding.sayings import attributions
from detente.coding.tree import Tree
from detente.records import Actor, Article, Chain, Evidence, EvidenceKind, Genre, Mention, Parse

__all__ = ["Document"]

FIRM = frozenset({Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL, Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.BODY})


class Document:
    """One article as the coder sees it: trees, actors and places by word, coreference by word."""

    def __init__(self, parse: Parse, article: Article, codebook: Codebook, config: Config) -> None:
        """Look every sentence up in the tables once."""
        self.article = article
        self.config = config
        self.book = codebook
        self.rules = codebook.rules
        self.cues = codebook.rules.cues
        self.day = article.published.start if article.published else None
        classes = codebook.rules.classes
        self.trees = [Tree(number, mended(one, classes)) for number, one in enumerate(parse.sentences)]
        self.sayings = attributions(self.trees, article.text, codebook.rules.sayings)
        self._matches = [self._scan(tree) for tree in self.trees]
        self._places = [self._scan_places(tree) for tree in self.trees]
        self._chains = {(mention.sentence, mention.head): chain for chain in parse.chains for mention in chain.mentions}
        self.states = self._count_states()
        self._settle()
        self.publisher = self._publisher()

    def _publisher(self) -> Actor | None:
        """Return the state whose ministry or office issued a statement, None for other articles and unknown ones."""
        if self.article.genre is not Genre.STATEMENT or self.article.source is None:
            return None
        words = re.findall(r"\w+", self.article.source)
        found = (match.actor for match in self.book.actors.scan(words, on=self.day))
        return next((actor for actor in found if actor.country is not None), None)

    def _scan(self, tree: Tree) -> dict[int, Match]:
        words = [token.text for token in tree.tokens]
        found: dict[int, Match] = {}
        for match in self.book.actors.scan(words, on=self.day):
            for at in range(match.start, match.end):
                found[at] = match
        return found

    def _scan_places(self, tree: Tree) -> dict[int, PlaceMatch]:
        words = [token.text for token in tree.tokens]
        return {at: match for match in self.book.places.scan(words) for at in range(match.start, match.end)}

    def _count_states(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for matches in self._matches:
            for match in {id(found): found for found in matches.values()}.values():
                if match.actor.country and match.kind in FIRM:
                    counts[match.actor.country] += 1
        return counts

    def _settle(self) -> None:
        """Choose, of actors that share a phrase, one whose state the article names if it does not name the first's."""
        for matches in self._matches:
            for match in {id(found): found for found in matches.values() if found.others}.values():
                likely = max(match.others, key=lambda other: self.states[other.country or ""])
                alone = self.states[match.actor.country or ""] <= 1
                if alone and likely.country is not None and self.states[likely.country] > 0:
                    changed = replace(match, actor=likely, others=(match.actor, *match.others[1:]))
                    matches.update(dict.fromkeys(range(match.start, match.end), changed))

    def parties(self) -> tuple[str, ...]:
        """Return the parties that the article is about: the two that it names most, others named more than once.

        A capital counts for half: it may be no more than where something happened.
        """
        counts: Counter[str] = Counter()
        for tree in self.trees:
            for match in self.matches(tree):
                one = party(match.actor) if match.kind in FIRM else None
                if one is not None:
                    counts[one] += 1 if match.kind is Kind.CAPITAL else 2
        often = sorted(counts, key=lambda one: (-counts[one], one))[: self.config.about]
        return tuple(one for place, one in enumerate(often) if place < 2 or counts[one] > 2)  # noqa: PLR2004

    def match(self, tree: Tree, at: int) -> Match | None:
        """Return the actor that a word is part of naming."""
        return self._matches[tree.number].get(at)

    def firm(self, tree: Tree, at: int) -> Match | None:
        """Return the actor a word names by itself (a country, a person, a group), no bare agent noun."""
        match = self.match(tree, at)
        if match is None or match.kind not in FIRM or self.helper(tree, at):
            return None
        return match

    def helper(self, tree: Tree, at: int) -> bool:
        """Whether a name only tells who stands behind something (an Egypt-brokered truce, Iran-backed rebels)."""
        _, hyphen, last = tree.whole(at).rpartition("-")
        return bool(hyphen) and last in self.cues["nouns", "helping"]

    def matches(self, tree: Tree) -> Iterator[Match]:
        """Yield the actors of a sentence in order."""
        last: Match | None = None
        for at in sorted(self._matches[tree.number]):
            match = self._matches[tree.number][at]
            if match is not last:
                yield match
            last = match

    def place(self, tree: Tree, at: int) -> PlaceMatch | None:
        """Return the place a word is part of naming, if it lies in a state that the article names."""
        place = self._places[tree.number].get(at)
        if place is None or any(code in self.states for code in place.countries):
            return place
        return place if place.kind == "city" and place.candidates == 1 else None

    def spot(self, tree: Tree, at: int) -> PlaceMatch | None:
        """Return the place that a word is part of naming, whatever state it lies in."""
        return self._places[tree.number].get(at)

    @cached_property
    def atlas(self) -> Atlas:
        """Return the article's map: every place that it names, told apart by all of it."""
        spots = find_spots(self.trees, self.article.text, self.book, self.config.atlas)
        return Atlas(spots, self.article, self.book, self.config.atlas)

    def chain(self, tree: Tree, at: int) -> Chain | None:
        """Return the coreference chain of the mention with this head."""
        return self._chains.get((tree.number, at))

    def mentions(self, tree: Tree, at: int) -> list[Mention]:
        """Return the other mentions of what a word refers to, nearest before it first, then those after it."""
        chain = self.chain(tree, at)
        if chain is None:
            return []
        here = (tree.number, at)
        others = [mention for mention in chain.mentions if (mention.sentence, mention.head) != here]
        before = [mention for mention in others if (mention.sentence, mention.head) < here]
        after = [mention for mention in others if (mention.sentence, mention.head) > here]
        return [*reversed(before), *after]

    def saying(self, tree: Tree, at: int) -> Saying | None:
        """Return the nearest saying aloud whose quoted words, or words cited by "according to", hold a word."""
        found = [
            one
            for one in self.sayings
            if one.kind in SPOKEN
            and (one.direct or one.cited)
            and not (one.sentence == tree.number and one.head == at)
            and any(piece.holds(tree.number, at) for piece in one.content)
        ]
        return min(found, key=lambda one: sum(piece.end - piece.start for piece in one.content), default=None)

    def evidence(self, start: int, end: int) -> Evidence:
        """Cut evidence from the article's text."""
        return Evidence(
            kind=EvidenceKind.QUOTE,
            article=self.article.id,
            start=start,
            end=end,
            quote=self.article.text[start:end],
        )

    def words(self, tree: Tree, start: int, end: int) -> Evidence:
        """Cut the evidence of words ``[start, end)`` of a sentence."""
        return self.evidence(*tree.chars(start, end))
