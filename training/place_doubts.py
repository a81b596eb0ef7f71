"""Which names of places are words or persons' names more often than places, counted in the training data."""

import csv
from collections import Counter
from pathlib import Path

from detente.codebook.phrases import pieces
from training.corpora import names, treebank

__all__ = ["doubtful_names"]

HERE = Path(__file__).parent
GIVEN = HERE.parent / "src" / "detente" / "language" / "data" / "coref_given_names.csv"
# A word written small this often is an ordinary word.
_WRITTEN_SMALL = 2


def _column(path: Path, name: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {" ".join(pieces(row[name])) for row in csv.DictReader(file)}


def _ordinary(data: Path) -> set[str]:
    """Return the words of the treebanks that are written small and are no names."""
    small: Counter[str] = Counter()
    for bank in ("ewt", "gum"):
        for example in treebank(data, bank, "train"):
            tagged = zip(example.words, example.upos or (), strict=True)
            small.update(word for word, tag in tagged if word.islower() and word.isalpha() and tag != "PROPN")
    return {word for word, count in small.items() if count >= _WRITTEN_SMALL}


def _of_persons(data: Path) -> set[str]:
    """Return names that are marked as persons, or as a word of a person's name, more often than as places."""
    votes: Counter[str] = Counter()
    for example in names(data, "train"):
        for start, end, kind in example.names or ():
            named = example.words[start:end]
            if kind == "LOC":
                votes[" ".join(pieces(" ".join(named)))] -= 1
            elif kind == "PER":
                votes.update(" ".join(pieces(word)) for word in named)
    return {name for name, count in votes.items() if count > 0}


def doubtful_names(data: Path) -> frozenset[str]:
    """Return the folded names that are words, persons or bigger things too often to be taken for a place."""
    left_out = _column(HERE / "places_left_out.csv", "name")
    return frozenset(_ordinary(data) | _of_persons(data) | _column(GIVEN, "name") | left_out)
