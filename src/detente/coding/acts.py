"""Coding room: finds the words that name acts and the line of the lexicon that fits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from detente.codebook import Kind
from detente.codebook.rules import ActRule, Need
from detente.coding.document import Document
from detente.coding.people import People
from detente.coding.slots import light_verb, modifiers, objects, slot
from detente.coding.tree import Tree

__all__ = ["Act", "Lexicon"]

PARTICLE = frozenset(
    {"compound", "advmod", "obl", "obj", "xcomp", "amod", "case", "mark", "iobj", "advcl", "nmod", "ccomp"}
)
CLAUSES = frozenset({"comp", "that", "xcomp"})
# Behind these an agreement is what an act rests on, no act (released under a deal).
BASIS = frozenset({"under", "per", "pursuant", "pursuant to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A word that names an act, the rule it fits, and the verb that carries it if the word is a noun."""

    tree: Tree
    head: int
    rule: ActRule
    carrier: int | None = None
    modes: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """The word that stands for the act in its clause: the carrying verb, else the act's own."""
        return self.head if self.carrier is None else self.carrier

    @property
    def type(self) -> str:
        """The event type that the lexicon gives."""
        return self.rule.type or ""


class Lexicon:
    """Matches the words of one article with the act lexicon."""

    def __init__(self, doc: Document, people: People) -> None:
        """Start with nothing matched."""
        self.doc = doc
        self.people = people
        self._rules: dict[tuple[int, int], tuple[ActRule, ...]] = {}

    # -- rules at a word

    def fitting(self, tree: Tree, at: int) -> tuple[ActRule, ...]:
        """Return the rules that fit a word, the most special first."""
        key = (tree.number, at)
        found = self._rules.get(key)
        if found is None:
            self._rules[key] = ()
            found = tuple(rule for rule in self._candidates(tree, at) if self._fits(tree, at, rule))
            self._rules[key] = found
        return found

    def typed(self, tree: Tree, at: int) -> ActRule | None:
        """Return the rule that makes an act of a word."""
        for rule in self.fitting(tree, at):
            if rule.type:
                return rule
        if self.doc.config.loose:
            near = [rule for rule in self._candidates(tree, at) if rule.type and "willed" not in rule.flags]
            if tree.lemma(at) not in self.doc.cues["nouns", "light"]:
                return next((rule for rule in reversed(near) if not rule.others), None)
        return None

    def kind(self, tree: Tree, at: int) -> str | None:
        """Return the event type that the best rule gives a word, None where no rule makes an act of it."""
        rule = self.typed(tree, at)
        return None if rule is None else rule.type

    def kinds(self, tree: Tree, at: int) -> frozenset[str]:
        """Return the event types of all the rules of a word, whether their needs are met or not."""
        return frozenset(rule.type for rule in self._candidates(tree, at) if rule.type)

    def operator(self, tree: Tree, at: int) -> str | None:
        """Return what a word does to its content (say, plan, deny ...), None if nothing."""
        return next((rule.operator for rule in self.fitting(tree, at) if rule.operator), None)

    def _candidates(self, tree: Tree, at: int) -> tuple[ActRule, ...]:
        """Return the rules of a word, by its whole if the tokeniser split it."""
        acts, whole = self.doc.rules.acts, tree.whole(at)
        found = acts.get((tree.part(at), tree.lemma(at)), ())
        if whole == tree.lemma(at):
            return found
        joined = acts.get((tree.part(at), whole), acts.get(("n", whole), ()))
        return joined if tree.last_part(at) and joined else found

    def _fits(self, tree: Tree, at: int, rule: ActRule) -> bool:
        return all(self._particle(tree, at, word) for word in rule.others) and all(
            self._filled(tree, at, need) is not need.negative for need in rule.needs
        )

    def _particle(self, tree: Tree, at: int, word: str) -> bool:
        """Whether a word of a phrase rule stands by its head (pull OUT, break off TIES)."""
        for kid in tree.kids[at]:
            if tree.relation(kid) in PARTICLE and word in {tree.lemma(kid), tree.form(kid)}:
                return True
            if word in tree.markers(kid):
                return True
        return any(tree.lemma(found) == word for found in objects(self.doc, tree, at))

    # -- needs

    def _filled(self, tree: Tree, at: int, need: Need) -> bool:
        return bool(self._fillers(tree, at, need))

    def _fillers(self, tree: Tree, at: int, need: Need) -> list[int]:
        found = []
        for name in need.slots:
            for word in slot(self.doc, tree, at, name):
                found.extend(self._fitting_words(tree, word, need, clause=name in CLAUSES))
        return found

    def _fitting_words(self, tree: Tree, at: int, need: Need, *, clause: bool) -> list[int]:
        words = tree.conjuncts(at)
        if not need.classed:
            return words
        if clause:
            return [at] if any(tree.lemma(word) in need.words for word in tree.subtree(at)) else []
        return [word for word in words if self._of_class(tree, word, need)]

    def _of_class(self, tree: Tree, at: int, need: Need) -> bool:
        names = self._lemmas(tree, at)
        if names & need.words or any(self._special(tree, at, kind) for kind in sorted(need.special)):
            return True
        if tree.upos(at) == "PRON" and need.words and self._stands_for(tree, at, need):
            return True
        if tree.lemma(at) in self.doc.cues["nouns", "containers"]:
            held = [kid for kid in tree.children(at, "nmod") if {"of", "in"} & set(tree.markers(kid))]
            return any(self._of_class(tree, kid, need) for kid in held)
        return False

    def _stands_for(self, tree: Tree, at: int, need: Need) -> bool:
        """Whether a pronoun stands for a word of the class (the treaty ... ratified IT)."""
        for mention in self.doc.mentions(tree, at):
            if self.doc.trees[mention.sentence].lemma(mention.head) in need.words:
                return True
        return False

    @staticmethod
    def _lemmas(tree: Tree, at: int) -> set[str]:
        lemma = tree.lemma(at)
        names = {lemma, tree.form(at), tree.whole(at)}
        for kid in tree.children(at, "compound", "amod"):
            names.add(f"{tree.lemma(kid)} {lemma}")
        return names

    def _special(self, tree: Tree, at: int, kind: str) -> bool:
        if kind == "PERSON":
            match = self.doc.match(tree, at)
            if match is not None and (match.kind is Kind.PERSON or match.actor.office):
                return True
            return any(name.type == "PER" and name.start <= at < name.end for name in tree.sentence.names) or (
                tree.form(at) in {"him", "her"}
            )
        if kind == "AGENT":
            agent = self.doc.match(tree, at)
            return agent is not None and agent.kind is Kind.AGENT
        if kind == "STATE":
            firm = self.doc.firm(tree, at)
            return (firm is not None and firm.kind is not Kind.PERSON) or self.doc.place(tree, at) is not None
        return any(named.known for named in self.people.one(tree, at))

    # -- the acts of a sentence

    def acts(self, tree: Tree) -> list[Act]:
        """Return the acts of a sentence in order, a verb and the noun it carries as one."""
        verbs = [act for at in range(len(tree)) if (act := self._verb_act(tree, at)) is not None]
        taken = {word for act in verbs for word in self.consumed(act)}
        nouns = [act for at in range(len(tree)) if (act := self._noun_act(tree, at)) is not None]
        merged = [self._merged(act, nouns) for act in verbs]
        free = [act for act in nouns if act.head not in taken]
        return sorted([*merged, *free], key=lambda act: act.head)

    def consumed(self, act: Act) -> set[int]:
        """Return the nouns that a verb's rule has named itself (launched an ATTACK): no acts of their own."""
        blow = act.type == "ASSAULT" and "-" not in act.rule.source
        needs = [need for need in act.rule.needs if need.classed and not CLAUSES & set(need.slots)]
        needs = [need for need in needs if not (blow and need.slots == ("subj",))]
        return {word for need in needs for word in self._fillers(act.tree, act.head, need)} | {
            found for found in objects(self.doc, act.tree, act.head) if act.tree.lemma(found) in act.rule.others
        }

    def _merged(self, act: Act, nouns: Iterable[Act]) -> Act:
        """Give a verb's act the mode that the noun of the same type tells (launched a DRONE attack)."""
        consumed = self.consumed(act)
        modes = [act.rule.mode] if act.rule.mode else []
        for noun in nouns:
            if noun.head in consumed and noun.type == act.type:
                modes += [mode for mode in noun.modes if mode not in modes]
        return Act(tree=act.tree, head=act.head, rule=act.rule, modes=tuple(modes))

    def _verb_act(self, tree: Tree, at: int) -> Act | None:
        if tree.is_noun(at) or tree.relation(at) in {"aux", "cop", "amod", "compound", "case", "mark"}:
            return None
        rule = self.typed(tree, at)
        if rule is None:
            return None
        return Act(tree=tree, head=at, rule=rule, modes=(rule.mode,) if rule.mode else ())

    def _noun_act(self, tree: Tree, at: int) -> Act | None:
        if not tree.is_noun(at) or self.no_act(tree, at):
            return None
        rule = self.typed(tree, at)
        if rule is None:
            return None
        carrier = light_verb(self.doc, tree, at)
        return Act(tree=tree, head=at, rule=rule, carrier=carrier, modes=self._noun_modes(tree, at, rule))

    def _noun_modes(self, tree: Tree, at: int, rule: ActRule) -> tuple[str, ...]:
        """Return the modes of every rule of the same type that fits (missile AND drone attack)."""
        same = [found for found in self.fitting(tree, at) if found.type == rule.type and found.mode]
        classed = [found for found in same if any(need.classed for need in found.needs)]
        return tuple(dict.fromkeys(str(found.mode) for found in classed or same[:1]))

    def no_act(self, tree: Tree, at: int) -> bool:
        """Whether a noun is part of a name, a mere modifier, or a figure of speech (verbal attack)."""
        if tree.relation(at) in {"compound", "flat"} or self.doc.firm(tree, at) is not None:
            return True
        if tree.lemma(at) in self.doc.rules.classes["agreement"] and BASIS & set(tree.markers(at)):
            return True
        if (tree.child(at, "cop") is not None and tree.child(at, "case") is None) or not tree.last_part(at):
            return True
        if tree.upos(at) == "PROPN" and any(name.start <= at < name.end for name in tree.sentence.names):
            return True
        match = self.doc.match(tree, at)
        if match is not None and match.end - match.start > 1:
            return True
        figures = self.doc.cues["adjectives", "words"]
        return any(tree.lemma(word) in figures for word in modifiers(tree, at))

    # -- what a content stands for

    def content_type(self, tree: Tree, at: int) -> str | None:
        """Return the event type that a content stands for: its act, the act it carries, or its words."""
        stopped = self._stopped(tree, at)
        if stopped:
            return stopped
        rule = self.typed(tree, at)
        if rule is not None and rule.type:
            return rule.type
        for word in objects(self.doc, tree, at) if tree.is_verb(at) else []:
            if tree.is_noun(word) and light_verb(self.doc, tree, word) == at:
                carried = self.typed(tree, word)
                if carried is not None:
                    return carried.type
        return self._by_class(tree, at)

    def _stopped(self, tree: Tree, at: int) -> str | None:
        """Return RETREAT for the end of a conflict (stop attacking, an end to the fighting)."""
        if self.operator(tree, at) not in {"prevent", "stop"}:
            return None
        for name in ("comp", "obj", "from", "to"):
            for word in slot(self.doc, tree, at, name):
                rule = self.typed(tree, word)
                if rule is not None and rule.type in self.conflicts:
                    return "RETREAT"
        return None

    @cached_property
    def conflicts(self) -> frozenset[str]:
        """The event types of material conflict."""
        types = self.doc.book.types
        return frozenset(name for name, kind in types.items() if kind.quad == "material_conflict")

    def _by_class(self, tree: Tree, at: int) -> str | None:
        below = objects(self.doc, tree, at) if tree.is_verb(at) else tree.children(at, "compound")
        near = [at, *below, *tree.children(at, "obl", "nmod")]
        for name, words in self.doc.rules.classes.items():
            if name.startswith("content_") and any(tree.lemma(word) in words for word in near):
                return name.removeprefix("content_")
        return None
