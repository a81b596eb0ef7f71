"""Coding, channels: from the sentences of an article to the changes of lines that they tell."""

from collections.abc import Iterator, Sequence

from detente.codebook import party
from detente.coding.channels.contacts import contacts
from detente.coding.channels.found import Found, record
from detente.coding.channels.lines import Lines, Telling
from detente.coding.judge import Judge
from detente.coding.moments import Moments
from detente.coding.tree import Tree
from detente.records import Change

__all__ = ["changes"]


def changes(judge: Judge, moments: Moments, told: Sequence[Telling]) -> Iterator[Change]:
    """Yield the changes of an article in text order, each once in its sentence.

    ``told`` are the codings of the article with the drafts that they were made of.
    """
    rows: dict[int, list[Telling]] = {}
    for draft, coding in told:
        rows.setdefault(draft.tree.number, []).append((draft, coding))
    lines = Lines(judge, moments, rows)
    for tree in judge.doc.trees:
        seen: set[tuple[str, str, frozenset[str | None]]] = set()
        for found in sentence(tree, lines, rows.get(tree.number, [])):
            key = (found.term.line, found.term.id, frozenset(party(one.actor) for one in found.ends.sides))
            if key not in seen:
                seen.add(key)
                yield record(judge.doc, found)


def sentence(tree: Tree, lines: Lines, told: Sequence[Telling]) -> Iterator[Found]:
    """Yield what a sentence tells: the lines that it names first, then contacts that no such line was told with."""
    used: set[int] = set()
    yield from lines.of(tree, used)
    for draft, coding in told:
        if not {draft.act.head, draft.act.place} & used:
            yield from contacts(lines.doc, draft, coding)
