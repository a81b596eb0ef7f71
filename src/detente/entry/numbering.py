"""Entry room: cuts the text of a statement into its numbered provisions, by its own numbering."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["Piece", "date_words", "pieces"]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LINE = re.compile(r"(?:^|\n)[ \t]*")
_EMPTY = re.compile(r"\n[ \t]*\n")
_BEFORE = re.compile(r"(?<=[\s;:,])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One provision: its number with those above it, and its characters in the text without the mark.

    ``above`` is the number of the provision it belongs to, None for one that stands alone.
    """

    number: str
    start: int
    end: int
    above: str | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    pattern: re.Pattern[str]
    counts: str
    keeps: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number where a provision may begin."""

    shape: _Shape
    start: int
    end: int
    value: int
    text: str


@cache
def _rules() -> dict[str, Any]:
    path = resources.files("detente.entry").joinpath("data", "numbering.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def date_words() -> dict[str, list[str]]:
    """Return the words before a date by the field that it then fills: due, effective."""
    return dict(_rules()["dates"])


@cache
def _shapes() -> tuple[_Shape, ...]:
    rows = _rules()["shape"]
    return tuple(
        _Shape(row["name"], re.compile(row["pattern"], _flags(row["name"])), row["counts"], row["keeps"], row["inside"])
        for row in rows
    )


def _flags(name: str) -> re.RegexFlag:
    return re.IGNORECASE if name == "article" else re.NOFLAG


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the provisions of a text by its own numbering, in order; none where it has no numbering.

    A numbering is a row of one shape that counts on from its first; rows may stand inside rows (3, 3(a), 3(a)(ii)).
    """
    kept = list(_rows(text))
    if len(kept) < 2:  # noqa: PLR2004 - one number is no row
        return ()
    last = kept[-1][0].end
    closing = _EMPTY.search(text, last)  # behind the last provision: who signed, where and when
    ends = [mark.start for mark, _, _ in kept[1:]] + [closing.start() if closing else len(text)]
    found: list[Piece] = []
    for (mark, number, above), end in zip(kept, ends, strict=True):
        start, stop = _trimmed(text, mark.end, end)
        if start < stop:
            found.append(Piece(number=number, start=start, end=stop, above=above))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    return start, start + len(text[start:end].rstrip())


def _rows(text: str) -> Iterator[tuple[_Mark, str, str | None]]:
    """Yield the marks that count on, each with its number and that of the provision it belongs to."""
    stack: list[tuple[_Mark, str]] = []
    for choices in _marks(text):
        chosen = _chosen(choices, [mark for mark, _ in stack])
        if chosen is None:
            continue
        mark, depth = chosen
        if mark.shape.counts == "none":
            mark = replace(mark, value=stack[depth][0].value + 1 if depth < len(stack) else 1)
        del stack[depth:]
        above = stack[-1][1] if stack else None
        number = _label(mark, above)
        stack.append((mark, number))
        yield mark, number, above


def _marks(text: str) -> Iterator[list[_Mark]]:
    """Yield the places where a provision may begin, with the shapes that fit there (i is a letter and a Roman one)."""
    lines = {found.end() for found in _LINE.finditer(text)}
    places = sorted(lines | {found.end() for found in _BEFORE.finditer(text)})
    for place in places:
        found = []
        for shape in _shapes():
            match = shape.pattern.match(text, place) if place in lines or shape.inside else None
            if match is not None:
                found.append(_Mark(shape, place, match.end(), _value(shape, match["n"]), match["n"].lower()))
        if found:
            yield found


def _value(shape: _Shape, text: str) -> int:
    """Return what a number counts as."""
    if shape.counts == "none":
        return 1
    if shape.counts == "path":
        return int(text.rpartition(".")[2])
    if text.isdecimal():
        return int(text)
    if shape.counts == "letter":
        return ord(text.lower()) - ord("a") + 1
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _chosen(choices: list[_Mark], stack: list[_Mark]) -> tuple[_Mark, int] | None:
    """Return the mark that counts on in an open row, else one that opens a row, with its depth; None for neither."""
    for mark in choices:
        for depth in range(len(stack) - 1, -1, -1):
            last = stack[depth]
            if _alike(last, mark) and (mark.value == last.value + 1 or mark.shape.keeps):
                return mark, depth
    for mark in choices:
        opens = mark.value == 1 or mark.shape.keeps
        if opens and not any(_alike(last, mark) for last in stack):
            return mark, _depth(mark, stack)
    return None


def _alike(one: _Mark, other: _Mark) -> bool:
    """Whether two marks are of one row: of one shape, bullets also of one sign."""
    return one.shape.name == other.shape.name and (one.shape.counts != "none" or one.text == other.text)


def _depth(mark: _Mark, stack: list[_Mark]) -> int:
    """Return how deep a new row lies: articles at the top, all else inside what is open."""
    return 0 if mark.shape.name == "article" else len(stack)


def _label(mark: _Mark, above: str | None) -> str:
    """Return the full number of a provision."""
    if mark.shape.counts == "path":
        return mark.text
    if mark.shape.name in {"letter", "roman", "round number"}:
        return f"{above or ''}({mark.text})"
    own = mark.text.upper() if mark.shape.counts != "none" else str(mark.value)
    return f"{above}.{own}" if above else own
