"""The words of a sentence as the grammar of time reads them: small, without hyphens, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.records import Token

__all__ = ["HYPHENS", "Strip", "Word", "strip_of"]

HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a part of one: small letters without a closing stop; ``at`` is its place among the tokens.

    ``glued``: a hyphen joins it to the word before. ``tag`` is its Penn tag.
    """

    text: str
    raw: str
    at: int
    glued: bool = False
    tag: str = ""

    @property
    def upper(self) -> bool:
        """Whether it is written with a capital."""
        return self.raw[:1].isupper()


END = Word("", "", -1)


class Strip:
    """A row of words one may look into anywhere: beyond its ends there is an empty word."""

    __slots__ = ("size", "words")

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.size = len(words)

    def __getitem__(self, place: int) -> Word:
        """Return the word at a place, an empty one outside."""
        return self.words[place] if 0 <= place < self.size else END

    def text(self, place: int) -> str:
        """Return the small letters at a place."""
        return self.words[place].text if 0 <= place < self.size else ""

    def texts(self, start: int, end: int) -> tuple[str, ...]:
        """Return the small letters of a stretch."""
        return tuple(word.text for word in self.words[max(start, 0) : end])

    def skip(self, place: int, *texts: str) -> int:
        """Return the place behind a word if it is one of those, else the place."""
        return place + 1 if self.text(place) in texts else place


def strip_of(tokens: Sequence[Token]) -> Strip:
    """Return the words of a sentence; a hyphen between two words goes and is remembered, a compound is cut at it."""
    words: list[Word] = []
    glued = False
    for at, token in enumerate(tokens):
        if token.text in HYPHENS and _inner(tokens, at):
            glued = True
            continue
        for number, part in enumerate(_parts(token.text)):
            words.append(Word(_plain(part), part, at, glued or number > 0, token.xpos))
        glued = False
    return Strip(words)


def _inner(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen stands between two words without a blank."""
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _parts(text: str) -> list[str]:
    if "-" not in text or text[0] == "-" or text[-1] == "-" or text[:1].isdigit():
        return [text]
    return [part for part in text.split("-") if part]


def _plain(text: str) -> str:
    lower = text.lower().replace("\u2019", "'")
    if lower[-1:] != "." or len(lower) == 1:
        return lower
    return lower.replace(".", "") if lower[0].isalpha() else lower.rstrip(".") or lower
