"""Codebook room: words that say what became of a promise (suspended, put off, called off, completed, broken)."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.rows import choice, read_rows
from detente.records import KeepingKind

__all__ = ["Bearing", "load_bearings"]

COLUMNS = ("word", "pos", "slot", "effect", "negated", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One word that bears on promises: ``others`` are its particles, ``slot`` is where the promise stands.

    ``effect`` is what it says of the promise, ``negated`` what its denial says; None for nothing.
    """

    word: str
    others: tuple[str, ...]
    pos: str
    slot: str
    effect: KeepingKind | None
    negated: KeepingKind | None


def load_bearings(path: Path) -> dict[tuple[str, str], tuple[Bearing, ...]]:
    """Load the words by part of speech and lemma.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    found: dict[tuple[str, str], list[Bearing]] = {}
    kinds = frozenset(KeepingKind)
    for line, (words, pos, slot, effect, negated, _) in read_rows(path, COLUMNS):
        word, *others = words.split()
        row = Bearing(
            word=word,
            others=tuple(others),
            pos=choice(line, "pos", pos, {"v", "n", "a"}),
            slot=choice(line, "slot", slot, {"obj", "subj", "of", "from"}),
            effect=KeepingKind(choice(line, "effect", effect, kinds)) if effect else None,
            negated=KeepingKind(choice(line, "negated", negated, kinds)) if negated else None,
        )
        found.setdefault((pos, word), []).append(row)
    return {key: tuple(sorted(rows, key=lambda row: -len(row.others))) for key, rows in found.items()}
