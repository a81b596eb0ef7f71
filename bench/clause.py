"""The main clause of a text: what stands behind words of saying, and what it governs."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.choice import weight
from detente.coding.tree import Tree
from detente.records import Coding, Sentence

__all__ = ["Clause", "foremost", "main_clause"]

BONUS = 2.0  # how much the act that the main clause tells goes before others: as much as one that happened

SAYING = frozenset({"say", "tell", "announce", "state", "report", "add", "declare", "show", "confirm", "indicate"})
BENEATH = ("obj", "iobj", "xcomp", "ccomp", "nsubj:pass", "obl")
CLAUSES = ("ccomp", "parataxis")
NEGATIONS = frozenset({"not", "n't", "never", "cannot"})
AHEAD = frozenset({"will", "'ll", "would", "wo"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a text: its head, behind words of saying, and the words right beneath it."""

    tree: Tree
    at: int
    words: tuple[int, ...]

    @property
    def lemmas(self) -> frozenset[str]:
        """The lemmas beneath the head."""
        return frozenset(self.tree.lemma(word) for word in self.words)

    @property
    def negated(self) -> bool:
        """Whether the head is negated."""
        return any(self.tree.form(kid) in NEGATIONS for kid in self.tree.children(self.at, "advmod"))

    @property
    def ahead(self) -> bool:
        """Whether the head is about what is to come."""
        return any(self.tree.form(kid) in AHEAD for kid in self.tree.children(self.at, "aux"))

    def tells(self, coding: Coding) -> bool:
        """Whether the words that name an act hold the head or one of the words beneath it."""
        tokens = (self.tree.token(word) for word in (self.at, *self.words))
        return any(coding.trigger.start <= token.start < coding.trigger.end for token in tokens)


def main_clause(sentences: tuple[Sentence, ...]) -> Clause | None:
    """Return the main clause of the longest sentence."""
    if not sentences:
        return None
    tree = Tree(0, max(sentences, key=lambda one: len(one.tokens)))
    at = next((word for word in range(len(tree)) if tree.head(word) < 0), 0)
    seen = {at}
    while tree.lemma(at) in SAYING:
        inner = tree.child(at, *CLAUSES)
        if inner is None or inner in seen:
            break
        at = inner
        seen.add(at)
    words = list(tree.children(at, *BENEATH))
    words += [kid for word in words if tree.relation(word) == "xcomp" for kid in tree.children(word, "obj")]
    return Clause(tree, at, tuple(other for word in words for other in tree.conjuncts(word)))


def foremost(codings: Iterable[Coding], clause: Clause | None) -> Coding | None:
    """Return the coding that the sentence tasks ask for: asserted, with known sides, told by the main clause."""

    def rank(coding: Coding) -> tuple[float, int]:
        value, early = weight(coding)
        return value + BONUS * (clause is not None and clause.tells(coding)), early

    return max(codings, key=rank, default=None)
