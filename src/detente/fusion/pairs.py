"""Fusion room: how likely two mentions are one event; each score is a function of the two mentions alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from detente.fusion.config import Config
from detente.fusion.features import FEATURES
from detente.fusion.mention import Mention
from detente.records import Judged, Judgement, Reason

__all__ = ["candidates", "judge"]


def candidates(new: Mapping[str, frozenset[str]], known: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return the pairs (left < right) of a new id with a new or known one that share a key, each once, in order."""
    filed: dict[str, list[str]] = {}
    for one, keys in (*known.items(), *new.items()):
        for key in keys:
            filed.setdefault(key, []).append(one)
    found = {
        (min(one, other), max(one, other))
        for one, keys in new.items()
        for key in keys
        for other in filed[key]
        if other != one
    }
    return sorted(found)


def judge(pairs: Sequence[tuple[Mention, Mention]], config: Config) -> list[Judgement]:
    """Return a judgement for each pair whose score reaches the floor."""
    return [found for left, right in pairs if (found := _judgement(left, right, config)) is not None]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one feature adds to the log-odds of a pair, and why."""

    name: str
    value: float
    why: str


def _judgement(left: Mention, right: Mention, config: Config) -> Judgement | None:
    parts = [
        _Part(name, getattr(config.weights, name) * value, why)
        for name, feature in FEATURES.items()
        for value, why in [feature(left, right, config)]
        if value
    ]
    score = 1 / (1 + exp(-config.weights.bias - sum(part.value for part in parts)))
    if score < config.floor:
        return None
    return Judgement(
        about=Judged.EVENT,
        left=min(left.id, right.id),
        right=max(left.id, right.id),
        same=score >= config.same,
        score=round(score, 4),
        reasons=tuple(Reason(field=p.name, score=round(1 / (1 + exp(-p.value)), 3), reason=p.why) for p in parts),
        by="detente",
    )
