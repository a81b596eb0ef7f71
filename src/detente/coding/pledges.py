"""Coding room: the undertakings in an article: who undertook what towards whom, until when, on what condition."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.codebook import Kind
from detente.coding.context import not_only
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.forms import due as is_due
from detente.coding.moments import Moments
from detente.coding.named import Named, name, participant
from detente.coding.slots import infinitive, objects
from detente.coding.tree import Tree
from detente.coding.undertaken import ACTS, commitment_type, condition_clause, undertaken
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
    "request": Standing.OFFERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """An act that binds its doers: the words undertaken and their type; ``bound`` by what was agreed elsewhere."""

    draft: Draft
    coding: str
    by: tuple[Named, ...]
    words: list[int]
    kind: str
    bound: bool
    fixed: bool


def undertakings(doc: Document, moments: Moments, told: Iterable[tuple[Draft, str]]) -> Iterator[Undertaking]:
    """Yield an undertaking for each coding, given as draft and id, by which a named side binds itself (R24)."""
    pairs = list(told)
    drafts = [draft for draft, _ in pairs]
    for draft, coding in pairs:
        by = undertakers(doc, draft)
        bound, fixed = is_bound(doc, draft) or is_joined(doc, draft, drafts), is_fixed(draft, moments)
        if not by or not (bound or fixed or binds(doc, draft, drafts)):
            continue
        words = undertaken(doc, draft, bound=bound or fixed)
        kind = kind_of(doc, draft, words, drafts)
        if kind is not None and (bound or firm(doc, draft, kind, words)):
            pledge = Pledge(draft=draft, coding=coding, by=by, words=words, kind=kind, bound=bound, fixed=fixed)
            yield make(doc, moments, pledge)


def binds(doc: Document, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an act binds its doer: an agreement, promise or decision that was made and is no mere wish."""
    if draft.status not in TOLD or draft.operator == "wish" or heads(doc, draft) & doc.cues["undertaking", "wishes"]:
        return False
    return draft.type in BINDING or (draft.type == "THREATEN" and against_another(draft, drafts))


def against_another(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether one side promises another to act against a third, which is no threat to the one it is told."""
    if draft.operator != "promise" or draft.content is None:
        return False
    inner = [one for one in drafts if one.tree is draft.tree and one.act.place == draft.content]
    told = {named.actor.country for named in draft.sides.targets if named.known}
    hit = {named.actor.country for one in inner for named in one.sides.targets if named.known}
    return bool(told and hit) and not told & hit


def is_bound(doc: Document, draft: Draft) -> bool:
    """Whether a side is to do it by what was agreed (both armies ARE TO leave; a deal under which they are to)."""
    setting = draft.setting
    if setting.negated or draft.status is not Status.PLANNED or draft.type not in DONE:
        return False
    return setting.bound or (is_due(draft.tree, draft.act.place) and in_agreement(doc, draft))


def is_joined(doc: Document, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an infinitive stands beside the thing that was agreed (agreed to a ceasefire and TO WITHDRAW)."""
    tree, at = draft.tree, draft.act.place
    if draft.setting.negated or draft.status is not Status.PLANNED or draft.type not in DONE:
        return False
    thing = tree.first(at)
    if thing == at or not tree.is_noun(thing) or not infinitive(tree, at):
        return False
    agreed = [one for one in drafts if one.tree is tree and one.act.head == tree.head(thing) and one.status in TOLD]
    return any(one.type == "AGREE" and heads(doc, one) & doc.cues["undertaking", "agreed"] for one in agreed)


def is_fixed(draft: Draft, moments: Moments) -> bool:
    """Whether a visit or meeting is announced for a day to come (the minister WILL VISIT on 25 August)."""
    setting = draft.setting
    if draft.type != "CONSULT" or draft.status is not Status.PLANNED or setting.negated or not setting.firm:
        return False
    return setting.modal == "future" and moments.due(draft.tree, draft.tree.subtree(draft.act.place)) is not None


def in_agreement(doc: Document, draft: Draft) -> bool:
    """Whether an act stands in a clause that tells what an agreement holds."""
    tree, bound = draft.tree, doc.rules.classes["agreement"]
    return any(
        tree.relation(child) == "acl" and tree.lemma(head) in bound for child, head in tree.path(draft.act.place)
    )


def undertakers(doc: Document, draft: Draft) -> tuple[Named, ...]:
    """Return who undertakes it, of those who permit without being named the state that is left."""
    if draft.sides.sources or draft.type != "CONCEDE" or draft.content is None:
        return draft.sides.sources
    tree = draft.tree
    for at in objects(doc, tree, draft.content):
        match = doc.firm(tree, at)
        if match is not None and match.kind is Kind.COUNTRY:
            return (name(tree, at, match.actor, score=doc.config.guess, reason="the state that is to be left"),)
    return ()


def heads(doc: Document, draft: Draft) -> set[str]:
    """Return the words that name the act: its head, and the thing that a light verb has (express READINESS)."""
    tree, at = draft.tree, draft.act.head
    things = objects(doc, tree, at) if tree.is_verb(at) and draft.operator == "promise" else ()
    return {draft.act.rule.head, tree.lemma(at), *(tree.lemma(thing) for thing in things)}


def kind_of(doc: Document, draft: Draft, words: list[int], drafts: Sequence[Draft]) -> str | None:
    """Return the commitment type of what was undertaken: by its words, else by the act that they tell."""
    permitted = [draft.act.head] if draft.act.rule.operator == "allow" and words else []
    kind = commitment_type(doc, draft.tree, [*permitted, *words])
    if kind != "other":
        return kind
    place = draft.act.place if draft.content is None else draft.content
    inner = [one for one in drafts if one.tree is draft.tree and one.act.place == place and one.type not in BINDING]
    rule = draft.act.rule
    names = [f"{rule.type}/{rule.mode}"] if draft.content is None else []
    names += [f"{one.type}/{mode}" for one in inner for mode in one.modes] + [one.type for one in inner]
    return next((ACTS[name] for name in names if name in ACTS), kind)


def firm(doc: Document, draft: Draft, kind: str, words: list[int]) -> bool:
    """Whether words of a type are an undertaking of something: no empty phrase, no contrary, nobody's own affair."""
    cues, tree = doc.cues, draft.tree
    lemmas = {tree.lemma(word) for word in words}
    if kind == "other":
        held = lemmas & cues["undertaking", "containers"] and any(tree.relation(word) == "nmod" for word in words)
        empty = draft.content is None and draft.operator is None and draft.act.rule.order > 0 and not held
        backed = draft.operator == "decide" and bool(lemmas & cues["undertaking", "proposals"])
        if (
            empty
            or backed
            or lemmas & cues["undertaking", "private"]
            or loose(tree, draft.content, cues["undertaking", "refraining"])
        ):
            return False
    if kind in cues["undertaking", "affirmed"] and negated(doc, draft):
        return False
    if draft.operator == "request" and kind not in cues["undertaking", "requested"]:
        return False
    return not (kind in cues["undertaking", "cooperative"] and stopped(doc, draft))


def negated(doc: Document, draft: Draft) -> bool:
    """Whether what is undertaken is not to do it (that the envoy should NOT come back)."""
    tree, content = draft.tree, draft.content
    if content is None:
        return False
    heads_of = {content, *tree.children(content, "ccomp", "csubj", "xcomp")}
    words = doc.cues["negation", "words"]
    return any(tree.form(kid) in words and not not_only(tree, kid) for at in heads_of for kid in tree.kids[at])


def loose(tree: Tree, content: int | None, either: frozenset[str]) -> bool:
    """Whether a content is part of another or a bare time, no clause (and to brotherhood; or use force; in 2013)."""
    if content is None:
        return False
    if tree.is_verb(content):
        return any(tree.form(kid) in either for kid in tree.children(content, "cc"))
    return (
        tree.relation(content) == "conj"
        or tree.upos(content) == "PRON"
        or tree.upos(content) == "NUM"
        or tree.exact(content) == "obl:tmod"
    )


def stopped(doc: Document, draft: Draft) -> bool:
    """Whether what is undertaken is to stop something (to suspend all visits)."""
    tree, at = draft.tree, draft.content
    if at is None or not tree.is_verb(at):
        return False
    return any(rule.operator == "stop" for rule in doc.rules.acts.get(("v", tree.lemma(at)), ()))


def standing(doc: Document, pledge: Pledge) -> Standing:
    """Return how firmly it was undertaken: by the words that name the act, the firmest reading last."""
    draft, named = pledge.draft, heads(doc, pledge.draft)

    def says(name: str) -> bool:
        return bool(named & doc.cues["undertaking", name])

    signed = draft.type == "SUPPORT" or pledge.bound or says("agreed")
    unruled = draft.type == "AGREE" and draft.operator is None and not draft.act.rule.order
    together = Standing.AGREED if len(draft.sides.sources) > 1 else Standing.PLEDGED
    readings = (
        (pledge.fixed, Standing.PLEDGED),
        (draft.type == "CONSULT" and not pledge.bound, Standing.DISCUSSED),
        (draft.operator == "request" or says("offered"), Standing.OFFERED),
        (draft.operator != "decide" and says("pledged"), Standing.PLEDGED),
        (signed, Standing.AGREED),
        (says("decided"), Standing.DECIDED),
        (unruled, together),
    )
    return next((found for holds, found in readings if holds), STANDING.get(draft.operator or "", Standing.MENTIONED))


def make(doc: Document, moments: Moments, pledge: Pledge) -> Undertaking:
    """Make the record."""
    draft, words, kind = pledge.draft, pledge.words, pledge.kind
    tree = draft.tree
    evidence = doc.words(tree, min(words), max(words) + 1)
    text = f"{doc.article.id}|{evidence.start}|{evidence.end}|{kind}|{draft.act.head}"
    when = ahead(moments.due(tree, words), draft.day if draft.status in TOLD else None)
    from_then = when is not None and begins(doc, tree, when, lasting=doc.book.watch.kinds[kind].lasting)
    return Undertaking(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        type=kind,
        by=tuple(participant(doc, named, sector="GOV") for named in pledge.by),
        to=tuple(participant(doc, named, sector="GOV") for named in draft.sides.targets),
        words=evidence,
        sentence=doc.evidence(tree.sentence.start, tree.sentence.end),
        due=None if from_then else when,
        condition=condition(doc, tree, words),
        standing=standing(doc, pledge),
        reasons=(Reason(field="type", score=doc.config.likely, reason=f"words of {kind}"),),
        coding=pledge.coding,
        effective=when if from_then else None,
    )


def ahead(when: When | None, said: When | None) -> When | None:
    """Return the day of what is promised, None where it is the very day of the promise (agreed on Tuesday to leave)."""
    return None if when is not None and said is not None and when.end == said.end[: len(when.end)] else when


def begins(doc: Document, tree: Tree, when: When, *, lasting: bool) -> bool:
    """Whether a moment is when it begins (FROM 8 May); for what goes on any but its end is (UNTIL Friday)."""
    before, found, _ = doc.article.text[tree.sentence.start : tree.sentence.end].partition(when.words or "\0")
    word = (before.split() or [""])[-1].lower() if found else ""
    cues = doc.cues
    return word in cues["undertaking", "beginning"] or (lasting and word not in cues["undertaking", "ending"])


def condition(doc: Document, tree: Tree, words: Iterable[int]) -> Evidence | None:
    """Return the clause that makes the undertaking conditional: if, unless, provided, in exchange for."""
    span = condition_clause(doc, tree, words)
    return doc.words(tree, span[0], span[-1] + 1) if span else None
