"""Coding room, moments: the time that a sentence ties to an act, and how sure that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.coding.draft import Draft
from detente.coding.moments.config import Config
from detente.coding.moments.spoken import days_of, over
from detente.coding.moments.timed import Bearer, Timed
from detente.coding.tree import Tree
from detente.coding.when import Expression, Kind
from detente.records import Basis, Status, When

__all__ = ["TOLD", "VERBAL", "Tie", "Ties", "first", "words_of"]

VERBAL = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The time of an act, None where there is none, with the reason."""

    when: When | None
    score: float
    reason: str


class Ties:
    """Finds the times of acts in their own sentences."""

    def __init__(self, timed: Timed, config: Config) -> None:
        """Take the times of the article."""
        self.timed = timed
        self.config = config

    def deeds(self, drafts: Sequence[Draft]) -> None:
        """Give a time behind a deed that somebody speaks of to the deed (condemned the INVASION on Aug. 2)."""
        tree = drafts[0].tree
        deeds = {draft.act.head for draft in drafts if draft.type not in VERBAL and tree.is_noun(draft.act.head)}
        judged = {draft.act.head for draft in drafts if draft.type in VERBAL}
        for one, at in list(self.timed.bearers(tree)):
            things = [kid for kid in tree.children(at, "obj") if at < kid < one.start and kid in deeds]
            if at in judged and things and tree.markers(self.timed.bonds(tree).core(one.start, one.end)):
                self.timed.move(tree, one, things[0])

    def of(self, draft: Draft) -> Tie:
        """Return the time that the sentence ties to an act, the surest way first."""
        tree, words = draft.tree, words_of(draft)
        bearers = [(one, at) for one, at in self.timed.bearers(tree) if self._fits(draft, one, at)]
        own = first(one for one, at in bearers if at in words) or first(self._when(draft, words))
        if own is not None:
            return Tie(when=own, score=self.config.sure, reason=f"{own.words}: told of the act")
        voted = first(one for one, at in bearers if self._voted(tree, words, one, at))
        if voted is not None:
            return Tie(when=voted, score=self.config.likely, reason=f"{voted.words}: its time by parser and heads")
        open_ones = self._open(tree, words)
        if open_ones:
            why = "; ".join(f"{text(tree, one)}: {one.reason or 'no day of this act'}" for one in open_ones)
            return Tie(when=None, score=0.0, reason=why)
        shared = self._shared(tree, words, bearers)
        return shared or Tie(when=None, score=0.0, reason=self._untied(draft))

    def _fits(self, draft: Draft, one: Expression, bearer: int) -> bool:
        """Whether an expression can date an act: one that happened does not lie behind the day of telling."""
        dated = not self._late(draft, one) and self.timed.dates(draft.tree, one)
        return dated and not self._promised(draft, one, bearer)

    def _late(self, draft: Draft, one: Expression) -> bool:
        """Whether an act is told as one that happened, and a time lies behind the day of telling."""
        days, told = days_of(one.when), days_of(self.timed.told)
        return draft.status in TOLD and days is not None and told is not None and days[0] > told[1]

    def _when(self, draft: Draft, words: Iterable[int]) -> Iterator[Expression]:
        """Yield a time that an act is told of, though it bounds another one (since 9 January, WHEN they shot)."""
        tree = draft.tree
        for kid in (kid for word in words for kid in tree.children(word, "advmod", "mark")):
            if tree.form(kid) in self.timed.cues["time", "when"] and kid:
                end = kid - (tree.upos(kid - 1) == "PUNCT")
                yield from (one for one in self.timed.of(tree) if one.end == end and not self._late(draft, one))

    def _promised(self, draft: Draft, one: Expression, bearer: int) -> bool:
        """Whether a time is the due day of what was promised or asked, or may be one (promised to go on Friday)."""
        content = draft.content
        if content is None or content == draft.act.head:
            return False
        if bearer in draft.tree.subtree(content):
            return True
        ahead = next((other.when for other in self.timed.ahead(draft.tree) if other.start == one.start), None)
        days, told = days_of(ahead), days_of(self.timed.told)
        behind = draft.act.head < content < one.start
        if days is None or told is None:
            return behind and not over(ahead, self.timed.told)
        return behind and days[0] > told[1]

    def _voted(self, tree: Tree, words: Iterable[int], one: Expression, bearer: int) -> bool:
        """Whether parser or heads call an expression the time of an act from which the tree led it astray."""
        return any(
            astray(tree, word, one.start, bearer) and (self._argument(tree, word, one) or self._role(tree, word, one))
            for word in words
        )

    def _argument(self, tree: Tree, word: int, one: Expression) -> bool:
        found = tree.arguments(word, "ARGM-TMP")
        return any(one.start <= found.head < one.end and found.score >= self.config.even for found in found)

    def _role(self, tree: Tree, word: int, one: Expression) -> bool:
        vote = tree.vote(word)
        roles = () if vote is None else vote.roles
        times = [role for role in roles if role.role == "time" and role.score >= self.config.even]
        return any(one.start <= role.token < one.end for role in times)

    def _open(self, tree: Tree, words: Iterable[int]) -> list[Expression]:
        """Return the times told of an act itself that are none of its days: what is shared with others is no better."""
        own = [one for one, at in self.timed.bearers(tree) if at in words]
        return [one for one in own if one.kind in {Kind.DATE, Kind.TIME} or one.offset is not None]

    def _shared(self, tree: Tree, words: Sequence[int], bearers: Sequence[Bearer]) -> Tie | None:
        """Return the time of the nearest word that shares its time with an act."""
        for at, side in self.timed.bonds(tree).sharing(words):
            found = first(one for one, bearer in bearers if bearer == at and side.allows(one.start, at))
            if found is not None:
                reason = f"{found.words}: told of {tree.form(at)!r}, which has the same time"
                return Tie(when=found, score=self.config.likely, reason=reason)
        return None

    def _untied(self, draft: Draft) -> str:
        """Return why an act has no day, with the day of telling as the last one it can have."""
        told = self.timed.told
        latest = f"; it is no later than {told.end}" if told is not None and draft.status in TOLD else ""
        return f"the text ties no day to the act{latest}"


def words_of(draft: Draft) -> tuple[int, ...]:
    """Return the words that stand for an act: what names it and what carries it; of a promise, the saying.

    The time of what somebody says in his own words is that of the saying, unless he tells what he had done before (said
    on Friday that they HAVE DECIDED, that he regretted CALLING him so).
    """
    cue = draft.setting.cue
    saying = cue[1] if cue is not None and cue[0] == draft.tree.number else None
    if draft.operator == "will":
        return () if saying is None else (saying,)
    words = [draft.act.head, draft.act.place]
    if saying is not None and draft.type in VERBAL and own_words(draft) and not told_back(draft):
        words.append(saying)
    return tuple(dict.fromkeys(words))


def told_back(draft: Draft) -> bool:
    """Whether an act is told as older than the saying that tells it: a perfect, a gerund."""
    tree, at = draft.tree, draft.act.place
    if not tree.is_verb(at):
        return False
    return tree.tokens[at].xpos == "VBG" or any(tree.lemma(kid) == "have" for kid in tree.children(at, "aux"))


def own_words(draft: Draft) -> bool:
    """Whether the one who is cited speaks for himself, as far as both are known."""
    speakers = {named.actor.country for named in draft.setting.speakers} - {None}
    sources = {named.actor.country for named in draft.sides.sources} - {None}
    return not speakers or not sources or bool(speakers & sources)


def first(found: Iterable[Expression]) -> When | None:
    """Return the first moment, a day rather than a vaguer one, one that needs no other to be known first."""
    moments = [one.when for one in found if one.when is not None]
    return min(moments, key=lambda when: (days_of(when) is None, when.basis is Basis.INFERRED), default=None)


def text(tree: Tree, one: Expression) -> str:
    """Return the words of an expression."""
    return " ".join(token.text for token in tree.tokens[one.start : one.end])


def astray(tree: Tree, act: int, time: int, bearer: int) -> bool:
    """Whether a time may belong to an act though the tree hung it on another word; parser and heads are asked then.

    It stands behind the act: in front of a verb farther on (gunmen who TOOK four hostages last week are demanding),
    behind a clause without a subject in the act's own (BARRED her from leaving on Sunday), or behind a noun that the
    verb in front of it does not govern (spoke of CLASHES on Saturday).
    """
    if act < time < bearer:
        return tree.is_verb(bearer)
    if act < bearer < time:
        below = act in {head for _, head in tree.path(bearer)}
        marked = bool(tree.markers(bearer)) and tree.tokens[bearer].xpos in {"VB", "VBG"}
        return below and marked and tree.child(bearer, "nsubj") is None
    return bearer < act < time and tree.is_noun(act) and tree.relation(act) not in {"obj", "conj"}
