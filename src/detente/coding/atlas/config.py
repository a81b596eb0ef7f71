"""Coding room: what can be set where an article's places are told apart."""

from dataclasses import dataclass

__all__ = ["AtlasConfig"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasConfig:
    """Weights of what speaks for one of the places that share a name, and limits; set by reasoning in coarse steps.

    Weights count like powers of ten of population (a town of 100,000 starts one point above one of 10,000).
    ``country``, ``division``, ``capital``: what a state, a first-level division and a capital are worth beside a
    town of equal population. Powers of ten given to what has no population in the table: ``large`` to a state,
    ``middle`` to a first-level division, ``small`` to a second-level one, ``broad`` to a sea, a line or a region,
    ``facility`` to a facility, ``unknown`` to any other place.
    ``alias``: the cost of a name that is not the place's main one; ``doubtful``: that of an ordinary word.
    ``context``: what the rest of the article weighs, as a multiple of the logarithm of its support, which is the sum
    over the other names of ``same_state`` in the same state, ``same_division`` in the same first-level division,
    ``near`` at the same spot (falling with ``reach``, in km);
    that of a division falls with ``fade``, in km, for some are as big as a state (England, Siberia).
    ``qualified``: a bigger place behind a comma (Paris, Texas); ``inside``: one tied by words (Panjgur in X).
    ``sharp``: how firmly a better score takes all; ``rounds``: how often the names are weighed against each other;
    ``most``: how many places of one name are weighed; those of a name within ``merged`` km of each other count as one.
    ``opening``: in how many sentences from the start a dateline may stand.
    ``acronym``, ``great``: letters up to this length name no town, but one of this population (L.A.).
    ``famed``: a place of this population is not taken for an unknown one of its name (Koya, Iraq).
    ``lonely``, ``crowd``: a place below this population in a state of which nothing else is named is not believed, if
    more than so many other names are.
    ``told``, ``least``: how many other places of a name are reported, and from which probability.
    """

    country: float = 1.5
    division: float = 0.0
    capital: float = 1.5
    large: float = 7.0
    middle: float = 6.0
    small: float = 4.5
    broad: float = 5.0
    facility: float = 3.5
    unknown: float = 2.5
    alias: float = 1.2
    doubtful: float = 0.5
    context: float = 2.0
    same_state: float = 1.5
    same_division: float = 5.0
    near: float = 7.5
    reach: float = 150.0
    fade: float = 1000.0
    qualified: float = 6.0
    inside: float = 3.0
    sharp: float = 2.0
    rounds: int = 4
    merged: float = 60.0
    most: int = 40
    acronym: int = 3
    great: int = 1_000_000
    famed: int = 300_000
    lonely: int = 50_000
    crowd: int = 3
    opening: int = 4
    told: int = 4
    least: float = 0.02
