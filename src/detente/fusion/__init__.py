"""The fusion room: many accounts in; judgements on what is the same, stories, events and links out."""

from detente.fusion.config import Config
from detente.fusion.fusion import Fusion

__all__ = ["Config", "Fusion"]
