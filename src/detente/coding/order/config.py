"""What can be set about the order of acts."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How far the other act is sought.

    ``steps``: how many words up the tree the act lies that words of order belong to. ``back``: how many sentences back
    the act was told that "in response" answers, or that a definite noun (the attack) means.
    """

    steps: int = 6
    back: int = 3
