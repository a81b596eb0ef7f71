"""Language room: the engine, from articles to parses."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.language.batches import by_core, in_batches
from detente.language.config import Config
from detente.language.coreference import chains
from detente.language.events import EventHeads
from detente.language.lemma import Lemmatiser
from detente.language.model import LONGEST, Analysis, Model
from detente.language.sketches import sketches
from detente.language.split import Splitter
from detente.language.weights import check, session
from detente.records import Article, Chain, Coding, Parse, Sentence, Sketch, Skipped, Token

__all__ = ["Engine", "digests", "load"]

VECTOR_PIECES = 256  # the length that the sentence encoder was made for


Propose = Callable[[Parse], Mapping[int, Collection[int]]]


def load(
    config: Config | None = None, *, capitals: Mapping[str, str] | None = None, propose: Propose | None = None
) -> "Engine":
    """Return the engine, ready to parse; the weights are checked first.

    ``capitals`` maps lower-cased metonyms and demonyms of states ("tehran") to the state's short name ("Iran").
    ``propose`` names, by sentence, the words that may name an act: the event heads read these sentences and no others,
    none at all where it is not given.

    Raises:
        EngineError: a weight file is missing, altered or of another format.
    """
    config = config or Config()
    digests(config)
    return Engine(config, capitals or {}, propose)


@cache
def digests(config: Config) -> Mapping[str, str]:
    """Return the SHA-256 of each weight file, checked against the manifest once in a process.

    Raises:
        EngineError: a weight file is missing, altered or of another format.
    """
    return check(config.weights)


class Engine:
    """Reads articles: sentences, words, tags, trees, predicates with roles, names, chains, and sentence vectors."""

    def __init__(self, config: Config, capitals: Mapping[str, str], propose: Propose | None = None) -> None:
        self._config = config
        self._capitals = capitals
        self._propose = propose
        self.splitter = Splitter.load(config.weights)
        self.lemmatiser = Lemmatiser.load(config.weights)
        self.model = Model(config)

    def parse(self, articles: Sequence[Article]) -> list[Parse | Skipped]:
        """Return the parse of each article, in order; ``Skipped`` for one without a word."""
        offsets = [self._sentences(article) for article in articles]
        words = [
            [article.text[a:b] for a, b in s] for article, found in zip(articles, offsets, strict=True) for s in found
        ]
        numbers = [k for k, found in enumerate(offsets) for _ in found]
        analyses = iter(self.model.analyse(words, articles=numbers))
        out: list[Parse | Skipped] = []
        for article, found in zip(articles, offsets, strict=True):
            sentences = tuple(self._sentence(article.text, s, next(analyses)) for s in found)
            out.append(self._parse(article, sentences))
        return self._voted(out)

    def _voted(self, parses: list[Parse | Skipped]) -> list[Parse | Skipped]:
        """Return the parses with the votes of the event heads, if they are asked."""
        found = [parse for parse in parses if isinstance(parse, Parse)]
        if self._propose is None or not found:
            return parses
        voted = iter(self.events.vote(found, [self._propose(parse) for parse in found]))
        return [next(voted) if isinstance(parse, Parse) else parse for parse in parses]

    def parse_words(
        self, sentences: Sequence[Sequence[str]], *, given: Sequence[Sequence[int]] | None = None
    ) -> list[Sentence]:
        """Return the analysis of sentences that are cut into words already; offsets count words joined by blanks.

        ``given`` names word positions that are to be read as predicates. The caller keeps sentences within the
        encoder's 510 pieces; words beyond are read as the last piece.
        """
        out = []
        for words, analysis in zip(sentences, self.model.analyse(sentences, given), strict=True):
            ends = np.cumsum([len(w) + 1 for w in words]).tolist()
            offsets = [(end - len(w) - 1, end - 1) for w, end in zip(words, ends, strict=True)]
            out.append(self._sentence(" ".join(words), offsets, analysis))
        return out

    def chains(self, sentences: Sequence[Sentence]) -> tuple[Chain, ...]:
        """Return the coreference chains of one article's sentences."""
        return chains(sentences, capitals=self._capitals)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length 1 per text, [texts, 384]: similar texts have a large inner product."""
        words = [[text[a:b] for s in self.splitter.split(text) for a, b in s] for text in texts]
        found = self._vectors(words, [0] * len(words), [()] * len(words))
        return np.concatenate(found) if found else np.zeros((0, 384), np.float32)

    def sketches(self, coded: Sequence[tuple[Article, Parse, Sequence[Coding]]]) -> list[tuple[Sketch, ...]]:
        """Return for each article its own sketch and one for each of its codings, in order."""
        return sketches(coded, self._vectors, lead=self._config.lead)

    def _vectors(
        self, texts: Sequence[Sequence[str]], articles: Sequence[int], marked: Sequence[Sequence[range]]
    ) -> list[NDArray[np.float32]]:
        """Return rows of length 1 for each text: its own vector, then one for each of its marked phrases in context.

        ``articles`` numbers the article that each text is of, ``marked`` holds the words of each phrase.
        """
        encoded = [self.model.wordpiece.encode(words, VECTOR_PIECES) for words in texts]

        def one_batch(group: list[int]) -> list[NDArray[np.float32]]:
            pieces = np.zeros((len(group), max(len(encoded[i][0]) for i in group)), np.int64)
            for row, i in enumerate(group):
                pieces[row, : len(encoded[i][0])] = encoded[i][0]
            whole, parts = self._vector_session.run(None, {"pieces": pieces})
            return [_rows(whole[row], parts[row], *encoded[i][::2], marked[i]) for row, i in enumerate(group)]

        groups = list(in_batches([len(one[0]) for one in encoded], articles, self._config))
        return by_core(groups, one_batch, self._config)

    @cached_property
    def _vector_session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return session(self._config.weights / "vectors.onnx", threads=1)

    @cached_property
    def events(self) -> EventHeads:
        """The event heads, opened when they are first asked."""
        return EventHeads(self._config, self.model.wordpiece)

    def _sentences(self, article: Article) -> list[list[tuple[int, int]]]:
        found = self.splitter.split(article.text, article.furniture)
        return [part for s in found for part in self._fitting(article.text, s)]

    def _fitting(self, text: str, offsets: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """Yield the sentence, in parts where it has more pieces than the encoder has positions."""
        part: list[tuple[int, int]] = []
        pieces = 0
        for a, b in offsets:
            more = len(self.model.wordpiece.pieces(text[a:b]))
            if part and pieces + more > LONGEST:
                yield part
                part, pieces = [], 0
            part.append((a, b))
            pieces += more
        if part:
            yield part

    def _sentence(self, text: str, offsets: Sequence[tuple[int, int]], analysis: Analysis) -> Sentence:
        columns: Iterable[tuple[tuple[int, int], str, str, str, int, str]] = zip(
            offsets, analysis.upos, analysis.xpos, analysis.features, analysis.heads, analysis.relations, strict=True
        )
        lemma = self.lemmatiser.lemma
        tokens = tuple(
            Token(
                start=a,
                end=b,
                text=text[a:b],
                lemma=lemma(text[a:b], upos, xpos),
                upos=upos,
                xpos=xpos,
                features=features,
                head=head,
                relation=relation,
            )
            for (a, b), upos, xpos, features, head, relation in columns
        )
        return Sentence(
            start=offsets[0][0],
            end=offsets[-1][1],
            tokens=tokens,
            predicates=analysis.predicates,
            names=analysis.names,
        )

    def _parse(self, article: Article, sentences: tuple[Sentence, ...]) -> Parse | Skipped:
        if not sentences:
            reason = "no sentence was found in the text; check that the file holds prose"
            return Skipped(where=article.path or article.id, room="language", reason=reason)
        return Parse(article=article.id, sentences=sentences, chains=self.chains(sentences))


def _rows(
    whole: NDArray[np.float32],
    parts: NDArray[np.float32],
    pieces: NDArray[np.int64],
    first: NDArray[np.int64],
    marked: Sequence[range],
) -> NDArray[np.float32]:
    """Return a text's vector and those of its marked phrases, each the mean of the phrase's pieces at length 1."""
    starts = [*first[1:].tolist(), len(pieces) - 1]  # first[0] is [CLS]; the last piece is [SEP]
    rows = [whole]
    for phrase in marked:
        begin, end = starts[phrase.start], starts[phrase.stop]
        mean = parts[begin : max(end, begin + 1)].mean(0)
        rows.append(mean / np.linalg.norm(mean))
    return np.stack(rows)
