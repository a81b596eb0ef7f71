"""Ledger room: promises and whether they are kept, the state between two parties, and the episode; never reads text."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.ledger.config import Config

if TYPE_CHECKING:
    from detente.ledger.ledger import Ledger
else:
    on_demand(
        __name__,
        Ledger="ledger",
    )

__all__ = ["Config", "Ledger"]
