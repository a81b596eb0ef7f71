"""The reading room: bytes become articles, or a line that says why not. It never codes and never guesses a date."""

from detente.reading.config import Config
from detente.reading.front import read

__all__ = ["Config", "read"]
