"""``detente notice``: working traffic on forms, each act one entry of the case's log; nothing in it ever changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from detente.cli import notice_acts as acts
from detente.cli.options import SettingsFile, case_file
from detente.records import Act

if TYPE_CHECKING:
    from detente.codebook import FormField

__all__ = ["app"]

# Acts about an earlier entry: what each is told as in --help, and an example of it.
ABOUT = {
    Act.ACKNOWLEDGE: ("Say that a notice was received; it accepts nothing of what it says.", "N1"),
    Act.DISPUTE: ("Contest what an entry says, with reasons.", "N2 --why 'no vehicle of ours was there that day'"),
    Act.SETTLE: (
        "End a dispute: how it ended, and what both sides hold from now on.",
        "N1 --outcome agreed --terms 'an accident; the post was told to signal first'",
    ),
    Act.CORRECT: (
        "Give new values for fields of an entry of your own side; the old ones stay in the log.",
        "N1 --field killed=3 --why 'one of the wounded has died'",
    ),
    Act.WITHDRAW: ("Take an entry of your own side back; it stays in the log.", "N1 --why 'entered for the wrong day'"),
    Act.RELEASE: ("Let a notice go out that needs a second person of the same side.", "N4 --author 'Head of section'"),
    Act.RELABEL: (
        "Give a thread another TLP label: anyone may narrow it, only who began it may widen it.",
        "N1 --tlp GREEN --why 'the facts are public now'",
    ),
}
LOOKS = ("list", "show", "forms")


class ActGroup(TyperGroup):
    """The commands of working traffic; those of acts are made when called or listed, from what the act asks for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the commands."""
        del ctx
        return [Act.NEW.value, Act.REPLY.value, *(act.value for act in ABOUT), *LOOKS]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """Return a command by its name, None where there is none of that name."""
        if cmd_name not in {act.value for act in ABOUT}:
            return super().get_command(ctx, cmd_name)  # type: ignore[return-value]
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(cmd_name)(_command(Act(cmd_name)))
        command = typer.main.get_command(single)
        command.name = cmd_name
        return command  # type: ignore[return-value]


app = typer.Typer(
    cls=ActGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Send and answer notices on forms: each is an entry of the case's log, and nothing in it ever changes.",
    epilog="The sender is --from, else the setting side (DETENTE_SIDE); the person --author, else the setting author.",
)

FormName = Annotated[
    str | None,
    typer.Argument(metavar="[FORM]", help="The form, such as incident_notice; a file may name it.", show_default=False),
]
Name = Annotated[str, typer.Argument(metavar="ID", help="The entry it is about, such as N3.", show_default=False)]
Look = Annotated[str | None, case_file("The case to look into.")]


@app.callback()
def notice() -> None:
    """Keep the group a group, whose commands are made when they are asked for."""


NEW = """Send a notice on a form: the first entry of a new thread.

detente notice forms FORM shows what a form asks for; with --blank FILE it writes an empty one to fill in.

\b
Examples:
  detente notice new incident_notice --from PAK --to IRN --author 'Duty officer, MFA' --about E4 \\
    --field day=2024-01-16 --field place=Panjgur --field kind=strike --field what='two houses were hit'
  detente notice new --file notice.toml --dry-run
  detente notice new query --stdin < query.toml

\b
Exit codes:
  0  entered (or, with --dry-run, it could be)
  2  wrong use, or the form does not allow it; nothing was entered"""
REPLY = """Answer a notice with the fields that its form asks for in a reply; it goes to everyone in the thread.

\b
Examples:
  detente notice reply N1 --from IRN --author 'Desk officer' --field finding=under_inquiry \\
    --field words='we ask for three days' --field until=2024-01-20

\b
Exit codes:
  0  entered (or, with --dry-run, it could be)
  2  wrong use, or the form or the thread does not allow it; nothing was entered"""

app.command("new")(acts.command(Act.NEW, NEW, ("form", FormName)))
app.command("reply")(acts.command(Act.REPLY, REPLY, ("name", Name)))


@app.command("list")
def list_(
    *,
    dyad: Annotated[
        str | None, typer.Option("--dyad", metavar="A-B", help="Only those between two parties.", show_default=False)
    ] = None,
    viewer: acts.For = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="STATE,...",
            help="Only those that stand so: open, held, answered, ..., or overdue.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help="Only those on a form.", show_default=False)
    ] = None,
    as_of: acts.AsOf = None,
    as_json: acts.AsJson = False,
    case: Look = None,
    settings: SettingsFile = None,
) -> None:
    """List the threads of working traffic: how each stands, and what is due of whom.

    \b
    Examples:
      detente notice list
      detente notice list --dyad PAK-IRN --state open,overdue
      detente notice list --for IRN --as-of 2024-01-19T12:00+05:00

    \b
    Exit codes:
      0  the list was shown
      2  wrong use, or no such case
    """
    from detente.cli import notice_views  # noqa: PLC0415 - --help must not wait for the rooms

    chosen = notice_views.Chosen(dyad=dyad, viewer=viewer, states=tuple(state or ()), form=form, as_of=as_of)
    notice_views.show_list(chosen, case, settings, as_json=as_json)


@app.command()
def show(
    name: Name,
    *,
    viewer: acts.For = None,
    as_of: acts.AsOf = None,
    as_json: acts.AsJson = False,
    case: Look = None,
    settings: SettingsFile = None,
) -> None:
    """Show a whole thread: every entry in order, corrections beside what they replaced, clocks, label, what may follow.

    \b
    Examples:
      detente notice show N3
      detente notice show N3 --for IRN

    \b
    Exit codes:
      0  the thread was shown
      2  wrong use, no such case or entry, or one that the party may not see
    """
    from detente.cli import notice_views  # noqa: PLC0415 - --help must not wait for the rooms

    notice_views.show_thread(name, viewer, as_of, case, settings, as_json=as_json)


@app.command()
def forms(
    name: Annotated[
        str | None, typer.Argument(metavar="[FORM]", help="One form, with all that it asks for.", show_default=False)
    ] = None,
    *,
    blank: Annotated[
        Path | None,
        typer.Option(
            "--blank",
            metavar="FILE",
            help="Write an empty notice on the form here, as TOML; - prints it.",
            show_default=False,
        ),
    ] = None,
    as_json: acts.AsJson = False,
    settings: SettingsFile = None,
    setting: acts.Set = None,
) -> None:
    """Show the forms, or what one of them asks for: fields, times, label, who releases it, rules.

    A form of your own is a TOML file in the folder that the setting forms names.

    \b
    Examples:
      detente notice forms
      detente notice forms incident_notice
      detente notice forms incident_notice --blank notice.toml
    """
    from detente.cli import notice_forms  # noqa: PLC0415 - --help must not wait for the rooms

    notice_forms.show(name, blank, settings, setting, as_json=as_json)


def _command(act: Act) -> Any:  # noqa: ANN401 - typer reads the signature that is set here
    """Return the command of an act about an earlier entry: its own fields are flags."""
    head, example = ABOUT[act]
    told = f"{head}\n\n\b\nExamples:\n  detente notice {act.value} {example}\n\n\b\n{acts.CODES}"
    own = {name: _option(one) for name, one in _fields(act).items()}
    return acts.command(act, told, ("name", Name), own=own, without=() if act is Act.CORRECT else acts.FORM)


def _fields(act: Act) -> "dict[str, FormField]":
    """Return what an act asks for on every form, by name."""
    from detente.codebook import load_forms  # noqa: PLC0415 - --help must not wait for the codebook

    return {one.name: one for one in next(iter(load_forms().values())).term(act).fields}


def _option(one: "FormField") -> Any:  # noqa: ANN401 - as above
    told = f"{one.means}{'; needed' if one.required else ''}{'; may be repeated' if one.many else ''}."
    told = told[0].upper() + told[1:]
    metavar = "|".join(one.values) if one.values else one.kind.upper()
    sort = list[str] | None if one.many else str | None
    return Annotated[
        sort, typer.Option(f"--{one.name.replace('_', '-')}", metavar=metavar, help=told, show_default=False)
    ]
