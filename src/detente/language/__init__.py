"""The language room: articles in, parses out; weights are shipped, nothing is downloaded."""

from detente.language.config import Config
from detente.language.engine import Engine, digests, load

__all__ = ["Config", "Engine", "digests", "load"]
