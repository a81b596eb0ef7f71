"""Fusion room: the keys under which two mentions can meet; mentions that share none are never compared.

A key is a party, the class of the act and a day on which it may have happened. A mention without a day is filed under
the days before its article, one of an article without a date under the words that name the act and its sides.
"""

from collections.abc import Iterator

from detente.fusion.config import Config
from detente.fusion.mention import Mention

__all__ = ["keys"]

_LONGEST = 10  # a stretch of more days is filed by month
_MONTH = 30


def keys(mention: Mention, config: Config) -> frozenset[str]:
    """Return the keys of a mention; two mentions without a common one are not the same event."""
    sides = sorted(_sides(mention)) or [f"word:{mention.head}"]
    return frozenset(f"{side}|{cell}" for side in sides for cell in _cells(mention, config))


def _sides(mention: Mention) -> frozenset[str]:
    return mention.sources.parties | mention.targets.parties | mention.soil


def _cells(mention: Mention, config: Config) -> Iterator[str]:
    """Yield the stretches of time in which the act may lie."""
    if mention.days is not None:
        first, last = mention.days
        yield from _stretch(first - 1, last + 1)
    elif mention.topic.published is not None:
        yield from _stretch(mention.topic.published - config.slack, mention.topic.published)
    else:
        yield f"{mention.quad}|{mention.head}"


def _stretch(first: int, last: int) -> Iterator[str]:
    if last - first > _LONGEST:
        yield from (f"m{month}" for month in range(first // _MONTH, last // _MONTH + 1))
    else:
        yield from (f"d{day}" for day in range(first, last + 1))
