"""Coding room: finds the words of a sentence that report what somebody says, thinks or wants, with their content."""

from collections.abc import Iterable, Iterator

from detente.codebook.sayings import Cue, Sayings
from detente.coding.content import content, governed, inserted, particles, stranded
from detente.coding.saying import SPOKEN, Draft
from detente.coding.tree import Tree
from detente.coding.voices import behind, in_front, noun_source, source

__all__ = ["cues", "spoken"]

BESIDE = frozenset({"aux", "advmod", "cop"})
INNER = frozenset({"case", "mark"})
NEAR = 3
EMPTY = frozenset({"it", "there"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def cues(tree: Tree, sayings: Sayings) -> list[Draft]:
    """Return the cues of a sentence that have content or could have quoted words as content."""
    return lifted(list(found(tree, sayings)))


def found(tree: Tree, sayings: Sayings) -> Iterator[Draft]:
    """Yield the cues of a sentence that have content or could have quoted words as content."""
    for at in range(len(tree)):
        draft = verb(tree, at, sayings) or adjective(tree, at, sayings) or noun(tree, at, sayings)
        draft = draft or according(tree, at)
        if draft is not None:
            yield draft


def verb(tree: Tree, at: int, sayings: Sayings) -> Draft | None:
    """Return the saying that a verb reports, None if it reports none."""
    if not tree.is_verb(at):
        return None
    best: Draft | None = None
    for cue in sayings.of("v", tree.lemma(at)):
        others = particles(tree, at, cue)
        if others is None:
            continue
        draft = by_kind(tree, at, cue, others)
        if draft is None:
            continue
        if draft.content:
            return draft
        if "quote" in cue.takes and best is None:
            best = draft
    return best


def by_kind(tree: Tree, at: int, cue: Cue, others: list[int]) -> Draft | None:
    """Make the draft of a verb, by what its subject is to it: the source, the cause of a feeling, what seems so."""
    if "subj" in cue.takes:
        return stirred(tree, at, cue)
    return seeming(tree, at, cue) if cue.kind == "seem" else start(tree, at, cue, others)


def seeming(tree: Tree, at: int, cue: Cue) -> Draft | None:
    """Make the draft of a word of seeming: nobody is its source, its subject belongs to the content."""
    heads = [kid for kid, form in governed(tree, at) if form in cue.takes or form == "ing"]
    if not heads:
        return None
    heads += [kid for kid in tree.children(at, "nsubj") if tree.form(kid) not in EMPTY]
    words = {word for head in heads for word in tree.subtree(head)}
    return widen(Draft(tree=tree, head=at, cue=cue, words={at}, speaker=None, content=words), [])


def start(tree: Tree, at: int, cue: Cue, others: list[int]) -> Draft:
    """Make the draft of a verb: its content is what it governs, else the clause it is inserted in."""
    heads = content(tree, at, cue, governed(tree, at, (*others, *vessels(tree, at, cue))))
    if not heads and "that" in cue.takes:
        heads = stranded(tree, at)
    words = {word for head in heads for word in tree.subtree(head)}
    if heads and heads[0] > at:
        words.update(word for kid in tree.children(at, "nsubj") if at < kid < heads[0] for word in tree.subtree(kid))
    if heads and heads[-1] < at:
        words = {word for word in words if word < at}
    above = inserted(tree, at) if not heads and cue.takes & {"that", "quote"} else None
    if above is not None:
        words = set(tree.subtree(above)) - set(tree.subtree(at))
    speaker = voice(tree, at, cue, words)
    words -= set(() if speaker is None or speaker < at else tree.subtree(speaker))
    draft = Draft(tree=tree, head=at, cue=cue, words={at, *others}, speaker=speaker, content=words)
    return widen(draft, heads)


def vessels(tree: Tree, at: int, cue: Cue) -> list[int]:
    """Return the nouns that a verb of speech speaks in, which may hold its content: said IN A STATEMENT that."""
    if cue.kind not in SPOKEN or not cue.takes & {"that", "quote"}:
        return []
    return [kid for kid in tree.children(at, "obl") if kid > at and {"in", "on", "during"} & set(tree.markers(kid))]


def voice(tree: Tree, at: int, cue: Cue, words: set[int]) -> int | None:
    """Return the source of a verb: its subject, else for speech a phrase beside it that the parser hung elsewhere."""
    found = source(tree, at)
    finite = tree.token(at).xpos in FINITE and cue.kind in SPOKEN and not tree.passive(at)
    if found is not None or not finite:
        return found
    turned = behind(tree, at) if not words or min(words) < at else None
    if turned is None and tree.relation(at) not in {"conj", "advcl", "acl"}:
        return in_front(tree, at)
    return turned


def lifted(drafts: list[Draft]) -> list[Draft]:
    """Take participles that go on with a saying out of its content, where the parser hung them: said X, ADDING Y."""
    for draft in drafts:
        if draft.cue.pos == "p":
            words = {*draft.words, *spoken(draft)}
            for outer in drafts:
                if outer is not draft and draft.tree.form(min(words) - 1) == "," and min(words):
                    outer.content -= words
        if not goes_on(draft):
            continue
        words = set(draft.tree.subtree(draft.head))
        for outer in drafts:
            if outer.cue.kind not in SPOKEN or outer.head > draft.head or outer is draft:
                continue
            crossing = draft.tree.head(draft.head) < outer.head and outer.speaker is not None
            if draft.head in outer.content or crossing:
                outer.content -= words
                draft.speaker = outer.speaker
    return drafts


def goes_on(draft: Draft) -> bool:
    """Whether a cue is a participle of speech behind a comma."""
    tree, at = draft.tree, draft.head
    participle = tree.token(at).xpos == "VBG" and tree.relation(at) in {"advcl", "acl", "appos"}
    comma = any(tree.form(spot) == "," for spot in range(max(at - 2, 0), at))
    return participle and comma and draft.cue.kind in SPOKEN and bool(draft.content)


def stirred(tree: Tree, at: int, cue: Cue) -> Draft | None:
    """Make the draft of a verb whose object feels and whose subject is what the feeling is about."""
    cause, feeling = tree.child(at, "nsubj", "csubj"), tree.child(at, "obj")
    if cause is not None and tree.exact(cause) == "nsubj:pass":
        cause, feeling = tree.child(at, "obl"), cause
    if cause is None or feeling is None:
        return None
    words = set(tree.subtree(cause))
    return widen(Draft(tree=tree, head=at, cue=cue, words={at}, speaker=feeling, content=words), [cause])


def widen(draft: Draft, heads: Iterable[int]) -> Draft:
    """Give the cue its auxiliaries, adverbs and the preposition of its content, and take them out of the content."""
    tree = draft.tree
    for kid in tree.kids[draft.head]:
        if tree.relation(kid) in BESIDE and abs(kid - draft.head) <= NEAR and tree.upos(kid) in {"AUX", "ADV", "PART"}:
            between = range(min(kid, draft.head) + 1, max(kid, draft.head))
            if all(tree.head(word) in {draft.head, kid} or word in draft.words for word in between):
                draft.words.add(kid)
    for head in heads:
        if draft.cue.prepositions and tree.relation(head) in {"obl", "nmod"}:
            draft.words.update(kid for kid in tree.children(head, "case") if kid == max(draft.words) + 1)
    draft.content -= draft.words
    draft.content -= {word for word in spoken(draft) if draft.speaker not in draft.content}
    return draft


def spoken(draft: Draft) -> list[int]:
    """Return the words of the source."""
    tree, head = draft.tree, draft.speaker
    if head is None or draft.named:
        return list(draft.named)
    own = {draft.head, *draft.words}
    words = [head]
    stack = [kid for kid in tree.kids[head] if kid not in own and not aside(tree, head, kid, draft)]
    while stack:
        word = stack.pop()
        words.append(word)
        stack.extend(kid for kid in tree.kids[word] if kid not in own)
    return sorted(words)


def aside(tree: Tree, head: int, kid: int, draft: Draft) -> bool:
    """Whether a word below the source's head is no part of its name: a preposition, the clause of the cue itself."""
    if tree.relation(kid) in INNER and kid < head:
        return True
    if tree.relation(kid) == "case":
        return True
    return draft.head in tree.subtree(kid)


def adjective(tree: Tree, at: int, sayings: Sayings) -> Draft | None:
    """Return the saying that an adjective reports: is CONFIDENT that, was WORRIED about."""
    for cue in sayings.of("a", tree.form(at)):
        if tree.is_noun(at) or (tree.relation(at) == "amod" and tree.head(at) > at):
            continue
        if cue.kind == "seem":
            draft = seeming(tree, at, cue)
            if draft is not None and tree.child(at, "expl") is not None:
                return draft
            continue
        forms = [(kid, form) for kid, form in governed(tree, at) if form != "obj"]
        heads = content(tree, at, cue, forms)
        if not heads:
            continue
        words = {word for head in heads for word in tree.subtree(head)}
        subject = tree.child(at, "nsubj")
        speaker = subject if subject is not None else source(tree, at)
        return widen(Draft(tree=tree, head=at, cue=cue, words={at}, speaker=speaker, content=words), heads)
    return None


def noun(tree: Tree, at: int, sayings: Sayings) -> Draft | None:
    """Return the saying that a noun reports: the CLAIM that, issued a WARNING about, Chad's DEMAND for."""
    if tree.upos(at) != "NOUN":
        return None
    for cue in sayings.of("n", tree.lemma(at)):
        if vessel(tree, at, sayings):
            return None
        carrier = light(tree, at, sayings)
        below = governed(tree, at) + ([] if carrier is None else governed(tree, carrier))
        below = [(kid, form) for kid, form in below if form != "obj" and kid != at]
        heads = content(tree, at, cue, below)
        clause = any(form in {"that", "if", "to"} for kid, form in below if kid in heads)
        owner = noun_source(tree, at)
        heads = [head for head in heads if head != owner]
        opening = carrier is not None and cue.kind in SPOKEN and tree.form(len(tree) - 1) == ":"
        if not opening and not (heads and (clause or carrier is not None or owner is not None)):
            continue
        words = {word for head in heads for word in tree.subtree(head)}
        own = {at} if carrier is None else {carrier, *(word for word in range(carrier, at + 1))}
        speaker = owner if owner is not None or carrier is None else source(tree, carrier)
        return widen(Draft(tree=tree, head=at, cue=cue, words=own, speaker=speaker, content=words - own), heads)
    return None


def vessel(tree: Tree, at: int, sayings: Sayings) -> bool:
    """Whether a noun is what a verb of speech speaks in."""
    verb = tree.head(at)
    if verb < 0 or verb > at or not tree.is_verb(verb):
        return False
    return any(at in vessels(tree, verb, cue) for cue in sayings.of("v", tree.lemma(verb)))


def light(tree: Tree, at: int, sayings: Sayings) -> int | None:
    """Return the verb that only carries a noun: ISSUED a warning, HAS no idea."""
    verb = tree.head(at)
    if verb < 0 or not tree.is_verb(verb) or not sayings.of("l", tree.lemma(verb)):
        return None
    return verb if tree.relation(at) == "obj" and verb < at else None


def according(tree: Tree, at: int) -> Draft | None:
    """Return the saying behind "according to"."""
    if tree.form(at) != "according" or tree.head(at) < 0:
        return None
    named = tree.head(at)
    if not (tree.is_noun(named) or tree.upos(named) in {"PRON", "NUM", "PROPN"}):
        named = next(iter(tree.children(at, "obl", "nmod")), -1)
    top = tree.head(named) if named >= 0 else -1
    if named < 0 or top < 0:
        return None
    words = {at, *(kid for kid in (*tree.kids[at], at + 1) if kid < len(tree) and tree.form(kid) == "to")}
    cue = Cue(head="according", others=(), pos="p", kind="say", takes=frozenset({"that"}))
    phrase = {*tree.subtree(named), *tree.subtree(at)}
    inside = cited(tree, top, phrase)
    draft = Draft(tree=tree, head=at, cue=cue, words=words, speaker=named, content=inside)
    draft.content -= words
    return draft


def cited(tree: Tree, top: int, phrase: set[int]) -> set[int]:
    """Return what "according to" vouches for: all its sentence if it stands at an edge of it, else its clause."""
    first, last = min(phrase), max(phrase)
    rest = [word for word in range(last + 1, len(tree)) if tree.upos(word) != "PUNCT"]
    if first == 0 or (not rest and tree.form(first - 1) == ","):
        return set(range(len(tree))) - phrase
    return set(tree.subtree(tree.clause(top))) - phrase
