"""``detente verify``: whether the log of a case holds, entry by entry, and the file that it lies in."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file

if TYPE_CHECKING:
    from detente.flow.keeping import Verdict

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXIT_BROKEN = 1
_SHOWN = 20  # letters of a hash, enough to know it again
CaseFile = Annotated[str | None, case_file("The case to check.")]
Head = Annotated[
    str | None,
    typer.Option("--head", metavar="HASH", help="An entry as it was noted elsewhere: is it there?", show_default=False),
]


@app.command()
def verify(
    *,
    head: Head = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
    case: CaseFile = None,
    settings: SettingsFile = None,
) -> None:
    """Check that no entry of the log was changed, taken out or put in between, and that the file is sound.

    It prints the last entry with its hash. Note it elsewhere, or read it to the other side: with --head it shows later
    that the log still goes on from there, since a log that was written anew as a whole holds in itself.

    \b
    Examples:
      detente verify
      detente verify --case border.detente --head N7:4f0c...

    \b
    Exit codes:
      0  everything holds
      1  an entry or the file does not hold; the first broken entry is named
      2  wrong use, or no such case
    """
    from detente.cli.cases import open_case  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow.keeping import verified  # noqa: PLC0415

    with open_case(chosen_settings(settings, [], {"case": case})) as held:
        found = verified(held, head=head)
        where = held.where
    if as_json:
        _show_json(found)
    else:
        _show(found, where, head)
    if not found.holds:
        raise typer.Exit(EXIT_BROKEN)


def _show(found: "Verdict", where: str, head: str | None) -> None:
    """Print the verdict; what does not hold goes to standard error."""
    if found.fault is None:
        counted = "1 entry" if found.count == 1 else f"{found.count} entries"
        typer.echo(f"{where}: {counted}, every one holds")
    else:
        remedy = "what stands before it holds; compare with the other side's log or with a copy"
        _tell(f"{where}, {found.fault.id}: {found.fault.reason}; {remedy}")
    if found.lost is not None:
        _tell(f"{where}: {found.lost.reason}; compare with the log of whoever noted it, or with a copy")
    for fault in found.file:
        _tell(f"{where}: {fault}; go on with a copy of the file")
    if not found.file:
        typer.echo("the file is sound")
    if found.since is not None and head is not None:
        typer.echo(f"{head.strip()[:_SHOWN]}... stands as it was noted; {found.since} came after it")
    if found.head is not None:
        typer.echo(f"head {found.head}")


def _tell(words: str) -> None:
    sys.stderr.write(f"detente: {words}\n")


def _show_json(found: "Verdict") -> None:
    from detente.cli.notice_told import plain  # noqa: PLC0415 - as above
    from detente.cli.tables import show_json  # noqa: PLC0415

    show_json({"holds": found.holds, **plain(found)})
