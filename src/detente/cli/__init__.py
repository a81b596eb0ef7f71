"""The command line: one file per command, loaded only when it is asked for.

``main`` is the one way in. What goes wrong is told in one line on standard error: what, where and the remedy.
"""

import importlib
import io
import signal
import sys
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

import detente
from detente.cli.exits import EXIT_INTERRUPTED, EXIT_UNUSABLE
from detente.errors import DetenteError

__all__ = ["app", "main"]

# In the order in which --help lists them; each is a module of this folder with an ``app``.
COMMANDS = (
    "read",
    "brief",
    "ledger",
    "relation",
    "event",
    "judge",
    "explain",
    "codebook",
    "actors",
    "export",
    "import",
    "add",
    "template",
    "agreement",
    "replay",
    "notice",
    "measure",
    "verify",
    "erase",
    "due",
    "alert",
    "series",
)
# ``import`` is a word of Python and cannot name a module.
MODULES = {"import": "importing"}

EPILOG = """Exit codes: 0 everything was read; 1 an article was skipped (the account is printed all the same);
2 wrong use, or nothing could be read; 130 interrupted."""


class LazyGroup(TyperGroup):
    """The commands, each imported when it is called or listed."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """Return a command by its name, None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(importlib.import_module(f"detente.cli.{MODULES.get(cmd_name, cmd_name)}").app)
        command.name = cmd_name
        return command  # type: ignore[return-value]


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    no_args_is_help=True,
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands the flag over by position
    if asked:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def detente_(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Read reporting on confrontations and say who did what to whom, each claim with its sentence.

    \b
    Examples:
      detente read examples
      detente read report.txt feed.xml --out records.jsonl
      detente explain report.txt:3
      detente codebook
      detente actors Jaish
      detente export records.jsonl --format cameo --out events.tsv
    """
    del version


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _suit_any_terminal()
    try:
        app(prog_name="detente")
    except DetenteError as error:
        sys.exit(_tell(str(error), EXIT_UNUSABLE))
    except SystemExit as ended:
        if ended.code == EXIT_INTERRUPTED:
            _tell("interrupted", EXIT_INTERRUPTED)
        raise


def _suit_any_terminal() -> None:
    """Print a mark for what a terminal's encoding lacks, and end in silence when a reader such as head closes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _tell(words: str, code: int) -> int:
    """Say one line on standard error and hand the exit code back."""
    sys.stderr.write(f"detente: {words}\n")
    return code
