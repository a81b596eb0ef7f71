"""``detente ledger``: what was promised between two parties, where each promise stands, and what to watch for."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.brief import AsOf, CaseFile, Dyad, Set, check_days, chosen_dyad
from detente.cli.options import SettingsFile
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Books
    from detente.store import Case

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Name = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="One commitment, such as C3, with its history.", show_default=False)
]


@app.command()
def ledger(
    name: Name = None,
    *,
    dyad: Dyad = None,
    as_of: AsOf = None,
    case: CaseFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole of it as JSON.")] = False,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Show what was promised: by whom, how firmly, how far it was carried out, who confirms that, and when it is due.

    With the id of a commitment it shows that one: who says what of it, its due dates, every report on it with the words
    it rests on, both sides' logs of the measures that carry it out, and what would count as kept or broken.

    \b
    Examples:
      detente ledger
      detente ledger --dyad PAK-IRN --as-of 2024-01-24
      detente ledger C3
      detente ledger --dyad SDN-RSF --json

    \b
    Exit codes:
      0  the ledger was shown
      2  wrong use, or no such case, dyad or commitment
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.cli.resting import made_by, rests_on  # noqa: PLC0415
    from detente.flow import books  # noqa: PLC0415

    check_days(as_of)
    name = name.upper() if name is not None else None
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with opened(chosen, every=name is not None) as (held, desk):
        pair = _dyad_of(held, name) if name is not None else chosen_dyad(held, desk, dyad)
        found = books(held, desk, pair, as_of=as_of)
        one = held.resolve(name) if name is not None else None
        basis = rests_on(found, made_by(held))
    _show(found, desk, one, as_of or datetime.now(UTC).date().isoformat(), basis, as_json=as_json)


def _dyad_of(case: "Case", name: str) -> tuple[str, ...]:
    """Return the dyad that a commitment belongs to.

    Raises:
        DetenteError: the case has no such commitment.
    """
    known = case.resolve(name)
    found = case.commitments(ids=[known]) if known is not None else []
    if not found:
        raise DetenteError("is no commitment of this case", where=name, remedy="detente ledger lists them")
    return found[0].dyad


def _show(found: "Books", desk: "Desk", name: str | None, today: str, basis: str, *, as_json: bool) -> None:
    """Print the books of a dyad, or one commitment of them, with what they rest on, as JSON or for a person."""
    from detente.cli import promised  # noqa: PLC0415
    from detente.cli.tables import show_lines  # noqa: PLC0415

    page = promised.Page(found, desk, today)
    chosen = [one for one in found.commitments if name in {None, one.id}]
    if name is not None and not chosen:
        raise DetenteError("was not known then", where=name, remedy="ask for a later day with --as-of")
    if as_json:
        page.json(chosen, basis)
        return
    if name is not None:
        page.one(chosen[0])
    else:
        page.table()
    show_lines(basis)
