"""Coding room: codes one article, sentence by sentence, and makes the records."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.codebook import Codebook
from detente.coding.acts import Act, Lexicon
from detente.coding.bearings import Bearings
from detente.coding.bygone import bygone
from detente.coding.certainty import Certainty
from detente.coding.channels import changes
from detente.coding.config import Config
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.judge import Judge
from detente.coding.losses import Tolls
from detente.coding.moments import Moments
from detente.coding.named import Named, participant
from detente.coding.opinion import Opinions
from detente.coding.order import links
from detente.coding.people import People
from detente.coding.pledges import undertakings
from detente.coding.sift import sift
from detente.coding.slots import objects
from detente.coding.speech import hear
from detente.coding.tree import Tree
from detente.coding.where import border_place, dateline_place, find_place, hit_place, other_side, soil
from detente.records import (
    Article,
    Attribution,
    Coded,
    Coding,
    Evidence,
    Evidentiality,
    Parse,
    Participant,
    Place,
    Reason,
    Skipped,
    Span,
    Status,
)

__all__ = ["code"]

VERBAL = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
ATTACKS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def code(parse: Parse, article: Article, codebook: Codebook, config: Config) -> Coded:
    """Code the acts and undertakings of one article.

    Every evidence of the result is cut from the article's text. What names an act but cannot be coded is in
    ``skipped``.
    """
    doc = Document(parse, article, codebook, config)
    people = People(doc)
    lexicon = Lexicon(doc, people)
    hear(doc, people)
    judge, opinions, moments = Judge(doc, people, lexicon), Opinions(doc, people, lexicon), Moments(doc)
    drafts: list[Draft] = []
    for tree in doc.trees:
        found = [*judge.drafts(tree), *opinions.drafts(tree)]
        for draft in found:
            locate(doc, draft)
        drafts.extend(found)
    moments.date(drafts)
    for draft in drafts:
        outdate(doc, draft)
    kept, dropped = sift(doc, drafts)
    certainty = Certainty(doc, judge.panel)
    tolls = Tolls(doc, judge.reader, kept)
    codings = tuple(record(doc, draft, certainty, tolls) for draft in kept)
    named = [(draft, one.id) for draft, one in zip(kept, codings, strict=True)]
    return Coded(
        codings=codings,
        changes=tuple(changes(judge, moments, tuple(zip(kept, codings, strict=True)))),
        links=links(doc, lexicon, tuple(zip(kept, codings, strict=True))),
        undertakings=tuple(undertakings(doc, moments, named)),
        parties=doc.parties(),
        keepings=tuple(Bearings(judge, moments, named).keepings()),
        skipped=(
            *(left_out(doc, spans(doc, draft)[0], reason) for draft, reason in dropped),
            *(left_out(doc, doc.words(act.tree, act.head, act.head + 1), reason) for act, reason in judge.dropped),
        ),
    )


def locate(doc: Document, draft: Draft) -> None:
    """Give a draft its place and the soil that was hit."""
    tree, act = draft.tree, draft.act
    things = objects(doc, tree, act.head) if tree.is_verb(act.head) else ()
    draft.place = place_of_act(doc, draft, things)
    if draft.type in ATTACKS:
        draft.affected = soil(doc, draft.place, draft.sides.sources, draft.sides.targets)


def outdate(doc: Document, draft: Draft) -> None:
    """Take out of the news an act that the text ties to no day and tells as old."""
    old = bygone(doc, draft.act) if draft.day is None and draft.status in TOLD else None
    if old is not None:
        draft.status = Status.HYPOTHETICAL
        draft.because("status", doc.config.likely, f"background, no news: {old}")


def place_of_act(doc: Document, draft: Draft, things: Sequence[int]) -> Place | None:
    """Return where an act happened: by its words, by its sides' border, by the dateline, by whom it hit."""
    tree, act, sides = draft.tree, draft.act, draft.sides
    both = (*sides.sources, *sides.targets)
    found = (
        find_place(doc, tree, act.place, [act.head, *things], kind=draft.type)
        or border_place(doc, tree, [act.place, act.head, *things], both)
        or dateline_place(doc, tree, draft.type, both)
        or (hit_place(doc, sides.targets) if draft.type in doc.cues["places", "hitting"] else None)
    )
    return found if found is None else other_side(found, sides.sources)


def record(doc: Document, draft: Draft, certainty: Certainty, tolls: Tolls) -> Coding:
    """Make the record of a draft."""
    sources, targets = participants(doc, draft, certainty)
    trigger, clause = spans(doc, draft)
    tree = draft.tree
    sentence = doc.evidence(tree.sentence.start, tree.sentence.end)
    return Coding(
        id=identity(doc, draft, trigger, sources, targets),
        type=draft.type,
        modes=draft.modes,
        contexts=(draft.act.rule.context,) if draft.act.rule.context else (),
        sources=sources,
        targets=targets,
        affected_states=draft.affected,
        status=draft.status,
        evidentiality=draft.setting.evidentiality,
        attribution=attribution(doc, draft),
        day=draft.day,
        place=draft.place,
        trigger=trigger,
        evidence=clause,
        sentence=sentence,
        reciprocal=draft.sides.reciprocal,
        casualties=tolls.of(draft),
        reasons=reasons(draft, certainty, sources, targets),
    )


def participants(
    doc: Document, draft: Draft, certainty: Certainty
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Make the records of both sides; a bare country is its government, or its forces where force is used."""
    armed = draft.type in doc.cues["sectors", "doer_military"]

    def made(named: Named, role: str, sector: str | None) -> Participant:
        return replace(participant(doc, named, sector=sector), score=certainty.side(draft, named, role))

    sources = tuple(made(named, "source", "MIL" if armed else "GOV") for named in draft.sides.sources)
    targets = tuple(made(named, "target", None if armed else "GOV") for named in draft.sides.targets)
    return sources, targets


def spans(doc: Document, draft: Draft) -> tuple[Evidence, Evidence]:
    """Cut the trigger (the words that name the act) and the clause (with sides and content)."""
    tree, act = draft.tree, draft.act
    words = content_words(doc, draft) or trigger_words(doc, tree, act)
    trigger = doc.words(tree, min(words), max(words) + 1)
    around = list(words)
    if draft.content is not None:
        around.extend(tree.subtree(draft.content))
    for named in (*draft.sides.sources, *draft.sides.targets):
        if named.tree is tree:
            around.extend(range(named.start, named.end))
    return trigger, doc.words(tree, min(around), max(around) + 1)


def content_words(doc: Document, draft: Draft) -> list[int]:
    """Return the words of a second content, which stands for itself (pledged to leave and TO FREE prisoners)."""
    if draft.content is None or draft.tree.relation(draft.content) != "conj":
        return []
    things = objects(doc, draft.tree, draft.content) if draft.tree.is_verb(draft.content) else []
    return [draft.content, *[word for word in things if word > draft.content]]


def trigger_words(doc: Document, tree: Tree, act: Act) -> list[int]:
    """Return the words that name an act: its head, its carrying verb, its particles and the noun its rule asks for."""
    words = [act.head, act.place]
    others = act.rule.others
    words.extend(kid for kid in tree.kids[act.head] if tree.lemma(kid) in others or tree.form(kid) in others)
    named = {word for need in act.rule.needs for word in need.words if "obj" in need.slots}
    words.extend(word for word in objects(doc, tree, act.head) if tree.lemma(word) in named)
    return words


def attribution(doc: Document, draft: Draft) -> Attribution | None:
    """Make the record of who says so, None where the report itself does."""
    setting = draft.setting
    if setting.evidentiality is Evidentiality.ASSERTED or setting.cue is None:
        return None
    number, word = setting.cue
    speaker: Participant | None = None
    if setting.speakers:
        speaker = participant(doc, setting.speakers[0], sector="GOV")
    return Attribution(speaker=speaker, cue=doc.words(doc.trees[number], word, word + 1))


def reasons(
    draft: Draft, certainty: Certainty, sources: Iterable[Participant], targets: Iterable[Participant]
) -> tuple[Reason, ...]:
    """Gather a reason for every field, the empty ones too."""
    found = list(certainty.reasons(draft))
    for name, side in (("sources", list(sources)), ("targets", list(targets))):
        if not side:
            found.append(Reason(field=name, score=0.0, reason="the sentence names none"))
        found.extend(Reason(field=name, score=one.score, reason=one.reason) for one in side)
    found.append(certainty.place(draft.place))
    return tuple(found)


def identity(
    doc: Document,
    draft: Draft,
    trigger: Evidence,
    sources: Iterable[Participant],
    targets: Iterable[Participant],
) -> str:
    """Return the digest of what a coding says and where."""
    sides = ";".join(f"{p.actor.country}:{p.actor.name}" for p in (*sources, *targets))
    words = f"{doc.article.id}|{trigger.start}|{trigger.end}|{draft.content}|{draft.type}|{draft.status}|{sides}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def left_out(doc: Document, words: Evidence, reason: str) -> Skipped:
    """Say which words were not coded and why."""
    where = f"{doc.article.path or doc.article.id} [{words.start}:{words.end}] {words.quote!r}"
    return Skipped(where=where, room="coding", reason=reason, span=Span(start=words.start, end=words.end))
