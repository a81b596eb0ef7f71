"""Rows read with the event heads: each with its parse and what the product codes in it, for tasks that need both."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.sentences import BATCH, Row, answer, articles, code_one, options
from detente import codebook, coding, language
from detente.codebook import Codebook
from detente.records import Article, Coded, Parse

__all__ = ["Reading", "readings", "run"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One row with its parse (None for a text without a word) and its codings."""

    row: Row
    article: Article
    parse: Parse | None
    coded: Coded


def readings(rows: Sequence[Row], book: Codebook, config: coding.Config) -> Iterator[Reading]:
    """Yield each row with what was read in it."""
    engine = language.load(propose=lambda parse: coding.proposed(parse, book))
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        items = articles(part)
        for row, article, parse in zip(part, items, engine.parse(items), strict=True):
            found = code_one(parse, article, book, config)
            yield Reading(row, article, parse if isinstance(parse, Parse) else None, found)


def run(
    task: str,
    about: str,
    argv: list[str] | None,
    config: coding.Config,
    make: Callable[[bool], Callable[[Reading], Row]],
) -> int:
    """Read the rows, predict each by what ``make`` returns for "plain or not", write the predictions."""
    parser = options(task, about)
    parser.add_argument("--plain", action="store_true", help="the product's main coding alone, by its own codebook")
    args = parser.parse_args(argv)
    predict = make(args.plain)
    return answer(
        args,
        lambda rows: ({"id": one.row["id"], **predict(one)} for one in readings(rows, codebook.load(), config)),
    )
