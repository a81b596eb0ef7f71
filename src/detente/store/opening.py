"""Store room: opens a case, a SQLite file or a PostgreSQL database, and sees to it that it is one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from detente.errors import StoreError
from detente.store import address
from detente.store.case import Case
from detente.store.config import Config
from detente.store.faults import told
from detente.store.steps import STEPS, bring_up, version
from detente.store.turns import BUSY_MS, Turns

__all__ = ["open_case"]

APPLICATION = 0x44545445  # "DTTE": what `file` and SQLite's own tools may tell a case by
_MAGIC = b"SQLite format 3\x00"
# FULL: what was acknowledged outlasts a power cut too; measured, it costs nothing beside what is written.
_PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "page_size = 8192",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = FAST",  # what is deleted is overwritten where a page is written anyway
)
_IN_PASSING = 0.2
_SERVER = ("postgresql://", "postgres://")
_MAKE_ONE = "read something into it first: detente read PATH --case FILE"
_OTHER = "name a file that Detente made, or another name for a new case"


def open_case(where: str, *, create: bool, config: Config | None = None) -> Case:
    """Open the case at a path or ``postgresql://`` address; an older one is brought up to date.

    Args:
        where: a file, or a database, that holds the one case.
        create: make the case where there is none yet.
        config: how writers take turns.

    Raises:
        StoreError: no case there, a file that is none, one of a newer Detente, no permission, a server out of reach.
    """
    if where.startswith(_SERVER):
        engine, shown = _server(where)
    else:
        engine, shown = _file(Path(where), create=create), where
    settings = config or Config()
    turns = Turns(engine, shown, settings)
    try:
        _prepare(turns, shown, create=create)
    except BaseException:
        engine.dispose()
        raise
    case = Case(engine, shown, turns, settings)
    # Where an erasure was cut off, it ends now; whoever has the case open meanwhile is not waited for.
    with suppress(StoreError):
        case.wipe(patience=_IN_PASSING)
    return case


def _prepare(turns: Turns, where: str, *, create: bool) -> None:
    """Make or update the tables, where that is needed."""
    with turns.reading() as connection:
        found = version(connection)
        strange = found is None and inspect(connection).get_table_names()
    if strange:
        raise StoreError(
            "holds tables of something else", where=where, remedy="name an empty database, or another file"
        )
    if not found and not create:
        raise StoreError("holds no case", where=where, remedy=_MAKE_ONE)
    if found == STEPS[-1].version:
        return
    with turns.writing() as connection:
        bring_up(connection, where, STEPS)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _file(path: Path, *, create: bool) -> Engine:
    """Return an engine over a file, which is left alone if it is no case."""
    _check(path, create=create)
    connect = _connector(_address(path, "rwc" if create else "rw"))
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=5, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _check(path: Path, *, create: bool) -> None:
    """Refuse what is no case before anything is written to it."""
    where = str(path)
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        if not create:
            raise StoreError("there is no such case", where=where, remedy=_MAKE_ONE) from error
        if not path.absolute().parent.is_dir():
            raise StoreError("its folder does not exist", where=where, remedy="make the folder first") from error
        return
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})"
        raise StoreError(reason, where=where, remedy="name a file that you may read and write") from error
    if not head and not create:
        raise StoreError("holds no case", where=where, remedy=_MAKE_ONE)
    if head and (head != _MAGIC or _is_strange(path)):
        raise StoreError("is not a case file", where=where, remedy=_OTHER)


def _is_strange(path: Path) -> bool:
    """Return whether a SQLite file holds something else."""
    with told(str(path)), closing(sqlite3.connect(_address(path, "rw"), uri=True)) as connection:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(mark != APPLICATION and (mark or tables))


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _connector(address: str) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return connect


def _begin(connection: Connection) -> None:
    """Start a transaction; a writer has started its own already (``Turns``)."""
    if not connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN")


def _server(where: str) -> tuple[Engine, str]:
    """Return an engine over a server, and its address without the password."""
    try:
        url = make_url(where).set(drivername="postgresql+psycopg")
        engine = create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "is no address of a server",
            where=address.shown(where),
            remedy="write postgresql://USER@HOST:PORT/DATABASE",
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs the package psycopg",
            where=address.shown(where),
            remedy="install detente with its extra: postgres",
        ) from error
    return engine, address.shown(url.set(drivername="postgresql").render_as_string(hide_password=True))
