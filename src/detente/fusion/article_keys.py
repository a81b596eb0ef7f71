"""Fusion room: the keys under which two articles can meet; articles that share none are never compared.

Articles of one story share two of the weightiest words of each, copies a run of words, and both are published within
some days of each other: keys hold the stretch of days. An article without a date gives keys without days; of these a
dated one gives a few too, the most telling, so that the two can meet and the years of a case do not pile up.
"""

from itertools import combinations

from detente.fusion.articles import ArticleConfig, Portrait
from detente.fusion.copies import Print

__all__ = ["article_keys"]


def article_keys(portrait: Portrait, footprint: Print, config: ArticleConfig) -> frozenset[str]:
    """Return the keys of an article."""
    weights = portrait.weights
    ranked = sorted(weights, key=lambda stem: (-weights[stem], stem))
    pairs, runs = _pairs(ranked[: config.key_words]), sorted(footprint.keys)
    if portrait.day is None:
        return frozenset([*pairs, *runs])
    first = portrait.day // config.window
    dated = (f"{stretch}:{key}" for stretch in (first, first + 1) for key in (*pairs, *runs))
    return frozenset([*dated, *_pairs(ranked[: config.dateless_words]), *runs[: config.dateless_runs]])


def _pairs(stems: list[str]) -> list[str]:
    return [f"{a} {b}" for a, b in combinations(sorted(stems), 2)]
