"""``detente template``: an empty spreadsheet in which people enter records."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.entering import Set, SettingsFile

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

SUFFIXES = (".xlsx", ".csv")
File = Annotated[Path, typer.Argument(metavar="FILE.xlsx|FILE.csv", help="Where to write it.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@app.command()
def template(file: File, *, force: Force = False, settings: SettingsFile = None, setting: Set = None) -> None:
    """Write an empty spreadsheet in which people enter records.

    The workbook has a sheet for each kind of entry, lists of the right values, and examples; the CSV file has one
    column that names the kind. detente import reads both.

    \b
    Examples:
      detente template records.xlsx
      detente template records.csv
    """
    from detente.cli import jsonl  # noqa: PLC0415 - --help must not wait for the codebook
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.entry import template as made  # noqa: PLC0415
    from detente.errors import DetenteError  # noqa: PLC0415

    if file.suffix.lower() not in SUFFIXES:
        message = f"{file.name!r} ends neither in .xlsx nor in .csv"
        raise typer.BadParameter(message, param_hint="FILE")
    if file.exists() and not force:
        raise DetenteError("is there already", where=str(file), remedy="name another file, or give --force")
    chosen = chosen_settings(settings, setting or [], {})
    jsonl.replace_bytes(file, made(file.suffix.lower(), load(config=chosen.codebook)))
    typer.echo(f"{file}: fill it, then run detente import {file} --case CASE")
