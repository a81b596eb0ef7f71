"""Quad class of a sentence, 0 for no event: ``python -m bench quad --input ROWS --out PRED [--plain]``.

The set is coded by CAMEO: statements and appeals (roots 01, 02) are its "no event", yielding (08) is material
cooperation, reducing relations (16) verbal conflict. ``cameo.csv`` states where its classes differ from PLOVER's, by
the main verb and what stands beneath it; ``--plain`` leaves the coding in PLOVER's quads.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.choice import main_coding, outcome
from bench.clause import Clause, foremost, main_clause
from bench.sentences import ASSERTED, Row
from bench.voted import Reading, run
from detente.coding import Config
from detente.records import Coding, Status

__all__ = ["main", "plain", "translated"]

NOTHING = 0
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
CAMEO = QUADS | {"CONCEDE": 2, "SANCTION": 3}
REFUSED = 3
PROMISED = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: main verbs, whether negated, one of the words beneath (any if none), class."""

    verbs: frozenset[str]
    beneath: frozenset[str]
    quad: int

    def fits(self, verb: str, words: frozenset[str]) -> bool:
        """Whether a clause is meant."""
        return verb in self.verbs and (not self.beneath or bool(self.beneath & words))


@cache
def table() -> tuple[Line, ...]:
    """Return the lines of the table in order."""
    path = Path(__file__).with_name("cameo.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(frozenset(row["verb"].split("|")), frozenset(row["beneath"].split("|")) - {""}, int(row["class"]))
            for row in csv.DictReader(file)
        )


def plain(reading: Reading) -> Row:
    """Return the PLOVER quad of the main coding; what is only planned or supposed is no event."""
    chosen = main_coding(reading.coded.codings)
    return {"quad": NOTHING if chosen is None or chosen.status not in ASSERTED else QUADS[outcome(chosen)]}


def translated(reading: Reading) -> Row:
    """Return CAMEO's class: by the table where a line of it fits the main clause, else by the main coding."""
    clause = main_clause(reading.parse.sentences if reading.parse is not None else ())
    if clause is None:
        return {"quad": NOTHING}
    if not clause.negated:
        for line in table():
            if line.fits(clause.tree.lemma(clause.at), clause.lemmas):
                return {"quad": PROMISED if clause.ahead and line.quad == CAMEO["CONCEDE"] else line.quad}
    chosen = foremost(reading.coded.codings, clause)
    return {"quad": supposed(clause) if chosen is None else told(chosen, clause)}


def told(coding: Coding, clause: Clause) -> int:
    """Return CAMEO's class of a coding: what will not be done is refused, what will be yielded is promised."""
    kind = outcome(coding)
    if clause.tells(coding) and clause.negated and CAMEO[kind] <= CAMEO["RETREAT"]:
        return REFUSED
    if clause.tells(coding) and clause.ahead and kind in {"CONCEDE", "RETREAT"}:
        return PROMISED
    if coding.status is Status.RECOMMENDED:
        return REFUSED
    return CAMEO[kind]


def supposed(clause: Clause) -> int:
    """Return the class of the likeliest act of a sentence in which nothing is coded, by the heads' votes."""
    sums = dict.fromkeys(range(len(set(QUADS.values())) + 1), 0.0)
    for vote in clause.tree.sentence.votes:
        for kind, chance in vote.types:
            if kind in CAMEO:
                sums[CAMEO[kind]] += chance
    best = max(sums, key=lambda quad: sums[quad])
    return best if sums[best] >= FLOOR else NOTHING


FLOOR = 0.5  # how likely an act must be to be supposed where none is coded


def make(as_is: bool) -> Callable[[Reading], Row]:  # noqa: FBT001 - the answer to --plain
    """Return how a row is predicted."""
    return plain if as_is else translated


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("quad", __doc__ or "", argv, Config(require_actors=False), make)
