"""``detente judge``: a person's word on what is the same; it always wins over Detente's, and can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from detente.cli.options import SettingsFile, case_file
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.records import Judged, Judgement
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["app", "members"]

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)

HOW = """An id is that of an event (E4), a promise (C3) or a story (S2); E4.3 is the third mention of E4, as detente
event E4 numbers them."""

One = Annotated[str, typer.Argument(metavar="ID", help="E4, C3, S2, or one mention of it: E4.3.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="ID", help="The other one.", show_default=False)]
CaseFile = Annotated[str | None, case_file("The case to judge in.")]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Who judges; else the setting author.", show_default=False),
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Your reason, kept with the judgement.")]


class Members(NamedTuple):
    """What an id stands for: the kind of thing and what was read or entered of it."""

    about: "Judged"
    ids: list[str]


@app.callback(
    help=f"Say what is the same and what is not; the account follows, and any judgement can be taken back.\n\n{HOW}"
)
def judge() -> None:
    """Say what is the same."""


@app.command()
def same(
    one: One,
    other: Other,
    *,
    why: Why = "",
    case: CaseFile = None,
    author: Author = None,
    settings: SettingsFile = None,
) -> None:
    """Join two events, promises or stories: reports of both are of one.

    \b
    Examples:
      detente judge same E4 E12 --why "the Panjgur strike, told by another agency"
      detente judge same C3 C5 --author "A. Analyst"
    """
    _judge(one, other, why, _settings(settings, case, author), verdict=True)


@app.command()
def different(
    one: One,
    other: Other,
    *,
    why: Why = "",
    case: CaseFile = None,
    author: Author = None,
    settings: SettingsFile = None,
) -> None:
    """Keep two things apart, or take one mention out of an event.

    \b
    Examples:
      detente judge different E4.3 E4 --why "this is the strike of the day before"
      detente judge different E4 E12
    """
    _judge(one, other, why, _settings(settings, case, author), verdict=False)


@app.command()
def undo(
    one: One,
    other: Other,
    *,
    case: CaseFile = None,
    author: Author = None,
    settings: SettingsFile = None,
) -> None:
    """Take back what people judged of two things; Detente's own judgement holds again.

    \b
    Examples:
      detente judge undo E4 E12
    """
    _judge(one, other, "taken back", _settings(settings, case, author), verdict=None)


@app.command("list")
def list_(*, case: CaseFile = None, settings: SettingsFile = None) -> None:
    """List what people judged, with their reasons.

    \b
    Examples:
      detente judge list
    """
    from detente.cli.cases import open_case  # noqa: PLC0415
    from detente.cli.tables import show_table  # noqa: PLC0415
    from detente.records import Judged  # noqa: PLC0415

    with open_case(_settings(settings, case, None)) as held:
        found = [one for about in Judged for one in held.judgements(about) if one.persons]
        names = held.event_of(name for one in found for name in (one.left, one.right))
    rows = [
        (
            (one.at or "")[:16].replace("T", " "),
            one.by,
            names.get(one.left, one.left),
            "same as" if one.same else "not",
            names.get(one.right, one.right),
            "; ".join(reason.reason for reason in one.reasons),
        )
        for one in sorted(found, key=lambda one: one.at or "")
    ]
    show_table("What people judged", ("when", "who", "this", "is", "that", "why"), rows)


def _settings(file: Path | None, case: str | None, author: str | None) -> "Settings":
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    return chosen_settings(file, [], {"case": case, "author": author})


def _judge(one: str, other: str, why: str, settings: "Settings", *, verdict: bool | None) -> None:
    """Keep the judgement and bring the account up to date; a verdict of None takes one back."""
    from detente.cli.cases import opened, up_to_date  # noqa: PLC0415

    if not settings.author:
        raise DetenteError(
            "does not say who judges", where="--author", remedy='name yourself: --author "A. Analyst", or set author'
        )
    with opened(settings) as (case, desk):
        left, right = members(case, one), members(case, other)
        if left.about is not right.about:
            raise DetenteError(
                "are not of one kind", where=f"{one} and {other}", remedy="name two events or two promises"
            )
        if verdict is None:
            judged = list(_taken_back(case, {*left.ids, *right.ids}, left.about, settings.author))
        else:
            judged = list(_judgements(left, right, why, settings.author, same=verdict))
        if not judged:
            raise DetenteError("nothing to judge", where=f"{one} and {other}", remedy="detente judge list shows all")
        for each in judged:
            case.judge(each)
        up_to_date(case, desk)
        now = [case.resolve(name.partition(".")[0]) or name for name in (one, other)]
    said = {True: "the same", False: "kept apart", None: "as Detente judges"}[verdict]
    typer.echo(f"{one} and {other}: {said}; now {' and '.join(dict.fromkeys(now))}")


def members(case: "Case", name: str) -> Members:
    """Return what an id stands for.

    Raises:
        DetenteError: the case knows no such id.
    """
    from detente.records import Judged  # noqa: PLC0415

    plain, _, number = name.partition(".")
    ids: Sequence[str] = ()
    about = {"E": Judged.EVENT, "C": Judged.COMMITMENT, "S": Judged.ARTICLE}.get(plain[:1])
    if about is Judged.EVENT:
        ids = [one for event in case.events(ids=[plain]) for one in event.codings]
    elif about is Judged.COMMITMENT:
        ids = [one for promise in case.commitments(ids=[plain]) for one in promise.undertakings]
    elif about is Judged.ARTICLE:
        ids = [one for story in case.stories([plain]) for one in story.articles]
    if number and number.isdecimal() and 0 < int(number) <= len(ids):
        ids = [ids[int(number) - 1]]
    elif number:
        ids = ()
    if about is None or not ids:
        raise DetenteError("is not in the case", where=name, remedy="name an id that detente brief shows, such as E4")
    return Members(about, list(ids))


def _taken_back(case: "Case", ids: set[str], about: "Judged", author: str) -> Iterator["Judgement"]:
    """Yield what takes back each judgement of a person about any two of the ids."""
    for one in case.judgements(about, ids):
        if one.persons and one.left in ids and one.right in ids:
            yield replace(one, by=author, at=datetime.now(UTC).isoformat(timespec="seconds"), withdrawn=True)


def _judgements(left: Members, right: Members, why: str, author: str, *, same: bool) -> Iterator["Judgement"]:
    """Yield the judgements about pairs: what is the same is tied to its first member, what is not is kept apart each.

    A person who says that two events are one vouches for both as they stand, so that no member is left behind.
    """
    from detente.records import Judgement, Reason  # noqa: PLC0415

    ones = [one for one in left.ids if len(left.ids) == 1 or one not in right.ids] or left.ids
    others = [one for one in right.ids if one not in ones]
    whole = [*ones, *others]
    pairs = [(whole[0], one) for one in whole[1:]] if same else [(one, other) for one in ones for other in others]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for one, other in pairs:
        yield Judgement(
            about=left.about,
            left=min(one, other),
            right=max(one, other),
            same=same,
            score=float(same),
            reasons=(Reason(field="same", score=1.0, reason=why or "a person's judgement"),),
            by=author,
            at=at,
        )
