"""The language room: articles in, parses out; weights are shipped, nothing is downloaded."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.language.config import Config

if TYPE_CHECKING:
    from detente.language.engine import Engine, digests, load
else:
    on_demand(
        __name__,
        Engine="engine",
        digests="engine",
        load="engine",
    )

__all__ = ["Config", "Engine", "digests", "load"]
