"""Fusion room: joins mentions to events from judgements on pairs; what a person judged always wins."""

from collections.abc import Collection, Iterable

from detente.fusion.linkage import average_linkage
from detente.records import Judgement

__all__ = ["join"]

MACHINE = "detente"


def join(ids: Collection[str], judgements: Iterable[Judgement], threshold: float) -> list[tuple[str, ...]]:
    """Return the groups of ids that are one, each sorted, in the order of their smallest ids.

    Judgements about ids that are not given are left out; of several about one pair a person's wins, the latest first.
    """
    wanted = frozenset(ids)
    told: dict[tuple[str, str], Judgement] = {}
    for one in judgements:
        if one.left in wanted and one.right in wanted:
            pair = (one.left, one.right)
            told[pair] = max(told.get(pair, one), one, key=_standing)
    scores = {pair: one.score for pair, one in told.items() if one.by == MACHINE}
    ruled = [(pair, one.same) for pair, one in told.items() if one.by != MACHINE]
    joined = [pair for pair, same in ruled if same]
    apart = [pair for pair, same in ruled if not same]
    groups = average_linkage(wanted, scores, threshold, joined=joined, apart=apart)
    return [tuple(group) for group in groups]


def _standing(judgement: Judgement) -> tuple[bool, str, bool, float]:
    """Return what decides between two judgements about one pair."""
    return judgement.by != MACHINE, judgement.at or "", judgement.same, judgement.score
