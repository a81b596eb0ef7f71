"""``detente add``: one record that a person enters, with a flag for each of its fields."""

import inspect
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from detente.cli import entering
from detente.cli.exits import EXIT_UNUSABLE
from detente.records import Account, EntryKind

if TYPE_CHECKING:
    from detente.entry import Field

__all__ = ["app"]


class KindGroup(TyperGroup):
    """A command for each kind of entry, made when it is called or listed: its flags are the fields of the kind."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the kinds."""
        del ctx
        return [kind.value for kind in HEADS]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """Return the command of a kind, None where there is none of that name."""
        del ctx
        if cmd_name not in {kind.value for kind in HEADS}:
            return None
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(cmd_name)(_command(EntryKind(cmd_name)))
        command = typer.main.get_command(single)
        command.name = cmd_name
        return command  # type: ignore[return-value]


app = typer.Typer(
    cls=KindGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Enter a record: an event, a commitment, how it is kept, the state of a line, an observation.",
    epilog="The author is --author, else the setting author (DETENTE_AUTHOR).",
)

HEADS = {
    EntryKind.EVENT: """Enter an event: who did what to whom.""",
    EntryKind.COMMITMENT: """Enter what somebody undertook to do.""",
    EntryKind.KEEPING: """Enter evidence of how a commitment is kept: complied, violated, extended, silence.""",
    EntryKind.RELATION: """Enter how a line between two sides stands: envoys, talks, border, trade.""",
    EntryKind.OBSERVATION: """Enter an observation in free words; it stands in the account and makes no event.""",
}
EXAMPLES = {
    EntryKind.EVENT: (
        "detente add event 'Two houses near Panjgur were hit' --type ASSAULT --mode heavy-weapons --by Iran \\",
        "  --to 'Jaish al-Adl' --affected PAK --day 2024-01-16 --place Panjgur --killed 2 --rests-on 'call, governor'",
    ),
    EntryKind.COMMITMENT: (
        "detente add commitment 'Both ambassadors return by 26 January' --type diplomatic_representation --by PAK \\",
        "  --by IRN --standing agreed --announced 2024-01-22 --due 2024-01-26 --rests-on 'joint statement, para. 2'",
    ),
    EntryKind.KEEPING: (
        "detente add keeping 'The ambassador is back' --commitment C1 --finding complied --day 2024-01-26 \\",
        "  --rests-on 'protocol office by telephone'",
        "detente add keeping 'Shells fell on the village' --commitment 'ceasefire: ARM, AZE' \\",
        "  --finding alleged_violation --accused AZE --day 2024-02-13 --weapon mortar --rests-on 'village head'",
    ),
    EntryKind.RELATION: (
        "detente add relation 'Pakistan called its ambassador home' --line envoys --state recalled --parties PAK \\",
        "  --parties IRN --by PAK --day 2024-01-17 --rests-on 'foreign ministry briefing'",
    ),
    EntryKind.OBSERVATION: (
        "detente add observation 'The crossing stayed open' --parties PAK --parties IRN --day 2024-01-18 \\",
        "  --rests-on 'own observation'",
    ),
}
NOBODY = (
    "nobody is named as the author of this entry; give --author NAME, or say once for all who you are: "
    "author = NAME in detente.toml, or DETENTE_AUTHOR"
)
CODES = """Exit codes:
  0  entered, or there already
  2  wrong use; nothing was entered"""


def _command(kind: EntryKind) -> Any:  # noqa: ANN401 - typer reads the signature that is set here
    """Return the command of a kind: its parameters are the kind's fields."""
    from detente.entry import fields  # noqa: PLC0415 - detente --help must not wait for the rooms

    def enter(**given: Any) -> None:  # noqa: ANN401 - as above
        _add(kind, given)

    others = {
        "case": (entering.CaseFile, None),
        "settings": (entering.SettingsFile, None),
        "setting": (entering.Set, None),
    }
    taken = {field.name: (_option(field), None) for field in fields(kind)} | others
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(name, keyword, default=default, annotation=sort) for name, (sort, default) in taken.items()
    ]
    enter.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    enter.__annotations__ = {name: sort for name, (sort, _) in taken.items()}
    examples = "\n".join(f"  {line}" for line in EXAMPLES[kind])
    enter.__doc__ = f"{HEADS[kind]}\n\n\b\nExamples:\n{examples}\n\n\b\n{CODES}"
    return enter


def _option(field: "Field") -> Any:  # noqa: ANN401 - as above
    """Return the type of a field's flag with its help; the words stand without a flag."""
    told = f"{field.help}{'; needed' if field.need else ''}{'; may be repeated' if field.many else ''}."
    if field.name == "words":
        return Annotated[str | None, typer.Argument(metavar="[WORDS]", help=told, show_default=False)]
    flag = "--at" if field.name == "entered" else field.flag
    sort = list[str] | None if field.many else str | None
    return Annotated[sort, typer.Option(flag, metavar=field.reads.upper(), help=told, show_default=False)]


def _add(kind: EntryKind, given: dict[str, Any]) -> None:
    """Enter one record, or say all that is wrong with it."""
    from detente.cli.read import chosen_settings  # noqa: PLC0415 - --help must not wait for the rooms

    case = {"case": given.pop("case")}
    desk = entering.Entering(chosen_settings(given.pop("settings"), given.pop("setting") or [], case))
    values = {name: "; ".join(text) if isinstance(text, list) else text for name, text in given.items() if text}
    found = desk.clerk.entered(kind, {**desk.defaults(), **values}, now=entering.now())
    if not isinstance(found, Account):
        for problem in found:
            told = NOBODY if problem.field == "author" and "author" not in values else str(problem)
            sys.stderr.write(f"detente: {_flag(problem.field)}: {told}\n")
        raise typer.Exit(EXIT_UNUSABLE)
    new, _ = desk.enter([found])
    entering.show(found, "entered in" if new else "is already in", desk.where)


def _flag(field: str) -> str:
    return {"words": "WORDS", "entered": "--at"}.get(field, "--" + field.replace("_", "-"))


@app.callback()
def add() -> None:
    """Keep the group a group, whose commands are made when they are asked for."""
