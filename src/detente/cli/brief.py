"""``detente brief``: an account of one dyad, told to a reader."""

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.exchange import Redaction
    from detente.flow import Desk
    from detente.records import Books, Brief, Tlp
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["app", "check_days", "chosen_dyad"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
_NO_NAME = re.compile(r"[^\w-]+")  # what a party may be called and no file should be
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
Label = Annotated[
    str | None,
    typer.Option(
        "--tlp", metavar="LABEL", help="Leave out traffic with a more restrictive TLP label.", show_default=False
    ),
]
Redact = Annotated[
    str,
    typer.Option("--redact", metavar="LEVEL", help="none, partners or public: hide places of forces, and names."),
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
    tlp: Label = None,
    redact: Redact = "none",
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Tell one relation: what happened, what each side says, what was promised, what is unknown.

    Every line cites the article and sentence it rests on, the person who entered it, or the notice. The head shows the
    most restrictive label of the notices that are cited; with --tlp nothing rests on traffic beyond that label, and
    with --redact places of forces and names are hidden.

    \b
    Examples:
      detente brief
      detente brief --dyad PAK-IRN --format html --out brief.html
      detente brief --dyad PAK-IRN --as-of 2024-01-19
      detente brief --dyad SDN-RSF --since 2024-03-01 --format docx --sign "A. Analyst"
      detente brief --dyad PAK-IRN --tlp GREEN --redact public

    \b
    Exit codes:
      0  the brief was told
      2  wrong use, or no such case or dyad
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.export_tables import level_of, redaction_of  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow import books  # noqa: PLC0415

    _check(form, since, as_of)
    most, level = _label(tlp), level_of(redact)
    chosen = chosen_settings(settings, setting or [], {"case": case})
    with opened(chosen) as (held, desk):
        pair = chosen_dyad(held, desk, dyad)
        found = books(held, desk, pair, as_of=as_of, most=most)
        hidden = redaction_of(held, desk, chosen, level)
        told = _composed(
            held, desk, found, chosen, since=since, judgement=judgement, sign=sign, most=most, hidden=hidden
        )
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
        return max(known, key=lambda one: (one.events, one.articles, one.threads, one.dyad)).dyad
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
    most: "Tlp | None" = None,
    hidden: "Redaction",
) -> "Brief":
    """Compose the brief and remember what it said, unless it leaves traffic out or is redacted.

    Such a one does not say what changed either: the last brief may have told what this one must not. A redacted one is
    composed of a redacted account, so that no sentence is cut before what is in it was hidden.
    """
    from detente.brief import compose  # noqa: PLC0415
    from detente.cli.resting import made_by  # noqa: PLC0415
    from detente.codebook import unread  # noqa: PLC0415
    from detente.flow import told_notices  # noqa: PLC0415
    from detente.flow.cases import overdue  # noqa: PLC0415
    from detente.records import Part, PastBrief  # noqa: PLC0415

    found = hidden.record(found, traffic=True)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = case.last_brief(found.dyad)
    told, said = compose(
        found,
        desk.book,
        overdue=overdue(found, desk, (found.as_of or now)[:10]),
        since=since,
        before=before,
        judgement=judgement,
        signed_by=sign,
        making=made_by(case) or "",
        config=settings.brief,
        notices=told_notices(found, desk),
        unread=unread(case.skipped()),
        most=most,
    )
    if hidden.level.hides:
        note = f"{told.head.making}; redacted, {hidden.level.id}: {hidden.level.means}"
        kept = tuple(one for one in told.sections if one.part is not Part.CHANGED)
        return hidden.record(replace(told, head=replace(told.head, making=note), sections=kept), traffic=True)
    if found.as_of is None and since is None and most is None and (before is None or before.said != said):
        was = (before.said, before.at) if before else (None, None)
        past = PastBrief(dyad=found.dyad, at=now, as_of=None, said=said, before=was[0], before_at=was[1])
        case.remember_brief(past)
    return told


def _label(tlp: str | None) -> "Tlp | None":
    """Return the label that is asked for, None for none; AMBER STRICT and TLP:AMBER+STRICT are the same."""
    from detente.records import Tlp  # noqa: PLC0415

    if not tlp:
        return None
    label = Tlp.named(tlp)
    if label is None:
        raise typer.BadParameter(f"{tlp!r} is no TLP label; use {', '.join(Tlp)}", param_hint="--tlp")
    return label


def _check(form: str, *days: str | None) -> None:
    """Refuse a format that is none, and a day that is none."""
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none; use {', '.join(FORMATS)}", param_hint="--format")
    check_days(*days, hint="--since / --as-of")


def check_days(*days: str | None, hint: str = "--as-of") -> None:
    """Refuse what is neither a day nor a moment, or is one in another way of writing (20240119)."""
    for day in filter(None, days):
        told = f"{day!r} is no day; write 2024-01-19"
        try:
            found = datetime.fromisoformat(day)
            if found.tzinfo is not None:
                found.astimezone(UTC)  # an hour that is on no calendar once it is compared
        except (ValueError, OverflowError) as error:
            raise typer.BadParameter(told, param_hint=hint) from error
        if not _MOMENT.fullmatch(day):
            raise typer.BadParameter(told, param_hint=hint)


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
    target = out or Path(f"{_NO_NAME.sub('_', '-'.join(told.dyad))}.{form}")
    try:
        target.write_bytes(render(told, form, desk.book))
    except OSError as error:
        raise DetenteError(
            f"cannot be written ({error.strerror})",
            where=str(target),
            remedy="name a file in a folder you can write to",
        ) from error
    typer.echo(f"{target}: {sum(len(one.lines) for one in told.sections)} lines, {len(told.citations)} sources")
