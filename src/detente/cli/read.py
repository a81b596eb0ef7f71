"""``detente read``: from paths to an account on the terminal and records in a file."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE
from detente.cli.options import SettingsFile, case_file, one_setting

if TYPE_CHECKING:
    from detente.flow import Rooms
    from detente.records import Account, Skipped
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["app", "chosen_settings"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders and globs; - is standard input.", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the full records here as JSON lines.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the full records as JSON lines, not the account.")]
Actors = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE", help="Your own table of actors, added to ours.", show_default=False),
]
Places = Annotated[
    Path | None,
    typer.Option("--places", metavar="FILE", help="Your own table of places, added to ours.", show_default=False),
]
CaseFile = Annotated[str | None, case_file("The case to keep the account in.")]
NoCase = Annotated[bool, typer.Option("--no-case", help="Keep nothing; only print or write the records.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no account and no progress.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as flow.batch=8.")]


@app.command()
def read(
    paths: Paths,
    *,
    out: Out = None,
    as_json: AsJson = False,
    case: CaseFile = None,
    no_case: NoCase = False,
    actors: Actors = None,
    places: Places = None,
    quiet: Quiet = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Read reporting into a case and print who did what to whom, each claim with its sentence.

    Reads plain text, HTML, PDF, RSS and Atom, and tables of articles (JSONL, CSV, Parquet). The case joins reports of
    one event, keeps the ledger of promises and the state of each relation (detente brief, ledger, relation). What it
    has already, read by the same version, tables and settings, is not read again, so the same folder can be read
    whenever something was added to it.

    \b
    Examples:
      detente read examples
      detente read report.txt 'archive/2024-01-*.html'
      detente read feed.xml --case border.detente --quiet
      detente read archive --no-case --out records.jsonl
      cat report.txt | detente read -

    \b
    Exit codes:
      0  everything was read
      1  an article was skipped; the account is printed all the same
      2  wrong use, or nothing could be read
    """
    # Here and not above: --help must not wait for the engine's libraries.
    from detente.cli import jsonl, progress  # noqa: PLC0415
    from detente.cli.cases import open_case  # noqa: PLC0415

    chosen = chosen_settings(settings, setting or [], {"case": case, "actors": actors, "places": places})
    with ExitStack() as opened:
        file = opened.enter_context(jsonl.replacing(out)) if out else None
        if no_case:
            rooms, accounts, skipped = progress.followed(paths, chosen, shown=not quiet)
        else:
            held = opened.enter_context(open_case(chosen, create=True))
            rooms, accounts, skipped = progress.kept(paths, chosen, held, shown=not quiet)
        if file:
            file.writelines(jsonl.lines(rooms.making, accounts, skipped))
        if as_json:
            sys.stdout.writelines(jsonl.lines(rooms.making, accounts, skipped))
        else:
            _print(accounts, skipped, rooms, quiet=quiet)
            if not no_case and not quiet:
                _tell_case(held)
    raise typer.Exit(_exit_code(accounts, skipped))


def _tell_case(case: "Case") -> None:
    """Say in a line what the case holds, and which dyad it holds most about."""
    counts, dyads = case.counts(), [one for one in case.dyads() if len(one.dyad) == 2]  # noqa: PLR2004 - a pair
    most = max(dyads, key=lambda one: (one.events, one.dyad), default=None)
    typer.echo(
        f"{case.where}: {counts.articles} articles, {counts.events} events between {len(dyads)} pairs of parties"
        + (f"; detente brief --dyad {'-'.join(most.dyad)} tells of one" if most else "")
    )


def chosen_settings(file: Path | None, pairs: list[str], tables: dict[str, Path | str | None]) -> "Settings":
    """Gather the settings of this call: file, environment, flags; ``tables`` are files with an option of their own."""
    from detente.settings import FILE_NAME, gather  # noqa: PLC0415

    named = file or (Path(os.environ["DETENTE_SETTINGS"]) if os.environ.get("DETENTE_SETTINGS") else None)
    usual = Path(FILE_NAME)
    flags = dict(_pair(one) for one in pairs)
    flags |= {name: str(path) for name, path in tables.items() if path}
    return gather(file=named or (usual if usual.is_file() else None), environment=os.environ, flags=flags)


def _pair(given: str) -> tuple[str, str]:
    """Cut NAME=VALUE in two."""
    name, sign, value = given.partition("=")
    if not sign:
        message = f"{given!r} is not NAME=VALUE"
        raise typer.BadParameter(message, param_hint="--set")
    return name.strip(), value.strip()


def _print(accounts: "tuple[Account, ...]", skipped: "tuple[Skipped, ...]", rooms: "Rooms", *, quiet: bool) -> None:
    """Print the account, or with ``quiet`` only what was skipped, on standard error."""
    from detente.cli.account import show, show_skipped  # noqa: PLC0415

    if quiet:
        show_skipped(skipped)
    else:
        show(accounts, skipped, rooms.country_name)


def _exit_code(accounts: "tuple[Account, ...]", skipped: "tuple[Skipped, ...]") -> int:
    """Tell by the exit code whether all, some or nothing was read; the same article twice is no failure."""
    if not accounts:
        return EXIT_UNUSABLE
    return EXIT_SKIPPED if any(one.same_as is None for one in skipped) else EXIT_ALL_READ
