"""``detente relation``: how two parties stand towards each other, line by line, and what is missing to go back."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.brief import AsOf, CaseFile, Set, check_days, chosen_dyad
from detente.cli.options import SettingsFile
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Books

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def relation(
    one: Annotated[str, typer.Argument(metavar="A", help="A party: a code, an id or a name.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="The other party.", show_default=False)],
    *,
    as_of: AsOf = None,
    case: CaseFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole of it as JSON.")] = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Show how two parties stand: envoys, relations, talks, calls, border, airspace and trade; third parties.

    Each line tells since when it stands so and the words it rests on. Below it stands the latest episode: what the
    relation was before it, what of that is restored and what is missing.

    \b
    Examples:
      detente relation PAK IRN
      detente relation PAK IRN --as-of 2024-01-19
      detente relation Sudan RSF --json

    \b
    Exit codes:
      0  the relation was shown
      2  wrong use, or no such case or dyad
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.cli.resting import made_by, rests_on  # noqa: PLC0415
    from detente.flow import books  # noqa: PLC0415

    check_days(as_of)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with opened(chosen) as (held, desk):
        pair = chosen_dyad(held, desk, f"{one}-{other}")
        found = books(held, desk, pair, as_of=as_of)
        basis = rests_on(found, made_by(held))
    if found.relation is None:
        raise DetenteError(
            "has no line that a report, entry or notice tells of" + (" by then" if as_of else ""),
            where="-".join(pair),
            remedy="enter one with detente add relation, or send an envoy status",
        )
    _show(found, desk, basis, as_json=as_json)


def _show(found: "Books", desk: "Desk", basis: str, *, as_json: bool) -> None:
    """Print the relation with what it rests on, as JSON, or as tables."""
    from detente.cli import standing, tables  # noqa: PLC0415

    if as_json:
        episodes = [asdict(episode) for episode in found.episodes]
        relation = asdict(found.relation) if found.relation else None
        tables.show_json({"as_of": found.as_of, "relation": relation, "episodes": episodes, "rests_on": basis})
        return
    standing.show(found, desk.book)
    tables.show_lines(basis)
