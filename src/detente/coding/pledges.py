"""Coding room: the undertakings in an article: who undertook what towards whom, until when, on what condition."""

import hashlib
from collections.abc import Iterable, Iterator

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.moments import Moments
from detente.coding.named import participant
from detente.coding.slots import objects, slot
from detente.coding.tree import Tree
from detente.records import Evidence, Reason, Standing, Status, Undertaking, When

__all__ = ["undertakings"]

BINDING = frozenset({"AGREE", "CONCEDE", "SUPPORT", "CONSULT"})
DONE = frozenset({"RETREAT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "SUPPORT", "MOBILIZE"})
TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
STANDING = {
    "promise": Standing.PLEDGED,
    "agree": Standing.AGREED,
    "decide": Standing.DECIDED,
    "allow": Standing.DECIDED,
    "will": Standing.PLEDGED,
    "request": Standing.MENTIONED,
}


def undertakings(doc: Document, moments: Moments, drafts: Iterable[Draft]) -> Iterator[Undertaking]:
    """Yield an undertaking for each coding by which a named side binds itself (R24)."""
    for draft in drafts:
        said = draft.type in BINDING and draft.status in TOLD
        if not (said or is_bound(draft)) or not draft.sides.sources:
            continue
        words = undertaken(doc, draft)
        kind = commitment_type(doc, draft.tree, words)
        vague = kind == "other" and draft.content is None and draft.operator is None
        if kind is not None and not vague:
            yield make(doc, moments, draft, words)


def is_bound(draft: Draft) -> bool:
    """Whether a side is to do it by what was agreed (both armies ARE TO leave)."""
    setting = draft.setting
    return setting.bound and not setting.negated and draft.status is Status.PLANNED and draft.type in DONE


def undertaken(doc: Document, draft: Draft) -> list[int]:
    """Return the words that tell what was undertaken: the content, the turned clause, or the agreement's phrase."""
    tree = draft.tree
    if draft.type == "CONSULT":
        return discussed(doc, draft)
    if draft.content is not None:
        return own_words(tree, draft.content)
    if draft.operator == "will" or is_bound(draft):
        return own_words(tree, draft.act.place)
    if draft.type == "SUPPORT" and draft.act.rule.rule != "R2":
        return []
    things = [draft.act.head] if tree.is_noun(draft.act.head) else objects(doc, tree, draft.act.head)
    bound = doc.rules.classes["agreement"] | doc.rules.classes["ceasefire"]
    return [word for thing in things if tree.lemma(thing) in bound for word in tree.phrase(thing)]


def discussed(doc: Document, draft: Draft) -> list[int]:
    """Return the words of a restoring step that talks are about (the return of ambassadors)."""
    tree, act = draft.tree, draft.act
    steps = doc.rules.classes["restoring"]
    if not tree.is_verb(act.head):
        return []
    things = [word for name in ("obj", "upon", "on", "about") for word in slot(doc, tree, act.head, name)]
    return [word for thing in things if tree.lemma(thing) in steps for word in tree.phrase(thing)]


def own_words(tree: Tree, at: int) -> list[int]:
    """Return the words of a clause without its coordinated clauses."""
    others = {word for kid in tree.children(at, "conj", "parataxis") for word in tree.subtree(kid)}
    return [word for word in tree.subtree(at) if word not in others and tree.upos(word) != "PUNCT"]


def commitment_type(doc: Document, tree: Tree, words: Iterable[int]) -> str | None:
    """Return the first commitment type one of whose word groups stands in the words, ``other`` if none does."""
    lemmas = {name for word in words for name in (tree.lemma(word), tree.form(word), tree.whole(word))}
    for kind, groups in doc.rules.undertakings:
        if any(all(part in lemmas for part in group) for group in groups):
            return kind
    return "other" if lemmas else None


def standing(draft: Draft) -> Standing:
    """Return how firmly it was undertaken."""
    if draft.type == "CONSULT":
        return Standing.DISCUSSED
    if (
        draft.type == "SUPPORT"
        or is_bound(draft)
        or draft.act.rule.head in {"agreement", "accord", "deal", "reach", "strike", "conclude"}
    ):
        return Standing.AGREED
    if draft.act.rule.head in {"offer", "willing", "ready", "propose", "prepared", "happy", "willingness", "readiness"}:
        return Standing.OFFERED
    return STANDING.get(draft.operator or "", Standing.MENTIONED)


def make(doc: Document, moments: Moments, draft: Draft, words: list[int]) -> Undertaking:
    """Make the record."""
    tree = draft.tree
    kind = commitment_type(doc, tree, words) or "other"
    evidence = doc.words(tree, min(words), max(words) + 1)
    text = f"{doc.article.id}|{evidence.start}|{evidence.end}|{kind}|{draft.act.head}"
    return Undertaking(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        type=kind,
        by=tuple(participant(doc, named, sector="GOV") for named in draft.sides.sources),
        to=tuple(participant(doc, named, sector="GOV") for named in draft.sides.targets),
        words=evidence,
        sentence=doc.evidence(tree.sentence.start, tree.sentence.end),
        due=due(moments, tree, words),
        condition=condition(doc, tree, words),
        standing=standing(draft),
        reasons=(Reason(field="type", score=doc.config.likely, reason=f"words of {kind}"),),
    )


def due(moments: Moments, tree: Tree, words: Iterable[int]) -> When | None:
    """Return the day ahead inside the words undertaken."""
    return moments.due(tree, words)


def condition(doc: Document, tree: Tree, words: Iterable[int]) -> Evidence | None:
    """Return the clause that makes the undertaking conditional: if, unless, provided, in exchange for."""
    for at in words:
        for kid in (*tree.children(at, "advcl"), *tree.children(max(tree.head(at), 0), "advcl")):
            if any(marker.split()[0] in doc.cues["marks", "supposed"] for marker in tree.markers(kid)):
                span = tree.subtree(kid)
                return doc.words(tree, span[0], span[-1] + 1)
    return None
