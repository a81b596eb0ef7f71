"""Fusion room: how alike two articles are, from the two alone.

``portrait(article, words, config)`` makes what is compared, ``likeness(left, right, config)`` compares two (0 to 1, one
story from ``config.story``); ``stories`` groups the articles of a case by it.

Two parts are weighed. The words of the whole, rare ones most, as the cosine of their weights: it says that two articles
are of one subject. The names and numbers at the head of each, and how many of them the other has anywhere: who, where
and how many tell one earthquake from another.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

from detente.codebook import ReportWords
from detente.fusion.days import days
from detente.records import Article

__all__ = ["ArticleConfig", "Portrait", "day_of", "likeness", "portrait", "prose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleConfig:
    """Weights and thresholds of articles.

    ``name`` and ``number``: what a name or a number counts among the words, a plain word being 1; ``head``: what a word
    among the first ``head_words`` counts. ``marks``: the part that names and numbers among the first ``mark_words``
    have in the likeness. ``story``: the mean likeness from which articles tell one story; pairs below ``floor`` are not
    even told. ``window``: the days within which articles of one story are published, and copies of one report.
    ``key_words``: how many of the weightiest words make keys; ``dateless_words`` and ``dateless_runs``: how many words
    and runs of words of a dated article make keys that hold no date.
    """

    name: float = 1.5
    number: float = 1.5
    head: float = 2.0
    head_words: int = 40
    marks: float = 0.3
    mark_words: int = 60
    story: float = 0.3
    floor: float = 0.2
    window: int = 7
    key_words: int = 10
    dateless_words: int = 5
    dateless_runs: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What is compared of an article.

    ``weights``: its stems with their weights, of length 1 together; ``marks``: the names and numbers at its head, each
    with its share of all their rarity; ``day``: the day it was published as an ordinal, None where unknown.
    """

    article: str
    day: int | None
    weights: Mapping[str, float]
    marks: Mapping[str, float]


def portrait(article: Article, words: ReportWords, config: ArticleConfig) -> Portrait:
    """Make what is compared of an article."""
    written = words.words(_titled(article))
    known = {word: words.stem(word) for word in set(written)}
    stems = [known[word] for word in written]
    plain = {stem for word, stem in known.items() if not (word[0].isupper() or word[0].isdigit())}
    counts = Counter(stems)
    for stem in stems[: config.head_words]:
        counts[stem] += config.head - 1  # type: ignore[assignment] # a count in parts
    weights = {s: (1 + log(n)) * words.rarity(s) * _kind(s, plain, config) for s, n in counts.items()}
    marks = {s: words.rarity(s) for s in stems[: config.mark_words] if s not in plain}
    return Portrait(article=article.id, day=day_of(article), weights=_scaled(weights, 2), marks=_scaled(marks, 1))


def day_of(article: Article) -> int | None:
    """Return the day of publication, None where it is not known to the day."""
    found = days(article.published)
    return found[0] if found and found[0] == found[1] else None


def prose(article: Article) -> str:
    """Return the text without what is no prose in it (an address, a header date)."""
    if not article.furniture:
        return article.text
    starts = [0, *(span.end for span in article.furniture)]
    ends = [*(span.start for span in article.furniture), len(article.text)]
    return "\n".join(article.text[a:b] for a, b in zip(starts, ends, strict=True) if a < b)


def _titled(article: Article) -> str:
    """Return title and prose, the title once."""
    text, title = prose(article), article.title or ""
    return text if title in text else f"{title}\n{text}"


def _kind(stem: str, plain: set[str], config: ArticleConfig) -> float:
    """Return what a stem counts by its kind: a number, a plain word, a name (never written small in the article)."""
    if stem[0].isdigit():
        return config.number
    return 1.0 if stem in plain else config.name


def _scaled(weights: Mapping[str, float], power: int) -> dict[str, float]:
    """Return weights whose sum (power 1) or sum of squares (power 2) is 1."""
    total = sum(weight**power for weight in weights.values()) ** (1 / power) or 1.0
    return {stem: weight / total for stem, weight in weights.items()}


def likeness(left: Portrait, right: Portrait, config: ArticleConfig) -> float:
    """Return how alike two articles are, 0 to 1."""
    few, many = (
        (left, right) if (len(left.weights), left.article) <= (len(right.weights), right.article) else (right, left)
    )
    shared = sum(weight * many.weights[stem] for stem, weight in few.weights.items() if stem in many.weights)
    return (1 - config.marks) * shared + config.marks * sqrt(_found(few, many) * _found(many, few))


def _found(of: Portrait, within: Portrait) -> float:
    """Return the share of an article's marks that stand anywhere in another."""
    return sum(share for stem, share in of.marks.items() if stem in within.weights)
