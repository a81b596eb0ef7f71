"""The way through the room: paths, bytes, kind, reader, article; every step that ends early is told."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from detente.reading.assemble import assembled
from detente.reading.config import Config
from detente.reading.formats import kind_of, of_no_use
from detente.reading.json_rows import read_json
from detente.reading.plain import read_text
from detente.reading.raw import File, Reader, skip
from detente.reading.sources import STDIN, files
from detente.reading.tables import read_csv, read_parquet
from detente.records import Article, Skipped

__all__ = ["read"]

_USUAL = Config()


def read(
    paths: Iterable[str], *, config: Config = _USUAL, stdin: BinaryIO | None = None
) -> Iterator[Article | Skipped]:
    """Yield every report behind the paths, and a line for everything that gives none.

    ``paths`` are files, folders (walked in sorted order, hidden files left out), globs, and ``-`` for ``stdin``. The
    order is that of the paths and of the reports in each file. Bytes that were read before come out as ``Skipped``
    with ``same_as``, which is no failure. Nothing is raised for what a file holds.
    """
    seen: dict[str, str] = {}
    for file in files(paths, config, stdin):
        if isinstance(file, Skipped):
            yield file
            continue
        for found in _reports(file, config):
            yield _once(found, seen)


def _once(found: Article | Skipped, seen: dict[str, str]) -> Article | Skipped:
    """Return the article, or that it was read before."""
    if isinstance(found, Skipped):
        return found
    where = found.path or found.id
    first = seen.get(found.id)
    if first is None:
        seen[found.id] = where
        return found
    reason = f"the same bytes as {first}; they are one article and were read there"
    if first == where:
        reason = "given twice; it was read once"
    return Skipped(where=where, room="reading", reason=reason, same_as=first)


def _reports(file: File, config: Config) -> Iterator[Article | Skipped]:
    """Yield the reports of one file."""
    if not file.data.strip():
        yield _empty(file.where)
        return
    foreign = of_no_use(file.data)
    if foreign is not None:
        yield skip(file.where, f"this is {foreign[0]}", foreign[1])
        return
    nothing = True
    for found in _reader(kind_of(file.data, file.where, config))(file, config):
        nothing = False
        yield found if isinstance(found, Skipped) else assembled(found, config)
    if nothing:
        yield skip(file.where, "there is no article in it", "leave it out or fill it")


def _empty(where: str) -> Skipped:
    if where == STDIN:
        return skip(where, "standard input is empty", "pipe a text into the command")
    return skip(where, "the file is empty", "leave it out or fill it")


def _reader(kind: str) -> Reader:
    """Return the reader of a kind of file; those that load slowly are loaded when a file needs them."""
    if kind == "html":
        from detente.reading.pages import read_page  # noqa: PLC0415

        return read_page
    if kind == "feed":
        from detente.reading.feeds import read_feed  # noqa: PLC0415

        return read_feed
    if kind == "pdf":
        from detente.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    readers: dict[str, Reader] = {"json": read_json, "csv": read_csv, "parquet": read_parquet}
    return readers.get(kind, read_text)
