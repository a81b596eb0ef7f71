"""Source and target spans of a sentence's act: ``python -m bench roles --input ROWS --out PRED [--plain]``.

``--plain`` chooses among the codings without looking at the main clause.
"""

from collections.abc import Callable, Iterable

from bench.choice import main_coding
from bench.clause import foremost, main_clause
from bench.sentences import Row
from bench.voted import Reading, run
from detente.coding import Config
from detente.records import Coding, Participant

__all__ = ["main"]


def spans(side: Iterable[Participant]) -> list[dict[str, int]]:
    """Return the spans of a side's phrases, each once."""
    found = dict.fromkeys((one.evidence.start, one.evidence.end) for one in side)
    return [{"start": start, "end": end} for start, end in found]


def sides(chosen: Coding | None) -> Row:
    """Return the sides of a coding; those of a reciprocal act stand on both sides, a place stands for nobody."""
    if chosen is None:
        return {"source": [], "target": []}
    targets = (*chosen.sources, *chosen.targets) if chosen.reciprocal else chosen.targets
    hit = spans(targets)
    if not hit and chosen.place is not None:
        hit = [{"start": chosen.place.evidence.start, "end": chosen.place.evidence.end}]
    return {"source": spans(chosen.sources), "target": hit}


def plain(reading: Reading) -> Row:
    """Return the sides of the main coding."""
    return sides(main_coding(reading.coded.codings))


def led(reading: Reading) -> Row:
    """Return the sides of the main coding, one that the main clause tells before others."""
    clause = main_clause(reading.parse.sentences if reading.parse is not None else ())
    return sides(foremost(reading.coded.codings, clause))


def make(as_is: bool) -> Callable[[Reading], Row]:  # noqa: FBT001 - the answer to --plain
    """Return how a row is predicted."""
    return plain if as_is else led


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("roles", __doc__ or "", argv, Config(require_actors=False, loose=True), make)
