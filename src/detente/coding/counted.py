"""Coding room: how many a phrase counts: nine, at least nine, between ten and fifteen, dozens, a woman, nobody."""

import re
from dataclasses import dataclass

from detente.coding.document import Document
from detente.coding.tree import Tree

__all__ = ["Counted", "count_of"]

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_RANGE = re.compile(r"(\d+)[-\u2013](\d+)")
JOINING = frozenset({"-", "and"})
RANGING = frozenset({"to", "and", "or", "-", "\u2013"})
FRONT = 3  # the longest qualifier has three words ("no fewer than")
HUNDRED = 100
SINGULAR = frozenset({"NN", "NNP", "JJ"})  # a woman, a Syrian (which taggers take for a name or an adjective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count with its bounds, None where open, and the words ``[start, end)`` that give it."""

    least: int | None
    most: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and the words ``[start, end)`` that write it."""

    value: int
    start: int
    end: int


def count_of(doc: Document, tree: Tree, at: int) -> Counted | None:
    """Return how many the phrase with this head counts, None where it gives no number."""
    if tree.form(at) in doc.cues["losses", "nobody"] or _none(tree, at):
        return Counted(least=0, most=0, start=min(tree.core(at)[0], at), end=at + 1)
    heads = [kid for kid in tree.children(at, "nummod", "amod", "det", "compound") if kid < at]
    found = next((read for word in [*heads, at] if (read := _number(doc, tree, word)) is not None), None)
    if found is not None:
        return _bounded(doc, tree, found)
    return _vague(doc, tree, [*heads, at]) or _single(doc, tree, at)


def _none(tree: Tree, at: int) -> bool:
    """Whether a phrase counts nobody: no one, no soldier."""
    return any(tree.form(kid) == "no" for kid in tree.children(at, "det"))


def _single(doc: Document, tree: Tree, at: int) -> Counted | None:
    """Return one for a single person: a woman, another soldier, no number of people."""
    articles = [kid for kid in tree.children(at, "det") if tree.form(kid) in {"a", "an", "another"}]
    if not articles or tree.token(at).xpos not in SINGULAR or tree.lemma(at) in doc.cues["losses", "several"]:
        return None
    return Counted(least=1, most=1, start=articles[0], end=at + 1)


def _vague(doc: Document, tree: Tree, words: list[int]) -> Counted | None:
    """Return the least that a number word means: dozens of people, several soldiers."""
    listed = dict(one.split("=") for one in doc.cues.listed("losses", "vague"))
    at = next((word for word in words if tree.form(word) in listed), None)
    return None if at is None else Counted(least=int(listed[tree.form(at)]), most=None, start=at, end=at + 1)


def _number(doc: Document, tree: Tree, at: int) -> _Number | None:
    """Read the number that a word is part of: 12, 1,200, twenty-six, two hundred."""
    if not _numeral(doc, tree, at):
        return None
    start, end = at, at + 1
    while start > 0 and _continues(doc, tree, start - 1, start):
        start -= 1
    while end < len(tree) and _continues(doc, tree, end, end - 1):
        end += 1
    while start < at and tree.form(start) in JOINING:
        start += 1
    while end > at + 1 and tree.form(end - 1) in JOINING:
        end -= 1
    value = _value(doc, [tree.form(word) for word in range(start, end)])
    return None if value is None else _Number(value, start, end)


def _numeral(doc: Document, tree: Tree, at: int) -> bool:
    form = tree.form(at)
    words = doc.book.times
    return bool(_DIGITS.fullmatch(form)) or all(
        part in words.cardinals or part in words.scales for part in form.split("-")
    )


def _continues(doc: Document, tree: Tree, at: int, beside: int) -> bool:
    """Whether a word goes on with a written number: a numeral, a hyphen, the "and" behind a hundred."""
    if _numeral(doc, tree, at):
        return (not _DIGITS.fullmatch(tree.form(at)) and not _DIGITS.fullmatch(tree.form(beside))) or (
            tree.form(max(at, beside)) in doc.book.times.scales
        )
    if tree.form(at) == "-":
        return 0 < at < len(tree) - 1 and not _DIGITS.fullmatch(tree.form(at + 1))
    return tree.form(at) == "and" and at > 0 and tree.form(at - 1) in doc.book.times.scales


def _value(doc: Document, words: list[str]) -> int | None:
    """Return what number words add up to, None where they are none."""
    total = current = 0
    for word in (part for one in words for part in (one.split("-") if one != "-" else ["-"])):
        if word in JOINING:
            continue
        if _DIGITS.fullmatch(word):
            current += int(word.replace(",", ""))
        elif word in doc.book.times.scales:
            scale = doc.book.times.scales[word]
            current = max(current, 1) * scale
            if scale > HUNDRED:
                total, current = total + current, 0
        elif word in doc.book.times.cardinals:
            current += doc.book.times.cardinals[word]
        else:
            return None
    return total + current


def _bounded(doc: Document, tree: Tree, found: _Number) -> Counted:
    """Return a number with the bounds that the words around it set."""
    ranged = _ranged(doc, tree, found)
    if ranged is not None:
        return ranged
    before = [tree.form(word) for word in range(max(0, found.start - FRONT), found.start)]
    for size in range(len(before), 0, -1):
        words = " ".join(before[-size:])
        start = found.start - size
        if words in doc.cues["losses", "least"]:
            return Counted(least=found.value, most=None, start=start, end=found.end)
        if words in doc.cues["losses", "most"]:
            return Counted(least=None, most=found.value, start=start, end=found.end)
    return Counted(least=found.value, most=found.value, start=found.start, end=found.end)


def _ranged(doc: Document, tree: Tree, found: _Number) -> Counted | None:
    """Return a range that a number is one end of: ten to fifteen, between 10 and 15."""
    for joint in (found.end, found.start - 1):
        step = 1 if joint == found.end else -1
        other = joint + step
        if not (0 <= joint < len(tree) and 0 <= other < len(tree)) or tree.form(joint) not in RANGING:
            continue
        beyond = _number(doc, tree, other)
        if beyond is None:
            continue
        low, high = (found, beyond) if step > 0 else (beyond, found)
        between = low.start > 0 and tree.form(low.start - 1) == "between"
        if low.value < high.value and (tree.form(joint) != "and" or between):
            return Counted(least=low.value, most=high.value, start=low.start - between, end=high.end)
    return None
