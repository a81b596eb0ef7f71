"""On which side of the publishing day an expression lies: the words in front of it and the tense of its verb tell."""

from enum import StrEnum

from detente.codebook.times import TimeWords
from detente.coding.tree import Tree

__all__ = ["Direction", "Directions"]

PRESENT = frozenset({"VBZ", "VBP"})
PAST = frozenset({"VBD", "VBN"})
CONTENT = frozenset({"xcomp", "ccomp", "advcl", "acl"})
STEPS = 8
REACH = 4  # from, a weekday, a month, a day


class Direction(StrEnum):
    """Before or after the day of speaking."""

    BACK = "back"
    AHEAD = "ahead"


class Directions:
    """Reads directions off a tree."""

    def __init__(self, words: TimeWords) -> None:
        self.ahead = words.listed("directions", "ahead")
        self.back = words.listed("directions", "back")
        self.ranges = words.listed("directions", "ranges")
        self.names = frozenset({*words.weekdays, *words.months})
        self.light = words.listed("directions", "light")
        self.ahead_pairs = words.listed("directions", "ahead_pairs")
        self.since = words.listed("directions", "since")
        self.set_verbs = words.listed("directions", "set_verbs")
        self.ahead_verbs = words.listed("directions", "ahead_verbs") | self.set_verbs
        self.modals = words.listed("directions", "modals")

    def of(self, tree: Tree, start: int, end: int) -> Direction | None:
        """Return the side on which words ``[start, end)`` lie, None where nothing tells."""
        place = self._lead(tree, start)
        before = tree.form(place) if place >= 0 else ""
        if before in self.since or self._told(tree, start):
            return Direction.BACK
        verb, of_noun = self._verb(tree, start, end)
        if before in self.ahead or f"{tree.form(place - 1) if place > 0 else ''} {before}" in self.ahead_pairs:
            over = verb is not None and not of_noun and self._perfect(tree, verb)
            open_ = place == 0 or self._ranged(tree, place)
            over = over or (open_ and verb is not None and self._own(tree, verb) is Direction.BACK)
            return Direction.BACK if over else Direction.AHEAD
        tense = None if verb is None or self._owner(tree, start, end) else self._tense(tree, verb, weak=of_noun)
        if before in self.back and tense is not Direction.AHEAD:
            return Direction.BACK
        return tense

    def _lead(self, tree: Tree, start: int) -> int:
        """Return the word in front that may tell a side, -1 where there is none."""
        place = start - 1
        while place > 0 and tree.form(place) in self.light:
            place -= 1
        return place

    def _ranged(self, tree: Tree, place: int) -> bool:
        """Whether a time stands in front of "until" that a range begins with (from Monday until Friday)."""
        word = tree.form(place - 1).rstrip(".") if place > 1 else ""
        timed = word.isdecimal() or word in self.names
        return timed and any(tree.form(at) in self.ranges for at in range(max(place - REACH, 0), place))

    def _told(self, tree: Tree, start: int) -> bool:
        """Whether a past verb stands right in front, whatever the tree makes of it: announced Wednesday."""
        at = start - 1
        return at >= 0 and tree.tokens[at].xpos in PAST and tree.lemma(at) not in self.ahead_verbs

    def direct(self, tree: Tree, start: int, end: int) -> bool:
        """Whether a verb governs an expression and no noun in between does."""
        verb, of_noun = self._verb(tree, start, end)
        return verb is not None and not of_noun and not tree.is_noun(verb)

    def before_that(self, tree: Tree, start: int, end: int) -> bool:
        """Whether the act of an expression lies before what the text tells (had been signed)."""
        verb, of_noun = self._verb(tree, start, end)
        return verb is not None and not of_noun and self._perfect(tree, verb)

    @staticmethod
    def _owner(tree: Tree, start: int, end: int) -> bool:
        """Whether the time owns something (Wednesday's ruling), whose verb tells nothing of when that was."""
        return any(tree.exact(at) == "nmod:poss" and not start <= tree.head(at) < end for at in range(start, end))

    def _verb(self, tree: Tree, start: int, end: int) -> tuple[int | None, bool]:
        """Return the verb (or word with a copula) above an expression, and whether a noun stands between them."""
        at = next((word for word in range(start, end) if not start <= tree.head(word) < end), start)
        of_noun = False
        for _ in range(STEPS):
            at = tree.head(at)
            if at < 0:
                return None, of_noun
            if tree.is_verb(at) or tree.child(at, "cop") is not None:
                return at, of_noun
            of_noun = True
        return None, of_noun

    def _tense(self, tree: Tree, verb: int, *, weak: bool) -> Direction | None:
        """Return where the act of a verb lies by its tense, or by the verb that it depends on.

        ``weak``: the time stands with a noun (Tuesday's attack), of which only a future tells anything.
        """
        for _ in range(STEPS):
            found = self._own(tree, verb)
            if found is not None:
                return None if weak and found is Direction.BACK else found
            if weak and self._present(tree, verb):
                return None
            above = tree.head(verb)
            if above < 0:
                break
            if tree.lemma(above) in self.ahead_verbs and tree.relation(verb) in CONTENT:
                return Direction.BACK if self._perfect(tree, above) else Direction.AHEAD
            if self._present(tree, verb):
                return Direction.AHEAD
            verb = above
        return Direction.AHEAD if self._present(tree, verb) and not weak else None

    def _own(self, tree: Tree, verb: int) -> Direction | None:
        """Return what a verb's own form and its helpers tell."""
        helpers = [kid for kid in tree.kids[verb] if tree.relation(kid) in {"aux", "cop"}]
        tags = {tree.tokens[kid].xpos for kid in helpers} | {tree.tokens[verb].xpos}
        perfect = any(tree.lemma(kid) == "have" for kid in helpers)
        if any(tree.form(kid) in self.modals for kid in helpers):
            return (
                Direction.BACK if perfect and not any(tree.lemma(kid) == "will" for kid in helpers) else Direction.AHEAD
            )
        if tree.lemma(verb) in self.set_verbs:
            return Direction.BACK if self._perfect(tree, verb) else Direction.AHEAD
        if perfect or "VBD" in tags:
            return Direction.BACK
        if tree.tokens[verb].xpos == "VBN" and not tags & PRESENT:
            return Direction.BACK
        return None

    def _present(self, tree: Tree, verb: int) -> bool:
        helpers = [kid for kid in tree.kids[verb] if tree.relation(kid) in {"aux", "cop"}]
        return bool(({tree.tokens[kid].xpos for kid in helpers} | {tree.tokens[verb].xpos}) & PRESENT)

    def _perfect(self, tree: Tree, verb: int) -> bool:
        return any(tree.lemma(kid) == "have" and tree.tokens[kid].xpos == "VBD" for kid in tree.children(verb, "aux"))
