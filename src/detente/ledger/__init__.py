"""Ledger room: promises and whether they are kept, the state between two parties, and the episode; never reads text."""

from detente.ledger.config import Config
from detente.ledger.ledger import Ledger

__all__ = ["Config", "Ledger"]
