"""Coding room: several phrases resolved at once, and whether two phrases are one."""

from collections.abc import Iterable

from detente.coding.named import Named, unique
from detente.coding.people import People
from detente.coding.tree import Tree

__all__ = ["resolve_all", "same_phrase"]


def resolve_all(people: People, tree: Tree, heads: Iterable[int]) -> tuple[Named, ...]:
    """Resolve several phrases and what is coordinated with them."""
    return unique([named for head in heads for named in people.resolve(tree, head)])


def same_phrase(named: Named, others: Iterable[Named]) -> bool:
    """Whether a phrase already stands on the other side, as itself or as part of a longer one (THAI troops)."""
    return any(
        other.tree is named.tree
        and (
            (other.head == named.head and other.actor == named.actor)
            or (other.start <= named.head < other.end and named.actor.country == other.actor.country and other.known)
        )
        for other in others
    )
