"""Fusion room: how likely two mentions are one event; each score is a function of the two mentions alone."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp

import numpy as np

from detente.fusion.articles import ArticleConfig, Portrait, likeness
from detente.fusion.config import Config
from detente.fusion.features import ACT, SCENE, Feature, Pair
from detente.fusion.mention import Mention
from detente.fusion.says import SAYS
from detente.records import DETENTE, Judged, Judgement, Reason

__all__ = ["candidates", "judge"]

Table = Sequence[tuple[str, Feature, float]]
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
    scene, act = _table(SCENE, config), _table(ACT, config)
    return [one for pair in _pairs(found, config) if (one := _judgement(pair, scene, act, config)) is not None]


def _table(features: Mapping[str, Feature], config: Config) -> Table:
    return [(name, feature, getattr(config.weights, name)) for name, feature in features.items()]


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


def _judgement(pair: Pair, scene: Table, act: Table, config: Config) -> Judgement | None:
    told = [(name, weight * feature(pair, config)) for name, feature, weight in scene]
    likely = _chance(config.weights.scene, told)
    if likely < config.floor:
        return None
    done = [(name, weight * feature(pair, config)) for name, feature, weight in act]
    score = likely * _chance(config.weights.deed, done)
    if score < config.floor:
        return None
    left, right = sorted((pair.left.id, pair.right.id))
    return Judgement(
        about=Judged.EVENT,
        left=left,
        right=right,
        same=score >= config.same,
        score=round(score, 4),
        reasons=tuple(_reason(name, value) for name, value in (*told, *done) if value),
        by=DETENTE,
    )


def _reason(name: str, value: float) -> Reason:
    """Say in words how far one feature speaks for one event or against it."""
    told = SAYS[name][value < 0]
    return Reason(field=name, score=round(1 / (1 + exp(-value)), 3), reason=f"{told} ({value:+.1f})")


def _chance(start: float, told: Sequence[tuple[str, float]]) -> float:
    """Return the probability that log-odds from ``start`` on come to."""
    return 1 / (1 + exp(-start - sum(value for _, value in told)))
