"""Store room: the version of a case's tables, and the steps that bring an older case up to it.

A new case is made at the newest version at once. A change of the tables is a change of tables.py and a new step here,
which does to an older case what the tables now say; steps that stand are never altered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select

from detente.errors import StoreError
from detente.store import log_tables
from detente.store.guards import guard, guard_traffic, index_words
from detente.store.tables import METADATA, schema, turns

__all__ = ["STEPS", "Step", "bring_up", "version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What makes a case of ``version`` from one of the version before; ``name`` says it in a few words."""

    version: int
    name: str
    run: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=True)
    index_words(connection)
    guard(connection)
    guard_traffic(connection)
    connection.execute(turns.insert().values(id=1, now=0, replaced=0, replacing=False))


def _traffic(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE turns ADD COLUMN erasing BOOLEAN NOT NULL DEFAULT false")
    METADATA.create_all(connection, tables=log_tables.TABLES)
    guard_traffic(connection)


STEPS = (
    Step(version=1, name="first tables", run=_first),
    Step(version=2, name="working traffic", run=_traffic),
)


def version(connection: Connection) -> int | None:
    """Return the version of the case, None where there is no case yet."""
    if not inspect(connection).has_table("schema"):
        return None
    found: int = connection.execute(select(func.coalesce(func.max(schema.c.version), 0))).scalar_one()
    return found


def bring_up(connection: Connection, where: str, steps: Sequence[Step]) -> None:
    """Bring a case, or a store with none, to the newest version; within one transaction, so wholly or not at all.

    Raises:
        StoreError: a newer Detente made the case.
    """
    found, newest = version(connection), steps[-1].version
    if found is not None and found > newest:
        raise StoreError(
            f"was made by a newer Detente (tables of version {found}, this one knows {newest})",
            where=where,
            remedy="update Detente",
        )
    if not found:
        _first(connection)
        connection.execute(schema.insert().values(version=newest, step="made"))
        return
    for step in steps:
        if step.version > found:
            step.run(connection)
            connection.execute(schema.insert().values(version=step.version, step=step.name))
