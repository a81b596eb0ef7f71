"""``detente measure``: plans such as joint patrols, and what each side logs of every occasion."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import notice_acts as acts
from detente.cli.options import SettingsFile, case_file
from detente.records import Act

if TYPE_CHECKING:
    from detente.flow.traffic import Registry
    from detente.flow.viewing import Plans

__all__ = ["app"]

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Plan what both sides carry out, such as joint patrols, and log what became of each occasion.",
    epilog="A plan is a notice: detente notice reply, dispute, correct and withdraw work on it and on its log.",
)

FormName = Annotated[
    str | None,
    typer.Argument(metavar="[FORM]", help="The form, such as joint_patrol_plan.", show_default=False),
]
Name = Annotated[str, typer.Argument(metavar="ID", help="The plan, such as N4.", show_default=False)]
Look = Annotated[str | None, case_file("The case to look into.")]
Dyad = Annotated[
    str | None, typer.Option("--dyad", metavar="A-B", help="Only those of two parties.", show_default=False)
]
OUTCOMES = "done|not_done|not_observable|disputed"


OWN: dict[str, Any] = {
    "day": Annotated[str | None, typer.Option("--day", metavar="DAY", help="The occasion.", show_default=False)],
    "outcome": Annotated[
        str | None, typer.Option("--outcome", metavar=OUTCOMES, help="What became of it.", show_default=False)
    ],
    "evidence": Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="WORDS", help="What it rests on; may be repeated.", show_default=False),
    ],
    "verifier": Annotated[
        str | None, typer.Option("--verifier", metavar="BODY", help="Who confirms it.", show_default=False)
    ],
    "accused": Annotated[
        str | None,
        typer.Option("--accused", metavar="PARTY", help="At whose door a failure is laid.", show_default=False),
    ],
    "words": Annotated[
        str | None, typer.Option("--words", metavar="WORDS", help="What happened, in a line.", show_default=False)
    ],
}
PLAN = """Send a plan to the other side: a notice on a form that has a log.

\b
Examples:
  detente measure plan joint_patrol_plan --from PAK --to IRN --author 'Frontier Corps, plans' \\
    --field title='Patrols at Mirjaveh' --field place=Mirjaveh --field first=2024-02-05 \\
    --field last=2024-03-04 --field every='1 week' --field own_unit='border guards' \\
    --field other_unit='border guards' --field commitment=C2
  detente measure plan --file patrols.toml --dry-run

\b
Exit codes:
  0  entered (or, with --dry-run, it could be)
  2  wrong use, or the form does not allow it; nothing was entered"""
LOG = """Log what became of one occasion of a plan; both sides and third parties log each for themselves.

\b
Examples:
  detente measure log N4 --from PAK --day 2024-02-05 --outcome done --evidence 'joint record 1' --verifier IRN
  detente measure log N4 --from IRN --day 2024-02-12 --outcome not_done --accused PAK --words 'nobody came'

\b
Exit codes:
  0  entered (or, with --dry-run, it could be)
  2  wrong use, or the form or the thread does not allow it; nothing was entered"""

app.command("plan")(acts.command(Act.NEW, PLAN, ("form", FormName), planned=True))
app.command("log")(acts.command(Act.LOG, LOG, ("name", Name), own=OWN, without={"about", "tlp"}))


@app.command("list")
def list_(
    *,
    dyad: Dyad = None,
    viewer: acts.For = None,
    as_of: acts.AsOf = None,
    as_json: acts.AsJson = False,
    case: Look = None,
    settings: SettingsFile = None,
) -> None:
    """List the plans: what each is for, and how many of its occasions were done.

    \b
    Examples:
      detente measure list
      detente measure list --dyad PAK-IRN --as-of 2024-02-20
    """
    from detente.cli import measure_views  # noqa: PLC0415 - --help must not wait for the rooms

    measure_views.show_list(*_plans(dyad, viewer, as_of, case, settings), as_json=as_json)


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
    """Show a plan with the logs of both sides beside each other, and what follows from them by which rule.

    \b
    Examples:
      detente measure show N4
      detente measure show N4 --as-of 2024-02-20 --json
    """
    from detente.cli import measure_views  # noqa: PLC0415 - --help must not wait for the rooms

    measure_views.show_one(*_plans(None, viewer, as_of, case, settings), name, as_json=as_json)


def _plans(
    dyad: str | None, viewer: str | None, moment: str | None, case: str | None, settings: Path | None
) -> "tuple[Plans, Registry]":
    """Return the measures of the case that are asked for, and the look-up of names."""
    from detente.cli.cases import open_case  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli.notice_views import as_of  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow.traffic import open_registry  # noqa: PLC0415
    from detente.flow.viewing import dyad_of, plans  # noqa: PLC0415

    chosen = chosen_settings(settings, [], {"case": case})
    registry = open_registry(chosen)
    with open_case(chosen) as held:
        pair = dyad_of(held, registry, dyad) if dyad else None
        return plans(held, registry, dyad=pair, viewer=viewer, as_of=as_of(moment)), registry
