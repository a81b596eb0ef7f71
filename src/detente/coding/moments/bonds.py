"""Coding room, moments: which word of a sentence a time is told of, and which words share one time; grammar only."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import takewhile

from detente.codebook.rules import Cues
from detente.coding.slots import infinitive
from detente.coding.tree import Tree

__all__ = ["Bonds", "Side"]

Span = tuple[int, int]
BESIDE = frozenset({"case", "punct", "cc", "mark"})
# Without a subject and a conjunction a clause of these is one of a participle, if perhaps misread.
PARTICIPLES = frozenset({"VBG", "VBN", "VBD", "VB"})
SPOKEN_OF = frozenset({"obj", "obl", "nmod", "iobj", "conj", "advmod"})


class Side(Enum):
    """Where a time must stand to belong to a word that shares its time with an act."""

    ANY = "anywhere"
    FRONT = "in front"
    BEHIND = "behind"

    def allows(self, time: int, word: int) -> bool:
        """Whether a time stands where it must."""
        return self is Side.ANY or (time < word) == (self is Side.FRONT)


class Bonds:
    """The bonds of time in one sentence; ``times`` are the spans of its expressions of time."""

    def __init__(self, tree: Tree, times: Sequence[Span], cues: Cues, eventive: Callable[[int], bool]) -> None:
        """Take the lists of words; ``eventive`` says whether a noun names a happening."""
        self.tree = tree
        self.cues = cues
        self.eventive = eventive
        self.inside = {word for start, end in times for word in range(start, end)}
        self._rules: dict[str, Callable[[int, int], bool]] = {
            "conj": self._together,
            "advcl": self._beside,
            "xcomp": self._phase,
            "acl": self._clause,
            "obl": self._inside,
            "nsubj": self._befalls,
            "csubj": self._befalls,
            "obj": self._carried,
        }

    # -- whose a time is

    def core(self, start: int, end: int) -> int:
        """Return the word of an expression that hangs on the rest of the sentence."""
        tree = self.tree
        outer = [word for word in range(start, end) if not start <= tree.head(word) < end]
        return next((word for word in outer if tree.relation(word) not in BESIDE), outer[0] if outer else start)

    def bearer(self, start: int, end: int) -> int | None:
        """Return the verb or noun that a time is told of, None for a time that stands alone."""
        at = self.core(start, end)
        above = self._above(at)
        start, end = self._widened(start, end)
        if above is None:
            return self._wedged(start, end, at) or self._cleft(at)
        verb = self._wedged(start, end, above)
        if verb is not None:
            return verb
        return self._climbed(at, self._outside(start, above))

    def _above(self, at: int) -> int | None:
        """Return the first word above an expression that is no word of time itself (the small hours of Sunday)."""
        tree, units = self.tree, self.cues["time", "units"]
        for child, head in tree.path(at):
            timed = head in self.inside or (tree.is_noun(head) and tree.lemma(head) in units)
            if not timed or tree.relation(child) in {"nsubj", "acl", "parataxis"}:
                return head
        return None

    def _outside(self, start: int, above: int) -> int:
        """Return the word above a clause where a time stands in front of its conjunction (spoke Sunday THAT)."""
        tree = self.tree
        while -1 < tree.head(above) < start and self._opened(above) > start:
            above = tree.head(above)
        return above

    def _opened(self, at: int) -> int:
        """Return where the conjunction of a clause stands, -1 without one; one that bounds a time is none."""
        marks = self.tree.children(at, "mark")
        return max((kid for kid in marks if self.tree.form(kid) not in self.cues["time", "bounds"]), default=-1)

    def _widened(self, start: int, end: int) -> Span:
        """Return a time with those set beside it (Tuesday, 6 January; Tuesday (6 January))."""
        tree = self.tree
        while start > 1 and tree.upos(start - 1) == "PUNCT" and start - 2 in self.inside:
            start -= 2
            while start - 1 in self.inside:
                start -= 1
        while end + 1 < len(tree) and tree.upos(end) == "PUNCT" and end + 1 in self.inside:
            end += 2
            while end in self.inside:
                end += 1
        return start, end

    def _wedged(self, start: int, end: int, above: int) -> int | None:
        """Return the verb an expression touches, where the tree hung it on another clause.

        That is the saying in front of it (SAID today its troops would go; troops will go, he SAID today), or the verb
        behind it whose subject stands in front of it (troops on Tuesday KILLED).
        """
        tree = self.tree
        front = start - 1 - (start > 0 and tree.relation(start - 1) == "case")
        if front > 0 and tree.is_verb(front) and tree.relation(front) == "parataxis" and tree.head(front) == above:
            return front
        if start and tree.is_verb(start - 1) and above > end and tree.head(above) == start - 1:
            return start - 1 if tree.relation(above) == "ccomp" else None
        first = start - 1 if start and tree.relation(start - 1) == "case" else start
        behind = end
        while behind < len(tree) and tree.upos(behind) in {"PUNCT", "ADV", "AUX", "NUM"} | self._of_time(behind):
            behind += 1
        if behind < len(tree) and tree.is_verb(behind) and behind != above:
            subject = tree.child(behind, "nsubj")
            if subject is not None and subject < first and tree.subtree(subject)[-1] in {first - 1, first - 2, end - 1}:
                return behind
        return None

    def _cleft(self, at: int) -> int | None:
        """Return the clause that a time is set in front of (it was on Monday that they CROSSED)."""
        tree = self.tree
        root = max((head for _, head in tree.path(at)), default=at, key=lambda word: tree.head(word) < 0)
        return tree.child(root, "acl", "advcl", "csubj", "ccomp") if tree.child(root, "cop") is not None else None

    def _of_time(self, at: int) -> set[str]:
        return {self.tree.upos(at)} if at in self.inside else set()

    def _climbed(self, at: int, above: int) -> int:
        """Return the verb of the clause where a time hangs on a thing (dropped bombs Thursday), which has no day."""
        tree = self.tree
        bound = set(tree.markers(at)) - self.cues["time", "dating"]
        while at > above and not bound and not tree.is_verb(above) and not self.eventive(above):
            if tree.relation(above) not in SPOKEN_OF or tree.head(above) < 0:
                break
            above = tree.head(above)
        return above

    def within(self, inner: Span, outer: Span) -> bool:
        """Whether a time narrows another one down (the night to SUNDAY)."""
        if inner == outer:
            return False
        above = takewhile(
            lambda head: not self.tree.is_verb(head), (head for _, head in self.tree.path(self.core(*inner)))
        )
        return any(outer[0] <= head < outer[1] for head in above)

    # -- who shares it

    def sharing(self, words: Sequence[int]) -> Iterator[tuple[int, Side]]:
        """Yield words and those that have their time, nearest first.

        With each goes on which side of it a time must stand: behind what is joined on (crossed the line and dropped
        bombs Thursday), for one in front is its own; in front of what another side's act is joined to.
        """
        seen = dict.fromkeys(words, Side.ANY)
        waiting = list(seen)
        for word in waiting:
            yield word, seen[word]
            for other, side in self._neighbours(word):
                if other not in seen:
                    seen[other] = seen[word] if side is Side.ANY else side
                    waiting.append(other)

    def _neighbours(self, at: int) -> Iterator[tuple[int, Side]]:
        tree = self.tree
        if tree.head(at) >= 0 and self.shared(at, tree.head(at)):
            apart = tree.relation(at) == "conj" and self._apart(at)
            yield tree.head(at), Side.FRONT if apart else Side.ANY
        for kid in tree.kids[at]:
            joined = tree.relation(kid) == "conj"
            if self.shared(kid, at) and not (joined and tree.child(kid, "nsubj") is not None):
                yield kid, Side.BEHIND if joined else Side.ANY

    def _apart(self, at: int) -> bool:
        """Whether a joined verb has a subject of its own and tells no losses (bombed a base, and two were killed)."""
        losses = self.cues["losses", "killed"] | self.cues["losses", "injured"]
        return self.tree.child(at, "nsubj") is not None and self.tree.lemma(at) not in losses

    def shared(self, child: int, head: int) -> bool:
        """Whether a word and the one above it have one time."""
        rule = self._rules.get(self.tree.relation(child))
        return rule is not None and rule(child, head)

    def _phase(self, _child: int, head: int) -> bool:
        """Whether a verb only says which phase of an act it tells (BEGAN launching)."""
        return self.tree.lemma(head) in self.cues["time", "phases"]

    def _clause(self, child: int, head: int) -> bool:
        """Whether a clause on a noun has its time: how the thing came about, what went on in it, "when"."""
        return self._made(child, head) or self._when(child) or self._amid(child)

    def _inside(self, child: int, head: int) -> bool:
        """Whether what stands behind a preposition went on with the act (killed 40 DURING an attack)."""
        tree = self.tree
        amid = tree.is_verb(head) and bool(set(tree.markers(child)) & self.cues["time", "amid"])
        return amid and tree.lemma(child) not in self.cues["time", "before"]

    def _befalls(self, child: int, head: int) -> bool:
        """Whether a verb says that its subject came about: a happening, a gerund, rockets FIRED at the town."""
        tree = self.tree
        if tree.lemma(head) not in self.cues["time", "befalling"]:
            return False
        made = any(self._made(kid, child) for kid in tree.children(child, "acl"))
        return made or tree.tokens[child].xpos == "VBG" or self.eventive(child)

    def _carried(self, child: int, head: int) -> bool:
        """Whether a verb does no more than carry the act that its object names (HELD talks)."""
        return self.eventive(child) and self.tree.lemma(head) in self.cues["time", "doing"]

    def _together(self, child: int, head: int) -> bool:
        """Whether two joined verbs tell one stretch of a story: in the same tense."""
        tree = self.tree
        if any(tree.form(kid) in self.cues["time", "onward"] for kid in tree.children(child, "advmod")):
            return False
        return tree.is_verb(child) and tree.is_verb(head) and self._tense(child) == self._tense(head)

    def _tense(self, at: int) -> str:
        """Return the tense of a verb; a joined one without a helper has that of the verb it is joined to."""
        tree = self.tree
        helpers = tree.children(at, "aux", "aux:pass")
        if any(tree.tokens[kid].xpos == "MD" for kid in helpers):
            return "modal"
        if not helpers and self.tree.relation(at) == "conj" and tree.tokens[at].xpos in {"VB", "VBN", "VBG"}:
            return self._tense(tree.head(at))
        first = helpers[0] if helpers else at
        if tree.form(first) == "had" and helpers:
            return "before"
        return "present" if tree.tokens[first].xpos in {"VBZ", "VBP"} else "past"

    def _beside(self, child: int, _head: int) -> bool:
        """Whether a clause tells what goes on with the act above it (when, while, as; calling them; by promising)."""
        tree = self.tree
        markers = {marker.split()[0] for marker in tree.markers(child)}
        subject = tree.child(child, "nsubj") is not None
        if self._when(child) or (markers & self.cues["time", "while"] and not subject):
            return True
        if infinitive(tree, child):
            return not markers - {"to"}
        participle = tree.tokens[child].xpos in PARTICIPLES and not subject and tree.child(child, "aux") is None
        return participle and not markers - self.cues["time", "amid"]

    def _when(self, at: int) -> bool:
        """Whether a clause begins with "when"."""
        tree = self.tree
        return any(tree.form(kid) in self.cues["time", "when"] for kid in tree.children(at, "advmod", "mark"))

    def _amid(self, at: int) -> bool:
        """Whether a relative clause tells what went on in the thing above it (raids IN THE COURSE OF WHICH)."""
        tree = self.tree
        which = [kid for kid in tree.children(at, "obl") if tree.tokens[kid].xpos in {"WDT", "WP"}]
        return any(self._phrase(kid) in self.cues["time", "course"] for kid in which)

    def _phrase(self, at: int) -> str:
        """Return the words in front of a relative pronoun, back to the comma or verb."""
        tree = self.tree
        first = at
        while first and tree.upos(first - 1) in {"ADP", "DET", "NOUN"}:
            first -= 1
        return " ".join(tree.form(word) for word in range(first, at))

    def _made(self, child: int, head: int) -> bool:
        """Whether a participle says how the thing above it came about (the accord SIGNED by both)."""
        tree = self.tree
        participle = tree.tokens[child].xpos == "VBN" and tree.child(child, "nsubj") is None
        return participle and tree.is_noun(head) and tree.lemma(child) in self.cues["time", "making"]
