"""Coding room: posts and seats: who held a post on the article's day, whose government a name or a town stands for."""

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.named import Named, name
from detente.coding.natives import country_at, stations
from detente.coding.phrases import lies, post
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = ["alike", "holder_of", "introduces", "seat"]

LIVING = frozenset({Kind.PERSON, Kind.AGENT})
NAME = ("flat", "compound", "nmod:desc", "appos")


def introduces(tree: Tree, head: int) -> bool:
    """Whether a phrase gives a person's name, so that what it says of him is all that is known."""
    return any(name.type == "PER" and name.start <= head < name.end for name in tree.sentence.names)


def holder_of(doc: Document, tree: Tree, head: int, actor: Actor) -> Actor | None:
    """Return who held the post that a phrase names without a name (the Iranian PRESIDENT) on the article's day.

    None for several of them, for a post that many hold, for a former or future one, and where the table is not sure.
    """
    if actor.office not in doc.cues["sectors", "single"] or doc.day is None or not tree.is_noun(head):
        return None
    if tree.form(head) != tree.lemma(head) or not definite(tree, head) or changed(doc, tree, head):
        return None
    holders = doc.book.actors.holders(actor.country or "", actor.office or "", on=doc.day)
    return holders[0] if len({one.id for one in holders}) == 1 else None


def definite(tree: Tree, head: int) -> bool:
    """Whether a phrase means one certain person: a possessor, "the", or a people's name in front."""
    articles = {tree.form(kid) for kid in tree.children(head, "det")}
    return not articles & {"a", "an", "any", "every", "another", "no"}


def changed(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a phrase goes on with a name, or another time or rank is meant (former, deputy, next)."""
    if any(tree.upos(kid) == "PROPN" and kid > head for kid in tree.children(head, *NAME)):
        return True
    ranks = doc.cues["sectors", "ranks"]
    return any(tree.form(kid) in ranks for kid in tree.children(head, "amod", "compound", "advmod"))


def seat(doc: Document, tree: Tree, owner: int) -> list[Named]:
    """Return whose a phrase is by a leader's surname or a province in front (the Trudeau government, Johor police)."""
    head = tree.head(owner)
    if head < 0 or tree.relation(owner) not in {"compound", "amod", "nmod"} or not tree.token(owner).text[:1].isupper():
        return []
    if tree.lemma(head) in doc.cues["sectors", "seats"]:
        persons = [one for one in doc.book.actors.surname(tree.token(owner).text, on=doc.day) if one.office]
        persons = [one for one in persons if one.country in doc.states] or persons
        if len({one.country for one in persons}) == 1:
            return [name(tree, owner, persons[0], score=doc.config.guess, reason=f"surname of {persons[0].name}")]
    called = doc.rules.epithets.get(tree.lemma(owner)) if tree.relation(owner) == "amod" else None
    if called is not None:  # a people without a state of its own: that of the states that the article names
        here = (country_at(doc, tree, word) for word in stations(doc, tree, head))
        named = [code for code in here if code in called.countries] or [
            code for code in called.countries if doc.states.get(code)
        ]
        code = max(named, key=lambda one: doc.states[one], default=called.countries[0] if called.alone else None)
        if code is not None:
            actor = Actor(id=None, name=tree.token(owner).text, country=code, sector=None)
            return [name(tree, owner, actor, score=doc.config.guess, reason="")]
    if (
        tree.upos(owner) == "PROPN"
        and post(doc, tree, head)[0] in doc.cues["sectors", "settled"] | doc.cues["sectors", "political"]
    ):
        country = lies(doc, tree, owner)
        if country is not None:
            actor = Actor(id=None, name=tree.token(owner).text, country=country, sector=None)
            return [name(tree, owner, actor, score=doc.config.guess, reason="")]
    return []


def alike(doc: Document, tree: Tree, head: int, named: Named) -> bool:
    """Whether a mention may mean what another one names: a body is no person, a force no state, a state no "he".

    ``named`` still has the words of the other mention.
    """
    if tree.upos(head) == "PRON":
        match = doc.firm(named.tree, named.head)
        return tree.form(head) not in doc.cues["nouns", "human"] or match is None or match.kind in LIVING
    sector, office = post(doc, tree, head)
    body = tree.lemma(head) in doc.cues["nouns", "institutions"] | doc.cues["nouns", "bodies"]
    if named.actor.office is not None and office is None and body and tree.lemma(head) not in {"official", "side"}:
        return False
    state = named.actor.id == named.actor.country and named.actor.sector is None
    built = tree.upos(head) == "NOUN" and tree.lemma(head) in doc.rules.classes["property"]
    return not (state and (sector in {"MIL", "REB"} or built))
