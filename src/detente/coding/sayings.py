"""Coding room: who says, thinks or wants what: source, cue and content of each attribution, nested ones too."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.codebook.sayings import Sayings
from detente.coding.cues import cues, spoken
from detente.coding.labels import labelled
from detente.coding.quotation import Quotation, paragraphs, quotations
from detente.coding.quoting import Shelf, claim
from detente.coding.saying import Draft, Piece, Saying
from detente.coding.tree import Tree

__all__ = ["attributions"]

EDGE = frozenset({",", ";", ":", ".", "-", "--", "—", "\u2013", "…"})
FULL = 3


def attributions(trees: Sequence[Tree], text: str, sayings: Sayings) -> tuple[Saying, ...]:
    """Return the attributions of an article in the order of their cues; ``text`` is that of its offsets."""
    parts = list(paragraphs(trees, text))
    quotes = quotations(parts)
    drafts = [draft for tree in trees for draft in cues(tree, sayings)]
    drafts += labelled(parts, drafts, sayings)
    left = claim(Shelf(parts, drafts), quotes)
    drafts.sort(key=lambda draft: (draft.tree.number, draft.head))
    made = [saying(trees, draft, left) for draft in drafts if draft.content or draft.quoted]
    return nested([one for one in made if one.content], trees)


def saying(trees: Sequence[Tree], draft: Draft, left: Iterable[Quotation]) -> Saying:
    """Make the record of a draft."""
    tree = draft.tree
    pieces = {tree.number: set(draft.content)}
    pieces.update({number: set(range(len(trees[number]))) for number in draft.further})
    direct = bool(draft.named)
    for quote in draft.quoted:
        full = quote.first[0] != quote.last[0] or len(quote.words(tree)) > FULL
        direct = direct or full
        for number in range(quote.first[0], quote.last[0] + 1):
            other = trees[number]
            pieces.setdefault(number, set()).update(quote.words(other))
    pieces[tree.number] -= draft.words
    ends = {edge for quote in draft.quoted for edge in (quote.first, quote.last)}
    inner = (number for quote in draft.quoted for number in range(quote.first[0], quote.last[0]))
    ends.update((number, len(trees[number]) - 1) for number in inner)
    content = [piece for number, words in sorted(pieces.items()) for piece in runs(trees[number], words, ends)]
    if direct and draft.quoted and not draft.named:
        content = [piece for piece in content if quoted(piece, draft.quoted)]
    return Saying(
        sentence=tree.number,
        head=draft.head,
        kind=draft.cue.kind,
        speaker=draft.speaker,
        cue=tuple(runs(tree, draft.words, {(tree.number, draft.head)})),
        source=tuple(runs(tree, set(spoken(draft)), frozenset())),
        content=tuple(content),
        direct=direct,
        cited=draft.cue.head == "according",
        unheard=any(quote.holds(tree.number, draft.head) for quote in left),
    )


def quoted(piece: Piece, quotes: Iterable[Quotation]) -> bool:
    """Whether a stretch of words holds a word of a quotation."""
    here = range(piece.start, piece.end)
    return any(quote.first <= (piece.sentence, at) <= quote.last for quote in quotes for at in here)


def runs(tree: Tree, words: set[int], ends: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """Yield the stretches of a set of words, without the punctuation at their edges that is no quotation's end."""
    kept = set(ends)
    order = sorted(words)
    while order:
        stop = 1
        while stop < len(order) and all(tree.form(gap) in EDGE for gap in range(order[stop - 1] + 1, order[stop])):
            stop += 1
        start, end = order[0], order[stop - 1]
        order = order[stop:]
        while start <= end and tree.form(start) in EDGE and (tree.number, start) not in kept:
            start += 1
        while end > start and tree.form(end) in EDGE and (tree.number, end) not in kept:
            end -= 1
        if start <= end:
            yield Piece(sentence=tree.number, start=start, end=end + 1)


def nested(made: Sequence[Saying], trees: Sequence[Tree]) -> tuple[Saying, ...]:
    """Say of each saying which other one's content holds it: of several the nearest, which is the shortest."""
    reaching: dict[int, set[int]] = {}
    for number, one in enumerate(made):
        for piece in one.content:
            reaching.setdefault(piece.sentence, set()).add(number)
    return tuple(
        replace(one, within=holding(here, sorted(reaching.get(one.sentence, ())), made, trees))
        for here, one in enumerate(made)
    )


def holding(here: int, near: Iterable[int], made: Sequence[Saying], trees: Sequence[Tree]) -> int | None:
    """Return the nearest saying around another; of two that hold each other the one higher in the tree is outside."""
    one = made[here]
    found = []
    for there in near:
        other = made[there]
        if there == here or not holds(other, one):
            continue
        mutual = holds(one, other) and other.sentence == one.sentence
        if mutual and (depth(trees, one), here) < (depth(trees, other), there):
            continue
        found.append((sum(piece.end - piece.start for piece in other.content), there))
    return min(found)[1] if found else None


def holds(outer: Saying, inner: Saying) -> bool:
    """Whether the head of a cue stands in the content of another saying."""
    return any(piece.holds(inner.sentence, inner.head) for piece in outer.content)


def depth(trees: Sequence[Tree], one: Saying) -> int:
    """Return how far below the root of its sentence a cue stands."""
    return sum(1 for _ in trees[one.sentence].path(one.head))
