"""``detente actors``: who is in the table of actors; what is done to files of actors stands in ``actor_files``."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.codebook.actors import ActorTable
    from detente.codebook.terms import Row

__all__ = ["app"]

# What is done to files; any other word is looked for.
VERBS = frozenset({"add", "check", "coverage", "import"})
NEEDING = {"add": "FILE FIELD=VALUE...", "import": "FILE... and --out FILE"}

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[find WORDS | add FILE FIELD=VALUE... | check [FILE] | import FILE... | coverage | path]",
        help="A name or part of one; add writes a row into your own table; check reads your table, or ours; import "
        "reads dictionaries of PETRARCH; coverage tells which offices ours knows; path tells where it lies.",
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
Close = Annotated[
    bool, typer.Option("--close", help="With add: end the term of the one who held the office, as far as we know.")
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
    close: Close = False,
    as_json: AsJson = False,
) -> None:
    """Show who is in the actor table; make, check and extend a table of your own, which --actors lays over ours.

    \b
    Examples:
      detente actors find Jaish al-Adl
      detente actors --country PAK
      detente actors add mine.csv name="Ada Example" country=IRN office="foreign minister" from=2026-01 --close
      detente actors check mine.csv
      detente actors coverage --country PAK
      detente actors import Phoenix.Countries.actors.txt --out mine.csv
      detente actors path

    \b
    Exit codes:
      0  found, written, or without a mistake
      1  nothing is called so, or there are rows to look at again
      2  wrong use, or a row or file that cannot be used
    """
    first, rest = (words[0], words[1:]) if words else ("", [])
    if first in NEEDING and not rest:
        message = f"{first} needs {NEEDING[first]}; to look for the name, write find {first}"
        raise typer.BadParameter(message, param_hint=first)
    if first == "path" and not rest:
        _path()
    elif first in VERBS:
        from detente.cli import actor_files  # noqa: PLC0415 - only these need it

        if first == "add":
            actor_files.add(Path(rest[0]), rest[1:], close=close)
        elif first == "import":
            actor_files.take([Path(one) for one in rest], out, until=until, missing=missing)
        elif first == "check":
            actor_files.check([Path(one) for one in rest], as_json=as_json)
        else:
            actor_files.cover(country, as_json=as_json)
    else:
        _find(" ".join(rest if first == "find" else words or []), country, own, as_json=as_json)


def _path() -> None:
    from detente.codebook.actor_tables import FOLDER  # noqa: PLC0415

    typer.echo(str(FOLDER))


def _find(wanted: str, country: str | None, own: Path | None, *, as_json: bool) -> None:
    from detente.cli.tables import show_json  # noqa: PLC0415
    from detente.codebook.actor_tables import load_actors  # noqa: PLC0415

    table, countries = load_actors(actors=own)
    if country is not None and country.upper() not in countries:
        message = f"no country has the code {country!r}; use ISO 3166-1 alpha-3 such as PAK, or UNO, EUR, IGO, NGO, IMG"
        raise typer.BadParameter(message, param_hint="--country")
    if not wanted and country is None:
        _summary(table, as_json=as_json)
        return
    found = table.named(wanted) if wanted else table.rows
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
        "confidence": row.confidence or None,
        "opponents": row.opponents.split("|") if row.opponents else [],
    }


def _show(rows: "list[Row]", wanted: str) -> None:
    from detente.cli.tables import show_table  # noqa: PLC0415

    if not rows:
        typer.echo(f"nothing in the table is called {wanted!r}; add it in a file of your own (detente actors add)")
        raise typer.Exit(1)
    cells = ((row.kind, row.country, row.sector, _term(row), _names(row)) for row in rows)
    show_table(f"Actors: {wanted}", ("kind", "country", "sector", "office and time", "names"), cells)


def _term(row: "Row") -> str:
    time = f"{row.start or '?'} to {row.end or 'now'}" if row.start or row.end else ""
    return ", ".join(part for part in (row.office, time, "not certain" if row.confidence == "likely" else "") if part)


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
