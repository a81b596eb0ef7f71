"""Language room: cuts words into the vocabulary pieces of the encoder, exactly as its uncased BERT tokeniser does."""

import string
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["CLS", "SEP", "WordPiece", "case_class"]

CLS, SEP, UNKNOWN = 101, 102, 100
REMEMBERED = 200_000  # words kept cut: a bound on memory, far above the words of any batch
IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))
LONGEST_WORD = 100  # characters; a longer word is [UNK], as in the published tokeniser


def case_class(word: str) -> int:
    """Return 0 lower, 1 Title, 2 UPPER, 3 mixed, 4 no letters: the case that the uncased vocabulary forgets."""
    if not any(c.isalpha() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


class WordPiece:
    """The encoder's vocabulary, with every word seen so far cut once."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._seen: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> "WordPiece":
        """Read a vocabulary file: one piece a line, its number is its id."""
        return cls(path.read_text("utf8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the piece ids of one word, at least one."""
        found = self._seen.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._seen) < REMEMBERED:
                self._seen[word] = found
        return found

    def encode(
        self, words: Sequence[str], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return piece ids, case classes and the position of each word's first piece, [CLS] and [SEP] included.

        Words after the ``limit``-th piece get the last position; the caller cuts sentences so that none is lost.
        """
        ids, cases, first = [CLS], [4], [0]
        for word in words:
            pieces = self.pieces(word)
            if len(ids) + len(pieces) + 1 > limit:
                first.append(len(ids) - 1)
                continue
            first.append(len(ids))
            ids += pieces
            cases += [case_class(word)] * len(pieces)
        return np.array([*ids, SEP]), np.array([*cases, 4]), np.array(first)

    def _cut(self, word: str) -> tuple[int, ...]:
        out: list[int] = []
        for token in _basic_tokens(word):
            out += self._greedy(token)
        return tuple(out) or (UNKNOWN,)

    def _greedy(self, token: str) -> list[int]:
        if len(token) > LONGEST_WORD:
            return [UNKNOWN]
        out: list[int] = []
        start = 0
        while start < len(token):
            prefix = "##" if start else ""
            for end in range(min(len(token), start + self._longest), start, -1):
                number = self._ids.get(prefix + token[start:end])
                if number is not None:
                    break
            else:
                return [UNKNOWN]
            out.append(number)
            start = end
        return out


def _basic_tokens(word: str) -> list[str]:
    """Lower-case, strip accents and control characters, and cut every punctuation mark out as its own token."""
    kept = "".join(" " if c in "\t\n\r" else c for c in word if c in "\t\n\r" or not _dropped(c))
    plain = "".join(c for c in unicodedata.normalize("NFD", kept.lower()) if unicodedata.category(c) != "Mn")
    spaced = "".join(f" {c} " if _stands_alone(c) else c for c in plain)
    return spaced.split()


def _dropped(c: str) -> bool:
    return c in "\0\ufffd" or unicodedata.category(c).startswith("C")


def _stands_alone(c: str) -> bool:
    if c in string.punctuation or unicodedata.category(c).startswith("P"):
        return True
    return any(first <= ord(c) <= last for first, last in IDEOGRAPHS)
