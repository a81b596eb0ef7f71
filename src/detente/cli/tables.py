"""Tables on a terminal, and the same rows as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["show_json", "show_lines", "show_table"]


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their column names, as wide as the terminal; the last column takes what is left."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for column in columns[:-1]:
        table.add_column(column, overflow="fold")
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


def show_json(found: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
