"""Coding room: which saying each quotation belongs to: by its sentence, then by its paragraph."""

from collections.abc import Sequence

from detente.coding.quotation import Quotation
from detente.coding.saying import SPOKEN, Draft
from detente.coding.tree import Tree

__all__ = ["Shelf", "claim"]

PAUSES = frozenset({",", ":", "--", "—", "\u2013", "-"})
SHORTEST = 6


class Shelf:
    """The sentences, paragraphs and cues of an article, by the number of the sentence."""

    def __init__(self, parts: Sequence[Sequence[Tree]], drafts: Sequence[Draft]) -> None:
        """Index them."""
        self.trees = {tree.number: tree for part in parts for tree in part}
        self.part = {tree.number: number for number, part in enumerate(parts) for tree in part}
        self.drafts: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.drafts.setdefault(draft.tree.number, []).append(draft)

    def near(self, one: int, other: int, reach: int) -> bool:
        """Whether two sentences stand in the same paragraph, or in paragraphs so near."""
        return abs(self.part[one] - self.part[other]) <= reach


def claim(shelf: Shelf, quotes: Sequence[Quotation]) -> list[Quotation]:
    """Give each quotation to the saying it belongs to; return those that stand alone and belong to none."""
    owners = [own(quote, shelf) for quote in quotes]
    for at, quote in enumerate(quotes):
        if owners[at] is None and alone(quote, shelf):
            owners[at] = announced(quote, shelf) or continued(at, quotes, owners, shelf)
    for at in reversed(range(len(quotes))):
        if owners[at] is None and alone(quotes[at], shelf):
            owners[at] = ahead(at, quotes, owners, shelf)
    left = []
    for quote, owner in zip(quotes, owners, strict=True):
        if owner is not None:
            owner.quoted.append(quote)
        elif alone(quote, shelf):
            left.append(quote)
    return left


def own(quote: Quotation, shelf: Shelf) -> Draft | None:
    """Return the saying in a quotation's own sentences whose content it is: it shares words, or has no other."""
    best: tuple[int, Draft] | None = None
    for number in range(quote.first[0], quote.last[0] + 1):
        inside = set(quote.words(shelf.trees[number]))
        for draft in shelf.drafts.get(number, ()):
            rank = fit(draft, inside)
            if rank and (best is None or rank > best[0]):
                best = (rank, draft)
    return None if best is None else best[1]


def fit(draft: Draft, inside: set[int]) -> int:
    """Return how well quoted words of its sentence fit a cue: 0 for not at all."""
    if not inside or draft.head in inside:
        return 0
    shared = len(inside & draft.content)
    if shared:
        return shared
    if draft.speaker in inside or "quote" not in draft.cue.takes:
        return 0
    return int(not draft.content or touches(draft, inside))


def touches(draft: Draft, inside: set[int]) -> bool:
    """Whether quoted words behind a cue go on with it: a comma, a colon or its content stands before them."""
    first = min(inside)
    if first < draft.head or len(inside) < SHORTEST or first == 0:
        return False
    return draft.tree.form(first - 1) in PAUSES or first - 1 in draft.content


def alone(quote: Quotation, shelf: Shelf) -> bool:
    """Whether a quotation makes up whole sentences."""
    tree = shelf.trees[quote.last[0]]
    rest = (at for at in range(quote.last[1] + 1, len(tree)) if tree.upos(at) != "PUNCT")
    return quote.first[1] <= 1 and next(rest, None) is None


def announced(quote: Quotation, shelf: Shelf) -> Draft | None:
    """Return the saying of the sentence before that ends with a colon."""
    number = quote.first[0] - 1
    tree = shelf.trees.get(number)
    if tree is None or tree.form(len(tree) - 1) != ":":
        return None
    spoken = [draft for draft in shelf.drafts.get(number, []) if draft.cue.kind in SPOKEN]
    empty = [draft for draft in spoken if not draft.content]
    return next(reversed(empty or spoken), None)


def continued(at: int, quotes: Sequence[Quotation], owners: Sequence[Draft | None], shelf: Shelf) -> Draft | None:
    """Return the saying that the quotation before belongs to, if this one goes on with it."""
    before = owners[at - 1] if at else None
    if before is None:
        return None
    near = shelf.near(quotes[at].first[0], quotes[at - 1].last[0], 1 if quotes[at].continues else 0)
    return before if near else None


def ahead(at: int, quotes: Sequence[Quotation], owners: Sequence[Draft | None], shelf: Shelf) -> Draft | None:
    """Return the saying that the next quotation of the paragraph belongs to."""
    behind = owners[at + 1] if at + 1 < len(owners) else None
    if behind is None or not shelf.near(quotes[at].last[0], quotes[at + 1].first[0], 0):
        return None
    return behind
