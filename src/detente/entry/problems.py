"""Entry room: what is wrong with a value, told with the nearest right ones."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from detente.entry.config import Config

__all__ = ["WrongError", "nearest", "one_of"]


class WrongError(ValueError):
    """A value that cannot be used: what is wrong with it, and the remedy; it never leaves the room."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


_ALL_WORDS = 100.0


def nearest(given: str, known: Iterable[str], config: Config) -> list[str]:
    """Return the known values that are most alike, the best first: those spelt alike, then those with its words."""
    values = list(known)
    found: dict[str, None] = {}
    for scorer, least in ((fuzz.ratio, config.near), (fuzz.token_set_ratio, _ALL_WORDS)):
        best = process.extract(
            given,
            values,
            scorer=scorer,
            processor=utils.default_process,
            limit=config.suggestions,
            score_cutoff=least,
        )
        found |= dict.fromkeys(value for value, _, _ in best)
    return list(found)[: config.suggestions]


def one_of(known: Iterable[str], given: str, config: Config) -> str:
    """Return the remedy that names the right values: the nearest, or all where none is near."""
    known = list(known)
    near = nearest(given, known, config)
    return f"did you mean {' or '.join(near)}?" if near else f"use one of: {', '.join(known)}"
