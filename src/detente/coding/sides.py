"""Coding room: who does an act and to whom, as named actors."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.coding.acts import Act, Lexicon
from detente.coding.document import Document
from detente.coding.implied import implied_side, possessed
from detente.coding.named import Named, unique
from detente.coding.people import People
from detente.coding.phrases import both
from detente.coding.resolve import resolve_all, same_phrase
from detente.coding.slots import USUAL, noun_subjects, objects, slot, subjects
from detente.coding.tree import Tree

__all__ = ["Sides", "find_sides"]

ASKING = frozenset({"request", "allow"})
GOAL = frozenset({"to", "into", "from"})
LOCATIVE = frozenset({"in", "at", "near", "inside", "outside"})
SPOKEN = frozenset({"AGREE", "CONCEDE", "REJECT", "SANCTION", "THREATEN", "REQUEST"})
TOLD = frozenset({"AGREE", "CONCEDE", "REJECT", "THREATEN", "REQUEST", "ACCUSE"})
BETWEEN = frozenset({"REQUEST", "AGREE"})
FELT = frozenset({"in", "by", "during", "from"})
NEAR = 5
OWNED = frozenset({"border", "airspace", "crossing", "frontier", "port", "market", "account", "territory"})


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
    deeds = blamed_deeds(lexicon, act)
    targets = resolve_all(people, act.tree, [doer for deed in deeds for doer in subjects(doc, act.tree, deed)])
    aside = act.rule.operator == "deny" and act.tree.exact(act.head) == "acl:relcl"  # which X denies
    if not deeds and not aside:
        targets = target_side(doc, people, act, sources)
    targets = said_side(lexicon, act, content, sources, targets)
    targets = tuple(
        named for named in targets if not same_phrase(named, sources) and not own_thing(act, named, sources)
    )
    targets = implied_side(doc, people, act, sources, targets)
    if "reciprocal" in act.rule.flags:
        return reciprocal(sources, targets)
    return Sides(sources=sources, targets=targets)


def said_side(
    lexicon: Lexicon,
    act: Act,
    content: int | None,
    sources: tuple[Named, ...],
    targets: tuple[Named, ...],
) -> tuple[Named, ...]:
    """Return whom words are directed at, by their content where no slot names anybody known."""
    doc, people = lexicon.doc, lexicon.people
    if not any(named.known for named in targets) and content is not None and asking(act):
        targets = asked_side(doc, people, act, content, sources) or targets
    if not any(named.known for named in targets) and content is not None:
        targets = content_side(lexicon, act, content, sources) or targets
    if not any(named.known for named in targets) and act.rule.pos == "v" and act.type in SPOKEN:
        targets = object_side(doc, people, act, sources) or targets
    return targets


def own_thing(act: Act, named: Named, sources: tuple[Named, ...]) -> bool:
    """Whether a target is a thing of the doer himself (demanded their release, closed its border), and nobody."""
    if act.type == "COERCE" and named.tree.lemma(named.head) in OWNED:
        return possessed(named)
    own = {source.actor.country for source in sources if source.known}
    if act.type not in SPOKEN or not named.known or named.actor.country not in own:
        return False
    return (named.actor.office is None and possessed(named)) or mere(named)


def mere(named: Named) -> bool:
    """Whether a phrase names a thing of its owner's and nobody (access to ITS PALACES, of Georgia's airspace)."""
    tree, head = named.tree, named.head
    return tree.upos(head) == "NOUN" and named.actor.sector is None and named.actor.office is None


def mutual(doc: Document, act: Act) -> bool:
    """Whether an act is done to "each other"."""
    tree = act.tree
    pronouns = {tuple(words.split()) for words in doc.cues["nouns", "reciprocal_pronouns"]}
    if any(each(doc, tree, head) for head in subjects(doc, tree, act.head)):
        pronouns.add(("the", "other"))
    return any(
        (tree.form(at), tree.form(at + 1)) in pronouns
        for at in range(act.head + 1, min(len(tree) - 1, act.head + 1 + NEAR))
    )


def each(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a subject is each of two sides (EACH SIDE accused the other)."""
    words = doc.cues["nouns", "both_words"]
    return tree.form(head) in words or any(tree.form(kid) in words for kid in tree.children(head, "det"))


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
    moved = tree.relation(tree.head(at)) == "acl" and bool(GOAL & set(tree.markers(at))) if at != top else False
    return moved or (at != top and bool(LOCATIVE & set(tree.markers(at))))


def blamed_deeds(lexicon: Lexicon, act: Act) -> list[int]:
    """Return the deeds of force that an accusation is about, whose doers it blames and not their victims."""
    if act.type != "ACCUSE" or act.rule.pos != "v":
        return []
    things = objects(lexicon.doc, act.tree, act.head)
    return [word for word in things if act.tree.is_noun(word) and lexicon.kind(act.tree, word) in lexicon.conflicts]


def blames(lexicon: Lexicon, act: Act, kind: str | None) -> bool:
    """Whether an act blames somebody for a deed of force."""
    return act.type == "ACCUSE" and kind in lexicon.conflicts


def victim_words(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return who suffers a deed of force: behind "on" or "against" of a noun, or the object of a verb."""
    if tree.is_verb(at):
        return objects(doc, tree, at)
    return [head for name in ("on", "against", "at", "in") for head in slot(doc, tree, at, name)]


def lent(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a name tells who helped a thing come about (an accord brokered by X)."""
    head = tree.head(at)
    return head >= 0 and "by" in tree.markers(at) and tree.lemma(head) in doc.cues["nouns", "helping"]


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
    owned = [doer for head in heads if blow(doc, act.tree, head) for doer in subjects(doc, act.tree, head)]
    if owned and not any(named.known for named in found):
        found = resolve_all(people, act.tree, owned)
    if not any(named.known for named in found):
        found = resolve_all(people, act.tree, [*strikers(doc, act), *moved(doc, act)]) or found
    found = tuple(named for named in found if named.known or not thing(doc, named))
    if act.type in TOLD and not any(named.known for named in found) and act.tree.relation(act.head) == "advcl":
        found = resolve_all(people, act.tree, tellers(doc, act.tree, act.head)) or found
    if "of" in act.rule.source and not any(named.known for named in found):
        found = ()
    told = "reciprocal" in act.rule.flags or (act.type == "AID" and act.tree.passive(act.head))
    if not any(named.known for named in found) and told and act.rule.pos == "v":
        things = [thing for thing in (*objects(doc, act.tree, act.head), *heads) if act.tree.is_noun(thing)]
        found = resolve_all(people, act.tree, [side for one in things for side in noun_subjects(doc, act.tree, one, 0)])
    if not found and "reciprocal" in act.rule.flags and act.rule.pos == "n" and slot(doc, act.tree, act.head, "with"):
        found = clause_side(doc, people, act)
    return found


def strikers(doc: Document, act: Act) -> list[int]:
    """Return who dealt the blow in which somebody was killed (was killed IN A SYRIAN STRIKE)."""
    harmed = doc.cues["losses", "killed"] | doc.cues["losses", "injured"]
    if act.type != "ASSAULT" or act.rule.pos != "v" or act.tree.lemma(act.head) not in harmed:
        return []
    blows = [kid for kid in act.tree.children(act.head, "obl") if FELT & set(act.tree.markers(kid))]
    return [doer for kid in blows if blow(doc, act.tree, kid) for doer in subjects(doc, act.tree, kid)]


def moved(doc: Document, act: Act) -> list[int]:
    """Return the troops that are moved by nobody named, who are their own side's (the navy WAS PUT ON ALERT)."""
    if act.type != "MOBILIZE" or not act.tree.passive(act.head):
        return []
    return [
        head for head in objects(doc, act.tree, act.head) if any(doc.firm(act.tree, at) for at in act.tree.phrase(head))
    ]


def tellers(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the subject of a saying put between a clause and a participle of speech (X, he said, DEMANDING Y)."""
    sayings = [kid for kid in tree.children(tree.head(at), "parataxis") if kid < at]
    return [head for kid in sayings for head in subjects(doc, tree, kid)]


def blow(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a noun names what hits a place."""
    return bool({tree.lemma(head), tree.form(head)} & doc.rules.classes["blow"])


def thing(doc: Document, named: Named) -> bool:
    """Whether a phrase names a weapon or a blow that nobody owns (SHELLING killed three)."""
    tools = doc.rules.classes["instrument"] - doc.rules.classes["troops"]
    return named.tree.lemma(named.head) in tools or blow(doc, named.tree, named.head)


def clause_side(doc: Document, people: People, act: Act) -> tuple[Named, ...]:
    """Resolve the subject of the clause in which talks are mentioned (after a meeting with X, Y said)."""
    tree = act.tree
    for child, head in tree.path(act.head):
        if tree.is_verb(head) and tree.relation(child) in {"obl", "obj"}:
            heads = subjects(doc, tree, head) or (objects(doc, tree, head) if tree.passive(head) else [])
            return resolve_all(people, tree, heads)
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
        if name == "with":
            tools = doc.cues["nouns", "help"]
        heads = [head for head in filled if not belongs(act, head, sources) and act.tree.lemma(head) not in tools]
        found = tuple(named for named in resolve_all(people, act.tree, heads) if not same_phrase(named, sources))
        if any(named.known for named in found):
            return found
        first = first or tuple(named for named in found if named.actor.sector or not doc.config.require_actors)
    return first


def belongs(act: Act, head: int, sources: Iterable[Named]) -> bool:
    """Whether a word already names the doer (Israeli in: the Israeli attack) or the act itself."""
    return head == act.head or any(named.tree is act.tree and named.head == head for named in sources)


def content_side(lexicon: Lexicon, act: Act, content: int, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Find whom an operator's content concerns: the target of the act in it, else the first other side it names."""
    own = {named.actor.country for named in sources}
    inside: tuple[Named, ...] = ()
    rule = lexicon.typed(act.tree, content)
    victims: frozenset[int] = frozenset()
    if rule is not None and blames(lexicon, act, rule.type):
        victims = frozenset(
            word for one in victim_words(lexicon.doc, act.tree, content) for word in act.tree.subtree(one)
        )
        doers = resolve_all(lexicon.people, act.tree, subjects(lexicon.doc, act.tree, content))
        if any(named.known and named.actor.country not in own for named in doers):
            return doers
    elif rule is not None:
        inner = Act(tree=act.tree, head=content, rule=rule)
        found = inside = target_side(lexicon.doc, lexicon.people, inner, ())
        if any(named.known and named.actor.country not in own for named in found):
            return found
    for word in act.tree.subtree(content):
        if act.type in BETWEEN and both(lexicon.doc, act.tree, word):
            return tuple(named for named in lexicon.people.resolve(act.tree, word) if named.actor.country not in own)
        match = lexicon.doc.firm(act.tree, word)
        other = match is not None and match.actor.country not in {*own, None} and match.start == word
        if (
            word not in victims
            and other
            and not in_place(act.tree, word, content)
            and not lent(lexicon.doc, act.tree, word)
        ):
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
