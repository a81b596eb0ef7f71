"""Coding room: what an article itself tells of names: acronyms it explains, full names behind surnames."""

from collections.abc import Iterator

from detente.coding.document import Document
from detente.coding.tree import Tree

__all__ = ["Introduced"]

Spot = tuple[Tree, int]
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "des", "du", "al", "-", "&"})
LONGEST = 8
SPARE = 5


class Introduced:
    """Where an article explains its acronyms and gives its people their full names, found when first asked."""

    def __init__(self, doc: Document) -> None:
        """Keep the article."""
        self.doc = doc
        self._acronyms: dict[str, Spot] | None = None
        self._names: dict[str, list[Spot]] | None = None

    def acronym(self, tree: Tree, at: int) -> Spot | None:
        """Return the head of the long form of an acronym that the article explains: ... Army (BLA) ... the BLA."""
        form = tree.token(at).text
        if not short(form):
            return None
        if self._acronyms is None:
            self._acronyms = {}
            for other in self.doc.trees:
                for name, spot in explained(other):
                    self._acronyms.setdefault(name, spot)
        return self._acronyms.get(form)

    def fuller(self, tree: Tree, at: int) -> Iterator[Spot]:
        """Yield where a surname stands with a first name, the nearest before first, then those behind."""
        if self._names is None:
            self._names = {}
            for other in self.doc.trees:
                for name in other.sentence.names:
                    if name.type == "PER" and name.end - name.start > 1:
                        key = other.form(name.end - 1)
                        self._names.setdefault(key, []).append((other, top(other, name.start, name.end)))
        found = [spot for spot in self._names.get(tree.form(at), ()) if spot != (tree, at)]
        yield from (spot for spot in reversed(found) if spot[0].number <= tree.number)
        yield from (spot for spot in found if spot[0].number > tree.number)


def short(form: str) -> bool:
    """Whether a word is written as an acronym."""
    return 1 < len(form) <= LONGEST and form.isupper() and form.isalpha()


def explained(tree: Tree) -> Iterator[tuple[str, Spot]]:
    """Yield the acronyms in brackets of a sentence with the head of what stands in front."""
    for at in range(2, len(tree) - 1):
        form = tree.token(at).text
        if short(form) and tree.form(at - 1) == "(" and tree.form(at + 1) == ")":
            start = spelt(tree, at - 1, form)
            if start is not None:
                yield form, (tree, top(tree, start, at - 1))


def spelt(tree: Tree, end: int, form: str) -> int | None:
    """Return where the words begin whose initials an acronym has, or the name that begins with its first letter."""
    for start in range(end - 1, max(-1, end - len(form) - SPARE), -1):
        words = [tree.form(at) for at in range(start, end) if tree.form(at) not in SMALL]
        initials = "".join(part[0] for word in words for part in word.split("-") if part and part not in SMALL)
        if initials == form.lower():
            return start
    for name in tree.sentence.names:
        if name.end == end and name.type == "ORG" and tree.form(name.start).startswith(form[0].lower()):
            return name.start
    return None


def top(tree: Tree, start: int, end: int) -> int:
    """Return the word of a span that governs the others."""
    return next((at for at in range(start, end) if not start <= tree.head(at) < end), end - 1)
