"""``detente explain``: why a sentence was coded as it was."""

import json
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import wording
from detente.cli.exits import EXIT_UNUSABLE
from detente.cli.options import SettingsFile
from detente.cli.read import Actors, Places, Set, chosen_settings
from detente.errors import ReadingError

if TYPE_CHECKING:
    from detente.records import Article, Parse

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def explain(
    place: Annotated[
        str,
        typer.Argument(metavar="FILE[:SENTENCE]", help="An article, and the number of a sentence.", show_default=False),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole explanation as JSON.")] = False,
    actors: Actors = None,
    places: Places = None,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Show why a sentence was coded as it was: its tree, its names, the votes on each word, and what came out.

    Give it the tables and settings that read was given. Sentences are counted from 1; without a number the sentences of
    the article are listed with theirs.

    \b
    Examples:
      detente explain examples/01_agency_panjgur.txt
      detente explain examples/01_agency_panjgur.txt:5
      detente explain examples/01_agency_panjgur.txt:5 --json
      detente explain report.txt:3 --actors mine.csv --places my_places.csv
    """
    # Here and not above: --help must not wait for the engine's libraries.
    from detente.cli.reasons import show  # noqa: PLC0415
    from detente.flow import open_rooms  # noqa: PLC0415
    from detente.records import Article, Parse  # noqa: PLC0415

    path, number = _cut(place)
    chosen = chosen_settings(settings, setting or [], {"actors": actors, "places": places})
    rooms = open_rooms(chosen)
    found = list(islice(rooms.read([path]), 2))
    if len(found) > 1:
        reason = "there is more than one article here"
        raise ReadingError(reason, where=path, remedy="name a file that holds one article")
    article = found[0] if found else None
    if not isinstance(article, Article):
        reason = article.reason if article else "nothing was found there"
        raise ReadingError(reason, where=path, remedy="name one readable article")
    (parse,) = rooms.parse([article])
    if not isinstance(parse, Parse):
        raise ReadingError(parse.reason, where=path, remedy="name an article with prose")
    if number is None:
        _list(article, parse)
        return
    if not 1 <= number <= len(parse.sentences):
        sys.stderr.write(f"detente: {path}: there is no sentence {number}; it has 1 to {len(parse.sentences)}\n")
        raise typer.Exit(EXIT_UNUSABLE)
    explanation = rooms.explain(parse, article, number - 1)
    if as_json:
        sys.stdout.write(json.dumps(asdict(explanation), ensure_ascii=False) + "\n")
    else:
        show(explanation)


def _cut(place: str) -> tuple[str, int | None]:
    """Cut FILE:SENTENCE in two; a path that exists is a path, whatever colons it has."""
    path, colon, number = place.rpartition(":")
    if colon and number.isdigit() and not Path(place).exists():
        return path, int(number)
    return place, None


def _list(article: "Article", parse: "Parse") -> None:
    """Print the sentences of an article with their numbers."""
    for number, sentence in enumerate(parse.sentences, 1):
        words = wording.one_line(article.text[sentence.start : sentence.end])
        sys.stdout.write(f"{number:4}  {words}\n")
