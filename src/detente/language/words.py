"""Language room: cuts running text into words after the rules of UD English.

Knows no sentences, no network and no clock; the word rules are data (``weights/words.csv``).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from detente.errors import EngineError

__all__ = ["WordRules", "Words", "read_word_rules"]

WordRules = Mapping[str, Mapping[str, str]]
_KINDS = ("mark", "abbreviation", "numbered", "prefix", "fused", "whole", "domain", "file", "unit", "clitic")
_COLUMNS = 3
_CHUNK = re.compile(r"\S+")
# A word character is a letter, a digit, a combining mark, or an invisible joiner that web pages leave inside words.
_WORD = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])"
_LETTER = r"[^\W\d_]"
_APOSTROPHE = "['\u2019`]"
_CLOSERS = r".,;:!?)\]}>\"'\u201d\u2019"


def read_word_rules(path: Path) -> WordRules:
    """Return the rules of a ``kind,form,pieces`` file as kind -> lower-case form -> pieces.

    Raises:
        EngineError: the file is missing or a line has no known kind.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EngineError("word rules cannot be read", where=str(path), remedy="install Detente again") from error
    rules: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for number, row in enumerate(csv.reader(lines), start=1):
        if not row or row[0].startswith("#"):
            continue
        if len(row) != _COLUMNS or row[0] not in _KINDS:
            remedy = f"write kind,form,pieces with a kind of {', '.join(_KINDS)}"
            raise EngineError("no word rule", where=f"{path}:{number}", remedy=remedy)
        rules[row[0]][row[1].lower()] = row[2]
    return {kind: dict(rules[kind]) for kind in _KINDS}


class Words:
    """Cuts text into words: chunks between blanks are looked up, and cut by one pattern the first time they are seen.

    ``longest`` is the length in characters above which a chunk is cut by a coarse pattern, so that the time stays
    linear in the length of any text; ``remembered`` is how many chunks are kept.
    """

    def __init__(self, rules: WordRules, *, longest: int, remembered: int) -> None:
        self._fused = {form: tuple(map(len, pieces.split())) for form, pieces in rules["fused"].items()}
        self._numbered = frozenset(rules["numbered"])
        self._pattern = re.compile(_fine_pattern(rules))
        self._coarse = re.compile(rf"{_WORD}{{1,{longest}}}|(?:[^\w\s]|_){{1,{longest}}}|\S")
        self._longest = longest
        self._remembered = remembered
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    def cut(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the character offsets of the words in ``text[start:end]``, in order and without overlap."""
        found: list[tuple[int, int]] = []
        known = self._known
        append = found.append
        for match in _CHUNK.finditer(text, start, end):
            chunk = match.group()
            pieces = known.get(chunk)
            if pieces is None:
                pieces = self._learn(chunk, text[match.end() + 1 : match.end() + 2])
            at = match.start()
            for first, last in pieces:
                append((at + first, at + last))
        return found

    def ends_with_stop(self, word: str) -> bool:
        """Return whether a word is an abbreviation of one stop, which at the end of a sentence is two words."""
        return word.endswith(".") and word[:-1].isalpha()

    def _learn(self, chunk: str, follower: str) -> tuple[tuple[int, int], ...]:
        if chunk.lower() in self._numbered:  # "No. 5" is a number, "He said no." is the end of a sentence
            size = len(chunk)
            return ((0, size),) if follower.isdigit() else ((0, size - 1), (size - 1, size))
        pieces = tuple(self._pieces(chunk))
        if len(chunk) <= self._longest:
            if len(self._known) >= self._remembered:
                self._known.clear()
            self._known[chunk] = pieces
        return pieces

    def _pieces(self, chunk: str) -> Iterable[tuple[int, int]]:
        pattern = self._pattern if len(chunk) <= self._longest else self._coarse
        for match in pattern.finditer(chunk):
            sizes = self._fused.get(match.group().lower())
            if sizes is None:
                yield match.span()
                continue
            at = match.start()
            for size in sizes:
                yield at, at + size
                at += size


def _any_of(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace("'", "['\u2019]") for form in longest_first)


def _fine_pattern(rules: WordRules) -> str:
    """Return the alternatives of a word, the most special first; every one starts and ends inside one chunk."""
    return "|".join((*_addresses(rules), *_abbreviations(rules), *_numbers(rules), *_letters(rules), *_MARKS, r"\S"))


def _addresses(rules: WordRules) -> tuple[str, ...]:
    path = rf"/[^\s<>\"\u201d]*[^\s<>\"\u201d{_CLOSERS}]|/"
    return (
        rf"(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>\"\u201c\u201d]*[^\s<>\"\u201c\u201d{_CLOSERS}]",
        r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*",
        rf"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?i:{_any_of(rules['domain'])})(?![\w@])(?:{path})?",
        rf"(?:[\w#~-]*[^\W_-])?\.(?i:{_any_of(rules['file'])})(?!{_WORD})",
        r"(?<!\w)[a-z][\w-]+\.(?:[a-z][\w-]+\.)+[a-z][\w-]+",  # alt.news.talk
    )


def _abbreviations(rules: WordRules) -> tuple[str, ...]:
    return (
        rf"(?i:{_any_of(rules['whole'])})(?!{_WORD})",
        rf"(?i:{_any_of(rules['abbreviation'])})(?!{_WORD})",
        rf"(?:{_LETTER}\.){{2,}}(?!{_WORD})",  # U.S., a.m.
        rf"(?:{_LETTER}\.)+{_LETTER}(?!{_WORD})",  # U.S without its last stop
        rf"(?<!{_WORD})(?!I\.)[A-Z]\.(?=$|{_LETTER}|-)",  # an initial: George W. Bush, J.Smith
    )


def _numbers(rules: WordRules) -> tuple[str, ...]:
    number = r"\d+(?:,\d{3})*(?:\.\d+)*"
    return (
        r"(?<!\w)\d{4}-\d\d-\d\d(?!\w)",  # 2024-01-16
        r"(?<!\w)\d{1,2}/\d{1,2}/\d{2,4}(?!\w)|(?<!\w)\d{1,2}/\d{1,2}(?![\w/])",  # 9/11
        r"(?<!\w)(?:\d-)?\d{3}-\d{3}-\d{4}(?!\w)|(?<!\w)\d{3}-\d{4}(?!\w)",  # telephone numbers
        r"(?<![\w)])\+\d[\d-]*",
        r"\d{1,2}:\d\d(?::\d\d)?(?!\d)",
        r"(?<![\w.,])\.\d+",
        rf"{number}(?:(?i:st|nd|rd|th)|['\u2019]?s)(?!\w)",  # 16th, 1990s
        rf"{number}(?:(?!{_WORD})|(?=(?i:{_any_of(rules['unit'])})(?!{_WORD})))",  # the 5 of $5m
        r"(?<!\w)['\u2019]\d\ds?(?!\w)",  # '60s
    )


def _letters(rules: WordRules) -> tuple[str, ...]:
    clitic = rf"(?i:{_any_of(rules['clitic'])})(?!{_WORD})"
    return (
        rf"(?i:{_LETTER}+?(?=n['\u2019]t(?!{_WORD}))|n['\u2019]t(?!{_WORD}))",
        rf"{_APOSTROPHE}{clitic}",
        rf"(?<!{_WORD})(?i:{_any_of(rules['prefix'])})-{_WORD}+",
        rf"[A-Z]+(?:&[A-Z]+)+(?!{_WORD})",  # AT&T
        rf"(?<!\w)[#@]{_LETTER}\w+",
        rf"{_WORD}+(?:['\u2019](?!{clitic}){_WORD}+|_+{_WORD}+)*",
    )


_MARKS = (
    r"\.{2,}|\u2026+\.?|\[(?:\.{3}|\u2026)\]|[.:,]?[!?]+\.?",
    r"''|``|\u2019\u2019|\u2018\u2018|<<(?!<)|>>(?!>)|[:;=]-?[()DP](?!\w)",
    r"[-=*_~#+<>|]{2,}|\$+",
)
