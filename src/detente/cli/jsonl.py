"""The full records of a run as JSON lines: one object a line, its kind in ``record`` (docs/records.md)."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from detente.errors import DetenteError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from detente.records import Account, Making, Skipped

__all__ = ["line", "lines", "replace_bytes", "replacing"]


def lines(making: "Making", accounts: "tuple[Account, ...]", skipped: "tuple[Skipped, ...]") -> Iterator[str]:
    """Yield the records of a run: what made it, each article with what it yielded, then what was skipped."""
    yield line("making", making)
    for account in accounts:
        yield line("article", account.article)
        for coding in account.codings:
            yield line("coding", coding, article=account.article.id)
        for undertaking in account.undertakings:
            yield line("undertaking", undertaking, article=account.article.id)
        for change in account.changes:
            yield line("change", change, article=account.article.id)
        for link in account.links:
            yield line("link", link, article=account.article.id)
        for keeping in account.keepings:
            yield line("keeping", keeping, article=account.article.id)
        for one in account.skipped:
            yield line("skipped", one, article=account.article.id)
    for one in skipped:
        yield line("skipped", one, article=None)


def line(kind: str, record: "DataclassInstance", **also: str | None) -> str:
    """Return one line; text stays readable, so letters beyond ASCII are written as they are."""
    return json.dumps({"record": kind, **also, **asdict(record)}, ensure_ascii=False, allow_nan=False) + "\n"


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a file that takes the place of ``path`` only when everything has been written.

    A pipe or device is written as it stands.

    Raises:
        DetenteError: the place cannot be written.
    """
    target = path.resolve()
    whole = not target.exists() or target.is_file()
    part = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise DetenteError(
            f"cannot be written ({error.strerror})", where=str(path), remedy="name a file in a folder you can write to"
        ) from error
    try:
        with file:
            yield file
        if whole:
            part.replace(target)
    finally:
        if whole:
            part.unlink(missing_ok=True)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a whole file of bytes, which takes the place of ``path`` only when it is complete.

    Raises:
        DetenteError: the place cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DetenteError(
            f"cannot be written ({error.strerror})", where=str(path), remedy="name a file in a folder you can write to"
        ) from error
