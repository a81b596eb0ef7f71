"""Tables on a terminal, and the same rows as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["show_hanging", "show_json", "show_lines", "show_table"]

_NARROWEST = 20  # letters that text keeps on a narrow terminal


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, whole: int = 0) -> None:
    """Print rows under their column names, as wide as the terminal; the last column takes what is left.

    The first ``whole`` columns, such as ids, are never broken.
    """
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for at, column in enumerate(columns[:-1]):
        table.add_column(column, overflow="fold", no_wrap=at < whole)
    table.add_column(columns[-1], overflow="fold", ratio=1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)


def show_lines(*lines: str) -> None:
    """Print lines, each broken between words where the terminal ends."""
    console = Console(highlight=False)
    for line in lines:
        for part in Text(line).wrap(console, console.width):
            part.rstrip()
            console.print(part, soft_wrap=True)


def show_hanging(lead: str, text: str, *, style: str = "") -> None:
    """Print text behind a lead, broken between words, with the lines after the first under its beginning."""
    console = Console(highlight=False)
    margin = " " * len(lead)
    for at, part in enumerate(Text(text, style=style).wrap(console, max(console.width - len(lead), _NARROWEST))):
        part.rstrip()
        console.print(Text(margin if at else lead, style=style) + part, soft_wrap=True)


def show_json(found: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
