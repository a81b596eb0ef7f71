"""Coding room: whose a phrase may be when its own words do not say: the last steps of resolution, each a guess."""

from collections.abc import Iterable

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.named import Memory, Named, name
from detente.coding.natives import domestic, epithet, facing, fighters, home_of, housed, listed, located, town
from detente.coding.phrases import bare, belonging, post
from detente.coding.slots import subjects
from detente.coding.surnames import spelt_alike, surname
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = ["GUESSES"]

DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def titled(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the last holder of a post for a bare title: the president, the foreign minister."""
    _, office = post(doc, tree, head)
    if office is None or tree.number == 0:
        return None
    for named in reversed(memory.seen):
        if named.actor.office == office:
            reason = f"last {office} named: {named.actor.name}"
            return name(tree, head, named.actor, score=doc.config.guess, reason=reason)
    return None


def willing(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the side that will act for the official who says so: Armenia will respond, THE PRIME MINISTER said."""
    verb = tree.head(head)
    if post(doc, tree, head)[1] is None or verb < 0 or tree.relation(head) != "nsubj":
        return None
    told = [kid for kid in tree.children(verb, "ccomp") if kid < head]
    told += [tree.head(verb)] if tree.relation(verb) == "parataxis" else []
    for clause in told:
        if any(tree.form(kid) in doc.cues["modals", "future"] for kid in tree.children(clause, "aux")):
            for subject in tree.children(clause, "nsubj"):
                match = doc.firm(tree, subject)
                if match is not None and match.actor.country:
                    actor = belonging(doc, tree, head, match.actor)
                    reason = f"speaks for whom he says will act: {match.actor.name}"
                    return name(tree, head, actor, score=doc.config.guess, reason=reason)
    return None


def repeated(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the last phrase with the same noun: the Sudanese army ... the army."""
    noun = tree.lemma(head)
    if not tree.is_noun(head) or not any(tree.form(kid) in DEFINITE for kid in tree.children(head, "det")):
        return None
    for named in reversed(memory.seen):
        if named.tree.lemma(named.head) == noun and (named.tree is not tree or named.head < head):
            reason = f"named before: {named.actor.name}"
            return name(tree, head, named.actor, score=doc.config.guess, reason=reason)
    return None


def home(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the side that acted last for its own institutions: the cabinet, the army, the alliance."""
    if not any(tree.form(kid) in {"the", "its"} for kid in tree.children(head, "det", "nmod:poss")):
        return None
    if doc.publisher is not None and tree.lemma(head) in doc.cues["nouns", "institutions"]:
        actor = belonging(doc, tree, head, doc.publisher)
        return name(tree, head, actor, score=doc.config.guess, reason="the side whose statement this is")
    if tree.lemma(head) in doc.cues["nouns", "bodies"] and tree.form(head) != tree.lemma(head):
        return None  # the bodies of soldiers
    chosen = owner_of_institution(doc, memory, tree, head)
    if chosen is None:
        return None
    here, acted = home_of(doc) if speaks(doc, tree, head) else None, chosen.actor.country or ""
    if here not in {None, acted} and 2 * doc.states[here or ""] >= doc.states[acted]:
        actor = bare(doc, tree, head, here)
        return name(tree, head, actor, score=doc.config.guess, reason="speaks where the report was written")
    actor = belonging(doc, tree, head, chosen.actor)
    reason = f"the side that acted last: {chosen.actor.name}"
    return name(tree, head, actor, score=doc.config.guess, reason=reason)


def speaks(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a phrase is the subject of a verb of speech (the foreign ministry SAID)."""
    verb = tree.head(head)
    return verb >= 0 and tree.relation(head) == "nsubj" and tree.lemma(verb) in doc.rules.classes["wording"]


def ruling(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of the capital in which those sit who rule: the government IN KINSHASA."""
    if tree.lemma(head) not in doc.cues["nouns", "rulers"]:
        return None
    for kid in tree.children(head, "nmod"):
        match = doc.firm(tree, kid)
        if match is not None and match.kind is Kind.CAPITAL and "in" in tree.markers(kid):
            actor = belonging(doc, tree, head, match.actor)
            return name(tree, head, actor, score=doc.config.likely, reason=f"rules from there: {match.phrase}")
    return None


def opposite(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the other side of the two for "its neighbour", "his counterpart", "its rival"."""
    whose = any(tree.exact(kid) == "nmod:poss" and tree.upos(kid) == "PRON" for kid in tree.kids[head])
    if not whose or tree.lemma(head) not in doc.cues["nouns", "counterparts"] or tree.form(head) != tree.lemma(head):
        return None
    doers = [word for word in subjects(doc, tree, tree.clause(tree.head(head))) if tree.upos(word) != "PRON"]
    seen = {named.head: named.actor.country for named in memory.seen if named.tree is tree}
    own = next((seen[word] for word in doers if word in seen), None)
    country = facing_state(doc, memory, own) if own is not None else None
    if country is None:
        return None
    state = Actor(id=country, name=doc.book.actors.country_name(country) or country, country=country, sector=None)
    return name(tree, head, state, score=doc.config.guess, reason=f"the other side of {own}")


def facing_state(doc: Document, memory: Memory, own: str) -> str | None:
    """Return the other of the two sides meant last, else the state that the article names most beside one."""
    pair = {actor.country for actor in memory.pair}
    if own in pair:
        return next((country for country in pair if country not in {own, None}), None)
    bodies = doc.cues["sectors", "bodies"]
    counts = sorted(((count, code) for code, count in doc.states.items() if code not in {*bodies, own}), reverse=True)
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return None
    return counts[0][1]


def banded(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the armed group named last for "the rebels" and "the movement" that say nothing of whose they are."""
    sector = post(doc, tree, head)[0]
    if sector != "REB" and tree.lemma(head) not in doc.cues["nouns", "groups"]:
        return None
    whole = any(one.start <= head < one.end for one in tree.sentence.names)
    if whole or not any(tree.form(kid) in DEFINITE for kid in tree.children(head, "det")) or tree.child(head, "nmod"):
        return None
    found = last_group(doc, memory.doers, tree, head) or last_group(doc, memory.seen, tree, head)
    if found is None:
        return None
    reason = f"the armed group named last: {found.actor.name}"
    return name(tree, head, found.actor, score=doc.config.guess, reason=reason)


def last_group(doc: Document, met: Iterable[Named], tree: Tree, head: int) -> Named | None:
    """Return the armed group met last before a phrase and near it."""
    before = (one for one in met if one.tree.number < tree.number or (one.tree is tree and one.head < head))
    return last(
        one for one in before if one.actor.sector == "REB" and tree.number - one.tree.number <= doc.config.memory
    )


def owner_of_institution(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Return the organisation named last for "the alliance", the state that acted last for "the cabinet".

    Whoever stands beside the institution as the other party of its verb is none (the MINISTRY summoned X's envoy).
    """
    organisations, noun = doc.cues["sectors", "bodies"], tree.lemma(head)
    if noun in doc.cues["nouns", "bodies"]:
        return last(named for named in memory.seen if named.actor.country in organisations)
    if noun not in doc.cues["nouns", "institutions"]:
        return None
    met = {found.actor.country for word in facing(tree, head) if (found := doc.firm(tree, word)) is not None}
    ruling_body = noun in doc.cues["nouns", "rulers"]
    return last(
        named
        for named in memory.doers
        if named.actor.country not in {*organisations, *met}
        and not (ruling_body and named.actor.sector == "REB" and named.tree is tree)
    )


def last(found: Iterable[Named]) -> Named | None:
    """Return the last of some."""
    return next(reversed(list(found)), None)


# The steps in the order they are tried.
GUESSES = (
    willing,
    ruling,
    surname,
    spelt_alike,
    titled,
    repeated,
    home,
    epithet,
    listed,
    opposite,
    banded,
    fighters,
    located,
    housed,
    domestic,
    town,
)
