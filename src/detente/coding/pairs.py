"""Coding room: which two sides "both" and "the two countries" refer to."""

from detente.codebook import Kind, Match
from detente.coding.document import Document
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = ["coordinated", "pair_before", "pair_named"]


def pair_before(doc: Document, tree: Tree, others: frozenset[str | None] = frozenset()) -> list[Actor]:
    """Return the two states coordinated last, else the two named most, looking back from a sentence; or none.

    ``others`` are countries that cannot be meant (the one that calls on both).
    """
    first = max(0, tree.number - doc.config.memory)
    for number in range(tree.number, first - 1, -1):
        pair = coordinated(doc, doc.trees[number])
        if pair and not any(actor.country in others for actor in pair):
            return pair
    return together(doc, tree, others) or most_named(doc, first, tree.number, others)


def pair_named(doc: Document, tree: Tree) -> list[Actor]:
    """Return the two states that a sentence joins by "and", else those it names if it names two; or none."""
    return coordinated(doc, tree) or together(doc, tree, frozenset())


def together(doc: Document, tree: Tree, others: frozenset[str | None]) -> list[Actor]:
    """Return the two states that a sentence names, if it names two (Syria answered Israel's call for talks of both)."""
    actors: dict[str, Actor] = {}
    for match in doc.matches(tree):
        if state(doc, match) and match.actor.country not in {*others, None} and doc.firm(tree, match.start):
            actors.setdefault(str(match.actor.country), match.actor)
    return [government(doc, actor) for actor in actors.values()] if len(actors) == len("ab") else []


def most_named(doc: Document, first: int, last: int, others: frozenset[str | None]) -> list[Actor]:
    """Return the two states of some sentences that the article names most."""
    actors: dict[str, Actor] = {}
    for number in range(first, last + 1):
        for match in doc.matches(doc.trees[number]):
            if state(doc, match) and match.actor.country is not None:
                actors.setdefault(match.actor.country, match.actor)
    for country in others:
        actors.pop(str(country), None)
    best = sorted(actors, key=lambda code: -doc.states[code])[:2]
    return [government(doc, actors[code]) for code in best] if len(best) > 1 else []


def coordinated(doc: Document, tree: Tree) -> list[Actor]:
    """Return the first two states that a sentence joins by "and"."""
    for at in range(len(tree)):
        if tree.relation(at) == "conj" or tree.child(at, "conj") is None:
            continue
        found: dict[tuple[str | None, bool], Actor] = {}
        for word in tree.conjuncts(at):
            match = next((hit for part in (word, *tree.phrase(word)) if (hit := doc.firm(tree, part))), None)
            if match is not None and state(doc, match):
                found.setdefault((match.actor.country, match.actor.sector == "REB"), government(doc, match.actor))
        if len(found) > 1:
            return list(found.values())[:2]
    return []


def state(doc: Document, match: Match) -> bool:
    """Whether a match names a state or somebody of one, no organisation."""
    country = match.actor.country
    return country is not None and country not in doc.cues["sectors", "bodies"] and match.kind is not Kind.AGENT


def government(doc: Document, actor: Actor) -> Actor:
    """Return the side that an actor belongs to: the armed group itself, or the state whatever its minister's name."""
    if actor.sector == "REB" or actor.country is None:
        return actor
    state_name = doc.book.actors.country_name(actor.country) or actor.name
    return Actor(id=actor.country, name=state_name, country=actor.country, sector="GOV")
