"""The tension room: how tense a relation is, by what happened; pure."""

from typing import TYPE_CHECKING

from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.tension.level import level, levels_by_day
else:
    on_demand(
        __name__,
        level="level",
        levels_by_day="level",
    )

__all__ = ["level", "levels_by_day"]
