"""Coding room: what the form of a clause or noun says of its reality, by grammar alone."""

from detente.coding.slots import infinitive
from detente.coding.tree import Tree

__all__ = ["aim", "anyone", "done", "due", "finite"]


def due(tree: Tree, at: int) -> bool:
    """Whether a verb stands behind "is to": they ARE TO leave, its aim IS TO halt them, talks WERE DUE TO begin."""
    near = {at, *tree.kids[at]}
    particles = [word for word in range(at) if tree.form(word) == "to" and tree.head(word) in near]
    if not particles or tree.tokens[at].xpos != "VB":
        return False
    return any(tree.lemma(kid) == "be" and kid < particles[-1] for kid in tree.children(at, "cop", "aux"))


def aim(tree: Tree, child: int, head: int) -> bool:
    """Whether an infinitive tells what one thinks of doing (think it better TO LEAVE), no deed told as done."""
    perfect = any(tree.lemma(kid) == "have" for kid in tree.children(child, "aux"))
    return infinitive(tree, child) and not perfect and not tree.passive(head)


def anyone(tree: Tree, at: int) -> bool:
    """Whether a noun names no one thing: a bare plural or behind "a" (missiles fired by X)."""
    if tree.upos(at) != "NOUN":
        return False
    kids = list(tree.children(at, "det", "nmod:poss", "nummod"))
    return all(tree.form(kid) in {"a", "an", "any"} for kid in kids)


def done(tree: Tree, at: int) -> bool:
    """Whether an infinitive tells an outcome, no purpose (came only TO FIND it burnt)."""
    return any(tree.form(kid) == "only" for kid in tree.children(at, "advmod"))


def finite(tree: Tree, at: int) -> bool:
    """Whether a verb has a subject and a tense of its own."""
    return tree.child(at, "nsubj") is not None and tree.tokens[at].xpos in {"VBD", "VBZ", "VBP", "VBN"}
