"""Coding room: words between two names that say that one place lies in the other (Paris, Texas; Panjgur in X)."""

import re
from collections.abc import Iterator, Sequence

from detente.coding.atlas.config import AtlasConfig
from detente.coding.atlas.spots import Link, Spot

__all__ = ["links"]

COMMA = re.compile(r"\s*[,(]\s*")
FARTHEST = 60
MARKS = frozenset("'\u2019,")


def links(spots: Sequence[Spot], text: str, joining: frozenset[str], config: AtlasConfig) -> Iterator[Link]:
    """Yield the ties between names that stand side by side, spots being in the order of the text.

    ``joining`` are words that may stand between a place and the bigger one that holds it.
    """
    chain = 0
    for here in range(len(spots) - 1):
        between = text[spots[here].end : spots[here + 1].start]
        if COMMA.fullmatch(between):
            for inner in range(here - chain, here + 1):
                yield Link(inner=inner, outer=here + 1, weight=config.qualified)
            chain = min(chain + 1, 2)
            continue
        chain = 0
        if len(between) <= FARTHEST and joined(between, joining):
            yield Link(inner=here, outer=here + 1, weight=config.inside)
            yield Link(inner=here + 1, outer=here, weight=config.inside)


def joined(between: str, joining: frozenset[str]) -> bool:
    """Whether nothing but joining words stands between two names (in, the southern province of, 's)."""
    words = re.findall(r"[^\W_]+|[^\w\s]", between.lower())
    return all(word in joining or word in MARKS for word in words) and any(word in joining for word in words)
