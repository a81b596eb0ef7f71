"""What ``detente import --case`` does: all rows of a spreadsheet enter the case, or none."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.cli import entering
from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from detente.records import Account, Skipped
    from detente.settings import Settings

__all__ = ["import_entries", "is_sheet"]

SHEETS = (".xlsx", ".xlsm")


def is_sheet(path: Path) -> bool:
    """Whether a file is one that ``detente template`` makes: a workbook, or a table with a column named kind."""
    if path.suffix.lower() in SHEETS:
        return True
    try:
        with path.open("rb") as file:
            first = file.readline(100_000).decode("utf-8-sig", "replace")
    except OSError:
        return False
    names = {name.strip().strip('"').lower() for mark in ",;\t" for name in first.split(mark)}
    return {"kind", "rests_on"} <= names


def import_entries(files: list[Path], settings: "Settings", given: dict[str, str | None], *, check: bool) -> int:
    """Enter the rows of spreadsheets into a case; return the exit code.

    ``given`` are values for rows that leave them empty; with ``check`` nothing is entered.
    """
    desk = entering.Entering(settings)
    good, bad, again = _read(files, desk, given)
    for one in bad:
        sys.stderr.write(f"detente: {one.where}: {one.reason}\n")
    for one in again:
        sys.stderr.write(f"detente: {one.where}: {one.reason}\n")
    if bad:
        faults = f"{len(bad)} {'fault' if len(bad) == 1 else 'faults'}"
        typer.echo(f"{faults}, {_count(len(good))} right; nothing was entered")
        return EXIT_SKIPPED if check else EXIT_UNUSABLE
    if check:
        typer.echo(f"{_count(len(good))} right; nothing was entered (--check)")
        return EXIT_ALL_READ
    new, old = desk.enter(good)
    typer.echo(f"{desk.where}: {_count(new)} entered" + (f", {old} there already" if old else ""))
    return EXIT_ALL_READ


def _read(
    files: list[Path], desk: entering.Entering, given: dict[str, str | None]
) -> "tuple[list[Account], list[Skipped], list[Skipped]]":
    """Return the accounts of all rows, the cells that are wrong, and the rows that repeat others."""
    from detente.entry import accounts  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.records import Account  # noqa: PLC0415

    defaults = desk.defaults(**given)
    good: dict[str, Account] = {}
    bad: list[Skipped] = []
    again: list[Skipped] = []
    for path in files:
        for one in accounts(path, desk.clerk, now=entering.now(), defaults=defaults):
            if isinstance(one, Account):
                good[one.article.id] = one
            else:
                (again if one.same_as else bad).append(one)
    return list(good.values()), bad, again


def _count(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"
