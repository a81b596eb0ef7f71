"""Coding room: whose a phrase may be when its own words do not say: the last steps of resolution, each a guess."""

from collections.abc import Iterable

from detente.coding.document import Document
from detente.coding.named import Memory, Named, name
from detente.coding.natives import domestic, epithet, fighters, housed, listed, located, town
from detente.coding.phrases import belonging, post
from detente.coding.surnames import spelt_alike, surname
from detente.coding.tree import Tree

__all__ = ["GUESSES"]

DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def titled(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the last holder of a post for a bare title: the president, the foreign minister."""
    _, office = post(doc, tree, head)
    if office is None or tree.number == 0:
        return None
    for named in reversed(memory.seen):
        if named.actor.office == office:
            reason = f"last {office} named: {named.actor.name}"
            return name(tree, head, named.actor, score=doc.config.guess, reason=reason)
    return None


def willing(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the side that will act for the official who says so: Armenia will respond, THE PRIME MINISTER said."""
    verb = tree.head(head)
    if post(doc, tree, head)[1] is None or verb < 0 or tree.relation(head) != "nsubj":
        return None
    told = [kid for kid in tree.children(verb, "ccomp") if kid < head]
    told += [tree.head(verb)] if tree.relation(verb) == "parataxis" else []
    for clause in told:
        if any(tree.form(kid) in doc.cues["modals", "future"] for kid in tree.children(clause, "aux")):
            for subject in tree.children(clause, "nsubj"):
                match = doc.firm(tree, subject)
                if match is not None and match.actor.country:
                    actor = belonging(doc, tree, head, match.actor)
                    reason = f"speaks for whom he says will act: {match.actor.name}"
                    return name(tree, head, actor, score=doc.config.guess, reason=reason)
    return None


def repeated(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the last phrase with the same noun: the Sudanese army ... the army."""
    noun = tree.lemma(head)
    if not tree.is_noun(head) or not any(tree.form(kid) in DEFINITE for kid in tree.children(head, "det")):
        return None
    for named in reversed(memory.seen):
        if named.tree.lemma(named.head) == noun and (named.tree is not tree or named.head < head):
            reason = f"named before: {named.actor.name}"
            return name(tree, head, named.actor, score=doc.config.guess, reason=reason)
    return None


def home(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the side that acted last for its own institutions: the cabinet, the army, the alliance."""
    if not any(tree.form(kid) in {"the", "its"} for kid in tree.children(head, "det", "nmod:poss")):
        return None
    if doc.publisher is not None and tree.lemma(head) in doc.cues["nouns", "institutions"]:
        actor = belonging(doc, tree, head, doc.publisher)
        return name(tree, head, actor, score=doc.config.guess, reason="the side whose statement this is")
    chosen = owner_of_institution(doc, memory, tree.lemma(head))
    if chosen is None:
        return None
    actor = belonging(doc, tree, head, chosen.actor)
    reason = f"the side that acted last: {chosen.actor.name}"
    return name(tree, head, actor, score=doc.config.guess, reason=reason)


def owner_of_institution(doc: Document, memory: Memory, noun: str) -> Named | None:
    """Return the organisation named last for "the alliance", the state that acted last for "the cabinet"."""
    organisations = doc.cues["sectors", "bodies"]
    if noun in doc.cues["nouns", "bodies"]:
        return last(named for named in memory.seen if named.actor.country in organisations)
    if noun in doc.cues["nouns", "institutions"]:
        return last(named for named in memory.doers if named.actor.country not in organisations)
    return None


def last(found: Iterable[Named]) -> Named | None:
    """Return the last of some."""
    return next(reversed(list(found)), None)


# The steps in the order they are tried.
GUESSES = (
    willing,
    surname,
    spelt_alike,
    titled,
    repeated,
    home,
    epithet,
    listed,
    fighters,
    located,
    housed,
    domestic,
    town,
)
