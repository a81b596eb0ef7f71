"""Coding room: where quotation marks open and close; a quotation may run over sentences and paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.coding.tree import Tree
from detente.records import Token

__all__ = ["Quotation", "paragraphs", "quotations"]

DOUBLE = frozenset({'"', "''", "``", "“", "”", "«", "»", "„"})
SINGLE = frozenset({"'", "\u2018", "\u2019", "`"})
ONLY_OPEN = frozenset({"“", "``", "«", "„", "\u2018", "`"})
ONLY_CLOSE = frozenset({"”", "»", "\u2019"})
NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The words from one mark to the other, marks included: first and last word as (sentence, word).

    ``continues`` is true where a paragraph opens with a mark though the one before closed with none.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    continues: bool = False

    def holds(self, sentence: int, at: int) -> bool:
        """Whether a word stands between the marks."""
        return self.first < (sentence, at) < self.last

    def words(self, tree: Tree) -> range:
        """Return the words of a sentence that belong to it, marks included."""
        if not self.first[0] <= tree.number <= self.last[0]:
            return range(0)
        start = self.first[1] if tree.number == self.first[0] else 0
        end = self.last[1] + 1 if tree.number == self.last[0] else len(tree)
        return range(start, end)


def paragraphs(trees: Sequence[Tree], text: str) -> Iterator[list[Tree]]:
    """Yield the sentences of each paragraph: what stands between line breaks."""
    part: list[Tree] = []
    for tree in trees:
        if part and "\n" in text[part[-1].sentence.end : tree.sentence.start]:
            yield part
            part = []
        part.append(tree)
    if part:
        yield part


def quotations(parts: Sequence[Sequence[Tree]]) -> list[Quotation]:
    """Return the quotations of an article's paragraphs, in order; marks inside another pair are left out."""
    found: list[Quotation] = []
    open_end = False
    for part in parts:
        marks = [mark for tree in part for mark in edges(tree)]
        inside = list(pairs(part, marks))
        if open_end and inside and inside[0].first == (part[0].number, 0):
            first = inside[0]
            inside[0] = Quotation(first=first.first, last=first.last, continues=True)
        found.extend(inside)
        open_end = bool(inside) and not closed(part, inside[-1])
    return found


def closed(part: Sequence[Tree], quotation: Quotation) -> bool:
    """Whether a quotation ends with a mark."""
    tree = part[quotation.last[0] - part[0].number]
    return quotation.last != quotation.first and tree.token(quotation.last[1]).text in DOUBLE | SINGLE


# A mark: sentence, word, its family (double or not), whether it may open and close.
Mark = tuple[int, int, bool, bool, bool]


def edges(tree: Tree) -> Iterator[Mark]:
    """Yield the quotation marks of a sentence."""
    for at, token in enumerate(tree.tokens):
        if token.text in DOUBLE or (token.text in SINGLE and not apostrophe(tree.tokens, at)):
            before = at > 0 and tree.tokens[at - 1].end == token.start
            behind = at + 1 < len(tree) and tree.tokens[at + 1].start == token.end
            opens = token.text in ONLY_OPEN or (token.text not in ONLY_CLOSE and (behind or not before))
            closes = token.text in ONLY_CLOSE or (token.text not in ONLY_OPEN and (before or not behind))
            yield tree.number, at, token.text in DOUBLE, opens, closes


def apostrophe(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single mark is no quotation mark: inside a word, or behind a plural's possessor."""
    if tokens[at].relation == "case" or tokens[at].upos in {"PART", "AUX"}:
        return True
    joined = 0 < at < len(tokens) - 1
    return joined and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def pairs(part: Sequence[Tree], marks: Sequence[Mark]) -> Iterator[Quotation]:
    """Yield the outermost pairs of a paragraph; a mark that nothing closes reaches to the end of what is near."""
    opened: Mark | None = None
    for mark in marks:
        number, at, double, opens, closes = mark
        if opened is None:
            opened = mark if opens else None
        elif double is not opened[2]:
            if double and not opened[2]:
                opened = mark if opens else None
        elif closes:
            yield Quotation(first=opened[:2], last=(number, at))
            opened = None
        elif opens:
            yield Quotation(first=opened[:2], last=sentence_end(part, opened[0]))
            opened = mark
    if opened is not None and opened[2]:
        far = part[-1].number - opened[0] > NEAR
        yield Quotation(first=opened[:2], last=sentence_end(part, opened[0] if far else part[-1].number))


def sentence_end(part: Sequence[Tree], number: int) -> tuple[int, int]:
    """Return the last word of a sentence of a paragraph."""
    tree = part[number - part[0].number]
    return number, len(tree) - 1
