"""``detente brief``: an account of one dyad, told to a reader."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Books, Brief
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["app", "chosen_dyad"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FORMATS = ("terminal", "md", "html", "docx", "json")
PAIR = 2

Dyad = Annotated[
    str | None,
    typer.Option("--dyad", metavar="A-B", help="The two parties, such as PAK-IRN.", show_default="the fullest one"),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Tell events from this day on.", show_default=False)
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="What was known then; later reports do not count.", show_default=False),
]
Form = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="How to write it.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write it.", show_default="A-B.FORMAT, or the terminal"),
]
CaseFile = Annotated[str | None, case_file("The case to tell of.")]
Judgement = Annotated[
    str | None,
    typer.Option("--judgement", metavar="WORDS", help="Your own paragraph, marked as yours.", show_default=False),
]
Sign = Annotated[
    str | None, typer.Option("--sign", metavar="NAME", help="Who answers for this brief.", show_default=False)
]
Set = Annotated[list[str] | None, one_setting("One setting, such as brief.cited=5.")]


@app.command()
def brief(
    *,
    dyad: Dyad = None,
    since: Since = None,
    as_of: AsOf = None,
    form: Form = "terminal",
    out: Out = None,
    case: CaseFile = None,
    judgement: Judgement = None,
    sign: Sign = None,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Tell one relation: what happened, what each side says, what was promised, what is unknown.

    Every line cites the article and sentence it rests on, or the person who entered it.

    \b
    Examples:
      detente brief
      detente brief --dyad PAK-IRN --format html --out brief.html
      detente brief --dyad PAK-IRN --as-of 2024-01-19
      detente brief --dyad SDN-RSF --since 2024-03-01 --format docx --sign "A. Analyst"

    \b
    Exit codes:
      0  the brief was told
      2  wrong use, or no such case or dyad
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow import books  # noqa: PLC0415

    _check(form, since, as_of)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with opened(chosen) as (held, desk):
        pair = chosen_dyad(held, desk, dyad)
        found = books(held, desk, pair, as_of=as_of)
        told = _composed(held, desk, found, chosen, since=since, judgement=judgement, sign=sign)
    _write(told, form, out, desk)


def chosen_dyad(case: "Case", desk: "Desk", given: str | None) -> tuple[str, ...]:
    """Return the dyad that is asked for, or the one that the case holds most about.

    Raises:
        DetenteError: the case holds no such dyad; the remedy names those that it holds.
    """
    known = [one for one in case.dyads() if len(one.dyad) == PAIR]
    if not known:
        raise DetenteError(
            "holds nothing between two parties", where=case.where, remedy="read something into it: detente read PATH"
        )
    if given is None:
        return max(known, key=lambda one: (one.events, one.articles, one.dyad)).dyad
    by_name = {frozenset(one.dyad): one.dyad for one in known}
    for at, mark in enumerate(given):
        if mark == "-":
            sides = frozenset((_party(given[:at], desk), _party(given[at + 1 :], desk)))
            if sides in by_name:
                return by_name[sides]
    most = sorted(known, key=lambda one: -one.events)[:5]
    names = ", ".join("-".join(one.dyad) for one in most)
    raise DetenteError(f"holds nothing between {given}", where=case.where, remedy=f"it holds most about {names}")


def _party(name: str, desk: "Desk") -> str:
    """Return the party that a person means by an id, a code or a name."""
    if desk.book.actors.country_name(name.upper()):
        return name.upper()
    found = desk.book.actors.spelled(name, on=None)
    from detente.codebook import party  # noqa: PLC0415

    return (party(found[0]) or name) if found else name


def _composed(
    case: "Case",
    desk: "Desk",
    found: "Books",
    settings: "Settings",
    *,
    since: str | None,
    judgement: str | None,
    sign: str | None,
) -> "Brief":
    """Compose the brief and remember what it said."""
    from detente.brief import compose  # noqa: PLC0415
    from detente.flow import coverage  # noqa: PLC0415
    from detente.records import PastBrief  # noqa: PLC0415

    now = datetime.now(UTC).isoformat(timespec="seconds")
    day, until = (found.as_of or now)[:10], coverage(found)  # overdue is reckoned to today, as detente ledger does
    late = [
        desk.ledger.overdue(one, [k for k in found.keepings if k.commitment == one.id], day, until)
        for one in found.commitments
    ]
    making = case.makings()[-1] if case.makings() else None
    before = case.last_brief(found.dyad)
    told, said = compose(
        found,
        desk.book,
        overdue=[one for one in late if one],
        since=since,
        before=before,
        judgement=judgement,
        signed_by=sign,
        making=f"Detente {making.version}, codebook {making.codebook[:8]}" if making else "",
        config=settings.brief,
    )
    if found.as_of is None and since is None and (before is None or before.said != said):
        was = (before.said, before.at) if before else (None, None)
        past = PastBrief(dyad=found.dyad, at=now, as_of=None, said=said, before=was[0], before_at=was[1])
        case.remember_brief(past)
    return told


def _check(form: str, *days: str | None) -> None:
    """Refuse a format that is none, and a day that is none."""
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(FORMATS)}", param_hint="--format")
    for day in days:
        try:
            datetime.fromisoformat(day or "2024-01-01")
        except ValueError as error:
            raise typer.BadParameter(f"{day!r} is no day; write 2024-01-19", param_hint="--since / --as-of") from error


def _write(told: "Brief", form: str, out: Path | None, desk: "Desk") -> None:
    """Print the brief, or write it to its file."""
    from detente.brief import render  # noqa: PLC0415

    if form == "terminal":
        from detente.cli.briefing import show  # noqa: PLC0415

        show(told, desk.book)
        return
    if out is None and form in {"md", "json"}:
        sys.stdout.write(render(told, form, desk.book).decode())
        return
    target = out or Path(f"{'-'.join(told.dyad)}.{form}")
    try:
        target.write_bytes(render(told, form, desk.book))
    except OSError as error:
        raise DetenteError(
            f"cannot be written ({error.strerror})",
            where=str(target),
            remedy="name a file in a folder you can write to",
        ) from error
    typer.echo(f"{target}: {sum(len(one.lines) for one in told.sections)} lines, {len(told.citations)} sources")
