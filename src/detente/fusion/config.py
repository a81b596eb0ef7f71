"""Fusion room: what can be set."""

from dataclasses import dataclass, field

from detente.fusion.articles import ArticleConfig
from detente.fusion.copies import CopyConfig

__all__ = ["Config", "Weights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each feature of a pair of mentions counts, in log-odds at the feature's value 1; see ``features``."""

    bias: float = -4.0
    head: float = 2.5
    kind: float = 1.0
    day: float = 2.0
    place: float = 1.5
    sources: float = 1.0
    targets: float = 1.0
    words: float = 2.0
    sentence: float = 3.0
    article: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of fusion.

    ``same``: the score, 0 to 1, from which two mentions are one event; ``floor``: below it a pair is not even told.
    ``join``: the mean score that two groups of mentions need to become one event.
    ``slack``: by how many days a report without a day may lag behind the event.
    ``near``: kilometres within which two places are one.
    ``news_days``: an act that every report tells more than so many days later is background.
    """

    same: float = 0.5
    floor: float = 0.05
    join: float = 0.5
    slack: int = 3
    near: float = 50.0
    news_days: int = 14
    weights: Weights = field(default_factory=Weights)
    articles: ArticleConfig = field(default_factory=ArticleConfig)
    copies: CopyConfig = field(default_factory=CopyConfig)
