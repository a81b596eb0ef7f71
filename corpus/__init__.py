"""The corpus of marked sentences that the event heads learn from, its format and its loaders."""

from corpus.marks import Act, Fault, Mark, Sentence, TypeTable, parse, table
from corpus.shelf import load

__all__ = ["Act", "Fault", "Mark", "Sentence", "TypeTable", "load", "parse", "table"]
