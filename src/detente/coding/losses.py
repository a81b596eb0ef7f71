"""Coding room: the killed and the injured that a sentence tells with an act of force, and on whose word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.codebook import party
from detente.coding.context import Reader
from detente.coding.counted import Counted, count_of
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import participant
from detente.coding.slots import objects, subjects
from detente.coding.tree import Tree
from detente.records import Casualties

__all__ = ["Tolls"]

KINDS = {"killed": ("killed", "killings", "dead"), "injured": ("injured", "injuries", "hurt")}
TOLD_OF = frozenset({"of", "among", "to"})
NEAR = 1
BARE = frozenset({"NUM", "ADJ", "DET"})
BETWEEN = frozenset({"between", "from"})


@dataclass(frozen=True, slots=True)
class _Loss:
    """A word that tells of losses: its kind and where it stands."""

    kind: str
    at: int


class Tolls:
    """Finds what acts of force cost, from all drafts of an article that were kept."""

    def __init__(self, doc: Document, reader: Reader, drafts: Sequence[Draft]) -> None:
        """Take the article's views and the drafts among which the losses are shared out."""
        self.doc = doc
        self.reader = reader
        self.drafts = [draft for draft in drafts if draft.type == "ASSAULT"]

    def of(self, draft: Draft) -> tuple[Casualties, ...]:
        """Return the losses told in the sentence of an act of force, as far as no other act of it is nearer to them."""
        if draft.type != "ASSAULT":
            return ()
        found: list[Casualties] = []
        for loss in self._losses(draft.tree):
            counted = self._counted(draft.tree, loss)
            if counted is not None and self._belongs(draft, loss.at):
                told = self._told(draft, loss, counted)
                found.extend([told] if told not in found else [])
        return tuple(found)

    def _losses(self, tree: Tree) -> Iterator[_Loss]:
        """Yield the words that tell of losses."""
        for at in range(len(tree)):
            for kind, (verbs, nouns, states) in KINDS.items():
                verb = tree.is_verb(at) and tree.lemma(at) in self.doc.cues["losses", verbs]
                noun = tree.is_noun(at) and tree.lemma(at) in self.doc.cues["losses", nouns]
                if verb or noun or (not tree.is_verb(at) and tree.form(at) in self.doc.cues["losses", states]):
                    yield _Loss(kind, at)

    def _belongs(self, draft: Draft, at: int) -> bool:
        """Whether a loss is told with an act: no other act of force in the sentence is nearer to it."""
        near = {id(one): _steps(one, at) for one in self.drafts if one.tree is draft.tree}
        own = near.get(id(draft), NEAR)
        return own <= NEAR or own == min(near.values())

    def _counted(self, tree: Tree, loss: _Loss) -> Counted | None:
        """Return how many a word of loss counts: all that are coordinated with its victims, together.

        A number right in front is its own, whatever the tree has (one was killed and 21 were hurt, left 14 injured).
        """
        own = self._in_front(tree, loss.at)
        if own is not None:
            return own
        for victim in self._victims(tree, loss.at):
            counts = [count for word in tree.conjuncts(victim) if (count := count_of(self.doc, tree, word)) is not None]
            if counts:
                return _together(counts, whole=len(counts) == len(tree.conjuncts(victim)))
        return None

    def _in_front(self, tree: Tree, at: int) -> Counted | None:
        """Return the count that stands right in front of a word of loss, with no noun between."""
        place = at - 1
        while place > 0 and tree.upos(place) == "AUX":
            place -= 1
        if place < 0 or tree.upos(place) not in BARE:
            return None
        return count_of(self.doc, tree, place)

    def _victims(self, tree: Tree, at: int) -> list[int]:
        """Return the heads of the phrases that name who was killed or hurt."""
        if tree.is_verb(at):
            dying = tree.lemma(at) in self.doc.cues["losses", "dying"]
            found = subjects(self.doc, tree, at) if dying else objects(self.doc, tree, at)
            return found or [kid for kid in tree.children(at, "obl") if BETWEEN & set(tree.markers(kid))]
        if tree.is_noun(at):
            behind = [kid for kid in tree.children(at, "nmod") if TOLD_OF & set(tree.markers(kid))]
            return [*behind, at]
        head = tree.head(at)
        if head < 0 or tree.child(at, "cop") is not None:
            return list(tree.children(at, "nsubj"))
        return list(tree.children(head, "obj", "nsubj:pass")) if tree.is_verb(head) else [head]

    def _told(self, draft: Draft, loss: _Loss, counted: Counted) -> Casualties:
        """Make the record of a loss."""
        return Casualties(
            kind=loss.kind,
            minimum=counted.least,
            maximum=counted.most,
            by_whom=self._speaker(draft, loss.at),
            evidence=self.doc.words(draft.tree, counted.start, counted.end),
        )

    def _speaker(self, draft: Draft, at: int) -> str | None:
        """Return the party on whose word a loss is told, its name where it has none; None for the report's own."""
        setting = draft.setting if draft.act.head == at else self.reader.read(draft.tree, at, draft.tree.clause(at))
        if not setting.speakers or setting.cue is None:
            return None
        actor = participant(self.doc, setting.speakers[0], sector="GOV").actor
        return party(actor) or actor.name


def _together(counts: Sequence[Counted], *, whole: bool) -> Counted:
    """Return what several counts make together (three women and four children); open where one is not counted."""
    least = [count.least for count in counts if count.least is not None]
    most = [count.most for count in counts if count.most is not None]
    return Counted(
        least=sum(least) if least else None,
        most=sum(most) if whole and len(most) == len(counts) else None,
        start=min(count.start for count in counts),
        end=max(count.end for count in counts),
    )


def _steps(draft: Draft, at: int) -> int:
    """Return how many steps of the tree lie between an act and a word."""
    return min(_distance(draft.tree, at, word) for word in {draft.act.head, draft.act.place})


def _distance(tree: Tree, one: int, other: int) -> int:
    """Return the number of steps between two words of a tree."""
    ups = {one: 0} | {head: step for step, (_, head) in enumerate(tree.path(one), start=1)}
    if other in ups:
        return ups[other]
    return next(
        (step + ups[head] for step, (_, head) in enumerate(tree.path(other), start=1) if head in ups), len(tree)
    )
