"""Shape of a sentence's tree: children, subtree extents, and the words of a noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.records.parse import Token

__all__ = ["Tree", "noun_phrase", "plant"]

_LEFT = frozenset({"det", "amod", "nummod", "compound", "nmod", "flat", "acl", "goeswith", "fixed"})
_RIGHT = frozenset({"nmod", "acl", "amod", "flat", "compound", "nummod", "fixed", "goeswith", "advmod"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Per word: positions of its children in order, first and last word of its subtree, relation without subtype."""

    tokens: Sequence[Token]
    children: list[list[int]]
    low: list[int]
    high: list[int]
    relations: list[str]


def plant(tokens: Sequence[Token]) -> Tree:
    """Build the tree of one sentence in linear time (each climb stops where an earlier one has been)."""
    count = len(tokens)
    heads = [token.head if 0 <= token.head < count else -1 for token in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    low, high = list(range(count)), list(range(count))
    for word, head in enumerate(heads):
        if head >= 0:
            children[head].append(word)
        while head >= 0 and low[head] > word:
            low[head] = word
            head = heads[head]  # noqa: PLW2901
    for word in range(count - 1, -1, -1):
        head = heads[word]
        while head >= 0 and high[head] < word:
            high[head] = word
            head = heads[head]
    return Tree(tokens, children, low, high, [token.relation.partition(":")[0] for token in tokens])


def noun_phrase(tree: Tree, head: int) -> tuple[int, int]:
    """Return the half-open word span of the phrase around ``head``, without its preposition, apposition and conjuncts.

    A predicate noun keeps its own modifiers only, not the subject or the copula of its clause.
    """
    start, end = head, head + 1
    for child in reversed([child for child in tree.children[head] if child < head]):
        joined = tree.relations[child] in _LEFT or (tree.relations[child] == "punct" and child == start - 1 > 0)
        if not joined or tree.high[child] != start - 1 or _stands_alone(tree, child):
            break
        start = tree.low[child]
    while tree.relations[start] == "punct" and start < head:
        start += 1
    pending = 0
    for child in tree.children[head]:
        if child < head:
            continue
        relation = tree.relations[child]
        if relation == "punct":
            pending += 1
        elif tree.low[child] == end + pending and (relation in _RIGHT or tree.tokens[child].xpos == "POS"):
            end, pending = tree.high[child] + 1, 0
        else:
            break
    return start, end


def _stands_alone(tree: Tree, word: int) -> bool:
    """Tell whether a description before a name has its own article ("the daily Jang"): then it is its own phrase."""
    described = tree.tokens[word].relation == "nmod:desc"
    return described and any(tree.relations[child] == "det" for child in tree.children[word])
