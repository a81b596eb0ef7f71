"""Language room: sketches of codings and articles, what fusion compares of them."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.records import Article, Coding, Parse, Sentence, Sketch, Token

__all__ = ["Vectors", "sketches"]

# Content words: what a sentence is about, without the words that hold it together.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
SCALE = 400  # a component of a vector of length 1 over 384 is seldom above 0.3; more is cut
Words = list[str]
Vectors = Callable[[Sequence[Words], Sequence[int]], NDArray[np.float32]]


def sketches(
    coded: Sequence[tuple[Article, Parse, Sequence[Coding]]], vectors: Vectors, *, lead: int
) -> list[tuple[Sketch, ...]]:
    """Return the sketches of each article: its own first, then one for each coding, in order.

    Sentences are read once, however many acts they tell; ``lead`` is how many words stand for the article.
    """
    texts: list[Words] = []
    owners: list[int] = []
    for number, (article, parse, codings) in enumerate(coded):
        told = [_lead(article, parse, lead), *(_texts(one) for one in _told(parse, codings).values())]
        texts += told
        owners += [number] * len(told)
    rows = iter(_packed(vectors(texts, owners)))
    return [tuple(_of(article, parse, codings, rows, lead)) for article, parse, codings in coded]


def _of(
    article: Article, parse: Parse, codings: Sequence[Coding], rows: Iterator[bytes], lead: int
) -> Iterator[Sketch]:
    """Yield the sketches of one article, drawing its vectors in the order in which they were asked."""
    tokens = _lead_tokens(parse, lead)
    yield Sketch(of=article.id, head=None, lemmas=_lemmas(tokens), vector=next(rows))
    told = _told(parse, codings)
    drawn = {start: next(rows) for start in told}
    for coding in codings:
        sentence = told[coding.sentence.start]
        yield Sketch(
            of=coding.id,
            head=_head(coding, sentence),
            lemmas=_lemmas(sentence.tokens),
            vector=drawn[coding.sentence.start],
        )


def _told(parse: Parse, codings: Sequence[Coding]) -> dict[int, Sentence]:
    """Return the sentences that tell an act, by where the coding's sentence starts."""
    starts = {coding.sentence.start for coding in codings}
    return {start: next(s for s in parse.sentences if s.end > start) for start in sorted(starts)}


def _head(coding: Coding, sentence: Sentence) -> str | None:
    """Return the lemma of the word that governs the others of the trigger."""
    inside = {i: t for i, t in enumerate(sentence.tokens) if coding.trigger.start <= t.start < coding.trigger.end}
    top = [t for t in inside.values() if t.head not in inside]
    return top[0].lemma.lower() if top else None


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
