"""Codebook room: finds table phrases in a sentence's words; knows words only, never what a phrase means."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["JOINING", "Hit", "PhraseIndex", "pieces"]

_PIECE = re.compile(r"[^\W_]+")
# Hyphens up to the en dash, and every apostrophe: they join words; the em dash and other marks part them.
JOINING = frozenset("-\u2010\u2011\u2012\u2013'\u2018\u2019`\u00b4\u02bc")
_BREAK = "\n"
_ACRONYM_LENGTH = 6


def _plain(word: str) -> str:
    """Fold case, accents and abbreviation points."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.casefold().replace(".", "")


def pieces(word: str) -> tuple[str, ...]:
    """Cut a word or phrase into folded pieces: ``Amir-Abdollahian`` into ``amir``, ``abdollahian``; ``U.S.`` is ``us``.

    Hyphens and apostrophes separate pieces and leave no trace, so that the tokeniser's habits do not matter.
    """
    if word.isalpha() and word.isascii():
        return (word.lower(),)
    return tuple(_PIECE.findall(_plain(word)))


def _key(spelling: str) -> str:
    """Join a spelling's pieces; plain words, the common case, take a short way (a quarter of the loading time)."""
    if spelling.isascii() and spelling.replace(" ", "").isalpha():
        return spelling.lower()
    return " ".join(pieces(spelling))


def _pieces_in_text(word: str) -> tuple[str, ...]:
    """Pieces of a word of running text; punctuation that ends a phrase gives the break mark."""
    if word.isalpha() and word.isascii():
        return (word.lower(),)
    found = pieces(word)
    if found or all(c in JOINING for c in word):
        return found
    return (_BREAK,)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``[start, end)`` that spell ``key``; ``entries`` are the (row number, spelling) pairs that share it."""

    start: int
    end: int
    entries: tuple[tuple[int, str], ...]


def _is_acronym(spelling: str) -> bool:
    """Whether a spelling means something only in capitals (US, WHO, U.N.)."""
    bare = spelling.replace(".", "")
    return bare.isupper() and bare.isalnum() and len(bare) <= _ACRONYM_LENGTH


def _case_fits(spelling: str, words: Sequence[str]) -> bool:
    """Whether the words are written as the table's spelling needs: acronyms in capitals, names with one capital."""
    if spelling.islower():
        return True
    if _is_acronym(spelling):
        bare = spelling.replace(".", "")
        return any(bare in word.replace(".", "") for word in words)
    return any(word[:1].isupper() or any(c.isupper() for c in word) for word in words)


class PhraseIndex:
    """Spellings of table rows, looked up by longest match from left to right at word boundaries."""

    def __init__(self, spellings: Iterable[tuple[int, str]]) -> None:
        """Index (row number, spelling) pairs; of one key's rows the first given stands first."""
        keys: dict[str, list[tuple[int, str]]] = {}
        longest: dict[str, int] = {}
        for entry in spellings:
            key = _key(entry[1])
            if key in keys:
                keys[key].append(entry)
            elif key:
                keys[key] = [entry]
                first, _, rest = key.partition(" ")
                size = 2 + rest.count(" ") if rest else 1
                if longest.get(first, 0) < size:
                    longest[first] = size
        self._keys = keys
        self._longest = longest

    def __len__(self) -> int:
        """Return the number of different keys."""
        return len(self._keys)

    def lookup(self, phrase: str) -> tuple[tuple[int, str], ...]:
        """Return the rows that share a phrase, whatever its case."""
        return tuple(self._keys.get(" ".join(pieces(phrase)), ()))

    def search(self, phrase: str) -> Iterator[tuple[int, str]]:
        """Yield the rows of which a spelling contains the phrase as whole words."""
        wanted = f" {' '.join(pieces(phrase))} "
        for key, entries in self._keys.items():
            if wanted in f" {key} ":
                yield from entries

    def scan(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield hits in order, none overlapping: at each word the longest phrase that is written as it needs."""
        flat = [(piece, at) for at, word in enumerate(words) for piece in _pieces_in_text(word)]
        texts = [piece for piece, _ in flat]
        at = 0
        longest = self._longest
        while at < len(flat):
            if texts[at] not in longest:
                at += 1
                continue
            hit, size = self._hit_at(flat, texts, at, words)
            if hit is not None:
                yield hit
            at += size

    def _hit_at(
        self, flat: list[tuple[str, int]], texts: list[str], at: int, words: Sequence[str]
    ) -> tuple[Hit | None, int]:
        for size in range(min(self._longest[texts[at]], len(texts) - at), 0, -1):
            entries = self._keys.get(" ".join(texts[at : at + size]))
            if entries is None:
                continue
            start, end = flat[at][1], flat[at + size - 1][1] + 1
            fitting = tuple(entry for entry in entries if _case_fits(entry[1], words[start:end]))
            if fitting:
                return Hit(start, end, fitting), size
        return None, 1
