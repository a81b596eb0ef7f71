"""``detente export``: an account in the formats of other systems."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import SettingsFile, case_file, one_setting

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

# Named here as well as in the exchange room so that --help needs no loading.
FORMATS = ("plover", "cameo", "gdelt")
TABLE_FORMATS = ("parquet", "csv", "jsonl")
REST = ".rest.jsonl"
UNREDACTED = "none"

Results = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[RESULTS...]", help="What detente read --out wrote; else the case.", show_default=False),
]
Form = Annotated[
    str,
    typer.Option(
        "--format", metavar="|".join((*TABLE_FORMATS, *FORMATS)), help="Which format to write.", show_default=False
    ),
]
Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write it; a folder for tables.", show_default=False),
]
CaseFile = Annotated[str | None, case_file("The case to write.")]
Rest = Annotated[
    Path | None,
    typer.Option("--rest", metavar="FILE", help=f"What is kept back; FILE{REST} by default.", show_default=False),
]
Redact = Annotated[
    str,
    typer.Option("--redact", metavar="LEVEL", help="none, partners or public: hide places of forces, and names."),
]
Label = Annotated[
    str | None,
    typer.Option(
        "--tlp",
        metavar="LABEL",
        help="Leave out notices that are more restrictive.",
        show_default="exchange.tlp, AMBER",
    ),
]
Header = Annotated[bool, typer.Option("--header", help="Name the columns in a first line.")]
Set = Annotated[list[str] | None, one_setting("Such as exchange.statuses=planned.")]


@app.command()
def export(
    results: Results = None,
    *,
    form: Form,
    out: Out,
    case: CaseFile = None,
    rest: Rest = None,
    header: Header = False,
    redact: Redact = "none",
    tlp: Label = None,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Write a case as documented tables, or its acts in the formats of other systems.

    Tables (Parquet, CSV, JSON lines) hold the whole account: events with every mention, version and count, promises,
    the state of each relation, notices, measures with their logs, series, judgements, entries, and what was skipped.
    Only what is told as having happened stands in events; the rest is in events_not_asserted. README.md and the table
    about say what they rest on. The formats of other systems (PLOVER JSON lines, CAMEO-coded lines of PETRARCH2,
    GDELT's event table) cannot say whether an act took place, so they get only what is told as happened and, of a
    case, whose doer no reports disagree on; the rest goes to a second file as full records, which export reads too.

    \b
    Examples:
      detente export --format parquet --out tables
      detente export --case border.detente --format csv --out tables
      detente export --format csv --out public --redact public --tlp CLEAR
      detente export --format gdelt --out events.csv
      detente export results.jsonl --format cameo --out events.tsv --header

    \b
    Exit codes:
      0  everything was written
      1  a line of the results was skipped; the rest is written all the same
      2  wrong use, or nothing could be read
    """
    from detente.cli.export_events import Files, write_events  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli.export_tables import limits, write_tables  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    _check_format(form)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    allowed = limits(chosen, tlp, redact)
    if form in TABLE_FORMATS:
        write_tables(chosen, form, out, allowed)
    else:
        if results and allowed.level != UNREDACTED:
            raise typer.BadParameter("hides what notices of a case tell; leave RESULTS out", param_hint="--redact")
        if rest and allowed.level != UNREDACTED:
            raise typer.BadParameter("full records cannot be redacted; leave it out", param_hint="--rest")
        files = Files(out=out, rest=rest or out.with_name(out.name + REST), header=header)
        write_events(results or [], chosen, form, files, allowed)


def _check_format(form: str) -> None:
    known = (*TABLE_FORMATS, *FORMATS)
    if form not in known:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(known)}", param_hint="--format")
