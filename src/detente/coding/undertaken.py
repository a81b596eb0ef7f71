"""Coding room: the words that say what was undertaken, and which commitment type they name."""

from collections.abc import Iterable

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.slots import complements, objects, slot
from detente.coding.tree import Tree

__all__ = ["commitment_type", "condition_clause", "named_type", "undertaken"]

ASIDE = frozenset({"appos", "parataxis"})
BESIDE = ASIDE | {"acl", "advcl"}
# The commitment type that an act names by itself, with its mode or without one.
ACTS = {
    "RETREAT/release": "prisoner_release",
    "RETREAT/withdraw": "withdrawal",
    "RETREAT/ceasefire": "ceasefire",
    "RETREAT/disarm": "arms_limits",
    "CONSULT/visit": "visit_or_meeting",
    "CONSULT": "dialogue",
    "AID": "humanitarian",
}


def undertaken(doc: Document, draft: Draft, *, bound: bool) -> list[int]:
    """Return the words that tell what was undertaken: the content, the turned clause, or the agreement's phrase."""
    tree, act = draft.tree, draft.act
    if draft.type == "CONSULT" and not bound:
        return discussed(doc, draft)
    if draft.content is not None:
        return own_words(doc, tree, draft.content)
    if draft.operator == "will" or bound:
        return own_words(doc, tree, act.place)
    return [] if draft.type == "SUPPORT" and act.rule.rule != "R2" else held(doc, draft)


def held(doc: Document, draft: Draft) -> list[int]:
    """Return the words of what an act without content of its own is about: what is arranged, agreed or offered."""
    tree, act = draft.tree, draft.act
    things = [act.head] if tree.is_noun(act.head) else objects(doc, tree, act.head)
    if act.rule.head in doc.cues["undertaking", "arranged"]:
        return [word for thing in things or [act.head] for word in tree.phrase(thing)]
    if not act.rule.order and tree.is_verb(act.head) and (told := complements(doc, tree, act.head)):
        return own_words(doc, tree, told[0])
    return contained(doc, tree, things, act.head)


def contained(doc: Document, tree: Tree, things: Iterable[int], act: int) -> list[int]:
    """Return the words of an agreement or offer, with the clauses that tell what it holds."""
    classes = doc.rules.classes
    bound = classes["agreement"] | classes["ceasefire"] | doc.cues["undertaking", "containers"]
    found: list[int] = []
    for thing in things:
        if tree.lemma(thing) not in bound:
            continue
        clauses = [kid for kid in tree.children(thing, "acl") if act not in tree.subtree(kid)]
        found += [*tree.phrase(thing), *(word for kid in clauses for word in tree.subtree(kid))]
    return sorted(set(found))


def discussed(doc: Document, draft: Draft) -> list[int]:
    """Return the words of a restoring step that talks are about (the return of ambassadors)."""
    tree, act = draft.tree, draft.act
    steps = doc.rules.classes["restoring"]
    if not tree.is_verb(act.head):
        return []
    things = [word for name in ("obj", "upon", "on", "about") for word in slot(doc, tree, act.head, name)]
    return [word for thing in things if tree.lemma(thing) in steps for word in tree.phrase(thing)]


def own_words(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the words of a clause without its coordinated clauses; what is not to be done in either is one thing."""
    either = doc.cues["undertaking", "refraining"]
    others: set[int] = set()
    for kid in tree.children(at, "conj", "parataxis"):
        if not any(tree.form(word) in either for word in tree.children(kid, "cc")):
            others.update(tree.subtree(kid))
    words = [word for word in tree.subtree(at) if word not in others and tree.upos(word) != "PUNCT"]
    return words[1:] if len(words) > 1 and tree.relation(words[0]) == "cc" else words


def condition_clause(doc: Document, tree: Tree, words: Iterable[int]) -> tuple[int, ...]:
    """Return the words of the clause that makes it conditional (if, unless, provided), empty for none."""
    supposed = doc.cues["marks", "supposed"]
    for at in words:
        for kid in (*tree.children(at, "advcl"), *tree.children(max(tree.head(at), 0), "advcl")):
            if any(marker.split()[0] in supposed for marker in tree.markers(kid)):
                return tree.subtree(kid)
    return ()


def commitment_type(doc: Document, tree: Tree, words: Iterable[int]) -> str | None:
    """Return the commitment type that the words name: those of the clause itself first, then all; else ``other``."""
    told = [word for word in words if word not in set(condition_clause(doc, tree, words))]
    if not told:
        return None
    near, far = without(tree, told, BESIDE), without(tree, told, ASIDE)
    return named_type(doc, tree, near) or named_type(doc, tree, far) or "other"


def without(tree: Tree, words: list[int], relations: frozenset[str]) -> list[int]:
    """Return words without the clauses and phrases beside them that stand in such a relation."""
    inside = set(words)
    aside = {
        word for at in words if tree.relation(at) in relations and tree.head(at) in inside for word in tree.subtree(at)
    }
    return [word for word in words if word not in aside]


def named_type(doc: Document, tree: Tree, words: Iterable[int]) -> str | None:
    """Return the first commitment type one of whose word groups stands in the words, None if none does."""
    said = [word for word in words if tree.upos(word) != "PROPN"]  # the Partnership for Peace is no peace
    lemmas = {name for word in said for name in (tree.lemma(word), tree.form(word), tree.whole(word))}
    for kind, groups in doc.rules.undertakings:
        if any(all(part in lemmas for part in group) for group in groups):
            return kind
    return None
