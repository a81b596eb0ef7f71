"""When: time expressions and their TIMEX3 values: ``python -m bench timex --mode spans|e2e --input ROWS --out PRED``.

In the mode "spans" the given spans are read, in "e2e" they are found.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from bench.sentences import Row, answer, articles, options
from bench.timeml import conventional
from detente import codebook, language
from detente.coding.tree import Tree
from detente.coding.when import Expression, Times
from detente.records import Article, Parse, Skipped

__all__ = ["main", "predict"]

BATCH = 32


def rows(given: list[Row], *, mode: str) -> Iterator[Row]:
    """Yield a prediction for each row."""
    book, engine = codebook.load(), language.load()
    for start in range(0, len(given), BATCH):
        part = given[start : start + BATCH]
        items = articles(part)
        for row, article, parse in zip(part, items, engine.parse(items), strict=True):
            yield predict(row, article, parse, book, mode=mode)


def predict(row: Row, article: Article, parse: Parse | Skipped, book: codebook.Codebook, *, mode: str) -> Row:
    """Return the row of a text."""
    sentences = () if isinstance(parse, Skipped) else parse.sentences
    trees = [Tree(number, one) for number, one in enumerate(sentences)]
    published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    times = Times(book.times, published)
    if mode == "spans":
        spans = [(span["start"], span["end"]) for span in row["spans"]]
        given = [words_of(trees, *span) for span in spans]
        found = times.given(trees, given)
        return {"id": row["id"], "timexes": [timex(one, span) for one, span in zip(found, spans, strict=True)]}
    made = []
    for tree, inside in zip(trees, times.read(trees), strict=True):
        for one in inside:
            start, end = tree.chars(one.start, one.end)
            made.append(timex(one, (article.given(start), article.given(end - 1) + 1)))
    return {"id": row["id"], "timexes": made}


def words_of(trees: list[Tree], start: int, end: int) -> tuple[int, int, int] | None:
    """Return the sentence and the words that a span of characters touches, None where it touches none."""
    for tree in trees:
        inside = [at for at, token in enumerate(tree.tokens) if token.start < end and token.end > start]
        if inside:
            return tree.number, inside[0], inside[-1] + 1
    return None


def timex(one: Expression | None, span: tuple[int, int]) -> Row:
    """Return the row of an expression."""
    kind, value = (None, None) if one is None else conventional(one)
    return {"start": span[0], "end": span[1], "type": kind, "value": value}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    parser = options("timex", __doc__)
    parser.add_argument("--mode", choices=("spans", "e2e"), default="e2e", help="read given spans, or find them")
    args = parser.parse_args(argv)
    return answer(args, partial(rows, mode=args.mode))
