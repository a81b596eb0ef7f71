"""Coding room: a phrase with the actor it names, and what an article's resolver remembers."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from detente.coding.document import Document
from detente.coding.tree import Tree
from detente.records import Actor, Participant

__all__ = ["OWN", "Memory", "Named", "name", "participant", "unique"]


# The reason for a pronoun bound by its clause's subject.
OWN = "the subject's own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A phrase and the actor it names: words ``[start, end)`` of a sentence, score and reason of the resolution."""

    tree: Tree
    head: int
    start: int
    end: int
    actor: Actor
    score: float
    reason: str

    @property
    def known(self) -> bool:
        """Whether the tables know the side the actor belongs to."""
        return self.actor.country is not None


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was met so far: who was named and acted, who speaks, what is quoted, which two sides were meant last."""

    seen: list[Named] = field(default_factory=list)
    doers: list[Named] = field(default_factory=list)
    speakers: dict[int, tuple[Named, ...]] = field(default_factory=dict)
    quoted: dict[int, frozenset[int]] = field(default_factory=dict)
    pair: tuple[Actor, ...] = ()

    def inside_quote(self, tree: Tree, at: int) -> bool:
        """Whether a word stands inside quotation marks."""
        return at in self.quoted.get(tree.number, frozenset())


def name(tree: Tree, head: int, actor: Actor, *, score: float, reason: str) -> Named:
    """Tie an actor to the phrase of a head."""
    start, end = tree.named(head)
    return Named(tree=tree, head=head, start=start, end=end, actor=actor, score=score, reason=reason)


def unique(found: Iterable[Named]) -> tuple[Named, ...]:
    """Drop repeated actors, keeping the first."""
    seen: dict[tuple[str | None, str | None, str], Named] = {}
    for named in found:
        actor = named.actor
        key = (actor.country, actor.sector, actor.name if actor.country is None else actor.id or "")
        seen.setdefault(key, named)
    return tuple(seen.values())


def participant(doc: Document, named: Named, *, sector: str | None) -> Participant:
    """Make the record of an actor in a role; a bare country takes the sector that the role asks for.

    A state goes by its own name, whatever stands for it in the text (Tehran, the Iranians): the words are evidence.
    """
    actor = named.actor
    if actor.country is not None and actor.id == actor.country:
        actor = replace(actor, name=doc.book.actors.country_name(actor.country) or actor.name)
    if actor.sector is None and sector is not None and actor.country is not None:
        actor = replace(actor, sector=sector)
    evidence = doc.words(named.tree, named.start, named.end)
    return Participant(actor=actor, evidence=evidence, score=named.score, reason=named.reason or "named")
