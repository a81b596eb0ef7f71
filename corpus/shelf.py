"""Loads the corpus's files."""

from pathlib import Path

from corpus.marks import Fault, Sentence, parse

__all__ = ["ROOT", "load", "read"]

ROOT = Path(__file__).parent


def read(path: Path) -> tuple[list[Sentence], list[Fault]]:
    """Return the sentences of one file and the blocks that break the format."""
    found = list(parse(path.read_text(encoding="utf-8"), path.name))
    return [s for s in found if isinstance(s, Sentence)], [f for f in found if isinstance(f, Fault)]


def load(split: str) -> list[Sentence]:
    """Return all sentences of a split (``train``, ``test``), by file and line.

    Raises:
        ValueError: a block breaks the format; the message says where and why.
    """
    sentences: list[Sentence] = []
    for path in sorted((ROOT / split).glob("*.txt")):
        good, faults = read(path)
        if faults:
            raise ValueError(str(faults[0]))
        sentences += good
    return sentences
