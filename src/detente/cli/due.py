"""``detente due``: what falls due, what is overdue, and the same as a calendar."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import DetenteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.codebook import AgendaWords
    from detente.flow.agenda import Asked, Falling
    from detente.records import Due, Tlp
    from detente.settings import Settings

__all__ = ["app", "label_of"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_COLUMNS = ("when", "how it stands", "of whom", "what")
_STDOUT = "-"

Days = Annotated[
    int | None,
    typer.Option("--days", metavar="N", min=0, help="How many days to look ahead.", show_default="14, or agenda.days"),
]
All = Annotated[bool, typer.Option("--all", help="Everything, also what was done or called off.")]
Dyad = Annotated[
    str | None, typer.Option("--dyad", metavar="A-B", help="Two parties, such as PAK-IRN.", show_default="all")
]
Viewer = Annotated[
    str | None,
    typer.Option("--for", metavar="PARTY", help="Only what this party may see.", show_default="the whole case"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="As things stood then, by what was known then.", show_default="now"),
]
Ics = Annotated[
    Path | None,
    typer.Option("--ics", metavar="FILE", help="Write a calendar (- for standard output).", show_default=False),
]
Most = Annotated[
    str | None,
    typer.Option("--most", metavar="TLP", help="Leave out labels that are more restrictive.", show_default=False),
]
CaseFile = Annotated[str | None, case_file("The case to look into.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as agenda.days=30.")]


@app.command()
def due(
    *,
    days: Days = None,
    every: All = False,
    dyad: Dyad = None,
    viewer: Viewer = None,
    as_of: AsOf = None,
    ics: Ics = None,
    most: Most = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    case: CaseFile = None,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Show what falls due: promises, replies, review meetings, occasions of plans, ends of what holds for a time.

    What is overdue comes first. Each row says of whom it is expected, on what it rests and under which label.
    A calendar holds everything unless --days is given; imported again, it moves and cancels what has changed.

    \b
    Examples:
      detente due
      detente due --days 30 --dyad PAK-IRN
      detente due --for PAK --as-of 2024-01-26
      detente due --ics border.ics --most GREEN

    \b
    Exit codes:
      0  it was shown or written
      2  wrong use, or no such case, dyad or party
    """
    from detente.cli.read import chosen_settings  # noqa: PLC0415 - --help must not wait for the rooms

    if days is not None and every:
        raise typer.BadParameter("--days and --all exclude each other", param_hint="--all")
    label = label_of(most, "--most") if most else None
    chosen = chosen_settings(settings, setting or [], {"case": case})
    ahead = None if every or (ics and days is None) else chosen.agenda.days if days is None else days
    asked, found, words = _found(chosen, ahead, dyad=dyad, viewer=viewer, as_of=as_of, label=label)
    if ics is not None:
        from detente.agenda import calendar  # noqa: PLC0415 - as above

        _write(ics, calendar(found.dues, asked.now, words=words, config=chosen.agenda), found.dues)
    if as_json:
        _json(found.dues, asked.moment, ahead)
    elif ics is None:
        _table(found.dues, words, asked.moment, ahead)
    if found.left_out and label is not None and viewer is None:
        typer.echo(f"left out: notices labelled more restrictively than TLP:{label.value}", err=True)


def _found(
    settings: "Settings",
    days: int | None,
    *,
    dyad: str | None,
    viewer: str | None,
    as_of: str | None,
    label: "Tlp | None",
) -> "tuple[Asked, Falling, AgendaWords]":
    """Return what falls due in the case of this call, as of when, and the words to say it in."""
    from detente.cli import entering  # noqa: PLC0415 - as above
    from detente.cli.brief import chosen_dyad  # noqa: PLC0415
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.notice_views import as_of as moment_of  # noqa: PLC0415
    from detente.flow import agenda as flow  # noqa: PLC0415
    from detente.flow.traffic import open_registry  # noqa: PLC0415
    from detente.flow.viewing import party_of  # noqa: PLC0415

    if as_of is not None:
        moment_of(as_of)
    with opened(settings) as (held, desk):
        party = party_of(held, open_registry(settings), viewer, "--for") if viewer else None
        pairs = [chosen_dyad(held, desk, dyad)] if dyad else None
        asked = flow.Asked(now=entering.now(), as_of=as_of, viewer=party, most=label)
        return asked, flow.due(held, desk, asked, dyads=pairs, days=days), flow.agenda_words(desk)


def label_of(given: str, flag: str) -> "Tlp":
    """Return a label by its name.

    Raises:
        DetenteError: there is none of that name.
    """
    from detente.records import Tlp  # noqa: PLC0415 - as above

    found = Tlp.named(given)
    if found is None:
        raise DetenteError(f"{given!r} is no label", where=flag, remedy=f"use {', '.join(Tlp)}")
    return found


def _write(path: Path, content: bytes, shown: "Sequence[Due]") -> None:
    """Write a calendar and say what it holds."""
    from detente.cli.jsonl import replace_bytes  # noqa: PLC0415 - as above

    if str(path) == _STDOUT:
        sys.stdout.write(content.decode())
        return
    replace_bytes(path, content)
    late = sum(one.days < 0 and not one.done and not one.called_off for one in shown)
    entries = "1 entry" if len(shown) == 1 else f"{len(shown)} entries"
    typer.echo(f"{path}: {entries}, {late} overdue", err=True)


def _json(shown: "Sequence[Due]", moment: str, days: int | None) -> None:
    from detente.cli.tables import show_json  # noqa: PLC0415 - as above

    show_json({"as_of": moment, "days": days, "dues": [asdict(one) for one in shown]})


def _table(shown: "Sequence[Due]", words: "AgendaWords", moment: str, days: int | None) -> None:
    from detente.cli.tables import show_lines, show_table  # noqa: PLC0415 - as above

    within = "" if days is None else f" within {words.days(days)}"
    title = f"What falls due{within}, as of {moment.replace('T', ' ')}"
    if not shown:
        show_lines(title, "Nothing, and nothing is overdue.")
        return
    rows = sorted(shown, key=lambda one: (one.called_off, one.done, one.days, one.when, one.key))
    show_table(title, _COLUMNS, [_row(one, words, moment) for one in rows])


def _row(one: "Due", words: "AgendaWords", moment: str) -> tuple[str, str, str, str]:
    """Return the row of one thing: when, how it stands, of whom, and what it is with what it rests on."""
    from detente.cli.wording import one_line  # noqa: PLC0415 - as above

    whose = "\n".join(map(words.name, one.whose))
    kind = words.words["kind"][one.kind]
    rests = [f"rests on {one_line(row)}" for row in one.rests_on]
    told = "\n".join((f"{kind}: {one_line(one.words)}", *rests, f"{one.about}, TLP:{one.tlp.value}"))
    return one.when.replace("T", "\n"), words.stands(one, moment), whose, told
