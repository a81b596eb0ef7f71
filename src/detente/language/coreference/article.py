"""The working table of one article: its phrases, trees, clusters and word lists, shared by the sieves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.language.coreference.clusters import Clusters
from detente.language.coreference.lexicon import Lexicon
from detente.language.coreference.phrases import Phrase
from detente.language.coreference.tree import Tree

__all__ = ["Config", "Draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How far back the sieves look, in sentences, and what a pronoun prefers in its antecedent (points)."""

    nominal_window: int = 40
    generic_window: int = 2
    pair_window: int = 6
    pronoun_window: int = 3
    neuter_window: int = 1
    quote_window: int = 6
    distance_points: float = -1.2
    subject_points: float = 2.0
    object_points: float = 0.3
    name_points: float = 0.6
    pronoun_points: float = 1.4
    parallel_points: float = 0.8
    neuter_place_points: float = -1.5
    neuter_event_points: float = -1.0
    singular_points: float = -2.5
    quoted_points: float = -1.5
    salience_points: float = 0.1
    salience_cap: int = 20
    order_points: float = -0.04


@dataclass(frozen=True, slots=True)
class Draft:
    """One article in work; ``by_head`` finds a phrase by sentence and head word, ``sets`` a coordination likewise.

    ``last`` is the number of the last phrase up to the end of each sentence.
    """

    phrases: Sequence[Phrase]
    trees: Sequence[Tree]
    by_head: Sequence[Mapping[int, int]]
    sets: Mapping[tuple[int, int], int]
    last: Sequence[int]
    clusters: Clusters
    lexicon: Lexicon
    config: Config
