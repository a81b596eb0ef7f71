"""Which genre a report is, by the rules of ``data/genres.toml``; unknown stays unknown."""

import re
from functools import cache
from urllib.parse import urlsplit

from detente.reading.names import plate_of
from detente.reading.rules import table
from detente.records import Genre

__all__ = ["Clues", "genre_of", "genre_stated", "host_of", "is_agency", "own_voice"]

Clues = tuple[tuple[str, str], ...]
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def genre_stated(words: str) -> Genre | None:
    """Return the genre that a column or a page states, None for a word that is none."""
    value = table("genres")["values"].get(words.strip().lower())
    return Genre(value) if value is not None else None


@cache
def _rules() -> tuple[tuple[Genre, str, re.Pattern[str]], ...]:
    rows = table("genres")["rule"]
    return tuple((Genre(row["genre"]), row["field"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def genre_of(clues: Clues) -> Genre | None:
    """Return the genre of the first rule that fits one of the clues: pairs of a field and its words."""
    for genre, name, pattern in _rules():
        if any(field == name and pattern.match(words) for field, words in clues):
            return genre
    return None


def own_voice(text: str) -> str:
    """Return the sentences in which nobody is quoted or reported: what is left is the writer's own word."""
    speech = re.compile(table("genres")["speech"]["pattern"], re.IGNORECASE)
    return " ".join(one for one in _SENTENCE.split(text) if not speech.search(one))


def host_of(url: str) -> str | None:
    """Return the host of an address without ``www.``, None where it has none."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def is_agency(source: str) -> bool:
    """Return whether a source's name or host is that of a news agency."""
    agencies = table("agencies")
    host = host_of(source) or source.lower()
    plate = plate_of(source)
    if plate is not None and plate.kind == "agency":
        return True
    return any(host == known or host.endswith("." + known) for known in agencies["hosts"])
