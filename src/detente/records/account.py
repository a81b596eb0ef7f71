"""Records of a run: what each article yielded, and what made the account."""

from dataclasses import dataclass

from detente.records.article import Article, Skipped
from detente.records.coding import Coding, Undertaking
from detente.records.commitment import Commitment, Keeping
from detente.records.entry import Entry
from detente.records.fusion import Event, Judgement, Link, Sketch, Story
from detente.records.liaison import Thread
from detente.records.measure import Measure
from detente.records.relation import Change, Episode, Relation
from detente.records.series import Series
from detente.records.tension import Level

__all__ = ["Account", "Books", "Coded", "Making"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one article yielded, each in text order, and what of it could not be used.

    What a person entered is an account too: ``entry`` is the entry, ``article`` stands for it with the same id, and
    all evidence in it is of kind entered. ``keepings`` are what it says became of promises, before it is known of
    which; those of an entry may name their commitment. ``sketches`` are made where accounts are to be fused.
    ``parties`` are those that an article names most or an entry names as what it is about, whether or not they act.
    """

    article: Article
    codings: tuple[Coding, ...]
    undertakings: tuple[Undertaking, ...]
    skipped: tuple[Skipped, ...]
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    keepings: tuple[Keeping, ...] = ()
    sketches: tuple[Sketch, ...] = ()
    entry: Entry | None = None

    @property
    def known(self) -> str | None:
        """When what it tells became known: published or entered, as ISO 8601; None where no date is given."""
        if self.entry is not None:
            return self.entry.entered
        return self.article.published.start if self.article.published else None

    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """All that was coded in one article, and what could not be."""

    codings: tuple[Coding, ...]
    undertakings: tuple[Undertaking, ...]
    skipped: tuple[Skipped, ...]
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    keepings: tuple[Keeping, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The account of one dyad as of a moment: what happened, what was promised, how the relation stands.

    ``accounts`` are all articles and entries that touch the dyad; ``as_of`` is the ISO 8601 moment up to which reports
    and entries count, None for all; ``coverage_until`` the day of the last of them. ``threads``, ``measures`` and
    ``series`` are the working traffic, the plans with their logs and the figures of the dyad; ``level`` is how tense.
    ``left_out`` counts the threads that a chosen label leaves out, of which nothing stands in the books.
    """

    dyad: tuple[str, ...]
    as_of: str | None
    coverage_until: str | None
    accounts: tuple[Account, ...]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]
    commitments: tuple[Commitment, ...]
    keepings: tuple[Keeping, ...]
    relation: Relation | None
    episodes: tuple[Episode, ...]
    threads: tuple[Thread, ...] = ()
    measures: tuple[Measure, ...] = ()
    series: tuple[Series, ...] = ()
    level: Level | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What made an account: same input and same making give the same account, byte for byte.

    ``version`` is Detente's; ``weights`` and ``codebook`` are digests, ``settings`` the digest of every setting.
    """

    version: str
    weights: str
    codebook: str
    settings: str
