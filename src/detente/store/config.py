"""Store room: its settings."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How writers of one case take turns.

    ``patience`` is how many seconds one waits for its turn before it gives up; ``courtesy`` how many seconds a writer
    leaves the case alone between two turns of its own, so that others get theirs.
    """

    patience: float = 60.0
    courtesy: float = 0.005

    def __post_init__(self) -> None:
        """Refuse times that are none."""
        if self.patience <= 0 or self.courtesy < 0:
            msg = "patience must be more than 0 seconds, courtesy 0 or more"
            raise ValueError(msg)
