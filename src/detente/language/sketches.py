"""Language room: sketches of codings and articles, what fusion compares of them."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.language.losses import losses
from detente.records import Article, Coding, Parse, Sentence, Sketch, Token

__all__ = ["Vectors", "sketches"]

# Content words: what a sentence is about, without the words that hold it together.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
SCALE = 400  # a component of a vector of length 1 over 384 is seldom above 0.3; more is cut
Words = list[str]
Vectors = Callable[[Sequence[Words], Sequence[int], Sequence[Sequence[range]]], list[NDArray[np.float32]]]


def sketches(
    coded: Sequence[tuple[Article, Parse, Sequence[Coding]]], vectors: Vectors, *, lead: int
) -> list[tuple[Sketch, ...]]:
    """Return the sketches of each article: its own first, then one for each coding, in order.

    Sentences are read once, however many acts they tell; ``lead`` is how many words stand for the article.
    """
    texts: list[Words] = []
    owners: list[int] = []
    marked: list[list[range]] = []
    for number, (article, parse, codings) in enumerate(coded):
        told = _told(parse, codings)
        texts += [_lead(article, parse, lead), *(_texts(one) for one in told.values())]
        owners += [number] * (1 + len(told))
        marked += [[], *([*_triggers(start, sentence, codings).values()] for start, sentence in told.items())]
    rows = iter(_packed(one) for one in vectors(texts, owners, marked))
    return [tuple(_of(article, parse, codings, rows, lead)) for article, parse, codings in coded]


def _of(
    article: Article, parse: Parse, codings: Sequence[Coding], rows: Iterator[list[bytes]], lead: int
) -> Iterator[Sketch]:
    """Yield the sketches of one article, drawing its vectors in the order in which they were asked."""
    tokens = _lead_tokens(parse, lead)
    yield Sketch(of=article.id, head=None, lemmas=_lemmas(tokens), vector=next(rows)[0])
    found: dict[str, Sketch] = {}
    for start, sentence in _told(parse, codings).items():
        vector, *acts = next(rows)
        lemmas = _lemmas(sentence.tokens)
        triggers = _triggers(start, sentence, codings)
        tied = losses(sentence, [one for one in codings if one.id in triggers], triggers)
        for (coding, trigger), act in zip(triggers.items(), acts, strict=True):
            found[coding] = Sketch(
                of=coding,
                head=_head(trigger, sentence),
                lemmas=lemmas,
                vector=vector,
                act=act,
                deed=tied.get(coding),
            )
    yield from (found[coding.id] for coding in codings)


def _told(parse: Parse, codings: Sequence[Coding]) -> dict[int, Sentence]:
    """Return the sentences that tell an act, by where the coding's sentence starts."""
    starts = {coding.sentence.start for coding in codings}
    return {start: next(s for s in parse.sentences if s.end > start) for start in sorted(starts)}


def _triggers(start: int, sentence: Sentence, codings: Sequence[Coding]) -> dict[str, range]:
    """Return for each coding of a sentence the words of its trigger."""
    return {one.id: _trigger(one, sentence) for one in codings if one.sentence.start == start}


def _trigger(coding: Coding, sentence: Sentence) -> range:
    begin, end = coding.trigger.start, coding.trigger.end
    inside = [i for i, token in enumerate(sentence.tokens) if token.start < end and token.end > begin]
    return range(inside[0], inside[-1] + 1) if inside else range(1)


def _head(trigger: range, sentence: Sentence) -> str:
    """Return the lemma of the word that governs the others of the trigger."""
    words = sentence.tokens
    return next(words[i] for i in trigger if words[i].head not in trigger).lemma.lower()


def _lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the lemmas of the content words, each once, in order."""
    return tuple(dict.fromkeys(token.lemma.lower() for token in tokens if token.upos in CONTENT))


def _texts(sentence: Sentence) -> Words:
    return [token.text for token in sentence.tokens]


def _lead(article: Article, parse: Parse, lead: int) -> Words:
    """Return title and first words of an article; the title once, where the text begins with it."""
    words = [token.text for token in _lead_tokens(parse, lead)]
    title = (article.title or "").split()
    return words if not title or article.text.lstrip().startswith(article.title or "") else [*title, *words]


def _lead_tokens(parse: Parse, lead: int) -> list[Token]:
    return [token for sentence in parse.sentences for token in sentence.tokens][:lead]


def _packed(vectors: NDArray[np.float32]) -> list[bytes]:
    """Return each vector as 384 signed bytes; whoever compares them brings them to length 1 again."""
    cut = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
    return [row.tobytes() for row in cut]
