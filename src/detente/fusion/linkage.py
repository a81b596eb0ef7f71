"""Fusion room: average linkage, the same whatever the order of the input, with joins and separations that are given."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from heapq import heapify, heappop, heappush

from detente.fusion.days import Days

__all__ = ["average_linkage"]

Pair = tuple[str, str]
_ALWAYS = (0, date.max.toordinal())  # the days of a member of which nothing is known


def average_linkage(  # noqa: PLR0913 - what is given of the members beside their scores, each by its name
    members: Iterable[str],
    scores: Mapping[Pair, float],
    least: float,
    *,
    joined: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    days: Mapping[str, Days] | None = None,
) -> list[list[str]]:
    """Group members so that the mean score between two groups that are joined is ``least`` or more.

    ``scores`` holds pairs ``(a, b)`` with ``a < b``; a missing pair scores 0. ``joined`` pairs are joined before all
    others, ``apart`` pairs never (a pair that is both is joined), nor two groups of which one has a member whose
    ``days`` are over before those of a member of the other begin. The closest groups are joined first, ties in the
    order of their smallest members; groups and their members come sorted.
    """
    groups: dict[str, list[str]] = {member: [member] for member in members}
    home = {member: member for member in groups}
    for a, b in sorted(joined):
        _merge(groups, home, home[a], home[b])
    barred: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        if home[a] != home[b]:
            barred[home[a]].add(home[b])
            barred[home[b]].add(home[a])
    bounds = _bounds(groups, days or {})
    sums = _sums(scores, home)
    heap = [(-total / (len(groups[a]) * len(groups[b])), a, b) for a in sums for b, total in sums[a].items() if a < b]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if -negative < least:
            break
        if a not in groups or b not in groups or b in barred[a] or _clash(bounds, a, b):
            continue
        if -negative != sums[a][b] / (len(groups[a]) * len(groups[b])):
            continue  # scored before one of the two grew
        _merge(groups, home, a, b)
        _move(sums, barred, a, b)
        bounds[a] = _both(bounds[a], bounds.pop(b))
        for c, total in sums[a].items():
            heappush(heap, (-total / (len(groups[a]) * len(groups[c])), min(a, c), max(a, c)))
    return sorted(sorted(group) for group in groups.values())


def _merge(groups: dict[str, list[str]], home: dict[str, str], a: str, b: str) -> None:
    """Put the group of the greater name into that of the smaller."""
    if a == b:
        return
    keep, drop = min(a, b), max(a, b)
    moved = groups.pop(drop)
    groups[keep].extend(moved)
    home.update(dict.fromkeys(moved, keep))


def _sums(scores: Mapping[Pair, float], home: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Return the sum of scores between groups, both ways."""
    sums: dict[str, dict[str, float]] = {group: {} for group in set(home.values())}
    for (a, b), score in sorted(scores.items()):
        left, right = home[a], home[b]
        if left != right:
            sums[left][right] = sums[left].get(right, 0.0) + score
            sums[right][left] = sums[left][right]
    return sums


def _move(sums: dict[str, dict[str, float]], barred: defaultdict[str, set[str]], keep: str, drop: str) -> None:
    """Let one group take over what another had with third ones."""
    for other, total in sums.pop(drop).items():
        del sums[other][drop]
        if other != keep:
            sums[keep][other] = sums[keep].get(other, 0.0) + total
            sums[other][keep] = sums[keep][other]
    for other in barred.pop(drop, set()):
        barred[other].discard(drop)
        barred[other].add(keep)
        barred[keep].add(other)


def _bounds(groups: Mapping[str, Sequence[str]], days: Mapping[str, Days]) -> dict[str, Days]:
    """Return for each group the latest first and the earliest last day of its members, bounds that hold for all."""
    return {
        name: reduce(_both, (days[one] for one in members if one in days), _ALWAYS) for name, members in groups.items()
    }


def _both(one: Days, other: Days) -> Days:
    return max(one[0], other[0]), min(one[1], other[1])


def _clash(bounds: Mapping[str, Days], a: str, b: str) -> bool:
    """Return whether a member of one group is over before one of the other begins."""
    return bounds[a][0] > bounds[b][1] or bounds[b][0] > bounds[a][1]
