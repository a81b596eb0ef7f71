"""Coreference per article by sieves: which phrases of a parsed article speak of the same thing.

It reads trees and names that others found; it never reads text, and it prefers a missed link to a wrong one.
"""

from detente.language.coreference.article import Config
from detente.language.coreference.resolve import chains

__all__ = ["Config", "chains"]
