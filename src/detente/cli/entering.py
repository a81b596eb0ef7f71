"""What ``add``, ``import`` and ``agreement`` share: the clerk over this call's settings, and the way into the case."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file, one_setting

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.records import Account, Article, Commitment, Participant
    from detente.settings import Settings

__all__ = ["CaseFile", "Entering", "Set", "SettingsFile", "is_there", "now", "show"]

_WIDEST = 12
CaseFile = Annotated[str | None, case_file("The case it goes into.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as actors=mine.csv.")]


def now() -> str:
    """Return this moment with this machine's zone; the only clock of what is entered."""
    return datetime.now().astimezone().isoformat(timespec="minutes")


class Entering:
    """A call of the command line that enters records: the rooms that keep an account, and the clerk."""

    def __init__(self, settings: "Settings") -> None:
        from detente.entry import Clerk  # noqa: PLC0415 - --help must not wait for the rooms
        from detente.flow import open_desk  # noqa: PLC0415

        self.settings = settings
        self.desk = open_desk(settings)
        self.clerk = Clerk(self.desk.book, settings.entry, texts=self._text, promises=self._promise)

    @property
    def book(self) -> "Codebook":
        """Return the codebook that values are looked up in."""
        return self.desk.book

    @property
    def where(self) -> str:
        """Return the case's place, without a server's password."""
        from detente.store import shown  # noqa: PLC0415 - --help must not wait for the rooms

        return shown(self.settings.case)

    def defaults(self, **given: str | None) -> dict[str, str]:
        """Return the values that hold for every entry of this call which gives none of its own."""
        settings = {"author": self.settings.author, "side": self.settings.side}
        return {name: text for name, text in (settings | {k: v for k, v in given.items() if v}).items() if text}

    def enter(self, accounts: "Sequence[Account]") -> tuple[int, int]:
        """Put accounts into the case in one step; return how many are new, and how many it had already."""
        from detente.cli.cases import open_case, up_to_date  # noqa: PLC0415 - as above
        from detente.flow import enter, making  # noqa: PLC0415

        with open_case(self.settings, create=True) as case:
            known = case.known([one.article.id for one in accounts])
            new = [one for one in accounts if one.article.id not in known]
            if new:
                enter(case, new, making(self.settings), self.desk)
            up_to_date(case, self.desk)  # also what a run that was cut off left undone
        return len(new), len(accounts) - len(new)

    def _text(self, name: str) -> "Article | None":
        """Return the authoritative text of an agreement, None where the case has none of that id."""
        return self._texts.get(name) if name else None

    def _promise(self, name: str) -> "Commitment | None":
        """Return a commitment by its id, that of an undertaking in it, or agreement#provision."""
        return self._commitments.get(name)

    @cached_property
    def _texts(self) -> "dict[str, Article]":
        from detente.cli.cases import open_case  # noqa: PLC0415 - as above
        from detente.records import Genre  # noqa: PLC0415

        if not self._is_there():
            return {}
        with open_case(self.settings) as case:
            return {one.id: one for one in case.articles() if one.genre is Genre.STATEMENT}

    @cached_property
    def _commitments(self) -> "dict[str, Commitment]":
        """The commitments of the case by each of their names; what is not yet written up is written now."""
        from detente.cli.cases import open_case, up_to_date  # noqa: PLC0415 - as above

        if not self._is_there():
            return {}
        with open_case(self.settings) as case:
            up_to_date(case, self.desk, every=True)
            found = case.commitments()
        names = {name: one for one in found for name in (one.id, *one.undertakings)}
        return names | {f"{one.agreement}#{one.provision}": one for one in found if one.agreement}

    def _is_there(self) -> bool:
        return is_there(self.settings.case)


def is_there(where: str) -> bool:
    """Whether there is a case to look things up in; that of a database is taken to be there."""
    return "://" in where or Path(where).exists()


def _read_as(account: "Account") -> Iterator[tuple[str, str]]:
    """Yield how names were understood, where that is more than was given."""
    for coding in account.codings:
        yield from _sides(by=coding.sources, to=coding.targets)
        if coding.place is not None:
            place = (coding.place.name, coding.place.admin1, coding.place.country)
            known = "" if coding.place.lat else " (in no table)"
            yield "place", ", ".join(part for part in place if part) + known
        if coding.affected_states:
            yield "soil of", ", ".join(coding.affected_states)
    for one in account.undertakings:
        yield from _sides(by=one.by, to=one.to)
    for change in account.changes:
        yield from _sides(parties=change.sides, by=change.by)
    for keeping in account.keepings:
        named = keeping.commitment or f"{keeping.type} between {', '.join(keeping.parties)}"
        yield "commitment", named


def _sides(**sides: "Sequence[Participant]") -> Iterator[tuple[str, str]]:
    """Yield who was understood in each role, with the party."""
    from detente.codebook import party  # noqa: PLC0415 - --help must not wait for the rooms

    for name, side in sides.items():
        if side:
            yield name, ", ".join(f"{one.actor.name} ({party(one.actor) or 'no party'})" for one in side)


def show(account: "Account", done: str, where: str) -> None:
    """Print an entry as it was given and as it was understood, with its id."""
    entry = account.entry
    if entry is None:
        raise ValueError(account.article.id)
    typer.echo(f"{entry.kind.value} {entry.id} {done} {where}")
    lines = [("words", entry.words), *entry.fields, ("author", entry.author), ("side", entry.side or "")]
    for name, text in [*lines, ("rests on", entry.rests_on), ("entered", entry.entered)]:
        if text:
            typer.echo(f"  {name.replace('_', ' '):<{_WIDEST}} {text}")
    for name, text in _read_as(account):
        typer.echo(f"  read as      {name}: {text}")
