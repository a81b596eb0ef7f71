"""Coding room, order: which of two coded acts a text puts first, and which it makes the answer to the other.

The tree says which act is on which side of the words of order; an order of acts that are not both coded is not told.
"""

from detente.coding.order.config import Config
from detente.coding.order.links import links

__all__ = ["Config", "links"]
