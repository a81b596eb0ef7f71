"""What commands that look into a case share: it is opened, and its account brought up to date, before they look."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["open_case", "opened", "up_to_date"]


def open_case(settings: "Settings", *, create: bool = False) -> "Case":
    """Open the case of this call; the remedy for one that cannot be made names --case and --no-case."""
    from detente import store  # noqa: PLC0415 - --help must not wait for the rooms

    return store.open_case(settings.case, create=create, config=settings.store)


def up_to_date(case: "Case", desk: "Desk", *, every: bool = False) -> None:
    """Finish the account of a case to which something was added since; with ``every`` the books of all dyads too."""
    from detente.cli.progress import waiting  # noqa: PLC0415 - as above
    from detente.flow import settle, write_up  # noqa: PLC0415

    with waiting("bringing the account up to date", shown=True) as bar:
        bar.follow(settle(case, desk))
        if every:
            bar.follow(write_up(case, desk))


@contextmanager
def opened(settings: "Settings", *, every: bool = False) -> Iterator[tuple["Case", "Desk"]]:
    """Give the case of this call, up to date, and the rooms that keep its account."""
    from detente.flow import open_desk  # noqa: PLC0415 - as above

    with open_case(settings) as case:
        desk = open_desk(settings)
        up_to_date(case, desk, every=every)
        yield case, desk
