"""Coding room: what the words of a noun phrase tell of an actor: post, sector, owner, both sides."""

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = [
    "Post",
    "bare",
    "belonging",
    "both",
    "foreign",
    "lies",
    "name_words",
    "nationals",
    "owners",
    "post",
    "sharing",
    "undergoing",
]

FROM = frozenset({"of", "from", "for"})
TIED = frozenset({"to", "with", "by"})
NAME = ("flat", "compound", "nmod:desc")
JOINING = frozenset({"CCONJ", "DET", "PUNCT"})

# The sector and the office that a phrase's nouns tell, each None where they tell none.
Post = tuple[str | None, str | None]


def name_words(tree: Tree, head: int) -> list[int]:
    """Return the words of the name or title that a head belongs to."""
    found = [head]
    for word in found:
        found.extend(kid for kid in tree.children(word, *NAME) if kid not in found)
    for kid in tree.children(head, "appos"):
        if kid == head + 1 and tree.upos(kid) == "PROPN":
            found.append(kid)
            found.extend(tree.children(kid, "flat", "compound"))
    return found


def post(doc: Document, tree: Tree, head: int) -> Post:
    """Return sector and office that the nouns of a phrase tell; a political one goes before another."""
    political = doc.cues["sectors", "political"]
    held = [kid for kid in tree.children(head, "nmod") if "of" in tree.markers(kid)]
    if held and tree.lemma(head) in doc.cues["nouns", "containers"]:
        return post(doc, tree, held[0])
    found = [
        (match.actor.sector, match.actor.office)
        for word in name_words(tree, head)
        if (match := doc.match(tree, word)) is not None and match.kind is Kind.AGENT
    ]
    if (found or tree.lemma(head) in doc.cues["sectors", "bands"] | doc.rules.classes["territory"]) and armed(
        doc, tree, head
    ):
        return "REB", None
    if found:
        return next((pair for pair in found if pair[0] in political), found[0])
    noun = doc.book.actors.agent(tree.lemma(head))
    return (noun.sector, noun.office) if noun is not None else (None, None)


def armed(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a word in front of a post tells that it is held among rebels (SEPARATIST officials, ARMED groups)."""
    band = tree.lemma(head) in doc.cues["sectors", "bands"]
    for kid in tree.children(head, "amod", "compound"):
        noun = doc.book.actors.agent(tree.lemma(kid))
        if kid < head and noun is not None and noun.sector == "REB":
            return True
        first, hyphen, last = tree.whole(kid).rpartition("-")  # rebel-held areas
        if hyphen and last in doc.cues["nouns", "helping"] and first in doc.cues["sectors", "arming"]:
            return True
        if kid < head and band and tree.lemma(kid) in doc.cues["sectors", "arming"]:
            return True
    return False


def owners(doc: Document, tree: Tree, head: int) -> list[int]:
    """Return the words that may say whose a phrase is, nearest kin first."""
    other = tree.lemma(head) in doc.cues["nouns", "counterparts"] | doc.cues["nouns", "friends"]
    found = [kid for kid in tree.kids[head] if tree.exact(kid) == "nmod:poss" and not other]
    found += [kid for kid in tree.children(head, "amod", *NAME) if kid not in found]
    for kid in found:
        near = tree.children(kid, "amod", "nmod:poss", *NAME)
        of = [word for word in tree.children(kid, "nmod") if FROM & set(tree.markers(word))]
        found += [word for word in (*near, *of) if word not in found]
    behind_of = [kid for kid in tree.children(head, "nmod") if kid not in found and FROM & set(tree.markers(kid))]
    found = [*(kid for kid in behind_of if staff(doc, tree, head, kid)), *found]
    found += [kid for kid in behind_of if kid not in found]
    if other and not found:
        found = behind(tree, head)
    if not found:  # the people and government OF CAMBODIA
        last = [kid for kid in tree.children(head, "conj") if tree.child(kid, "amod", "compound", "nmod:poss") is None]
        found = [of for kid in last for of in tree.children(kid, "nmod") if "of" in tree.markers(of)]
    if not found and tree.lemma(head) in doc.cues["nouns", "seated"]:  # the military IN KYIV
        found = [kid for kid in tree.children(head, "nmod") if "in" in tree.markers(kid) and capital(doc, tree, kid)]
    ties = [kid for kid in tree.children(head, "acl", "amod") if tree.lemma(kid) in doc.cues["nouns", "tied"]]
    return found + [word for tie in ties for word in tree.children(tie, "obl") if TIED & set(tree.markers(word))]


def capital(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word names the capital of a state."""
    match = doc.firm(tree, at)
    return match is not None and match.kind is Kind.CAPITAL


def staff(doc: Document, tree: Tree, head: int, of: int) -> bool:
    """Whether a post is held in a body of several states, whatever the nation (an American leader of a UN TEAM)."""
    if doc.book.actors.agent(tree.lemma(head)) is None and tree.lemma(head) not in doc.cues["sectors", "staff"]:
        return False
    for word in (of, *tree.children(of, "compound", "amod", "nmod:poss")):
        match = doc.firm(tree, word)
        if match is not None:
            return match.actor.country in doc.cues["sectors", "bodies"]
    return False


def lies(doc: Document, tree: Tree, at: int) -> str | None:
    """Return the state in which a place lies that a word names, None where the article leaves it open."""
    if doc.helper(tree, at):
        return None
    place = doc.place(tree, at)
    if place is not None:
        return next((code for code in (*place.countries, *place.others) if code in doc.states), place.country)
    spot = doc.atlas.at(tree, at) if tree.upos(at) in {"PROPN", "ADJ"} else None
    if spot is None or spot.country is None:
        return None
    sure = (spot.score or 0.0) >= doc.config.likely or spot.country in doc.states
    return spot.country if sure else None


def behind(tree: Tree, head: int) -> list[int]:
    """Return the name right behind a counterpart that hangs elsewhere in the tree (spoke to his counterpart FROM X)."""
    after = [at for at in range(head + 2, min(len(tree), head + 4)) if tree.form(head + 1) in FROM]
    return [at for at in after if tree.upos(at) == "PROPN" and head + 1 in tree.kids[at]]


def sharing(tree: Tree, owner: int, words: list[int]) -> list[int]:
    """Return the words that say whose a phrase is together with one of them (UK and EU negotiators)."""
    if tree.relation(owner) == "conj":
        return []
    found = [*tree.conjuncts(owner)[1:], *tree.joined(owner)]
    for other in words:
        between = range(owner + 1, other)
        if between and other not in found and all(tree.upos(at) in JOINING for at in between):
            found.append(other)
    return found


def nationals(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a people's name means some of its people, no government (three Syrians, all Americans)."""
    if tree.relation(head) == "conj" and tree.head(head) >= 0:
        return nationals(doc, tree, tree.head(head))
    counted = tree.children(head, "nummod", "det", "amod", "det:predet", "nmod:unmarked")
    few = doc.cues["sectors", "quantified"]
    return any(tree.relation(kid) == "nummod" or tree.form(kid) in few for kid in counted)


def both(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a phrase refers to both sides: the two countries, both nations, the leaders of the two states."""
    alone = tree.form(head) in doc.cues["nouns", "both_words"] and not tree.children(head, "nmod")
    if tree.form(head) == "both" or (alone and tree.form(head - 1) == "the" and tree.relation(head) == "nsubj"):
        return True  # "both", "the two", where no noun says of what
    if tree.lemma(head) not in doc.cues["nouns", "both_sides"]:
        return False
    kids = list(tree.children(head, "det", "nummod", "amod", "cc:preconj", "det:predet"))
    if "between" in tree.markers(head) and tree.form(head) != tree.lemma(head) and tree.child(head, "conj") is None:
        return not any(doc.firm(tree, kid) or doc.place(tree, kid) for kid in tree.phrase(head))
    if any(tree.form(kid) in doc.cues["nouns", "both_words"] for kid in kids):
        return not any(doc.firm(tree, kid) for kid in tree.phrase(head))
    return any(both(doc, tree, kid) for kid in tree.children(head, "nmod", "nmod:poss"))


def undergoing(tree: Tree, head: int) -> bool:
    """Whether a verb's subject does something to a phrase, and so is not meant by it (X and Y invited BOTH SIDES)."""
    while tree.relation(head) == "nmod":
        head = tree.head(head)
    return tree.relation(head) in {"obj", "iobj"}


def foreign(doc: Document, tree: Tree, head: int, word: int, person: Actor) -> bool:
    """Whether a name behind a comma is of another people than the phrase (his ARMENIAN counterpart, US envoy X)."""
    if not any(tree.form(at) == "," for at in range(head + 1, word)):
        return False
    peoples = (doc.firm(tree, kid) for kid in tree.children(head, "amod"))
    return any(found is not None and found.actor.country != person.country for found in peoples)


def belonging(doc: Document, tree: Tree, head: int, owner: Actor) -> Actor:
    """Return the actor that a phrase names as part of another: Iranian troops, Pakistan's foreign minister.

    A thing of its owner's (its drones, its airspace) is no actor of its own: the owner is.
    """
    sector, office = post(doc, tree, head)
    if sector is None and office is None and tree.upos(head) != "PROPN":
        return owner
    if owner.sector in doc.cues["sectors", "kept"] and sector in doc.cues["sectors", "lent"]:
        sector = owner.sector
    start, end = tree.core(head)
    return Actor(
        id=owner.id if sector is None or sector == owner.sector else None,
        name=doc.words(tree, start, end).quote,
        country=owner.country,
        sector=sector or owner.sector,
        office=office,
    )


def bare(doc: Document, tree: Tree, head: int, country: str | None) -> Actor:
    """Return the actor of a phrase in no table: the sector its nouns tell, a country found otherwise."""
    sector, office = post(doc, tree, head)
    start, end = tree.core(head)
    words = doc.words(tree, start, end).quote
    return Actor(id=None, name=words, country=country, sector=sector, office=office)
