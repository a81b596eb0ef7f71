"""Records of a brief: an account told to a reader, each line with what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.liaison import Tlp
from detente.records.tension import Level

__all__ = ["Brief", "Citation", "Head", "Line", "Part", "Section", "SourceCount"]


class Part(StrEnum):
    """The parts of a brief, in the order in which they are told."""

    HAPPENED = "happened"
    SAID = "said"
    VERSIONS = "versions"
    PROMISED = "promised"
    MEASURES = "measures"
    RELATION = "relation"
    THIRD_PARTIES = "third_parties"
    TRAFFIC = "traffic"
    SERIES = "series"
    OBSERVED = "observed"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a line rests on: a sentence of an article, or an entry.

    ``source`` names the article (outlet, title, day) or the entry (author, moment, what it rests on); ``words`` are the
    sentence quoted, or what was entered, which is never shown as a quotation. ``start`` and ``end`` are the characters
    of the article's text, None for an entry. ``tlp`` is the label of the notice that is cited, None for what is none.
    """

    number: int
    article: str
    source: str
    words: str
    entered: bool
    url: str | None = None
    start: int | None = None
    end: int | None = None
    tlp: Tlp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a brief.

    ``caution`` is what must be read first ("Pakistan alone says"), ``label`` the PLOVER label or the axes that stand
    beside the words, ``id`` what the line is about (E12, C3) and can be linked to by, ``below`` lines that belong under
    it. A line without citations says nothing of the world but of the account itself. ``quote`` are exact words of the
    report, cut with an ellipsis where they are long; what was entered is never one. ``then`` follows the quotation.
    """

    text: str
    citations: tuple[int, ...]
    day: str | None = None
    caution: str | None = None
    label: str | None = None
    id: str | None = None
    below: tuple["Line", ...] = ()
    quote: str | None = None
    then: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a brief; ``empty`` says why it has no lines, ``folded`` that a page may open it on demand."""

    part: Part
    title: str
    lines: tuple[Line, ...]
    empty: str | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How many independent sources and reports a side has, by language; ``side`` None stands for third parties.

    ``names`` are what the sources call themselves, those with most reports first.
    """

    side: str | None
    owners: int
    reports: int
    languages: tuple[tuple[str, int], ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a reader must know of a brief before reading it.

    ``as_of`` is the last moment that counts, in ``zone``; ``without`` are the sides that have no source of their own;
    ``reviewed`` of ``judged`` things were looked at by a person; ``signed_by`` is the person who answers for the brief,
    None while it is machine-coded only. ``tlp`` is the most restrictive label of the notices that are cited, None where
    none is; ``threads`` counts those that are told, ``left_out`` those that ``most``, the label that was chosen, leaves
    out. ``level`` is how tense the relation is.
    """

    title: str
    as_of: str | None
    since: str | None
    zone: str
    sources: tuple[SourceCount, ...]
    without: tuple[str, ...]
    undated: int
    reviewed: int
    judged: int
    signed_by: str | None
    making: str
    tlp: Tlp | None = None
    threads: int = 0
    most: Tlp | None = None
    left_out: int = 0
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An account of one dyad told to a reader; ``judgement`` is the analyst's own paragraph, None for none."""

    dyad: tuple[str, ...]
    head: Head
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    judgement: str | None
