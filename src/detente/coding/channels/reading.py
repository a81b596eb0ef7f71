"""Coding, channels: from the sentences of an article to the changes of lines that they tell."""

import hashlib
from collections.abc import Iterator, Sequence

from detente.codebook import LineTerm, party
from detente.coding.channels.deeds import Deed, deeds
from detente.coding.channels.firmness import firmness, reversed_
from detente.coding.channels.parties import Ends, Parties, side
from detente.coding.channels.ranks import contact_form, contact_line, phrase_rank
from detente.coding.channels.spots import Spot, spots
from detente.coding.context import Setting
from detente.coding.draft import Draft
from detente.coding.judge import Judge
from detente.coding.moments import Moments
from detente.coding.named import Named, participant
from detente.coding.tree import Tree
from detente.records import (
    Attribution,
    Certainty,
    Change,
    Coding,
    Evidence,
    Participant,
    Reason,
    Status,
    When,
)

__all__ = ["Reading"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
OPENING = frozenset({"open", "restore", "use", "keep", "return", "appoint"})
BODIES = frozenset({"UNO", "IGO", "EUR"})
Telling = tuple[Draft, Coding]


class Reading:
    """Reads the lines of one article, after its acts were coded."""

    def __init__(self, judge: Judge, moments: Moments, told: Sequence[Telling]) -> None:
        """Take the article's views and its codings with the drafts they were made of."""
        self.doc = judge.doc
        self.judge = judge
        self.channels = judge.doc.book.channels
        self.moments = moments
        self.parties = Parties(judge.doc, judge.people)
        self.told: dict[int, list[Telling]] = {}
        for draft, coding in told:
            self.told.setdefault(draft.tree.number, []).append((draft, coding))

    def changes(self) -> Iterator[Change]:
        """Yield the changes of the article in text order, each once in its sentence."""
        for tree in self.doc.trees:
            seen: set[tuple[str, str, frozenset[str | None]]] = set()
            used: set[int] = set()
            for change in (*self.named(tree, used), *self.contacts(tree, used)):
                key = (change.line, change.state, frozenset(party(one.actor) for one in change.sides))
                if key not in seen:
                    seen.add(key)
                    yield change

    # -- lines that are named

    def named(self, tree: Tree, used: set[int]) -> Iterator[Change]:
        """Yield the changes of the lines that a sentence names; ``used`` gathers the words that told them."""
        for spot in spots(tree, self.channels):
            for deed in deeds(self.doc, spot, self.channels):
                found = self.change(deed)
                if found is not None:
                    used |= {spot.at, deed.at, deed.place}
                    yield found
                    break

    def change(self, deed: Deed) -> Change | None:
        """Return what a deed does to its line, None where it is none of that line's or its sides are not known."""
        tree, spot = deed.spot.tree, deed.spot
        if not self.possible(deed):
            return None
        place = spot.at if deed.act.pos == "a" and tree.relation(deed.at) == "amod" else deed.place
        setting = self.judge.reader.read(tree, deed.at if place == deed.place else place, place)
        certainty = firmness(self.channels, tree, deed.at, setting)
        tellings = [one for one in self.told.get(tree.number, ()) if covers(one[0], deed)]
        ends = self.parties.of(deed, setting, [draft for draft, _ in tellings])
        if ends is None or certainty is None:
            return None
        line = self.line(spot, ends)
        effect = deed.turned or deed.act.effect
        if setting.negated or reversed_(setting):
            effect, certainty = self.undone(deed, str(line), certainty, setting)
        term = self.channels.effects.get((line, effect)) if line and self.holds(deed, line) else None
        if term is None:
            return None
        coding = next((one for _, one in tellings), None)
        words = sorted({spot.at, deed.at, *tree.phrase(spot.at)})
        evidence = self.doc.words(tree, words[0], words[-1] + 1)
        reason = Reason(field="line", score=self.doc.config.likely, reason=f"{deed.act.word}: {deed.act.effect}")
        return self.record(tree, term, certainty, ends, evidence, setting, coding, self.day(deed, coding), reason, deed)

    def undone(self, deed: Deed, line: str, certainty: Certainty, setting: Setting) -> tuple[str, Certainty]:
        """Return the effect of a negated or refused act; what nothing follows from is only denied."""
        if deed.act.negated:
            return deed.act.negated, certainty
        opening = deed.act.effect in OPENING
        if opening and reversed_(setting) and (line, "refuse") in self.channels.effects:
            return "refuse", certainty
        return deed.turned or deed.act.effect, Certainty.DENIED

    def possible(self, deed: Deed) -> bool:
        """Whether an act can be one of the line's at all, before its sides are looked for."""
        names = deed.spot.name.names
        lines = {names} if names in self.channels.lines else set(self.channels.contacts.get(form_of(names), {}).values())
        return any(self.holds(deed, line) for line in lines)

    def holds(self, deed: Deed, line: str) -> bool:
        """Whether an act is one of a line's."""
        return not deed.act.lines or line in deed.act.lines

    def line(self, spot: Spot, ends: Ends) -> str | None:
        """Return the line that words name, of a contact by its form and the rank of its sides."""
        names = spot.name.names
        if names == "envoys" and any(party(one.actor) in BODIES for one in ends.owner):
            return "special_representative"
        if names in self.channels.lines:
            return names
        return contact_line(self.channels, form_of(names), ends.sides, phrase_rank(self.channels, spot))

    def day(self, deed: Deed, coding: Coding | None) -> When | None:
        """Return the day of a change: of the act it was told with."""
        return None if coding is None else coding.day

    # -- contacts that were coded as acts

    def contacts(self, tree: Tree, used: set[int]) -> Iterator[Change]:
        """Yield the contacts of a sentence: meetings, calls, letters, talks that were coded."""
        for draft, coding in self.told.get(tree.number, ()):
            if draft.type != "CONSULT" or {draft.act.head, draft.act.place} & used:
                continue
            sides = {str(party(one.actor)): one for one in (*draft.sides.sources, *draft.sides.targets) if side(one)}
            certainty = contact_certainty(self, draft)
            form = contact_form(self.doc, draft, self.channels)
            if len(sides) < len("ab") or certainty is None or form is None:
                continue
            line = contact_line(self.channels, form, list(sides.values()))
            term = self.channels.effects.get((line, "use")) if line else None
            if term is None:
                continue
            by = tuple(one for one in draft.sides.sources if one.known) if draft.sides.targets else ()
            ends = Ends(sides=tuple(sides[key] for key in sorted(sides)), by=by, owner=(), reason="sides of the act")
            reason = Reason(field="line", score=self.doc.config.likely, reason=f"{form} of these ranks")
            yield self.record(
                tree, term, certainty, ends, coding.trigger, draft.setting, coding, coding.day, reason, None
            )

    # -- the record

    def record(
        self,
        tree: Tree,
        term: LineTerm,
        certainty: Certainty,
        ends: Ends,
        evidence: Evidence,
        setting: Setting,
        coding: Coding | None,
        day: When | None,
        reason: Reason,
        deed: Deed | None,
    ) -> Change:
        """Make the record of a change."""
        sides = tuple(self.participant(one) for one in ends.sides)
        by = tuple(self.participant(one) for one in ends.by)
        names = ";".join(str(party(one.actor)) for one in sides)
        text = f"{self.doc.article.id}|{evidence.start}|{evidence.end}|{term.line}|{term.id}|{certainty}|{names}"
        return Change(
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            line=term.line,
            state=term.id,
            certainty=certainty,
            sides=sides,
            by=by,
            day=day,
            evidence=evidence,
            sentence=self.doc.evidence(tree.sentence.start, tree.sentence.end),
            evidentiality=setting.evidentiality,
            attribution=self.attribution(setting),
            coding=None if coding is None else coding.id,
            reasons=(reason, Reason(field="sides", score=min(one.score for one in sides), reason=ends.reason)),
            whose=self.whose(term, ends, deed),
        )

    def whose(self, term: LineTerm, ends: Ends, deed: Deed | None) -> tuple[str, ...]:
        """Return whose part of a line changed: its owner's by the phrase, else the doer's own or the other's."""
        if deed is None or not self.channels.lines[term.line].own:
            return ()
        everyone = [str(party(one.actor)) for one in ends.sides]
        doers = [str(party(one.actor)) for one in ends.by]
        owners = [str(party(one.actor)) for one in ends.owner]
        if owners and len(owners) < len(everyone):
            return tuple(owners)
        if deed.act.whose == "other":
            return tuple(one for one in everyone if doers and one not in doers)
        return tuple(doers)

    def participant(self, named: Named) -> Participant:
        """Make the record of a side."""
        return participant(self.doc, named, sector="GOV")

    def attribution(self, setting: Setting) -> Attribution | None:
        """Make the record of who says so."""
        if setting.cue is None:
            return None
        number, word = setting.cue
        speaker = self.participant(setting.speakers[0]) if setting.speakers else None
        return Attribution(speaker=speaker, cue=self.doc.words(self.doc.trees[number], word, word + 1))


def form_of(names: str) -> str:
    """Return the form of contact that a name tells."""
    return {"message": "letter"}.get(names, names)


def covers(draft: Draft, deed: Deed) -> bool:
    """Whether a coded act is what is done to a line, or governs it as its content."""
    own = {draft.act.head, draft.act.place}
    if own & {deed.at, deed.place, deed.spot.at}:
        return True
    return draft.content is not None and deed.at in draft.tree.subtree(draft.content)


def contact_certainty(reading: Reading, draft: Draft) -> Certainty | None:
    """Return how far a contact has come: told as done, or what the words above it make of it."""
    if draft.status in TOLD or draft.status is Status.PLANNED:
        found = firmness(reading.channels, draft.tree, draft.act.head, draft.setting)
        done = draft.status in TOLD and found not in {Certainty.HAPPENED, Certainty.ASSERTED}
        return Certainty.HAPPENED if done else found
    return None
