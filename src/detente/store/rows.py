"""Store room: writing rows and asking by many ids, alike on both stores."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from detente.records.plain import written

__all__ = ["add", "add_new", "add_one", "chunks", "put", "record_text", "remove", "rows_by", "storable"]

CHUNK = 900  # ids in one question; SQLite's oldest limit is 999
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_Item = TypeVar("_Item")


def chunks(items: Iterable[_Item], size: int = CHUNK) -> Iterator[list[_Item]]:
    """Yield the items in lists of at most ``size``."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part


def rows_by(
    connection: Connection, question: Select[Any], column: "Column[Any]", ids: Iterable[object]
) -> list[Row[Any]]:
    """Return the rows of a question whose column is one of the ids."""
    found: list[Row[Any]] = []
    for part in chunks(ids):
        found.extend(connection.execute(question.where(column.in_(part))))
    return found


def remove(connection: Connection, table: Table, column: "Column[Any]", ids: Iterable[object]) -> None:
    """Delete the rows of a table whose column is one of the ids."""
    for part in chunks(ids):
        connection.execute(table.delete().where(column.in_(part)))


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows."""
    if rows:
        connection.execute(table.insert(), list(rows))


def add_one(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    """Insert a row of a numbered table and return its number."""
    number: int = connection.execute(table.insert().values(row).returning(table.c.number)).scalar_one()
    return number


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows; those whose key is there already are passed over."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows; one whose key is there already takes its place."""
    if not rows:
        return
    keys = [one.name for one in table.primary_key.columns]
    order = _insert(connection, table)
    others = {name: order.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(order.on_conflict_do_update(index_elements=keys, set_=others), list(rows))


def _insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def storable(text: str | None) -> str | None:
    """Return a text as both stores can hold it: a character that is none becomes the replacement character."""
    return _UNSTORABLE.sub("\ufffd", text) if text else text


def record_text(record: object) -> str:
    """Return a record as JSON that both stores can hold: half a character is written as an escape."""
    return _LONE.sub(lambda one: f"\\u{ord(one[0]):04x}", written(record))
