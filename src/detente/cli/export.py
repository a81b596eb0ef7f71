"""``detente export``: an account in the formats of other systems."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from detente.exchange import Exchange
    from detente.records import Account, Making, Skipped

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

# Named here as well as in the exchange room so that --help needs no loading.
FORMATS = ("plover", "cameo", "gdelt")
REST = ".rest.jsonl"

Results = Annotated[
    list[Path],
    typer.Argument(metavar="RESULTS...", help="What detente read --out wrote.", show_default=False),
]
Form = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help="Which format to write.", show_default=False)
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it.", show_default=False)]
Rest = Annotated[
    Path | None,
    typer.Option("--rest", metavar="FILE", help=f"What is kept back; FILE{REST} by default.", show_default=False),
]
Header = Annotated[bool, typer.Option("--header", help="Name the columns in a first line.")]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Settings to use instead of ./detente.toml.", show_default=False),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Such as exchange.statuses=planned.", show_default=False),
]


@dataclass
class _Count:
    """What came of the acts: how many stand as how many lines, and what was kept back for which reason."""

    acts: int = 0
    lines: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    skipped: int = 0


@app.command()
def export(
    results: Results,
    *,
    form: Form,
    out: Out,
    rest: Rest = None,
    header: Header = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Write results as PLOVER JSON lines, CAMEO-coded lines of PETRARCH2, or GDELT's event table.

    These formats cannot say whether an act took place, so they get only what is told as happened; the rest goes to a
    second file as full records, which export reads too.

    \b
    Examples:
      detente read examples --out results.jsonl
      detente export results.jsonl --format plover --out events.jsonl
      detente export results.jsonl --format cameo --out events.tsv --header
      detente export results.jsonl --format gdelt --out events.csv

    \b
    Exit codes:
      0  everything was written
      1  a line of the results was skipped; the rest is written all the same
      2  wrong use, or nothing could be read
    """
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.exchange import open_exchange  # noqa: PLC0415

    _check_format(form)
    chosen = chosen_settings(settings, setting or [], {})
    exchange = open_exchange(load(config=chosen.codebook), chosen.exchange)
    rest = rest or out.with_name(out.name + REST)
    count = _Count()
    with ExitStack() as files:
        file, kept = (files.enter_context(jsonl.replacing(path)) for path in (out, rest))
        if header:
            file.write(_header(form))
        for path in results:
            kept.writelines(_export(exchange.results(path), form, exchange, file, count))
        if _exit_code(count) == EXIT_UNUSABLE:
            raise typer.Exit(EXIT_UNUSABLE)  # here, so that what the files held before stays
    _tell(count, out, rest)
    raise typer.Exit(_exit_code(count))


def _check_format(form: str) -> None:
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(FORMATS)}", param_hint="--format")


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
