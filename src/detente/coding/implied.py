"""Coding room: on whom an act falls where its own slots name nobody: each a guess from what stands near."""

from collections.abc import Sequence
from dataclasses import replace

from detente.coding.acts import Act
from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.phrases import both, post
from detente.coding.resolve import resolve_all, same_phrase
from detente.coding.slots import objects, slot, subjects

__all__ = ["implied_side", "possessed"]

SHARED = frozenset({"SANCTION", "COERCE", "REJECT", "CONCEDE", "SUPPORT"})
PARTNER = frozenset({"with", "between"})
HARMING = frozenset({"ASSAULT", "COERCE"})
ANSWERING = frozenset({"REJECT", "ACCUSE", "SUPPORT"})
ENVOYS = frozenset({"withdraw", "expel"})
STRIKING = frozenset({"THREATEN", "ASSAULT"})
BLAMING = frozenset({"accuse", "blame"})
FELT = frozenset({"in", "by", "during", "from"})


def implied_side(
    doc: Document, people: People, act: Act, sources: tuple[Named, ...], targets: tuple[Named, ...]
) -> tuple[Named, ...]:
    """Return the targets, of the first guess that names somebody known where the given ones do not."""
    targets = other_side(people, act, sources, targets)
    if ("willed" in act.rule.flags or act.type in STRIKING) and not opposed(targets, sources):
        targets = provoked_side(doc, people, act, sources) or targets
    for guess in (answered_side, pair_side, partner_side, envoy_side, victim_side, border_side):
        if any(named.known for named in targets):
            break
        targets = guess(doc, people, act, sources) or targets
    return targets


def answered_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take the side that acted last as whom an answer is directed at: rejected THE CLAIM, condemned THE ATTACK."""
    if act.type not in ANSWERING or act.rule.pos != "v":
        return ()
    own = {named.actor.country for named in sources}
    if act.rule.operator == "deny":
        return accuser(doc, people, act, own)
    for thing in objects(doc, act.tree, act.head):
        theirs = any(act.tree.exact(kid) == "nmod:poss" for kid in act.tree.kids[thing])
        here = [named for named in people.memory.seen if named.tree is act.tree and named.head < act.head]
        others = [named for named in here if named.actor.country not in own]
        if theirs and others:
            return (replace(others[-1], score=doc.config.guess, reason="not the subject's own"),)
        definite = any(act.tree.form(kid) in {"the", "this", "that"} for kid in act.tree.children(thing, "det"))
        if not definite or act.tree.lemma(thing) not in doc.cues["nouns", "utterance_targets"]:
            continue
        if act.type == "SUPPORT" and act.tree.lemma(thing) in doc.rules.classes["agreement"]:
            continue  # a deal that others made is nobody's deed towards the one who praises it
        for named in reversed(people.memory.doers):
            near = act.tree.number - named.tree.number
            just = act.type == "REJECT" and near == 0 and named.head < act.head
            if (just or 0 < near <= doc.config.near) and named.actor.country not in own:
                return (replace(named, score=doc.config.guess, reason="the side that acted just before"),)
    return ()


def pair_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take "the two countries" of the sentence for whom a bystander's call is directed at (urged restraint ...)."""
    own = {named.actor.country for named in sources if named.known}
    if act.type != "REQUEST" or act.rule.pos != "v" or not own:
        return ()
    for word in range(act.head + 1, len(act.tree)):
        if act.tree.is_noun(word) and both(doc, act.tree, word):
            found = people.pair(act.tree, word)
            return () if own & {named.actor.country for named in found} else found
    return ()


def accuser(doc: Document, people: People, act: Act, own: set[str | None]) -> tuple[Named, ...]:
    """Take whom a denial answers: the one accused in the same breath, else the other side that acted last."""
    verbs = [verb for verb in act.tree.conjuncts(act.tree.first(act.head)) if act.tree.lemma(verb) in BLAMING]
    blamed = resolve_all(people, act.tree, [thing for verb in verbs for thing in objects(doc, act.tree, verb)])
    others = tuple(named for named in blamed if named.known and named.actor.country not in own)
    if others:
        return others
    return last_other(doc, act, people.memory.doers, own, "the side that acted just before")


def last_other(doc: Document, act: Act, met: Sequence[Named], own: set[str | None], reason: str) -> tuple[Named, ...]:
    """Take the side met last before the act and near it, no organisation and not one's own."""
    for named in reversed(met):
        near = act.tree.number - named.tree.number
        before = 0 < near <= doc.config.near or (near == 0 and named.head < act.head)
        if before and named.actor.country not in own and named.actor.country not in doc.cues["sectors", "bodies"]:
            return (replace(named, score=doc.config.guess, reason=reason),)
    return ()


def partner_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take whom a thing is shared with: withdrew from the deal WITH X, blocked the crossing WITH Y."""
    if act.type not in SHARED or act.rule.pos != "v":
        return ()
    own = {named.actor.country for named in sources}
    things = [word for name in (*act.rule.target, "obj") for word in slot(doc, act.tree, act.head, name)]
    heads = [kid for word in things for kid in act.tree.children(word, "nmod") if PARTNER & set(act.tree.markers(kid))]
    return tuple(named for named in resolve_all(people, act.tree, heads) if named.actor.country not in own)


def other_side(people: People, act: Act, sources: tuple[Named, ...], targets: tuple[Named, ...]) -> tuple[Named, ...]:
    """Read "its boats" as the speaker's where it would be the attacker's own (X said Y fired at its boats)."""
    own = {named.actor.country for named in sources if named.known}
    if act.type not in HARMING or not targets or not own:
        return targets
    if not all(named.actor.country in own and possessed(named) for named in targets if named.tree is act.tree):
        return targets
    speakers = [named for named in people.memory.speakers.get(act.tree.number, ()) if named.known]
    near = [*speakers, *accusers(people, act), *before(people, act)]
    others = [named for named in near if named.actor.country not in own]
    if not others:
        return targets
    other = others[0].actor.country
    sectors = [post(people.doc, named.tree, named.head)[0] for named in targets]
    return tuple(
        replace(named, actor=replace(named.actor, country=other, sector=sector))
        for named, sector in zip(targets, sectors, strict=True)
    )


def before(people: People, act: Act) -> list[Named]:
    """Return who is named before a second verb in its sentence, nearest first (seized a boat and arrested ITS crew)."""
    if act.tree.relation(act.head) != "conj":
        return []
    seen = [named for named in people.memory.seen if named.tree is act.tree and named.head < act.head]
    return sorted(seen, key=lambda named: -named.head)


def accusers(people: People, act: Act) -> list[Named]:
    """Return the subjects of the verbs above an act (X accused Y of firing at its boats)."""
    tree = act.tree
    heads = [head for _, head in tree.path(act.head) if tree.is_verb(head)]
    found = [named for head in heads for kid in tree.children(head, "nsubj") for named in people.resolve(tree, kid)]
    return [named for named in found if named.known]


def envoy_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take the other side told nearest for envoys sent away or called home without a word of whose or whence."""
    if act.type != "SANCTION" or not ENVOYS & set(act.modes) or act.rule.pos != "v" or not sources:
        return ()
    own = {named.actor.country for named in sources}
    return last_other(doc, act, people.memory.seen, own, "the other side named last")


def victim_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take who was hurt in a blow as whom it hit: two soldiers died IN A STRIKE."""
    if act.type != "ASSAULT" or act.rule.pos != "n":
        return ()
    tree = act.tree
    verb = tree.head(act.head)
    if tree.relation(act.head) != "obl" or verb < 0 or not FELT & set(tree.markers(act.head)):
        return ()
    harmed = doc.cues["losses", "killed"] | doc.cues["losses", "injured"]
    if tree.lemma(verb) not in harmed:
        return ()
    heads = objects(doc, tree, verb) if tree.passive(verb) else subjects(doc, tree, verb)
    return tuple(named for named in resolve_all(people, tree, heads) if not same_phrase(named, sources))


def provoked_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Take who would do what an answer is announced to: will respond to any attack BY X."""
    own = {named.actor.country for named in sources}
    nouns = [noun for name in ("to", "obj") for noun in slot(doc, act.tree, act.head, name)]
    means = [kid for kid in act.tree.children(act.head, "obl") if "with" in act.tree.markers(kid)]
    nouns += [kid for one in means for kid in act.tree.children(one, "nmod") if "to" in act.tree.markers(kid)]
    heads = [doer for noun in nouns if act.tree.is_noun(noun) for doer in subjects(doc, act.tree, noun)]
    heads += [doer for clause in conditions(doc, act) for doer in subjects(doc, act.tree, clause)]
    return tuple(named for named in resolve_all(people, act.tree, heads) if named.actor.country not in own)


def conditions(doc: Document, act: Act) -> list[int]:
    """Return the clauses on whose coming true an act depends (IF X ATTACKS, Y will respond)."""
    tree, supposed = act.tree, doc.cues["marks", "supposed"]
    return [kid for kid in tree.children(act.head, "advcl") if supposed & set(tree.markers(kid))]


def opposed(targets: tuple[Named, ...], sources: tuple[Named, ...]) -> list[Named]:
    """Return the targets that belong to another country than the sources."""
    own = {named.actor.country for named in sources}
    return [named for named in targets if named.known and named.actor.country not in own]


def border_side(doc: Document, people: People, act: Act, sources: tuple[Named, ...]) -> tuple[Named, ...]:
    """Resolve whose border troops are moved to."""
    if act.type != "MOBILIZE":
        return ()
    own = {named.actor.country for named in sources}
    for name in ("to", "near", "along", "on", "at", "toward", "towards"):
        for head in slot(doc, act.tree, act.head, name):
            if act.tree.lemma(head) in doc.rules.classes["border"]:
                for word in act.tree.subtree(head):
                    match = doc.firm(act.tree, word)
                    if match is not None and match.actor.country not in {*own, None}:
                        return people.one(act.tree, word)
    return ()


def possessed(named: Named) -> bool:
    """Whether a phrase has a possessive pronoun (its boats, any of its fighters)."""
    tree = named.tree
    return any(tree.exact(word) == "nmod:poss" and tree.upos(word) == "PRON" for word in tree.phrase(named.head))
