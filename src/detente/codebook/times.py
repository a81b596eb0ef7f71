"""Codebook room: the words that name times (weekdays, units, numbers, turns, feasts); never reads a text."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from detente.errors import CodebookError

__all__ = ["TimeWords", "load_times"]

Phrases = dict[tuple[str, ...], str]
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_LENGTH = re.compile(r"(\d+) (T[SMH]|[DWMQY]|DE|CE|ML)")
_DAY = re.compile(r"(-?\d)(?: ([A-Z]{2}))?")
_HOUR = re.compile(r"[012]\d:[0-5]\d")
_PERIOD = re.compile(r"PT?\d+[SHDWMY]")
_FEAST = re.compile(r"\d\d-\d\d|\d\d--?\d-[a-z]{3}(?:\+\d)?|easter[+-]\d+|hijri \d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """What each word means for time, by small-letter form without the stop of an abbreviation.

    ``weekdays`` 0 is Monday; ``months`` 1 to 12; ``units`` letters of ISO 8601 (T in front below the day; DE, CE, ML
    for decades, centuries, millennia); ``compounds`` words that are a number of units; ``halves`` the hour at which a
    half of the day begins; ``days`` offset from the day of speaking and part of the day; ``refs``, ``vague`` and
    ``feasts`` by their words; ``words`` every list by section and name.
    """

    weekdays: dict[str, int]
    months: dict[str, int]
    units: dict[str, str]
    compounds: dict[str, tuple[int, str]]
    cardinals: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    seasons: dict[str, str]
    parts: dict[str, str]
    hours: dict[str, str]
    halves: dict[str, int]
    days: dict[str, tuple[int, str | None]]
    refs: Phrases
    vague: Phrases
    turns: dict[str, str]
    edges: dict[str, str]
    sets: dict[str, str]
    zones: dict[str, str]
    feasts: Phrases
    words: dict[tuple[str, str], frozenset[str]]

    def listed(self, section: str, name: str) -> frozenset[str]:
        """Return one of the lists."""
        return self.words[section, name]


def load_times(path: Path) -> TimeWords:
    """Load the words.

    Raises:
        CodebookError: The file is broken or a value in it is malformed; the error names file, place and remedy.
    """
    file = _File(path)
    weekdays, months = file.lists("weekdays"), file.lists("months")
    return TimeWords(
        weekdays={word: number for number, words in enumerate(weekdays.values()) for word in words},
        months={word: number for number, words in enumerate(months.values(), 1) for word in words},
        units=file.named("units"),
        compounds=_lengths(file.texts("compounds", _LENGTH)),
        cardinals=file.numbers("cardinals"),
        scales=file.numbers("scales"),
        ordinals=file.numbers("ordinals"),
        decades=file.numbers("decades"),
        seasons=file.named("seasons"),
        parts=file.named("parts"),
        hours=file.texts("hours", _HOUR),
        halves=file.numbers("halves"),
        days=_days(file.texts("days", _DAY)),
        refs=_phrases(file.named("refs")),
        vague=_phrases(file.named("vague")),
        turns=file.named("turns"),
        edges=file.named("edges"),
        sets=file.texts("sets", _PERIOD),
        zones=file.texts("zones", _OFFSET),
        feasts=_phrases(file.texts("feasts", _FEAST)),
        words=file.all_lists(),
    )


class _File:
    """The sections of the file, each checked for what it may hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.sections = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CodebookError("cannot be read", where=str(path), remedy="check the path and its rights") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CodebookError(f"is no TOML ({error})", where=str(path), remedy="correct the line named") from error

    def _section(self, name: str) -> dict[str, object]:
        found = self.sections.get(name)
        if not isinstance(found, dict):
            raise CodebookError(f"lacks [{name}]", where=str(self.path), remedy="give every section, an empty one too")
        return found

    def _bad(self, section: str, name: str, value: object, remedy: str) -> CodebookError:
        return CodebookError(f"bad value {value!r}", where=f"{self.path}, [{section}] {name}", remedy=remedy)

    def lists(self, section: str) -> dict[str, list[str]]:
        """Return the lists of words of a section."""
        made: dict[str, list[str]] = {}
        for name, words in self._section(section).items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise self._bad(section, name, words, 'write a list of words such as ["jan", "january"]')
            made[name] = words
        return made

    def named(self, section: str) -> dict[str, str]:
        """Return the name of the list that each word of a section stands in."""
        return {word: name for name, words in self.lists(section).items() for word in words}

    def numbers(self, section: str) -> dict[str, int]:
        """Return the numbers of a section."""
        made: dict[str, int] = {}
        for name, value in self._section(section).items():
            if not isinstance(value, int):
                raise self._bad(section, name, value, "write a whole number")
            made[name] = value
        return made

    def texts(self, section: str, pattern: re.Pattern[str]) -> dict[str, str]:
        """Return the values of a section, which all have one shape."""
        made: dict[str, str] = {}
        for name, value in self._section(section).items():
            if not isinstance(value, str) or not pattern.fullmatch(value):
                raise self._bad(section, name, value, "write it like the others of its section")
            made[name] = value
        return made

    def all_lists(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return every list of words by section and name."""
        return {
            (section, name): frozenset(words)
            for section, rows in self.sections.items()
            for name, words in rows.items()
            if isinstance(words, list)
        }


def _phrases(rows: dict[str, str]) -> Phrases:
    return {tuple(words.replace("-", " ").split()): value for words, value in rows.items()}


def _lengths(rows: dict[str, str]) -> dict[str, tuple[int, str]]:
    return {word: (int(text.partition(" ")[0]), text.partition(" ")[2]) for word, text in rows.items()}


def _days(rows: dict[str, str]) -> dict[str, tuple[int, str | None]]:
    return {word: (int(text.partition(" ")[0]), text.partition(" ")[2] or None) for word, text in rows.items()}
