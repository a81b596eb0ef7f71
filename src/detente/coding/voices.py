"""Coding room: whose words, thoughts or wishes a cue reports: the phrase that names the source."""

from detente.coding.tree import Tree

__all__ = ["behind", "in_front", "noun_source", "source"]

DEPTH = 6
SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "dep", "obl"})
BY = frozenset({"by"})
GENITIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NAMING = frozenset({"flat", "compound", "appos", "nmod", "amod", "nummod", "det"})
PASSED = frozenset({"ADV", "AUX", "PART"})


def source(tree: Tree, at: int, depth: int = 0) -> int | None:
    """Return the head of the phrase that names who says, thinks or wants; None where the sentence names nobody."""
    if depth > DEPTH:
        return None
    if tree.passive(at):
        agent = next((kid for kid in tree.children(at, "obl") if BY & set(tree.markers(kid))), None)
        if agent is not None or closed(tree, at):
            return agent
    own = [kid for kid in tree.children(at, "nsubj") if tree.exact(kid) != "nsubj:pass"]
    if own:
        before = [kid for kid in own if kid < at]
        return before[-1] if before else own[0]
    if any(tree.relation(kid) == "expl" for kid in tree.kids[at]):
        return None
    return inherited(tree, at, depth)


def closed(tree: Tree, at: int) -> bool:
    """Whether a passive without an agent names nobody: it has its subject or stands where none is shared."""
    own = any(tree.exact(kid) == "nsubj:pass" for kid in tree.kids[at])
    return own or tree.relation(at) in {"acl", "root", "ccomp", "advcl"}


def inherited(tree: Tree, at: int, depth: int) -> int | None:
    """Return the source that a cue without a subject shares with the word that governs it."""
    head, relation = tree.head(at), tree.relation(at)
    if head < 0:
        return None
    if relation in {"acl", "amod"}:
        return modified(tree, at, head, depth)
    told = between(tree, head, at)
    if told is not None:
        return told
    if relation not in SHARING or (relation == "conj" and tree.is_noun(head) and tree.child(head, "nsubj") is None):
        return None
    acted = tree.child(head, "nsubj:pass") if tree.is_verb(head) and relation != "obl" else None
    return source(tree, head, depth + 1) if acted is None else acted


def between(tree: Tree, head: int, at: int) -> int | None:
    """Return the phrase between a verb and its complement that acts in it: told THEM to leave, said RWANDA believes."""
    if not tree.is_verb(head):
        return None
    if tree.relation(at) == "xcomp":
        return tree.child(head, "obj", "iobj")
    inside = tree.relation(at) == "ccomp" and tree.child(at, "mark") is None
    return next((kid for kid in tree.children(head, "nsubj") if inside and head < kid < at), None)


def modified(tree: Tree, at: int, head: int, depth: int) -> int | None:
    """Return the source of a cue that modifies a noun: the noun itself, or who has the plan, wish or offer."""
    infinitive = any(tree.form(kid) == "to" for kid in tree.children(at, "mark"))
    if not infinitive:
        return head
    owner = noun_source(tree, head)
    if owner is not None:
        return owner
    verb = tree.head(head)
    return source(tree, verb, depth + 1) if verb >= 0 and tree.is_verb(verb) else None


def noun_source(tree: Tree, at: int) -> int | None:
    """Return whose saying a noun names: CHAD's claim, the FRENCH demand, a warning by/from THE COURT."""
    owner = next((kid for kid in tree.kids[at] if tree.exact(kid) == "nmod:poss"), None)
    if owner is None and at > 1 and tree.form(at - 1) in GENITIVE:
        owner = tree.head(at - 1) if tree.head(at - 1) >= 0 else None
    if owner is not None:
        return owner
    agent = next((kid for kid in tree.children(at, "nmod", "obl") if {"by", "from"} & set(tree.markers(kid))), None)
    if agent is not None:
        return agent
    named = [kid for kid in tree.children(at, "compound", "amod") if kid < at]
    return next((kid for kid in named if tree.upos(kid) == "PROPN" or tree.token(kid).text[:1].isupper()), None)


def behind(tree: Tree, at: int) -> int | None:
    """Return the phrase right behind a verb of speech, where the parser took it for no subject: "...", SAID HE."""
    if at + 1 >= len(tree):
        return None
    for kid in tree.kids[at]:
        if kid > at and min(tree.subtree(kid)) == at + 1 and nominal(tree, kid):
            return kid
    word = at + 1
    return top(tree, word, range(at + 1, len(tree))) if nominal(tree, word) else None


def in_front(tree: Tree, at: int) -> int | None:
    """Return the nearest phrase in front of a verb that stands behind no preposition, where it has no subject."""
    spot = at - 1
    while spot >= 0:
        if tree.upos(spot) in NOMINAL:
            head = top(tree, spot, range(at))
            if tree.child(head, "case") is None:
                return head
            spot = min(word for word in tree.subtree(head) if word <= spot) - 1
        elif tree.upos(spot) in PASSED or tree.form(spot) == ",":
            spot -= 1
        else:
            return None
    return None


def nominal(tree: Tree, at: int) -> bool:
    """Whether a word is a noun, name, pronoun or number that stands behind no preposition."""
    return (tree.upos(at) in NOMINAL or tree.token(at).xpos == "DT") and tree.child(at, "case") is None


def top(tree: Tree, at: int, within: range) -> int:
    """Return the head of the phrase that a word is part of, as far as it stands within the words given."""
    while tree.relation(at) in NAMING and tree.head(at) in within and tree.upos(tree.head(at)) in NOMINAL:
        if tree.child(at, "case") is not None:
            return at
        at = tree.head(at)
    return at
