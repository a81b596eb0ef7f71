"""Coding room: what can be set."""

from dataclasses import dataclass, field

from detente.coding.atlas import AtlasConfig

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of the coding rules.

    ``require_actors``: leave out acts of which neither side is known to the tables.
    ``loose``: a word of the lexicon whose needs nothing fills is an act all the same, by its first rule.
    ``least_role``: PropBank arguments below this probability are not used.
    ``memory``: how many sentences back "the two countries" may look for the two.
    ``clear``: how many times more often than the next a state must be named to be what the article is about.
    ``about``: how many of the parties that an article names most it is about.
    ``near``: how many sentences back a pronoun may look for the side that acted last.
    ``rule_weight``, ``lexicon_weight``, ``heads_weight``: how much the log-probability of each voice counts where the
    panel decides which act a word names.
    ``tree_weight``: how much the status that the tree shows counts beside the heads'.
    ``veto``, ``retype``, ``propose``: how sure the panel must be to drop an act of the lexicon, to give it another
    type, and to add one that no rule names; ``even``: the probability from which a mode or role of the heads counts.
    ``special``: the weight from which a rule of the lexicon keeps its type against the panel (two needs with words).
    ``tree_bonus``: what a word's place in the tree adds to the heads' probability that it plays a role.
    ``override``: how sure the heads must be to correct a status that the rules call happened.
    ``sure``, ``likely``, ``guess``: the scores that rules give a field, by how directly the text says it.
    ``atlas``: how places that share a name are told apart.
    """

    require_actors: bool = True
    loose: bool = False
    least_role: float = 0.35
    memory: int = 8
    near: int = 2
    about: int = 3
    clear: float = 1.5
    rule_weight: float = 0.0
    lexicon_weight: float = 0.5
    heads_weight: float = 1.0
    tree_weight: float = 0.5
    veto: float = 0.98
    retype: float = 0.9
    propose: float = 0.9
    even: float = 0.5
    special: int = 6
    tree_bonus: float = 0.4
    override: float = 0.95
    sure: float = 0.9
    likely: float = 0.7
    guess: float = 0.4
    atlas: AtlasConfig = field(default_factory=AtlasConfig)
