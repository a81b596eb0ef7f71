"""Store: the case file, in SQLite or PostgreSQL; it knows records and how they lie in tables, not what they mean."""

from typing import TYPE_CHECKING

from detente.store.address import shown
from detente.store.config import Config
from detente.store.copying import copied

if TYPE_CHECKING:
    from detente.store.case import Case as Case

__all__ = ["Config", "copied", "open_case", "shown"]


def open_case(where: str, *, create: bool, config: Config | None = None) -> "Case":
    """Open the case at a path or ``postgresql://`` address; an older one is brought up to date.

    Args:
        where: a file, or a database, that holds the one case.
        create: make the case where there is none yet.
        config: how writers take turns.

    Raises:
        StoreError: no case there, a file that is none, one of a newer Detente, no permission, a server out of reach.
    """
    # SQLAlchemy takes a quarter of a second to load, which commands without a case need not wait for.
    from detente.store import opening  # noqa: PLC0415

    return opening.open_case(where, create=create, config=config)
