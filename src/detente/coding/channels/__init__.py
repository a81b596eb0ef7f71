"""Coding, channels: reads which lines between two sides were used, opened, closed or are to be; codes no act."""

from detente.coding.channels.reading import changes

__all__ = ["changes"]
