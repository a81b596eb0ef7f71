"""Records of what a case file tells about itself: how much it holds, where words were found, which briefs were made."""

from dataclasses import dataclass

__all__ = ["CaseCounts", "DyadCount", "Hit", "PastBrief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """How many records of each kind a case holds; ``waiting`` articles are not yet accounted for.

    ``articles`` leaves out the stand-ins of entries; ``judgements`` counts the pairs about which one holds,
    ``persons`` those of them that a person judged.
    """

    articles: int
    entries: int
    codings: int
    undertakings: int
    changes: int
    skipped: int
    judgements: int
    persons: int
    events: int
    stories: int
    commitments: int
    keepings: int
    dyads: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadCount:
    """How much a case holds about one dyad; ``threads`` are those of the log, ``series`` its figures."""

    dyad: tuple[str, ...]
    articles: int
    events: int
    commitments: int
    threads: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article or entry in which words were found, and the words around them with what was found in brackets."""

    article: str
    title: str | None
    snippet: str
    entered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBrief:
    """A brief that was made: ``at`` is when (ISO 8601), ``as_of`` what moment it was about, ``said`` its lines.

    ``before`` and ``before_at`` are the lines and the moment of the brief that it was compared with: the last one that
    said something else, so that the same brief made again says the same of what changed; None for the first.
    """

    dyad: tuple[str, ...]
    at: str
    as_of: str | None
    said: tuple[str, ...]
    before: tuple[str, ...] | None = None
    before_at: str | None = None
