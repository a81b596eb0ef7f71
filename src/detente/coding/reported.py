"""Coding room: the reported speech of an article as records, without coding any act."""

from collections.abc import Iterable, Sequence

from detente.codebook import Codebook
from detente.coding.mend import mended
from detente.coding.saying import Piece
from detente.coding.sayings import attributions
from detente.coding.tree import Tree
from detente.records import Article, Parse, ReportedSpeech, Span

__all__ = ["reported"]


def reported(parse: Parse, article: Article, codebook: Codebook) -> tuple[ReportedSpeech, ...]:
    """Return who says, thinks or wants what in an article, in the order of the cues, nested ones too."""
    rules = codebook.rules
    trees = [Tree(number, mended(one, rules.classes)) for number, one in enumerate(parse.sentences)]
    return tuple(
        ReportedSpeech(
            kind=one.kind,
            cue=spans(trees, one.cue, article.text),
            source=spans(trees, one.source, article.text),
            content=spans(trees, one.content, article.text),
            direct=one.direct,
            within=one.within,
            unheard=one.unheard,
        )
        for one in attributions(trees, article.text, rules.sayings)
    )


def spans(trees: Sequence[Tree], pieces: Iterable[Piece], text: str) -> tuple[Span, ...]:
    """Return the characters of stretches of words, those joined between which only blanks stand."""
    found: list[Span] = []
    for piece in pieces:
        start, end = trees[piece.sentence].chars(piece.start, piece.end)
        if found and not text[found[-1].end : start].strip():
            start = found.pop().start
        found.append(Span(start=start, end=end))
    return tuple(found)
