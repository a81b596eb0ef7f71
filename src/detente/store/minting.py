"""Store room: which thing of now is which thing of before; a pure function over what they are made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

__all__ = ["successors", "taken_over"]

Members = Mapping[str, frozenset[str]]


def taken_over(old: Members, new: Members, number: Mapping[str, int]) -> dict[str, str]:
    """Return the old id that each new thing keeps: that of the old one with which it shares most.

    The greatest share first; on a tie the earlier number, then the new id. No old id goes to two things, so that of a
    split the larger part keeps it, and a new thing keeps one id at most.
    """
    kept: dict[str, str] = {}
    for _, _, fresh, before in sorted((-share, number[one], two, one) for one, two, share in _shares(old, new)):
        if fresh not in kept and before not in kept.values():
            kept[fresh] = before
    return kept


def successors(old: Members, new: Members, gone: Iterable[str], rank: Mapping[str, int]) -> dict[str, str]:
    """Return, for each old thing that is gone, the new one with which it shares most; on a tie the lowest rank."""
    left = set(gone)
    into: dict[str, str] = {}
    for _, _, fresh, before in sorted((-share, rank[two], two, one) for one, two, share in _shares(old, new)):
        if before in left:
            into.setdefault(before, fresh)
    return into


def _shares(old: Members, new: Members) -> list[tuple[str, str, int]]:
    """Return how many members each old and new thing have in common, where they have any."""
    holder: dict[str, list[str]] = {}
    for one, members in old.items():
        for member in members:
            holder.setdefault(member, []).append(one)
    pairs = (
        (one, two) for two, members in new.items() for one in chain.from_iterable(holder.get(m, ()) for m in members)
    )
    return [(one, two, share) for (one, two), share in Counter(pairs).items()]
