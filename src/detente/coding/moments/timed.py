"""Coding room, moments: the times of an article sentence by sentence, each with the word it is told of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.coding.document import Document
from detente.coding.moments.bonds import Bonds
from detente.coding.moments.config import Config
from detente.coding.moments.spoken import spoken
from detente.coding.tree import Tree
from detente.coding.when import Expression, Kind, Point, Times
from detente.records import Precision

__all__ = ["Bearer", "Timed"]

BELOW_DAY = frozenset({Precision.PART_OF_DAY, Precision.HOUR, Precision.MINUTE})
Bearer = tuple[Expression, int]


def _stretch(tree: Tree, first: Expression, last: Expression) -> Expression | None:
    """Return the stretch from one time to another of its kind, None where they are none."""
    start, end = first.when, last.when
    if start is None or end is None or start.precision is not end.precision or start.start > end.start:
        return None
    if not isinstance(first.meaning, Point) or not isinstance(last.meaning, Point):
        return None
    words = " ".join(token.text for token in tree.tokens[first.start : last.end])
    when = replace(start, end=end.end, words=words)
    return replace(first, end=last.end, words=words, when=when, meaning=replace(first.meaning, until=last.meaning))


class Timed:
    """The expressions of time of an article, and the bonds of time in each of its sentences."""

    def __init__(self, doc: Document, config: Config) -> None:
        """Find the expressions; ``told`` is the day of telling, None where nothing says it."""
        self.doc = doc
        self.cues = doc.cues
        found = spoken(doc.book.times, doc.article.published, doc.trees, config)
        self.told = found.told
        self.expressions = tuple(
            tuple(self._ranged(tree, row)) for tree, row in zip(doc.trees, found.expressions, strict=True)
        )
        self._bonds: dict[int, Bonds] = {}
        self._bearers: dict[int, list[Bearer]] = {}
        self._ahead: dict[int, tuple[Expression, ...]] = {}
        self._times = Times(doc.book.times, self.told)

    def _ranged(self, tree: Tree, row: Sequence[Expression]) -> Iterator[Expression]:
        """Yield the times of a sentence, two that bound a stretch as one (between 3 May and 5 June)."""
        waiting = list(row)
        while waiting:
            one = waiting.pop(0)
            last = waiting[0] if waiting else one
            opened = one.start > 0 and tree.form(one.start - 1) in self.cues["time", "ranging"]
            joined = last.start == one.end + 1 and tree.form(one.end) in self.cues["time", "ranged"]
            made = _stretch(tree, one, last) if opened and joined else None
            if made is not None:
                waiting.pop(0)
            yield made or one

    def of(self, tree: Tree) -> tuple[Expression, ...]:
        """Return the expressions of a sentence."""
        return self.expressions[tree.number]

    def ahead(self, tree: Tree) -> tuple[Expression, ...]:
        """Return the expressions of a sentence with what is left open looking ahead from the day of telling."""
        found = self._ahead.get(tree.number)
        if found is None:
            found = self._ahead[tree.number] = self._times.find(tree, ahead=True) if self.of(tree) else ()
        return found

    def bonds(self, tree: Tree) -> Bonds:
        """Return the bonds of time of a sentence."""
        found = self._bonds.get(tree.number)
        if found is None:
            spans = [(one.start, one.end) for one in self.of(tree)]
            found = self._bonds[tree.number] = Bonds(tree, spans, self.cues, lambda at: self.eventive(tree, at))
        return found

    def bearers(self, tree: Tree) -> list[Bearer]:
        """Return the expressions of a sentence that are told of a word, with that word, each once at its narrowest."""
        found = self._bearers.get(tree.number)
        if found is None:
            bonds, times = self.bonds(tree), self.of(tree)
            spans = [(one.start, one.end) for one in times if one.when is not None]
            narrow = [one for one in times if not any(bonds.within(span, (one.start, one.end)) for span in spans)]
            pairs = [(one, bonds.bearer(one.start, one.end)) for one in narrow]
            found = self._bearers[tree.number] = [(one, at) for one, at in pairs if at is not None]
        return found

    def move(self, tree: Tree, one: Expression, at: int) -> None:
        """Tell an expression of another word."""
        found = self.bearers(tree)
        found[[known for known, _ in found].index(one)] = (one, at)

    def eventive(self, tree: Tree, at: int) -> bool:
        """Whether a noun names a happening: the lexicon has it, or the parser gave it arguments."""
        if not tree.is_noun(at):
            return False
        return bool(self.doc.rules.acts.get(("n", tree.lemma(at)))) or tree.predicate(at)

    def dates(self, tree: Tree, one: Expression) -> bool:
        """Whether an expression is a moment that can date an act, not the end of a stretch or a length from another."""
        if one.when is None or one.kind is Kind.SET or one.join is not None:
            return False
        marks = {tree.form(one.start - 1) if one.start else "", tree.form(one.start)}
        marks.update(tree.markers(self.bonds(tree).core(one.start, one.end)))
        if isinstance(one.meaning, Point) and one.meaning.until is not None:  # from 12 to 15 May
            marks -= self.cues["time", "ranging"]
        if one.when.precision in BELOW_DAY:  # what began at, or right before or after, an hour happened on its day
            marks -= self.cues["time", "hourly"]
        return not marks & self.cues["time", "bounds"]
