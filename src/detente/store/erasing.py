"""Store room: erases values of the log for good, as the law may ask; an entry of the log says who did, when and why.

The texts and salts go from ``log_values``, and the words from what was made of them: books (which are made again) and
past briefs. Then the file itself is written anew, so that no page keeps what was there. What was copied elsewhere, a
backup, a server's own journal or the blocks of a disk, is out of reach.
"""

import json
import re
import time
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, select, text, update

from detente.errors import StoreError
from detente.records import Act, Commitment, Envelope, Episode, Keeping, Link, PastBrief, Relation
from detente.records.plain import built
from detente.store import log_tables as t
from detente.store import tables
from detente.store.faults import told
from detente.store.log import Build, append, dyads_of, values_of
from detente.store.rows import add, remove
from detente.store.waiting import Dyad, text_dyad

if typing.TYPE_CHECKING:
    import sqlite3

__all__ = ["ERASED", "erase", "unwiped", "wipe", "wiped"]

ERASED = "[erased]"
_SHORT = 4  # a word this short, a number or a day is erased only from lines that name the notice
_AGAIN = 0.05  # seconds between two tries to empty the journal
# What may quote a notice, with the record that it holds.
_QUOTING: dict[Table, type[Any]] = {
    tables.commitments: Commitment,
    tables.keepings: Keeping,
    tables.episodes: Episode,
    tables.relations: Relation,
    tables.event_links: Link,
    tables.briefs: PastBrief,
}
_WRITTEN_ANEW = ("log_values", *(one.name for one in _QUOTING))

_NOT_OWNED = """SELECT count(*) FROM pg_class WHERE relname = ANY(:names)
    AND relnamespace = current_schema()::regnamespace AND NOT pg_has_role(relowner, 'USAGE')"""


def erase(  # noqa: PLR0913, PLR0917 - one transaction, with what it is told
    connection: Connection, where: str, name: str, fields: Sequence[str], build: Build, turn: int
) -> tuple[Envelope, list[Dyad]]:
    """Append the entry that says so, and take the texts and salts of some values of an entry away.

    Returns:
        the entry that was appended, and the dyads whose books must be made again.

    Raises:
        StoreError: there is no such entry, or no such value in it.
        ValueError: what was built does not say that something of this entry is erased.
    """
    number, thread = _found(connection, where, name)
    held = _held(connection, where, name, number, fields)
    made = append(connection, build, thread, lambda _: (), turn)
    if (made.notice.act, made.notice.of) != (Act.ERASE, name):
        raise ValueError(f"{made.id} does not say that something of {name} is erased")
    c = t.log_values.c
    gone = update(t.log_values).where(c.entry == number, c.name.in_(list(held)))
    connection.execute(gone.values(text=None, salt=None, erased=made.number))
    add(connection, t.unwiped, [{"entry": made.number}])
    dyads = dyads_of(connection, thread)
    black_out = _eraser(name, held.values())
    with _erasing(connection):
        for table, record in _QUOTING.items():
            _rewrite(connection, table, record, dyads, black_out)
    return made, sorted(map(text_dyad, dyads))


def unwiped(connection: Connection) -> set[int]:
    """Return the erasures, by number, whose traces may still be on the disk."""
    return set(connection.execute(select(t.unwiped.c.entry)).scalars())


def wipe(engine: Engine, where: str, patience: float) -> None:
    """Write the file anew, so that no page of it and nothing beside it keeps what was erased.

    Raises:
        StoreError: others had the case open for longer than patience lasts.
    """
    make = _wipe_file if engine.dialect.name == "sqlite" else _wipe_tables
    with told(where):
        make(engine, where, patience)


def wiped(connection: Connection, numbers: Iterable[int]) -> None:
    """Say that the traces of some erasures are gone."""
    remove(connection, t.unwiped, t.unwiped.c.entry, numbers)


def _found(connection: Connection, where: str, name: str) -> tuple[int, str]:
    row = connection.execute(select(t.log.c.number, t.log.c.thread).where(t.log.c.id == name)).first()
    if row is None:
        raise StoreError(f"there is no entry {name}", where=where, remedy="detente notice list shows those there are")
    return row.number, row.thread


def _held(connection: Connection, where: str, name: str, number: int, fields: Sequence[str]) -> dict[str, str]:
    """Return the texts that are to go."""
    held = {one: text for one, (text, _) in values_of(connection, [number]).get(number, {}).items() if text is not None}
    if missing := [one for one in fields if one not in held]:
        remedy = f"name one of: {', '.join(held)}" if held else "all that it said was erased before"
        raise StoreError(f"{name} holds no text of {missing[0]}", where=where, remedy=remedy)
    return {one: held[one] for one in fields}


def _eraser(name: str, texts: Collection[str]) -> Callable[[str], str]:
    """Return what takes some texts out of a line."""
    plain = [text for text in sorted(texts, key=len, reverse=True) if text.strip()]
    telling = [text for text in plain if len(text) >= _SHORT and any(map(str.isalpha, text))]
    everywhere, where_named = _any_of(telling), _any_of(plain)
    names = re.compile(rf"\b{re.escape(name)}\b")

    def black_out(line: str) -> str:
        found = where_named if names.search(line) else everywhere
        return found.sub(ERASED, line) if found else line

    return black_out


def _any_of(texts: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(rf"(?<!\w){re.escape(one.strip())}(?!\w)" for one in texts)) if texts else None


def _rewrite(
    connection: Connection, table: Table, record: type[Any], dyads: Collection[str], black_out: Callable[[str], str]
) -> None:
    """Take words out of the records of a table about some dyads; each stays one that can be read."""
    keys = list(table.primary_key.columns)
    question = select(*keys, table.c.record).where(table.c.dyad.in_(sorted(dyads)))
    for row in connection.execute(question).mappings().all():
        before = json.loads(row["record"])
        after = _blackened(before, black_out)
        if not _is_record(record, after):  # the words are those of a closed list as well; only prose quotes them
            after = _blackened(before, lambda line: black_out(line) if " " in line else line)
        if after != before:
            same = [one == row[one.name] for one in keys]
            text = json.dumps(after, ensure_ascii=False)
            connection.execute(update(table).where(*same).values(record=text))


def _is_record(record: type[Any], fields: object) -> bool:
    try:
        built(record, fields)
    except ValueError:
        return False
    return True


def _blackened(value: Any, black_out: Callable[[str], str]) -> Any:  # noqa: ANN401 - any part of a JSON document
    if isinstance(value, str):
        return black_out(value)
    if isinstance(value, list):
        return [_blackened(one, black_out) for one in value]
    if isinstance(value, dict):
        return {name: _blackened(part, black_out) for name, part in value.items()}
    return value


@contextmanager
def _erasing(connection: Connection) -> Iterator[None]:
    """Let the words of past briefs change, within this transaction and block."""
    _switch(connection, on=True)
    yield
    _switch(connection, on=False)


def _switch(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(update(tables.turns).values(erasing=on))
    else:
        connection.exec_driver_sql(f"SET LOCAL detente.erasing = '{'on' if on else 'off'}'")


def _wipe_file(engine: Engine, where: str, patience: float) -> None:
    """Copy what is there into fresh pages, and empty SQLite's journal."""
    until = time.monotonic() + patience
    with closing(engine.raw_connection()) as connection:
        raw = typing.cast("sqlite3.Connection", connection.driver_connection)
        raw.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        raw.execute("VACUUM")
        while raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                raise StoreError(
                    "what was erased is gone from the case, but a program that still reads it keeps traces on the disk",
                    where=where,
                    remedy="close the other programs that have the case open; the next command wipes them",
                )
            time.sleep(_AGAIN)


def _wipe_tables(engine: Engine, where: str, patience: float) -> None:
    """Have the server write the tables anew; its own journal and backups are its keeper's."""
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        # The server passes over what one does not own, with no more than a warning.
        if alone.execute(text(_NOT_OWNED), {"names": list(_WRITTEN_ANEW)}).scalar():
            raise StoreError(
                "what was erased is gone from the case, but only the owner of its tables can have them written anew",
                where=where,
                remedy="let the owner open the case with any command",
            )
        alone.exec_driver_sql(f"SET lock_timeout = {int(patience * 1000)}")
        for table in _WRITTEN_ANEW:
            alone.exec_driver_sql(f"VACUUM FULL {table}")
        alone.exec_driver_sql("RESET lock_timeout")
