"""Fusion room: how likely two mentions are one event; each score is a function of the two mentions alone."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp

import numpy as np

from detente.fusion.articles import ArticleConfig, Portrait, likeness
from detente.fusion.config import Config
from detente.fusion.features import ACT, SCENE, Feature, Pair
from detente.fusion.mention import Mention
from detente.fusion.says import SAYS
from detente.records import Judged, Judgement, Reason

__all__ = ["candidates", "judge"]

_CHUNK = 20_000  # pairs whose vectors are multiplied at once: 60 MB


def candidates(new: Mapping[str, frozenset[str]], known: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return the pairs (left < right) of a new id with a new or known one that share a key, each once, in order."""
    filed: dict[str, list[str]] = {}
    for one, keys in (*known.items(), *new.items()):
        for key in keys:
            filed.setdefault(key, []).append(one)
    found = {
        (one, other) if one < other else (other, one)
        for one, keys in new.items()
        for other in {other for key in keys for other in filed[key]}
        if other != one
    }
    return sorted(found)


def judge(found: Sequence[tuple[Mention, Mention]], config: Config) -> list[Judgement]:
    """Return a judgement for each pair whose score reaches the floor, in the order given."""
    return [judgement for pair in _pairs(found, config) if (judgement := _judgement(pair, config)) is not None]


def _pairs(found: Sequence[tuple[Mention, Mention]], config: Config) -> Iterator[Pair]:
    """Yield the pairs whose words are not too unlike, with the likeness of words and articles."""
    seen: dict[tuple[str, str], float] = {}
    for begin in range(0, len(found), _CHUNK):
        chunk = [pair for pair in found[begin : begin + _CHUNK] if not _apart(*pair)]
        for (left, right), act in zip(chunk, _acts(chunk), strict=True):
            if act is None or act >= config.unlike or (left.kind and left.kind == right.kind):
                alike = _articles(left.topic.portrait, right.topic.portrait, config.articles, seen)
                yield Pair(left=left, right=right, article=alike, act=act)


def _apart(left: Mention, right: Mention) -> bool:
    """Return whether two mentions are of days that lie apart."""
    one, other = left.days, right.days
    return one is not None and other is not None and (one[0] > other[1] or other[0] > one[1])


def _acts(chunk: Sequence[tuple[Mention, Mention]]) -> list[float | None]:
    """Return the likeness of the words that name the acts, None where one has no vector."""
    both = [i for i, (left, right) in enumerate(chunk) if left.act is not None and right.act is not None]
    found: list[float | None] = [None] * len(chunk)
    if both:
        lefts = np.stack([chunk[i][0].act for i in both])  # type: ignore[misc] # not None, as just seen
        rights = np.stack([chunk[i][1].act for i in both])  # type: ignore[misc] # as above
        for i, act in zip(both, np.einsum("ij,ij->i", lefts, rights).tolist(), strict=True):
            found[i] = act
    return found


def _articles(
    left: Portrait, right: Portrait, config: ArticleConfig, seen: dict[tuple[str, str], float]
) -> float | None:
    """Return the likeness of two articles, reckoned once, None for one and the same."""
    if left.article == right.article:
        return None
    pair = (min(left.article, right.article), max(left.article, right.article))
    if pair not in seen:
        seen[pair] = likeness(left, right, config)
    return seen[pair]


def _judgement(pair: Pair, config: Config) -> Judgement | None:
    weights = config.weights
    scene = _weighed(SCENE, pair, config)
    likely = _chance(weights.scene + sum(scene.values()))
    if likely < config.floor:
        return None
    act = _weighed(ACT, pair, config)
    score = likely * _chance(weights.deed + sum(act.values()))
    if score < config.floor:
        return None
    left, right = sorted((pair.left.id, pair.right.id))
    return Judgement(
        about=Judged.EVENT,
        left=left,
        right=right,
        same=score >= config.same,
        score=round(score, 4),
        reasons=tuple(_reason(name, value) for name, value in (scene | act).items() if value),
        by="detente",
    )


def _weighed(features: Mapping[str, Feature], pair: Pair, config: Config) -> dict[str, float]:
    """Return what each feature adds to the log-odds."""
    return {name: getattr(config.weights, name) * feature(pair, config) for name, feature in features.items()}


def _reason(name: str, value: float) -> Reason:
    """Say in words how far one feature speaks for one event or against it."""
    told = SAYS[name][value < 0]
    return Reason(field=name, score=round(_chance(value), 3), reason=f"{told} ({value:+.1f})")


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
