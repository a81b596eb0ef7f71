"""Who speaks inside quotation marks."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.language.coreference.lexicon import Lexicon
from detente.language.coreference.tree import Tree

__all__ = ["Quote", "find_quotes", "quote_at"]

_OPEN, _CLOSE, _EITHER = frozenset({"\u201c", "``", "\u00ab"}), frozenset({"\u201d", "''", "\u00bb"}), '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words from ``begin`` to ``end`` (sentence, word; both are the marks) and its speaker's phrase, or None."""

    begin: tuple[int, int]
    end: tuple[int, int]
    speaker: int | None


def find_quotes(
    trees: Sequence[Tree], by_head: Sequence[Mapping[int, int]], lexicon: Lexicon, *, window: int
) -> list[Quote]:
    """Return the quotations in text order; one not closed within ``window`` sentences ends with its sentence."""
    quotes: list[Quote] = []
    for begin, end in _spans(trees, window):
        speaker = _speaker(trees, by_head, lexicon, begin, end)
        if speaker is None and quotes and begin[0] - quotes[-1].end[0] <= 1 and not _leads_in(trees, begin):
            speaker = quotes[-1].speaker
        quotes.append(Quote(begin=begin, end=end, speaker=speaker))
    return quotes


def quote_at(quotes: Sequence[Quote], starts: Sequence[tuple[int, int]], place: tuple[int, int]) -> Quote | None:
    """Return the quotation that holds a word; ``starts`` are the quotations' begins."""
    at = bisect_right(starts, place) - 1
    return quotes[at] if at >= 0 and place < quotes[at].end else None


def _spans(trees: Sequence[Tree], window: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    marks = [
        (number, word, token.text)
        for number, tree in enumerate(trees)
        for word, token in enumerate(tree.tokens)
        if token.text in _OPEN or token.text in _CLOSE or token.text == _EITHER
    ]
    spans, at = [], 0
    while at < len(marks):
        number, word, text = marks[at]
        at += 1
        if text in _CLOSE:
            continue
        end = (number, len(trees[number].tokens))
        if at < len(marks) and marks[at][2] not in _OPEN and marks[at][0] - number <= window:
            end = marks[at][:2]
            at += 1
        spans.append(((number, word), end))
    return spans


def _leads_in(trees: Sequence[Tree], begin: tuple[int, int]) -> bool:
    """Tell whether words stand before the quotation in its sentence: then it is not simply the last one going on."""
    return any(relation != "punct" for relation in trees[begin[0]].relations[: begin[1]])


def _speaker(
    trees: Sequence[Tree],
    by_head: Sequence[Mapping[int, int]],
    lexicon: Lexicon,
    begin: tuple[int, int],
    end: tuple[int, int],
) -> int | None:
    """Return the subject of the reporting verb nearest to the marks, outside them."""
    best: tuple[int, int] | None = None
    for number in {begin[0], end[0]}:
        tree = trees[number]
        for word, token in enumerate(tree.tokens):
            if begin < (number, word) < end or token.lemma.lower() not in lexicon.verbs["says"]:
                continue
            subject = next((child for child in tree.children[word] if tree.relations[child] == "nsubj"), None)
            if subject is None or begin < (number, subject) < end or subject not in by_head[number]:
                continue
            distance = min(
                abs(word - begin[1]) if number == begin[0] else len(tree.tokens),
                abs(word - end[1]) if number == end[0] else len(tree.tokens),
            )
            if best is None or distance < best[0]:
                best = (distance, by_head[number][subject])
    return best[1] if best is not None else None
