"""Store room: looks whether a case's file and its log are as the store left them; the liaison room checks the chain."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from detente.errors import StoreError
from detente.store import log_tables as t
from detente.store.erasing import unwiped
from detente.store.guards import missing
from detente.store.log import bare_envelope, columns

__all__ = ["faults"]

_MOST = 20


def faults(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong, one sentence each; nothing for a sound case."""
    lite = connection.dialect.name == "sqlite"
    gone = [
        f"the guard {name}, which keeps rows from being changed, is gone or altered" for name in missing(connection)
    ]
    found = [*(_file(connection) if lite else ()), *gone, *_rows(connection)]
    if left := sorted(unwiped(connection)):
        found.append(f"what N{left[0]} erased was not yet wiped off the disk")
    return tuple(found[:_MOST])


def _file(connection: Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} belongs to one of {row[2]} that is not there"


def _rows(connection: Connection) -> Iterator[str]:
    """Yield the entries whose columns do not say what their record says, and values that no entry has."""
    sealed: set[tuple[int, str]] = set()
    unread: set[int] = set()
    for row in connection.execute(select(t.log).order_by(t.log.c.number)).mappings():
        try:
            one = bare_envelope(row["number"], row["record"])
        except StoreError as error:
            yield f"{error.where}: {error.what}"
            unread.add(row["number"])
            continue
        told = columns(one)
        if wrong := [name for name in told if row[name] != told[name]]:
            yield f"N{row['number']}: {wrong[0]} is not what the record says"
        sealed |= {(row["number"], seal.name) for seal in one.seals}
    c = t.log_values.c
    there = {(row.entry, row.name) for row in connection.execute(select(c.entry, c.name))}
    for number, name in sorted(one for one in there ^ sealed if one[0] not in unread):
        yield f"N{number}: {name} stands in the record or among the values, but not in both"
