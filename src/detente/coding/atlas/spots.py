"""Coding room: the words of an article that name places, and how one tells where another lies."""

from dataclasses import dataclass

from detente.codebook import PlaceRow
from detente.coding.tree import Tree

__all__ = ["Link", "Spot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A name of a place in the text, characters ``[start, end)``, with the places it may mean.

    ``key`` is what all its mentions in the article share; ``words`` are those of its sentence, None where nobody asked
    for the sentence.
    """

    start: int
    end: int
    key: str
    rows: tuple[PlaceRow, ...]
    tree: Tree | None = None
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two spots, by number, of which the second tells where the first lies, and how strongly the words say so."""

    inner: int
    outer: int
    weight: float
