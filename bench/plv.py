"""Type of the act between a marked source and target: ``python -m bench plv --input ROWS --out PRED [--plain]``.

The coding whose sides are the marked ones best is joined with the event heads' votes over all words, weighed by how
surely the heads see the marked phrases in the roles of the word's act. ``plv.csv`` states where the set files acts
under other types than the codebook; ``--plain`` gives the product's coding alone, untranslated.
"""

import csv
import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.choice import COOPERATIVE, HOSTILE, between, fit, outcome, promised
from bench.clause import main_clause
from bench.sentences import Row
from bench.voted import Reading, run
from detente.coding import Config
from detente.coding.tree import Tree
from detente.records import Coding, Status, Vote

__all__ = ["filed", "main", "plain", "translated"]

YIELDING = frozenset({"CONCEDE", "RETREAT"})
# How much of a vote counts by status; what is negated or only supposed seldom is the act between the two.
WEIGHTS = {
    "happened": 1.0,
    "ongoing": 1.0,
    "unconfirmed": 0.6,
    "planned": 0.5,
    "negated": 0.3,
    "recommended": 0.2,
    "hypothetical": 0.1,
    "denied": 0.05,
}
TOLD = frozenset({"happened", "ongoing", "unconfirmed"})
ROLES = {"source": frozenset({"source", "both"}), "target": frozenset({"target", "both"})}
UNSEEN = 0.05  # the chance of a role that the heads did not name
UNMARKED = 0.5  # the chance of a role that the row marks nobody for
MAIN = 3.0  # what the main clause counts where a coding is chosen: as much as a marked side
TRUST = 0.7  # how often a coding is taken to be right before the heads are asked
SMALL = 0.01  # the chance of a type that no vote names
LIKELY = 0.5  # from which a mode of the heads counts
GOVERNED = frozenset({"obj", "xcomp", "compound", "nmod", "amod", "ccomp"})
DEEPER = frozenset({"obj", "xcomp", "compound", "nmod", "amod"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "cannot", "no"})  # noqa: RUF001 - as texts write it
FAILURES = frozenset({"fail", "refuse", "decline"})
ANYWHERE = "+"


@dataclass(frozen=True, slots=True)
class Filing:
    """A line of the table: acts of a type, of a mode and with one of the words (any if none), and their type there."""

    type: str
    mode: str
    near: frozenset[str]
    anywhere: frozenset[str]
    becomes: str

    def meant(self, kind: str, modes: Collection[str], near: Collection[str], sentence: Collection[str]) -> bool:
        """Whether an act is meant."""
        if kind != self.type or (self.mode and self.mode not in modes):
            return False
        return (
            not (self.near or self.anywhere) or not self.near.isdisjoint(near) or not self.anywhere.isdisjoint(sentence)
        )


@cache
def table() -> tuple[Filing, ...]:
    """Return the lines of the table; a word behind a plus may stand anywhere in the sentence."""
    with Path(__file__).with_name("plv.csv").open(encoding="utf-8", newline="") as file:
        return tuple(filing(row) for row in csv.DictReader(file))


def filing(row: dict[str, str]) -> Filing:
    """Return a line of the table."""
    words = frozenset(row["words"].split("|")) - {""}
    far = frozenset(word for word in words if word.startswith(ANYWHERE))
    return Filing(row["type"], row["mode"], words - far, frozenset(word[1:] for word in far), row["becomes"])


# -- where the set files an act


def filed(kind: str, modes: Collection[str], tree: Tree, words: Collection[int]) -> str:
    """Return the set's type of an act that words of a sentence name."""
    near = lemmas_near(tree, words)
    sentence = {tree.lemma(word) for word in range(len(tree))}
    return next((line.becomes for line in table() if line.meant(kind, modes, near, sentence)), kind)


def lemmas_near(tree: Tree, words: Collection[int]) -> set[str]:
    """Return the lemmas of words, of what they govern, and of what the objects and infinitives among these govern."""
    below = {kid for word in words for kid in tree.kids[word] if tree.relation(kid) in GOVERNED}
    deep = {
        kid
        for word in below
        if tree.relation(word) in {"obj", "xcomp"}
        for kid in tree.kids[word]
        if tree.relation(kid) in DEEPER
    }
    return {tree.lemma(word) for word in {*words, *below, *deep}}


def refused(tree: Tree, words: Collection[int]) -> bool:
    """Whether words or what governs them as content is negated, or told as failing."""
    heads = {tree.head(word) for word in words if tree.relation(word) in {"xcomp", "ccomp", "obj"}}
    around = {*words, *heads} - {-1}
    kids = (kid for word in around for kid in tree.kids[word])
    return any(tree.form(kid) in NEGATIONS for kid in kids) or any(tree.lemma(word) in FAILURES for word in around)


def coded_type(coding: Coding, trees: Collection[Tree]) -> str:
    """Return the set's type of a coding: what fails is refused, what will be yielded agreed to, a duty requested."""
    kind = outcome(coding)
    if coding.type in YIELDING and (coding.status is Status.PLANNED or promised(coding)):
        return "AGREE"
    if coding.status is Status.RECOMMENDED:
        return "REQUEST"
    for tree in trees:
        at = [
            word
            for word, token in enumerate(tree.tokens)
            if coding.trigger.start <= token.start and token.end <= coding.trigger.end
        ]
        if at:
            failed = coding.status is Status.HYPOTHETICAL and coding.type in COOPERATIVE and refused(tree, at)
            return "REJECT" if failed else filed(kind, coding.modes, tree, at)
    return kind


# -- the heads


def votes(row: Row, trees: Collection[Tree]) -> dict[str, float]:
    """Return the chance of each type between the marked phrases by the heads' votes over all words."""
    sums: dict[str, float] = {}
    for tree in trees:
        marked = {role: inside(tree, row.get(role)) for role in ROLES}
        for at in tree.voted():
            vote = tree.vote(at)
            if vote is not None:
                weight = math.prod(playing(vote, marked[role], names) for role, names in ROLES.items())
                for kind, chance in acts(vote, tree):
                    sums[merged(kind)] = sums.get(merged(kind), 0.0) + weight * chance
    whole = sum(sums.values())
    return {kind: value / whole for kind, value in sums.items()} if whole else {}


def inside(tree: Tree, span: dict[str, int] | None) -> frozenset[int] | None:
    """Return the words of a marked phrase, None where nothing is marked."""
    if span is None:
        return None
    found = (at for at, token in enumerate(tree.tokens) if token.start < span["end"] and span["start"] < token.end)
    return frozenset(found)


def playing(vote: Vote, words: frozenset[int] | None, names: frozenset[str]) -> float:
    """Return the chance that one of the words plays a role in the act."""
    if words is None:
        return UNMARKED + UNSEEN
    chances = dict.fromkeys(words, 0.0)
    for one in vote.roles:
        if one.role in names and one.token in chances:
            chances[one.token] += one.score
    return max(chances.values(), default=0.0) + UNSEEN


def acts(vote: Vote, tree: Tree) -> Iterator[tuple[str, float]]:
    """Yield the set's types of what a word may name, by type and status, with weighed chances."""
    modes = [name for name, chance in vote.modes if chance >= LIKELY]
    for kind, chance in vote.types:
        if kind != "NONE":
            there = filed(kind, modes, tree, [vote.token])
            for status, share in vote.statuses:
                told = there if status in TOLD else unreal(kind, status)
                yield told, chance * share * WEIGHTS[status]


def unreal(kind: str, status: str) -> str:
    """Return what an act stands for that did not happen: agreed to, threatened or refused."""
    if kind in COOPERATIVE and status in {"planned", "negated"}:
        return "AGREE" if status == "planned" else "REJECT"
    return "THREATEN" if kind in HOSTILE and status == "planned" else kind


# -- both


def merged(kind: str) -> str:
    """Return a type with the set's two kinds of yielding as one."""
    return "RETREAT" if kind in YIELDING else kind


def plain(reading: Reading) -> Row:
    """Return the type of the coding whose sides are the marked ones best, None where nothing is coded."""
    chosen = between(reading.coded.codings, reading.row.get("source"), reading.row.get("target"))
    return {"type": outcome(chosen) if chosen is not None else None}


def translated(reading: Reading) -> Row:
    """Return the likeliest type by the best coding and the heads, as the set files it."""
    sentences = reading.parse.sentences if reading.parse is not None else ()
    trees = [Tree(number, sentence) for number, sentence in enumerate(sentences)]
    chances = votes(reading.row, trees)
    chosen = main_coding(reading)
    coded = merged(coded_type(chosen, trees)) if chosen is not None else None
    kinds = {merged(kind) for kind in WHOLE}
    scores = {
        kind: (chances.get(kind, 0.0) + SMALL) * (1.0 if coded is None else prior(kind, coded, len(kinds)))
        for kind in sorted(kinds)
    }
    return {"type": max(scores, key=lambda kind: scores[kind])}


def main_coding(reading: Reading) -> Coding | None:
    """Return the coding that has the marked sides and is told by the main clause; each of the three counts the same."""
    clause = main_clause(reading.parse.sentences if reading.parse is not None else ())
    source, target = reading.row.get("source"), reading.row.get("target")

    def rank(coding: Coding) -> tuple[float, int]:
        value, early = fit(coding, source, target)
        return value + MAIN * (clause is not None and clause.tells(coding)), early

    return max(reading.coded.codings, key=rank, default=None)


def prior(kind: str, coded: str, kinds: int) -> float:
    """Return how likely a type is where a coding has its own."""
    return TRUST if kind == coded else (1 - TRUST) / (kinds - 1)


WHOLE = COOPERATIVE | HOSTILE | {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}


def make(as_is: bool) -> Callable[[Reading], Row]:  # noqa: FBT001 - the answer to --plain
    """Return how a row is predicted."""
    return plain if as_is else translated


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("plv", __doc__ or "", argv, Config(require_actors=False, loose=True), make)
