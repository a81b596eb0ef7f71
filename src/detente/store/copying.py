"""Store room: a copy of a case, to be looked into and varied while the case itself stays byte for byte as it is."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile

__all__ = ["copied"]


def copied(where: str, folder: Path) -> str:
    """Copy the case at a path into a folder as one file, also while others write to it; return the copy's place.

    What cannot be copied (a database on a server, what is no case) is returned as it was given: opening it tells.
    """
    path = Path(where)
    if "://" in where or not path.is_file():
        return where
    copy = folder / "copy.detente"
    if not path.with_name(f"{path.name}-wal").exists():  # nobody has it open: all of it lies in the one file
        with suppress(OSError):
            copyfile(path, copy)
            return str(copy)
        return where
    with suppress(sqlite3.Error):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as held, closing(sqlite3.connect(copy)) as new:
            held.backup(new)
        return str(copy)
    return where
