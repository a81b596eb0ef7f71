"""Coding room, times: finds expressions of time and resolves them against the publishing day and the text itself.

It knows words, trees and the calendar, and no rule of coding; it never asks what day it is today.
"""

from detente.coding.when.config import Config
from detente.coding.when.direction import Direction
from detente.coding.when.expression import Expression, Kind
from detente.coding.when.meaning import Point
from detente.coding.when.times import Times

__all__ = ["Config", "Direction", "Expression", "Kind", "Point", "Times"]
