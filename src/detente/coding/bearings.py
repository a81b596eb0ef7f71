"""Coding room: what an article says became of promises: suspended, put off, called off, completed, kept, broken."""

import hashlib
from collections.abc import Iterator, Sequence

from detente.codebook import party
from detente.codebook.bearings import Bearing
from detente.coding.context import Setting
from detente.coding.draft import Draft
from detente.coding.judge import Judge
from detente.coding.moments import Moments
from detente.coding.named import Named
from detente.coding.slots import infinitive, light_verb, objects, subjects
from detente.coding.tree import Tree
from detente.coding.undertaken import named_type
from detente.records import Actor, Keeping, KeepingKind, Reason, Status, When

__all__ = ["Bearings"]

SAID = frozenset({"say", "implicative", "seem"})
# What was agreed, decided or announced to be put off is put off; what was only promised to be completed is not done.
SETTLED = frozenset({"agree", "decide", "promise", "allow"})
# One who blames another for not keeping it says that it was not kept.
BLAMING = frozenset({"accuse", "condemn", "claim"})
SETTLING = frozenset({KeepingKind.EXTENDED, KeepingKind.SUSPENDED, KeepingKind.WITHDRAWN})
DONE = frozenset({KeepingKind.COMPLIED, KeepingKind.PARTLY_COMPLIED, KeepingKind.PROGRESS})
UNREAL = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.RECOMMENDED, Status.DENIED})
OF = frozenset({"of", "to", "in"})
FROM = frozenset({"from", "of"})


class Bearings:
    """Reads what became of promises, after the acts of the article were coded."""

    def __init__(self, judge: Judge, moments: Moments, told: Sequence[tuple[Draft, str]]) -> None:
        """Take the article's views and its acts with the ids of their codings."""
        self.doc, self.judge, self.moments = judge.doc, judge, moments
        self.spoken: dict[int, str] = {}
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
            near = {word for kid in tree.kids[at] for word in (tree.lemma(kid), tree.form(kid), *tree.markers(kid))}
            if near.issuperset(row.others):
                yield row

    def keeping(self, tree: Tree, at: int, row: Bearing) -> Keeping | None:
        """Return what a word says of a promise, None where it speaks of none or of nothing that came to pass."""
        kinds = self.text_of if row.effect is None else self.kind
        theme = next((one for one in self.themes(tree, at, row) if kinds(tree, one) is not None), None)
        theme = theme if theme is not None else self.pronoun(tree, at, row)
        if theme is None:
            return None
        carrier = light_verb(self.doc, tree, at) if row.pos == "n" else None
        setting = self.judge.reader.read(tree, at, at if carrier is None else carrier)
        settled = row.effect in SETTLING and any(name in SETTLED for name, _ in setting.operators)
        charged = setting.negated and any(name in BLAMING for name, _ in setting.operators)
        others = [name for name, _ in setting.operators if name not in SAID | (BLAMING if charged else frozenset())]
        effect = row.negated if setting.negated else row.effect
        unreal = setting.status in UNREAL and not (setting.negated and setting.status is not Status.PLANNED)
        unreal = unreal and not charged
        if effect is None or ((unreal or others) and not settled):
            return None
        if effect in DONE and infinitive(tree, at):  # was to be completed
            return None
        if effect is KeepingKind.COMPLIED and self.partial(tree, theme):
            effect = KeepingKind.PARTLY_COMPLIED
        kind = kinds(tree, theme) or self.spoken.get(tree.number, "")
        self.spoken[tree.number] = kind
        doers = self.doers(tree, at, row)
        speaker = self.speaker(setting)
        draft = self.told.get((tree.number, at))
        text = f"{self.doc.article.id}|{tree.number}|{at}|{effect}|{kind}"
        return Keeping(
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            commitment="",
            kind=effect,
            day=self.day(tree, at, draft[0] if draft else None, lasting=effect is KeepingKind.SILENCE),
            by=party(speaker) if speaker else None,
            evidence=self.doc.evidence(tree.sentence.start, tree.sentence.end),
            source=draft[1] if draft else hashlib.sha256(f"{text}|word".encode()).hexdigest()[:16],
            reasons=(Reason(field="kind", score=self.doc.config.likely, reason=f"{row.word}: {effect}"),),
            accused=doers if effect is KeepingKind.ALLEGED_VIOLATION else (),
            due=self.due(tree, at) if effect is KeepingKind.EXTENDED else None,
            type=kind or None,
            parties=doers or self.named(tree),
            speaker=speaker,
        )

    def pronoun(self, tree: Tree, at: int, row: Bearing) -> int | None:
        """Return the "it" in the slot of a row where the sentence has spoken of a promise before it."""
        found = self.themes(tree, at, row) if tree.number in self.spoken and row.slot == "obj" else []
        return next((one for one in found if tree.upos(one) == "PRON" and tree.form(one) == "it"), None)

    def themes(self, tree: Tree, at: int, row: Bearing) -> list[int]:
        """Return the nouns in the slot of a row, with what they are of (the deadline for the WITHDRAWAL)."""
        if row.slot == "of":
            tops = [kid for kid in tree.children(at, "nmod", "compound") if kid < at or OF & set(tree.markers(kid))]
        elif row.slot == "from":
            tops = [
                kid for kid in tree.children(at, "obl") if FROM & {tree.form(one) for one in tree.children(kid, "case")}
            ]
        elif row.slot == "obj":
            tops = objects(self.doc, tree, at)
        else:
            tops = tree.children(at, "nsubj") or subjects(self.doc, tree, at)
        return [word for top in tops for word in tree.conjuncts(top)]

    def kind(self, tree: Tree, theme: int) -> str | None:
        """Return the commitment type that a noun speaks of, "" for an agreement or date of any, None for none."""
        held = self.doc.cues["undertaking", "dates"] if tree.is_noun(theme) else frozenset[str]()
        told = tree.children(theme, "acl") if tree.lemma(theme) in held else []
        words = [*tree.phrase(theme), *(word for kid in told for word in tree.subtree(kid))]
        if any(tree.form(kid) in self.doc.cues["undertaking", "former"] for kid in tree.children(theme, "amod")):
            return None
        found = named_type(self.doc, tree, [theme, *words])
        if found is not None:
            return found
        general = self.doc.rules.classes["agreement"] | self.doc.cues["undertaking", "dates"]
        parts = [theme, *(word for kid in tree.children(theme, "nmod") for word in tree.conjuncts(kid))]
        named = parts if self.partial(tree, theme) else parts[:1]
        return "" if any(tree.lemma(word) in general for word in named) else None

    def text_of(self, tree: Tree, theme: int) -> str | None:
        """Return "" for the text of any agreement, None for other things."""
        return "" if tree.lemma(theme) in self.doc.cues["undertaking", "texts"] else None

    def partial(self, tree: Tree, theme: int) -> bool:
        """Whether a phrase tells of a part of the whole (eight of eleven steps)."""
        some = self.doc.cues["undertaking", "parts"]
        if tree.form(theme) in some or any(tree.form(kid) in some for kid in tree.kids[theme]):
            return True
        return tree.upos(theme) == "NUM" and any("of" in tree.markers(kid) for kid in tree.children(theme, "nmod"))

    def doers(self, tree: Tree, at: int, row: Bearing) -> tuple[str, ...]:
        """Return the parties that did it, empty where the clause names none."""
        if row.slot != "obj" or not tree.is_verb(at):
            return ()
        found = (party(one.actor) for word in subjects(self.doc, tree, at) for one in self.resolved(tree, word))
        return tuple(sorted({one for one in found if one is not None}))

    def speaker(self, setting: Setting) -> Actor | None:
        """Return who says so; of hearsay whoever is the subject of the saying (state media in Pyongyang)."""
        if setting.speakers or setting.cue is None:
            return next((named.actor for named in setting.speakers), None)
        tree = self.doc.trees[setting.cue[0]]
        tellers = (one for word in subjects(self.doc, tree, setting.cue[1]) for one in self.resolved(tree, word))
        return next((one.actor for one in tellers), None)

    def resolved(self, tree: Tree, word: int) -> tuple[Named, ...]:
        """Return who a word names."""
        return tuple(one for one in self.judge.people.resolve(tree, word) if one.known)

    def named(self, tree: Tree) -> tuple[str, ...]:
        """Return the parties that a sentence names."""
        found = (party(match.actor) for match in self.doc.matches(tree) if match.actor.country is not None)
        return tuple(sorted({one for one in found if one is not None}))

    def due(self, tree: Tree, at: int) -> When | None:
        """Return the new date: the moment ahead, else the last one that the clause names behind "to" or "until"."""
        words = tree.subtree(at)
        found = self.moments.due(tree, words)
        if found is not None:
            return found
        goals = self.doc.cues["undertaking", "goals"]
        named = [one for one in self.moments.timed.of(tree) if one.start in words and one.start]
        return next((one.when for one in reversed(named) if tree.form(one.start - 1) in goals and one.when), None)

    def day(self, tree: Tree, at: int, draft: Draft | None, *, lasting: bool) -> When | None:
        """Return the day that the sentence ties to a word, or that its act has."""
        timed = self.moments.timed
        tied = (one.when for one, bearer in timed.bearers(tree) if bearer == at and timed.dates(tree, one))
        own = next((when for when in tied if when is not None), None)
        since = [one.when for one in timed.of(tree) if one.start and tree.form(one.start - 1) == "since" and lasting]
        own = own or next((when for when in since if when is not None), None)
        return own or (draft.day if draft is not None else None)


def _words(draft: Draft) -> tuple[int, ...]:
    own = (draft.act.head, draft.act.place)
    return own if draft.content is None else (*own, draft.content)
