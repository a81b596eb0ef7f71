"""Fusion room: the light view of a coding that is compared; made once per coding, never joined itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.codebook import Codebook, party
from detente.fusion.days import Days, days
from detente.records import Account, Coding, Participant, Place, Sketch

__all__ = ["NOBODY", "Mention", "Side", "Topic", "mentions"]

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who stands on one side of an act: the parties, and the names that are known or the words that stand for them."""

    parties: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


NOBODY = Side()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """What the article around a mention is about: its content words, its vector, the day it was published."""

    id: str
    lemmas: frozenset[str] = frozenset()
    vector: Vector | None = None
    published: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """One mention of one event, as fusion compares it.

    ``head`` is the lemma of the word that names it; ``kind`` its event type and ``quad`` the class of that, None where
    nobody coded it. ``soil`` are the states on whose soil it took place. ``lemmas`` and ``vector`` are of its sentence;
    every vector has length 1. ``start`` is where it stands in its article.
    """

    id: str
    topic: Topic
    start: int
    head: str | None = None
    kind: str | None = None
    quad: str | None = None
    sources: Side = NOBODY
    targets: Side = NOBODY
    soil: frozenset[str] = frozenset()
    reciprocal: bool = False
    days: Days | None = None
    place: Place | None = None
    lemmas: frozenset[str] = frozenset()
    vector: Vector | None = None
    numbers: frozenset[str] = field(default=frozenset())


def mentions(account: Account, book: Codebook) -> list[Mention]:
    """Return the mentions of an account, one for each coding, in order."""
    sketches = {sketch.of: sketch for sketch in account.sketches}
    topic = _topic(account, sketches.get(account.article.id))
    return [_mention(coding, topic, sketches.get(coding.id), book) for coding in account.codings]


def _topic(account: Account, sketch: Sketch | None) -> Topic:
    published = days(account.article.published)
    return Topic(
        id=account.article.id,
        lemmas=frozenset(sketch.lemmas) if sketch else frozenset(),
        vector=_vector(sketch),
        published=published[1] if published else None,
    )


def _mention(coding: Coding, topic: Topic, sketch: Sketch | None, book: Codebook) -> Mention:
    known = book.types.get(coding.type)
    lemmas = frozenset(sketch.lemmas) if sketch else _words(coding.sentence.quote)
    return Mention(
        id=coding.id,
        topic=topic,
        start=coding.trigger.start,
        head=sketch.head if sketch else None,
        kind=coding.type,
        quad=known.quad if known else None,
        sources=_side(coding.sources),
        targets=_side(coding.targets),
        soil=frozenset(coding.affected_states),
        reciprocal=coding.reciprocal,
        days=days(coding.day),
        place=coding.place,
        lemmas=lemmas,
        vector=_vector(sketch),
        numbers=frozenset(word for word in lemmas if any(letter.isdigit() for letter in word)),
    )


def _side(participants: Sequence[Participant]) -> Side:
    parties = (party(one.actor) for one in participants)
    return Side(
        parties=frozenset(one for one in parties if one),
        names=frozenset(name for one in participants for name in _names(one)),
    )


def _names(participant: Participant) -> Iterator[str]:
    """Yield the id of an actor that the tables know, else the words of its name."""
    if participant.actor.id:
        yield participant.actor.id
    else:
        yield from _words(participant.actor.name)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.lower().replace("-", " ").split() if word.isalnum())


def _vector(sketch: Sketch | None) -> Vector | None:
    """Return a sketch's vector at length 1, None where it has none."""
    if sketch is None or not sketch.vector:
        return None
    raw = np.frombuffer(sketch.vector, np.int8).astype(np.float32)
    length = float(np.linalg.norm(raw))
    return raw / np.float32(length) if length else None
