"""Fusion room: what can be set."""

from dataclasses import dataclass, field

from detente.fusion.articles import ArticleConfig
from detente.fusion.copies import CopyConfig

__all__ = ["Config", "Weights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each feature of a pair of mentions counts, in log-odds at the feature's value 1; see ``features``.

    The first group speaks for one scene, from ``scene`` where nothing is known; the second for one act, from ``deed``,
    by its words; the third for one act by how it was coded.
    """

    scene: float = 0.0
    article: float = 18.0
    day: float = 3.0
    lag: float = -0.5
    fresh: float = 1.0
    stale: float = -5.0
    place: float = 1.5
    soil: float = 0.5

    deed: float = 0.0
    word: float = 15.0
    around: float = 1.6
    strange: float = -0.5
    common: float = 0.2
    sentence: float = -2.5

    clause: float = -3.0
    toll: float = 6.0
    kind: float = 1.5
    manner: float = 2.0
    status: float = -7.0
    sources: float = 1.5
    targets: float = 1.0
    doer: float = -7.0
    voice: float = -4.0
    person: float = -1.0
    talk: float = -3.0
    far: float = -1.5
    lead: float = 1.0
    spot: float = 1.0
    abroad: float = -7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of fusion.

    ``same``: the score, 0 to 1, from which two mentions are one event; ``floor``: below it a pair is not even told.
    ``join``: the mean score that two groups of mentions need to become one event. ``apart``: the score below which two
    mentions in one sentence are two for good.
    ``story``: the likeness from which two articles rather tell one story than two; ``alike``: the likeness from which
    more adds nothing; ``long``: how many different words make an article long.
    ``word``: the likeness from which two words rather name one act than two; ``same_word`` and ``other_word`` stand for
    it where there is no vector. ``unlike``: below it a pair of two types is not looked at. ``synonym``: the part of the
    difference of two words that counts where the type is one, of acts of words in one article also of their likeness.
    ``usual``: the rarity of a word from which it tells acts apart, ``rare``: from which more adds nothing. ``lead``:
    how many characters of an article are its beginning.
    ``slack``: by how many days a report without a day may lag behind the event.
    ``key_words``: how many of its rarest words file a mention whose time is known, beside that; ``late``: how many days
    after an act a report still meets the others by the word that names it.
    ``day_words``: how many of its rarest words file a mention under a day that it names.
    ``near``: kilometres within which two places are one. ``wide``: kinds of places that hold others.
    ``news_days``: an act that every report tells more than so many days later is background.
    ``near_days``: within so many days an event without a date is held against the dates of others of its kind.
    """

    same: float = 0.5
    floor: float = 0.1
    join: float = 0.4
    apart: float = 0.3
    story: float = 0.31
    alike: float = 0.6
    long: int = 60
    word: float = 0.61
    same_word: float = 0.8
    other_word: float = 0.5
    unlike: float = 0.3
    synonym: float = 0.07
    usual: float = 4.0
    rare: float = 6.0
    lead: int = 250
    slack: int = 5
    key_words: int = 1
    day_words: int = 3
    late: int = 10
    near: float = 30.0
    wide: tuple[str, ...] = ("country", "continent", "demonym", "region", "area", "land", "water", "line", "division1")
    news_days: int = 14
    near_days: int = 30
    weights: Weights = field(default_factory=Weights)
    articles: ArticleConfig = field(default_factory=ArticleConfig)
    copies: CopyConfig = field(default_factory=CopyConfig)
