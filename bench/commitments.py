"""Which sentences bind their speaker to act: ``python -m bench commitments --input ROWS --out PRED``.

The rows are one document's sentences in order. Nothing is fitted: the rule reads trees and the codebook's cue words.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bench.sentences import Row, answer, articles, options
from detente import codebook, language
from detente.coding.binding import Statement, bindings
from detente.coding.tree import Tree
from detente.records import Parse, Skipped

__all__ = ["main", "statements"]

TAG = re.compile(r"</?\w+>")
BULLET = re.compile(r"^\s*(?:<li>|[•▪‣◦*\u2013-]\s|\(?[a-z0-9]{1,3}[.)]\s)", re.IGNORECASE)
OPEN, CLOSED = "<LIST>", "</LIST>"
BATCH = 512


def plain(row: Row) -> Row:
    """Return a row without the marks of lists."""
    return {**row, "text": TAG.sub(" ", row["text"]).strip() or "-"}


def statements(rows: Sequence[Row], parses: Sequence[Parse | Skipped]) -> Iterator[Statement]:
    """Yield the statements of one document."""
    inside = False
    for row, parse in zip(rows, parses, strict=True):
        sentences = parse.sentences if isinstance(parse, Parse) else ()
        inside = inside or OPEN in row["text"]
        yield Statement(
            trees=tuple(Tree(number, sentence) for number, sentence in enumerate(sentences)),
            text=plain(row)["text"],
            item=BULLET.match(row["text"]) is not None,
            inside=inside,
        )
        inside = inside and CLOSED not in row["text"]


def predictions(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the answer for each row."""
    engine = language.load()
    cues = codebook.load().rules.cues
    parses: list[Parse | Skipped] = []
    for start in range(0, len(rows), BATCH):
        parses += engine.parse(articles([plain(row) for row in rows[start : start + BATCH]]))
    pairs = zip(rows, parses, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].get("doc")):
        held = list(group)
        found = bindings(list(statements([row for row, _ in held], [parse for _, parse in held])), cues)
        for (row, _), reason in zip(held, found, strict=True):
            yield {"id": row["id"], "commitment": reason is not None}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return answer(options("commitments", __doc__).parse_args(argv), predictions)
