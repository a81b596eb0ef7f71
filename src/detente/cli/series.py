"""``detente series``: figures of trade, crossings and the like beside the account of a dyad."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import entering
from detente.cli.brief import AsOf
from detente.cli.exits import EXIT_SKIPPED, EXIT_UNUSABLE
from detente.cli.options import SettingsFile, case_file
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.exchange import SeriesGiven
    from detente.records import Series, SeriesFile
    from detente.settings import Settings

__all__ = ["app"]

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Keep figures of trade, crossings and the like, and show them beside conflict, cooperation and promises.",
)

Look = Annotated[str | None, case_file("The case to look into.")]
Dyad = Annotated[
    str | None, typer.Option("--dyad", metavar="A-B", help="The two parties, such as PAK-IRN.", show_default=False)
]
IndicatorName = Annotated[
    str | None,
    typer.Option("--indicator", metavar="NAME", help="An indicator, such as border_trade.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def _text(flag: str, metavar: str, words: str) -> object:
    return typer.Option(flag, metavar=metavar, help=words, show_default=False)


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="CSV, .xlsx or SDMX-CSV 1.0 or 2.0.", show_default=False)
    ],
    *,
    dyad: Dyad = None,
    indicator: IndicatorName = None,
    flow: Annotated[str | None, _text("--flow", "A>B", "From whom to whom, such as 'PAK>IRN'.")] = None,
    reporter: Annotated[str | None, _text("--reporter", "PARTY", "Whose exports and imports they are.")] = None,
    unit: Annotated[str | None, _text("--unit", "TEXT", "The unit as the source gives it.")] = None,
    source: Annotated[str | None, _text("--source", "TEXT", "Who published the figures, and where.")] = None,
    frequency: Annotated[
        str | None, _text("--frequency", "monthly|quarterly|yearly", "Which periods days in a file stand for.")
    ] = None,
    published: Annotated[str | None, _text("--published", "DAY", "When the figures came out.")] = None,
    note: Annotated[str | None, _text("--note", "TEXT", "Anything to know about the series.")] = None,
    invented: Annotated[bool, typer.Option("--invented", help="Mark figures made up for an example.")] = False,
    extend: Annotated[
        bool, typer.Option("--extend", help="Keep the figures held for periods that the file does not give.")
    ] = False,
    author: Annotated[str | None, _text("--author", "TEXT", "Who imports them.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Say what is wrong, and import nothing.")] = False,
    case: entering.CaseFile = None,
    settings: SettingsFile = None,
    setting: entering.Set = None,
) -> None:
    """Put figures of a file into the case: all of them, or none where a cell is wrong.

    A file has a figure in each row, periods as columns, or a column for each indicator; flags give what it does not
    say. Units and sources stay as given, a gap stays a gap. A later import of a series takes the place of the earlier
    one, which is kept (detente series list --history). With --dyad, rows of other pairs are passed over and counted.

    \b
    Examples:
      detente series import trade.csv --dyad PAK-IRN --indicator border_trade --unit 'USD, millions' --source 'Customs'
      detente series import imts.csv --dyad PAK-IRN --published 2024-06-30
      detente series import trade.xlsx --check
      detente series import may.csv --dyad PAK-IRN --extend

    \b
    Exit codes:
      0  everything was imported
      1  --check found something wrong
      2  wrong use, or a cell is wrong and nothing was imported
    """
    from detente.cli.read import chosen_settings  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.exchange import read_series  # noqa: PLC0415

    chosen = chosen_settings(settings, setting or [], {"case": case, "author": author})
    given = _given(
        chosen,
        dyad=dyad,
        indicator=indicator,
        flow=flow,
        reporter=reporter,
        unit=unit,
        source=source,
        frequency=frequency,
        published=published,
        note=note,
        invented=invented,
    )
    found = read_series(files, given, chosen.exchange.series)
    _refuse(found, check=check)
    if check:
        typer.echo(f"{_told(found)} right; nothing was imported (--check)")
        return
    _import(found, chosen, extend=extend)


def _given(settings: "Settings", *, invented: bool, **given: str | None) -> "SeriesGiven":
    """Return what the call says of its files.

    Raises:
        DetenteError: nobody is named who imports them, or by a name that cannot be printed.
    """
    from detente.codebook import Directory  # noqa: PLC0415
    from detente.exchange import SeriesGiven  # noqa: PLC0415

    if not settings.author:
        raise DetenteError("nobody is named", where="author", remedy="give --author, or set author in detente.toml")
    if not settings.author.isprintable():
        raise DetenteError("holds characters that cannot be printed", where="author", remedy="give a name on one line")
    return SeriesGiven(
        author=settings.author, now=entering.now(), lookup=Directory(settings.actors).find, invented=invented, **given
    )


def _refuse(found: "SeriesFile", *, check: bool) -> None:
    """Tell what is wrong with a file, and end the call where anything is.

    Raises:
        DetenteError: the file holds nothing of the pair that the call names.
    """
    from detente.cli.wording import counted  # noqa: PLC0415 - as above

    for one in found.faults:
        sys.stderr.write(f"detente: {one.where}: {one.reason}\n")
    if found.faults:
        typer.echo(f"{counted(len(found.faults), 'fault')}; nothing was imported")
        raise typer.Exit(EXIT_SKIPPED if check else EXIT_UNUSABLE)
    if not found.series and not found.passed_over:
        raise DetenteError(
            "no figures are in the files", where="FILE", remedy="fill what detente series template writes"
        )
    if not found.series:
        raise DetenteError(
            f"no row is of that pair, {_others(found.passed_over)}",
            where="--dyad",
            remedy="leave --dyad out, or name a pair of the file",
        )


def _others(number: int) -> str:
    return "1 is of another" if number == 1 else f"{number} are of others"


def _told(found: "SeriesFile") -> str:
    """Say how much a file holds."""
    from detente.cli.wording import counted  # noqa: PLC0415

    points = [point for one in found.series for point in one.points]
    gaps = sum(point.value is None for point in points)
    told = [f"{len(found.series)} series", counted(len(points) - gaps, "figure")]
    if gaps:
        told.append(counted(gaps, "gap"))
    if found.passed_over:
        told.append(f"{counted(found.passed_over, 'row')} of other pairs passed over")
    return ", ".join(told)


def _import(found: "SeriesFile", settings: "Settings", *, extend: bool) -> None:
    """Put series into the case, and say what became of each."""
    from detente.cli.cases import open_case  # noqa: PLC0415
    from detente.cli.figures import import_lines  # noqa: PLC0415

    with open_case(settings, create=True) as case:
        before, standing = case.series(history=True), {one.id: one for one in case.series()}
        given = [_extended(one, standing.get(one.id) if extend else None) for one in found.series]
        case.add_series(given)
        standing = {one.id: one for one in case.series()}
        where = case.where
    typer.echo(f"{where}: {_told(found)}")
    for line in import_lines(given, before, standing):
        typer.echo(f"  {line}")


def _extended(one: "Series", old: "Series | None") -> "Series":
    from detente.exchange import extended  # noqa: PLC0415 - as above

    return one if old is None else extended(old, one)


@app.command()
def show(
    *,
    dyad: Dyad = None,
    indicator: IndicatorName = None,
    first: Annotated[str | None, _text("--from", "PERIOD", "The first period or day.")] = None,
    last: Annotated[str | None, _text("--to", "PERIOD", "The last period or day.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print it as CSV.")] = False,
    svg: Annotated[Path | None, _text("--svg", "FILE", "Draw it into this file as well.")] = None,
    case: Look = None,
    settings: SettingsFile = None,
    setting: entering.Set = None,
) -> None:
    """Show series with what was reported of the dyad beside them, period by period.

    Each period has the figures with their change, how many events of conflict and of cooperation took place, how many
    promises stood open and past their day at its end, the level of conflict then, and what reports say of crossings and
    trade that closed or opened. What stands in one row need have nothing to do with each other.

    \b
    Examples:
      detente series show --dyad PAK-IRN
      detente series show --dyad PAK-IRN --indicator border_trade --from 2023-10 --to 2024-06
      detente series show --dyad PAK-IRN --as-of 2024-02-01 --svg trade.svg
      detente series show --dyad PAK-IRN --json

    \b
    Exit codes:
      0  the series were shown
      2  wrong use, or no such case, dyad or series
    """
    from detente.cli import figures, figures_page  # noqa: PLC0415 - as above
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    figures.check(first, last, as_of)
    if as_json and as_csv:
        raise typer.BadParameter("give --json or --csv, one of them", param_hint="--csv")
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with opened(chosen) as (held, desk):
        tables = figures.tables(held, desk, chosen, dyad, indicator=indicator, first=first, last=last, as_of=as_of)
    if svg is not None:
        figures.draw(tables, svg, desk.book)
    if as_json:
        figures.show_json(tables)
    elif as_csv:
        figures.show_csv(tables)
    else:
        figures_page.show(tables, desk.book)


@app.command("list")
def list_(
    *,
    dyad: Dyad = None,
    as_of: AsOf = None,
    history: Annotated[
        bool, typer.Option("--history", help="Also those that a later import took the place of.")
    ] = False,
    indicators: Annotated[bool, typer.Option("--indicators", help="List the indicators, and no case.")] = False,
    as_json: AsJson = False,
    case: Look = None,
    settings: SettingsFile = None,
    setting: entering.Set = None,
) -> None:
    """List the series of a case: what they are of, since when they are known, and what they rest on.

    \b
    Examples:
      detente series list
      detente series list --dyad PAK-IRN --history
      detente series list --indicators

    \b
    Exit codes:
      0  the series were listed
      2  wrong use, or no such case
    """
    from detente.cli import figures  # noqa: PLC0415 - as above
    from detente.cli.cases import open_case  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    if indicators:
        figures.list_indicators(as_json=as_json)
        return
    figures.check(None, None, as_of)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with open_case(chosen) as held:
        pair = figures.pair(dyad, chosen) if dyad else None
        found = held.series(pair, as_of=as_of, history=history)
    figures.list_series(found, held.where, as_json=as_json)


@app.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|FILE.xlsx", help="Where to write it.", show_default=False)],
    *,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write an empty file in which people enter figures, with what belongs into each column.

    \b
    Examples:
      detente series template trade.csv
      detente series template trade.xlsx

    \b
    Exit codes:
      0  the file was written
      2  wrong use, or the file is there already
    """
    from detente.cli import jsonl  # noqa: PLC0415 - as above
    from detente.exchange import SERIES_SUFFIXES, series_template  # noqa: PLC0415

    if file.suffix.lower() not in SERIES_SUFFIXES:
        message = f"{file.name!r} ends neither in {' nor in '.join(SERIES_SUFFIXES)}"
        raise typer.BadParameter(message, param_hint="FILE")
    if file.exists() and not force:
        raise DetenteError("is there already", where=str(file), remedy="name another file, or give --force")
    jsonl.replace_bytes(file, series_template(file.suffix.lower()))
    typer.echo(f"{file}: fill it, then run detente series import {file} --case CASE")
