"""The brief: an account of one dyad told to a reader, each line with what it rests on, in the formats people use."""

from detente.brief.citations import cited
from detente.brief.compose import compose
from detente.brief.config import Config
from detente.brief.render import FORMATS, names_of, render, told_event

__all__ = ["FORMATS", "Config", "cited", "compose", "names_of", "render", "told_event"]
