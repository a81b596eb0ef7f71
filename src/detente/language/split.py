"""Language room: cuts a text into sentences of words.

Knows layout and punctuation, not grammar; touches no disk but for loading its weights once.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from detente.errors import EngineError
from detente.language.boundary import WEIGHT_NAMES, Boundaries, Floats
from detente.language.layout import LayoutConfig
from detente.language.shapes import Vocabulary
from detente.language.words import Words, read_word_rules
from detente.records import Span

__all__ = ["SplitConfig", "Splitter"]

Offsets = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitConfig:
    """Limits of the splitter.

    ``longest_sentence`` in words: a longer one is cut where an end is most likely, because the encoder's position table
    ends. ``longest_chunk`` in characters: a longer run without blanks is cut coarsely. ``remembered`` chunks are kept.
    """

    longest_sentence: int = 400
    longest_chunk: int = 200
    remembered: int = 200_000
    layout: LayoutConfig = field(default_factory=LayoutConfig)


class Splitter:
    """Cuts a text into sentences, each a list of word offsets."""

    def __init__(self, words: Words, boundaries: Boundaries, config: SplitConfig) -> None:
        self._words = words
        self._boundaries = boundaries
        self._config = config

    @classmethod
    def load(cls, path: Path, config: SplitConfig | None = None) -> "Splitter":
        """Return the splitter whose ``words.csv`` and ``split.npz`` lie in the folder ``path``.

        Raises:
            EngineError: a file is missing or broken.
        """
        config = config or SplitConfig()
        rules = read_word_rules(path / "words.csv")
        words = Words(rules, longest=config.longest_chunk, remembered=config.remembered)
        return cls(words, _read_boundaries(path / "split.npz", rules["mark"], config), config)

    def split(self, text: str, furniture: Sequence[Span] = ()) -> list[Offsets]:
        """Return the sentences of ``text``, each a list of half-open character offsets of its words.

        The words are in order, never overlap and cover every character that is neither blank nor furniture; no
        sentence crosses furniture.
        """
        return [
            sentence for start, end in _prose(len(text), furniture) for sentence in self._sentences(text, start, end)
        ]

    def _sentences(self, text: str, start: int, end: int) -> Iterator[Offsets]:
        words = self._words.cut(text, start, end)
        if not words:
            return
        scores = self._boundaries.scores(text, words)
        first = 0
        for last in [*np.flatnonzero(scores > 0).tolist(), len(words) - 1]:
            while last + 1 - first > self._config.longest_sentence:
                cut = _likeliest(text, words, scores, first, self._config.longest_sentence)
                yield words[first : cut + 1]
                first = cut + 1
            if last >= first:
                yield self._ended(text, words[first : last + 1])
            first = last + 1

    def _ended(self, text: str, sentence: Offsets) -> Offsets:
        """Return the sentence with the stop of a last abbreviation as a word of its own, as the treebanks have it."""
        start, end = sentence[-1]
        if not self._words.ends_with_stop(text[start:end]):
            return sentence
        return [*sentence[:-1], (start, end - 1), (end - 1, end)]


def _prose(size: int, furniture: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Return the stretches of a text of ``size`` characters between the pieces of furniture."""
    at = 0
    for start, end in sorted((span.start, span.end) for span in furniture):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < size:
        yield at, size


def _likeliest(text: str, words: Offsets, scores: Floats, first: int, limit: int) -> int:
    """Return the word after which a sentence that is too long is best cut, in the second half of ``limit``."""
    places = range(first + limit // 2, first + limit)
    best = max(places, key=lambda place: scores[place])
    if scores[best] > -np.inf:
        return best
    return next((place for place in reversed(places) if not text[words[place][0]].isalnum()), places[-1])


def _read_boundaries(path: Path, marks: Mapping[str, str], config: SplitConfig) -> Boundaries:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in WEIGHT_NAMES}
            listed = arrays["vocabulary"].tobytes().decode()
            card = json.loads(arrays["card"].tobytes())
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise EngineError("splitter weights cannot be read", where=str(path), remedy="install Detente again") from error
    vocabulary = Vocabulary(listed.split("\n"), marks, buckets=card["buckets"], remembered=config.remembered)
    return Boundaries(vocabulary, weights, reach=card["reach"], config=config.layout)
