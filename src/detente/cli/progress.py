"""Progress of a run on standard error, where that is a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from detente.flow import Rooms, accounts, canonical, open_rooms, spare_collector
from detente.records import Account, Skipped
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["followed", "kept", "waiting"]


class Waiting:
    """What a person sees while something takes its time."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)

    def say(self, words: str) -> None:
        """Show what is being done."""
        self._bar.update(self._task, description=words)

    def follow(self, steps: Iterable[str]) -> None:
        """Show each step of something that tells its steps, to its end."""
        for step in steps:
            self.say(step)


@contextmanager
def waiting(first: str, *, shown: bool) -> Iterator[Waiting]:
    """Show a line that moves while the block runs, where standard error is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        waits = Waiting(bar)
        waits.say(first)
        yield waits


def followed(
    paths: Sequence[str], settings: Settings, *, shown: bool
) -> tuple[Rooms, tuple[Account, ...], tuple[Skipped, ...]]:
    """Run the flow over the paths to its end and show how far it is; return rooms, accounts and what was skipped."""
    with waiting("opening the codebook", shown=shown) as bar:
        rooms = open_rooms(settings)
        spare_collector()
        found = list(_told(accounts(paths, rooms, batch=settings.flow.batch), bar))
    return (rooms, *canonical(found))


def kept(
    paths: Sequence[str], settings: Settings, case: "Case", *, shown: bool
) -> tuple[Rooms, tuple[Account, ...], tuple[Skipped, ...]]:
    """Run the flow into a case and bring its account up to date.

    What the case has already is not read again: its account comes from the case.
    """
    from detente.flow import open_desk, read_into, settle  # noqa: PLC0415 - as late as the case itself

    with waiting("opening the codebook", shown=shown) as bar:
        desk = open_desk(settings)
        rooms = open_rooms(settings, desk.book)
        spare_collector()
        found = list(_told(read_into(case, paths, rooms, desk), bar))
        bar.follow(settle(case, desk))
        held = [one.same_as for one in found if isinstance(one, Skipped) and one.room == "store" and one.same_as]
        bar.say("looking up what the case has already")
        found = [one for one in found if isinstance(one, Account) or one.room != "store"]
    return (rooms, *canonical([*found, *(case.accounts(held) if held else [])]))


def _told(found: Iterable[Account | Skipped], bar: Waiting) -> Iterator[Account | Skipped]:
    """Yield what is found and tell how much it is."""
    bar.say("reading")
    acts = 0
    for number, one in enumerate(found, 1):
        acts += len(one.codings) if isinstance(one, Account) else 0
        bar.say(f"{number} articles, {acts} acts")
        yield one
