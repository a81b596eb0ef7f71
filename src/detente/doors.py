"""Doors of rooms that open on demand: what stands behind one is loaded when it is first asked for.

A command that needs no language engine then does not wait for it: importing every room takes half a second. A door
names what it exports under ``TYPE_CHECKING``, so that types are known as ever.
"""

import sys
from importlib import import_module
from types import ModuleType

__all__ = ["on_demand"]


class _Door(ModuleType):
    """A room whose exported names are loaded when they are asked for."""

    def __getattr__(self, name: str) -> object:
        """Load what is not there yet."""
        modules: dict[str, str] = self.__dict__["__behind__"]
        if name not in modules:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{self.__name__}.{modules[name]}"), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Keep a file from hiding what the door exports under the same name: Python puts it there as it is loaded."""
        if not (isinstance(value, ModuleType) and name in self.__dict__["__behind__"]):
            super().__setattr__(name, value)


def on_demand(room: str, **modules: str) -> None:
    """Let the door of a room load its names on demand; ``modules`` say in which file of the room each stands."""
    module = sys.modules[room]
    module.__dict__["__behind__"] = modules
    module.__class__ = _Door
