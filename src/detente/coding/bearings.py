"""Coding room: what an article says became of promises: suspended, put off, called off, completed, kept, broken."""

import hashlib
from collections.abc import Iterator, Sequence

from detente.codebook import party
from detente.codebook.bearings import Bearing
from detente.coding.channels.deeds import fits
from detente.coding.draft import Draft
from detente.coding.judge import Judge
from detente.coding.moments import Moments
from detente.coding.named import Named
from detente.coding.slots import light_verb, objects, subjects
from detente.coding.tree import Tree
from detente.coding.undertaken import named_type
from detente.records import Keeping, KeepingKind, Reason, Status, When

__all__ = ["Bearings"]

SAID = frozenset({"say", "implicative", "seem"})
# What was agreed, decided or announced to be put off is put off; what was only promised to be completed is not done.
SETTLED = frozenset({"agree", "decide", "promise", "allow"})
SETTLING = frozenset({KeepingKind.EXTENDED, KeepingKind.SUSPENDED, KeepingKind.WITHDRAWN})
UNREAL = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.RECOMMENDED, Status.DENIED})
OF = frozenset({"of", "to", "in"})


class Bearings:
    """Reads what became of promises, after the acts of the article were coded."""

    def __init__(self, judge: Judge, moments: Moments, told: Sequence[tuple[Draft, str]]) -> None:
        """Take the article's views and its acts with the ids of their codings."""
        self.doc, self.judge, self.moments = judge.doc, judge, moments
        self.told = {(draft.tree.number, word): (draft, coding) for draft, coding in told for word in _words(draft)}

    def keepings(self) -> Iterator[Keeping]:
        """Yield a keeping for each clause that says what became of a promise, in text order."""
        for tree in self.doc.trees:
            seen: set[tuple[str, str | None]] = set()
            for at in range(len(tree)):
                for row in self.rows(tree, at):
                    found = self.keeping(tree, at, row)
                    if found is not None and (found.kind, found.type) not in seen:
                        seen.add((found.kind, found.type))
                        yield found
                        break

    def rows(self, tree: Tree, at: int) -> Iterator[Bearing]:
        """Yield the rows that a word may be."""
        for row in self.doc.book.bearings.get((tree.part(at), tree.whole(at)), ()):
            if fits(tree, at, row):
                yield row

    def keeping(self, tree: Tree, at: int, row: Bearing) -> Keeping | None:
        """Return what a word says of a promise, None where it speaks of none or of nothing that came to pass."""
        theme = next((one for one in self.themes(tree, at, row) if self.kind(tree, one) is not None), None)
        if theme is None:
            return None
        carrier = light_verb(self.doc, tree, at) if row.pos == "n" else None
        setting = self.judge.reader.read(tree, at, at if carrier is None else carrier)
        settled = row.effect in SETTLING and any(name in SETTLED for name, _ in setting.operators)
        others = [name for name, _ in setting.operators if name not in SAID]
        if setting.negated or ((setting.status in UNREAL or others) and not settled):
            return None
        kind = self.kind(tree, theme)
        doers = self.doers(tree, at, row)
        speaker = next((named.actor for named in setting.speakers), None)
        draft = self.told.get((tree.number, at))
        text = f"{self.doc.article.id}|{tree.number}|{at}|{row.effect}|{kind}"
        return Keeping(
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            commitment="",
            kind=row.effect,
            day=self.day(tree, at, draft[0] if draft else None),
            by=party(speaker) if speaker else None,
            evidence=self.doc.evidence(tree.sentence.start, tree.sentence.end),
            source=draft[1] if draft else hashlib.sha256(f"{text}|word".encode()).hexdigest()[:16],
            reasons=(Reason(field="kind", score=self.doc.config.likely, reason=f"{row.word}: {row.effect}"),),
            accused=doers if row.effect is KeepingKind.ALLEGED_VIOLATION else (),
            due=self.moments.due(tree, tree.subtree(at)) if row.effect is KeepingKind.EXTENDED else None,
            type=kind or None,
            parties=doers or self.named(tree),
            speaker=speaker,
        )

    def themes(self, tree: Tree, at: int, row: Bearing) -> list[int]:
        """Return the nouns in the slot of a row, with what they are of (the deadline for the WITHDRAWAL)."""
        if row.slot == "of":
            tops = [kid for kid in tree.children(at, "nmod", "compound") if kid < at or OF & set(tree.markers(kid))]
        elif row.slot == "obj":
            tops = objects(self.doc, tree, at)
        else:
            tops = tree.children(at, "nsubj") or subjects(self.doc, tree, at)
        return [word for top in tops for word in tree.conjuncts(top)]

    def kind(self, tree: Tree, theme: int) -> str | None:
        """Return the commitment type that a noun speaks of, "" for an agreement or date of any, None for none."""
        words = tree.phrase(theme)
        found = named_type(self.doc, tree, [theme, *words])
        if found is not None:
            return found
        general = self.doc.rules.classes["agreement"] | self.doc.cues["undertaking", "dates"]
        return "" if tree.lemma(theme) in general else None

    def doers(self, tree: Tree, at: int, row: Bearing) -> tuple[str, ...]:
        """Return the parties that did it, empty where the clause names none."""
        if row.slot != "obj" or not tree.is_verb(at):
            return ()
        found = (party(one.actor) for word in subjects(self.doc, tree, at) for one in self.resolved(tree, word))
        return tuple(sorted({one for one in found if one is not None}))

    def resolved(self, tree: Tree, word: int) -> tuple[Named, ...]:
        """Return who a word names."""
        return tuple(one for one in self.judge.people.resolve(tree, word) if one.known)

    def named(self, tree: Tree) -> tuple[str, ...]:
        """Return the parties that a sentence names."""
        found = (party(match.actor) for match in self.doc.matches(tree) if match.actor.country is not None)
        return tuple(sorted({one for one in found if one is not None}))

    def day(self, tree: Tree, at: int, draft: Draft | None) -> When | None:
        """Return the day that the sentence ties to a word, or that its act has."""
        timed = self.moments.timed
        tied = (one.when for one, bearer in timed.bearers(tree) if bearer == at and timed.dates(tree, one))
        own = next((when for when in tied if when is not None), None)
        return own or (draft.day if draft is not None else None)


def _words(draft: Draft) -> tuple[int, ...]:
    return draft.act.head, draft.act.place

