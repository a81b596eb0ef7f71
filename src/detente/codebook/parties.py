"""Codebook room: which party an actor belongs to, and the name of a dyad."""

from collections.abc import Iterable
from itertools import combinations

from detente.records import Actor

__all__ = ["dyads", "party"]

# Sectors that stand for their state towards other states; codebook section "Dyads".
OWN = frozenset({"REB", "SEP", "UAF"})


def party(actor: Actor) -> str | None:
    """Return the party an actor belongs to: an armed group stands for itself, everyone else for the state.

    None for an actor of no state that the tables do not know.
    """
    if actor.sector in OWN:
        return actor.id or actor.name
    return actor.country or actor.id


def dyads(sources: Iterable[str], targets: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of parties between two sides, in alphabetical order; one side alone pairs with itself."""
    left, right = list(dict.fromkeys(sources)), list(dict.fromkeys(targets))
    pairs = [(a, b) for a in left for b in right] if left and right else list(combinations(left or right, 2))
    return tuple(sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b}))
