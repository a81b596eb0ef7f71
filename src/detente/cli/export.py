"""``detente export``: an account in the formats of other systems."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE
from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.exchange import Exchange
    from detente.records import Account, Making, Skipped
    from detente.settings import Settings

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

# Named here as well as in the exchange room so that --help needs no loading.
FORMATS = ("plover", "cameo", "gdelt")
TABLE_FORMATS = ("parquet", "csv", "jsonl")
REST = ".rest.jsonl"

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
Header = Annotated[bool, typer.Option("--header", help="Name the columns in a first line.")]
Set = Annotated[list[str] | None, one_setting("Such as exchange.statuses=planned.")]


@dataclass
class _Count:
    """What came of the acts: how many stand as how many lines, and what was kept back for which reason."""

    acts: int = 0
    lines: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    skipped: int = 0


@app.command()
def export(
    results: Results = None,
    *,
    form: Form,
    out: Out,
    case: CaseFile = None,
    rest: Rest = None,
    header: Header = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Write a case as documented tables, or its acts in the formats of other systems.

    Tables (Parquet, CSV, JSON lines) hold the whole account: events with every mention, version and count, promises,
    the state of each relation, judgements, entries, and what was skipped. The formats of other systems (PLOVER JSON
    lines, CAMEO-coded lines of PETRARCH2, GDELT's event table) cannot say whether an act took place, so they get only
    what is told as happened; the rest goes to a second file as full records, which export reads too.

    \b
    Examples:
      detente export --format parquet --out tables
      detente export --case border.detente --format csv --out tables
      detente export --format gdelt --out events.csv
      detente export results.jsonl --format cameo --out events.tsv --header

    \b
    Exit codes:
      0  everything was written
      1  a line of the results was skipped; the rest is written all the same
      2  wrong use, or nothing could be read
    """
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    _check_format(form)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    if form in TABLE_FORMATS:
        _write_tables(chosen, form, out)
    else:
        _write_events(results or [], chosen, form, out, rest or out.with_name(out.name + REST), header=header)


def _write_tables(settings: "Settings", form: str, folder: Path) -> None:
    """Write every table of a case into a folder."""
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.exchange import Whole, columns, rows, table_names, write_table  # noqa: PLC0415
    from detente.flow import books  # noqa: PLC0415
    from detente.records import Judged  # noqa: PLC0415

    with opened(settings, every=True) as (case, desk):
        whole = Whole(
            book=desk.book,
            accounts=case.accounts(),
            events=case.events(),
            stories=case.stories(),
            books=[books(case, desk, one.dyad) for one in case.dyads()],
            judgements=[one for about in Judged for one in case.judgements(about)],
            skipped=case.skipped(),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in table_names():
            wanted = [one for one in columns() if one.table == table]
            count = write_table(folder / f"{table}.{form}", rows(table, whole), wanted, form)
            typer.echo(f"{folder / table}.{form}: {count} rows")
    except OSError as error:
        what, remedy = f"cannot be written ({error.strerror})", "name a folder that you can write to"
        raise DetenteError(what, where=str(folder), remedy=remedy) from error


def _write_events(results: list[Path], settings: "Settings", form: str, out: Path, rest: Path, *, header: bool) -> None:
    """Write acts in the format of another system, and what it must not hold into a second file."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.exchange import open_exchange  # noqa: PLC0415

    exchange = open_exchange(load(config=settings.codebook), settings.exchange)
    count = _Count()
    with ExitStack() as files:
        file, kept = (files.enter_context(jsonl.replacing(path)) for path in (out, rest))
        if header:
            file.write(_header(form))
        sources = [exchange.results(path) for path in results] or [_of_case(settings)]
        for found in sources:
            kept.writelines(_export(found, form, exchange, file, count))
        if _exit_code(count) == EXIT_UNUSABLE:
            raise typer.Exit(EXIT_UNUSABLE)  # here, so that what the files held before stays
    _tell(count, out, rest)
    raise typer.Exit(_exit_code(count))


def _of_case(settings: "Settings") -> "Iterator[Making | Account | Skipped]":
    """Yield what a case holds as a file of results does."""
    from detente.cli.cases import open_case  # noqa: PLC0415

    with open_case(settings) as case:
        yield from case.makings()[-1:]
        yield from case.accounts()


def _check_format(form: str) -> None:
    known = (*TABLE_FORMATS, *FORMATS)
    if form not in known:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(known)}", param_hint="--format")


def _header(form: str) -> str:
    """Return the line that names the columns, nothing for lines of JSON, which name theirs themselves."""
    from detente.exchange import FORMATS as KNOWN  # noqa: PLC0415

    columns = KNOWN[form].columns
    return "\t".join(columns) + "\n" if columns else ""


def _export(
    found: "Iterable[Making | Account | Skipped]", form: str, exchange: "Exchange", file: TextIO, count: _Count
) -> Iterator[str]:
    """Write the events of a file of results; yield the lines of what they must not hold."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.cli.account import show_skipped  # noqa: PLC0415
    from detente.records import Account, Making  # noqa: PLC0415

    for one in found:
        if isinstance(one, Making):
            yield jsonl.line("making", one)
        elif isinstance(one, Account):
            yield from _events(one, form, exchange, file, count)
        else:
            show_skipped((one,))
            count.skipped += 1


def _events(account: "Account", form: str, exchange: "Exchange", file: TextIO, count: _Count) -> Iterator[str]:
    """Write an account's events; yield what is kept back as lines, its article in front."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.records import Withheld  # noqa: PLC0415

    found = list(exchange.events(account, form))
    back = [one for one in found if isinstance(one, Withheld)]
    for one in found:
        if not isinstance(one, Withheld):
            file.write(exchange.line(one, form))
            count.lines += 1
    count.acts += len(account.codings) - len(back)
    count.kept.update(one.reason for one in back)
    if back:
        yield jsonl.line("article", account.article)
    for one in back:
        yield jsonl.line("coding", one.coding, article=account.article.id)


def _tell(count: _Count, out: Path, rest: Path) -> None:
    """Say how many acts went where."""
    why = ", ".join(f"{number} {reason}" for reason, number in count.kept.most_common())
    typer.echo(f"{out}: {count.acts} acts told as happened, {count.lines} lines")
    typer.echo(f"{rest}: {count.kept.total()} acts kept back" + (f" ({why})" if why else ""))


def _exit_code(count: _Count) -> int:
    if not count.acts and not count.kept and count.skipped:
        return EXIT_UNUSABLE
    return EXIT_SKIPPED if count.skipped else EXIT_ALL_READ
