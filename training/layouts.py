"""Lays a raw text out anew, as other files would carry it: the same words and sentences, other line ends."""

import gzip
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["LAYOUTS", "Document", "documents"]

LONG_SENTENCE = 60  # characters
DATELINES = (
    "{city} ({agency})_ ",
    "{city} ({agency}) -- ",
    "{city} ({agency}) - ",
    "{city}, Jan {day} ({agency}) - ",
    "{city}, Oct {day} - ",
    "{city}, {day} May: ",
    "{city}: ",
    "{city} \u2014 ",
)
CITIES = ("MOSCOW", "ISLAMABAD", "TEHRAN", "KABUL", "NEW DELHI", "GENEVA", "Cairo", "Nairobi", "THE HAGUE", "SEOUL")
AGENCIES = ("AP", "AFP", "Reuters", "Xinhua", "IRNA", "TASS")


@dataclass(frozen=True, slots=True)
class Document:
    """A raw text with the character spans of its words and sentences."""

    name: str
    text: str
    words: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]


Filler = Callable[[str, int, int], str]  # the blanks that stand there, the column, the length of the next chunk


def documents(path: Path) -> list[Document]:
    """Return the documents of a tokenisation file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Document(r["doc"], r["text"], tuple(map(tuple, r["tokens"])), tuple(map(tuple, r["sentences"]))) for r in rows
    ]


def relaid(document: Document, fill: Filler) -> Document:
    """Return the document with every run of blanks replaced by what ``fill`` says."""
    moved: dict[int, int] = {}
    pieces: list[str] = []
    size = column = 0
    for match in re.finditer(r"(\s*)(\S+)", document.text):
        blank, chunk = match.groups()
        blank = fill(blank, column, len(chunk)) if blank else ""
        size += len(blank)
        column = len(blank) - 1 - blank.rfind("\n") if "\n" in blank else column + len(blank)
        moved.update((match.start(2) + i, size + i) for i in range(len(chunk)))
        pieces += (blank, chunk)
        size += len(chunk)
        column += len(chunk)
    words, sentences = (
        tuple((moved[a], moved[b - 1] + 1) for a, b in spans) for spans in (document.words, document.sentences)
    )
    return Document(document.name, "".join(pieces), words, sentences)


def as_lines(document: Document, seed: int) -> Document:
    """Return the document with one paragraph a line."""
    del seed
    return relaid(document, lambda blank, _column, _size: "\n" if "\n" in blank else blank)


def wrapped(document: Document, seed: int) -> Document:
    """Return the document hard-wrapped at a width drawn by ``seed``, an empty line between paragraphs."""
    return _wrapped(document, seed, "\n\n")


def wrapped_close(document: Document, seed: int) -> Document:
    """Return the document hard-wrapped, with nothing but a short line at the end of a paragraph."""
    return _wrapped(document, seed, "\n")


def _wrapped(document: Document, seed: int, between: str) -> Document:
    width = random.Random(f"{seed} {document.name}").randint(48, 100)

    def fill(blank: str, column: int, size: int) -> str:
        if "\n" in blank:
            return between
        return "\n" if column + len(blank) + size > width else blank

    return relaid(document, fill)


def stray(document: Document, seed: int) -> Document:
    """Return the document with one paragraph a line and now and then a line end inside a sentence."""
    draw = random.Random(f"{seed} {document.name}")
    rate = draw.choice((0.0, 0.0, 0.003))

    def fill(blank: str, _column: int, _size: int) -> str:
        return "\n" if "\n" in blank or draw.random() < rate else blank

    return relaid(document, fill)


def dates_run_on(document: Document, seed: int) -> Document:
    """Return the document with the text running on behind a paragraph that ends in a year, as glued headers do."""
    del seed
    text = re.sub(r"\b(\d{4})\n\n", "\\1\0 ", document.text)  # as long as before: every span stays where it is
    return relaid(
        replace(document, text=text.replace("\0", " ")), lambda blank, _c, _s: " " if blank == "  " else blank
    )


def with_dateline(document: Document, seed: int) -> Document:
    """Return the document with an agency's dateline before its first long sentence, as a part of that sentence."""
    draw = random.Random(f"{seed} {document.name}")
    start = next((a for a, b in document.sentences if b - a > LONG_SENTENCE), None)
    if start is None:
        return document
    line = draw.choice(DATELINES).format(
        city=draw.choice(CITIES), agency=draw.choice(AGENCIES), day=draw.randint(1, 31)
    )
    size = len(line)
    words = tuple((a + size * (a >= start), b + size * (a >= start)) for a, b in document.words)
    sentences = tuple((a + size * (a > start), b + size * (a >= start)) for a, b in document.sentences)
    return Document(document.name, document.text[:start] + line + document.text[start:], words, sentences)


def same(document: Document, seed: int) -> Document:
    """Return the document as it is."""
    del seed
    return document


LAYOUTS: dict[str, Callable[[Document, int], Document]] = {
    "as given": same,
    "one paragraph a line": as_lines,
    "hard-wrapped": wrapped,
    "hard-wrapped, no empty lines": wrapped_close,
    "stray line ends": stray,
    "dates run on": dates_run_on,
    "datelines": with_dateline,
}
