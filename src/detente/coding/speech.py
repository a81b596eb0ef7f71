"""Coding room: who speaks in each sentence of an article, and which words stand inside quotation marks."""

from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.quotation import paragraphs, quotations
from detente.coding.saying import SPOKEN, Saying
from detente.coding.slots import antecedent

__all__ = ["hear"]


# Whose words the rest of a sentence may be: what is said aloud, and what somebody is said to think.
HEARD = SPOKEN | {"think"}


def hear(doc: Document, people: People) -> None:
    """Tell the people room which words are quoted and who speaks in each sentence."""
    people.memory.quoted = quoted(doc)
    scout = People(doc)  # who speaks is looked up ahead of the reading: nothing of it may stay in its memory
    quoting: dict[int, tuple[Named, ...]] = {}
    for saying in sorted(doc.sayings, key=lambda one: one.cited):
        if saying.kind not in HEARD or people.memory.inside_quote(doc.trees[saying.sentence], saying.head):
            continue
        found = voice(doc, scout, saying)
        if not found:
            continue
        people.memory.speakers.setdefault(saying.sentence, found)
        if saying.direct:
            quoting.update({piece.sentence: found for piece in saying.content if piece.sentence not in quoting})
    for number, found in quoting.items():
        people.memory.speakers.setdefault(number, found)
    carry(doc, people)


def quoted(doc: Document) -> dict[int, frozenset[int]]:
    """Return the words inside quotation marks, by sentence."""
    words: dict[int, set[int]] = {tree.number: set() for tree in doc.trees}
    for quote in quotations(list(paragraphs(doc.trees, doc.article.text))):
        for number in range(quote.first[0], quote.last[0] + 1):
            words[number].update(at for at in quote.words(doc.trees[number]) if quote.holds(number, at))
    return {number: frozenset(found) for number, found in words.items()}


def voice(doc: Document, people: People, saying: Saying) -> tuple[Named, ...]:
    """Return who a saying's source is, if the tables know anybody of it."""
    if saying.speaker is None:
        return ()
    tree = doc.trees[saying.sentence]
    found = people.resolve(tree, antecedent(tree, saying.speaker))
    return found if any(named.known for named in found) else ()


def carry(doc: Document, people: People) -> None:
    """Give a quotation without a speaker that of the sentence before it, else of the one behind it."""
    for tree in doc.trees:
        if tree.number in people.memory.speakers or not people.memory.quoted[tree.number]:
            continue
        for other in (tree.number - 1, tree.number + 1, tree.number - 2):
            if other in people.memory.speakers and 0 <= other < len(doc.trees):
                people.memory.speakers[tree.number] = people.memory.speakers[other]
                break
