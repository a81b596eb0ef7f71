"""Exchange room: words as they are looked for, whatever their case, accents, hyphens and line ends."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

__all__ = ["Finder", "fold"]

# Apostrophes, and letters that Arabic and Persian write with two code points.
_SAME = str.maketrans(
    {**dict.fromkeys("\u2019\u2018\u02bc`", "'"), "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"}
)


def fold(words: str) -> str:
    """Return words without case, accents and marks around them; every run of blanks and dashes is one blank."""
    return "".join(letter for letter, _ in _letters(words)).strip(" .,;:()[]{}\"'“”«»!?")


def _letters(words: str) -> list[tuple[str, int]]:
    """Return the folded letters, each with the character that it comes from."""
    found: list[tuple[str, int]] = []
    for at, whole in enumerate(words):
        for letter in _folded(whole):
            if letter != " " or not found or found[-1][0] != " ":
                found.append((letter, at))
    return found


@lru_cache(8192)
def _folded(letter: str) -> str:
    """Return what a character is looked for as: a blank for one that parts words, nothing for an accent."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold()).translate(_SAME)
    kept = (one for one in plain if not unicodedata.combining(one) and unicodedata.category(one) not in {"Cf", "Mn"})
    return "".join(" " if one.isspace() or one == "_" or unicodedata.category(one) == "Pd" else one for one in kept)


class Finder:
    """Finds any of some phrases in a text as whole words, the longest first, and replaces them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take phrases that are folded already."""
        ordered = sorted(set(phrases), key=lambda one: (-len(one), one))
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)") if ordered else None

    def replaced(self, words: str, by: Callable[[str], str]) -> str:
        """Return a text in which ``by`` of the folded phrase stands for each that is found; itself if there is none."""
        if self._pattern is None or not words:
            return words
        letters = _letters(words)
        parts: list[str] = []
        end = 0
        for found in self._pattern.finditer("".join(letter for letter, _ in letters)):
            start, last = letters[found.start()][1], letters[found.end() - 1][1]
            if start < end:  # two phrases that share a character that folds to several letters
                continue
            parts += (words[end:start], by(found[0]))
            end = _behind_accents(words, last + 1)
        return "".join((*parts, words[end:])) if parts else words


def _behind_accents(words: str, at: int) -> int:
    while at < len(words) and unicodedata.combining(words[at]):
        at += 1
    return at
