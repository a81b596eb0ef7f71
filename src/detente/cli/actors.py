"""``detente actors``: the table of actors, and a check of one's own."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from detente.codebook.actors import ActorTable
    from detente.codebook.terms import Row

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[find WORDS | check FILE | import FILE... | path]",
        help="A name or part of one; check FILE reads your own table; import reads dictionaries of PETRARCH; "
        "path tells where ours lies.",
        show_default=False,
    ),
]
Country = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Only of this country (PAK, UNO, ...).")]
Own = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="Your own table, added to ours.", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where import writes the table.", show_default=False),
]
Until = Annotated[
    str,
    typer.Option("--until", metavar="DATE", help="With import: terms left open end on this day.", show_default=False),
]
Missing = Annotated[bool, typer.Option("--missing", help="With import: only names that our table lacks.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@app.command()
def actors(
    words: Words = None,
    *,
    country: Country = None,
    own: Own = None,
    out: Out = None,
    until: Until = "",
    missing: Missing = False,
    as_json: AsJson = False,
) -> None:
    """Show who is in the actor table, check a table of your own, or make one from dictionaries of PETRARCH.

    \b
    Examples:
      detente actors find Jaish al-Adl
      detente actors --country PAK
      detente actors check mine.csv
      detente actors import Phoenix.Countries.actors.txt --out mine.csv
      detente actors path
    """
    first, rest = (words[0], words[1:]) if words else ("", [])
    if first == "path" and not rest:
        _path()
    elif first == "import" and rest:
        _import([Path(one) for one in rest], out, until=until, missing=missing)
    elif first == "check" and len(rest) == 1:
        _check(Path(rest[0]), as_json=as_json)
    else:
        _find(" ".join(rest if first == "find" else words or []), country, own, as_json=as_json)


def _path() -> None:
    from detente.codebook.book import FOLDER  # noqa: PLC0415

    typer.echo(str(FOLDER))


def _check(file: Path, *, as_json: bool) -> None:
    """Read a user's table and say how many rows it has; a broken line ends the command with its remedy."""
    from detente.cli.tables import show_json  # noqa: PLC0415
    from detente.codebook.book import check_actors  # noqa: PLC0415

    rows = check_actors(file)
    if as_json:
        show_json({"file": str(file), "rows": rows, "error": None})
    else:
        typer.echo(f"{file}: {rows} rows, no mistake found; use them with --actors {file}")


def _import(files: list[Path], out: Path | None, *, until: str, missing: bool) -> None:
    """Write actor dictionaries as a table that --actors takes, and say what of them could not be used."""
    import csv  # noqa: PLC0415

    from detente.cli import jsonl  # noqa: PLC0415
    from detente.cli.account import show_skipped  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415
    from detente.exchange import ACTOR_COLUMNS, open_exchange  # noqa: PLC0415
    from detente.records import Skipped  # noqa: PLC0415

    if out is None:
        message = "import needs a place to write to; name a file with --out"
        raise typer.BadParameter(message, param_hint="--out")
    if until and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", until):
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


def _find(wanted: str, country: str | None, own: Path | None, *, as_json: bool) -> None:
    from detente.cli.tables import show_json  # noqa: PLC0415
    from detente.codebook import load  # noqa: PLC0415

    book = load(actors=own)
    if country is not None and country.upper() not in book.countries:
        message = f"no country has the code {country!r}; use ISO 3166-1 alpha-3 such as PAK, or UNO, EUR, IGO, NGO, IMG"
        raise typer.BadParameter(message, param_hint="--country")
    if not wanted and country is None:
        _summary(book.actors, as_json=as_json)
        return
    found = book.actors.named(wanted) if wanted else book.actors.rows
    rows = [row for row in found if country is None or row.country == country.upper()]
    if as_json:
        show_json([_fields(row) for row in rows])
    else:
        _show(rows, wanted or str(country))


def _fields(row: "Row") -> dict[str, str | list[str] | None]:
    spellings = list(row.spellings())
    return {
        "kind": row.kind,
        "id": row.id,
        "name": row.name,
        "variants": spellings[1:],
        "country": row.country or None,
        "sector": row.sector or None,
        "office": row.office or None,
        "from": row.start or None,
        "to": row.end or None,
    }


def _show(rows: "list[Row]", wanted: str) -> None:
    from detente.cli.tables import show_table  # noqa: PLC0415

    if not rows:
        typer.echo(f"nothing in the table is called {wanted!r}; add it in a file of your own (see docs/codebook.md)")
        raise typer.Exit(1)
    cells = ((row.kind, row.country, row.sector, _term(row), _names(row)) for row in rows)
    show_table(f"Actors: {wanted}", ("kind", "country", "sector", "office and time", "names"), cells)


def _term(row: "Row") -> str:
    time = f"{row.start or '?'} to {row.end or 'now'}" if row.start or row.end else ""
    return ", ".join(part for part in (row.office, time) if part)


def _names(row: "Row") -> str:
    return "; ".join(row.spellings())


def _summary(table: "ActorTable", *, as_json: bool) -> None:
    from detente.cli.tables import show_json, show_table  # noqa: PLC0415

    counts = Counter(row.kind for row in table.rows) + Counter(agent=len(table.nouns))
    if as_json:
        show_json(dict(counts))
        return
    show_table("Actor table", ("kind", "rows"), ((kind, str(number)) for kind, number in counts.items()))
    typer.echo("detente actors find WORDS shows rows; detente actors path tells where the files lie.")
