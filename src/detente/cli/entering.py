"""What ``add``, ``import`` and ``agreement`` share: the clerk over this call's settings, and the way into the case."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Account, Article, Making
    from detente.settings import Settings

__all__ = ["CASE", "CaseFile", "Entering", "Set", "SettingsFile", "now", "show"]

CASE = Path("case.detente")
CaseFile = Annotated[str, typer.Option("--case", metavar="FILE", help="The case file, or a postgresql:// address.")]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Settings to use instead of ./detente.toml.", show_default=False),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="One setting, such as actors=mine.csv.", show_default=False),
]


def now() -> str:
    """Return this moment with this machine's zone; the only clock of the command line."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def making(settings: "Settings") -> "Making":
    """Return what makes accounts of entries: no weights have a part in them."""
    import hashlib  # noqa: PLC0415

    import detente  # noqa: PLC0415
    from detente.codebook.book import FOLDER  # noqa: PLC0415
    from detente.records import Making  # noqa: PLC0415

    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.iterdir()))).hexdigest()
    return Making(version=detente.__version__, weights="", codebook=digest, settings=settings.digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What a case holds that entries name: texts of agreements, and between whom each commitment is, by its names."""

    articles: "tuple[Article, ...]" = ()
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Entering:
    """A call of the command line that enters records: settings, the rooms that keep an account, and the clerk."""

    def __init__(self, where: str, settings: "Settings") -> None:
        from detente.codebook import load  # noqa: PLC0415 - --help must not wait for the codebook
        from detente.entry import Clerk  # noqa: PLC0415

        self.where = where
        self.settings = settings
        self.book = load(actors=settings.actors, places=settings.places, config=settings.codebook)
        self.clerk = Clerk(self.book, settings.entry, texts=self._text, between=self._between)

    def defaults(self, author: str | None, side: str | None, rests_on: str | None = None) -> dict[str, str]:
        """Return the values that hold for every entry of this call which gives none of its own."""
        author, side = author or self.settings.author, side or self.settings.side
        given = {"author": author, "side": side, "rests_on": rests_on}
        return {name: text for name, text in given.items() if text}

    def enter(self, accounts: "Sequence[Account]") -> tuple[int, int]:
        """Put accounts into the case in one step; return how many are new, and how many it had already."""
        from detente.flow.cases import enter, open_desk, settle  # noqa: PLC0415 - what is wrong is told before
        from detente.store import open_case  # noqa: PLC0415 - as above

        with open_case(self.where, create=True) as case:
            known = case.known([one.article.id for one in accounts])
            new = [one for one in accounts if one.article.id not in known]
            desk = open_desk(self.settings)
            if new:
                enter(case, new, making(self.settings), desk)
            for _ in settle(case, desk):  # also what a run that was cut off left undone
                pass
        return len(new), len(accounts) - len(new)

    def _text(self, name: str) -> "Article | None":
        """Return the authoritative text of an agreement, None where the case has none of that id."""
        return next((one for one in self._held.articles if one.id == name), None) if name else None

    def _between(self, name: str) -> tuple[str, ...] | None:
        """Return the parties of a commitment by its id, that of an undertaking or entry, or agreement#provision."""
        return self._held.parties.get(name)

    @cached_property
    def _held(self) -> "_Held":
        """What the case holds that entries name; nothing where there is no case yet."""
        from detente.records import Genre  # noqa: PLC0415 - as above
        from detente.store import open_case  # noqa: PLC0415 - as above

        if "://" not in self.where and not Path(self.where).exists():
            return _Held()
        with open_case(self.where, create=False) as case:
            articles = [one for one in case.articles() if one.genre is Genre.STATEMENT]
            commitments = case.commitments()
        names = {name: one.dyad for one in commitments for name in (one.id, *one.undertakings)}
        named = {f"{one.agreement}#{one.provision}": one.dyad for one in commitments if one.agreement}
        return _Held(articles=tuple(articles), parties=names | named)


def show(account: "Account", done: str, where: str) -> None:
    """Print an entry as it was understood, and its id."""
    entry = account.entry
    if entry is None:
        raise ValueError(account.article.id)
    typer.echo(f"{entry.kind.value} {entry.id} {done} {where}")
    lines = [("words", entry.words), *entry.fields, ("author", entry.author), ("rests on", entry.rests_on)]
    for name, text in [*lines, ("entered", entry.entered)]:
        typer.echo(f"  {name.replace('_', ' '):<12} {text}")
