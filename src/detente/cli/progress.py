"""Progress of a run on standard error, where that is a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from detente.flow import Rooms, accounts, canonical, open_rooms, spare_collector
from detente.records import Account, Skipped
from detente.settings import Settings

__all__ = ["followed"]


def followed(
    paths: Sequence[str], settings: Settings, *, shown: bool
) -> tuple[Rooms, tuple[Account, ...], tuple[Skipped, ...]]:
    """Run the flow over the paths to its end and show how far it is; return rooms, accounts and what was skipped."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        task = bar.add_task("opening the language engine", total=None)
        rooms = open_rooms(settings)
        spare_collector()
        bar.update(task, description="reading")
        done: list[Account | Skipped] = []
        acts = 0
        for one in accounts(paths, rooms, batch=settings.flow.batch):
            done.append(one)
            acts += len(one.codings) if isinstance(one, Account) else 0
            bar.update(task, description=f"{len(done)} articles, {acts} acts")
    return (rooms, *canonical(done))
