"""Store room: the tables of working traffic, documented in docs/case.md beside the others.

What a person may ask by law to be erased stands apart from all else, in ``log_values``: of its rows alone a text and
its salt may go, never anything of the log itself.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from detente.store.tables import METADATA, NUMBER, keyed, number, text

__all__ = ["APPENDED", "TABLES", "deliveries", "log", "log_dyads", "log_values", "series", "unwiped"]


def _entry(name: str = "entry", *, key: bool = False, null: bool = False) -> "Column[int]":
    return Column(name, NUMBER, ForeignKey("log.number"), primary_key=key, nullable=null)


# ``record`` is the envelope without texts and salts; ``moment`` is ``at`` in UTC, which sorts.
log = Table(
    "log",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    text("id"),
    text("thread", index=True),
    text("act"),
    text("form"),
    text("of", null=True, index=True),
    text("sender"),
    text("at"),
    text("moment", index=True),
    text("tlp"),
    text("previous"),
    text("hash"),
    text("record"),
    Index("log_by_id", "id", unique=True),
    Index("log_by_hash", "hash", unique=True),
)
log_values = Table(
    "log_values",
    METADATA,
    _entry(key=True),
    text("name", key=True),
    Column("place", Integer, nullable=False),
    text("text", null=True),
    text("salt", null=True),
    _entry("erased", null=True),
)
log_dyads = keyed("log_dyads", _entry(key=True), text("dyad", key=True), Index("log_dyads_by_dyad", "dyad"))
# Erasures whose traces were not yet wiped off the disk.
unwiped = keyed("unwiped", _entry(key=True))

series = Table(
    "series",
    METADATA,
    number(),
    text("id", index=True),
    text("dyad", index=True),
    text("indicator"),
    text("known"),
    text("moment"),
    text("author"),
    text("record"),
)
deliveries = Table(
    "deliveries",
    METADATA,
    number(),
    text("key"),
    text("channel"),
    text("at"),
    text("state"),
    Index("deliveries_by_key", "key", "channel"),
)

TABLES = (log, log_values, log_dyads, unwiped, series, deliveries)
# Those that never change, by any way; of ``log_values`` rows never go, and change by an erasure alone.
APPENDED = ("log", "log_dyads", "series", "deliveries")
