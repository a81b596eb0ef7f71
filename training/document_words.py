"""Counts in how many documents each word stands: ``python -m training.document_words --data DIR``.

Documents of the treebanks' training parts; stems in one document alone are left out, as rare as an unknown one.
"""

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.codebook.reports import ALL, load_report_words

__all__ = ["main"]

DATA = Path(__file__).parent.parent / "src" / "detente" / "codebook" / "data"
TEXTS = ("tokenisation/ewt-train.jsonl.gz", "tokenisation/gum-train.jsonl.gz")
LEAST = 2


def documents(data: Path) -> Iterator[str]:
    """Yield the text of each document."""
    for name in TEXTS:
        with gzip.open(data / name, "rt", encoding="utf-8") as file:
            yield from (json.loads(line)["text"] for line in file)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.document_words", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    data = parser.parse_args().data
    table = DATA / "document_words.csv"
    if not table.exists():
        table.write_text(f"stem,documents\n{ALL},0\n", encoding="utf-8")
    rules = load_report_words(DATA / "reports.toml", table)
    counts: Counter[str] = Counter()
    for text in documents(data):
        counts.update({ALL} | {rules.stem(word) for word in rules.words(text) if not word[0].isdigit()})
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("stem", "documents"))
        rows.writerows(sorted((stem, count) for stem, count in counts.items() if count >= LEAST))
    print(f"{table.name}: {len(counts)} stems, {counts[ALL]} documents")


if __name__ == "__main__":
    main()
