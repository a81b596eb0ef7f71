"""The reading room: bytes become articles, or a line that says why not. It never codes and never guesses a date."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.reading.config import Config

if TYPE_CHECKING:
    from detente.reading.front import read
else:
    on_demand(
        __name__,
        read="front",
    )

__all__ = ["Config", "read"]
