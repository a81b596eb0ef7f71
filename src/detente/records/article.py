"""Records of what was read: articles, moments, evidence, and what could not be used."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

__all__ = ["Article", "Basis", "Evidence", "EvidenceKind", "Gap", "Genre", "Precision", "Skipped", "Span", "When"]


class Precision(StrEnum):
    """How exactly a moment is known, coarsest first."""

    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    PART_OF_DAY = "part_of_day"
    HOUR = "hour"
    MINUTE = "minute"


class Basis(StrEnum):
    """What a moment rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    DATELINE = "dateline"
    INFERRED = "inferred"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment or stretch of time at the precision that is known.

    ``start`` and ``end`` are ISO 8601 strings cut to the precision (``2024``, ``2024-01``, ``2024-W03``,
    ``2024-01-16``, ``2024-01-16T04:00+03:30``); both are inclusive and equal for a point. ``zone`` is None where it is
    unknown. ``words`` is the text that gave the moment, None where no text did.
    """

    start: str
    end: str
    precision: Precision
    basis: Basis
    zone: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters ``[start, end)`` of an article's text."""

    start: int
    end: int


class EvidenceKind(StrEnum):
    """Whether evidence was cut from a text or entered by a person."""

    QUOTE = "quote"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of an article's text: ``article.text[start:end] == quote``, cut and never typed.

    Evidence of kind entered points in the same way into the words of an ``Entry``, whose id stands in ``article``; it
    is never shown as a quotation.
    """

    kind: EvidenceKind
    article: str
    start: int
    end: int
    quote: str


class Genre(StrEnum):
    """What kind of text an article is; an entry is what a person entered."""

    NEWS = "news"
    AGENCY = "agency"
    EDITORIAL = "editorial"
    STATEMENT = "statement"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A field that stayed unknown, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as it was read.

    ``id`` is the digest of the bytes read (of the record's canonical bytes for a row or feed item). All offsets of the
    system point into ``text``. ``furniture`` are spans of ``text`` that are no prose (a header date, a URL line, a desk
    mark): no sentence is made of them. ``given_offsets`` maps ``text`` back to the text before repair: pairs
    ``(from, shift)``, in order; a character at ``i`` stood at ``i + shift`` of the last pair with ``from <= i``; empty
    where nothing moved. A field that is None has its ``Gap``.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    genre: Genre | None = None
    language: str | None = None
    published: When | None = None
    retrieved: str | None = None
    owner: str | None = None
    side: str | None = None
    path: str | None = None
    furniture: tuple[Span, ...] = ()
    given_offsets: tuple[tuple[int, int], ...] = ()
    gaps: tuple[Gap, ...] = ()

    def given(self, offset: int) -> int:
        """Return where the character (or the end) at ``offset`` of ``text`` stood in the text before repair.

        Raises:
            ValueError: the offset is not one of ``text``.
        """
        if not 0 <= offset <= len(self.text):
            message = f"offset {offset} is outside the text of {len(self.text)} characters"
            raise ValueError(message)
        place = bisect_right(self.given_offsets, offset, key=itemgetter(0))
        return offset + self.given_offsets[place - 1][1] if place else offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something a room could not use: where it stands, which room, and the reason with its remedy.

    ``same_as`` says where the very same bytes were read before; such a repetition is told and is no failure. It is
    None for everything that could not be used. ``span`` are the characters of the article's text that are meant, None
    where no words of it are.
    """

    where: str
    room: str
    reason: str
    same_as: str | None = None
    span: Span | None = None
