"""Store room: writers of one case take turns, each for one short transaction.

PostgreSQL queues those who wait for a lock. SQLite lets whoever asks at the right moment go first, so a busy writer
could keep others out for long: here everyone who waits asks again within milliseconds, and who writes on and on
leaves a gap of a few milliseconds now and then.
"""

import random
import sqlite3
import time
import typing
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import local

from sqlalchemy import Connection, Engine

from detente.errors import StoreError
from detente.store.config import Config
from detente.store.faults import told

__all__ = ["BUSY_MS", "Turns"]

BUSY_MS = 10_000  # how long a reader waits while another process opens, closes or mends the file
_LEAVE_MS = 500  # how long the last writer waits for readers when it closes
_ASK = (0.001, 0.003)
_WAITS = ("SQLITE_BUSY", "SQLITE_LOCKED")


class Turns:
    """Gives each writer its turn."""

    def __init__(self, engine: Engine, where: str, config: Config) -> None:
        self._engine, self._where, self._config = engine, where, config
        self._mine = local()
        self._wrote = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the case as it stands at the first question, whatever is written meanwhile."""
        with told(self._where), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection of the one writer; what it wrote is kept wholly, or not at all if an error ends it.

        Raises:
            StoreError: others held the case longer than patience lasts.
        """
        server = self._engine.dialect.name != "sqlite"
        options = {"isolation_level": "READ COMMITTED"} if server else {}
        with told(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(writing=True, **options)
            with connection.begin():
                (self._queue if server else self._wait)(connection)
                yield connection
            self._wrote = True
            self._mine.ended = time.monotonic()

    def tidy(self) -> None:
        """Move what was written from SQLite's log into the file itself, as far as other readers and the disk allow.

        What was written is kept either way, so a disk too full for this is no fault of what was done before: the next
        one to open the case does it.
        """
        if not self._wrote or self._engine.dialect.name != "sqlite":
            return
        with suppress(StoreError), told(self._where), closing(self._engine.raw_connection()) as connection:
            raw = typing.cast("sqlite3.Connection", connection.driver_connection)
            raw.execute(f"PRAGMA busy_timeout = {_LEAVE_MS}")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _queue(self, connection: Connection) -> None:
        """Wait in the server's own queue; one lock for each schema, since a schema holds a case."""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self._config.patience * 1000)}")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('detente ' || current_schema()))")

    def _leave_room(self) -> None:
        """Leave a gap where this thread has been writing with hardly a pause for a while."""
        now = time.monotonic()
        if now - getattr(self._mine, "ended", 0.0) > self._config.courtesy:
            self._mine.began = now
        elif now - self._mine.began > self._config.stretch:
            time.sleep(self._config.courtesy)
            self._mine.began = time.monotonic()

    def _wait(self, connection: Connection) -> None:
        """Ask until it is our turn."""
        raw = typing.cast("sqlite3.Connection", connection.connection.driver_connection)
        self._leave_room()
        until = time.monotonic() + self._config.patience
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            while not _begun(raw):
                if time.monotonic() > until:
                    raise StoreError(
                        f"another writer kept the case for more than {self._config.patience:g} seconds",
                        where=self._where,
                        remedy="try again when it is done",
                    )
                time.sleep(random.uniform(*_ASK))  # noqa: S311 - so that two who wait do not ask in step
        finally:
            raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _begun(raw: sqlite3.Connection) -> bool:
    """Begin a writer's transaction; False where another writer is at it."""
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(_WAITS):
            return False
        raise
    return True
