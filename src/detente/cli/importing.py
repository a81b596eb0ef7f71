"""``detente import``: spreadsheets of entries into a case, or event data of other systems into PLOVER's types."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from detente.cli import entering
from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE
from detente.cli.export import FORMATS

if TYPE_CHECKING:
    from detente.exchange import Exchange
    from detente.settings import Settings

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Spreadsheets of detente template; or events of PETRARCH2, Phoenix or GDELT, or PLOVER lines.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write translated events.", show_default=False),
]
Form = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="Which format --out gets.")]
CaseFile = Annotated[
    str | None,
    typer.Option("--case", metavar="FILE", help="The case file that entries go into.", show_default=False),
]
Check = Annotated[bool, typer.Option("--check", help="Say what is wrong with entries, and enter nothing.")]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="TEXT", help="Who enters rows that name nobody.", show_default=False),
]
Side = Annotated[
    str | None,
    typer.Option("--side", metavar="PARTY", help="For whom those speak that name no side.", show_default=False),
]
RestsOn = Annotated[
    str | None,
    typer.Option("--rests-on", metavar="TEXT", help="What rows rest on that do not say it.", show_default=False),
]


@app.command()
def import_(
    files: Files,
    *,
    case: CaseFile = None,
    check: Check = False,
    author: Author = None,
    side: Side = None,
    rests_on: RestsOn = None,
    out: Out = None,
    form: Form = "plover",
    settings: entering.SettingsFile = None,
    setting: entering.Set = None,
) -> None:
    """Enter the rows of a spreadsheet into a case, or translate CAMEO-coded events to PLOVER's types and modes.

    With --case, every row of a file that detente template made becomes an entry. All of them enter, or none: each bad
    cell is told on standard error with its row, its column and the remedy. The same row again enters nothing twice.

    With --out, events of other systems are translated; their format is told by the first line. A line that cannot be
    used is told on standard error; statements (CAMEO root 01) have no type in PLOVER and are counted.

    \b
    Examples:
      detente import records.xlsx --check
      detente import records.xlsx --case border.detente
      detente import events.petrarch2.txt --out events.jsonl
      detente import 20240117.export.CSV 20240118.export.CSV --out events.jsonl
      detente import events.jsonl --format gdelt --out events.csv

    \b
    Exit codes:
      0  everything was entered or translated
      1  a line or file was skipped, the rest is written all the same; or --check found something wrong
      2  wrong use, nothing could be read, or a row is wrong and nothing was entered
    """
    from detente.cli.spreadsheets import import_entries  # noqa: PLC0415 - --help must not wait for the rooms

    _check_use(files, out, entry=bool(case) or check)
    if out is None:
        chosen = _settings(settings, setting, case)
        given = {"author": author, "side": side, "rests_on": rests_on}
        raise typer.Exit(import_entries(files, chosen, given, check=check))
    _translate(files, out, form)


def _settings(file: Path | None, pairs: list[str] | None, case: str | None) -> "Settings":
    from detente.cli.read import chosen_settings  # noqa: PLC0415 - as above

    return chosen_settings(file, pairs or [], {"case": case})


def _check_use(files: list[Path], out: Path | None, *, entry: bool) -> None:
    """Refuse a call that asks for both things, for neither, or for translating a spreadsheet of entries."""
    from detente.cli.spreadsheets import is_sheet  # noqa: PLC0415 - as above

    if out is not None and entry:
        message = "entries go into --case, translated events into --out; give one of them"
        raise typer.BadParameter(message, param_hint="--out")
    sheets = [path for path in files if is_sheet(path)]
    if out is not None and sheets:
        message = f"{sheets[0]} holds entries; give --case FILE to enter them"
        raise typer.BadParameter(message, param_hint="--out")
    if out is None and not entry:
        message = "say where to: --case FILE for entries" + ("" if sheets else ", --out FILE to translate events")
        raise typer.BadParameter(message, param_hint="FILE")


def _translate(files: list[Path], out: Path, form: str) -> None:
    """Write the events of other systems in one of our formats."""
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
