"""Coding room: where an act happened and whose soil was hit."""

from collections.abc import Iterable, Sequence

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.slots import light_verb
from detente.coding.tree import Tree
from detente.records import Place

__all__ = ["find_place", "soil"]

LOCATIVE = ("obl", "nmod", "advmod")
PARTY = frozenset({"with", "by", "between", "against", "from", "for"})


def find_place(doc: Document, tree: Tree, at: int, others: Sequence[int] = ()) -> Place | None:
    """Return the place that a preposition ties to an act, its carrying verb or its object."""
    holders = [at, *others]
    carrier = light_verb(doc, tree, at) if tree.is_noun(at) else None
    if carrier is not None:
        holders.append(carrier)
    holders += [kid for holder in holders for kid in tree.children(holder, "obl")]
    for holder in holders:
        for kid in tree.children(holder, *LOCATIVE):
            place = place_of(doc, tree, kid) if locative(doc, tree, kid) else None
            if place is not None:
                return place
    blows = [word for word in (at, *tree.children(at, "nsubj")) if tree.lemma(word) in doc.rules.classes["blow"]]
    for kid in (kid for word in blows for kid in tree.children(word, "compound")):
        town = doc.place(tree, kid)
        if town is not None and town.country:
            return Place(name=town.name, country=town.country, evidence=doc.words(tree, town.start, town.end))
    below = [word for thing in others for word in tree.subtree(thing) if locative(doc, tree, word)]
    return next((place for word in below if (place := place_of(doc, tree, word)) is not None), None)


def locative(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word stands behind a preposition of place."""
    soils = doc.cues["places", "soil"]
    return any(marker in soils or marker.split()[0] in soils for marker in tree.markers(at))


def place_of(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that a phrase names: a country, a town, a province of a state."""
    for word in tree.conjuncts(at):
        for part in phrase_words(tree, word):
            found = place_at(doc, tree, part)
            if found is not None:
                return found
    return None


def phrase_words(tree: Tree, at: int) -> list[int]:
    """Return a head first, then the other words of its phrase, none of who else took part (a clash WITH Y's troops)."""
    others = {word for kid in tree.children(at, "nmod") if PARTY & set(tree.markers(kid)) for word in tree.subtree(kid)}
    return [at, *[word for word in tree.phrase(at) if word != at and word not in others]]


def place_at(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that one word names."""
    match = doc.firm(tree, at)
    if match is not None and match.kind in {Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL} and match.actor.country:
        evidence = doc.words(tree, match.start, match.end)
        return Place(name=match.actor.name, country=match.actor.country, evidence=evidence)
    place = doc.place(tree, at)
    if place is None:
        return None
    return Place(name=place.name, country=place.country, evidence=doc.words(tree, place.start, place.end))


def soil(doc: Document, place: Place | None, sources: Iterable[Named], targets: Iterable[Named]) -> tuple[str, ...]:
    """Return the states whose soil an act hit: where it happened, where the target sits, or the target state itself."""
    own = {named.actor.country for named in sources if named.actor.sector != "REB"}
    codes: list[str | None] = [place.country] if place is not None else []
    for named in targets:
        codes.extend(located(doc, named))
        if named.actor.country not in doc.cues["sectors", "bodies"] and named.actor.sector is None:
            codes.append(named.actor.country)
    return tuple(dict.fromkeys(code for code in codes if code is not None and code not in own))


def located(doc: Document, named: Named) -> list[str | None]:
    """Return the countries of the places that a phrase carries (rebels in Balochistan, the Yida camp)."""
    tree = named.tree
    found: list[str | None] = []
    for word in tree.phrase(named.head):
        place = doc.place(tree, word)
        match = doc.firm(tree, word)
        if place is not None:
            found.append(place.country)
        elif match is not None and match.kind is Kind.COUNTRY and word != named.head:
            found.append(match.actor.country)
    return found
