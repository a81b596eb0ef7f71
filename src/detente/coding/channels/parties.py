"""Coding, channels: between whom a line runs, and who of them changed it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.codebook import Channels, dyads, party
from detente.coding.channels.deeds import Deed
from detente.coding.context import Setting
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named, name
from detente.coding.pairs import pair_before
from detente.coding.people import People
from detente.coding.resolve import resolve_all
from detente.coding.slots import objects, subjects
from detente.coding.tree import Tree
from detente.records import Actor

__all__ = ["Ends", "Parties", "side"]

BETWEEN = frozenset({"between", "with", "of", "to", "among", "from", "and", "for", "against", "towards", "toward"})
INSIDE = frozenset({"in", "at", "into"})
OUTSIDE = frozenset({"with", "to", "against", "from", "between", "for", "towards", "toward"})
PAIR = 2
ABOVE = "sides of the clause above"
HERE = "named in the sentence"
LAST = "the two sides that the article tells of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The sides of a line; ``by`` those among them who did it, ``owner`` whose part of the line it is; and why."""

    sides: tuple[Named, ...]
    by: tuple[Named, ...]
    owner: tuple[Named, ...]
    reason: str


class Parties:
    """Finds the sides of lines in one article."""

    def __init__(self, doc: Document, people: People, drafts: Iterable[Draft]) -> None:
        """Take the article's views and its acts, of which the two sides that met most are remembered."""
        self.doc = doc
        self.people = people
        self.channels = doc.book.channels
        self.met: Counter[tuple[str, str]] = Counter()
        self.faces: dict[str, Named] = {}
        self.acts: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.acts.setdefault(draft.tree.number, []).append(draft)
            left, right = named_by_party(draft.sides.sources), named_by_party(draft.sides.targets)
            self.met.update(dyads(left, right))
            self.faces = {**left, **right, **self.faces}

    def of(self, deed: Deed, setting: Setting, drafts: Iterable[Draft]) -> Ends | None:
        """Return the sides of a line that something is done to, None where no two are known."""
        tree, at = deed.spot.tree, deed.spot.at
        drafts = tuple(drafts)
        asking = {party(one.actor) for draft in self.acts.get(tree.number, ()) for one in self.askers(draft)}
        doers = self.known(tree, subjects(self.doc, tree, deed.place) or subjects(self.doc, tree, deed.at))
        owner = self.owners(tree, at)
        found: dict[str, Named] = {}
        steps: tuple[tuple[str, Callable[[], Iterable[Named]]], ...] = (
            ("named with the line", lambda: self.phrase(deed)),
            ("members of the body", lambda: self.members(deed, doers)),
            ("sides of the act", lambda: [*doers, *self.beside(tree, deed)]),
            ("sides of the coded act", lambda: [one for draft in drafts for one in sides_of(draft)]),
            (ABOVE, lambda: self.above(tree, deed.place)),
            ("the speaker", lambda: setting.speakers),
            (HERE, lambda: self.sentence(tree)),
            (LAST, lambda: self.last_pair(tree, at, found)),
        )
        for reason, step in steps:
            sides = {
                str(party(one.actor)): one for one in step() if self.fits(one, deed) and party(one.actor) not in asking
            }
            if (
                reason == LAST
                and found
                and (not set(found) & set(sides) or deed.spot.name.names in self.channels.single)
            ):
                continue
            if reason == ABOVE and len({*found, *sides}) > PAIR:
                continue
            if reason == HERE and (len({*found, *sides}) > PAIR or deed.spot.name.names in self.channels.lone):
                continue
            found = {**sides, **found}
            if len(found) >= PAIR:
                by = tuple(one for key, one in found.items() if key in {str(party(doer.actor)) for doer in doers})
                return Ends(
                    sides=tuple(found[key] for key in sorted(found)),
                    by=by if len(by) < len(found) else (),
                    owner=tuple(one for one in owner if str(party(one.actor)) in found),
                    reason=reason,
                )
        return None

    def askers(self, draft: Draft) -> Iterator[Named]:
        """Yield who asks others for a change and is no side of it: who asks two sides, or a body of many states."""
        if draft.type == "REQUEST":
            bodies, both = self.doc.cues["sectors", "bodies"], sides_of(draft) is draft.sides.targets
            yield from (one for one in draft.sides.sources if both or party(one.actor) in bodies)

    def known(self, tree: Tree, heads: Iterable[int]) -> list[Named]:
        """Resolve some phrases and keep those whose side is known."""
        return [named for named in resolve_all(self.people, tree, heads) if side(named, self.channels)]

    def owners(self, tree: Tree, at: int) -> list[Named]:
        """Return whose a line is by its own phrase: ITS ambassador, the IRANIAN embassy."""
        heads = [kid for kid in tree.children(at, "nmod:poss", "amod", "compound") if kid < at]
        heads = [kid for kid in heads if tree.exact(kid) == "nmod:poss" or self.doc.firm(tree, kid) is not None]
        return self.known(tree, heads)

    def behind(self, deed: Deed, usual: frozenset[str]) -> frozenset[str]:
        """Return the prepositions behind which the sides of a line stand."""
        channels, names = self.channels, deed.spot.name.names
        if names in channels.third:
            return channels.blaming
        return usual | INSIDE if names in channels.seated else usual

    def phrase(self, deed: Deed) -> Iterator[Named]:
        """Yield the sides that the phrase of a line names: X's ambassador to Y, X-Y talks, a line between X and Y."""
        tree, at = deed.spot.tree, deed.spot.at
        between = self.behind(deed, BETWEEN)
        yield from self.owners(tree, at)
        for kid in tree.joined(at):
            yield from self.known(tree, [kid] if self.doc.firm(tree, kid) else [])
        for kid in tree.children(at, "amod", "compound"):
            for part in tree.joined(kid):
                yield from self.known(tree, [part] if self.doc.firm(tree, part) else [])
        for kid in tree.children(at, "nmod", "obl", "appos", "flat"):
            if between & {marker.split()[0] for marker in tree.markers(kid)}:
                yield from self.known(tree, [kid])

    def members(self, deed: Deed, doers: Sequence[Named]) -> Iterator[Named]:
        """Yield the members of a standing body that the codebook knows; of several of its name the one of the doers."""
        tree, at = deed.spot.tree, deed.spot.body
        if at is None:
            return
        words = {form for word in tree.phrase(at) for form in (tree.lemma(word), tree.form(word))}
        bodies = [body for body in self.channels.bodies if set(body.name) <= words]
        codes = {party(one.actor) for one in doers}
        meant = [body for body in bodies if codes & set(body.members)] or (bodies if len(bodies) == 1 else [])
        for code in meant[0].members if meant else ():
            known = self.doc.book.actors.country_name(code) or code
            actor = Actor(id=code, name=known, country=code, sector="GOV")
            reason = f"a member of the body: {' '.join(meant[0].name)}"
            yield name(tree, at, actor, score=self.doc.config.likely, reason=reason)

    def beside(self, tree: Tree, deed: Deed) -> Iterator[Named]:
        """Yield the sides that stand by the act: recalled X FROM Y, closed its border WITH Y, told Y."""
        outside = self.behind(deed, OUTSIDE)
        for word in dict.fromkeys((deed.at, deed.place)):
            for kid in tree.children(word, "obl", "nmod", "iobj"):
                markers = {marker.split()[0] for marker in tree.markers(kid)}
                if not markers or markers & outside:
                    yield from self.known(tree, [kid])
            if tree.is_verb(word):
                yield from self.known(tree, [one for one in objects(self.doc, tree, word) if one != deed.spot.at])

    def above(self, tree: Tree, at: int) -> Iterator[Named]:
        """Yield the sides of the clauses above, nearest first."""
        for _, head in tree.path(at):
            if tree.is_verb(head):
                yield from self.known(tree, [*subjects(self.doc, tree, head), *objects(self.doc, tree, head)])
                for kid in tree.children(head, "obl"):
                    if OUTSIDE & {marker.split()[0] for marker in tree.markers(kid)}:
                        yield from self.known(tree, [kid])

    def sentence(self, tree: Tree) -> Iterator[Named]:
        """Yield every state that the sentence names."""
        for match in self.doc.matches(tree):
            if match.actor.country is not None and self.doc.firm(tree, match.start) is not None:
                yield name(
                    tree, match.end - 1, match.actor, score=self.doc.config.guess, reason=f"named: {match.phrase}"
                )

    def fits(self, named: Named, deed: Deed) -> bool:
        """Whether somebody can be a side of a line: of one that only states have, no armed group."""
        line = self.channels.lines.get(deed.spot.name.names)
        stately = line is not None and line.usual
        return side(named, self.channels) and (not stately or party(named.actor) == named.actor.country)

    def last_pair(self, tree: Tree, at: int, found: dict[str, Named]) -> list[Named]:
        """Return the two sides that the article tells of most, with the one that is known; else those named last."""
        pairs = [pair for pair, _ in self.met.most_common() if not found or set(found) & set(pair)]
        if pairs:
            return [self.faces[one] for one in pairs[0] if one in self.faces]
        actors = pair_before(self.doc, tree) or list(self.people.memory.pair)
        score = self.doc.config.guess
        return [name(tree, at, actor, score=score, reason=LAST) for actor in actors]


def sides_of(draft: Draft) -> tuple[Named, ...]:
    """Return both sides of a coded act; of an outsider's request of two sides these two."""
    asked = {party(one.actor) for one in draft.sides.targets if one.known}
    if draft.type == "REQUEST" and len(asked) >= PAIR:
        return draft.sides.targets
    return (*draft.sides.sources, *draft.sides.targets)


def side(named: Named, channels: Channels) -> bool:
    """Whether a phrase names one that can be a side of a line: a state, a body, or an armed group by its name."""
    actor = named.actor
    if not named.known or actor.sector in channels.apart:
        return False
    return party(actor) == actor.country or (actor.id is not None and actor.office is None)


def named_by_party(found: Iterable[Named]) -> dict[str, Named]:
    """Return the known ones of some sides by their party."""
    return {str(party(one.actor)): one for one in found if one.known and party(one.actor) is not None}
