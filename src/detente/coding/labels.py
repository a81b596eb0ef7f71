"""Coding room: speakers set in front of their words with a colon, as headlines and transcripts do."""

from collections.abc import Iterator, Sequence

from detente.codebook.sayings import Cue, Sayings
from detente.coding.saying import Draft
from detente.coding.tree import Tree

__all__ = ["labelled"]

LONGEST = 7
SPEAKING = frozenset({"PER", "ORG", "NAT"})
SHORT = 3
CUE = Cue(head=":", others=(), pos="p", kind="say", takes=frozenset({"that", "quote"}))


def labelled(parts: Sequence[Sequence[Tree]], drafts: Sequence[Draft], sayings: Sayings) -> list[Draft]:
    """Return a saying for each paragraph that opens with a speaker and a colon; its words are the content."""
    taken = {draft.tree.number for draft in drafts if draft.content and draft.tree.relation(draft.head) == "root"}
    found = []
    for part in parts:
        tree = part[0]
        at = label(tree, sayings)
        if at is None or (tree.number in taken and early(tree, at, drafts)):
            continue
        words = set(range(at + 1, len(tree)))
        rest = tuple(other.number for other in part[1:])
        found.append(made(tree, at, words, rest))
    return found


def early(tree: Tree, at: int, drafts: Sequence[Draft]) -> bool:
    """Whether a cue stands in front of the colon, which it then governs."""
    return any(draft.tree is tree and draft.head < at for draft in drafts)


def made(tree: Tree, at: int, words: set[int], rest: tuple[int, ...]) -> Draft:
    """Make the draft of a colon."""
    named = tuple(range(at))
    return Draft(tree=tree, head=at, cue=CUE, words={at}, speaker=at - 1, content=words, named=named, further=rest)


def label(tree: Tree, sayings: Sayings) -> int | None:
    """Return the colon behind a sentence's speaker, None if it opens with none."""
    at = next((spot for spot in range(1, min(len(tree), LONGEST)) if tree.form(spot) == ":"), None)
    if at is None or at + 2 >= len(tree):
        return None
    return at if at in set(speakers(tree, sayings)) else None


def speakers(tree: Tree, sayings: Sayings) -> Iterator[int]:
    """Yield the words behind which a speaker's name ends."""
    for name in tree.sentence.names:
        if name.type in SPEAKING:
            yield name.end
    if sayings.of("c", tree.lemma(0)):
        yield 1
    first = tree.token(0)
    if first.text.isupper() and first.upos == "PROPN" and len(first.text) > SHORT:
        yield 1
