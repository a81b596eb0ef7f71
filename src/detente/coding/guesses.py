"""Coding room: whose a phrase may be when its own words do not say: the last steps of resolution, each a guess."""

from collections.abc import Iterable

from detente.coding.document import Document
from detente.coding.named import Memory, Named, name
from detente.coding.phrases import bare, belonging, post
from detente.coding.tree import Tree

__all__ = ["GUESSES"]

INSIDE = frozenset({"in", "at"})
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
    chosen = owner_of_institution(doc, memory, tree.lemma(head))
    if chosen is None:
        return None
    actor = belonging(doc, tree, head, chosen.actor)
    reason = f"the side that acted last: {chosen.actor.name}"
    return name(tree, head, actor, score=doc.config.guess, reason=reason)


def owner_of_institution(doc: Document, memory: Memory, noun: str) -> Named | None:
    """Return the organisation named last for "the alliance", the state that acted last for "the cabinet"."""
    organisations = doc.cues["sectors", "bodies"]
    if noun in doc.cues["nouns", "bodies"]:
        return last(named for named in memory.seen if named.actor.country in organisations)
    if noun in doc.cues["nouns", "institutions"]:
        return last(named for named in memory.doers if named.actor.country not in organisations)
    return None


def last(found: Iterable[Named]) -> Named | None:
    """Return the last of some."""
    return next(reversed(list(found)), None)


def surname(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Look a bare surname up: the one person in office who has it."""
    if tree.upos(head) != "PROPN" or not any(
        found.type == "PER" and found.start <= head < found.end for found in tree.sentence.names
    ):
        return None
    persons = [one for one in doc.book.actors.surname(tree.token(head).text, on=doc.day) if one.office]
    persons = [one for one in persons if one.country in doc.states] or persons
    if not persons or (len(persons) > 1 and persons[0].country not in doc.states):
        return None
    return name(tree, head, persons[0], score=doc.config.guess, reason=f"surname of {persons[0].name}")


def fighters(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Give rebels without a state the one they stand in, else the one the article is about most (R15)."""
    sector, _office = post(doc, tree, head)
    if sector != "REB":
        return None
    here = [place for word in tree.phrase(head) if (place := doc.place(tree, word)) is not None]
    country = here[0].country if here else state_of_article(doc)
    if country is None:
        return None
    actor = bare(doc, tree, head, country)
    return name(tree, head, actor, score=doc.config.guess, reason="rebels of the state the article is about")


def state_of_article(doc: Document) -> str | None:
    """Return the state that the article names clearly most often."""
    bodies = doc.cues["sectors", "bodies"]
    counts = sorted((-count, code) for code, count in doc.states.items() if code not in bodies)
    if len(counts) > 1 and counts[0][0] > doc.config.clear * counts[1][0]:
        return None
    return counts[0][1] if counts else None


def located(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of the place where officials or police stand: police in Hong Kong."""
    sector, _office = post(doc, tree, head)
    if sector not in doc.cues["sectors", "settled"]:
        return None
    for kid in tree.children(head, "nmod"):
        match, place = doc.firm(tree, kid), doc.place(tree, kid)
        country = match.actor.country if match is not None else place.country if place is not None else None
        if INSIDE & set(tree.markers(kid)) and country is not None:
            actor = bare(doc, tree, head, country)
            return name(tree, head, actor, score=doc.config.guess, reason="officials of the place named")
    return None


# The steps in the order they are tried.
GUESSES = (willing, titled, repeated, home, surname, fighters, located)
