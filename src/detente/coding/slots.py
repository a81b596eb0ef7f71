"""Coding room: which words fill the places around an act (subject, object, complement, preposition)."""

from collections.abc import Callable
from functools import wraps

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.tree import Tree

__all__ = [
    "USUAL",
    "antecedent",
    "complements",
    "infinitive",
    "light_verb",
    "modifiers",
    "objects",
    "obliques",
    "slot",
    "subjects",
]

# Where the target of a verb, noun or adjective usually stands, the likeliest place first.
USUAL = {
    "v": ("obj", "against", "on", "at", "into", "toward", "towards"),
    "n": ("against", "on", "at", "with", "of", "to"),
    "a": ("to", "with"),
}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
SELF_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "offer", "agree", "refuse"})
ASKED = frozenset({"on", "for", "to", "upon"})
SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "obl", "parataxis"})
DEPTH = 6
# Behind these a gerund is done by the object: accused X of firing, kept X from leaving, criticised X for shelling.
OF = frozenset({"of", "from", "for", "into"})

Finder = Callable[..., list[int]]


def remembered(find: Finder) -> Finder:
    """Keep what a look-up found of a word: a tree never changes, and each place is asked for many times."""

    @wraps(find)
    def kept(doc: Document, tree: Tree, *words: int | str) -> list[int]:
        key = (find, *words)
        found = tree.memo.get(key)
        if found is None:
            found = tree.memo[key] = find(doc, tree, *words)
        return found.copy()

    return kept


def antecedent(tree: Tree, at: int) -> int:
    """Return what a relative pronoun stands for: the name right before it, else the noun its clause modifies."""
    if tree.form(at) not in RELATIVE:
        return at
    before = at - 2 if at > 1 and tree.form(at - 1) == "," else at - 1
    if before >= 0 and tree.upos(before) == "PROPN" and tree.form(at) == "which":
        return name_head(tree, before)
    return next((head for child, head in tree.path(at) if tree.relation(child) == "acl"), at)


def name_head(tree: Tree, at: int) -> int:
    """Return the head of the name that a word is part of."""
    while tree.relation(at) in {"flat", "compound"} and tree.upos(tree.head(at)) == "PROPN":
        at = tree.head(at)
    return at


def infinitive(tree: Tree, at: int) -> bool:
    """Whether a verb is a to-infinitive."""
    return any(tree.form(kid) == "to" and tree.upos(kid) == "PART" for kid in tree.children(at, "mark", "aux", "case"))


@remembered
def subjects(doc: Document, tree: Tree, at: int, depth: int = 0) -> list[int]:
    """Return the words that name the doer of an act; empty if the sentence names none."""
    if depth > DEPTH:
        return []
    if tree.is_verb(at) or tree.child(at, "cop", "nsubj") is not None:
        undergoing = set(objects(doc, tree, at, depth + 1)) if tree.passive(at) else set()
        found = verb_subjects(doc, tree, at, depth) or role(doc, tree, at, "ARG0")
        return [word for word in found if word not in undergoing]
    return noun_subjects(doc, tree, at, depth)


def role(doc: Document, tree: Tree, at: int, *names: str) -> list[int]:
    """Return the head of a PropBank argument that a nominal fills."""
    argument = tree.argument(at, *names)
    if argument is None or argument.score < doc.config.least_role or argument.head == at:
        return []
    head = antecedent(tree, argument.head)
    return [head] if tree.upos(head) in {"NOUN", "PROPN", "PRON", "NUM"} else []


def verb_subjects(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return the doer of a verb, through passives, relative clauses, control and coordination."""
    if tree.passive(at):
        agents = [kid for kid in tree.children(at, "obl") if "by" in tree.markers(kid)]
        if agents or tree.relation(at) != "conj" or tree.child(at, "nsubj") is not None:
            return agents
        if tree.passive(tree.first(at)):
            return verb_subjects(doc, tree, tree.first(at), depth + 1)
    own = [kid for kid in tree.children(at, "nsubj") if tree.exact(kid) != "nsubj:pass"]
    if own:
        return [antecedent(tree, tree.bearer(own[0]))]
    return inherited_subjects(doc, tree, at, depth)


def inherited_subjects(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return the doer that a verb without a subject shares with the word that governs it."""
    head, relation = tree.head(at), tree.relation(at)
    if head < 0:
        return []
    if relation == "acl":
        return participle_subjects(doc, tree, at, depth)
    controlled = controllers(doc, tree, at, depth)
    if controlled or relation not in SHARING:
        return controlled
    if tree.is_verb(head) and tree.passive(head) and relation != "parataxis":
        return objects(doc, tree, head, depth + 1)
    return subjects(doc, tree, head, depth + 1)


def controllers(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return the object that a governing verb makes the doer: told X to leave, accused X of firing."""
    head, relation = tree.head(at), tree.relation(at)
    if not tree.is_verb(head):
        return []
    if relation in {"advcl", "obl"} and OF & set(tree.markers(at)):
        return objects(doc, tree, head, depth + 1)
    if relation != "xcomp" or tree.lemma(head) in SELF_CONTROL or tree.passive(head):
        return []
    told = list(tree.children(head, "obj", "iobj"))
    if not told and infinitive(tree, at):
        told = [kid for kid in tree.children(head, "obl") if ASKED & set(tree.markers(kid))]
    return told[:1]


def participle_subjects(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return the doer of a verb that modifies a noun: the noun, or who holds the plan, decision or offer."""
    head = tree.head(at)
    if not infinitive(tree, at):
        return [head]
    owners = noun_subjects(doc, tree, head, depth + 1)
    if owners:
        return owners
    verb = tree.head(head)
    if verb >= 0 and tree.is_verb(verb):
        return subjects(doc, tree, verb, depth + 1)
    return []


def noun_subjects(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return the doer of a noun that names an act (Iran's strike, Israeli raid, a strike by Iran)."""
    own = phrase_subjects(doc, tree, at)
    if own:
        return own
    verb = tree.head(at)
    if verb >= 0 and tree.is_verb(verb):
        if {"with", "by"} & set(tree.markers(tree.first(at))):
            return subjects(doc, tree, verb, depth + 1)
        source = [kid for kid in tree.children(verb, "obl") if "from" in tree.markers(kid) and kid > at]
        if source and doc.firm(tree, source[0]) is not None:
            return source[:1]
    carrier = light_verb(doc, tree, at)
    carried: list[int] = []
    if carrier is not None and tree.lemma(carrier) not in doc.cues["nouns", "not_doer"]:
        carried = subjects(doc, tree, carrier, depth + 1)
    inside = set(tree.subtree(at))
    return carried or [word for word in role(doc, tree, at, "ARG0") if word in inside and not fell(doc, tree, word)]


def fell(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word in front of a blow is the town it fell on (an ERBIL strike)."""
    town = doc.place(tree, at) is not None and (doc.firm(tree, at) is None or capital(doc, tree, at))
    return town and tree.relation(at) == "compound" and tree.lemma(tree.head(at)) in doc.rules.classes["blow"]


def phrase_subjects(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the doer inside the phrase of a noun: its owner, behind "by" or "from", or an adjective of a side."""
    owner = tree.child(at, "nmod:poss")
    if owner is not None:
        return [owner]
    doing = {"by"} if tree.lemma(at) in doc.rules.classes["leaving"] else {"by", "from"}
    by = [kid for kid in tree.children(at, "nmod", "obl") if doing & set(tree.markers(kid))]
    if by:
        return by[:1]
    adjectives = [kid for kid in tree.children(at, "amod", "compound", "nmod") if kid < at and doc.firm(tree, kid)]
    parts = [part for kid in adjectives for part in tree.joined(kid) if doc.firm(tree, part)]
    adjectives += [part for part in parts if part not in adjectives]
    if tree.lemma(at) in doc.rules.classes["undergone"]:
        adjectives = [kid for kid in adjectives if not country_name(doc, tree, kid)]
    if tree.lemma(at) in doc.rules.classes["blow"]:
        adjectives = [kid for kid in adjectives if not capital(doc, tree, kid)]
    return adjectives


def capital(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word is the name of a capital (a DAMASCUS strike hits the city)."""
    match = doc.firm(tree, at)
    return match is not None and match.kind is Kind.CAPITAL


def country_name(doc: Document, tree: Tree, at: int) -> bool:
    """Whether a word is the name of a country, no adjective and no abbreviation (the KUWAIT invasion)."""
    match = doc.firm(tree, at)
    return match is not None and match.kind is Kind.COUNTRY and not tree.token(at).text.replace(".", "").isupper()


def light_verb(doc: Document, tree: Tree, at: int) -> int | None:
    """Return the verb that only carries the act a noun names (launched an attack; strikes carried out by)."""
    light = doc.cues["nouns", "light"]
    for kid in tree.children(at, "acl"):
        if tree.lemma(kid) in light and tree.passive(kid):
            return kid
    noun = tree.first(at)
    while tree.relation(noun) == "nmod" and tree.lemma(tree.head(noun)) in doc.cues["nouns", "containers"]:
        noun = tree.first(tree.head(noun))
    verb = tree.head(noun)
    if verb < 0 or not tree.is_verb(verb) or tree.lemma(verb) not in light:
        return None
    exact = tree.exact(noun)
    carried = tree.relation(noun) == "obj" or exact == "nsubj:pass"
    engaged = tree.relation(noun) == "obl" and {"in", "into", "under"} & set(tree.markers(noun))
    return verb if carried or (engaged and tree.lemma(verb) in {"engage", "take", "put"}) else None


@remembered
def objects(doc: Document, tree: Tree, at: int, depth: int = 0) -> list[int]:
    """Return the words that name what an act is done to."""
    if depth > DEPTH:
        return []
    if not tree.is_verb(at):
        return noun_objects(tree, at)
    if tree.passive(at):
        return given(doc, tree, at) or passive_objects(doc, tree, at, depth)
    found = [share(doc, tree, antecedent(tree, kid)) for kid in tree.children(at, "obj")]
    found = found or [antecedent(tree, kid) for kid in tree.children(at, "iobj")]
    if found:
        return found
    gap = relative_gap(tree, at)
    if gap or tree.child(at, "ccomp", "xcomp") is not None:
        return gap
    return role(doc, tree, at, "ARG1")


def share(doc: Document, tree: Tree, at: int) -> int:
    """Return the thing of which a word names a share (most of its SANCTIONS), else the word."""
    if tree.lemma(at) not in doc.rules.classes["share"]:
        return at
    return next((kid for kid in tree.children(at, "nmod", "obl") if "of" in tree.markers(kid)), at)


def noun_objects(tree: Tree, at: int) -> list[int]:
    """Return what a noun's act is done to: the recall of ambassadors, the ambassadors' recall, embassy closure."""
    found = [kid for kid in tree.children(at, "nmod") if "of" in tree.markers(kid)]
    found += [kid for kid in tree.children(at, "compound", "nmod:poss") if kid < at]
    return found


def given(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return what somebody was given, told or denied, where he is the passive subject (was given A LOAN)."""
    if not any(tree.exact(kid) == "nsubj:pass" for kid in tree.kids[at]):
        return []
    return [kid for kid in tree.children(at, "obj") if kid > at and tree.lemma(kid) not in doc.cues["time", "units"]]


def passive_objects(doc: Document, tree: Tree, at: int, depth: int) -> list[int]:
    """Return who undergoes a passive verb."""
    own = [kid for kid in tree.kids[at] if tree.exact(kid) == "nsubj:pass"]
    if not own:
        own = list(tree.children(at, "nsubj"))
    if own:
        return [antecedent(tree, own[0])]
    relation, head = tree.relation(at), tree.head(at)
    if relation in {"acl", "amod"}:
        return [head]
    if relation in {"conj", "xcomp", "advcl"} and head >= 0:
        if tree.is_verb(head) and tree.passive(head):
            return objects(doc, tree, head, depth + 1)
        return subjects(doc, tree, head, depth + 1)
    return []


def relative_gap(tree: Tree, at: int) -> list[int]:
    """Return the noun a relative clause leaves as its object (sites that Baghdad had closed)."""
    if tree.exact(at) != "acl:relcl":
        return []
    subject = tree.child(at, "nsubj")
    if subject is None or tree.form(subject) in RELATIVE:
        return []
    return [tree.head(at)]


@remembered
def obliques(doc: Document, tree: Tree, at: int, preposition: str) -> list[int]:
    """Return the words behind a preposition of an act, of its object or of the verb that carries it."""
    holders = [at]
    if tree.is_verb(at):
        undergoing = [word for word in objects(doc, tree, at) if tree.relation(word) == "nsubj"]
        holders += [word for thing in (*tree.children(at, "obj"), *undergoing) for word in tree.conjuncts(thing)]
        holders += [word for word in tree.children(at, "nsubj") if preposition == "between" and word not in holders]
    else:
        verb = light_verb(doc, tree, at)
        if verb is not None:
            holders.append(verb)
        if preposition == "of":
            holders += [kid for kid in tree.children(at, "nmod") if "by" in tree.markers(kid) and doc.firm(tree, kid)]
        else:
            holders += [kid for kid in tree.children(at, "nmod") if "of" in tree.markers(kid)]
    found = []
    for holder in holders:
        for kid in tree.children(holder, "obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "advmod", "obj"):
            timed = tree.lemma(kid) in doc.cues["time", "units"]
            direct = tree.relation(kid) == "obj"
            if kid != at and (kid not in holders or direct) and not timed and behind(tree, kid, preposition):
                found.append(kid)
    return found


def behind(tree: Tree, at: int, preposition: str) -> bool:
    """Whether a word stands behind a preposition."""
    if preposition == "to" and infinitive(tree, at):
        return False
    if any(preposition in {marker, marker.split()[0]} for marker in tree.markers(at)):
        return True
    before = min(tree.phrase(at)) - 1
    return before >= 0 and tree.form(before) == preposition and tree.exact(before) == "compound:prt"


@remembered
def complements(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the clauses that complete an act: agreed to talk, said that they left, a decision to leave."""
    relations = ("ccomp", "xcomp", "csubj") if tree.is_verb(at) else ("acl", "xcomp", "ccomp", "csubj", "advcl")
    found = [kid for kid in tree.children(at, *relations) if content(tree, at, kid)]
    if not found and tree.is_verb(at):
        found = [kid for kid in tree.children(at, "advcl") if infinitive(tree, kid) and kid > at]
    if not found and not tree.is_verb(at) and tree.upos(at) == "NOUN":
        verb = light_verb(doc, tree, at)
        if verb is not None:
            found = [
                kid for kid in tree.children(verb, "xcomp", "advcl", "ccomp") if infinitive(tree, kid) and kid > at
            ]
    return [word for kid in found for word in tree.conjuncts(kid)]


def content(tree: Tree, at: int, kid: int) -> bool:
    """Whether a child clause is content: any of a verb's, an infinitive or that-clause of a noun."""
    if tree.is_verb(at) or tree.relation(kid) in {"ccomp", "csubj"}:
        return True
    if tree.exact(kid) == "acl:relcl":
        return False
    return infinitive(tree, kid) or bool({"that", "to", "of", "for", "in"} & set(tree.markers(kid)))


def modifiers(tree: Tree, at: int) -> list[int]:
    """Return the adjectives and nouns in front of a noun."""
    found = [kid for kid in tree.children(at, "amod", "compound", "nmod", "advmod") if kid < at]
    for kid in list(found):
        found += tree.conjuncts(kid)[1:] + list(tree.children(kid, "compound", "amod"))
    return found


def slot(doc: Document, tree: Tree, at: int, name: str) -> list[int]:
    """Return the words in a named slot: obj, subj, iobj, comp, xcomp, that, mod, or a preposition."""
    filled = SLOTS.get(name)
    return obliques(doc, tree, at, name) if filled is None else filled(doc, tree, at)


def indirect(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the indirect objects of a verb, of a passive one its subject (X was given a loan)."""
    if tree.is_verb(at) and tree.passive(at) and given(doc, tree, at):
        return passive_objects(doc, tree, at, 0)
    return list(tree.children(at, "iobj"))


def infinitives(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the complements that are infinitives or share a subject (told X to leave, called X a liar)."""
    found = complements(doc, tree, at)
    return [kid for kid in found if tree.relation(tree.first(kid)) == "xcomp" or infinitive(tree, tree.first(kid))]


def predicates(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the complements that are nouns or adjectives (called X a liar)."""
    return [kid for kid in complements(doc, tree, at) if not tree.is_verb(kid)]


def countries_before(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the names of countries in front of a noun (the KUWAIT invasion)."""
    return [kid for kid in tree.children(at, "compound") if country_name(doc, tree, kid)]


def object_modifiers(doc: Document, tree: Tree, at: int) -> list[int]:
    """Return the words in front of a noun, of a verb's objects."""
    bearers = objects(doc, tree, at) if tree.is_verb(at) else [at]
    return [word for bearer in bearers for word in modifiers(tree, bearer)]


SLOTS: dict[str, Callable[[Document, Tree, int], list[int]]] = {
    "obj": objects,
    "subj": subjects,
    "iobj": indirect,
    "comp": complements,
    "that": complements,
    "xcomp": infinitives,
    "pred": predicates,
    "compound": countries_before,
    "mod": object_modifiers,
}
