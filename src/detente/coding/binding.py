"""Coding room: which statements of a text bind the side that speaks to act, sentence by sentence, pure grammar."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.codebook.rules import Cues
from detente.coding.tree import Tree

__all__ = ["Statement", "bindings"]

LIST_ENDS = re.compile(r"[:\-–—]\s*$")  # noqa: RUF001 - dashes close a lead as a colon does
NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
EARLY = 3  # the first statements of a text name its side twice as surely


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of a text with its trees (none for one without a word).

    ``item`` tells that it is an item of a list, ``inside`` that the list around it is not over.
    """

    trees: tuple[Tree, ...]
    text: str
    item: bool = False
    inside: bool = False


def bindings(statements: Sequence[Statement], cues: Cues) -> list[str | None]:
    """Return why each statement binds the speaking side, None where it does not."""
    side = speaking_side(statements, cues)
    marked = any(statement.item for statement in statements)
    found: list[str | None] = []
    lead, before = False, None
    for statement in statements:
        if statement.item or (lead and not marked and fragment(statement)):
            reason = "item of a list of deeds" if lead and deed(statement, cues) else None
        else:
            lead = leads(statement, cues) or (lead and statement.inside)
            reason = None
        for tree in statement.trees:
            reason = reason or bound(tree, side, cues, follows=before is not None)
        found.append(reason)
        before = reason
    return found


# -- who speaks


def speaking_side(statements: Sequence[Statement], cues: Cues) -> frozenset[str]:
    """Return the names of the side that a text speaks for: those whose own deeds it announces most."""
    known = capitals(statements)
    counts: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for number, statement in enumerate(statements):
        for tree in statement.trees:
            for names, plain in announced(tree, known, cues):
                weight = 2 * plain if number < EARLY else plain
                counts.update(dict.fromkeys(names, weight))
                together.update({(one, other): weight for one in names for other in names})
    if not counts:
        return frozenset()
    top, most = counts.most_common(1)[0]
    own = {other for (one, other) in together if one == top}
    return frozenset(own | {name for name, count in counts.items() if 2 * count >= most})


def capitals(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the words that a text writes with a capital inside a sentence."""
    return frozenset(
        token.text.lower()
        for statement in statements
        for tree in statement.trees
        for token in tree.tokens[1:]
        if token.text[:1].isupper()
    )


def announced(tree: Tree, known: frozenset[str], cues: Cues) -> Iterator[tuple[frozenset[str], int]]:
    """Yield the names in the subject of each announced deed; "a new government" speaks of oneself."""
    for at in clauses(tree, cues):
        subject = subject_of(tree, at)
        if subject is None or harmful(tree, at, cues) or not (ahead(tree, at, cues) or pledged(tree, at, cues)):
            continue
        names = named(tree, subject, cues) & known
        hoped = any(tree.form(kid) in {"a", "an"} for kid in tree.kids[subject])
        yield names, 3 if hoped else 1


def named(tree: Tree, subject: int, cues: Cues) -> frozenset[str]:
    """Return the names in a subject, titles and words such as government left out."""
    words = (word for word in tree.phrase(subject) if tree.token(word).text[:1].isupper())
    return frozenset(tree.form(word) for word in words if tree.upos(word) in NAMING) - cues["binding", "bodies"]


# -- what binds


def bound(tree: Tree, side: frozenset[str], cues: Cues, *, follows: bool) -> str | None:
    """Return why a sentence binds the side, None where it does not."""
    for at in clauses(tree, cues):
        subject = subject_of(tree, at)
        who = "nobody" if subject is None else kind_of(tree, subject, side, cues)
        reason = clause_binds(tree, at, who, cues, follows=follows)
        if reason is not None:
            return reason
    return None


def clause_binds(tree: Tree, at: int, who: str, cues: Cues, *, follows: bool) -> str | None:
    """Return why a clause with such a subject binds the side, None where it does not."""
    if harmful(tree, at, cues) or tree.child(at, "expl") is not None or boast(tree, at, cues):
        return None
    if who in {"we", "side"} and granted(tree, at, cues):
        return f"{who}: a sum granted"
    if who in {"we", "side", "thing"} and pledged(tree, at, cues):
        return f"{who}: {tree.form(at)}"
    if not ahead(tree, at, cues) or tree.child(at, "cop") is not None:
        return None
    return (
        "will be done" if tree.passive(at) and undone(tree, at, who, cues) else announces(tree, at, who, cues, follows)
    )


def undone(tree: Tree, at: int, who: str, cues: Cues) -> bool:
    """Whether what "will be done" to somebody or something is a deed that no other side answers for."""
    return who not in {"other", "you"} and tree.lemma(at) not in cues["binding", "outcomes"]


def announces(tree: Tree, at: int, who: str, cues: Cues, follows: bool) -> str | None:  # noqa: FBT001
    """Return why "will" announces a deed of the side, None where it tells of an outcome or of others."""
    outcome = tree.lemma(at) in cues["binding", "outcomes"]
    if tree.passive(at):
        return None
    if who in {"we", "side"}:
        return f"{who} will"
    if outcome or who in {"other", "you"}:
        return None
    return f"a {who} will" if who != "it" or follows else None


def boast(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether a clause praises a side above others ("only we will"), which undertakes nothing."""
    subject = subject_of(tree, at)
    near = (at,) if subject is None else (at, subject)
    return any(tree.form(kid) in cues["binding", "boasts"] for word in near for kid in tree.children(word, "advmod"))


def granted(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether a clause in the present tells of giving a sum of money."""
    if tree.lemma(at) not in cues["binding", "granting"] or tree.token(at).xpos in {"VBD", "VBN"}:
        return False
    return any(tree.form(word) in cues["binding", "money"] for word in tree.subtree(at))


def kind_of(tree: Tree, subject: int, side: frozenset[str], cues: Cues) -> str:
    """Return whom a subject names: we, the side, another name, its measure or thing, a pronoun."""
    form, lemma = tree.form(subject), tree.lemma(subject)
    if form in cues["binding", "first_person"]:
        return "we"
    if tree.upos(subject) == "PRON" or form in cues["binding", "pronouns"]:
        return "it" if form == "it" else "you"
    names = named(tree, subject, cues)
    owners = {word for kid in tree.children(subject, "nmod:poss") for word in tree.subtree(kid)}
    start, end = tree.core(subject)
    inside = {tree.form(word) for word in range(start, end) if word not in owners}
    body = lemma in cues["binding", "bodies"] or tree.upos(subject) == "PROPN" or form in side
    if body and (inside & side or (lemma in cues["binding", "bodies"] and not names)):
        return "side"
    if lemma in cues["binding", "measures"]:
        return "measure"
    owned = any(tree.form(kid) in cues["binding", "own"] for kid in tree.kids[subject])
    if owned or names & side:
        return "own"
    return "other" if names and body else "thing"


def clauses(tree: Tree, cues: Cues) -> Iterator[int]:
    """Yield the heads of the main clauses: the root, its conjuncts, what is said, and what "that is why" introduces."""
    waiting = [at for at in range(len(tree)) if tree.head(at) < 0]
    while waiting:
        at = waiting.pop(0)
        yield at
        for kid in tree.kids[at]:
            around = {tree.form(at), *(tree.form(word) for word in (*tree.kids[at], *tree.kids[kid]))}
            why = tree.relation(kid) in {"advcl", "acl", "csubj"} and bool(around & cues["binding", "why"])
            if why or tree.relation(kid) in {"conj", "parataxis", "ccomp"}:
                waiting.append(kid)


def subject_of(tree: Tree, at: int) -> int | None:
    """Return the subject of a clause, its own or that of the clause it is coordinated with."""
    found = tree.child(at, "nsubj", "csubj")
    if found is None and tree.relation(at) == "conj":
        return subject_of(tree, tree.head(at))
    return found


def ahead(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether a clause tells what is to come: will, is to, going to, and "would" where it is reported."""
    forms = {word for kid in tree.children(at, "aux") for word in (tree.form(kid), tree.lemma(kid))}
    if forms & cues["modals", "future"] - cues["binding", "would"] or tree.form(at) in cues["binding", "bare"]:
        return True
    if forms & cues["binding", "would"] and tree.relation(at) == "ccomp":
        return True
    shared = tree.relation(at) == "conj" and tree.child(at, "nsubj", "aux") is None and tree.token(at).xpos == "VB"
    return shared and ahead(tree, tree.head(at), cues)


def pledged(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether a clause says that its subject is committed, or commits itself."""
    if tree.form(at) in cues["binding", "pledged"]:
        return tree.child(at, "cop", "aux") is not None
    return tree.lemma(at) in cues["binding", "pledging"] and tree.token(at).xpos in {"VBP", "VBZ", "VB", "VBG"}


def harmful(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether a clause tells of harm or failure, which nobody announces of himself."""
    return tree.lemma(at) in cues["binding", "harms"]


# -- lists


def leads(statement: Statement, cues: Cues) -> bool:
    """Whether a statement opens a list of deeds: it ends in a colon and tells of deeds to come or of a measure."""
    if not statement.trees or not LIST_ENDS.search(statement.text):
        return False
    words = {word for tree in statement.trees for at in range(len(tree)) for word in (tree.form(at), tree.lemma(at))}
    return bool(words & (cues["binding", "leading"] | cues["binding", "measures"] | cues["modals", "future"]))


def fragment(statement: Statement) -> bool:
    """Whether a statement is no whole sentence: a phrase, or a verb in the base form or in -ing without a subject."""
    if not statement.trees:
        return False
    tree = statement.trees[0]
    root = next((at for at in range(len(tree)) if tree.head(at) < 0), 0)
    whole = tree.child(root, "nsubj", "csubj", "aux", "cop") is not None
    return not whole and (tree.is_noun(root) or tree.token(root).xpos in {"VB", "VBP", "VBG"})


def deed(statement: Statement, cues: Cues) -> bool:
    """Whether an item of a list names a deed: it starts with a verb in the base form or in -ing, or has a sum."""
    if not statement.trees:
        return False
    first = next((token for token in statement.trees[0].tokens if token.upos not in {"PUNCT", "SYM", "ADV"}), None)
    money = any(token.text in cues["binding", "money"] for token in statement.trees[0].tokens)
    return money or (
        first is not None and first.xpos in {"VB", "VBG", "VBP", "TO", "NN", "NNS", "DT", "JJ", "NNP", "CD"}
    )
