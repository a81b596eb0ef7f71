"""Coding room, moments: acts whose time is counted from another act (two days after the strike)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.codebook.rules import Cues
from detente.coding.tree import Tree
from detente.coding.when import Expression, Times
from detente.records import Basis, Precision, When

__all__ = ["Link", "links"]

HOURS = "T"
DATE = 10
DAILY = frozenset({Precision.DAY, Precision.PART_OF_DAY, Precision.HOUR, Precision.MINUTE})
JOINING = frozenset({"mark", "case", "advmod", "fixed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A length that joins two acts of a sentence.

    ``told`` is the word that the length is told of, ``other`` the act behind the joining word; ``sign`` is 1 where the
    first is the later one. ``short`` says that it is less than the length named.
    """

    tree: Tree
    expression: Expression
    told: int
    other: int
    sign: int
    short: bool
    words: str

    def forward(self, when: When) -> When | None:
        """Return the time of the first act, given that of the other."""
        return self._moved(when, self.sign)

    def back(self, when: When) -> When | None:
        """Return the time of the other act, given that of the first."""
        return self._moved(when, -self.sign)

    def _moved(self, when: When, sign: int) -> When | None:
        offset = self.expression.offset
        if offset is None:
            return None
        if offset.length.amounts[0][0] is None:
            return self._same(when) if offset.length.unit.startswith(HOURS) else None
        moved = Times.shift(replace(self.expression, offset=replace(offset, sign=sign)), when)
        if moved is None:
            return None
        moved = replace(moved, words=self.words)
        return self._between(when, moved) if self.short else moved

    def _same(self, when: When) -> When:
        """Return the day itself: hours after what happened on it."""
        precision = Precision.DAY if when.precision in DAILY else when.precision
        start, end = when.start[:DATE], when.end[:DATE]
        return When(start=start, end=end, precision=precision, basis=Basis.INFERRED, words=self.words)

    def _between(self, when: When, moved: When) -> When:
        """Return the stretch between two times: less than a day after."""
        first, last = sorted((when.start[:DATE], moved.start))
        return replace(moved, start=first, end=last, basis=Basis.INFERRED)


def links(tree: Tree, bearers: Sequence[tuple[Expression, int]], cues: Cues) -> Iterator[Link]:
    """Yield the lengths that join two acts of a sentence; ``bearers`` says which word each is told of."""
    for one, bearer in bearers:
        join = one.join
        if join is None or one.offset is None or tree.relation(join) not in JOINING:
            continue
        other = tree.head(join)
        told = _above(tree, other, bearers) if bearer == other else bearer
        if min(told, other) >= 0 and told != other and not one.start <= other < one.end:
            words = " ".join(token.text for token in tree.tokens[one.start : join + 1])
            before = " ".join(tree.form(at) for at in range(max(one.start - 2, 0), one.end))
            yield Link(
                tree=tree,
                expression=one,
                told=told,
                other=other,
                sign=one.offset.sign,
                short=any(word in before for word in cues["time", "short"]),
                words=words,
            )


def _above(tree: Tree, at: int, bearers: Sequence[tuple[Expression, int]]) -> int:
    """Return the act above a word; where a time stands above it, the act that the time is told of."""
    above = tree.head(at)
    return next((told for time, told in bearers if time.start <= above < time.end), above)
