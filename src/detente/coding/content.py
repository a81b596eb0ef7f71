"""Coding room: what a cue reports: the clause, question, infinitive, object or phrase that it takes as content."""

from collections.abc import Iterable, Iterator

from detente.codebook.sayings import Cue
from detente.coding.tree import Tree

__all__ = ["content", "governed", "inserted", "particles", "stranded"]

QUESTIONS = frozenset({"if", "whether", "what", "who", "why", "how", "when", "where", "which"})
REACH = 4
WANTING = frozenset({"ask", "order", "want", "promise", "plan", "refuse", "decide"})
PASSIVE = ("nsubj:pass",)
RELATIVE = frozenset({"who", "which", "that", "whom"})


def particles(tree: Tree, at: int, cue: Cue) -> list[int] | None:
    """Return the words of a cue beside its head (point OUT, make IT CLEAR), None if one is missing."""
    found: list[int] = []
    start = at + 1
    for word in cue.others:
        place = next((spot for spot in range(start, min(start + REACH, len(tree))) if word == tree.form(spot)), None)
        if place is None or (place != at + 1 + len(found) and tree.head(place) not in {at, *found}):
            return None
        found.append(place)
        start = place + 1
    return found


def governed(tree: Tree, at: int, words: Iterable[int] = ()) -> list[tuple[int, str]]:
    """Return what hangs on a cue, by the form of content it could be."""
    found: list[tuple[int, str]] = []
    for word in (at, *words):
        for kid in tree.kids[word]:
            found.extend((kid, form) for form in forms(tree, word, kid))
    return found


def forms(tree: Tree, at: int, kid: int) -> Iterator[str]:
    """Yield the forms of content that one word below a cue could be."""
    relation = tree.relation(kid)
    if relation in {"ccomp", "csubj"} or (relation == "root" and clausal(tree, kid)):
        yield from clause_forms(tree, kid)
    elif relation == "xcomp":
        yield infinitive_form(tree, kid)
    elif tree.exact(kid) in PASSIVE or relation in {"obj", "iobj"}:
        yield "obj"
    elif relation in {"obl", "nmod", "advcl", "acl"}:
        yield from phrase_forms(tree, at, kid, relation)


def clausal(tree: Tree, at: int) -> bool:
    """Whether a word that the parser left without a relation heads a clause."""
    return tree.is_verb(at) or tree.child(at, "nsubj", "cop") is not None


def clause_forms(tree: Tree, kid: int) -> Iterator[str]:
    """Yield what a clause is: a statement, a question, an infinitive."""
    if infinitive(tree, kid):
        yield "to"
        return
    if tree.token(kid).xpos == "VBG" and tree.child(kid, "aux", "nsubj", "mark") is None:
        yield "ing"
    first = min(tree.subtree(kid))
    yield "if" if tree.form(first) in QUESTIONS else "that"


def infinitive_form(tree: Tree, kid: int) -> str:
    """Return what an open complement is: an infinitive, a gerund, else what something is taken for."""
    if infinitive(tree, kid):
        return "to"
    return "ing" if tree.token(kid).xpos == "VBG" else "as"


def phrase_forms(tree: Tree, at: int, kid: int, relation: str) -> Iterator[str]:
    """Yield the prepositions in front of a phrase or gerund; an infinitive or a that-clause on a noun."""
    if relation in {"advcl", "acl"} and infinitive(tree, kid):
        yield "to"
        return
    markers = tree.markers(kid)
    if relation == "acl" and "that" in markers and tree.exact(kid) != "acl:relcl":
        yield "that"
        return
    if relation == "acl" and not tree.is_noun(at) and tree.exact(kid) != "acl:relcl":
        yield "ing"
        return
    if relation == "nmod" and not (tree.is_noun(at) or kid > at):
        return
    yield from (marker for marker in markers if marker)


def infinitive(tree: Tree, at: int) -> bool:
    """Whether a word heads a to-infinitive."""
    return any(tree.form(kid) == "to" and tree.upos(kid) == "PART" for kid in tree.children(at, "mark", "aux", "case"))


def content(tree: Tree, at: int, cue: Cue, found: list[tuple[int, str]]) -> list[int]:
    """Return the heads of a cue's content, in the order of the text; empty if it takes nothing of what is there."""
    clauses = [kid for kid, form in found if form in {"that", "if"} and takes_clause(cue, form)]
    objects = [kid for kid, form in found if form == "obj"]
    if clauses:
        return one_side(at, clauses)
    verbs = [kid for kid, form in found if takes_verb(cue, form) and purposeful(tree, kid, cue)]
    phrases = [kid for kid, form in found if form in cue.prepositions]
    taken = verbs + phrases
    if "whom" in cue.takes:
        return sorted({*taken, *objects}) if verbs or (phrases and cue.kind in {"ask", "blame"}) else sorted(taken)
    if "as" in cue.takes and any(form == "as" for _, form in found):
        return sorted({*objects, *(kid for kid, form in found if form == "as")})
    if "obj" in cue.takes and objects:
        return sorted({*objects, *(taken if cue.kind in {"blame", "praise", "want", "ask"} else verbs)})
    raised = [kid for kid, form in found if form == "to" and tree.relation(kid) == "xcomp"]
    passive = [kid for kid in objects if tree.exact(kid) in PASSIVE]
    if passive and raised and "that" in cue.takes:
        return sorted({*passive, *raised})
    return sorted(set(taken))


def one_side(at: int, clauses: Iterable[int]) -> list[int]:
    """Return the clauses in front of a cue, else those behind it: with both, the later is another's."""
    before = sorted({kid for kid in clauses if kid < at})
    return before or sorted(set(clauses))


def stranded(tree: Tree, at: int) -> list[int]:
    """Return the clause behind a participle that the parser hung on the verb above: SAID at the time, adding THAT."""
    head = tree.head(at)
    if tree.relation(at) != "advcl" or head < 0 or not head < at:
        return []
    return [kid for kid in tree.children(head, "ccomp") if kid > at and min(tree.subtree(kid)) == at + 1]


def takes_clause(cue: Cue, form: str) -> bool:
    """Whether a cue takes a statement or a question; who takes statements takes both."""
    return "that" in cue.takes or form in cue.takes


def takes_verb(cue: Cue, form: str) -> bool:
    """Whether a cue takes an infinitive or a gerund; who takes a statement or an object takes a gerund."""
    return (form == "to" and "to" in cue.takes) or (form == "ing" and bool(cue.takes & {"ing", "that", "obj"}))


def purposeful(tree: Tree, kid: int, cue: Cue) -> bool:
    """Whether an infinitive is content: a complement always, a loose one behind verbs of wanting and asking only."""
    return tree.relation(kid) != "advcl" or cue.kind in WANTING or cue.pos != "v"


def inserted(tree: Tree, at: int) -> int | None:
    """Return the head of the clause that a cue comments on: X, HE SAID, Y; AS HE SAID, X; None if on none."""
    head, relation = tree.head(at), tree.relation(at)
    if head < 0 or tree.child(at, "nsubj") is None:
        return None
    if relation == "parataxis" or (relation == "advcl" and "as" in tree.markers(at)):
        return head
    if relation == "ccomp" and at > head and tree.is_verb(head) and tree.child(at, "mark") is None:
        return head
    if parenthetic(tree, at):
        return next((above for _, above in tree.path(head) if clausal(tree, above)), head)
    return None


def parenthetic(tree: Tree, at: int) -> bool:
    """Whether a cue and its subject stand between commas though the parser took them for a relative clause."""
    subject = tree.child(at, "nsubj")
    if tree.relation(at) != "acl" or subject is None or tree.form(subject) in RELATIVE:
        return False
    first = min(tree.subtree(subject))
    before = first > 0 and tree.form(first - 1) == ","
    return before and at + 1 < len(tree) and tree.form(at + 1) == ","
