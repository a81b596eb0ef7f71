"""Coding room: who speaks in each sentence, and which words stand inside quotation marks."""

from detente.coding.acts import Lexicon
from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.slots import objects, subjects
from detente.coding.tree import Tree

__all__ = ["hear"]

OPEN = frozenset({"“", "``", "«", "„"})
CLOSE = frozenset({"”", "''", "»"})
NEAR = 3


def hear(doc: Document, people: People, lexicon: Lexicon) -> None:
    """Tell the people room which words are quoted and who speaks in each sentence."""
    people.memory.quoted = quotations(doc)
    for tree in doc.trees:
        speakers = speaker(doc, people, lexicon, tree)
        if speakers:
            people.memory.speakers[tree.number] = speakers
    carry(doc, people)


def quotations(doc: Document) -> dict[int, frozenset[int]]:
    """Return the words inside quotation marks, by sentence; a quotation may run over sentences."""
    inside = False
    found: dict[int, frozenset[int]] = {}
    for tree in doc.trees:
        words = set()
        for at, token in enumerate(tree.tokens):
            if token.text in OPEN or (token.text == '"' and not inside):
                inside = True
            elif token.text in CLOSE or (token.text == '"' and inside):
                inside = False
            elif inside:
                words.add(at)
        found[tree.number] = frozenset(words)
        if inside and not runs_on(doc, tree.number):
            inside = False
    return found


def runs_on(doc: Document, number: int) -> bool:
    """Whether a quotation left open is closed in one of the next sentences before another opens."""
    for tree in doc.trees[number + 1 : number + 1 + NEAR]:
        for token in tree.tokens:
            if token.text in CLOSE or token.text == '"':
                return True
            if token.text in OPEN:
                return False
    return False


def speaker(doc: Document, people: People, lexicon: Lexicon, tree: Tree) -> tuple[Named, ...]:
    """Return who a sentence says speaks: the known subject of its first reporting verb outside a quotation."""
    for at in range(len(tree)):
        if not tree.is_verb(at) or at in people.memory.quoted[tree.number]:
            continue
        if lexicon.operator(tree, at) not in {"say", "claim", "promise", "threaten", "deny", "condemn", "request"}:
            continue
        heads = subjects(doc, tree, at)
        if not heads and tree.passive(at):
            heads = objects(doc, tree, at)
        for subject in heads:
            found = people.resolve(tree, subject)
            if any(named.known for named in found):
                return found
    return ()


def carry(doc: Document, people: People) -> None:
    """Give a quotation without a speaker that of the sentence before it, else of the one behind it."""
    for tree in doc.trees:
        if tree.number in people.memory.speakers or not people.memory.quoted[tree.number]:
            continue
        for other in (tree.number - 1, tree.number + 1, tree.number - 2):
            if other in people.memory.speakers and 0 <= other < len(doc.trees):
                people.memory.speakers[tree.number] = people.memory.speakers[other]
                break
