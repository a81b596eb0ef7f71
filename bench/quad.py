"""Quad class of a sentence, 0 for no event: ``python -m bench quad --input ROWS --out PRED``."""

from bench.choice import main_coding, outcome
from bench.sentences import ASSERTED, Row, run
from detente.coding import Config
from detente.records import Coded

__all__ = ["main"]

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


def predict(row: Row, found: Coded) -> Row:
    """Return the quad class of the main coding; what is only planned or supposed is no event."""
    del row
    chosen = main_coding(found.codings)
    return {"quad": 0 if chosen is None or chosen.status not in ASSERTED else QUADS[outcome(chosen)]}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("quad", argv, Config(require_actors=False), predict)
