"""What the sentence tasks share: rows in, codings of each, predictions out."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from detente import codebook, coding, language
from detente.records import Article, Coded, Parse, Skipped, Status

__all__ = ["ASSERTED", "Row", "coded", "run"]

Row = dict[str, Any]
ASSERTED = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
BATCH = 256


def articles(rows: Sequence[Row]) -> list[Article]:
    """Make an article of each row, offsets being those of the text given."""
    return [Article(id=str(row["id"]), text=row["text"]) for row in rows]


def coded(rows: Sequence[Row], config: coding.Config) -> Iterator[tuple[Row, Coded]]:
    """Yield each row with what the product codes in its text; nothing for a text without a word."""
    book = codebook.load()
    engine = language.load(propose=lambda parse: coding.proposed(parse, book))
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        items = articles(part)
        for row, article, parse in zip(part, items, engine.parse(items), strict=True):
            yield row, code_one(parse, article, book, config)


def code_one(parse: Parse | Skipped, article: Article, book: codebook.Codebook, config: coding.Config) -> Coded:
    """Code one text; a fault costs that text and no other."""
    if isinstance(parse, Skipped):
        return Coded(codings=(), undertakings=(), skipped=(parse,))
    try:
        return coding.code(parse, article, book, config)
    except Exception as error:  # noqa: BLE001 - the edge of the run: one text must not end it
        fault = Skipped(where=article.id, room="coding", reason=f"{type(error).__name__}: {error}")
        return Coded(codings=(), undertakings=(), skipped=(fault,))


def run(task: str, argv: list[str] | None, config: coding.Config, predict: Callable[[Row, Coded], Row]) -> int:
    """Read the rows, predict each, write the predictions."""
    parser = argparse.ArgumentParser(prog=f"python -m bench {task}")
    parser.add_argument("--input", type=Path, required=True, help="rows with id and text")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    args = parser.parse_args(argv)
    rows = [json.loads(line) for line in args.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    with args.out.open("w", encoding="utf-8") as out:
        for row, found in coded(rows, config):
            out.write(json.dumps({"id": row["id"], **predict(row, found)}, ensure_ascii=False) + "\n")
    return 0
