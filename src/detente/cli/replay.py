"""``detente replay``: a course of events played day by day through the account, and how two courses differ."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.exits import EXIT_UNUSABLE
from detente.cli.options import SettingsFile, one_setting
from detente.errors import CourseError

if TYPE_CHECKING:
    from detente.records import Course, Playing
    from detente.settings import Settings

__all__ = ["app"]

_Names = tuple[str | None, str | None]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A course as a TOML file, or the name of a ready one.", show_default=False),
]
Name = Annotated[
    str | None,
    typer.Option("--alternative", metavar="NAME", help="Play this alternative of the course.", show_default=False),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="NAME|FILE",
        help="Show how it differs from another alternative, or from another course.",
        show_default="the course as it stands, where an alternative is played",
    ),
]
First = Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day.", show_default=False)]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day.", show_default=False)]
Dyad = Annotated[
    str | None,
    typer.Option("--dyad", metavar="A-B", help="The two parties, such as PAK-IRN.", show_default="those of the course"),
]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Draw it as SVG.", show_default=False)]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole of it as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print how everything stands, a stretch of days a row, as CSV.")]
AsList = Annotated[bool, typer.Option("--list", help="List the courses that come with Detente.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as replay.days=2000.")]


@app.command()
def replay(
    file: File = None,
    *,
    alternative: Name = None,
    against: Against = None,
    first: First = None,
    last: Last = None,
    dyad: Dyad = None,
    svg: Svg = None,
    html: Html = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    listed: AsList = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Play a course of events day by day, and show how the account looks as of each day.

    A course is real, made up, or a variant of a case: entries are taken out, moved, changed or added. It is an
    illustration to rehearse and to teach with; it says nothing of what is likely, and writes into no case.

    \b
    Examples:
      detente replay --list
      detente replay january-2024
      detente replay january-2024 --alternative no-retaliation
      detente replay january-2024 --alternative no-retaliation --svg no-retaliation.svg
      detente replay january-2024 --alternative no-retaliation --against ambassadors-a-week-later
      detente replay course.toml --from 2024-01-16 --to 2024-02-05 --csv

    \b
    Exit codes:
      0  the course was played
      2  wrong use, or a course that cannot be played
    """
    from detente.cli import replayed  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    chosen = chosen_settings(settings, setting or [], {})
    _check(file, first, last, listed=listed, both=as_json and as_csv)
    try:
        if file is None:
            replayed.show_ready(chosen.replay)
            return
        names = (alternative, against)
        found = _played(file, names, chosen, dyad=_pair(dyad), first=first, last=last)
    except CourseError as error:
        for one in (error, *error.others):
            typer.echo(f"detente: {one}", err=True)
        raise typer.Exit(EXIT_UNUSABLE) from error
    replayed.put_out(found, svg=svg, html=html, as_json=as_json, as_csv=as_csv)


def _played(file: str, names: _Names, settings: "Settings", **asked: Any) -> "Playing":  # noqa: ANN401 - as flow.play
    """Play what is asked for, and what it is compared with."""
    from detente.flow import open_desk  # noqa: PLC0415 - as above
    from detente.flow.replays import Chosen, play  # noqa: PLC0415
    from detente.replay import load  # noqa: PLC0415

    course = load(file, settings.replay)
    chosen, beside = Chosen(course=course, alternative=names[0]), None
    if names[1] is not None:
        known = {one.name for one in course.alternatives}
        found = None if names[1] in known else _other(names[1], course, settings)
        beside = Chosen(course=found or course, alternative=None if found else names[1])
    elif names[0] is not None:
        beside = Chosen(course=course)
    return play(chosen, settings, open_desk(settings), against=beside, **asked)


def _other(given: str, course: "Course", settings: "Settings") -> "Course":
    """Return the other course that is meant.

    Raises:
        CourseError: it is neither an alternative of the course nor a file or ready course.
    """
    from detente.replay import load, near, ready  # noqa: PLC0415 - as above

    if Path(given).is_file() or given in ready():
        return load(given, settings.replay)
    known = [one.name for one in course.alternatives]
    remedy = near(given, known, settings.replay.near, "its alternatives are")
    raise CourseError(f"{given!r} is neither an alternative nor a file", where=course.where, remedy=remedy)


def _check(file: str | None, first: str | None, last: str | None, *, listed: bool, both: bool) -> None:
    """Refuse what cannot be asked for."""
    if file is None and not listed:
        raise typer.BadParameter("name a course, or --list those that come with Detente", param_hint="FILE")
    if file is not None and listed:
        raise typer.BadParameter("takes no course; leave one of the two out", param_hint="--list")
    if both:
        raise typer.BadParameter("ask for one of the two", param_hint="--json / --csv")
    for flag, day in (("--from", first), ("--to", last)):
        try:
            date.fromisoformat(day or "2024-01-01")
        except ValueError as error:
            raise typer.BadParameter(f"{day!r} is no day; write 2024-01-19", param_hint=flag) from error


def _pair(given: str | None) -> tuple[str, ...]:
    """Return the two parties of A-B; a name may hold a hyphen where spaces stand around the one that divides them."""
    if given is None:
        return ()
    mark = " - " if " - " in given else "-"
    parts = tuple(part.strip() for part in given.split(mark) if part.strip())
    if len(parts) != len("ab"):
        raise typer.BadParameter(f"{given!r} names no two parties; write PAK-IRN", param_hint="--dyad")
    return parts
