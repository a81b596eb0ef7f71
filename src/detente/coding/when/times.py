"""Finds the expressions of time of a text and says what they mean, sentence after sentence."""

from collections.abc import Sequence
from datetime import date

from detente.codebook.times import TimeWords
from detente.coding.tree import Tree
from detente.coding.when.away import away
from detente.coding.when.config import Config
from detente.coding.when.direction import Direction, Directions
from detente.coding.when.expression import Expression, Kind
from detente.coding.when.finder import Finder, Found
from detente.coding.when.meaning import Cycle, Length, Meaning, Point, Shift
from detente.coding.when.moments import cell_of_when, when_of
from detente.coding.when.place import Place, UnresolvedError
from detente.coding.when.story import Story, story_of
from detente.coding.when.values import Spot, Valued, valued
from detente.records import Basis, When

__all__ = ["Times"]

FIRST_WORDS = 3
DATELINE_WORDS = 10
NAMING = frozenset({"PROPN", "PUNCT", "SYM", "X"})


class Times:
    """Reads the times of one article.

    ``published`` is its day, None where it is unknown: what is told from it then stays unknown, and a day without a
    year is resolved near the full date that the text named last, or not at all.
    """

    def __init__(self, words: TimeWords, published: When | date | None, config: Config | None = None) -> None:
        """Take the words of the codebook and the publishing day."""
        self.config = config or Config()
        self.now = cell_of_when(published)
        self._within = words.listed("shifts", "within")
        self._dateline_marks = words.listed("dateline", "marks")
        self._deadlines = words.listed("directions", "deadlines")
        self._finder = Finder(words)
        self._directions = Directions(words)

    def read(self, trees: Sequence[Tree]) -> tuple[tuple[Expression, ...], ...]:
        """Return the expressions of each sentence of a text, in order; the text before fills what one leaves open."""
        found = [self._finder.find(tree.tokens) for tree in trees]
        story = story_of((one.meaning for inside in found for one in inside), self.now, self.config)
        return tuple(
            tuple(self._express(tree, one, story) for one in inside) for tree, inside in zip(trees, found, strict=True)
        )

    def find(self, tree: Tree, *, reference: When | date | None = None, ahead: bool = False) -> tuple[Expression, ...]:
        """Return the expressions of one sentence; ``reference`` is the time spoken of, ``ahead`` looks forward."""
        story = Story(reference=cell_of_when(reference))
        direction = Direction.AHEAD if ahead else None
        return tuple(self._express(tree, one, story, direction) for one in self._finder.find(tree.tokens))

    def reading(self, tree: Tree, start: int, end: int, *, reference: When | date | None = None) -> Expression | None:
        """Return what exactly the words ``[start, end)`` mean as a time, None where they mean none."""
        found = self._finder.exactly(tree.tokens, start, end)
        return None if found is None else self._express(tree, found, Story(reference=cell_of_when(reference)))

    def given(
        self, trees: Sequence[Tree], spans: Sequence[tuple[int, int, int] | None]
    ) -> tuple[Expression | None, ...]:
        """Return what given words (sentence, first word, end) mean, in the order of the text; None where no time."""
        found = [None if span is None else self._finder.exactly(trees[span[0]].tokens, *span[1:]) for span in spans]
        story = story_of((one.meaning for one in found if one is not None), self.now, self.config)
        return tuple(
            None if one is None or span is None else self._express(trees[span[0]], one, story)
            for one, span in zip(found, spans, strict=True)
        )

    @staticmethod
    def shift(expression: Expression, anchor: When | date) -> When | None:
        """Return the moment an offset (two days later) away from another one.

        None where the expression is no offset, is vague, or is finer than the anchor is known.
        """
        base = cell_of_when(anchor)
        if expression.offset is None or base is None:
            return None
        try:
            cell = away(expression.offset, base)
        except UnresolvedError:
            return None
        return when_of(Point(), cell, None, Basis.RELATIVE, expression.words)

    def _express(self, tree: Tree, found: Found, story: Story, direction: Direction | None = None) -> Expression:
        """Say what was found, against the story so far."""
        direction = direction or self._directions.of(tree, found.start, found.end)
        place = Place(
            now=self.now,
            reference=story.reference,
            day=story.day,
            period=story.period,
            direction=direction,
            history=story.history,
            config=self.config,
        )
        spot = Spot(
            words=quoted(tree, found.start, found.end),
            closed=found.closed,
            first=found.start < FIRST_WORDS,
            whole=self._whole(tree, found),
            joined=found.join is not None,
            dateline=tree.number == 0 and self._dateline(tree, found),
            opening=tree.number == 0,
            deadline=self._deadline(tree, found),
            apposed=story.last == (tree.number, found.start - 1) and tree.form(found.start - 1) == ",",
            before=story.history and self._directions.before_that(tree, found.start, found.end),
        )
        try:
            worth = valued(found.meaning, place, story, spot)
        except UnresolvedError as why:
            worth = Valued(value=None, reason=str(why))
        dated = isinstance(found.meaning, Point) and worth.when is not None
        story.last = (tree.number, found.end) if dated else None
        return Expression(
            start=found.start,
            end=found.end,
            words=spot.words,
            kind=_kind(found.meaning),
            value=worth.value,
            when=worth.when,
            reason=worth.reason,
            direction=direction,
            meaning=found.meaning,
            offset=_offset(found),
            join=found.join,
        )

    def _whole(self, tree: Tree, found: Found) -> bool | None:
        """Return whether all of a length ahead is meant (within a week) or its end (will leave in a week).

        None where neither is: a length that stands with a noun tells no time (the first talks in ten years).
        """
        if found.lead is None or not self._directions.direct(tree, found.start, found.end):
            return None
        return found.lead in self._within

    def _deadline(self, tree: Tree, found: Found) -> bool:
        """Whether something is to be done by a time: a preposition in front and an infinitive behind it."""
        at = found.end
        done = at + 1 < len(tree) and tree.form(at) == "to" and tree.tokens[at + 1].xpos == "VB"
        return done and found.start > 0 and tree.form(found.start - 1) in self._deadlines

    def _dateline(self, tree: Tree, found: Found) -> bool:
        """Whether an expression stands in the dateline: names before it, a dash or an agency's bracket behind it."""
        if not 0 < found.start <= DATELINE_WORDS or found.end >= len(tree):
            return False
        names = all(tree.upos(at) in NAMING for at in range(found.start))
        return names and tree.form(found.end) in self._dateline_marks


def quoted(tree: Tree, start: int, end: int) -> str:
    """Return words as the text has them, a line end as a blank."""
    made = ""
    last = tree.tokens[start].start
    for token in tree.tokens[start:end]:
        made += (" " if token.start > last else "") + token.text
        last = token.end
    return made


def _offset(found: Found) -> Shift | None:
    """Return how far from something else an expression lies: two days later, two days (after the strike)."""
    meaning = found.meaning
    if isinstance(meaning, Shift):
        return None if meaning.deictic else meaning
    if isinstance(meaning, Length) and found.sign is not None:
        return Shift(length=meaning, sign=found.sign, deictic=False)
    return None


def _kind(meaning: Meaning) -> Kind:
    if isinstance(meaning, Length):
        return Kind.DURATION
    if isinstance(meaning, Cycle):
        return Kind.SET
    if isinstance(meaning, Point) and (meaning.clock is not None or meaning.part is not None):
        return Kind.TIME
    return Kind.DATE
