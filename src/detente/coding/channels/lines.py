"""Coding, channels: the changes of lines that a sentence names: recalled its ambassador, the hotline was cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.codebook import party
from detente.codebook.rules import ActRule
from detente.coding.acts import Act
from detente.coding.channels.deeds import Deed, deeds
from detente.coding.channels.firmness import firmness, refused
from detente.coding.channels.found import Found
from detente.coding.channels.parties import Ends, Parties
from detente.coding.channels.ranks import contact_line, phrase_rank
from detente.coding.channels.spots import spots
from detente.coding.context import Setting
from detente.coding.draft import Draft
from detente.coding.judge import Judge
from detente.coding.moments import Moments
from detente.coding.sides import Sides
from detente.coding.tree import Tree
from detente.records import Certainty, Coding, Status, When

__all__ = ["Lines", "Telling"]

OPENING = frozenset({"open", "restore", "use", "keep", "return", "appoint"})
BODIES = frozenset({"UNO", "IGO", "EUR"})
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
# The words of a line need no rule of the act lexicon.
UNLISTED = ActRule(
    head="",
    others=(),
    pos="v",
    needs=(),
    type=None,
    mode=None,
    context=None,
    operator=None,
    source=(),
    target=(),
    flags=frozenset(),
    rule="",
    order=0,
)
Telling = tuple[Draft, Coding]


class Lines:
    """Reads the lines that sentences name, with what is done to them."""

    def __init__(self, judge: Judge, moments: Moments, told: Mapping[int, Sequence[Telling]]) -> None:
        """Take the article's views, and its codings by sentence with the drafts they were made of."""
        self.doc = judge.doc
        self.judge = judge
        self.channels = judge.doc.book.channels
        self.moments = moments
        self.told = told
        self.parties = Parties(judge.doc, judge.people, [draft for row in told.values() for draft, _ in row])

    def of(self, tree: Tree, used: set[int]) -> Iterator[Found]:
        """Yield the changes of the lines that a sentence names; ``used`` gathers the words that told them."""
        for spot in spots(tree, self.channels):
            if spot.at in used:
                continue
            found = ((deed, self.change(deed)) for deed in deeds(self.doc, spot, self.channels) if self.possible(deed))
            for deed, change in found:
                if change is not None:
                    used |= {spot.at, deed.at, deed.place}
                    if change.certainty is Certainty.DISCUSSED:  # what is talked about is told with the talk
                        used.add(next((head for _, head in tree.path(deed.at) if tree.is_verb(head)), deed.at))
                    yield change
                    break

    def change(self, deed: Deed) -> Found | None:
        """Return what a deed does to its line, None where its sides are not known or it is none of that line's."""
        tree, spot, act = deed.spot.tree, deed.spot, deed.act
        setting = self.setting(deed)
        certainty = firmness(self.channels, tree, deed.at, setting)
        tellings = [one for one in self.told.get(tree.number, ()) if covers(one[0], deed)]
        ends = self.parties.of(deed, setting, [draft for draft, _ in tellings])
        line = None if ends is None else self.line(deed, ends)
        if ends is None or line is None or certainty is None or not self.holds(deed, line) or sought(deed, certainty):
            return None
        effect, certainty = self.effect(deed, line, certainty, setting)
        if effect in self.channels.forbidden.values() and effect != act.effect:
            ends = replace(ends, by=())  # who is not to come back has not done it himself
        term = self.channels.effects.get((line, effect))
        if term is None:
            return None
        coding = next((one for _, one in tellings), None)
        words = sorted({spot.at, deed.at, *tree.phrase(spot.at)})
        return Found(
            tree=tree,
            term=term,
            certainty=certainty,
            ends=ends,
            evidence=self.doc.words(tree, words[0], words[-1] + 1),
            setting=setting,
            coding=coding,
            day=self.day(deed, setting, certainty) if coding is None else coding.day,
            reason=f"{' '.join((act.word, *act.others))}: {act.effect}",
            whose=act.whose,
        )

    def setting(self, deed: Deed) -> Setting:
        """Return the setting of a deed; that of the line itself where an adjective tells how it stands."""
        if standing(deed):
            return self.judge.reader.read(deed.spot.tree, deed.spot.at, deed.spot.at)
        return self.judge.reader.read(deed.spot.tree, deed.at, deed.place)

    def effect(self, deed: Deed, line: str, certainty: Certainty, setting: Setting) -> tuple[str, Certainty]:
        """Return what a deed leads to, and how firmly; what nothing follows from is only denied."""
        act, effect = deed.act, deed.turned or deed.act.effect
        if standing(deed):
            certainty = Certainty.ASSERTED  # taken for granted, whatever is told of it
        if not setting.negated and not refused(setting):
            return effect, certainty
        if setting.status is Status.RECOMMENDED and effect in self.channels.forbidden:
            return self.channels.forbidden[effect], Certainty.ASSERTED
        if act.negated:
            return act.negated, certainty
        if effect in OPENING and refused(setting) and (line, "refuse") in self.channels.effects:
            return "refuse", certainty
        return effect, Certainty.DENIED

    def possible(self, deed: Deed) -> bool:
        """Whether an act can be one of the line's at all, before its sides are looked for."""
        names = deed.spot.name.names
        forms = self.channels.contacts.get(names, {}).values()
        return any(self.holds(deed, line) for line in ({names} if names in self.channels.lines else forms))

    @staticmethod
    def holds(deed: Deed, line: str) -> bool:
        """Whether an act is one of a line's."""
        return not deed.act.lines or line in deed.act.lines

    def line(self, deed: Deed, ends: Ends) -> str | None:
        """Return the line that words name, of a contact by its form and the rank of its sides."""
        spot = deed.spot
        names = spot.name.names
        if names == "envoys" and any(party(one.actor) in BODIES for one in ends.owner):
            return "special_representative"
        if names in self.channels.lines and not self.ranked(deed):
            return names
        return contact_line(self.channels, names, ends.sides, phrase_rank(self.channels, spot))

    def ranked(self, deed: Deed) -> bool:
        """Whether talks are told as one meeting, whose line goes by the rank of those who met (leaders HELD TALKS)."""
        return deed.spot.tree.lemma(deed.spot.at) in self.channels.means["talks"] and deed.act.effect == "use"

    def day(self, deed: Deed, setting: Setting, certainty: Certainty) -> When | None:
        """Return the day that the words of a deed are tied to, where no act was coded of them."""
        act = Act(tree=deed.spot.tree, head=deed.at, rule=UNLISTED, carrier=deed.place)
        status = Status.HAPPENED if certainty in DONE else Status.PLANNED
        draft = Draft(act=act, type="", modes=(), setting=setting, sides=Sides(), status=status)
        return self.moments.ties.of(draft).when


def standing(deed: Deed) -> bool:
    """Whether a deed is an adjective that tells how its line stands (EXISTING channels, STALLED talks)."""
    return deed.act.pos == "a" and deed.spot.tree.relation(deed.at) == "amod"


def sought(deed: Deed, certainty: Certainty) -> bool:
    """Whether a noun tells what was wanted and has not happened (pressed for calm and FOR A RETURN to the talks)."""
    wanted = deed.act.pos == "n" and deed.act.effect in OPENING and certainty in DONE
    return wanted and "for" in deed.spot.tree.markers(deed.at)


def covers(draft: Draft, deed: Deed) -> bool:
    """Whether a coded act is what is done to a line, or governs it as its content."""
    own = {draft.act.head, draft.act.place}
    if own & {deed.at, deed.place, deed.spot.at}:
        return True
    return draft.content is not None and deed.at in draft.tree.subtree(draft.content)
