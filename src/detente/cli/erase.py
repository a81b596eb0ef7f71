"""``detente erase``: what the law asks to be forgotten goes for good; who erased it, when and why stays."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.notice_acts import Author, From, needed
from detente.cli.options import SettingsFile, case_file
from detente.errors import NoticeError

if TYPE_CHECKING:
    from detente.flow.keeping import Erasure
    from detente.settings import Settings

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Name = Annotated[str, typer.Argument(metavar="ID", help="The entry, such as N7.", show_default=False)]
Fields = Annotated[
    list[str],
    typer.Option(
        "--field",
        "-f",
        metavar="NAME",
        help="A value to erase; author for who wrote it; may be repeated.",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it has to go.", show_default=False)]
Authority = Annotated[
    str, typer.Option("--authority", metavar="WORDS", help="The law or order that asks for it.", show_default=False)
]
At = Annotated[str | None, typer.Option("--at", metavar="MOMENT", help="When it was erased.", show_default="now")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether it is meant.")]
CaseFile = Annotated[str | None, case_file("The case it is in.")]


@app.command()
def erase(
    name: Name,
    *,
    fields: Fields,
    reason: Reason,
    authority: Authority,
    sender: From = None,
    author: Author = None,
    at: At = None,
    yes: Yes = False,
    case: CaseFile = None,
    settings: SettingsFile = None,
) -> None:
    """Erase values of an entry for good, where the law asks for it; nobody can bring them back.

    The entry stays, with a mark where each value was, and a new entry says who erased it, when, why and by what right;
    detente verify still holds. What was copied before, to a backup or to another side, is out of reach.

    \b
    Examples:
      detente erase N7 --field victim --reason 'asked for by the family' --authority 'Data Protection Act, s. 17'
      detente erase N7 --field author --reason 'left the service' --authority 'order 12/2024' --yes

    \b
    Exit codes:
      0  erased
      2  wrong use, or no such entry or value, or not meant; nothing was erased
    """
    from detente.cli.entering import now  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow.keeping import Erasure  # noqa: PLC0415

    chosen = chosen_settings(settings, [], {"case": case})
    asked = Erasure(
        entry=name,
        names=tuple(dict.fromkeys(fields)),
        sender=needed("from", sender or chosen.side),
        author=needed("author", author or chosen.author),
        at=at or now(),
        why=_said("--reason", reason),
        authority=_said("--authority", authority),
    )
    _carry_out(asked, chosen, now(), yes=yes)


def _carry_out(asked: "Erasure", chosen: "Settings", now: str, *, yes: bool) -> None:
    """Erase what is asked, once it is sure that it can be and is meant, and say where else the words stand."""
    from detente.cli.cases import open_case  # noqa: PLC0415 - as above
    from detente.flow import keeping, open_desk, write_up  # noqa: PLC0415
    from detente.flow.traffic import open_registry  # noqa: PLC0415

    with open_case(chosen) as held:
        entry = keeping.erasable(held, asked)
        told = f"{', '.join(asked.names)} of {entry.id} ({entry.notice.sender}, {entry.notice.at[:10]})"
        if not yes and not _meant(told):
            raise NoticeError("nothing was erased", where=entry.id, remedy="give --yes once you are sure")
        left = keeping.elsewhere(held, entry, asked.names)
        desk = open_desk(chosen)
        made = keeping.erase(
            held, open_registry(chosen), asked, now=now, rebuild=lambda dyads: list(write_up(held, desk, dyads))
        )
    typer.echo(f"{made.id}: {told} erased in {held.where}; detente verify still holds")
    if left:
        places = ", ".join(f"{name} of {where}" for where, name in left)
        typer.echo(f"the same words stand in {places}; erase them too if they have to go")


def _meant(told: str) -> bool:
    """Ask whether it is meant, where there is somebody to ask."""
    return sys.stdin.isatty() and typer.confirm(f"Erase {told} for good?", err=True)


def _said(flag: str, words: str) -> str:
    if not words.strip():
        raise NoticeError("is empty", where=flag, remedy="write it in words; it stays in the log for good")
    return words.strip()
