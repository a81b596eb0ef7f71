"""What ``detente actors`` does to files: add a row, check a table, import a dictionary, and tell what is covered."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from detente.codebook.audit import Audit
    from detente.codebook.coverage import Span
    from detente.codebook.terms import Row

__all__ = ["add", "check", "cover", "take", "years"]


def add(file: Path, words: Sequence[str], *, close: bool) -> None:
    """Append a row to a user's table, which is made if there is none, unless the row is bad.

    Raises:
        CodebookError: The row or the file cannot be used; the file stays as it was.
    """
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.codebook.actor_tables import FOLDER, load_actors  # noqa: PLC0415
    from detente.codebook.offices import load_offices  # noqa: PLC0415
    from detente.codebook.own import closed, compose  # noqa: PLC0415

    ours = load_actors()[0].rows
    row = compose(_fields(words), ours, where=f"{file}, the row to add")
    rows = [row, *(closed(row, ours, load_offices(FOLDER / "offices.csv")) if close else [])]
    with jsonl.replacing(file) as out:  # a bad row ends the command before the file is replaced
        csv.writer(out, lineterminator="\n").writerows(_extended(_lines(file), rows))
        out.flush()
        found = _audited(Path(out.name), file)
        if found.errors:
            raise found.errors[0]
    for one in rows:
        typer.echo(f"{file}: added {_shown(one)}")
    _tell(found)
    raise typer.Exit(EXIT_SKIPPED if found.warnings else EXIT_ALL_READ)


def _fields(words: Sequence[str]) -> dict[str, str]:
    parted = [word.partition("=") for word in words]
    for name, sign, _ in parted:
        if not sign:
            message = (
                f"{name!r} is no FIELD=VALUE; write for example country=PAK, and quotes around a value with blanks"
            )
            raise typer.BadParameter(message, param_hint="add")
    return {name: value for name, _, value in parted}


def _lines(file: Path) -> list[list[str]]:
    """Return the lines of a table as they stand, a header for one that is not there yet."""
    from detente.codebook.own import FIELDS  # noqa: PLC0415
    from detente.codebook.rows import text_of  # noqa: PLC0415
    from detente.errors import CodebookError  # noqa: PLC0415

    if not file.exists():
        return [list(FIELDS)]
    try:
        return list(csv.reader(io.StringIO(text_of(file), newline="")))
    except csv.Error as error:
        raise CodebookError(
            f"is no CSV ({error})", where=str(file), remedy="look for a quote that is not closed"
        ) from error


def _extended(lines: list[list[str]], rows: "Sequence[Row]") -> list[list[str]]:
    """Put rows below the lines; a table that lacks the last columns gets them if a row fills one."""
    from detente.codebook.own import FIELDS  # noqa: PLC0415

    width = len(lines[0]) if lines else 0
    needed = max(at + 1 for row in rows for at, value in enumerate(row) if value)
    if lines and needed > width and tuple(lines[0]) == FIELDS[:width]:
        more = [""] * (len(FIELDS) - width)
        lines = [[*one, *more] if len(one) == width and not one[0].startswith("#") else one for one in lines]
        lines[0] = list(FIELDS)
        width = len(FIELDS)
    return [*lines, *([*row[:width]] for row in rows)]


def _audited(part: Path, file: Path) -> "Audit":
    """Check a table that is not yet in its place, and name the place it will have."""
    from dataclasses import replace  # noqa: PLC0415

    from detente.codebook.audit import audit  # noqa: PLC0415
    from detente.errors import CodebookError  # noqa: PLC0415

    def placed(error: CodebookError) -> CodebookError:
        return CodebookError(error.what, where=error.where.replace(str(part), str(file)), remedy=error.remedy)

    try:
        found = audit(part)
    except CodebookError as error:
        raise placed(error) from error
    return replace(found, errors=tuple(map(placed, found.errors)), warnings=tuple(map(placed, found.warnings)))


def _shown(row: "Row") -> str:
    shown = io.StringIO()
    csv.writer(shown, lineterminator="").writerow(row)
    return shown.getvalue().rstrip(",")


def _tell(found: "Audit") -> None:
    for error in found.errors:
        typer.echo(f"error: {error}", err=True)
    for warning in found.warnings:
        typer.echo(f"warning: {warning}", err=True)


def check(files: Sequence[Path], *, as_json: bool) -> None:
    """Say what is wrong with tables, row by row: the files named, or ours; 2 is a bad row, 1 a doubt."""
    from detente.cli.tables import show_json  # noqa: PLC0415
    from detente.codebook.actor_tables import FOLDER  # noqa: PLC0415
    from detente.codebook.audit import audit, audit_shipped  # noqa: PLC0415

    found = [(file, audit(file)) for file in files] or [(FOLDER, audit_shipped())]
    if as_json:
        show_json([_told(file, one) for file, one in found])
    for file, one in () if as_json else found:
        _tell(one)
        counted = f"{len(one.errors)} bad, {len(one.warnings)} to look at"
        wrong = counted if one.errors or one.warnings else "no mistake found"
        typer.echo(f"{file}: {one.rows} rows, {wrong}" + (f"; use them with --actors {file}" if files else ""))
    worst = EXIT_UNUSABLE if any(one.errors for _, one in found) else EXIT_SKIPPED
    raise typer.Exit(worst if any(one.errors or one.warnings for _, one in found) else EXIT_ALL_READ)


def _told(file: Path, found: "Audit") -> dict[str, object]:
    return {
        "file": str(file),
        "rows": found.rows,
        "errors": [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in found.errors],
        "warnings": [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in found.warnings],
    }


def cover(country: str | None, *, as_json: bool) -> None:
    """Show for each state and office the years of which our table knows the holder."""
    from detente.cli.tables import show_json, show_table  # noqa: PLC0415
    from detente.codebook.actor_tables import FOLDER, load_actors  # noqa: PLC0415
    from detente.codebook.coverage import coverage, load_spans  # noqa: PLC0415
    from detente.codebook.offices import DUTIES, load_offices  # noqa: PLC0415

    spans = load_spans(FOLDER / "coverage.toml")
    found = list(coverage(load_actors()[0].rows, load_offices(FOLDER / "offices.csv"), spans))
    kept = [one for one in found if country is None or one.country == country.upper()]
    if not kept:
        message = f"no state has the code {country!r}; use ISO 3166-1 alpha-3 such as PAK"
        raise typer.BadParameter(message, param_hint="--country")
    if as_json:
        show_json([{"country": one.country, "office": one.duty, "years": list(one.years)} for one in kept])
        return
    rows = [kept[at : at + len(DUTIES)] for at in range(0, len(kept), len(DUTIES))]
    show_table(
        f"Years known, {spans.first} to {spans.known_until}",
        ("state", *DUTIES),
        ((row[0].country, *(years(one) for one in row)) for row in rows),
    )
    known, asked = sum(one.months for one in kept), sum(one.asked for one in kept)
    typer.echo(f"{known} of {asked} months known ({100 * known / asked:.0f} %)")


def years(span: "Span") -> str:
    """Write years as ranges: 2010-2013, 2016."""
    if not span.asked:
        return "-"
    starts = [year for year in span.years if year - 1 not in span.years]
    ends = [year for year in span.years if year + 1 not in span.years]
    return ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True)) or "none"


def take(files: Sequence[Path], out: Path | None, *, until: str, missing: bool) -> None:
    """Write actor dictionaries as a table that --actors takes, and say what of them could not be used."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.cli.account import show_skipped  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.codebook.rows import is_date  # noqa: PLC0415
    from detente.exchange import ACTOR_COLUMNS, open_exchange  # noqa: PLC0415
    from detente.records import Skipped  # noqa: PLC0415

    if out is None:
        message = "import needs a place to write to; name a file with --out"
        raise typer.BadParameter(message, param_hint="--out")
    if until and not is_date(until):
        message = f"{until!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
        raise typer.BadParameter(message, param_hint="--until")
    found = list(open_exchange(load()).actors(files, until=until, missing=missing))
    skipped = tuple(one for one in found if isinstance(one, Skipped))
    rows = [one for one in found if not isinstance(one, Skipped)]
    show_skipped(skipped)
    if rows:
        with jsonl.replacing(out) as file:
            csv.writer(file, lineterminator="\n").writerows([ACTOR_COLUMNS, *rows])
        typer.echo(f"{out}: {len(rows)} rows, {len(skipped)} roles or names skipped; use them with --actors {out}")
    raise typer.Exit(EXIT_UNUSABLE if not rows else EXIT_SKIPPED if skipped else EXIT_ALL_READ)
