"""Codebook room: persons of the actor table by names that are spelt alike (transliterations); never reads a text."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.terms import Row
from detente.errors import CodebookError

__all__ = ["Likeness", "Spelling", "load_spelling"]

_PIECE = re.compile(r"[^\W\d_]+")
_LEAST = 5  # a skeleton of fewer letters is shared by too many names


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """What differs between spellings of one name: pieces that come and go, given names, letters and vowels by sound."""

    loose: frozenset[str]
    given: dict[str, str]
    letters: tuple[tuple[str, str], ...]
    vowels: dict[int, str]

    def skeleton(self, name: str) -> str:
        """Fold a name to what its spellings share: ``Amir-Abdollahian`` and ``Amirabdullahian`` are the same."""
        plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
        found = "".join(self.given.get(one, one) for one in _PIECE.findall(plain) if one not in self.loose)
        for spelt, sound in self.letters:
            found = found.replace(spelt, sound)
        found = re.sub(r"[aeiouy]+", lambda vowels: vowels[0][0].translate(self.vowels), found)
        return re.sub(r"(.)\1+", r"\1", found)


class Likeness:
    """Persons by the skeleton of a full name or of a surname; the index is made when it is first asked."""

    def __init__(self, rows: Sequence[Row], spelling: Spelling) -> None:
        """Keep the rows."""
        self._rows = rows
        self._spelling = spelling
        self._names: dict[str, list[str]] | None = None
        self._surnames: dict[str, list[str]] = {}

    def full(self, name: str) -> tuple[str, ...]:
        """Return the names in the table of the persons whose full name is spelt alike, each person once."""
        return self._found(self._index(), name)

    def surname(self, name: str) -> tuple[str, ...]:
        """Return the surnames in the table that are spelt alike."""
        self._index()
        return self._found(self._surnames, name)

    def _found(self, index: dict[str, list[str]], name: str) -> tuple[str, ...]:
        key = self._spelling.skeleton(name)
        return tuple(dict.fromkeys(index.get(key, ()))) if len(key) >= _LEAST else ()

    def _index(self) -> dict[str, list[str]]:
        if self._names is None:
            self._names = {}
            skeleton = self._spelling.skeleton
            for row in self._rows:
                if row.kind != "person" or not row.office:
                    continue
                for spelling in row.spellings():
                    if " " in spelling:
                        self._names.setdefault(skeleton(spelling), []).append(row.name)
                for surname in row.surnames():
                    self._surnames.setdefault(skeleton(surname), []).append(surname)
        return self._names


def load_spelling(path: Path) -> Spelling:
    """Read how names are spelt.

    Raises:
        CodebookError: The file is broken; the error names it and the remedy.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["names"]
        return Spelling(
            loose=frozenset(table["loose"]),
            given={name: group[0] for group in table["alike"] for name in group},
            letters=tuple((spelt, sound) for spelt, sound in table["letters"]),
            vowels={ord(spelt): sound for spelt, sound in table["vowels"]},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        what = f"cannot be read ({type(error).__name__}: {error})"
        remedy = "write [names] with loose, alike, letters and vowels, each a list"
        raise CodebookError(what, where=str(path), remedy=remedy) from error
