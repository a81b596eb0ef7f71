"""``detente agreement``: a joint statement split into numbered provisions, for a person to settle."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import entering

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.flow import Rooms
    from detente.records import Account, Article, Parse
    from detente.settings import Settings

__all__ = ["app"]

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Split a joint statement into numbered provisions, each a commitment once a person has settled them.",
)

Statement = Annotated[
    Path, typer.Argument(metavar="STATEMENT", help="The authoritative text: text, HTML or PDF.", show_default=False)
]
Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE.xlsx|.csv", help="Where to write the provisions.", show_default=False),
]


@app.callback()
def agreement() -> None:
    """Keep the group a group, though it has one command."""


@app.command()
def propose(
    statement: Statement,
    *,
    out: Out,
    case: entering.CaseFile = None,
    settings: entering.SettingsFile = None,
    setting: entering.Set = None,
) -> None:
    """Put a statement into the case as the authoritative text, and write its provisions as a spreadsheet.

    The provisions follow the statement's own numbering, or are the sentences in which something is undertaken. Type,
    parties, due date and condition are proposals: mend them, delete what is no commitment, then import the file.

    \b
    Examples:
      detente agreement propose statement.txt --out provisions.xlsx --case border.detente
      detente import provisions.xlsx --case border.detente
    """
    from detente.cli import jsonl  # noqa: PLC0415 - --help must not wait for the engine
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.entry import proposed, template  # noqa: PLC0415
    from detente.records import EntryKind  # noqa: PLC0415

    if out.suffix.lower() not in {".xlsx", ".csv"}:
        message = f"{out.name!r} ends neither in .xlsx nor in .csv"
        raise typer.BadParameter(message, param_hint="--out")
    chosen = chosen_settings(settings, setting or [], {"case": case})
    desk = entering.Entering(chosen)
    account, parse = _read(statement, chosen, desk.book)
    author = {"author": chosen.author} if chosen.author else {}
    rows = [{**author, **row} for row in proposed(account, parse, desk.book)]
    parties = sorted({name for row in rows for name in row.get("by", "").split("; ") if name})
    # Its provisions are settled by a person, so the case gets the text and its acts, and none of the proposals.
    desk.enter([replace(account, undertakings=(), parties=tuple(parties))])
    jsonl.replace_bytes(out, template(out.suffix.lower(), desk.book, {EntryKind.PROVISION: rows}))
    if not rows:
        typer.echo(f"{account.article.id} is in {desk.where}; no provision was found in it")
        typer.echo(f"enter them with: detente add commitment WORDS --agreement {account.article.id} --provision NUMBER")
        return
    without = sum("type" not in row for row in rows)
    typer.echo(f"{out}: {len(rows)} provisions of {account.article.id}, {without} without a type")
    typer.echo(f"settle them, then run: detente import {out} --case {desk.where}")


def _read(statement: Path, settings: "Settings", book: "Codebook") -> "tuple[Account, Parse]":
    """Read and code the statement as the authoritative text."""
    from detente.errors import ReadingError  # noqa: PLC0415 - as above
    from detente.flow import open_rooms  # noqa: PLC0415
    from detente.records import Article, Genre  # noqa: PLC0415

    rooms = open_rooms(settings, book)
    found = list(rooms.read([str(statement)]))
    articles = [one for one in found if isinstance(one, Article)]
    if len(articles) != 1:
        what = "; ".join(one.reason for one in found if not isinstance(one, Article)) or f"holds {len(articles)} texts"
        raise ReadingError(what, where=str(statement), remedy="name a file with the one text of the agreement")
    return _coded(replace(articles[0], genre=Genre.STATEMENT), rooms)


def _coded(article: "Article", rooms: "Rooms") -> "tuple[Account, Parse]":
    from detente.errors import ReadingError  # noqa: PLC0415 - as above
    from detente.records import Account, Skipped  # noqa: PLC0415

    (parse,) = rooms.parse([article])
    if isinstance(parse, Skipped):
        raise ReadingError(parse.reason, where=article.path or article.id, remedy="name another file")
    coded = rooms.code(parse, article)
    account = Account(
        article=article,
        codings=coded.codings,
        undertakings=coded.undertakings,
        skipped=coded.skipped,
        changes=coded.changes,
        links=coded.links,
    )
    return account, parse
