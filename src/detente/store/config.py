"""Store room: its settings."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How writers of one case take turns, and how much of it is kept at hand.

    ``patience`` is how many seconds one waits for its turn before it gives up. A writer that has written on and on for
    ``stretch`` seconds leaves the case alone for ``courtesy`` seconds, so that others get their turn. ``at_hand`` is
    how many accounts an open case keeps in memory, about 80 KB each, since the same ones are often asked for.
    """

    patience: float = 60.0
    stretch: float = 0.05
    courtesy: float = 0.005
    at_hand: int = 1000

    def __post_init__(self) -> None:
        """Refuse times that are none."""
        if self.patience <= 0 or min(self.stretch, self.courtesy, self.at_hand) < 0:
            msg = "patience must be more than 0 seconds, stretch, courtesy and at_hand 0 or more"
            raise ValueError(msg)
