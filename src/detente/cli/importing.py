"""``detente import``: event data of other systems, in PLOVER's types and modes."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE
from detente.cli.export import FORMATS

if TYPE_CHECKING:
    from detente.exchange import Exchange

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="Events of PETRARCH2, Phoenix or GDELT, or PLOVER lines.", show_default=False
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it.", show_default=False)]
Form = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="Which format to write.")]


@app.command()
def import_(files: Files, *, out: Out, form: Form = "plover") -> None:
    """Translate CAMEO-coded events to PLOVER's types and modes.

    The format is told by the first line. A line that cannot be used is told on standard error; statements (CAMEO root
    01) have no type in PLOVER and are counted.

    \b
    Examples:
      detente import events.petrarch2.txt --out events.jsonl
      detente import 20240117.export.CSV 20240118.export.CSV --out events.jsonl
      detente import events.jsonl --format gdelt --out events.csv

    \b
    Exit codes:
      0  everything was translated
      1  a line or file was skipped; the rest is written all the same
      2  wrong use, or nothing could be read
    """
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.exchange import open_exchange  # noqa: PLC0415

    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(FORMATS)}", param_hint="--format")
    exchange = open_exchange(load())
    count: Counter[str] = Counter()
    with jsonl.replacing(out) as file:
        for path in files:
            _import(path, form, exchange, file, count)
        if _exit_code(count) == EXIT_UNUSABLE:
            raise typer.Exit(EXIT_UNUSABLE)  # here, so that what the file held before stays
    without = f", {count['typeless']} without a type in PLOVER" if count["typeless"] else ""
    typer.echo(f"{out}: {count['events']} events{without}, {count['skipped']} lines skipped")
    raise typer.Exit(_exit_code(count))


def _import(path: Path, form: str, exchange: "Exchange", file: TextIO, count: Counter[str]) -> None:
    """Write the events of one file and count what became of its lines."""
    from detente.cli.account import show_skipped  # noqa: PLC0415
    from detente.records import Skipped, Typeless  # noqa: PLC0415

    for one in exchange.read(path):
        if isinstance(one, Skipped):
            show_skipped((one,))
            count["skipped"] += 1
        elif isinstance(one, Typeless):
            count["typeless"] += 1
        else:
            file.write(exchange.line(one, form))
            count["events"] += 1


def _exit_code(count: Counter[str]) -> int:
    if not count["events"] and not count["typeless"]:
        return EXIT_UNUSABLE
    return EXIT_SKIPPED if count["skipped"] else EXIT_ALL_READ
