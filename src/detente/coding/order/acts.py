"""Coding room, order: the coded acts of an article, found by the words of a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.codebook import party
from detente.coding.acts import Lexicon
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.order.config import Config
from detente.coding.slots import infinitive
from detente.coding.tree import Tree
from detente.records import Coding, Participant, Status

__all__ = ["Acts", "Told"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
# Relations through which words of order at a word belong to the act further up.
UPWARD = frozenset(
    {"nmod", "obl", "obj", "compound", "amod", "nsubj", "advmod", "xcomp", "appos", "flat", "acl", "iobj"}
)
POINTING = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A coded act and the word that names it."""

    coding: Coding
    tree: Tree
    head: int

    @property
    def sources(self) -> frozenset[str]:
        """Return the parties that did it."""
        return _parties(self.coding.sources)

    @property
    def targets(self) -> frozenset[str]:
        """Return the parties it was done to, states on whose soil they were hit too."""
        return _parties(self.coding.targets) | frozenset(self.coding.affected_states)

    @property
    def happened(self) -> bool:
        """Whether it is told as something that took place."""
        return self.coding.status in TOLD


def _parties(side: Iterable[Participant]) -> frozenset[str]:
    """Return the parties of one side."""
    return frozenset(name for one in side if (name := party(one.actor)))


class Acts:
    """The coded acts of one article."""

    def __init__(self, doc: Document, lexicon: Lexicon, coded: Sequence[tuple[Draft, Coding]], config: Config) -> None:
        """File the acts by the word that names each and the verb that carries it."""
        self.doc = doc
        self.rules = doc.book.order
        self.config = config
        self.lexicon = lexicon
        self._at: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
        self._about: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
        self._all: list[Told] = []
        for draft, coding in coded:
            told = Told(coding=coding, tree=draft.tree, head=draft.act.head)
            self._all.append(told)
            for word in {draft.act.head, draft.act.place}:
                self._at[draft.tree.number, word].append(told)
            if draft.content is not None:
                self._about[draft.tree.number, draft.content].append(told)
        self._all.sort(key=lambda one: (one.tree.number, one.head))

    def at(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts that a word names or carries."""
        return self._at.get((tree.number, word), [])

    def above(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts that words of order at a word belong to: its own, else those of what it belongs to."""
        for _ in range(self.config.steps):
            found = self.at(tree, word) or self._carried(tree, word)
            head, relation = tree.head(word), tree.exact(word)
            if found or head < 0:
                return found
            if relation == "acl:relcl" and tree.form(head) != "what":
                return self._relative(tree, head)
            if tree.relation(word) not in UPWARD and not (relation == "ccomp" and tree.exact(head) == "acl:relcl"):
                return []
            word = head
        return []

    def _relative(self, tree: Tree, word: int) -> list[Told]:
        """Return the act of a relative clause: its noun's, else that of what its noun belongs to (raids on Gaza)."""
        while not self.at(tree, word) and tree.relation(word) == "nmod":
            word = tree.head(word)
        return self.at(tree, word)

    def behind(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts that words of order at a word put last: what was threatened AFTER an act was threatened then.

        Of an act that is only spoken of, the act that speaks of it is meant.
        """
        found = self.above(tree, word)
        if any(one.happened for one in found):
            return found
        return [one for one in self._about.get((tree.number, word), []) if one.happened] or found

    def _carried(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts of a verb that names none itself: its subject (the strike CAME), its means (ANSWERED by)."""
        if tree.lemma(word) in self.rules.light:
            return [one for kid in tree.children(word, "nsubj") for one in self.below(tree, kid)]
        if tree.lemma(word) in self.rules.answering:
            kids = [kid for kid in tree.children(word, "obl", "advcl") if self.rules.means & set(tree.markers(kid))]
            return [one for kid in kids for one in self.below(tree, kid)]
        return []

    def below(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts that a word stands for: its own and those coordinated with it, or the one it refers to."""
        found = [one for other in tree.conjuncts(word) for one in self.at(tree, other)]
        return found or self._held(tree, word) or self._carried(tree, word) or self._meant(tree, word)

    def _held(self, tree: Tree, word: int) -> list[Told]:
        """Return the acts that a noun holds: behind "of" (a series of strikes) or as content (a decision to strike)."""
        if not tree.is_noun(word):
            return []
        found = [one for kid in tree.children(word, "acl") if infinitive(tree, kid) for one in self.at(tree, kid)]
        if found or tree.lemma(word) not in self.rules.holders:
            return found
        kids = [kid for kid in tree.children(word, "nmod") if "of" in tree.markers(kid)]
        return [one for kid in kids for one in self.below(tree, kid)]

    def _meant(self, tree: Tree, word: int) -> list[Told]:
        """Return the act told before that a definite noun stands for (the attack): by coreference, else by its type."""
        if not tree.is_noun(word):
            return []
        for mention in self.doc.mentions(tree, word):
            found = self.at(self.doc.trees[mention.sentence], mention.head)
            if found and (mention.sentence, mention.head) < (tree.number, word):
                return found
        if not any(tree.form(kid) in POINTING for kid in tree.children(word, "det")):
            return []
        kind = self.lexicon.kind(tree, word)
        return [one for one in self.earlier(tree, word) if kind is not None and one.coding.type == kind][:1]

    def earlier(self, tree: Tree, word: int) -> Iterator[Told]:
        """Yield the acts told before a word, the last first, as far back as some sentences."""
        for one in reversed(self._all):
            if tree.number - one.tree.number > self.config.back:
                return
            if (one.tree.number, one.head) < (tree.number, word):
                yield one

    def main(self, tree: Tree) -> list[Told]:
        """Return the act that the sentence before tells, if it tells one above all others."""
        if tree.number == 0:
            return []
        before = self.doc.trees[tree.number - 1]
        roots = [word for word in range(len(before)) if before.head(word) < 0]
        return [one for root in roots for one in self.at(before, root) if one.happened]

    def opposite(self, later: Told, tree: Tree, word: int) -> Told | None:
        """Return the last act of the other side told before a word, a deed rather than words; deeds answer deeds."""
        found = [one for one in self.earlier(tree, word) if one.happened and _against(one, later)]
        deeds = [one for one in found if self.deed(one)]
        return next(iter(deeds if deeds or self.deed(later) else found), None)

    def deed(self, one: Told) -> bool:
        """Whether an act is more than words."""
        return "material" in self.doc.book.types[one.coding.type].quad


def _against(one: Told, later: Told) -> bool:
    """Whether an act was done by others than a later one, to who did that or by whom it was aimed at."""
    if not one.sources or one.sources & later.sources:
        return False
    return bool(one.targets & later.sources or one.sources & later.targets)
