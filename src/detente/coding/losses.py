"""Coding room: the killed and the injured that a sentence tells with an act of force."""

from collections.abc import Iterator

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.slots import objects, subjects
from detente.coding.tree import Tree
from detente.records import Casualties

__all__ = ["casualties"]


def casualties(doc: Document, draft: Draft) -> tuple[Casualties, ...]:
    """Return the casualties told in the sentence of an act of force, once for each verb and count."""
    if draft.type != "ASSAULT":
        return ()
    found: list[Casualties] = []
    for at in range(len(draft.tree)):
        found.extend(loss for loss in losses(doc, draft.tree, at) if loss not in found)
    return tuple(found)


def losses(doc: Document, tree: Tree, at: int) -> Iterator[Casualties]:
    """Yield the counted victims of one verb."""
    for kind in ("killed", "injured"):
        if tree.lemma(at) not in doc.cues["losses", kind] or not tree.is_verb(at):
            continue
        victims = subjects(doc, tree, at) if tree.lemma(at) in doc.cues["losses", "dying"] else objects(doc, tree, at)
        for victim in victims:
            for word in tree.conjuncts(victim):
                count = number_of(doc, tree, word)
                if count is not None:
                    low, high, number = count
                    yield Casualties(
                        kind=kind, minimum=low, maximum=high, by_whom=None, evidence=doc.words(tree, number, number + 1)
                    )


def number_of(doc: Document, tree: Tree, at: int) -> tuple[int, int | None, int] | None:
    """Return least and greatest count of a phrase and the word that gives it; greatest None behind "at least"."""
    numbers = list(tree.children(at, "nummod")) or ([at] if tree.upos(at) == "NUM" else [])
    for word in numbers:
        value = read_number(doc, tree.form(word))
        if value is None:
            continue
        around = {tree.form(kid) for kid in tree.subtree(word)} | {
            tree.form(max(0, word - 1)),
            tree.form(max(0, word - 2)),
        }
        if around & doc.cues["losses", "least"]:
            return value, None, word
        return value, value, word
    return None


def read_number(doc: Document, word: str) -> int | None:
    """Read a number in digits or in words, None if it is neither."""
    plain = word.replace(",", "")
    if plain.isdigit():
        return int(plain)
    names = doc.cues.listed("losses", "numbers")
    return names.index(word) + 1 if word in names else None
