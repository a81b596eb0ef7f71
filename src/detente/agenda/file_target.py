"""Agenda room: alerts appended to a file, each exactly once by its key, whoever else writes and whatever is cut off."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from detente.agenda.rules import FileTarget
from detente.agenda.sent import Attempt, Fate, Means

try:
    import fcntl
except ImportError:  # Windows has no such locks; the record of deliveries keeps runs apart there
    fcntl = None  # type: ignore[assignment]

__all__ = ["append"]


def append(target: FileTarget, line: str, mark: str, means: Means) -> Attempt:
    """Append the line of an alert, unless one with its mark stands there already."""
    name = str(target.file)
    try:
        with _locked(target.file) as file:
            if _holds(file, mark, form=target.form):
                return Attempt(fate=Fate.DELIVERED, words=means.say("there", file=name))
            file.seek(0, os.SEEK_END)
            whole = file.tell() == 0 or _ends_whole(file)
            file.write(("" if whole else "\n").encode() + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        why = error.strerror or str(error)
        return Attempt(fate=Fate.FAILED, words=means.say("unwritable", file=name, why=why), down=True)
    return Attempt(fate=Fate.DELIVERED, words=means.say("written", file=name))


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to append to; who else appends waits until it is closed."""
    with path.open("a+b") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _holds(file: IO[bytes], mark: str, *, form: str) -> bool:
    """Whether a line of the file bears the mark; a line that was cut off bears none."""
    file.seek(0)
    for line in file:
        text = line.decode("utf-8", errors="replace")
        if form == "text":
            if text.endswith(f" ({mark})\n"):
                return True
        elif _mark_of(text) == mark:
            return True
    return False


def _mark_of(text: str) -> object:
    """Return the mark of a JSON line, None for what is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found.get("id") if isinstance(found, dict) else None


def _ends_whole(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
