"""Coding room: who does an act and to whom, as named actors."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.coding.acts import Act, Lexicon
from detente.coding.document import Document
from detente.coding.named import Named, unique
from detente.coding.people import People
from detente.coding.slots import objects, slot, subjects
from detente.coding.tree import Tree

__all__ = ["Sides", "find_sides"]

USUAL = {
    "v": ("obj", "against", "on", "at", "into", "toward", "towards"),
    "n": ("against", "on", "at", "with", "of", "to"),
    "a": ("to", "with"),
}
ASKING = frozenset({"request", "allow"})
HARMING = frozenset({"ASSAULT", "COERCE"})
LOCATIVE = frozenset({"in", "at", "near", "inside", "outside"})
SPOKEN = frozenset({"AGREE", "CONCEDE", "REJECT", "SANCTION", "THREATEN", "REQUEST"})
TOLD = frozenset({"AGREE", "CONCEDE", "REJECT", "THREATEN", "REQUEST", "ACCUSE"})
ANSWERING = frozenset({"REJECT", "ACCUSE", "SUPPORT"})
NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two sides of an act; ``reciprocal`` where both do it to each other, all of them then in ``sources``."""

    sources: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    reciprocal: bool = False


def find_sides(doc: Document, people: People, lexicon: Lexicon, act: Act, content: int | None = None) -> Sides:
    """Return the sides of an act; ``content`` is the clause that an operator governs (urged Iran TO LEAVE)."""
    sources = source_side(doc, people, act)
    people.memory.doers.extend(named for named in sources if named.known)
    if mutual(doc, act):
        both = sources if len({named.actor.country for named in sources}) > 1 else people.pair(act.tree, act.head)
        return Sides(sources=both or sources, reciprocal=bool(both))
    targets = target_side(doc, people, act, sources)
    if not any(named.known for named in targets) and content is not None and asking(act):
        targets = asked_side(doc, people, act, content, sources) or targets
    if not any(named.known for named in targets) and content is not None:
        targets = content_side(lexicon, act, content, sources) or targets
    if not any(named.known for named in targets) and act.rule.pos == "v" and act.type in SPOKEN:
        targets = object_side(doc, people, act, sources) or targets
    targets = tuple(
        named for named in targets if not same_phrase(named, sources) and not own_thing(act, named, sources)
    )
    if not any(named.known for named in targets):
        targets = answered_side(doc, people, act, sources) or targets
    targets = other_side(people, act, sources, targets)
    if act.type == "MOBILIZE" and not any(named.known for named in targets):
        targets = border_side(doc, people, act, sources) or targets
    if "reciprocal" in act.rule.flags:
        return reciprocal(sources, targets)
    return Sides(sources=sources, targets=targets)


def own_thing(act: Act, named: Named, sources: tuple[Named, ...]) -> bool:
    """Whether a target of words is a thing of the speaker himself (demanded their release), and nobody."""
    own = {source.actor.country for source in sources if source.known}
    thing = named.actor.office is None
    return act.type in SPOKEN and named.known and named.actor.country in own and thing and possessed(named)


def answered_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take the side that acted last as whom an answer is directed at: rejected THE CLAIM, condemned THE ATTACK."""
    if act.type not in ANSWERING or act.rule.pos != "v":
        return ()
    own = {named.actor.country for named in sources}
    for thing in objects(doc, act.tree, act.head):
        definite = any(act.tree.form(kid) in {"the", "this", "that"} for kid in act.tree.children(thing, "det"))
        if not definite or act.tree.lemma(thing) not in doc.cues["nouns", "utterance_targets"]:
            continue
        for named in reversed(people.memory.doers):
            near = act.tree.number - named.tree.number
            if 0 < near <= doc.config.near and named.actor.country not in own:
                return (replace(named, score=doc.config.guess, reason="the side that acted just before"),)
    return ()


def other_side(people: People, act: Act, sources: tuple[Named, ...], targets: tuple[Named, ...]) -> tuple[Named, ...]:
    """Read "its boats" as the speaker's where it would be the attacker's own (X said Y fired at its boats)."""
    own = {named.actor.country for named in sources if named.known}
    if act.type not in HARMING or not targets or not own:
        return targets
    if not all(named.actor.country in own and possessed(named) for named in targets if named.tree is act.tree):
        return targets
    speakers = [named for named in people.memory.speakers.get(act.tree.number, ()) if named.known]
    others = [named for named in speakers if named.actor.country not in own]
    if not others:
        return targets
    return tuple(replace(named, actor=replace(named.actor, country=others[0].actor.country)) for named in targets)


def possessed(named: Named) -> bool:
    """Whether a phrase has a possessive pronoun (its boats, any of its fighters)."""
    tree = named.tree
    return any(tree.exact(word) == "nmod:poss" and tree.upos(word) == "PRON" for word in tree.phrase(named.head))


def border_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Resolve whose border troops are moved to."""
    own = {named.actor.country for named in sources}
    for name in ("to", "near", "along", "on", "at", "toward", "towards"):
        for head in slot(doc, act.tree, act.head, name):
            if act.tree.lemma(head) in doc.rules.classes["border"]:
                for word in act.tree.subtree(head):
                    match = doc.firm(act.tree, word)
                    if match is not None and match.actor.country not in {*own, None}:
                        return people.one(act.tree, word)
    return ()


def mutual(doc: Document, act: Act) -> bool:
    """Whether an act is done to "each other"."""
    tree = act.tree
    pronouns = {tuple(words.split()) for words in doc.cues["nouns", "reciprocal_pronouns"]}
    return any(
        (tree.form(at), tree.form(at + 1)) in pronouns
        for at in range(act.head + 1, min(len(tree) - 1, act.head + 1 + NEAR))
    )


def object_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the first other side that the object of an act names (a plan for talks between X and Y)."""
    own = {named.actor.country for named in sources}
    for thing in objects(doc, act.tree, act.head):
        for word in act.tree.subtree(thing):
            match = doc.firm(act.tree, word)
            other = match is not None and match.start == word and match.actor.country not in {*own, None}
            if other and not in_place(act.tree, word, thing):
                head = nominal_head(act.tree, word)
                return tuple(n for n in people.resolve(act.tree, head) if n.known and n.actor.country not in own)
    return ()


def asking(act: Act) -> bool:
    """Whether the subject of an act's content is whom it is directed at."""
    return act.rule.operator in ASKING or act.type == "THREATEN"


def in_place(tree: Tree, at: int, top: int) -> bool:
    """Whether a word below another names a place of it (an agreement IN PRETORIA, in Sudan's Unity state)."""
    while at != top and (tree.relation(at) in {"compound", "flat", "amod"} or tree.exact(at) == "nmod:poss"):
        at = tree.head(at)
    return at != top and bool(LOCATIVE & set(tree.markers(at)))


def asked_side(doc: Document, people: People, act: Act, content: int, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Resolve who is asked or allowed to do the content, if that is another side."""
    own = {named.actor.country for named in sources}
    found = resolve_all(people, act.tree, subjects(doc, act.tree, content))
    return tuple(named for named in found if named.known and named.actor.country not in own)


def source_side(doc: Document, people: People, act: Act) -> tuple[Named, ...]:
    """Resolve the doers of an act."""
    if "-" in act.rule.source:
        return ()
    heads: list[int] = []
    for name in act.rule.source:
        heads = heads or slot(doc, act.tree, act.head, name)
    if not act.rule.source:
        heads = subjects(doc, act.tree, act.head)
    found = resolve_all(people, act.tree, heads)
    if "of" in act.rule.source and not any(named.known for named in found):
        found = ()
    if not found and "reciprocal" in act.rule.flags and act.rule.pos == "n" and slot(doc, act.tree, act.head, "with"):
        found = clause_side(doc, people, act)
    return found


def clause_side(doc: Document, people: People, act: Act) -> tuple[Named, ...]:
    """Resolve the subject of the clause in which talks are mentioned (after a meeting with X, Y said)."""
    tree = act.tree
    for child, head in tree.path(act.head):
        if tree.is_verb(head) and tree.relation(child) in {"obl", "obj"}:
            return resolve_all(people, tree, subjects(doc, tree, head))
    return ()


def target_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Resolve whom an act is done to: the first slot of the rule that names somebody known, else the first filled."""
    first: tuple[Named, ...] = ()
    names = (*(act.rule.target or USUAL[act.rule.pos]), *(("compound",) if act.rule.pos == "n" else ()))
    for name in names:
        filled = slot(doc, act.tree, act.head, name)
        if name == "obj" and act.type in TOLD:
            filled = [*act.tree.children(act.head, "iobj"), *filled]
        tools = doc.rules.classes["instrument"] if name == "obj" else frozenset()
        heads = [head for head in filled if not belongs(act, head, sources) and act.tree.lemma(head) not in tools]
        found = tuple(named for named in resolve_all(people, act.tree, heads) if not same_phrase(named, sources))
        if any(named.known for named in found):
            return found
        first = first or tuple(named for named in found if named.actor.sector or not doc.config.require_actors)
    return first


def belongs(act: Act, head: int, sources: Iterable[Named]) -> bool:
    """Whether a word already names the doer (Israeli in: the Israeli attack) or the act itself."""
    return head == act.head or any(named.tree is act.tree and named.head == head for named in sources)


def same_phrase(named: Named, others: Iterable[Named]) -> bool:
    """Whether a phrase already stands on the other side."""
    return any(
        other.tree is named.tree and (other.head == named.head) and other.actor == named.actor for other in others
    )


def resolve_all(people: People, tree: Tree, heads: Iterable[int]) -> tuple[Named, ...]:
    """Resolve several phrases and what is coordinated with them."""
    return unique([named for head in heads for named in people.resolve(tree, head)])


def content_side(lexicon: Lexicon, act: Act, content: int, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Find whom an operator's content concerns: the target of the act in it, else the first other side it names."""
    own = {named.actor.country for named in sources}
    inside: tuple[Named, ...] = ()
    rule = lexicon.typed(act.tree, content)
    if rule is not None:
        inner = Act(tree=act.tree, head=content, rule=rule)
        found = inside = target_side(lexicon.doc, lexicon.people, inner, ())
        if any(named.known and named.actor.country not in own for named in found):
            return found
    for word in act.tree.subtree(content):
        match = lexicon.doc.firm(act.tree, word)
        other = match is not None and match.actor.country not in {*own, None} and match.start == word
        if other and not in_place(act.tree, word, content):
            return lexicon.people.one(act.tree, nominal_head(act.tree, word))
    return inside


def nominal_head(tree: Tree, at: int) -> int:
    """Return the head of the noun phrase that a modifier belongs to (Iranian -> territory)."""
    while tree.relation(at) in {"compound", "flat", "amod"} and tree.is_noun(tree.head(at)):
        at = tree.head(at)
    return at


def reciprocal(sources: tuple[Named, ...], targets: tuple[Named, ...]) -> Sides:
    """Put both sides of a meeting or a fight into ``sources``, if two are known."""
    both = unique([*sources, *targets])
    codes = {named.actor.country for named in both if named.known}
    sectors = {(named.actor.country, named.actor.sector) for named in both if named.known}
    if len(codes) > 1 or len(sectors) > 1:
        return Sides(sources=tuple(named for named in both if named.known), reciprocal=True)
    return Sides(sources=sources, targets=targets)


def owner_of(doc: Document, people: People, tree: Tree, head: int) -> tuple[Named, ...]:
    """Resolve whose a thing is (the Iranian decision -> Iran), for targets of criticism."""
    found = people.resolve(tree, head)
    if any(named.known for named in found):
        return found
    return resolve_all(people, tree, subjects(doc, tree, head)) or resolve_all(people, tree, objects(doc, tree, head))
