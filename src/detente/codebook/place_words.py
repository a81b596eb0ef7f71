"""Codebook room: the names of places that are ordinary words (Police, Street): alone they hardly ever mean it."""

from pathlib import Path

from detente.codebook.rows import read_rows

__all__ = ["load_place_words"]


def load_place_words(path: Path) -> frozenset[str]:
    """Read the words, in small letters.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    return frozenset(fields[0].lower() for _, fields in read_rows(path, ("word",)))
