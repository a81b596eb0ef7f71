"""Coding room: people by less than their name in the table: a bare surname, a name that is spelt otherwise."""

from collections.abc import Iterator

from detente.coding.document import Document
from detente.coding.named import Memory, Named, name
from detente.coding.phrases import post
from detente.coding.tree import Tree
from detente.records import Actor, Name

__all__ = ["person_name", "spelt_alike", "surname"]


def surname(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Look a bare surname up: the one person in office who has it; another first name makes it somebody else."""
    whole = person_name(tree, head)
    if tree.upos(head) != "PROPN" or whole is None:
        return None
    persons: list[Actor] = []
    for start in range(whole.start, whole.end):
        words = [tree.token(at).text for at in range(start, whole.end)]
        persons = [one for one in doc.book.actors.surname(words, on=doc.day) if one.office]
        if not titles(doc, tree, whole.start, start):
            given = {tree.form(at) for at in range(whole.start, start)}
            persons = [one for one in persons if given <= set(one.name.lower().split())]
        if persons:
            break
    persons = [one for one in persons if one.country in doc.states] or persons
    if not persons or (len(persons) > 1 and persons[0].country not in doc.states):
        return None
    return name(tree, head, persons[0], score=doc.config.guess, reason=f"surname of {persons[0].name}")


def spelt_alike(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the one person in office whose name is spelt alike: Hussein Amirabdollahian, Hossein Amir-Abdollahian.

    The article must name his state, or the phrase his post.
    """
    whole = person_name(tree, head)
    if whole is None:
        return None
    office = post(doc, tree, head)[1]
    for persons in similar(doc, tree, whole):
        found = [one for one in persons if one.office and (one.country in doc.states or one.office == office)]
        if found:
            only = len({one.id for one in found}) == 1
            reason = f"spelt like: {found[0].name}"
            return name(tree, head, found[0], score=doc.config.guess, reason=reason) if only else None
    return None


def similar(doc: Document, tree: Tree, whole: Name) -> Iterator[list[Actor]]:
    """Yield the persons spelt like a name, then those spelt like it without its first word, as they stood that day."""
    table, likeness = doc.book.actors, doc.book.likeness
    for start in range(whole.start, whole.end):
        text = " ".join(tree.token(at).text for at in range(start, whole.end))
        if start < whole.end - 1:
            yield [match.actor for one in likeness.full(text) for match in table.scan(one.split(), on=doc.day)]
        if titles(doc, tree, whole.start, start):
            yield [person for one in likeness.surname(text) for person in table.surname(one, on=doc.day)]


def person_name(tree: Tree, at: int) -> Name | None:
    """Return the person's name that a word is part of."""
    return next((one for one in tree.sentence.names if one.type == "PER" and one.start <= at < one.end), None)


def titles(doc: Document, tree: Tree, start: int, end: int) -> bool:
    """Whether the words of a name before the surname are titles (General Bajwa), no first name of somebody else."""
    return all(doc.match(tree, at) is not None or doc.book.actors.agent(tree.lemma(at)) for at in range(start, end))
