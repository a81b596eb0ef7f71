"""Rows read with the event heads: each with its parse and what the product codes in it, for tasks that need both."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.sentences import BATCH, Row, articles, code_one
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
    parser = argparse.ArgumentParser(prog=f"python -m bench {task}", description=about)
    parser.add_argument("--input", type=Path, required=True, help="rows with id and text")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    parser.add_argument("--plain", action="store_true", help="the product's main coding alone, by its own codebook")
    args = parser.parse_args(argv)
    rows = [json.loads(line) for line in args.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    predict = make(args.plain)
    with args.out.open("w", encoding="utf-8") as out:
        for reading in readings(rows, codebook.load(), config):
            out.write(json.dumps({"id": reading.row["id"], **predict(reading)}, ensure_ascii=False) + "\n")
    return 0
