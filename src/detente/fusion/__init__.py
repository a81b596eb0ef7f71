"""The fusion room: many accounts in; judgements on what is the same, stories, events and links out."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.fusion.config import Config

if TYPE_CHECKING:
    from detente.fusion.fusion import Fusion
else:
    on_demand(
        __name__,
        Fusion="fusion",
    )

__all__ = ["Config", "Fusion"]
