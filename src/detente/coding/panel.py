"""Coding room: the panel that decides which act a word names: rule, lexicon model and event heads, each with a vote."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.codebook.rules import ActRule
from detente.coding.acts import Act, Lexicon
from detente.coding.context import Setting
from detente.coding.document import Document
from detente.coding.slots import USUAL, light_verb, objects, slot, subjects
from detente.coding.tree import Tree
from detente.records import Status, Vote

__all__ = ["NEGATED", "NONE", "Panel", "Verdict", "features", "shown", "told"]

NONE, NEGATED = "NONE", "negated"
VOICES = ("rule", "lexicon", "heads")
SMALL = 1e-3  # the probability of a label that the heads did not name
CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
BESIDE = frozenset(
    {"nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "xcomp", "ccomp", "advcl", "acl", "conj"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Which act a word names: its probability by type, the likeliest first, and what each voice said.

    ``voices`` name the likeliest type of each voice and its probability: rule, lexicon, heads.
    """

    types: tuple[tuple[str, float], ...]
    voices: tuple[tuple[str, str, float], ...]

    @property
    def type(self) -> str:
        """The likeliest type, NONE for no act."""
        return self.types[0][0]

    @property
    def score(self) -> float:
        """The probability of the likeliest type."""
        return self.types[0][1]

    def chance(self, kind: str) -> float:
        """Return the probability of one type."""
        return next((score for name, score in self.types if name == kind), 0.0)


class Panel:
    """Adds up the votes on the words of one article."""

    def __init__(self, doc: Document, lexicon: Lexicon) -> None:
        """Take the article's views."""
        self.doc = doc
        self.lexicon = lexicon
        self._memo: dict[tuple[int, int], Verdict | None] = {}

    def verdict(self, tree: Tree, at: int) -> Verdict | None:
        """Return which act a word names, None where the heads did not read the word."""
        key = (tree.number, at)
        if key not in self._memo:
            vote = tree.vote(at)
            self._memo[key] = None if vote is None else self._sum(tree, at, vote)
        return self._memo[key]

    # -- the acts of a sentence

    def acts(self, tree: Tree) -> tuple[list[Act], list[tuple[Act, str]]]:
        """Return the acts of a sentence in order, and those of the lexicon that the panel voted down, with why."""
        kept: list[Act] = []
        dropped: list[tuple[Act, str]] = []
        for act in self.lexicon.acts(tree):
            verdict = self.verdict(tree, act.head)
            if verdict and self._voted_down(act, verdict):
                dropped.append((act, f"the panel takes it for no act: {told(verdict)}"))
            else:
                kept.append(act if verdict is None else self._retyped(act, verdict))
        taken = {word for act in kept for word in {act.head, act.place, *self.lexicon.consumed(act)}}
        taken |= {act.head for act, _ in dropped}
        more = (self._proposed(tree, at, taken) for at in tree.voted() if at not in taken)
        kept += [act for act in more if act is not None]
        return sorted(kept, key=lambda act: act.head), dropped

    def _voted_down(self, act: Act, verdict: Verdict) -> bool:
        """Whether the panel is sure that neither a word nor the noun that its rule takes with it names an act."""
        # An operator (signalled a desire to ...) is made by its content, which the heads do not weigh.
        if act.rule.operator or verdict.chance(NONE) < self.doc.config.veto:
            return False
        nouns = [self.verdict(act.tree, word) for word in self.lexicon.consumed(act)]
        return all(one is None or one.chance(NONE) >= self.doc.config.veto for one in nouns)

    def _retyped(self, act: Act, verdict: Verdict) -> Act:
        """Give an act the type that the panel is sure of; a rule of many needs, or made by its content, stays."""
        same = verdict.type in {act.type, NONE} or verdict.score < self.doc.config.retype
        if same or act.rule.operator is not None or act.rule.weight >= self.doc.config.special:
            return act
        rule = replace(act.rule, type=verdict.type, mode=None)
        return replace(act, rule=rule, modes=self._modes(act.tree, act.head))

    def _proposed(self, tree: Tree, at: int, taken: set[int]) -> Act | None:
        """Return the act of a word that no rule names and the panel is sure of."""
        if tree.upos(at) not in CONTENT or tree.relation(at) in {"aux", "cop", "case", "mark", "flat"}:
            return None
        if self.doc.firm(tree, at) is not None or (tree.is_noun(at) and self.lexicon.no_act(tree, at)):
            return None
        verdict = self.verdict(tree, at)
        if verdict is None or verdict.type == NONE or verdict.score < self.doc.config.propose:
            return None
        operator = self.lexicon.operator(tree, at)
        if operator == "seem" or (operator == "say" and self._untold(tree, at)):
            return None
        pos = tree.part(at)
        carrier = light_verb(self.doc, tree, at) if pos == "n" else None
        if carrier in taken:
            return None
        rule = ActRule(
            head=tree.lemma(at),
            others=(),
            pos=pos,
            needs=(),
            type=verdict.type,
            mode=None,
            context=None,
            operator=None,
            source=(),
            target=(),
            flags=frozenset({"reciprocal"} if self.mutual(tree, at) else ()),
            rule="panel",
            order=0,
        )
        return Act(tree=tree, head=at, rule=rule, carrier=carrier, modes=self._modes(tree, at))

    def _untold(self, tree: Tree, at: int) -> bool:
        """Whether a verb tells what will not be (announced that they would NOT extend it), which the heads overlook."""
        words = self.doc.cues["negation", "words"]
        told = tree.children(at, "ccomp")
        return any(tree.form(kid) in words for clause in told for kid in tree.children(clause, "advmod", "aux"))

    def _modes(self, tree: Tree, at: int) -> tuple[str, ...]:
        """Return the modes that the heads think likelier than not."""
        vote = tree.vote(at)
        return () if vote is None else tuple(name for name, score in vote.modes if score >= self.doc.config.even)

    def statuses(self, tree: Tree, at: int, setting: Setting) -> dict[str, float] | None:
        """Return the probability of each status of an act, None where the heads did not read the word.

        What the tree shows is weighed by how often it shows this where each status is true.
        """
        vote = tree.vote(at)
        if vote is None:
            return None
        model = self.doc.book.lexicon
        seen = model.shown[:, model.statuses.index(shown(setting))]
        known = dict(vote.statuses)
        chance = np.array([known.get(status, SMALL) for status in model.statuses]) * seen**self.doc.config.tree_weight
        return dict(zip(model.statuses, (chance / chance.sum()).tolist(), strict=True))

    def status(self, tree: Tree, at: int, setting: Setting) -> tuple[str, float] | None:
        """Return the likeliest status of an act and its probability, None where the heads did not read the word."""
        chances = self.statuses(tree, at, setting)
        return None if chances is None else max(chances.items(), key=lambda one: one[1])

    def players(self, tree: Tree, at: int, role: str, least: float | None = None) -> dict[int, float]:
        """Return the words that play a role (source, target) in an act, by heads and tree, with scores.

        Of a reciprocal act both sides are source and target. What the tree says counts as ``tree_bonus``. Words below
        ``least`` are left out, by default those less likely than not.
        """
        vote, config = tree.vote(at), self.doc.config
        if vote is None:
            return {}
        found: dict[int, float] = {}
        for one in vote.roles:
            if one.role in {role, "both"}:
                found[one.token] = found.get(one.token, 0.0) + one.score
        for word in self._grammatical(tree, at, role):
            found[word] = found.get(word, 0.0) + config.tree_bonus
        floor = config.even if least is None else least
        return {word: min(score, 1.0) for word, score in sorted(found.items()) if score >= floor}

    def _grammatical(self, tree: Tree, at: int, role: str) -> list[int]:
        """Return the words where a role usually stands: the subject, or the object and what is behind prepositions."""
        if role == "source":
            heads = subjects(self.doc, tree, at)
        else:
            heads = next((found for name in USUAL[tree.part(at)] if (found := slot(self.doc, tree, at, name))), [])
        return [word for head in heads for word in tree.conjuncts(head)]

    def mutual(self, tree: Tree, at: int) -> bool:
        """Whether the heads see sides of a reciprocal act."""
        vote = tree.vote(at)
        return vote is not None and any(one.role == "both" and one.score >= self.doc.config.even for one in vote.roles)

    def _sum(self, tree: Tree, at: int, vote: Vote) -> Verdict:
        """Add the weighted log-probabilities of the three voices."""
        model, config = self.doc.book.lexicon, self.doc.config
        rule = model.types_of_rule(self.lexicon.kind(tree, at))
        words = model.types_of(features(self.doc, self.lexicon, tree, at))
        heads = _logs(vote, model.types)
        total = config.rule_weight * rule + config.lexicon_weight * words + config.heads_weight * heads
        chance = np.exp(total - total.max())
        chance /= chance.sum()
        scores, logs = chance.tolist(), np.stack((rule, words, heads))
        likeliest = zip(VOICES, logs.argmax(1).tolist(), np.exp(logs.max(1)).tolist(), strict=True)
        return Verdict(
            types=tuple([(model.types[i], scores[i]) for i in (-chance).argsort().tolist()]),
            voices=tuple([(name, model.types[best], score) for name, best, score in likeliest]),
        )


def shown(setting: Setting) -> str:
    """Return the status that the tree shows, negation as a status of its own."""
    if setting.negated:
        return Status.DENIED if setting.status is Status.DENIED or setting.said else NEGATED
    return setting.status or Status.HAPPENED


def told(verdict: Verdict) -> str:
    """Return the voices of a verdict in words."""
    return ", ".join(f"{name} {kind} {score:.2f}" for name, kind, score in verdict.voices)


def _logs(vote: Vote, types: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the heads' log-probabilities; what they did not name shares what is left."""
    known = dict(vote.types)
    rest = max(1e-4, (1 - sum(known.values())) / max(1, len(types) - len(known)))
    return np.log(np.maximum(np.array([known.get(kind, rest) for kind in types], np.float32), np.float32(1e-4)))


def features(doc: Document, lexicon: Lexicon, tree: Tree, at: int) -> Iterator[str]:
    """Yield what the lexicon model sees of a word: the rule, the word, its relatives in the tree and who they are."""
    lemma, pos = tree.whole(at), tree.part(at)
    word, relation = f"{lemma}/{pos}", tree.relation(at)
    yield f"rule {lexicon.kind(tree, at)}"
    yield f"word {word}"
    yield f"pos {pos} {relation}"
    for kind in lexicon.kinds(tree, at):
        yield f"may {kind}"
    if tree.head(at) >= 0:
        above = tree.lemma(tree.head(at))
        yield f"under {relation} {above}"
        yield f"{word} under {above}"
    for kid in tree.kids[at]:
        relation = tree.relation(kid)
        if relation in BESIDE:
            yield f"over {relation} {tree.lemma(kid)}"
            yield f"{word} over {relation} {tree.lemma(kid)}"
            for marker in tree.markers(kid):
                yield f"{word} {marker}"
        elif relation in {"aux", "case", "compound", "mark", "det"}:
            yield f"{relation} {tree.lemma(kid)}"
    for doer in subjects(doc, tree, at)[:1]:
        yield f"{word} by {who(doc, tree, doer)}"
    if pos == "v":
        for one in objects(doc, tree, at)[:1]:
            yield f"{word} to {who(doc, tree, one)}"


def who(doc: Document, tree: Tree, at: int) -> str:
    """Return what kind of side a word names, as the tables know it: a sector, state, place or thing."""
    match = doc.match(tree, at)
    if match is not None:
        return match.actor.sector or "state"
    if doc.place(tree, at) is not None:
        return "place"
    return "someone" if tree.upos(at) in {"PRON", "PROPN"} else "thing"
