"""The brief: an account of one dyad told to a reader, each line with what it rests on, in the formats people use."""

from typing import TYPE_CHECKING

from detente.brief.config import Config
from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.brief.citations import cited, noticed
    from detente.brief.compose import compose
    from detente.brief.render import FORMATS, names_of, render, told_event
else:
    on_demand(
        __name__,
        cited="citations",
        noticed="citations",
        compose="compose",
        FORMATS="render",
        names_of="render",
        render="render",
        told_event="render",
    )

__all__ = ["FORMATS", "Config", "cited", "compose", "names_of", "noticed", "render", "told_event"]
