"""What the tasks share: rows in, codings of a text, predictions out."""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from detente import codebook, coding
from detente.records import Article, Coded, Parse, Skipped, Status

__all__ = ["ASSERTED", "BATCH", "Row", "answer", "articles", "code_one", "options"]

Row = dict[str, Any]
ASSERTED = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
BATCH = 256


def articles(rows: Sequence[Row]) -> list[Article]:
    """Make an article of each row, offsets being those of the text given."""
    return [Article(id=str(row["id"]), text=row["text"]) for row in rows]


def code_one(parse: Parse | Skipped, article: Article, book: codebook.Codebook, config: coding.Config) -> Coded:
    """Code one text; a fault costs that text and no other."""
    if isinstance(parse, Skipped):
        return Coded(codings=(), undertakings=(), skipped=(parse,))
    try:
        return coding.code(parse, article, book, config)
    except Exception as error:  # noqa: BLE001 - the edge of the run: one text must not end it
        fault = Skipped(where=article.id, room="coding", reason=f"{type(error).__name__}: {error}")
        return Coded(codings=(), undertakings=(), skipped=(fault,))


def options(task: str, about: str | None) -> argparse.ArgumentParser:
    """Return the command line that every task has: rows in, predictions out."""
    parser = argparse.ArgumentParser(prog=f"python -m bench {task}", description=about)
    parser.add_argument("--input", type=Path, required=True, help="the task's rows")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    return parser


def answer(args: argparse.Namespace, predict: Callable[[list[Row]], Iterable[Row]]) -> int:
    """Read the rows, predict them, write the predictions."""
    rows = [json.loads(line) for line in args.input.read_text(encoding="utf-8").split("\n") if line.strip()]
    with args.out.open("w", encoding="utf-8") as out:
        for row in predict(rows):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0
