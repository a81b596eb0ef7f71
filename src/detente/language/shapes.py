"""Language room: what a word looks like, as numbers for the sentence splitter."""

import re
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["SHAPES", "SHAPE_NUMBER", "Vocabulary"]

SHAPES = (
    "outside",
    "lower",
    "title",
    "upper",
    "capital",
    "initial",
    "mixed",
    "number",
    "digits",
    "stop",
    "mark",
    "dots",
    "opener",
    "closer",
    "quote_open",
    "quote_close",
    "comma",
    "colon",
    "dash",
    "dotted",
    "address",
    "symbol",
)
SHAPE_NUMBER = {name: number for number, name in enumerate(SHAPES)}
_INITIAL = 2  # a letter and its stop
_LONGEST = 40  # letters that the spelling of a word keeps


class Vocabulary:
    """Numbers for words: a known word its own, an unknown one that of its last two letters.

    ``marks`` maps a punctuation mark to the name of its shape; 0 stands for what lies outside the paragraph.
    """

    def __init__(self, words: Sequence[str], marks: Mapping[str, str], *, buckets: int, remembered: int) -> None:
        self.words = tuple(words)
        self.size = 1 + buckets + len(self.words)
        self._marks = marks
        self._buckets = buckets
        self._remembered = remembered
        self._numbers = {word: number for number, word in enumerate(words, start=1 + buckets)}
        self._known: dict[str, tuple[int, int]] = {}

    def numbers(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the word number and the shape number of each word ``[n, 2]``."""
        known = self._known
        found = [known.get(word) or self._learn(word) for word in words]
        return np.array(found, dtype=np.int64).reshape(len(found), 2)

    def _learn(self, word: str) -> tuple[int, int]:
        spelling = spelling_of(word)
        bucket = 1 + zlib.crc32(spelling[-2:].encode(errors="replace")) % self._buckets
        pair = (self._numbers.get(spelling, bucket), SHAPE_NUMBER[shape_of(word, self._marks)])
        if len(self._known) >= self._remembered:
            self._known.clear()
        self._known[word] = pair
        return pair


def spelling_of(word: str) -> str:
    """Return how the vocabulary spells a word: lower case, digits as zeros, straight apostrophes."""
    return re.sub(r"\d", "0", word[:_LONGEST].lower()).replace("\u2019", "'")


def shape_of(word: str, marks: Mapping[str, str]) -> str:
    """Return the name of the class of a word, by its characters alone."""
    mark = marks.get(word)
    if mark is not None:
        return mark
    if word.isalpha():
        return _shape_of_letters(word)
    if any(map(str.isalnum, word)):
        return _shape_of_mixture(word)
    if not word.strip("."):
        return "dots"
    return "mark" if word[-1] in "?!." else "symbol"


def _shape_of_letters(word: str) -> str:
    if word.islower():
        return "lower"
    if len(word) == 1:
        return "capital"
    if word.isupper():
        return "upper"
    return "title" if word[0].isupper() and word[1:].islower() else "mixed"


def _shape_of_mixture(word: str) -> str:
    if word[0].isdigit():
        return "digits" if word.isdigit() else "number"
    if word[-1] == ".":
        return "initial" if len(word) == _INITIAL else "dotted"
    if "@" in word or "/" in word or word.count(".") > 1:
        return "address"
    return "title" if word[0].isupper() else "lower"
