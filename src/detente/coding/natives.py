"""Coding room: whose a phrase is by where it stands: places, towns, what a state is called, politics at home."""

from collections.abc import Iterator

from detente.codebook import Match
from detente.coding.document import Document
from detente.coding.named import Memory, Named, name
from detente.coding.phrases import bare, lies, name_words, post
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = [
    "country_at",
    "domestic",
    "epithet",
    "facing",
    "fighters",
    "housed",
    "listed",
    "located",
    "state_of_article",
    "stations",
    "town",
]

INSIDE = frozenset({"in", "at", "from", "of", "near"})
DOERS = frozenset({"nsubj", "nsubj:pass", "nmod:poss", "obl:agent"})
NAMING = ("flat", "compound", "nmod:desc")
OTHER = frozenset({"with", "against", "than"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def epithet(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state that a phrase stands for without naming it: the kingdom, the Jewish state, the North."""
    if not (the(tree, head) or tree.relation(head) == "appos"):
        return None
    front = [tree.lemma(kid) for kid in tree.children(head, "amod", "compound") if kid < head]
    for phrase in (*(f"{word} {tree.lemma(head)}" for word in front), tree.lemma(head)):
        found = doc.rules.epithets.get(phrase)
        if found is None:
            continue
        country = most_named(doc, found.countries) or (found.countries[0] if found.alone else None)
        if country is None:
            return None
        actor = Actor(
            id=country, name=doc.book.actors.country_name(country) or phrase, country=country, sector=found.sector
        )
        return name(tree, head, actor, score=doc.config.guess, reason=f"called so: {actor.name}")
    return None


def most_named(doc: Document, countries: tuple[str, ...]) -> str | None:
    """Return the one of some states that the article names most; the first in the list of those named as often."""
    named = [code for code in countries if doc.states.get(code)]
    return max(named, key=lambda code: doc.states[code], default=None)


def town(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of a town that acts or owns: its government is meant (PITTSBURGH sued, Basra's demand)."""
    hit = tree.exact(head) == "obj"
    if tree.upos(head) != "PROPN" or not (hit or tree.exact(head) in DOERS):
        return None
    country = lies(doc, tree, head)
    if country is None or doc.match(tree, head) is not None or tree.children(head, *NAMING):
        return None
    words = tree.token(head).text
    actor = Actor(id=None, name=words, country=country, sector=None if hit else "GOV")
    return name(tree, head, actor, score=doc.config.guess, reason=f"authorities of the place: {words}")


def housed(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of the place that an organisation's name holds: the California Farm Bureau, Lahore High Court."""
    whole = next((one for one in tree.sentence.names if one.start <= head < one.end), None)
    if whole is None or whole.type != "ORG" or not (house(doc, tree, head) or house(doc, tree, whole.end - 1)):
        return None
    for at in range(whole.start, whole.end):
        if tree.form(at) in doc.cues["sectors", "formal"] or tree.upos(at) != "PROPN":
            continue
        match = doc.firm(tree, at)
        country = match.actor.country if match is not None else lies(doc, tree, at)
        if country is not None and at != head and tree.whole(at) == tree.lemma(at):
            actor = bare(doc, tree, head, country)
            reason = f"named after a place: {tree.token(at).text}"
            return name(tree, head, actor, score=doc.config.guess, reason=reason)
    return None


def house(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word says what kind of organisation a name names (Police, Court, Federation)."""
    return doc.book.actors.agent(tree.lemma(at)) is not None or tree.lemma(at) in doc.cues["sectors", "houses"]


def located(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of the place where officials or people are: police in Hong Kong, villagers in Swat."""
    sector, _office = post(doc, tree, head)
    fixed = bool({tree.lemma(head), tree.form(head)} & doc.cues["sectors", "installations"])
    if not fixed and (
        sector not in doc.cues["sectors", "settled"] or tree.lemma(head) in doc.cues["sectors", "guests"]
    ):
        return None
    for word in stations(doc, tree, head):
        country = country_at(doc, tree, word)
        if country is not None:
            actor = bare(doc, tree, head, country)
            return name(tree, head, actor, score=doc.config.guess, reason="people of the place named")
    return None


def stations(doc: Document, tree: Tree, head: int) -> Iterator[int]:
    """Yield the words that say where a phrase's people are, with what they are part of (the south OF the country)."""
    held = [kid for kid in tree.children(head, "nmod") if "of" in tree.markers(kid)]
    if held and tree.lemma(head) in doc.cues["nouns", "containers"]:
        yield from stations(doc, tree, held[0])  # dozens of demonstrators in Yerevan
    _, end = tree.core(head)
    above = tree.head(head)
    after = [kid for kid in tree.children(above, "obl") if tree.subtree(kid)[0] == end] if above >= 0 else []
    for kid in (*tree.children(head, "nmod"), *after):  # what stands right behind is often hung on the verb
        if INSIDE & set(tree.markers(kid)):
            yield kid
            yield from tree.children(kid, "compound", "nmod", "nmod:poss")


def country_at(doc: Document, tree: Tree, at: int) -> str | None:
    """Return the country that a word names or lies in; "the country" is the only one its sentence names."""
    match = doc.firm(tree, at)
    if match is not None:
        return match.actor.country if match.actor.country not in doc.cues["sectors", "bodies"] else None
    country = lies(doc, tree, at)
    if country is not None:
        return country
    if tree.lemma(at) in {"country", "nation"} and tree.child(at, "det") is not None:
        return only_state(doc, tree) or state_of_article(doc)
    return None


def only_state(doc: Document, tree: Tree, head: int = -1) -> str | None:
    """Return the state of a sentence that names no other but those that the head does something to."""
    bodies = doc.cues["sectors", "bodies"]
    met = facing(tree, head) if head >= 0 else set()
    firm = [match for match in doc.matches(tree) if doc.firm(tree, match.start) is not None]
    others = [
        match.actor.country for match in firm if not met & {match.start, match.end - 1} and not across(tree, match)
    ]
    found = {country for country in others if country is not None and country not in bodies}
    if not found:
        found = {code for at in range(len(tree)) if (code := lies(doc, tree, at)) is not None}
    return found.pop() if len(found) == 1 else None


def listed(doc: Document, _: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state of what a phrase is listed with: the army and OTHER SECURITY FORCES."""
    first = tree.first(head)
    others = any(tree.form(kid) == "other" for kid in tree.children(head, "amod"))
    if first == head or not others or post(doc, tree, head)[0] not in doc.cues["sectors", "political"]:
        return None
    for word in (first, *tree.children(first, "amod", "compound", "nmod:poss")):
        match = doc.firm(tree, word)
        if match is not None and match.actor.country:
            actor = bare(doc, tree, head, match.actor.country)
            return name(tree, head, actor, score=doc.config.guess, reason=f"listed with: {match.phrase}")
    return None


def across(tree: Tree, match: Match) -> bool:
    """Whether a state is named as another party of something (a treaty WITH China, war AGAINST Iraq)."""
    words = (match.start, match.end - 1)
    return any(OTHER & set(tree.markers(word)) for at in words for word in (at, tree.head(at)) if word >= 0)


def facing(tree: Tree, head: int) -> set[int]:
    """Return the words that name what a subject acts on (the minister blamed FRANCE, met the FRENCH envoy)."""
    verb = tree.head(head)
    if verb < 0 or tree.relation(head) != "nsubj":
        return set()
    things = tree.children(verb, "obj", "iobj", "obl")
    return {*things, *(kid for thing in things for kid in tree.children(thing, "amod", "compound", "nmod:poss"))}


def domestic(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Take the state that a part of politics at home belongs to: the opposition leader, the court, the prime minister.

    The doer of the same verb goes first (Venezuela freed OPPOSITION POLITICIANS), then the only state of the sentence,
    then the state that the article is about.
    """
    sector, office = post(doc, tree, head)
    home = sector in doc.cues["sectors", "domestic"]
    institution = tree.lemma(head) in doc.cues["nouns", "institutions"]
    titled = sector in doc.cues["sectors", "lent"] and (office is not None or institution) and the(tree, head)
    formal = institution and tree.upos(head) == "PROPN" and formed(doc, tree, head)
    stranger = strange(doc, tree, head) and not formal and sector not in doc.cues["sectors", "native"]
    if not (home or titled or formal) or stranger or tree.children(head, "nmod:poss"):
        return None
    country = own_doer(doc, memory, tree, head) if home or formal else None
    told = (state_of_article(doc) or home_of(doc)) if len(doc.trees) > 1 else None
    country = country or told or only_state(doc, tree, head)
    if country is None:
        return None
    actor = bare(doc, tree, head, country)
    return name(tree, head, actor, score=doc.config.guess, reason="politics of the state named")


def the(tree: Tree, head: int) -> bool:
    """Whether a phrase is definite."""
    before = tree.form(head - 1) if head else ""
    return before in DEFINITE or bool({tree.form(kid) for kid in tree.children(head, "det")} & DEFINITE)


def formed(doc: Document, tree: Tree, head: int) -> bool:
    """Whether an institution's name is made of common words only (the National Security COMMITTEE), no name of a place.

    Words that no table knows stand in it only where the parser, too, sees no name of their own.
    """
    words = [word for word in name_words(tree, head) if word != head]
    front = [*words, *tree.children(head, "amod")]
    return all(doc.spot(tree, word) is None and tree.form(word) in doc.cues["sectors", "formal"] for word in front)


def strange(doc: Document, tree: Tree, head: int) -> bool:
    """Whether a phrase goes on with a name of its own, which the tables do not know."""
    words = name_words(tree, head)
    if any(tree.form(kid) in doc.cues["sectors", "spread"] for kid in tree.children(head, "amod", "compound")):
        return True
    return any(tree.upos(word) == "PROPN" for word in words) and len(words) > 1


def own_doer(doc: Document, memory: Memory, tree: Tree, head: int) -> str | None:
    """Return the state that acts on a phrase as the doer of its verb."""
    verb = tree.clause(tree.head(head)) if tree.head(head) >= 0 else head
    doers = [kid for kid in tree.children(verb, "nsubj", "obl:agent") if head not in tree.subtree(kid)]
    seen = {named.head: named.actor.country for named in memory.seen if named.tree is tree}
    for kid in doers:
        match = doc.firm(tree, kid)
        country = match.actor.country if match is not None else seen.get(kid)
        if country is not None and country not in doc.cues["sectors", "bodies"]:
            return country
    return None


def fighters(doc: Document, memory: Memory, tree: Tree, head: int) -> Named | None:
    """Give rebels without a state the one they stand in, then the one whose army they fight at home (R15).

    Else they are of the state that the article is about most. Where the article has named one armed group of that
    state so far, they are its own.
    """
    sector, _office = post(doc, tree, head)
    if sector != "REB":
        return None
    here = [code for word in tree.phrase(head) if (code := lies(doc, tree, word)) is not None]
    country = here[0] if here else enemy(doc, tree, head) or state_of_article(doc)
    if country is None:
        return None
    groups = {one.actor.id: one.actor for one in memory.seen if one.actor.sector == "REB" and one.actor.id}
    own = [actor for actor in groups.values() if actor.country == country and actor.office is None]
    if len(own) == 1 and len(groups) == 1:
        return name(tree, head, own[0], score=doc.config.guess, reason=f"the one armed group named: {own[0].name}")
    actor = bare(doc, tree, head, country)
    return name(tree, head, actor, score=doc.config.guess, reason="rebels of the state that they are told about")


def enemy(doc: Document, tree: Tree, head: int) -> str | None:
    """Return the state whose forces meet rebels in one clause, where no place says that they meet abroad."""
    verb = tree.head(head)
    if verb < 0:
        return None
    others = [kid for kid in tree.children(verb, "nsubj", "obj", "obl") if kid != head]
    for kid in others:
        for word in (kid, *tree.children(kid, "amod", "compound", "nmod:poss")):
            match = doc.firm(tree, word)
            if match is not None and match.actor.country and post(doc, tree, kid)[0] in doc.cues["sectors", "lent"]:
                return match.actor.country if at_home(doc, tree, verb, match.actor.country) else None
    return None


def at_home(doc: Document, tree: Tree, verb: int, country: str) -> bool:
    """Whether no place of a clause lies in another state, and the clause names no other."""
    words = tree.subtree(verb)
    named = [place for at in words if (place := doc.place(tree, at)) is not None]
    matches = [match for at in words if (match := doc.firm(tree, at)) is not None]
    states = {match.actor.country for match in matches} - {None} - doc.cues["sectors", "bodies"]
    return all(country in place.countries for place in named) and states <= {country}


def home_of(doc: Document) -> str | None:
    """Return the state of the dateline, from which a report speaks of "the government", if the report names it."""
    line = doc.atlas.dateline
    return line.country if line is not None and line.country in doc.states else None


def state_of_article(doc: Document) -> str | None:
    """Return the state that the article names clearly most often."""
    bodies = doc.cues["sectors", "bodies"]
    counts = sorted((-count, code) for code, count in doc.states.items() if code not in bodies)
    if len(counts) > 1 and counts[0][0] > doc.config.clear * counts[1][0]:
        return None
    return counts[0][1] if counts else None
