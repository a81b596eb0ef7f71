"""Source and target spans of a sentence's act: ``python -m bench roles --input ROWS --out PRED``."""

from collections.abc import Iterable

from bench.choice import main_coding
from bench.sentences import Row, run
from detente.coding import Config
from detente.records import Coded, Participant

__all__ = ["main"]


def spans(side: Iterable[Participant]) -> list[dict[str, int]]:
    """Return the spans of a side's phrases, each once."""
    found = dict.fromkeys((one.evidence.start, one.evidence.end) for one in side)
    return [{"start": start, "end": end} for start, end in found]


def predict(row: Row, found: Coded) -> Row:
    """Return the sides of the main coding; those of a reciprocal act stand on both sides, a place stands for nobody."""
    del row
    chosen = main_coding(found.codings)
    if chosen is None:
        return {"source": [], "target": []}
    targets = (*chosen.sources, *chosen.targets) if chosen.reciprocal else chosen.targets
    hit = spans(targets)
    if not hit and chosen.place is not None:
        hit = [{"start": chosen.place.evidence.start, "end": chosen.place.evidence.end}]
    return {"source": spans(chosen.sources), "target": hit}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("roles", argv, Config(require_actors=False, loose=True), predict)
