"""Coding room: what the words around an act make of it: negated, planned, supposed, reported, said by whom."""

from dataclasses import dataclass, field

from detente.coding.acts import Lexicon
from detente.coding.document import Document
from detente.coding.forms import aim, anyone, done, due, finite
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.slots import infinitive, subjects
from detente.coding.tree import Tree
from detente.records import Evidentiality, Status

__all__ = ["Reader", "Setting", "not_only"]

CLAUSAL = frozenset({"ccomp", "xcomp", "csubj"})


@dataclass(slots=True, kw_only=True)
class Setting:
    """What is known of an act's setting while its way up the tree is read, and after."""

    status: Status | None = None
    negated: bool = False
    modal: str | None = None
    firm: bool = False
    bound: bool = False
    evidentiality: Evidentiality = Evidentiality.ASSERTED
    speakers: tuple[Named, ...] = ()
    cue: tuple[int, int] | None = None
    said: bool = False
    closed: bool = False
    direct: bool = True
    operators: list[tuple[str, int]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def lower(self, status: Status, reason: str) -> None:
        """Take the innermost word's verdict on the status; what is presupposed stays as it is."""
        if self.closed:
            return
        if self.status is None:
            self.status = status
        self.reasons.append(reason)


def not_only(tree: Tree, at: int) -> bool:
    """Whether a "not" is part of "not only", which negates nothing."""
    return at + 1 < len(tree) and tree.form(at + 1) in {"only", "just", "merely", "least"}


class Reader:
    """Reads the way from an act up to the root of its sentence."""

    def __init__(self, doc: Document, people: People, lexicon: Lexicon) -> None:
        """Take the article's views."""
        self.doc = doc
        self.cues = doc.cues
        self.people = people
        self.lexicon = lexicon

    def read(self, tree: Tree, at: int, place: int) -> Setting:
        """Return the setting of an act at word ``at`` whose clause is headed by ``place``."""
        setting = Setting()
        if place != at:
            self._noun_words(tree, at, setting)
        self._word(tree, place, setting)
        for child, head in tree.path(place):
            self._step(tree, child, head, setting)
            self._word(tree, head, setting, above=child)
        self._quoted(tree, place, setting)
        self._question(tree, setting)
        return setting

    # -- what stands at one word

    def _word(self, tree: Tree, at: int, setting: Setting, above: int | None = None) -> None:
        """Read the negation, modals, conjunctions, adjectives and adverbs of one word on the way."""
        if above is not None and tree.relation(above) in {"advcl", "acl", "parataxis", "nsubj", "appos", "csubj"}:
            if tree.relation(above) == "parataxis" or tree.exact(above) == "acl:relcl":
                self._inserted(tree, at, setting)
            return
        if above is not None and tree.relation(above) == "conj":
            either = any(tree.form(kid) in {"or", "nor"} for kid in tree.children(above, "cc"))
            if either and not setting.closed:
                self._negation(tree, at, setting)
            self._inserted(tree, at, setting)
            return
        if above is not None and tree.relation(above) in {"obl", "nmod", "obj"} and not tree.is_verb(at):
            self._noun_words(tree, at, setting)
            return
        if not setting.closed:
            self._negation(tree, at, setting)
            if above is None or not self._told(tree, above, at):
                self._modals(tree, at, setting)
            self._marks(tree, at, setting)
        self._noun_words(tree, at, setting)
        self._inserted(tree, at, setting)

    def _told(self, tree: Tree, child: int, head: int) -> bool:
        """Whether a verb tells a finite clause, which its own modals leave alone (should note that they left)."""
        noted = tree.relation(child) == "ccomp" and tree.lemma(head) in self.cues["speech", "noting"]
        return noted and finite(tree, child)

    def _negation(self, tree: Tree, at: int, setting: Setting) -> None:
        words = self.cues["negation", "words"]
        longer = any(tree.form(kid) == "longer" and kid and tree.form(kid - 1) == "no" for kid in tree.kids[at])
        kids = tree.children(at, "advmod", "det", "cc", "case", "mark", "aux")
        if longer or any(tree.form(kid) in words and not not_only(tree, kid) for kid in kids):
            setting.negated = not setting.negated
            setting.reasons.append("negated")
        quantified = list(tree.children(at, "nsubj", "obj")) if tree.is_verb(at) else []
        if any(self._emptied(tree, kid) for kid in quantified):
            setting.negated = True
            setting.reasons.append("negated subject or object")

    def _emptied(self, tree: Tree, at: int) -> bool:
        empty = self.cues["negation", "quantifiers"]
        if tree.form(at) in empty:
            return True
        return any(tree.form(kid) in empty for kid in tree.children(at, "det", "amod", "advmod", "cc"))

    def _modals(self, tree: Tree, at: int, setting: Setting) -> None:
        bearers = [at]
        shared = tree.relation(at) == "conj" and tree.child(at, "nsubj", "aux") is None
        if shared and tree.token(at).xpos in {"VB", tree.token(tree.first(at)).xpos}:
            bearers.append(tree.first(at))
        for bearer in bearers:
            for kid in tree.children(bearer, "aux"):
                for name in ("duty", "possible", "future"):
                    if tree.form(kid) in self.cues["modals", name] or tree.lemma(kid) in self.cues["modals", name]:
                        self._modal(name, setting)
                        setting.firm = setting.firm or tree.form(kid) in self.cues["modals", "firm"]
            if due(tree, bearer):
                self._bound(tree, bearer, setting)
        if tree.lemma(at) == "go" and any(tree.relation(kid) == "xcomp" for kid in tree.kids[at]):
            self._modal("future", setting)

    def _bound(self, tree: Tree, at: int, setting: Setting) -> None:
        """Read "is to": what a side is to do it is bound to, what an aim is to do is only meant."""
        setting.lower(Status.PLANNED, "is to be done")
        setting.bound = setting.direct and not any(tree.exact(kid) == "nsubj:outer" for kid in tree.kids[at])

    def _modal(self, name: str, setting: Setting) -> None:
        if setting.closed:
            return
        inner = {operator for operator, _ in setting.operators} - {"implicative"}
        if setting.status is None and setting.modal is None and not inner and setting.direct:
            setting.modal = name
        status = {"duty": Status.RECOMMENDED, "possible": Status.HYPOTHETICAL, "future": Status.PLANNED}[name]
        setting.lower(status, f"modal: {name}")

    def _marks(self, tree: Tree, at: int, setting: Setting) -> None:
        for marker in tree.markers(at):
            words = {marker, marker.split()[0]}
            if words & self.cues["marks", "supposed"] and marker != "before":
                setting.lower(Status.HYPOTHETICAL, f"behind {marker}")
                setting.modal = None
            if marker in {"rather than", "instead of", "without"}:
                setting.negated = True
                setting.reasons.append(f"behind {marker}")
        yet = any(tree.form(kid) in self.cues["negation", "yet"] for kid in tree.children(at, "advmod"))
        if yet and tree.lemma(at) == "have":
            setting.negated = True
            setting.reasons.append("have yet to")

    def _noun_words(self, tree: Tree, at: int, setting: Setting) -> None:
        """Read the adjectives of a noun: planned, possible, alleged."""
        if not tree.is_noun(at):
            return
        for kid in tree.children(at, "amod", "det"):
            if tree.lemma(kid) in self.cues["adjectives", "planned"]:
                setting.lower(Status.PLANNED, f"{tree.form(kid)} act")
            elif (
                tree.form(kid) in self.cues["adjectives", "supposed"]
                or tree.lemma(kid) in self.cues["adjectives", "supposed"]
            ):
                setting.lower(Status.HYPOTHETICAL, f"{tree.form(kid)} act")
            elif tree.form(kid) in self.cues["adjectives", "alleged"]:
                setting.lower(Status.UNCONFIRMED, f"{tree.form(kid)} act")
        if any(tree.form(kid) in self.cues["negation", "quantifiers"] for kid in tree.children(at, "det")):
            setting.negated = True
            setting.reasons.append("negated noun")

    def _inserted(self, tree: Tree, at: int, setting: Setting) -> None:
        """Read reporting words beside a clause: officials said, reportedly, according to."""
        for kid in tree.children(at, "parataxis", "ccomp"):
            told = self.lexicon.operator(tree, kid) == "say" and tree.child(kid, "nsubj") is not None
            if told and kid > at and tree.child(kid, "ccomp") is None:
                self._speech(tree, kid, setting)
        for kid in tree.children(at, "advmod"):
            if tree.form(kid) in self.cues["speech", "hearsay_adverbs"]:
                self._hearsay(setting, tree.form(kid))
        for kid in tree.children(at, "obl", "advcl", "parataxis"):
            if {"according", "according to"} & set(tree.markers(kid)) or tree.form(kid) == "according":
                named = self._according(tree, kid)
                self._attribute(tree, kid, named, setting)

    def _according(self, tree: Tree, at: int) -> int:
        """Return the word that names who is cited behind "according to"."""
        if tree.form(at) == "according":
            return next((kid for kid in tree.children(at, "obl", "nmod", "fixed")), at)
        return at

    # -- one step up

    def _step(self, tree: Tree, child: int, head: int, setting: Setting) -> None:
        """Read what the governing word makes of the act below it."""
        relation = tree.relation(child)
        self._presuppose(tree, child, head, setting)
        if relation not in {"conj", "xcomp", "ccomp"}:
            setting.direct = False
        if relation in {"conj", "nsubj", "punct", "root", "appos"}:
            self._subject_step(tree, child, head, setting)
            return
        if relation in {"acl", "nmod"} and self._accused(tree, child, head):
            self._apply(tree, tree.head(head), "accuse", setting)
            return
        operator = self.lexicon.operator(tree, head)
        if operator is not None and self._governs(tree, child, head, operator):
            if operator == "say" and relation == "xcomp" and aim(tree, child, head):
                setting.lower(Status.PLANNED, "an infinitive tells an aim")
            self._apply(tree, head, operator, setting)
        elif self._unreached(tree, child, head) and not setting.closed:
            setting.negated = True
            setting.reasons.append(f"{tree.form(head)} {' '.join(tree.markers(child))}".rstrip())
        else:
            self._grammar_step(tree, child, head, setting)

    def _grammar_step(self, tree: Tree, child: int, head: int, setting: Setting) -> None:
        """Read what a governing word that is no operator makes of a clause: seems to, needs to, in order to."""
        relation = tree.relation(child)
        if tree.lemma(head) in self.cues["speech", "seem"] and relation in CLAUSAL:
            setting.lower(Status.UNCONFIRMED, f"{tree.lemma(head)}s to be so")
        elif tree.lemma(head) in self.cues["modals", "duty_verbs"] and relation == "xcomp":
            if not (tree.lemma(head) == "have" and "Past" in tree.token(head).features):
                self._modal("duty", setting)
        elif self._meant(tree, child, head):
            setting.lower(Status.PLANNED, "an infinitive tells an aim")

    def _meant(self, tree: Tree, child: int, head: int) -> bool:
        """Whether an infinitive tells what is meant to be done; what one phones to say is said."""
        relation = tree.relation(child)
        if not infinitive(tree, child):
            return False
        said = tree.lemma(head) in self.cues["speech", "contacting"]
        purpose = relation == "advcl" and not said and not done(tree, child)
        return purpose or relation in {"acl", "xcomp", "csubj", "ccomp"}

    def _unreached(self, tree: Tree, child: int, head: int) -> bool:
        """Whether a word says that what stands behind it was not reached: nowhere NEAR, far FROM, SHORT of doing it."""
        if tree.form(head) not in self.cues["negation", "unreached"]:
            return False
        behind = set(tree.markers(child)) & self.cues["negation", "reach"]
        return tree.relation(child) in {"advcl", "obl", "acl", "nmod", "ccomp", "xcomp"} and bool(behind)

    def _accused(self, tree: Tree, child: int, head: int) -> bool:
        """Whether a word behind "of" hangs on the accused instead of the accusing verb (accused X of shelling)."""
        verb = tree.head(head)
        return (
            verb >= 0
            and tree.relation(head) == "obj"
            and self._takes("accuse", tree, child)
            and self.lexicon.operator(tree, verb) == "accuse"
        )

    def _presuppose(self, tree: Tree, child: int, head: int, setting: Setting) -> None:
        """Close the status of what the text takes for granted: relative clauses, participles, "after the attack"."""
        relation = tree.relation(child)
        participle = (
            relation == "acl" and not infinitive(tree, child) and not tree.markers(child) and tree.is_verb(child)
        )
        clause = tree.exact(child) == "acl:relcl" or (participle and not anyone(tree, head))
        factive = self.cues["marks", "factive"]
        behind = relation in {"obl", "nmod", "advcl"} and any(
            marker in factive or marker.split()[0] in factive for marker in tree.markers(child)
        )
        if (clause or behind) and self.lexicon.operator(tree, head) not in {"say", "claim"}:
            setting.closed = True

    def _subject_step(self, tree: Tree, child: int, head: int, setting: Setting) -> None:
        """Read what is told of an act that is the subject: was derailed, is expected, is possible."""
        if tree.relation(child) != "nsubj":
            return
        operator = self.lexicon.operator(tree, head)
        passive = tree.exact(child) == "nsubj:pass"
        if tree.is_noun(child) and anyone(tree, child) and not tree.markers(child):
            for kid in tree.children(head, "aux"):
                if tree.form(kid) in self.cues["modals", "future"] | self.cues["modals", "possible"]:
                    setting.lower(Status.HYPOTHETICAL, f"what any such act {tree.form(kid)} do")
        if operator in {"plan", "prevent", "suppose", "deny", "refuse", "request", "threaten"} and (
            passive or not tree.is_verb(head)
        ):
            self._apply(tree, head, operator, setting)
        if passive and tree.lemma(head) in self.cues["speech", "hearsay_verbs"]:
            self._hearsay(setting, tree.form(head))

    def _governs(self, tree: Tree, child: int, head: int, operator: str) -> bool:
        """Whether a child is content of an operator."""
        relation = tree.relation(child)
        if operator == "say":
            reported = relation == "obj" and tree.lemma(head) in self.cues["speech", "hearsay_verbs"]
            return (
                relation in {"ccomp", "xcomp", "parataxis"}
                or (relation == "csubj" and tree.passive(head))
                or reported
                or (relation == "advcl" and "as" in tree.markers(child))
            )
        if relation == "obj":
            return operator not in {"implicative", "condemn", "support", "accuse"}
        if relation == "advcl":
            return (infinitive(tree, child) and operator != "accuse") or self._takes(operator, tree, child)
        if relation in {"obl", "nmod"}:
            return self._takes(operator, tree, child)
        return relation in CLAUSAL or (relation == "acl" and tree.exact(child) != "acl:relcl")

    def _takes(self, operator: str, tree: Tree, child: int) -> bool:
        """Whether an operator's content stands behind the preposition that the child has."""
        if ("takes", operator) not in self.cues.lists:
            return False
        return bool(self.cues["takes", operator] & set(tree.markers(child)))

    def _apply(self, tree: Tree, head: int, operator: str, setting: Setting) -> None:
        """Let an operator act on what stands below it."""
        inner = setting.operators[-1][0] if setting.operators else None
        if operator == "refuse" and inner in {"accuse", "claim"}:
            operator = "deny"
        setting.operators.append((operator, head))
        if setting.closed and operator not in {"say", "claim"}:
            return
        status = self.cues.operators.get(operator, "transparent")
        if operator == "say":
            self._speech(tree, head, setting)
        elif operator in {"claim", "accuse"}:
            self._speech(tree, head, setting)
            if setting.status is None and not setting.closed:
                setting.status = Status.UNCONFIRMED
        elif operator == "deny" and self._negates(tree, head):
            setting.closed = True
        elif operator == "deny" and setting.status in {None, Status.UNCONFIRMED}:
            setting.status = Status.DENIED
            self._speech(tree, head, setting)
        elif status != "transparent":
            setting.lower(Status(status), f"content of {tree.lemma(head)}")

    def _negates(self, tree: Tree, at: int) -> bool:
        """Whether a verb is itself negated (NOBODY denies that they left)."""
        words = self.cues["negation", "words"]
        kids = any(tree.form(kid) in words for kid in tree.children(at, "advmod", "aux"))
        return kids or any(self._emptied(tree, kid) for kid in tree.children(at, "nsubj"))

    # -- who says so

    def _speech(self, tree: Tree, verb: int, setting: Setting) -> None:
        """Attribute the act to the subject of a reporting verb."""
        found = subjects(self.doc, tree, verb)
        if (
            tree.passive(verb)
            and self._nobody(tree, found)
            and tree.lemma(verb) in self.cues["speech", "hearsay_passives"]
        ):
            self._hearsay(setting, tree.form(verb))
            return
        self._attribute(tree, verb, found[0] if found else None, setting)

    @staticmethod
    def _nobody(tree: Tree, found: list[int]) -> bool:
        """Whether a passive saying has no speaker (IT is alleged that)."""
        return all(tree.form(head) in {"it", "there"} for head in found)

    def _attribute(self, tree: Tree, cue: int, speaker: int | None, setting: Setting) -> None:
        second = setting.said
        setting.said = True
        if speaker is not None and tree.lemma(speaker) in self.cues["speech", "hearsay_nouns"]:
            self._hearsay(setting, tree.form(speaker))
            setting.cue = setting.cue or (tree.number, cue)
            return
        if second:
            return
        if setting.evidentiality is Evidentiality.ASSERTED:
            setting.evidentiality = Evidentiality.ATTRIBUTED
        setting.cue = (tree.number, cue)
        if speaker is not None:
            setting.speakers = self.people.resolve(tree, speaker)

    def _hearsay(self, setting: Setting, word: str) -> None:
        setting.evidentiality = Evidentiality.REPORTED
        setting.reasons.append(f"hearsay: {word}")
        if setting.status is None:
            setting.status = Status.UNCONFIRMED

    def _quoted(self, tree: Tree, at: int, setting: Setting) -> None:
        """Attribute an act inside a quotation to the one who is quoted."""
        if setting.said:
            return
        saying = self.doc.saying(tree, at)
        if saying is not None:
            self._attribute(self.doc.trees[saying.sentence], saying.head, saying.speaker, setting)
            return
        spoken = self.people.memory.speakers.get(tree.number, ())
        if spoken and self.people.memory.inside_quote(tree, at):
            setting.said = True
            setting.evidentiality = Evidentiality.ATTRIBUTED
            setting.speakers = spoken

    @staticmethod
    def _question(tree: Tree, setting: Setting) -> None:
        words = [token.text for token in tree.tokens if token.upos != "PUNCT" or token.text == "?"]
        if words and words[-1] == "?":
            setting.lower(Status.HYPOTHETICAL, "a question")
