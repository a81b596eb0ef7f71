"""Codebook room: the lexicon model, a table of learned weights from words of a tree to event types."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["LexiconModel", "load_lexicon"]


@dataclass(frozen=True, slots=True, eq=False)
class LexiconModel:
    """Weights of a logistic regression, a row per feature; and how far each type of a rule can be trusted.

    ``types`` are the event types behind NONE; ``trust`` [1 + types, types] gives the probability of each type where a
    rule says the row's, the first row where no rule speaks. ``silent`` are the lemmas that were seen often in the
    corpus and hardly ever named an act. ``statuses`` are those the heads know; ``shown`` [statuses, statuses] gives the
    probability that the tree shows the column's status where the row's is true. ``trusted`` is the logarithm of
    ``trust``.
    """

    types: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    trust: NDArray[np.float32]
    silent: frozenset[str]
    statuses: tuple[str, ...]
    shown: NDArray[np.float32]
    trusted: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        """Take the logarithm of the trust once."""
        object.__setattr__(self, "trusted", np.log(self.trust))

    def types_of(self, features: Iterable[str]) -> NDArray[np.float32]:
        """Return the log-probability of each type, [types], for a word with these features."""
        # Sorted, since the last digits of a sum depend on the order in which the features come.
        rows = sorted(row for feature in features if (row := self.rows.get(feature)) is not None)
        scores = self.weights.take(np.array(rows, np.intp), 0).sum(0) + self.bias
        shifted = scores - scores.max()
        found: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum())
        return found

    def types_of_rule(self, kind: str | None) -> NDArray[np.float32]:
        """Return the log-probability of each type, [types], where the best rule at a word says ``kind``."""
        found: NDArray[np.float32] = self.trusted[0 if kind is None else 1 + self.types.index(kind)]
        return found


def load_lexicon(path: Path) -> LexiconModel:
    """Return the model from its file.

    Raises:
        OSError: the file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        names = bytes(file["features"]).decode().splitlines()
        return LexiconModel(
            types=tuple(str(kind) for kind in file["types"]),
            rows={name: row for row, name in enumerate(names)},
            weights=file["weights"].astype(np.float32),
            bias=file["bias"],
            trust=file["trust"],
            silent=frozenset(bytes(file["silent"]).decode().splitlines()),
            statuses=tuple(str(status) for status in file["statuses"]),
            shown=file["shown"],
        )
