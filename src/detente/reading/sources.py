"""Paths become bytes: files, folders, globs, standard input. Only regular files are opened, and only up to a size."""

import errno
import glob
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from detente.errors import ReadingError
from detente.reading.config import Config
from detente.reading.formats import kind_of
from detente.reading.raw import File, printable, skip
from detente.records import Skipped

__all__ = ["STDIN", "files"]

STDIN = "-"
_GZIP = b"\x1f\x8b\x08"
_TABLES = frozenset({"json", "csv", "parquet", "feed"})


# A case file, and what SQLite keeps beside it while it is open.
OWN = (".detente", ".detente-wal", ".detente-shm")


def files(paths: Iterable[str], config: Config, stdin: BinaryIO | None) -> Iterator[File | Skipped]:
    """Yield the bytes behind the paths in a fixed order, and a line for each that gives none."""
    read_from_stdin = False
    for path in paths:
        if path == STDIN and read_from_stdin:
            yield Skipped(where=path, room="reading", reason="given twice; it was read once", same_as=path)
        elif path == STDIN:
            read_from_stdin = True
            yield _from_stdin(stdin, config)
        else:
            for found in _walk(path):
                yield found if isinstance(found, Skipped) else _from_path(found, config)


def _walk(path: str) -> Iterator[str | Skipped]:
    """Yield the files a path names: itself, what a folder holds, what a glob matches."""
    if "\0" in path or not path:
        yield skip(repr(path), "this is no path", "give a file, a folder, a glob or -")
    elif os.path.isdir(path):  # noqa: PTH112 - paths stay the strings that people gave
        yield from _in_folder_or_none(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - as above
        for match in matches:
            yield from _walk(glob.escape(match) if not os.path.lexists(match) else match)
        if not matches:
            yield skip(path, "no file matches", "check the pattern and the folder it is sought in")
    else:
        yield skip(path, "there is no such file or folder", "check the path")


def _in_folder_or_none(folder: str) -> Iterator[str | Skipped]:
    """Yield the files of a folder that was named, or the line that says that it has none."""
    empty = True
    for found in _in_folder(folder):
        empty = False
        yield found
    if empty:
        yield skip(folder, "no file to read in this folder (hidden ones are left out)", "put reports into it")


def _in_folder(folder: str) -> Iterator[str | Skipped]:
    """Yield the files of a folder and of those in it, sorted; no hidden ones, no cases; links to folders are told."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield skip(folder, f"the folder cannot be opened ({problem.strerror})", "change its permissions")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(OWN):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(entry.path)
        elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - as above; False for a link to itself
            yield skip(entry.path, "a link to a folder is not followed", "name the folder itself")
        else:
            yield entry.path


def _from_path(path: str, config: Config) -> File | Skipped:
    """Return the bytes of one file, or why it gives none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
        if not stat.S_ISREG(status.st_mode):
            return skip(path, "this is no regular file (a pipe, a socket or a device)", "save its content in a file")
        with Path(path).open("rb") as stream:
            return _from_stream(stream, printable(path), config)
    except FileNotFoundError:
        return skip(path, "a link that leads nowhere", "mend or remove the link")
    except (OSError, ValueError) as problem:
        if getattr(problem, "errno", None) == errno.ELOOP:
            return skip(path, "a link that leads back to itself", "mend or remove the link")
        reason = getattr(problem, "strerror", None) or str(problem)
        return skip(path, f"the file cannot be opened ({reason})", "change its permissions or copy it")


def _from_stdin(stdin: BinaryIO | None, config: Config) -> File | Skipped:
    if stdin is None:
        return skip(STDIN, "standard input is not connected", "pipe a text into the command")
    try:
        return _from_stream(stdin, STDIN, config)
    except (OSError, ValueError) as problem:
        return skip(STDIN, f"standard input cannot be read ({problem})", "pipe a text into the command")


def _from_stream(stream: BinaryIO, where: str, config: Config) -> File | Skipped:
    """Return the bytes of a stream as far as its kind may be long, unpacked where they are packed."""
    head = _read_up_to(stream, config.sniff_bytes)
    packed = head.startswith(_GZIP)
    limit = _limit(_inflated(head, config.sniff_bytes, where) if packed else head, where, config)
    data = head + _read_up_to(stream, limit.most + 1 - len(head))
    if len(data) > limit.most:
        return _too_long(where, limit)
    if not packed:
        return File(where=where, data=data)
    try:
        whole = _inflated(data, limit.most + 1, where, to_the_end=True)
    except ReadingError as problem:
        return skip(where, problem.what, problem.remedy)
    return _too_long(where, limit) if len(whole) > limit.most else File(where=where, data=whole)


def _read_up_to(stream: BinaryIO, count: int) -> bytes:
    """Return the next ``count`` bytes, fewer only at the end; a pipe gives them in pieces."""
    pieces: list[bytes] = []
    while count > 0:
        piece = stream.read(min(count, 1 << 20))
        if not piece:
            break
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """How many bytes a file of its kind may have, and the setting that says so."""

    setting: str
    most: int


def _limit(head: bytes, where: str, config: Config) -> _Limit:
    kind = kind_of(head, where, config)
    if kind == "html":
        return _Limit(setting="reading.max_page_bytes", most=config.max_page_bytes)
    if kind in _TABLES:
        return _Limit(setting="reading.max_table_bytes", most=config.max_table_bytes)
    return _Limit(setting="reading.max_bytes", most=config.max_bytes)


def _too_long(where: str, limit: _Limit) -> Skipped:
    what = f"longer than the {limit.most:,} bytes that one file of its kind may have"
    return skip(where, what, f"cut it into articles or raise the setting {limit.setting}")


def _inflated(data: bytes, limit: int, where: str, *, to_the_end: bool = False) -> bytes:
    """Return at most ``limit`` unpacked bytes of gzip data, all its members.

    Raises:
        ReadingError: the packed data breaks off or is damaged, and ``to_the_end`` is asked.
    """
    pieces: list[bytes] = []
    room = limit
    while data.startswith(_GZIP) and room > 0:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            piece = unpacker.decompress(data, room)
        except zlib.error as problem:
            if not to_the_end:
                break
            raise ReadingError("the packed file is damaged", where=where, remedy="copy it again") from problem
        pieces.append(piece)
        room -= len(piece)
        if to_the_end and not unpacker.eof and room > 0:
            raise ReadingError("the packed file breaks off", where=where, remedy="copy it again")
        data = unpacker.unused_data
    return b"".join(pieces)
