"""Coding room, moments: which day each act has, from the time that the text ties to that very act.

It asks the room of times what an expression means and never reads one itself; a day that the text does not give is
never made up, and today's date is not known here.
"""

from detente.coding.moments.config import Config
from detente.coding.moments.days import Moments

__all__ = ["Config", "Moments"]
