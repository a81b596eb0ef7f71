"""What a reader found before it is made an article: text and stated fields; used inside this room only."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.reading.config import Config
from detente.records import Gap, Skipped, When

__all__ = ["File", "Raw", "Reader", "printable", "skip"]

_UNPRINTABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file's name and its bytes, unpacked."""

    where: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A report as its file gives it.

    ``key`` are the bytes whose digest is the article's id; ``when`` is a moment that the file itself states in a form
    that needs no reading, ``published`` the words of one. ``own_title`` says that a title may stand in the text.
    """

    where: str
    key: bytes
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    genre: str | None = None
    language: str | None = None
    published: str | None = None
    when: When | None = None
    owner: str | None = None
    side: str | None = None
    retrieved: str | None = None
    own_title: bool = True
    legacy: bool = False
    gaps: tuple[Gap, ...] = ()


Reader = Callable[[File, Config], Iterator[Raw | Skipped]]


def printable(words: str) -> str:
    """Return words that can be printed in one line and written as UTF-8: what cannot is escaped.

    Names of files may hold line breaks, escape sequences and bytes that are no UTF-8 (held as lone surrogates).
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), words)


def skip(where: str, what: str, remedy: str) -> Skipped:
    """Return what this room could not use as one line: what it is, and the remedy."""
    line = " ".join(f"{what}; {remedy}".split())
    return Skipped(where=printable(where), room="reading", reason=printable(line))
