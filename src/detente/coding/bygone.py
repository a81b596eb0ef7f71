"""Coding room: acts that a text tells as older than its story: background, no news."""

import re
from collections.abc import Iterator

from detente.coding.acts import Act
from detente.coding.document import Document
from detente.coding.tree import Tree

__all__ = ["bygone"]

YEAR = re.compile(r"(1\d|20)\d\d(s)?")
LEVELS = 3
TIMED = ("obl", "advmod", "nmod", "nummod", "amod", "compound", "obj")
UPWARD = frozenset({"advcl", "acl", "conj", "nmod", "obl"})


def bygone(doc: Document, act: Act) -> str | None:
    """Return the words that make an act older than its story by more than a year, None where none do.

    Words of the clauses above count too (in 2016, after a crowd had stormed it), for an event is told by its year.
    """
    tree = act.tree
    for head in (act.head, *clauses(tree, act.place)):
        for kid in tree.children(head, *TIMED):
            words = stretch(doc, tree, head, kid) or year(doc, tree, head, kid)
            if words:
                return words
    return None


def clauses(tree: Tree, at: int) -> Iterator[int]:
    """Yield the word that stands for an act and those above it whose time is its own."""
    yield at
    for level, (child, head) in enumerate(tree.path(at)):
        through = tree.relation(child) == "obj" and child != at
        if not (through or tree.relation(child) in UPWARD) or level >= LEVELS:
            return
        yield head


def stretch(doc: Document, tree: Tree, head: int, at: int) -> str | None:
    """Return words for a stretch of time that lies years back: decades ago, has held it for nearly two years."""
    units, ago = doc.cues["time", "long"], doc.cues["time", "ago"]
    if tree.form(at) in ago:
        back = [kid for kid in tree.kids[at] if tree.lemma(kid) in units and tree.form(kid) != tree.lemma(kid)]
        return f"{tree.form(back[0])} {tree.form(at)}" if back else None
    counted = tree.lemma(at) in units and tree.form(at) != tree.lemma(at)
    if counted and "for" in tree.markers(at) and perfect(tree, head):
        return f"for {tree.form(at)}"
    return None


def year(doc: Document, tree: Tree, head: int, at: int) -> str | None:
    """Return the year that an act is tied to, if it lies more than a year before the article's."""
    if doc.day is None or ("since" in tree.markers(at) and not perfect(tree, head)):
        return None
    units = doc.cues["time", "units"] | doc.cues["time", "months"]
    for word in (at, *tree.children(at, "nummod", "nmod", "compound")) if tree.lemma(at) in units else (at,):
        form = tree.form(word)
        if YEAR.fullmatch(form) and int(form[:4]) + 9 * form.endswith("s") < int(doc.day[:4]) - 1:
            return form
    return None


def perfect(tree: Tree, at: int) -> bool:
    """Whether a verb is in the perfect: has held."""
    return any(tree.lemma(kid) == "have" for kid in tree.children(at, "aux"))
