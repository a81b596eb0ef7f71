"""Type of the act between a marked source and target: ``python -m bench plv --input ROWS --out PRED``."""

from bench.choice import between, outcome
from bench.sentences import Row, run
from detente.coding import Config
from detente.records import Coded

__all__ = ["main"]


def predict(row: Row, found: Coded) -> Row:
    """Return the type of the coding whose sides are the marked ones best, None where nothing is coded."""
    chosen = between(found.codings, row.get("source"), row.get("target"))
    return {"type": outcome(chosen) if chosen is not None else None}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return run("plv", argv, Config(require_actors=False, loose=True), predict)
