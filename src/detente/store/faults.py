"""Store room: what a store's own faults mean to a person, as ``StoreError`` with the remedy."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from detente.errors import StoreError

__all__ = ["told"]

_BUSY = ("another writer kept the case locked too long", "try again when it is done")
_FULL = ("the disk is full", "free some space and run the same command again; what was acknowledged is kept")
_DENIED = ("cannot be read and written here", "copy it to a folder where you may write, or ask for the permission")
_NO_CASE = ("is not a case file", "name a file that Detente made, or another name for a new case")
_BROKEN = ("is damaged", "go back to a copy of it; `sqlite3 FILE .recover` saves what can be read")
_AWAY = ("the server cannot be reached", "check the address and that the server runs")
_NO_LOGIN = ("the server refuses this user", "check user, password and database name")

# Result codes of SQLite by their beginning, the more special first.
_SQLITE = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_WRITE": _FULL,
    "SQLITE_IOERR_SHM": _FULL,
    "SQLITE_READONLY": _DENIED,
    "SQLITE_CANTOPEN": _DENIED,
    "SQLITE_PERM": _DENIED,
    "SQLITE_NOTADB": _NO_CASE,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_IOERR": _BROKEN,
}
# States of PostgreSQL by their beginning (Appendix A of its manual).
_POSTGRES = {
    "55P03": _BUSY,
    "57014": _BUSY,
    "40P01": _BUSY,
    "53100": _FULL,
    "42501": _DENIED,
    "25006": _DENIED,
    "28": _NO_LOGIN,
    "3D000": _NO_LOGIN,
    "08": _AWAY,
    "57P": _AWAY,
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn a store's own fault into a ``StoreError`` that says what, where and the remedy; other faults pass.

    Raises:
        StoreError: a fault of the file, the disk or the server.
    """
    try:
        yield
    except DBAPIError as error:
        if meant := _meaning(error.orig):
            raise StoreError(meant[0], where=where, remedy=meant[1]) from error
        raise
    except sqlite3.Error as error:
        if meant := _meaning(error):
            raise StoreError(meant[0], where=where, remedy=meant[1]) from error
        raise


def _meaning(fault: BaseException | None) -> tuple[str, str] | None:
    """Return what a driver's fault means and the remedy, None for one that is Detente's own."""
    if isinstance(fault, sqlite3.Error):
        return _first(_SQLITE, getattr(fault, "sqlite_errorname", None))
    if (state := getattr(fault, "sqlstate", None)) is not None:
        return _first(_POSTGRES, state)
    # A connection that never came about has no state; libpq says only in words whether it was let in.
    if type(fault).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return None
    refused = any(word in str(fault) for word in ("authentication failed", "does not exist", "no pg_hba.conf"))
    return _NO_LOGIN if refused else _AWAY


def _first(meanings: dict[str, tuple[str, str]], code: str | None) -> tuple[str, str] | None:
    return next((meant for start, meant in meanings.items() if code and code.startswith(start)), None)
