"""Fusion room: the light view of a coding that is compared; made once per coding, never joined itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.codebook import Codebook, ReportWords
from detente.fusion.articles import ArticleConfig, Portrait, portrait
from detente.fusion.days import Days, days
from detente.fusion.telling import party_of
from detente.records import Account, Coding, Participant, Place, Sketch, Status

__all__ = ["NOBODY", "NOTHING", "Bag", "Mention", "Side", "Topic", "Vector", "bag", "mentions"]

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """Stems with the squares of their rarity; ``length`` is the root of the sum of these."""

    weights: Mapping[str, float]
    length: float


def bag(text: str, words: ReportWords, without: str = "") -> Bag:
    """Return the stems of a text but those of ``without``."""
    left_out = {words.stem(word) for word in words.words(without)}
    stems = {words.stem(word) for word in words.words(text)} - left_out
    weights = {stem: words.rarity(stem) ** 2 for stem in sorted(stems)}
    return Bag(weights=weights, length=sqrt(sum(weights.values())))


NOTHING = Bag(weights={}, length=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who stands on one side of an act: the parties, and the stems of the words for those who belong to none."""

    parties: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


NOBODY = Side()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """The article around a mention: its portrait, and the last day on which it may have been published."""

    portrait: Portrait
    published: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """One mention of one event, as fusion compares it.

    ``sentence`` is where its sentence starts in the article. ``head`` is the lemma of the word that names the act and
    ``act`` the vector, of length 1, of what names it in its sentence; ``rarity`` says how rare the head is in
    reports at large; ``around`` are the other words of the clause.
    ``kind`` is the event type, ``quad`` the class of that and ``status`` whether it took place, None where nobody coded
    it; ``modes`` are how it was done. ``soil`` are the states on whose soil it took place, ``people`` the known persons
    and offices among those who act. ``start`` is where the words that name the act start in the article. ``deed`` is
    the mention of the same sentence that tells the same deed by its grammar: an attack and those whom it killed.
    """

    id: str
    topic: Topic
    sentence: int
    head: str | None = None
    rarity: float | None = None
    act: Vector | None = None
    around: Bag = NOTHING
    kind: str | None = None
    quad: str | None = None
    status: Status | None = None
    sources: Side = NOBODY
    targets: Side = NOBODY
    soil: frozenset[str] = field(default=frozenset())
    reciprocal: bool = False
    days: Days | None = None
    place: Place | None = None
    modes: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    start: int = 0
    deed: str | None = None


def mentions(account: Account, book: Codebook, config: ArticleConfig) -> list[Mention]:
    """Return the mentions of an account, one for each coding, in order."""
    if not account.codings:
        return []
    published = days(account.article.published)
    seen = portrait(account.article, book.report_words, config)
    topic = Topic(portrait=seen, published=published[1] if published else None)
    sketches = {sketch.of: sketch for sketch in account.sketches}
    return [_mention(coding, topic, sketches.get(coding.id), book) for coding in account.codings]


def _mention(coding: Coding, topic: Topic, sketch: Sketch | None, book: Codebook) -> Mention:
    known = book.types.get(coding.type)
    words = book.report_words
    return Mention(
        id=coding.id,
        topic=topic,
        sentence=coding.sentence.start,
        head=sketch.head if sketch else None,
        rarity=words.rarity(words.stem(sketch.head)) if sketch and sketch.head else None,
        act=_vector(sketch.act) if sketch else None,
        around=bag(coding.evidence.quote, words, without=coding.trigger.quote),
        kind=coding.type,
        quad=known.quad if known else None,
        status=coding.status,
        sources=_side(coding.sources, words),
        targets=_side(coding.targets, words),
        soil=frozenset(coding.affected_states),
        reciprocal=coding.reciprocal,
        days=days(coding.day),
        place=coding.place,
        modes=frozenset(coding.modes),
        people=frozenset(one.actor.id for one in coding.sources if one.actor.id and one.actor.office),
        start=coding.trigger.start,
        deed=sketch.deed if sketch else None,
    )


def _side(participants: Sequence[Participant], words: ReportWords) -> Side:
    parties = (party_of(one.actor) for one in participants)
    return Side(
        parties=frozenset(one for one in parties if one),
        names=frozenset(name for one in participants for name in _names(one, words)),
    )


def _names(participant: Participant, words: ReportWords) -> Iterator[str]:
    """Yield the words for a participant who belongs to no party that is known."""
    if party_of(participant.actor) is None:
        yield from (words.stem(word) for word in words.words(participant.actor.name))


def _vector(packed: bytes) -> Vector | None:
    """Return a sketch's vector at length 1, None where it has none."""
    raw = np.frombuffer(packed, np.int8).astype(np.float32)
    length = float(np.linalg.norm(raw))
    return raw / np.float32(length) if length else None
