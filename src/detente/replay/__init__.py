"""The replay room: courses of events to be played day by day, how two of them differ, and pictures of them."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.replay.config import Config

if TYPE_CHECKING:
    from detente.replay.course import load, ready
    from detente.replay.difference import differences
    from detente.replay.faults import Faults, near
    from detente.replay.lanes import lanes
    from detente.replay.page import page
    from detente.replay.picture import picture
    from detente.replay.varying import pieces, played, varied
    from detente.replay.words import WORDS
else:
    on_demand(
        __name__,
        load="course",
        ready="course",
        differences="difference",
        Faults="faults",
        near="faults",
        lanes="lanes",
        page="page",
        picture="picture",
        pieces="varying",
        played="varying",
        varied="varying",
        WORDS="words",
    )

__all__ = [
    "WORDS",
    "Config",
    "Faults",
    "differences",
    "lanes",
    "load",
    "near",
    "page",
    "picture",
    "pieces",
    "played",
    "ready",
    "varied",
]
