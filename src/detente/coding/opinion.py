"""Coding room: acts that speakers do by judging and demanding: "unacceptable", "they should leave"."""

from collections.abc import Iterator

from detente.codebook.rules import ActRule
from detente.coding.acts import Act, Lexicon
from detente.coding.context import Reader, Setting
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.sides import Sides, owner_of
from detente.coding.slots import subjects
from detente.coding.tree import Tree
from detente.records import Evidentiality, Status

__all__ = ["Opinions"]


def made_rule(kind: str, mode: str | None, name: str) -> ActRule:
    """Make a rule for an act that no line of the lexicon names."""
    return ActRule(
        head=name,
        others=(),
        pos="v",
        needs=(),
        type=kind,
        mode=mode,
        context=None,
        operator=None,
        source=(),
        target=(),
        flags=frozenset(),
        rule="R6",
        order=0,
    )


class Opinions:
    """Finds demands and judgements in what a named side says."""

    def __init__(self, doc: Document, people: People, lexicon: Lexicon) -> None:
        """Take the article's views."""
        self.doc = doc
        self.people = people
        self.lexicon = lexicon
        self.reader = Reader(doc, people, lexicon)

    def drafts(self, tree: Tree) -> Iterator[Draft]:
        """Yield the demands and judgements of a sentence."""
        for at in range(len(tree)):
            if tree.is_verb(at) and self._duty(tree, at):
                yield from self._demand(tree, at)
            elif tree.child(at, "cop") is not None:
                yield from self._judgement(tree, at)
            elif tree.is_verb(at):
                yield from self._blame(tree, at)

    def _duty(self, tree: Tree, at: int) -> bool:
        cues = self.doc.cues
        if any(tree.lemma(kid) in cues["modals", "duty"] for kid in tree.children(at, "aux")):
            return True
        head = tree.head(at)
        return tree.relation(at) == "xcomp" and head >= 0 and tree.lemma(head) in {"need", "ought"}

    def _spoken(self, tree: Tree, at: int) -> Setting | None:
        """Return the setting of a clause that somebody known says, None where nobody does."""
        setting = self.reader.read(tree, at, at)
        known = any(named.known for named in setting.speakers)
        return setting if setting.said and known else None

    def _demand(self, tree: Tree, at: int) -> Iterator[Draft]:
        """Yield a REQUEST for what a speaker says another side should do (R6)."""
        setting = self._spoken(tree, at)
        if setting is None or any(operator not in {"say", "claim"} for operator, _ in setting.operators):
            return
        asked = tuple(named for head in subjects(self.doc, tree, at) for named in self.people.resolve(tree, head))
        if tree.passive(at) and not asked:
            asked = ()
        others = self._others(setting, asked)
        heads = subjects(self.doc, tree, at)
        vague = any(tree.form(head) in {"they", "you", "these", "those"} for head in heads)
        if asked and not others and not vague:
            yield from self._resolve(tree, at, setting)
            return
        if not asked and not vague and self.lexicon.typed(tree, at) is None:
            return
        kind = self.lexicon.content_type(tree, at)
        move = self.doc.rules.move("request", kind or "*", polarity=not setting.negated)
        mode = move.mode if move is not None else "change"
        yield self._draft(tree, at, ("REQUEST", mode), setting, others)

    def _resolve(self, tree: Tree, at: int, setting: Setting) -> Iterator[Draft]:
        """Yield an AGREE for what a speaker says his own side must do for peace (we must stop this)."""
        kind = self.lexicon.content_type(tree, at)
        if kind in {"RETREAT", "CONSULT", "AGREE"} and not setting.negated:
            yield self._draft(tree, at, ("AGREE", None), setting, ())

    def _blame(self, tree: Tree, at: int) -> Iterator[Draft]:
        """Yield an ACCUSE for a wrong that a speaker tells of another side: bears the blame, violated the truce."""
        if tree.lemma(at) not in self.doc.rules.classes["wrong"] or tree.child(at, "aux:pass") is not None:
            return
        if self.lexicon.typed(tree, at) is not None and tree.lemma(at) not in self.doc.rules.classes["outright"]:
            return
        setting = self._spoken(tree, at)
        if setting is None or setting.negated or any(o != "say" for o, _ in setting.operators):
            return
        doers = tuple(named for head in subjects(self.doc, tree, at) for named in self.people.resolve(tree, head))
        others = self._others(setting, doers)
        if others:
            yield self._draft(tree, at, ("ACCUSE", "allege"), setting, others)

    def _judgement(self, tree: Tree, at: int) -> Iterator[Draft]:
        """Yield an ACCUSE or SUPPORT for what a speaker calls bad or good."""
        classes = self.doc.rules.classes
        lemma = tree.lemma(at)
        kind = "ACCUSE" if lemma in classes["bad"] else "SUPPORT" if lemma in classes["good"] else None
        if kind is None:
            return
        setting = self._spoken(tree, at)
        if setting is None or setting.negated or setting.status not in {None, Status.UNCONFIRMED}:
            return
        judged: tuple[Named, ...] = ()
        for head in tree.children(at, "nsubj"):
            judged = judged or owner_of(self.doc, self.people, tree, head)
        others = self._others(setting, judged)
        if not others and not any(self._deed(tree, head) for head in tree.children(at, "nsubj")):
            return
        if (judged and not others and any(named.known for named in judged)) or (kind == "SUPPORT" and not others):
            return
        yield self._draft(tree, at, (kind, "disapprove" if kind == "ACCUSE" else None), setting, others)

    def _deed(self, tree: Tree, head: int) -> bool:
        """Whether what is judged can be somebody's deed or word (THE DECISION is wrong), no general truth."""
        return tree.upos(head) == "PRON" or tree.lemma(head) in self.doc.cues["nouns", "utterance_targets"]

    @staticmethod
    def _others(setting: Setting, found: tuple[Named, ...]) -> tuple[Named, ...]:
        own = {named.actor.country for named in setting.speakers}
        return tuple(named for named in found if named.known and named.actor.country not in own)

    def _draft(
        self, tree: Tree, at: int, kind: tuple[str, str | None], setting: Setting, targets: tuple[Named, ...]
    ) -> Draft:
        name, mode = kind
        act = Act(tree=tree, head=at, rule=made_rule(name, mode, tree.lemma(at)))
        draft = Draft(
            act=act,
            type=name,
            modes=(mode,) if mode else (),
            setting=setting,
            sides=Sides(sources=tuple(named for named in setting.speakers if named.known), targets=targets),
            operator="opinion",
        )
        if setting.evidentiality is Evidentiality.ASSERTED:
            setting.evidentiality = Evidentiality.ATTRIBUTED
        draft.because("type", self.doc.config.likely, f"a speaker's word: {tree.form(at)}")
        return draft
