"""Lists the names of places that are ordinary words: ``python -m training.place_words --data DIR``.

A name of one word in the gazetteer that the treebanks' training parts and our corpus write in small letters, or that
PropBank lists as a verb, noun or adjective, is more often that word (Police, University, Street).
"""

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente import codebook
from detente.codebook import PlaceKind
from training.corpora import conllu

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "src" / "detente" / "codebook" / "data" / "place_words.csv"
TREEBANKS = ("ewt/en_ewt-ud-train.conllu.gz", "gum/gum-train.conllu.gz")
# Seen this often in small letters: once or twice is as often a slip of somebody who writes all small.
LEAST = 3
CERTAIN = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.DEMONYM})


def small_words(data: Path) -> Iterator[str]:
    """Yield each word written in small letters."""
    for name in TREEBANKS:
        for example in conllu(data / name, source=name):
            tags = example.upos or ["X"] * len(example.words)
            yield from (
                word for word, tag in zip(example.words, tags, strict=True) if tag != "PROPN" and word.islower()
            )
    for path in sorted((ROOT / "corpus" / "train").glob("*.txt")):
        yield from re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", path.read_text(encoding="utf-8"))


def listed(data: Path) -> Iterator[str]:
    """Yield the words that PropBank has rolesets for."""
    with gzip.open(data / "srl" / "rolesets.json.gz", "rt", encoding="utf-8") as file:
        for roleset in json.load(file).values():
            yield from (alias.partition("/")[0] for alias in roleset["aliases"])


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.place_words", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    data = parser.parse_args().data
    words = {word for word, count in Counter(small_words(data)).items() if count >= LEAST} | set(listed(data))
    places = codebook.load().places
    found = []
    for word in sorted(words):
        rows = places.candidates(word.capitalize()) if re.fullmatch("[a-z]{2,}", word) else ()
        if rows and not any(row.kind in CERTAIN for row in rows):
            found.append(word)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word"])
        writer.writerows([word] for word in found)


if __name__ == "__main__":
    main()
