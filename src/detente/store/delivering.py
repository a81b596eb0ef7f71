"""Store room: which alerts were handed over by which channel, so that nobody is told twice."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from detente.store import log_tables as t
from detente.store.rows import add, rows_by

__all__ = ["FAILED", "SENDING", "begin", "end", "states"]

SENDING = "sending"
FAILED = "failed"


def states(connection: Connection, keys: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the latest state of each alert by key and channel; those that were never tried are left out."""
    c = t.deliveries.c
    rows = rows_by(connection, select(c.number, c.key, c.channel, c.state), c.key, sorted(set(keys)))
    return {(row.key, row.channel): row.state for row in sorted(rows, key=lambda row: row.number)}


def begin(connection: Connection, key: str, channel: str, at: str) -> bool:
    """Append that an alert is being handed over; False, and nothing, where it is or was already and did not fail."""
    if states(connection, [key]).get((key, channel), FAILED) != FAILED:
        return False
    end(connection, key, channel, at, SENDING)
    return True


def end(connection: Connection, key: str, channel: str, at: str, state: str) -> None:
    """Append what became of handing an alert over."""
    add(connection, t.deliveries, [{"key": key, "channel": channel, "at": at, "state": state}])
