"""Fits the scores: ``python -m training.calibrate``: how often a field with such votes was right, as a rising line.

Uses the sentences of hands that neither the event heads nor the lexicon model given here were trained on (both made
with ``--apart``): a tenth of sentences by known hands is easier than the sentences of others, and would promise too
much. Writes ``calibration.csv`` into the codebook.
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bench.corpus import measure
from detente import codebook
from detente.codebook.calibration import Calibration
from detente.codebook.lexicon import load_lexicon
from detente.coding import Config
from training.marked import apart, labelled

OUT = Path("src/detente/codebook/data/calibration.csv")
MARKED = " where marked"
POINTS = 12  # points of a line


def line(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return the points of the rising line nearest to the pairs: groups of equal size, pooled where they fall."""
    size = max(1, len(pairs) // POINTS)
    groups: list[list[tuple[float, bool]]] = [[]]
    for _, equal in groupby(sorted(pairs, key=itemgetter(0)), key=itemgetter(0)):
        # Equal scores stay in one group: cut in two by whether they were right, each half would mislead.
        if len(groups[-1]) >= size:
            groups.append([])
        groups[-1].extend(equal)
    if len(groups) > 1 and len(groups[-1]) < size:
        groups[-2:] = [groups[-2] + groups[-1]]
    pooled: list[tuple[float, float, int]] = []
    for group in groups:
        n = len(group)
        # One right and one wrong are added: no field is ever quite sure.
        pooled.append((sum(raw for raw, _ in group) / n, (sum(right for _, right in group) + 1) / (n + 2), n))
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (x0, y0, n0), (x1, y1, n1) = pooled[-2:]
            pooled[-2:] = [((x0 * n0 + x1 * n1) / (n0 + n1), (y0 * n0 + y1 * n1) / (n0 + n1), n0 + n1)]
    return [(x, y) for x, y, _ in pooled]


def main() -> None:
    """Fit every field and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path("training/trial/corpus.pkl"))
    parser.add_argument("--weights", type=Path, required=True, help="weight files whose event heads left hands out")
    parser.add_argument("--lexicon", type=Path, required=True, help="the lexicon model that left them out, too")
    args = parser.parse_args()
    book = replace(codebook.load(), calibration=Calibration({}), lexicon=load_lexicon(args.lexicon))
    rows = [row for row in labelled("train", args.cache) if apart(row)]
    tally = measure(rows, book, Config(), args.weights)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "raw", "share"))
        for field, pairs in sorted(tally.scored.items()):
            if field.endswith(MARKED):
                continue
            # A source found where none is marked may be a forgotten mark (writers leave out shared subjects): half.
            more = tally.scored.get(field + MARKED, []) if field == "sources" else []
            for raw, share in line([*pairs, *more]):
                writer.writerow((field, f"{raw:.4f}", f"{share:.4f}"))
            print(f"{field}: {len(pairs)} fields")


if __name__ == "__main__":
    main()
