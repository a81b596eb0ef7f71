"""Coding room: what an act is coded as, given its content and its setting: the table of moves applied."""

from collections.abc import Iterator
from dataclasses import replace

from detente.coding.acts import Act, Lexicon
from detente.coding.context import Reader, not_only
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named
from detente.coding.panel import Panel, told
from detente.coding.people import People
from detente.coding.resolve import resolve_all, same_phrase
from detente.coding.sides import Sides, find_sides, own_thing, thing
from detente.coding.slots import complements, fell, infinitive, objects, slot, subjects
from detente.coding.tree import Tree
from detente.records import Evidentiality, Status

__all__ = ["Judge"]

MOVING = frozenset({"promise", "agree", "decide", "threaten", "request", "refuse", "allow", "wish", "stop", "fail"})
OPEN_ENDED = frozenset({"wish", "stop", "fail"})
CLAIMING = frozenset({"claim", "fear"})
BEHIND = ("for", "to", "of", "on", "in", "with")
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SUPPORT"})
UNREAL = {
    "planned": Status.PLANNED,
    "hypothetical": Status.HYPOTHETICAL,
    "recommended": Status.RECOMMENDED,
    "negated": Status.HYPOTHETICAL,
}
PROMISED = frozenset({"RETREAT", "CONCEDE"})


class Judge:
    """Turns the acts of a sentence into drafts of codings."""

    def __init__(self, doc: Document, people: People, lexicon: Lexicon) -> None:
        """Take the article's views."""
        self.doc = doc
        self.people = people
        self.lexicon = lexicon
        self.reader = Reader(doc, people, lexicon)
        self.panel = Panel(doc, lexicon)
        self.dropped: list[tuple[Act, str]] = []

    def drafts(self, tree: Tree) -> Iterator[Draft]:
        """Yield a draft for each act of a sentence, more than one for an operator with several contents."""
        acts, dropped = self.panel.acts(tree)
        self.dropped += dropped
        for act in acts:
            operator = act.rule.operator
            if operator in CLAIMING:
                yield from self._claims(act)
            elif operator in MOVING:
                yield from self._moves(act)
            else:
                yield self._plain(act)

    # -- acts without content

    def _plain(self, act: Act) -> Draft:
        setting = self.reader.read(act.tree, act.head, act.place)
        sides = self._sides(act, self._content_of_target(act))
        draft = Draft(act=act, type=act.type, modes=act.modes, setting=setting, sides=sides)
        self._why(draft)
        if "joint" in act.rule.flags and len({named.actor.country for named in sides.sources}) > 1:
            draft.type, draft.modes = "COOPERATE", ()
            draft.sides = Sides(sources=sides.sources, reciprocal=True)
            draft.because("type", self.doc.config.likely, "more than one side does it together")
        self.settle(draft)
        return draft

    def _sides(self, act: Act, content: int | None) -> Sides:
        """Return the sides of an act: by the rules, and by the panel where they know nobody."""
        sides = find_sides(self.doc, self.people, self.lexicon, act, content)
        if sides.reciprocal:
            return sides
        undergone = "subj" in act.rule.target  # came under fire: the subject is hit
        hit = frozenset(named.head for named in sides.targets if undergone and named.tree is act.tree)
        sources = self._elected(act, "source", sides.sources, hit)
        targets = self._elected(act, "target", sides.targets)
        targets = tuple(
            named for named in targets if not same_phrase(named, sources) and not own_thing(act, named, sources)
        )
        return replace(sides, sources=sources, targets=targets)

    def _elected(
        self, act: Act, role: str, ruled: tuple[Named, ...], hit: frozenset[int] = frozenset()
    ) -> tuple[Named, ...]:
        """Return whom the rules name in a role, or whom the panel sees there where they know nobody.

        ``hit`` are the words of whom the act falls on, who cannot be its doers.
        """
        if any(named.known for named in ruled) or (role == "source" and self._addressed(act)):
            return ruled
        votes = self.panel.players(act.tree, act.head, role)
        if role == "source":
            hit |= self._undergoing(act)
            votes = {at: n for at, n in votes.items() if at not in hit and not fell(self.doc, act.tree, at)}
        found = resolve_all(self.people, act.tree, votes)
        others = tuple(named for named in found if role == "target" or not thing(self.doc, named))
        return tuple(named for named in found if named.known) or ruled or others

    def _undergoing(self, act: Act) -> set[int]:
        """Return who undergoes the passive verb of an act's clause (soldiers WERE KILLED in an ambush)."""
        verb = act.tree.clause(act.place)
        if not act.tree.is_verb(verb) or not act.tree.passive(verb):
            return set()
        hit = objects(self.doc, act.tree, verb)
        return {word for thing in hit for word in act.tree.conjuncts(thing)}

    def _why(self, draft: Draft) -> None:
        """Give the reason for a type: the rule, and what the panel's voices said where the heads read the word."""
        act = draft.act
        verdict = self.panel.verdict(act.tree, act.head)
        ruled = f"rule {act.rule.order}: {self._rule_words(act)}" if act.rule.order else "no rule"
        if verdict is None:
            draft.because("type", self.doc.config.sure, ruled)
        else:
            draft.because("type", verdict.chance(draft.type), f"{ruled}; {told(verdict)}")

    def _content_of_target(self, act: Act) -> int | None:
        """Return the thing criticised, praised or accused, whose owner is the target."""
        if act.type == "THREATEN":
            found = complements(self.doc, act.tree, act.head)
            return found[0] if found else None
        if act.rule.operator in {"condemn", "accuse", "deny"} or act.type in {"SUPPORT", "REJECT", "ACCUSE"}:
            found = objects(self.doc, act.tree, act.head) or complements(self.doc, act.tree, act.head)
            return found[0] if found else None
        return None

    @staticmethod
    def _rule_words(act: Act) -> str:
        return " ".join([act.rule.head, *act.rule.others])

    # -- acts that are made by their content

    def _moves(self, act: Act) -> Iterator[Draft]:
        contents = self.contents(act)
        if not contents and act.rule.operator in OPEN_ENDED:
            return
        if not contents:
            yield self._plain(act)
            return
        drafts = [draft for content in contents if (draft := self._moved(act, content)) is not None]
        yield from together(drafts) if act.rule.operator == "request" else drafts

    def contents(self, act: Act) -> list[int]:
        """Return what an operator governs: clauses first, else its object, else what stands behind a preposition."""
        found = complements(self.doc, act.tree, act.head)
        if found:
            first = act.tree.first(found[0])
            return [word for word in found if act.tree.first(word) == first]
        if act.tree.is_verb(act.head):
            things = [word for word in objects(self.doc, act.tree, act.head) if act.tree.is_noun(word)]
            things = [word for word in things if self.doc.firm(act.tree, word) is None and not self._person(act, word)]
            nested = [kid for word in things for kid in complements(self.doc, act.tree, word)]
            if nested:
                return nested
            if things and not self._preposition_first(act):
                return [word for thing in things for word in act.tree.conjuncts(thing)]
        for name in BEHIND:
            words = [w for w in slot(self.doc, act.tree, act.head, name) if not self._person(act, w)]
            words = [w for w in words if self.doc.firm(act.tree, w) is None]
            if words:
                return [word for kid in words for word in act.tree.conjuncts(kid)]
        return []

    @staticmethod
    def _preposition_first(act: Act) -> bool:
        return any("for" in need.slots for need in act.rule.needs)

    def _person(self, act: Act, word: int) -> bool:
        return any(named.actor.sector is not None for named in self.people.one(act.tree, word))

    def _moved(self, act: Act, content: int) -> Draft | None:
        kind = self.lexicon.content_type(act.tree, content)
        polarity = not self.negated(act.tree, content)
        move = self.doc.rules.move(str(act.rule.operator), kind or "*", polarity=polarity)
        if move is None and act.rule.operator in OPEN_ENDED:
            return None
        sides = self._sides(act, content)
        draft = Draft(
            act=act,
            type=act.type,
            modes=act.modes,
            setting=self.reader.read(act.tree, act.head, act.place),
            sides=sides,
            content=content,
            operator=act.rule.operator,
        )
        if move is not None and move.type is not None and self._keeps(act, move.type):
            draft.type = move.type
            draft.modes = (move.mode,) if move.mode else act.modes if move.type == act.type else ()
        elif move is not None and move.type is None and kind is not None:
            self._become(draft, content, kind)
        draft.because(
            "type", self.doc.config.sure, f"{act.rule.operator} of {kind or 'something'}: {self._rule_words(act)}"
        )
        self.settle(draft)
        return draft

    @staticmethod
    def _keeps(act: Act, kind: str) -> bool:
        """Whether a move may change the type: a rule with a mode of its own keeps it."""
        return kind != act.type or act.rule.mode is None

    def _become(self, draft: Draft, content: int, kind: str) -> None:
        """Let a decision be the act it decided (a decision to strike, once struck)."""
        rule = self.lexicon.typed(draft.tree, content)
        if rule is None:
            return
        inner = Act(tree=draft.tree, head=content, rule=rule, modes=(rule.mode,) if rule.mode else ())
        inside = find_sides(self.doc, self.people, self.lexicon, inner)
        draft.type, draft.modes = kind, inner.modes
        sources = draft.sides.sources or inside.sources
        draft.sides = Sides(sources=sources, targets=inside.targets or draft.sides.targets)
        draft.act = Act(tree=draft.tree, head=content, rule=rule, carrier=draft.act.place, modes=inner.modes)

    def negated(self, tree: Tree, at: int) -> bool:
        """Whether a clause or noun is negated by a word of its own."""
        words = self.doc.cues["negation", "words"]
        kids = tree.children(at, "advmod", "det", "aux", "cc")
        return any(tree.form(kid) in words and not not_only(tree, kid) for kid in kids)

    def _claims(self, act: Act) -> Iterator[Draft]:
        """Yield an accusation for a claim or fear of what somebody else does wrong (R5)."""
        for content in complements(self.doc, act.tree, act.head)[:1]:
            sources = find_sides(self.doc, self.people, self.lexicon, act).sources
            others = self._doers(act.tree, content)
            codes = {named.actor.country for named in sources}
            blamed = tuple(named for named in others if named.known and named.actor.country not in codes)
            outright = act.rule.head in self.doc.cues["speech", "accusing"]
            if not blamed or not sources or not (outright or self.wrong(act.tree, content)):
                continue
            setting = self.reader.read(act.tree, act.head, act.place)
            draft = Draft(
                act=act,
                type=act.type,
                modes=act.modes,
                setting=setting,
                sides=Sides(sources=sources, targets=blamed),
                content=content,
            )
            draft.because("type", self.doc.config.likely, f"claims a wrong of another side: {self._rule_words(act)}")
            self.settle(draft)
            yield draft

    def _doers(self, tree: Tree, content: int) -> tuple[Named, ...]:
        return tuple(named for head in subjects(self.doc, tree, content) for named in self.people.resolve(tree, head))

    def wrong(self, tree: Tree, at: int) -> bool:
        """Whether a clause tells a hostile act or uses a word of blame."""
        bad = self.doc.rules.classes["bad"] | self.doc.rules.classes["wrong"]
        for word in tree.subtree(at):
            if tree.lemma(word) in bad:
                return True
            rule = self.lexicon.typed(tree, word)
            if rule is not None and rule.type in self.lexicon.conflicts:
                return True
        return False

    # -- status

    def settle(self, draft: Draft) -> None:
        """Decide a draft's status from its setting, turning what a side says it will do into its move."""
        setting = draft.setting
        draft.status = setting.status or Status.HAPPENED
        if "posture" in draft.act.rule.flags and setting.modal == "future":
            draft.status = Status.HAPPENED
        if "effort" in draft.act.rule.flags and draft.status is Status.PLANNED and self._trying(draft):
            draft.status = Status.ONGOING
        self._corrected(draft)
        if self._turned(draft):
            return
        if self._background(draft):
            draft.status = Status.HYPOTHETICAL
            setting.reasons.append("background")
        if setting.negated:
            own = setting.said and self._same_side(draft)
            draft.status = Status.DENIED if own or setting.status is Status.DENIED else Status.HYPOTHETICAL
        elif draft.status is Status.HAPPENED and self._contested(draft):
            draft.status = Status.UNCONFIRMED
            setting.reasons.append("one side tells it of the other")
        elif draft.status is Status.HAPPENED and self._ongoing(draft):
            draft.status = Status.ONGOING
        if draft.type in VERBAL and setting.evidentiality is Evidentiality.ASSERTED:
            setting.evidentiality = Evidentiality.ATTRIBUTED
        draft.because("status", self.doc.config.likely, "; ".join(setting.reasons) or "told as a fact")

    def _corrected(self, draft: Draft) -> None:
        """Take the panel's word for a status that the tree does not show."""
        voted = self.panel.status(draft.tree, draft.act.head, draft.setting)
        if voted is None or draft.status is not Status.HAPPENED or draft.operator is not None or draft.setting.negated:
            return
        status, score = voted
        if score < self.doc.config.override or draft.act.rule.operator is not None:
            return
        if status in UNREAL:
            draft.status = UNREAL[status]
            draft.setting.reasons.append(f"the panel reads it as {status} ({score:.2f})")

    def _turned(self, draft: Draft) -> bool:
        """Turn "said it will withdraw" into the pledge it is (R1), "said it would strike" into the threat (R4)."""
        setting = draft.setting
        name = {"future": "will", "possible": "may"}.get(setting.modal or "")
        outer = [operator for operator, _ in setting.operators if operator not in {"say", "implicative"}]
        described = setting.closed and not setting.firm  # a plan that WOULD include a truce undertakes nothing
        if name == "will" and draft.operator in {"promise", "agree"} and setting.said and self._same_side(draft):
            draft.status = Status.PLANNED if setting.negated else Status.HAPPENED
            return not setting.negated
        if name is None or outer or described or draft.operator not in {None, "allow"}:
            return False
        own = setting.said and self._same_side(draft)
        plain = (
            not setting.said
            and draft.type in PROMISED
            and name == "will"
            and setting.firm
            and bool(draft.sides.sources)
        )
        if draft.operator == "allow" and name == "will" and setting.said:
            own = True
        if not own and not plain:
            return False
        move = self.doc.rules.move(name, draft.type, polarity=not setting.negated)
        if move is None or move.type is None:
            return False
        draft.type, draft.status, draft.operator = move.type, move.status, "will"
        draft.modes = (move.mode,) if move.mode else ()
        setting.evidentiality = (
            setting.evidentiality if setting.evidentiality is Evidentiality.REPORTED else Evidentiality.ATTRIBUTED
        )
        draft.because("type", self.doc.config.likely, f"a side says what it {name} do")
        return True

    @staticmethod
    def _trying(draft: Draft) -> bool:
        """Whether the act is being tried, which for mediation is the act."""
        return [operator for operator, _ in draft.setting.operators if operator != "say"][:1] == ["plan"]

    def _background(self, draft: Draft) -> bool:
        """Whether the act is an old war told as background (two civil wars)."""
        tree, old = draft.tree, self.doc.cues["adjectives", "background"]
        things = [draft.act.head, *(objects(self.doc, tree, draft.act.head) if tree.is_verb(draft.act.head) else ())]
        if draft.type == "ASSAULT" and any(self._wars(tree, thing) for thing in things):
            return True
        return draft.type == "ASSAULT" and any(
            tree.lemma(kid) in old for thing in things for kid in tree.children(thing, "amod", "compound", "nummod")
        )

    @staticmethod
    def _wars(tree: Tree, at: int) -> bool:
        """Whether wars are counted, as history does (have fought three wars)."""
        return tree.lemma(at) == "war" and tree.form(at) != "war" and tree.child(at, "nummod") is not None

    def _same_side(self, draft: Draft) -> bool:
        """Whether the speaker belongs to the side that acts."""
        speakers = {named.actor.country for named in draft.setting.speakers if named.known}
        doers = {named.actor.country for named in draft.sides.sources if named.known}
        if speakers & doers or draft.sides.sources or draft.setting.negated:
            return bool(speakers & doers)
        return bool(speakers) and not self._addressed(draft.act)

    def _addressed(self, act: Act) -> bool:
        """Whether the one spoken to is the doer (YOU will receive)."""
        words = self.doc.cues["speech", "second_person"]
        return any(act.tree.form(head) in words for head in subjects(self.doc, act.tree, act.place))

    def _contested(self, draft: Draft) -> bool:
        """Whether one party tells a hostile act of the other (R9)."""
        if draft.type not in self.lexicon.conflicts or not draft.setting.said:
            return False
        speakers = {named.actor.country for named in draft.setting.speakers if named.known}
        doers = {named.actor.country for named in draft.sides.sources if named.known}
        victims = {named.actor.country for named in draft.sides.targets if named.known}
        return bool(speakers and doers and not speakers & doers and speakers & victims)

    def _ongoing(self, draft: Draft) -> bool:
        """Whether the act is told as going on: is shelling, continues to mass."""
        tree, at = draft.tree, draft.act.place
        if any(
            operator == "implicative" and tree.lemma(head) in {"continue", "keep"}
            for operator, head in draft.setting.operators
        ):
            return True
        if tree.token(at).xpos != "VBG" or infinitive(tree, at):
            return False
        return any(
            tree.lemma(kid) == "be" and "Past" not in tree.token(kid).features for kid in tree.children(at, "aux")
        )


def together(drafts: list[Draft]) -> list[Draft]:
    """Make one request of several things asked in one breath (a halt and talks)."""
    if len(drafts) < 2 or len({draft.type for draft in drafts}) > 1:  # noqa: PLR2004 - two or more
        return drafts
    first = drafts[0]
    first.modes = tuple(dict.fromkeys(mode for draft in drafts for mode in draft.modes))
    return [first]
