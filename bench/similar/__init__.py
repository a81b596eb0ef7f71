"""The similar-events set: which of many resembling reports are about one event."""

from bench.similar.run import main

__all__ = ["main"]
