"""Coding, channels: a change on its way to its record."""

import hashlib
from dataclasses import dataclass

from detente.codebook import LineTerm, party
from detente.coding.channels.parties import Ends
from detente.coding.context import Setting
from detente.coding.document import Document
from detente.coding.named import Named, participant
from detente.coding.tree import Tree
from detente.records import Attribution, Certainty, Change, Coding, Evidence, Participant, Reason, When

__all__ = ["Found", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of a change: the state it leads to, how firm, between whom, by which words, on which day.

    ``whose`` is "own" or "other" where the act says whose part of the line it changes, None where it does not.
    """

    tree: Tree
    term: LineTerm
    certainty: Certainty
    ends: Ends
    evidence: Evidence
    setting: Setting
    coding: Coding | None
    day: When | None
    reason: str
    whose: str | None = None


def record(doc: Document, found: Found) -> Change:
    """Make the record of a change."""
    ends, term, evidence = found.ends, found.term, found.evidence
    names = ";".join(parties(ends.sides))
    text = f"{doc.article.id}|{evidence.start}|{evidence.end}|{term.line}|{term.id}|{found.certainty}|{names}"
    score = min(one.score for one in ends.sides)
    return Change(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        line=term.line,
        state=term.id,
        certainty=found.certainty,
        sides=tuple(made(doc, one) for one in ends.sides),
        by=tuple(made(doc, one) for one in ends.by),
        day=found.day,
        evidence=evidence,
        sentence=doc.evidence(found.tree.sentence.start, found.tree.sentence.end),
        evidentiality=found.setting.evidentiality,
        attribution=attribution(doc, found.setting),
        coding=None if found.coding is None else found.coding.id,
        reasons=(
            Reason(field="line", score=doc.config.likely, reason=found.reason),
            Reason(field="sides", score=score, reason=ends.reason),
        ),
        whose=whose(doc, found),
    )


def whose(doc: Document, found: Found) -> tuple[str, ...]:
    """Return whose part of a line changed: its owner's by the phrase, else the doer's own or the other's."""
    if not doc.book.channels.lines[found.term.line].own:
        return ()
    everyone, doers, owners = parties(found.ends.sides), parties(found.ends.by), parties(found.ends.owner)
    if owners and len(owners) < len(everyone):
        return owners
    if found.whose == "other":
        return tuple(one for one in everyone if doers and one not in doers)
    return doers


def parties(sides: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the parties of some sides."""
    return tuple(str(party(one.actor)) for one in sides)


def made(doc: Document, named: Named) -> Participant:
    """Make the record of a side."""
    return participant(doc, named, sector="GOV")


def attribution(doc: Document, setting: Setting) -> Attribution | None:
    """Make the record of who says so, None where the report itself does."""
    if setting.cue is None:
        return None
    number, word = setting.cue
    speaker = made(doc, setting.speakers[0]) if setting.speakers else None
    return Attribution(speaker=speaker, cue=doc.words(doc.trees[number], word, word + 1))
