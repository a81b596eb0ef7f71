"""Coding room: which drafts become codings: both sides plausible, one coding per act."""

from collections.abc import Iterable

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.implied import possessed
from detente.coding.named import Named, unique
from detente.coding.phrases import post
from detente.coding.sides import Sides
from detente.coding.slots import modifiers, subjects
from detente.coding.tree import Tree
from detente.records import Status

__all__ = ["sift"]

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
YIELDING = frozenset({"yield", "meet"})


def sift(doc: Document, drafts: Iterable[Draft]) -> tuple[list[Draft], list[tuple[Draft, str]]]:
    """Return the drafts that become codings, and those left out with the reason."""
    kept: list[Draft] = []
    dropped: list[tuple[Draft, str]] = []
    for draft in drafts:
        reason = objection(doc, draft) if doc.config.require_actors else None
        twin = next((other for other in kept if same_act(draft, other)), None) if reason is None else None
        if reason is None and twin is None:
            twin = next((other for other in kept if one_blow(draft, other)), None)
            if twin is not None:
                absorb(twin, draft)
        if twin is not None:
            reason = "the same act is coded from another word of the clause"
        if reason is None:
            kept.append(draft)
        else:
            dropped.append((draft, reason))
    parties = belligerents(kept)
    for draft in kept:
        own_conflict(draft, parties)
    inherit_soil(doc, kept)
    return kept, dropped


def objection(doc: Document, draft: Draft) -> str | None:
    """Return why a draft cannot become a coding, None if it can."""
    checks = (
        only_willed,
        described,
        own_troops,
        advice,
        paper,
        accident,
        no_side,
        no_source,
        weak,
        political,
        plural,
        civil,
    )
    return next((reason for check in checks if (reason := check(doc, draft)) is not None), None)


def only_willed(_: Document, draft: Draft) -> str | None:
    """Object to a word that is an act only as something one will do (will respond)."""
    if "willed" in draft.act.rule.flags and draft.operator is None:
        return "an act only if somebody says he will do it"
    return None


def described(doc: Document, draft: Draft) -> str | None:
    """Object to a participle that only tells who stands behind a side (rebels BACKED by X)."""
    tree, head = draft.tree, draft.act.head
    helping = {tree.lemma(head), tree.form(head)} & doc.cues["nouns", "helping"]
    actor = draft.type in {"SUPPORT", "AID"} and tree.relation(head) in {"acl", "amod"}
    return "only tells who stands behind a side" if helping and actor and tree.passive(head) else None


def own_troops(_: Document, draft: Draft) -> str | None:
    """Object to a commander's order to his own forces."""
    own = {named.actor.country for named in known(draft.sides.sources)}
    asked = [named for named in draft.sides.targets if named.actor.sector == "MIL"]
    sent = draft.type == "REQUEST" or "expel" in draft.modes
    if sent and asked and all(named.actor.country in own for named in asked):
        return "an order to one's own forces"
    return None


def warns_own(doc: Document, draft: Draft) -> bool:
    """Whether those warned are the speaker's own people (warned ITS CITIZENS), no neighbours or rivals of his."""
    if draft.operator == "will":
        return False
    tree, head = draft.tree, draft.act.head
    others = doc.cues["nouns", "counterparts"] | doc.cues["nouns", "both_sides"]
    warned = [kid for kid in tree.children(head, "obj", "iobj") if tree.lemma(kid) not in others - {"people"}]
    return any(tree.exact(kid) == "nmod:poss" and tree.upos(kid) == "PRON" for one in warned for kid in tree.kids[one])


def paper(doc: Document, draft: Draft) -> str | None:
    """Object to what a text asks for that somebody signed or drew up (R2)."""
    if draft.type not in {"REQUEST", "AGREE"} or draft.act.rule.pos != "v" or draft.operator != "request":
        return None
    papers = doc.rules.classes["agreement"] | doc.rules.classes["plan"]
    heads = subjects(doc, draft.tree, draft.act.head)
    return "what a paper asks for is no act" if any(draft.tree.lemma(head) in papers for head in heads) else None


def advice(doc: Document, draft: Draft) -> str | None:
    """Object to a warning that threatens nobody: to one's own people, or of what the speaker will not do (R4)."""
    if draft.type != "THREATEN":
        return None
    own = {named.actor.country for named in known(draft.sides.sources)}
    targets = known(draft.sides.targets)
    if warns_own(doc, draft) or any(named.actor.country in own and possessed(named) for named in targets):
        return "advice to one's own people"
    guessed = draft.act.rule.rule == "panel" and draft.operator is None
    return "a warning of nothing that the speaker would do" if guessed and not targets else None


def accident(doc: Document, draft: Draft) -> str | None:
    """Object to deaths without a doer beside a word for an accident."""
    if draft.type != "ASSAULT" or known(draft.sides.sources):
        return None
    tree, causes = draft.tree, doc.cues["losses", "accidents"]
    classes = doc.rules.classes
    spoken = classes["agreement"] | classes["ceasefire"] | classes["talks"]
    for at in range(len(tree)):
        if tree.lemma(at) in causes and not any(tree.lemma(one) in spoken for one in subjects(doc, tree, at)):
            return "an accident"
    return None


def known(side: Iterable[Named]) -> list[Named]:
    """Return the actors of a side that the tables know."""
    return [named for named in side if named.known]


def no_side(doc: Document, draft: Draft) -> str | None:
    """Object to an act of which nobody is known."""
    sides = draft.sides
    if known(sides.sources) or known(sides.targets):
        return None
    if "impersonal" in draft.act.rule.flags or told_by_verb(draft) or spoken_by_armed(doc, draft):
        return None
    hit = draft.type in {"ASSAULT", "COERCE"} and draft.act.rule.pos == "v"
    modifier = draft.tree.relation(draft.act.head) == "acl"
    told = not modifier and any(named.actor.sector for named in sides.targets)
    if "actor" not in draft.act.rule.flags and hit and told:
        return None
    if (draft.type == "ASSAULT" and draft.affected) or (draft.type == "PROTEST" and draft.place is not None):
        return None
    return "no side of the act is known"


def spoken_by_armed(doc: Document, draft: Draft) -> bool:
    """Whether an armed group of no known state speaks (the rebels threatened to attack the capital)."""
    armed = doc.cues["sectors", "armed"]
    told = draft.act.rule.pos == "v" and draft.type in VERBAL and draft.status is Status.HAPPENED
    return told and any(named.actor.sector in armed for named in draft.sides.sources)


def told_by_verb(draft: Draft) -> bool:
    """Whether an act of force is told in full though nobody is named: strikes were carried out, a missile hit."""
    if draft.type != "ASSAULT" or draft.status is not Status.HAPPENED:
        return False
    carried = draft.act.rule.pos == "n" and draft.act.carrier is not None and "weak" not in draft.act.rule.flags
    return carried or (draft.act.rule.pos == "v" and any(need.classed for need in draft.act.rule.needs))


def speaks(doc: Document, named: Named) -> bool:
    """Whether a phrase can name a speaker: a name, a pronoun, an agent or an institution, no deed or thing."""
    tree, head = named.tree, named.head
    nouns = doc.cues["nouns", "institutions"] | doc.cues["nouns", "bodies"] | doc.cues["speech", "speakers"]
    nouns |= doc.cues["nouns", "both_sides"] | doc.cues["nouns", "containers"]
    return tree.upos(head) != "NOUN" or tree.lemma(head) in nouns or post(doc, tree, head)[0] is not None


def no_source(doc: Document, draft: Draft) -> str | None:
    """Object to words spoken by nobody known."""
    allowed = draft.act.rule.operator == "allow" and known(draft.sides.targets)
    free = "impersonal" in draft.act.rule.flags or allowed or draft.sides.reciprocal
    free = free or spoken_by_armed(doc, draft)
    if draft.type in VERBAL and not free and not any(speaks(doc, named) for named in known(draft.sides.sources)):
        return "nobody known says it"
    return None


def weak(_: Document, draft: Draft) -> str | None:
    """Object to a vague word without both sides."""
    if "weak" not in draft.act.rule.flags:
        return None
    if draft.sides.reciprocal or (known(draft.sides.sources) and (draft.sides.targets or draft.content is not None)):
        return None
    return "a vague word without both sides"


def political(doc: Document, draft: Draft) -> str | None:
    """Object to talks in which a side is no political actor (spoke to aid workers)."""
    if "political" not in draft.act.rule.flags:
        return None
    allowed = doc.cues["sectors", "political"]
    for named in (*draft.sides.sources, *draft.sides.targets):
        if named.actor.sector is not None and named.actor.sector not in allowed:
            return "a side is no political actor"
    strangers = draft.sides.targets and not any(named.known or named.actor.sector for named in draft.sides.targets)
    if "reciprocal" in draft.act.rule.flags and strangers:
        return "the other side is not known"
    if "reciprocal" in draft.act.rule.flags and not draft.sides.reciprocal and not draft.sides.targets:
        return "only one side of the talks is known" if draft.act.rule.pos == "n" else None
    return None


def plural(doc: Document, draft: Draft) -> str | None:
    """Object to a meeting of one."""
    if any(named.actor.country in doc.cues["sectors", "bodies"] for named in draft.sides.sources):
        return None
    if "plural" in draft.act.rule.flags and not draft.sides.reciprocal:
        return "only one side is known"
    return None


def civil(_: Document, draft: Draft) -> str | None:
    """Object to a protest by a government."""
    if "civil" in draft.act.rule.flags and any(
        named.actor.sector in {"GOV", "MIL"} or named.actor.sector is None for named in known(draft.sides.sources)
    ):
        return "a state does not protest in the street"
    return None


def same_act(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of a sentence tell one act: overlapping words and one type, or a noun and its carrier."""
    if draft.tree is not other.tree or draft.type != other.type:
        return False
    if draft.content is not None and other.content is not None and draft.content != other.content:
        return False
    words = {draft.act.head, draft.act.place}
    return (
        bool(words & {other.act.head, other.act.place})
        or draft.content in words & {other.act.head}
        or (other.content is not None and other.content in words)
    )


def one_blow(draft: Draft, other: Draft) -> bool:
    """Whether two words tell one attack and its outcome (fired and killed; the raid wounded)."""
    if draft.tree is not other.tree or {draft.type, other.type} != {"ASSAULT"}:
        return False
    if draft.status is not other.status and not {draft.status, other.status} <= TOLD:
        return False
    ours, theirs = codes(draft.sides.sources), codes(other.sides.sources)
    if other.sides.reciprocal and ours <= theirs:
        return linked(draft, other)
    if draft.sides.reciprocal and theirs | codes(other.sides.targets) <= ours:
        return linked(draft, other)
    hit, struck = codes(draft.sides.targets), codes(other.sides.targets)
    if (ours and theirs and ours != theirs) or (hit and struck and not hit & struck) or ours & struck or theirs & hit:
        return False
    return linked(draft, other)


def codes(side: Iterable[Named]) -> set[tuple[str | None, bool]]:
    """Return the countries of a side, armed groups apart from their state."""
    return {(named.actor.country, named.actor.sector == "REB") for named in known(side)}


def linked(draft: Draft, other: Draft) -> bool:
    """Whether one act hangs on the other in the tree, or both are coordinated."""
    tree, here, there = draft.tree, draft.act.place, other.act.place
    if tree.first(here) == tree.first(there) or retold(tree, here, there) or retold(tree, there, here):
        return True
    joined = {"conj", "advcl", "nsubj", "obl", "parataxis", "xcomp"}
    return (
        tree.head(tree.first(here)) in {there, tree.first(there)} and tree.relation(tree.first(here)) in joined
    ) or (tree.head(tree.first(there)) in {here, tree.first(here)} and tree.relation(tree.first(there)) in joined)


def retold(tree: Tree, here: int, there: int) -> bool:
    """Whether "which" tells what an attack did (the shelling of a village by troops, WHICH killed four)."""
    subject = tree.child(here, "nsubj")
    if tree.relation(here) != "acl" or subject is None or tree.form(subject) != "which":
        return False
    for child, head in tree.path(here):
        if tree.relation(child) not in {"acl", "nmod", "obl"}:
            return False
        if head == there:
            return True
    return False


def absorb(kept: Draft, draft: Draft) -> None:
    """Add what a second word tells of the same attack: its sides, modes and place."""
    if draft.sides.reciprocal and not kept.sides.reciprocal:
        kept.sides, kept.affected = draft.sides, draft.affected
    sources = kept.sides.sources if known(kept.sides.sources) else draft.sides.sources or kept.sides.sources
    targets = (*kept.sides.targets, *(named for named in draft.sides.targets if named not in kept.sides.targets))
    if not kept.sides.reciprocal:
        kept.sides = Sides(sources=sources, targets=unique(targets))
    kept.modes = tuple(dict.fromkeys((*kept.modes, *draft.modes)))
    kept.place = kept.place or draft.place
    kept.affected = kept.affected or draft.affected
    kept.day = kept.day or draft.day


def belligerents(drafts: Iterable[Draft]) -> set[str | None]:
    """Return the sides that use force or suffer it in the article."""
    found: set[str | None] = set()
    for draft in drafts:
        if draft.type in {"ASSAULT", "MOBILIZE"} and draft.status is not Status.HYPOTHETICAL:
            for named in (*known(draft.sides.sources), *known(draft.sides.targets)):
                found.add(named.actor.country)
            found.update(draft.affected)
    return found - {"UNO", "EUR", "IGO", "NGO", "IMG"}


def inherit_soil(doc: Document, drafts: list[Draft]) -> None:
    """Give an attack without a place the soil of the attack told before it, else of the one behind it."""
    attacks = [draft for draft in drafts if draft.type == "ASSAULT"]
    for at, draft in enumerate(attacks):
        hit = known(draft.sides.targets)
        if draft.affected or hit or draft.place is not None or draft.sides.reciprocal or answers(doc, draft):
            continue
        own = {named.actor.country for named in known(draft.sides.sources)}
        others = [*reversed(attacks[:at]), *attacks[at + 1 :]]
        near = next((other for other in others if other.affected and not own & set(other.affected)), None)
        if near is not None:
            draft.affected = near.affected
            draft.because("affected_states", doc.config.guess, "the soil hit in the attack told nearest")


def answers(doc: Document, draft: Draft) -> bool:
    """Whether an attack answers another and so hit other soil."""
    words = [draft.act.head, draft.act.place, *modifiers(draft.tree, draft.act.head)]
    return any(draft.tree.lemma(word) in doc.cues["nouns", "answers"] for word in words)


def own_conflict(draft: Draft, parties: set[str | None]) -> None:
    """Turn a party's call for an end of its own conflict or for talks into AGREE (R3)."""
    if draft.type != "REQUEST" or not YIELDING & set(draft.modes):
        return
    sources = {named.actor.country for named in known(draft.sides.sources)}
    targets = {named.actor.country for named in known(draft.sides.targets)}
    addressed = targets - sources
    if sources and sources <= parties and not addressed and draft.operator == "request":
        draft.type, draft.modes = "AGREE", ()
        draft.because("type", 0.6, "a party calls for an end of its own conflict")
