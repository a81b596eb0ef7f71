"""``detente event``: one event with every mention, every version, and why its reports were joined."""

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Event
    from detente.store import Case

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Name = Annotated[str, typer.Argument(metavar="ID", help="The id of an event, such as E4.", show_default=False)]
CaseFile = Annotated[str | None, case_file("The case it is in.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON.")]


@app.command()
def event(name: Name, *, case: CaseFile = None, as_json: AsJson = False, settings: SettingsFile = None) -> None:
    """Show one event: its mentions with their sentences, what each side says, and why they were joined.

    An id that went into another event after a merge shows that one.

    \b
    Examples:
      detente event E4
      detente event E4 --json
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.records.plain import written  # noqa: PLC0415

    chosen = chosen_settings(settings, [], {"case": case})
    with opened(chosen) as (held, desk):
        found = held.events(ids=[name.upper()])
        if not found:
            raise DetenteError("is no event of this case", where=name, remedy="detente brief shows their ids")
        if as_json:
            typer.echo(written(found[0]))
        else:
            _show(found[0], held, desk)


def _show(found: "Event", case: "Case", desk: "Desk") -> None:
    """Print an event."""
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from detente.brief import told_event  # noqa: PLC0415
    from detente.records import Judged  # noqa: PLC0415

    console = Console(highlight=False, emoji=False, markup=False)
    console.print(Text(f"{found.id}: {told_event(found, desk.book)}", style="bold underline"))
    codings = {
        coding.id: (account, coding)
        for account in case.accounts(case.articles_of(found.codings))
        for coding in account.codings
    }
    for number, name in enumerate(found.codings, 1):
        account, coding = codings[name]
        article = account.article
        who = f"entered by {account.entry.author}" if account.entry else article.source or article.path or article.id
        day = article.published.start[:10] if article.published else "no date"
        console.print(Text(f"{found.id}.{number}  {day}  {who}: {coding.type} {coding.status.value}", style="cyan"))
        console.print(Text(" ".join(coding.sentence.quote.split())), style="")
    names = desk.book.actors
    if found.claims:
        console.print(Text("What is said", style="bold"))
        for claim in found.claims:
            mark = "differs" if claim.field in found.disputed else "agreed"
            who = (names.country_name(claim.by) or claim.by) if claim.by else "reports"
            console.print(Text(f"  {claim.field} ({mark}): {who}: {claim.value}"))
    console.print(Text("Why they were joined", style="bold"))
    numbers = {name: number for number, name in enumerate(found.codings, 1)}
    for one in case.judgements(Judged.EVENT, found.codings):
        if one.left in numbers and one.right in numbers:
            reasons = "; ".join(reason.reason for reason in one.reasons)
            pair = f"{found.id}.{numbers[one.left]} and {found.id}.{numbers[one.right]}"
            console.print(Text(f"  {pair}: {one.score:.2f} by {one.by}: {reasons}"))
