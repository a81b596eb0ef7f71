"""Coding room: where an act happened and whose soil was hit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.slots import light_verb, objects
from detente.coding.tree import Tree
from detente.records import Place, PlaceCandidate

__all__ = ["border_place", "dateline_place", "find_place", "hit_place", "other_side", "soil"]

LOCATIVE = ("obl", "nmod", "advmod")
PARTY = frozenset({"with", "by", "between", "against", "from", "for"})
CLAUSES = frozenset({"advcl", "acl", "conj", "parataxis"})
# Relations of a clause below that tells how or with what aim an act was done (launched rockets TARGETING X).
BELOW = ("advcl", "acl", "xcomp")
FAR = 2
# Beside a town, but not within a state ("outside Herat" is near it, "outside Afghanistan" is anywhere else).
BESIDE = frozenset({"outside"})
# What a name in front of a blow must be to tell where it fell: a state's tells whose it was (a Russia strike).
BELOW_STATE = frozenset({"city", "capital", "division1", "division2", "facility", "region", "area"})
PAIR = 2
WIDTH = {"division2": 1, "division1": 2, "region": 2, "area": 2, "country": 3, "demonym": 3, "continent": 4}
HALF = 0.5


def find_place(
    doc: Document, tree: Tree, at: int, others: Sequence[int] = (), *, kind: str | None = None
) -> Place | None:
    """Return the place of an act: tied to it by a preposition, hit by it, aimed at, or told of the clause around it.

    ``at`` is the word that names the act, ``others`` its verb and objects, ``kind`` its event type. Of what is only
    said, just the place where it is said counts, none of those that are spoken of.
    """
    vague: Place | None = None
    for told, found in ways(doc, tree, at, others, kind):
        for place in found:
            reasoned = replace(place, reason=f"{told}; {place.reason}" if place.reason else told)
            if place.country is not None or place.lat is not None:
                return reasoned
            vague = vague or reasoned
    return vague


def ways(
    doc: Document, tree: Tree, at: int, others: Sequence[int], kind: str | None
) -> Iterator[tuple[str, Iterator[Place]]]:
    """Yield the ways in which a place can be an act's, the surest first, with the places each finds."""
    types = doc.cues["places", "spoken"], doc.cues["places", "moving"], doc.cues["places", "hitting"]
    spoken, moving, hitting = (kind in names for names in types)
    if spoken:
        yield "a preposition ties it to what is said", attached(doc, tree, speaking(doc, tree, at, others))
        return
    holders = holding(doc, tree, at, others)
    if moving:
        yield "something is sent there", goals(doc, tree, holders)
    if hitting:
        yield "it is what was hit", hit(doc, tree, at, others)
    yield "a preposition ties it to the act", attached(doc, tree, holders)
    yield "it stands before the act's name", struck(doc, tree, [at, *others])
    yield "a preposition ties it to a part of the act", below(doc, tree, others)
    yield "a clause on how it was done names it", beneath(doc, tree, at)
    yield "the clause around the act names it", around(doc, tree, at)


def speaking(doc: Document, tree: Tree, at: int, others: Sequence[int]) -> list[int]:
    """Return the words that the place of something said may hang from: the act and the verb that carries it."""
    carrier = light_verb(doc, tree, at) if tree.is_noun(at) else None
    verbs = [word for word in others if tree.is_verb(word)]
    return list(dict.fromkeys([at, *verbs, *([carrier] if carrier is not None else [])]))


def holding(doc: Document, tree: Tree, at: int, others: Sequence[int]) -> list[int]:
    """Return the words that a place of the act may hang from: the act, its carrying verb, its objects."""
    holders = [at, *others]
    carrier = light_verb(doc, tree, at) if tree.is_noun(at) else None
    if carrier is not None:
        holders.append(carrier)
    return [*holders, *(kid for holder in holders for kid in tree.children(holder, "obl"))]


def attached(doc: Document, tree: Tree, holders: Iterable[int]) -> Iterator[Place]:
    """Yield the places that a preposition ties to one of the words."""
    for holder in holders:
        for kid in tree.children(holder, *LOCATIVE):
            place = standing(doc, tree, kid)
            if place is not None:
                yield place


def standing(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that a word behind a preposition of place names, or stands for (in the state)."""
    if not locative(doc, tree, at):
        return None
    return place_near(doc, tree, at) or echoed(doc, tree, at)


def place_near(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that a phrase behind a preposition names, None where the preposition says that it is not it."""
    place = place_of(doc, tree, at)
    return None if place is not None and outside(tree, at) and place.kind not in BELOW_STATE else place


def outside(tree: Tree, at: int) -> bool:
    """Whether a preposition says that something lies beyond what a word names."""
    return not BESIDE.isdisjoint(tree.markers(at))


def goals(doc: Document, tree: Tree, holders: Iterable[int]) -> Iterator[Place]:
    """Yield the places to which something is sent (troops dispatched TO X)."""
    aims = doc.cues["places", "goals"]
    for holder in holders:
        for kid in tree.children(holder, "obl", "nmod"):
            place = place_of(doc, tree, kid) if aims & set(tree.markers(kid)) else None
            if place is not None:
                yield place


def struck(doc: Document, tree: Tree, words: Sequence[int]) -> Iterator[Place]:
    """Yield the town or province that stands before the noun of a blow (the Quetta bombing)."""
    nouns = [word for word in words if tree.is_noun(word)]
    below_act = [kid for word in words for kid in tree.children(word, "nsubj", "obj")]
    blows = [word for word in below_act if tree.lemma(word) in doc.rules.classes["blow"]]
    for word in dict.fromkeys([*nouns, *blows]):
        for kid in tree.children(word, "compound"):
            place = doc.atlas.at(tree, kid)
            if place is not None and place.kind in BELOW_STATE:
                yield place


def below(doc: Document, tree: Tree, others: Iterable[int]) -> Iterator[Place]:
    """Yield the places tied to a word anywhere below the act's objects."""
    for word in (word for thing in others for word in tree.subtree(thing)):
        place = place_near(doc, tree, word) if locative(doc, tree, word) else None
        if place is not None:
            yield place


def hit(doc: Document, tree: Tree, at: int, others: Iterable[int]) -> Iterator[Place]:
    """Yield the places that an attack itself is done to (raided the Gaza Strip, the invasion of Kuwait)."""
    things = [word for holder in (at, *others) for word in undergoing(doc, tree, holder)]
    for word in (word for thing in things for word in tree.conjuncts(thing)):
        place = place_at(doc, tree, word) if tree.upos(word) == "PROPN" and not people(doc, tree, word) else None
        if place is not None:
            yield place


def people(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word names the people of a state, who may be anywhere (wounding thirty HUNGARIANS)."""
    found = doc.atlas.at(tree, at)
    return found is not None and found.kind == Kind.DEMONYM.value


def undergoing(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return what a word's act is done to: objects of a verb, of a noun only those with "of" behind it."""
    if tree.is_verb(at):
        return objects(doc, tree, at)
    return [kid for kid in tree.children(at, "nmod") if kid > at and "of" in tree.markers(kid)]


def beneath(doc: Document, tree: Tree, at: int) -> Iterator[Place]:
    """Yield the places of a clause that tells how the act was done (launched rockets targeting southern Israel)."""
    for clause in tree.children(at, *BELOW):
        yield from attached(doc, tree, [clause])
        for thing in tree.children(clause, "obj"):
            place = place_at(doc, tree, thing) if tree.upos(thing) == "PROPN" and not people(doc, tree, thing) else None
            if place is not None:
                yield place


def around(doc: Document, tree: Tree, at: int) -> Iterator[Place]:
    """Yield the places of the clauses that an act is told within, the nearest first.

    "X, where rebels fight" is the place of the fighting; "died in X when a missile hit Y" that of the hit.
    """
    word = at
    for child, head in tree.path(at):
        relation = tree.relation(child)
        if relation in {"ccomp", "csubj"}:
            return
        if relation == "acl":
            yield from (place for place in (whereabouts(doc, tree, child, head),) if place is not None)
        if relation in CLAUSES and word == child:
            yield from entered(doc, tree, head)
            yield from attached(doc, tree, [head])
        word = head


def entered(doc: Document, tree: Tree, verb: int) -> Iterator[Place]:
    """Yield the place that somebody entered before he acted there (crossed the border WITH X and dropped bombs)."""
    if tree.lemma(verb) not in doc.cues["places", "entering"]:
        return
    for thing in tree.children(verb, "obj"):
        behind = tree.children(thing, "nmod") if tree.lemma(thing) in doc.cues["places", "shared"] else [thing]
        yield from (place for word in behind if (place := place_at(doc, tree, word)) is not None)


def whereabouts(doc: Document, tree: Tree, clause: int, noun: int) -> Place | None:
    """Return the place that a clause with "where" tells of."""
    if not any(tree.form(kid) in doc.cues["places", "where"] for kid in tree.subtree(clause)):
        return None
    own = place_of(doc, tree, noun)
    if own is not None or tree.relation(noun) != "appos":
        return own
    return place_of(doc, tree, tree.head(noun))


def echoed(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place named before that a noun stands for ("clashes in the state"), None where none was."""
    if tree.lemma(at) not in doc.cues["places", "echoes"] or tree.child(at, "nmod", "acl") is not None:
        return None
    if not any(tree.form(kid) in doc.cues["places", "definite"] for kid in tree.children(at, "det")):
        return None
    for number in range(tree.number, max(-1, tree.number - FAR - 1), -1):
        other = doc.trees[number]
        last = at if other is tree else len(other)
        for word in range(last - 1, -1, -1):
            place = place_at(doc, other, word) if other.upos(word) == "PROPN" else None
            if place is not None:
                return replace(place, evidence=doc.words(tree, *tree.core(at)))
    return None


def border_place(doc: Document, tree: Tree, words: Iterable[int], sides: Iterable[Named]) -> Place | None:
    """Return the border of the two sides of an act, where one without a name is told of (patrols along THE BORDER)."""
    bodies = doc.cues["sectors", "bodies"]
    codes = dict.fromkeys(named.actor.country for named in sides)
    states = [code for code in codes if code is not None and code not in bodies]
    shared = (
        kid
        for word in words
        for kid in tree.subtree(word)
        if tree.lemma(kid) in doc.cues["places", "shared"] and locative(doc, tree, kid)
    )
    line = next(shared, None)
    if line is None or len(states) != PAIR:
        return None
    others = tuple(bordering(doc, code) for code in states[1:])
    evidence = doc.words(tree, *tree.core(line))
    reason = "the border of the two sides"
    return Place(
        name=evidence.quote, country=states[0], evidence=evidence, kind="line", reason=reason, candidates=others
    )


def bordering(doc: Document, code: str) -> PlaceCandidate:
    """Return the other state of a border as a candidate."""
    name = doc.book.actors.country_name(code) or code
    return PlaceCandidate(name=name, country=code, admin1=None, kind="line", lat=None, lon=None, score=HALF)


def dateline_place(doc: Document, tree: Tree, kind: str, sides: Iterable[Named]) -> Place | None:
    """Return the dateline's place for what its sentence says that sides did together (ROME (AP) - X and Y met)."""
    together = {named.actor.country for named in sides if named.known}
    if kind not in doc.cues["places", "together"] or len(together) < PAIR:
        return None
    found = doc.atlas.dateline
    return found if found is not None and opens(doc, tree, found) else None


def opens(doc: Document, tree: Tree, place: Place) -> bool:
    """Whether a sentence is the one that a dateline opens."""
    first = next((one for one in doc.trees if one.sentence.end > place.evidence.start), None)
    return first is tree


def other_side(place: Place, sources: Iterable[Named]) -> Place:
    """Return a place that states share as the other state's, if the one it was given to acts (shells over a line)."""
    own = {named.actor.country for named in sources}
    if place.country not in own:
        return place
    shared = [
        one for one in place.candidates if one.name == place.name and one.lat == place.lat and one.lon == place.lon
    ]
    other = next((one for one in shared if one.country not in own), None)
    return place if other is None else replace(place, country=other.country)


def hit_place(doc: Document, targets: Iterable[Named]) -> Place | None:
    """Return where an attack hit, by who was hit: the one state in which all its known targets sit."""
    found: list[Place] = []
    for named in targets:
        codes = {code for code in (*located(doc, named), seat(doc, named)) if code is not None}
        tree = named.tree
        inside = (place_of(doc, tree, word) for word in tree.phrase(named.head) if locative(doc, tree, word))
        narrow = next((place for place in inside if place is not None and {place.country} == codes), None)
        if narrow is not None:
            found.append(narrow)
            continue
        evidence = doc.words(tree, named.start, named.end)
        reason = "the state that the target sits in"
        found.extend(
            Place(name=doc.book.actors.country_name(code) or code, country=code, evidence=evidence, reason=reason)
            for code in sorted(codes)
        )
    return found[0] if len({place.country for place in found}) == 1 else None


def seat(doc: Document, named: Named) -> str | None:
    """Return the state that a target is, None for its forces and groups, which may stand elsewhere."""
    actor = named.actor
    return None if actor.country in doc.cues["sectors", "bodies"] or actor.sector is not None else actor.country


def locative(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word stands behind a preposition of place."""
    soils = doc.cues["places", "soil"]
    if any(marker in soils or marker.split()[0] in soils for marker in tree.markers(at)):
        return True
    return "by" in tree.markers(at) and tree.lemma(at) in doc.cues["places", "echoes"]


def place_of(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that a phrase names: a country, a town, a province of a state."""
    for word in tree.conjuncts(at):
        parts = (place_at(doc, tree, part) for part in phrase_words(tree, word))
        found = [place for place in parts if place is not None]
        if found:
            first = found[0]
            return min((one for one in found if one.country == first.country), key=breadth)
    return None


def breadth(place: Place) -> int:
    """Rank a place by how wide it is: of Balochistan's Panjgur district, Panjgur is where an act happened."""
    return WIDTH.get(place.kind or "", 0)


def phrase_words(tree: Tree, at: int) -> list[int]:
    """Return a head first, then the other words of its phrase, none of who else took part (a clash WITH Y's troops)."""
    others = {word for kid in tree.children(at, "nmod") if PARTY & set(tree.markers(kid)) for word in tree.subtree(kid)}
    return [at, *[word for word in tree.phrase(at) if word != at and word not in others]]


def place_at(doc: Document, tree: Tree, at: int) -> Place | None:
    """Return the place that one word names."""
    found = doc.atlas.at(tree, at)
    if found is not None and found.kind is not None:
        return found
    match = doc.firm(tree, at)
    if match is not None and match.kind in {Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL} and match.actor.country:
        evidence = doc.words(tree, match.start, match.end)
        return Place(name=match.actor.name, country=match.actor.country, evidence=evidence)
    place = doc.place(tree, at)
    if place is None:
        return found
    return Place(name=place.name, country=place.country, evidence=doc.words(tree, place.start, place.end))


def soil(doc: Document, place: Place | None, sources: Iterable[Named], targets: Iterable[Named]) -> tuple[str, ...]:
    """Return the states whose soil an act hit: where it happened, where the target sits, or the target state itself."""
    own = {named.actor.country for named in sources if named.actor.sector != "REB"}
    codes: list[str | None] = [place.country] if place is not None else []
    for named in targets:
        codes.extend(located(doc, named))
        codes.append(seat(doc, named))
    return tuple(dict.fromkeys(code for code in codes if code is not None and code not in own))


def located(doc: Document, named: Named) -> list[str | None]:
    """Return the countries of the places that a phrase carries (rebels in Balochistan, the Yida camp)."""
    tree = named.tree
    found: list[str | None] = []
    for word in tree.phrase(named.head):
        if "with" in tree.markers(word) and tree.lemma(tree.head(word)) in doc.rules.classes["border"]:
            continue  # the border with X is not X's soil
        place = doc.place(tree, word)
        match = doc.firm(tree, word)
        if place is not None:
            found.append(place.country)
        elif match is not None and match.kind is Kind.COUNTRY and word != named.head and not outside(tree, word):
            found.append(match.actor.country)
    return found
