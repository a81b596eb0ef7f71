"""Coding room, moments: gives each act of an article its day, with the words that gave it and the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.moments.config import Config
from detente.coding.moments.links import Link, links
from detente.coding.moments.spoken import days_of
from detente.coding.moments.ties import Tie, Ties, first, words_of
from detente.coding.moments.timed import Timed
from detente.coding.tree import Tree
from detente.coding.when import Direction, Expression
from detente.records import Basis, When

__all__ = ["Moments"]

BEHIND = 2  # a preposition and the time
PAST = frozenset({"VBD", "VBN"})


class Moments:
    """The times of an article and the acts they belong to."""

    def __init__(self, doc: Document, config: Config | None = None) -> None:
        """Find the expressions of time of every sentence."""
        self.doc = doc
        self.config = config or Config()
        self.timed = Timed(doc, self.config)
        self.ties = Ties(self.timed, self.config)

    # -- the acts of an article

    def date(self, drafts: Sequence[Draft]) -> None:
        """Give every draft its day, with the reason; None where the text gives none."""
        rows: dict[int, list[Draft]] = {}
        for draft in drafts:
            rows.setdefault(draft.tree.number, []).append(draft)
        earlier: list[Draft] = []
        for _, inside in sorted(rows.items()):
            self._date(inside, earlier)
            earlier += inside

    def _date(self, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
        """Date the acts of a sentence."""
        self.ties.deeds(drafts)
        ties = [self.ties.of(draft) for draft in drafts]
        for draft, tie in zip(drafts, ties, strict=True):
            draft.day = tie.when
        counted = self._linked(drafts, earlier)
        for number, (draft, tie) in enumerate(zip(drafts, ties, strict=True)):
            told = counted.get(number) or (tie if tie.when is not None else self._taken_up(draft)) or tie
            draft.day = told.when
            draft.because("day", told.score, told.reason)

    # -- times counted from other acts

    def _linked(self, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> dict[int, Tie]:
        """Return the times of the acts, by their place, that a length joins to others (two days after the strike)."""
        tree = drafts[0].tree
        found: dict[int, Tie] = {}
        for link in links(tree, self.timed.bearers(tree), self.doc.cues):
            told, other = self._ends(link, drafts, earlier)
            if other is not None:
                self._count(found, drafts, link.told, link.forward(other))
            elif told is not None:
                self._count(found, drafts, link.other, link.back(told))
        return found

    def _ends(self, link: Link, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> tuple[When | None, When | None]:
        """Return the times of both acts of a link, of one told before only where the sentence gives neither."""
        told, other = self._day_at(link.tree, link.told, drafts), self._day_at(link.tree, link.other, drafts)
        if told is not None or other is not None:
            return told, other
        other = self._met(link.tree, self._named(link.tree, link.other), earlier)
        return self._met(link.tree, self._named(link.tree, link.told), earlier) if other is None else None, other

    def _named(self, tree: Tree, at: int) -> list[int]:
        """Return the words that stand for what a word tells: those of its time, and the subject of what befalls."""
        words = [word for word, _ in self.timed.bonds(tree).sharing([at])]
        return words + (tree.children(at, "nsubj") if tree.lemma(at) in self.doc.cues["time", "befalling"] else [])

    def _day_at(self, tree: Tree, at: int, drafts: Sequence[Draft]) -> When | None:
        """Return the time of what a word tells: that of an act it names or reports, or one told of it."""
        words = self._named(tree, at)
        for draft in drafts:
            if draft.day is not None and set(words_of(draft)) & set(words):
                return draft.day
        told = first(one for one, bearer in self.timed.bearers(tree) if bearer in words and self.timed.dates(tree, one))
        cited = (draft.day for draft in drafts if draft.day is not None and draft.setting.cue == (tree.number, at))
        return told or next(cited, None)

    def _met(self, tree: Tree, words: Sequence[int], earlier: Sequence[Draft]) -> When | None:
        """Return the day of the last act told before that one of the words takes up again (it, the violence)."""
        dated = [draft for draft in reversed(earlier) if draft.day is not None]
        for word in words:
            heads = {(mention.sentence, mention.head) for mention in self.doc.mentions(tree, word)}
            meant = (draft.day for draft in dated if (draft.tree.number, draft.act.head) in heads)
            again = (draft.day for draft in dated if self._again(tree, word, draft))
            day = next(meant, None) or next(again, None)
            if day is not None:
                return day
        return None

    def _again(self, tree: Tree, word: int, draft: Draft) -> bool:
        """Whether a definite noun names an act again: by the same word, or any use of force by one for force."""
        if not tree.is_noun(word) or not tree.children(word, "det", "nmod:poss"):
            return False
        force = draft.type == "ASSAULT" and tree.lemma(word) in self.doc.cues["time", "violence"]
        return force or draft.tree.lemma(draft.act.head) == tree.lemma(word)

    def _count(self, found: dict[int, Tie], drafts: Sequence[Draft], at: int, when: When | None) -> None:
        """Give a time to the acts without one that a word stands for."""
        if when is None:
            return
        words = {word for word, _ in self.timed.bonds(drafts[0].tree).sharing([at])}
        for number, draft in enumerate(drafts):
            if draft.day is None and words & set(words_of(draft)):
                draft.day = when
                reason = f"{when.words}: counted from another act"
                found[number] = Tie(when=when, score=self.config.likely, reason=reason)

    # -- times told before

    def _taken_up(self, draft: Draft) -> Tie | None:
        """Return the time told last, where the act takes it up (then, at the time)."""
        tree = draft.tree
        kids = [kid for word in words_of(draft) for kid in tree.children(word, "advmod", "obl")]
        taking = [kid for kid in kids if self._then(tree, kid)]
        if not taking:
            return None
        here = [one for one in self.timed.of(tree) if one.end <= taking[0]]
        back = range(tree.number - 1, max(tree.number - self.config.taken_up, 0) - 1, -1)
        rows = [here, *(self.timed.expressions[number] for number in back)]
        told = [one for row in rows for one in reversed(row) if one.direction is not Direction.AHEAD]
        when = next((one.when for one in told if one.when is not None), None)
        if when is None:
            return None
        reason = f"{tree.form(taking[0])!r} takes up {when.words!r}, told before"
        return Tie(when=replace(when, basis=Basis.INFERRED), score=self.config.guess, reason=reason)

    def _then(self, tree: Tree, at: int) -> bool:
        """Whether a word takes up the time told last: at the time; "then" only behind a sentence that ends with one.

        Elsewhere "then" tells what came next.
        """
        phrase = " ".join(tree.form(word) for word in tree.subtree(at) if tree.upos(word) != "PUNCT")
        if phrase in self.doc.cues["time", "next"]:
            return at == 0 and tree.number > 0 and self._ends_with_time(self.doc.trees[tree.number - 1])
        return phrase in self.doc.cues["time", "then"]

    def _ends_with_time(self, tree: Tree) -> bool:
        """Whether the last words of a sentence are a time."""
        last = max((at for at in range(len(tree)) if tree.upos(at) != "PUNCT"), default=-1)
        return any(one.start <= last < one.end for one in self.timed.of(tree))

    # -- due days

    def due(self, tree: Tree, words: Iterable[int]) -> When | None:
        """Return the first moment ahead that stands among the words of a promise, None where there is none.

        One right behind them counts, too (promised to leave on Friday). A moment of something that is over (the accord
        signed on Monday) is none of the promise.
        """
        inside = set(words)
        last = max(inside, default=-1)
        over = {one.start for one in self.timed.of(tree) if one.direction is Direction.BACK and one.start <= last}
        for one in self.timed.ahead(tree):
            past = one.start in over or (one.start <= last and tree.tokens[tree.clause(one.start)].xpos in PAST)
            past = past or (one.start > last and self._over(tree, one))
            if self._deadline(tree, one) and min(inside, default=last) < one.start <= last:
                return one.when
            if one.when is not None and not past and (one.start in inside or last < one.start <= last + BEHIND):
                return one.when
        return None

    def _deadline(self, tree: Tree, one: Expression) -> bool:
        """Whether a moment ahead is a deadline by the word in front of it (agreed to meet BY 14 March)."""
        words = self.doc.cues["undertaking", "deadlines"]
        before = tree.form(one.start - 1) if one.start else ""
        return one.when is not None and before in words and one.direction is Direction.AHEAD

    def _over(self, tree: Tree, one: Expression) -> bool:
        """Whether a time is a day of the past on which something was promised (agreed to a truce on 3 May 2019)."""
        days, told = days_of(one.when), days_of(self.timed.told)
        if told is None:
            return tree.tokens[tree.clause(one.start)].xpos in PAST and self.timed.dates(tree, one)
        return days is not None and told is not None and days[1] < told[0] and self.timed.dates(tree, one)
