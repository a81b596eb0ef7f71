"""Coding room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of the coding rules.

    ``require_actors``: leave out acts of which neither side is known to the tables.
    ``loose``: a word of the lexicon whose needs nothing fills is an act all the same, by its first rule.
    ``least_role``: PropBank arguments below this probability are not used.
    ``memory``: how many sentences back "the two countries" may look for the two.
    ``clear``: how many times more often than the next a state must be named to be what the article is about.
    ``near``: how many sentences back a pronoun may look for the side that acted last.
    ``sure``, ``likely``, ``guess``: the scores that rules give a field, by how directly the text says it.
    """

    require_actors: bool = True
    loose: bool = False
    least_role: float = 0.35
    memory: int = 8
    near: int = 2
    clear: float = 1.5
    sure: float = 0.9
    likely: float = 0.7
    guess: float = 0.4
