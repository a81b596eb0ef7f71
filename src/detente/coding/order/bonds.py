"""Coding room, order: the words of order in a sentence, with the acts on both sides of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding.order.acts import Acts, Told
from detente.coding.tree import Tree
from detente.records import LinkKind

__all__ = ["Bond", "bonds"]

IN = frozenset({"in", "as", "by"})
PARTICIPLE = frozenset({"advcl", "acl", "parataxis"})
GOVERNED = ("nmod", "obl", "advcl", "acl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two acts and the words ``[start, end)`` of a sentence that put one behind the other.

    ``caused`` is true where the words say that the later act came of the earlier, so that it took place as well.
    """

    kind: LinkKind
    later: Told
    earlier: Told
    tree: Tree
    start: int
    end: int
    caused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Words of order with all acts that may stand on either side."""

    kind: LinkKind
    later: list[Told]
    earlier: list[Told]
    words: tuple[int, ...]
    caused: bool = False


def bonds(acts: Acts, tree: Tree) -> Iterator[Bond]:
    """Yield the bonds that the words of one sentence make."""
    for word in range(len(tree)):
        for found in (found for way in WAYS for found in way(acts, tree, word)):
            if any(tree.form(kid) in acts.rules.undone for at in found.words for kid in (*tree.kids[at], at)):
                continue
            start, end = min(found.words), max(found.words) + 1
            yield from (
                Bond(kind=found.kind, later=b, earlier=a, tree=tree, start=start, end=end, caused=found.caused)
                for b in found.later
                for a in found.earlier
                if a.coding.id != b.coding.id
            )


def _marked(acts: Acts, tree: Tree, word: int) -> Iterator[_Found]:
    """Yield what a preposition or conjunction in front of a word says (after the strike, before it struck)."""
    for kid in tree.children(word, "case", "mark"):
        words = (kid, *tree.children(kid, "fixed"))
        form = " ".join(tree.form(at) for at in words)
        kind = acts.rules.markers.get(form)
        if form in acts.rules.after_noun and tree.is_noun(word) and tree.relation(kid) == "case":
            kind = "after"
        if kind is None or tree.head(word) < 0:
            continue
        here, there = _sharing(acts, tree, word), acts.below(tree, word)
        later, earlier = (here, there) if kind == "after" else (there, here)
        yield _Found(kind=LinkKind.AFTER, later=later, earlier=earlier, words=words)


def _sharing(acts: Acts, tree: Tree, word: int) -> list[Told]:
    """Return the acts that a phrase of order belongs to: in front of a clause to all that are coordinated in it.

    Behind one of several with one subject (recalled its envoy and expelled theirs AFTER ...) it belongs to all of them.
    """
    head = tree.head(word)
    heads = tree.conjuncts(head) if word < head else [head]
    while word > head and tree.relation(heads[0]) == "conj" and tree.child(heads[0], "nsubj") is None:
        heads.insert(0, tree.head(heads[0]))
    return [one for at in heads for one in acts.behind(tree, at)]


def _timed(acts: Acts, tree: Tree, word: int) -> Iterator[_Found]:
    """Yield what a length of time behind the last act says (hours later, the next day, shortly afterwards)."""
    words = _length(acts, tree, word)
    if not words or tree.head(word) < 0:
        return
    head = tree.head(word)
    coordinated = tree.relation(head) == "conj"
    earlier = acts.at(tree, tree.head(head)) if coordinated else acts.main(tree)
    yield _Found(kind=LinkKind.AFTER, later=acts.behind(tree, head), earlier=earlier, words=words)


def _length(acts: Acts, tree: Tree, word: int) -> tuple[int, ...]:
    """Return the words of a length of time that is counted from what was told last, none for other words."""
    rules = acts.rules
    if tree.form(word) in rules.behind:
        units = [at for at in tree.kids[word] if tree.lemma(at) in rules.units]
        return (*units, word) if units or tree.form(word) in rules.alone else ()
    if tree.lemma(word) in rules.units and tree.relation(word) == "obl" and not tree.markers(word):
        nexts = [at for at in tree.children(word, "amod") if tree.form(at) in rules.following]
        return (*nexts, word) if nexts else ()
    return ()


def _named(acts: Acts, tree: Tree, word: int) -> Iterator[_Found]:
    """Yield what a noun between two acts says (in response to, in the wake of, was revenge for)."""
    lemma, rules = tree.lemma(word), acts.rules
    leads = rules.nouns.get(lemma) or rules.times.get(lemma)
    if leads is None or not tree.is_noun(word):
        return
    kind = LinkKind.RESPONDS_TO if lemma in rules.nouns else LinkKind.AFTER
    later = _later(acts, tree, word)
    cases = tuple(kid for kid in tree.children(word, "case") if kid < word)
    leading = _leading(tree, word, leads)
    if leading is not None:
        earlier = acts.below(tree, tree.head(leading))
        yield _Found(kind=kind, later=later, earlier=earlier, words=(*cases[:1], word, leading))
        return
    if lemma in rules.implied and IN & set(tree.markers(word)):
        yield from _implied(acts, tree, word, later, (*cases[:1], word))


def _leading(tree: Tree, word: int, leads: frozenset[str]) -> int | None:
    """Return the word that leads from a noun to the act it answers: of what it governs, else right behind it."""
    kids = [at for kid in tree.children(word, *GOVERNED) for at in tree.children(kid, "case", "mark")]
    near = [word + 1] if word + 1 < len(tree) and tree.relation(word + 1) in {"case", "mark"} else []
    return next((at for at in (*kids, *near) if tree.form(at) in leads), None)


def _later(acts: Acts, tree: Tree, word: int) -> list[Told]:
    """Return the act that a noun calls an answer: its subject, else what it belongs to."""
    subjects = tree.children(word, "nsubj")
    if subjects:
        return [one for kid in subjects for one in acts.below(tree, kid)]
    if tree.head(word) < 0 or not (IN & set(tree.markers(word)) or tree.relation(word) in {"xcomp", "appos"}):
        return []
    return acts.behind(tree, tree.head(word))


def _implied(acts: Acts, tree: Tree, word: int, later: list[Told], words: tuple[int, ...]) -> Iterator[_Found]:
    """Yield the answer to what was just told, without words for it (in response, ...)."""
    for one in later:
        earlier = acts.opposite(one, tree, min(word, one.head))
        if earlier is not None:
            yield _Found(kind=LinkKind.RESPONDS_TO, later=[one], earlier=[earlier], words=words)


def _verbal(acts: Acts, tree: Tree, word: int) -> Iterator[_Found]:
    """Yield what a verb or an adjective says (led to, was followed by, retaliated with, a retaliatory strike)."""
    rules = acts.rules
    if tree.lemma(word) in rules.adjectives and tree.relation(word) in {"amod", "compound"}:
        yield from _implied(acts, tree, word, acts.above(tree, tree.head(word)), (word,))
    if not tree.is_verb(word):
        return
    particle = tree.child(word, "compound:prt", "compound")
    words = (word,) if particle is None else (word, particle)
    lemma = " ".join([tree.lemma(word), *(tree.form(at) for at in words[1:])])
    if lemma in rules.causes:
        yield from _cause(acts, tree, word, rules.causes[lemma])
    if lemma in rules.sequence:
        yield from _sequence(acts, tree, word, after=rules.sequence[lemma] == "after")
    if lemma in rules.answering:
        yield from _answer(acts, tree, word, words)


def _subject(acts: Acts, tree: Tree, word: int) -> list[Told]:
    """Return the acts that are the subject of a verb: named, meant by a pronoun, told by what a participle follows."""
    subjects = tree.children(word, "nsubj", "csubj")
    found = [one for kid in subjects for one in acts.below(tree, kid)]
    if found:
        return found
    if tree.exact(word) == "acl:relcl":
        return acts.above(tree, tree.head(word))
    if not subjects:
        return acts.above(tree, tree.head(word)) if tree.relation(word) in PARTICIPLE else []
    meant = any(tree.form(kid) in acts.rules.pronouns or tree.lemma(kid) in acts.rules.pronouns for kid in subjects)
    return acts.main(tree) if meant else []


def _object(acts: Acts, tree: Tree, word: int, leads: frozenset[str]) -> tuple[list[Told], tuple[int, ...]]:
    """Return the acts that follow a verb as its object or behind a word, and that word."""
    kids = tree.children(word, "obj", "xcomp", "ccomp", "iobj") if "" in leads else []
    if not kids and "" not in leads:
        kids = tree.children(word, "xcomp")
    found = [one for kid in kids for one in acts.below(tree, kid)]
    if found:
        return found, ()
    for kid in tree.children(word, "obl", "advcl", "nmod"):
        cases = [at for at in tree.children(kid, "case", "mark") if tree.form(at) in leads]
        if cases and (found := acts.below(tree, kid)):
            return found, (cases[0],)
    return [], ()


def _cause(acts: Acts, tree: Tree, word: int, leads: frozenset[str]) -> Iterator[_Found]:
    """Yield what came of an act (the strike prompted the recall, was prompted by, leading to)."""
    if tree.passive(word):
        later, (earlier, by) = _subject(acts, tree, word), _object(acts, tree, word, frozenset({"by"}))
        yield _Found(kind=LinkKind.RESPONDS_TO, later=later, earlier=earlier, words=(word, *by))
        return
    later, to = _object(acts, tree, word, leads)
    kind = LinkKind.RESPONDS_TO
    yield _Found(kind=kind, later=later, earlier=_subject(acts, tree, word), words=(word, *to), caused=True)


def _sequence(acts: Acts, tree: Tree, word: int, *, after: bool) -> Iterator[_Found]:
    """Yield what a verb of following or preceding says, active or passive."""
    passive = tree.passive(word)
    subject = _subject(acts, tree, word)
    other, by = _object(acts, tree, word, frozenset({"by"}) if passive else frozenset({""}))
    later, earlier = (subject, other) if after != passive else (other, subject)
    yield _Found(kind=LinkKind.AFTER, later=later, earlier=earlier, words=(word, *by))


def _answer(acts: Acts, tree: Tree, word: int, words: tuple[int, ...]) -> Iterator[_Found]:
    """Yield what a verb of answering says: to what and with what, or to what was just told.

    Where it only tells what is threatened (would retaliate), nothing that was told before is answered.
    """
    rules = acts.rules
    means, _ = _object(acts, tree, word, rules.means)
    own = acts.at(tree, word)
    earlier, to = _object(acts, tree, word, rules.answered)
    if earlier:
        yield _Found(kind=LinkKind.RESPONDS_TO, later=[*own, *means], earlier=earlier, words=(*words, *to))
    else:
        yield from _implied(acts, tree, word, [*filter(acts.deed, own), *means], words)


WAYS = (_marked, _timed, _named, _verbal)
