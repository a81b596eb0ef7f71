"""Brief room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of a brief.

    ``cited``: how many reports a line cites at most, one of each independent source first. ``zone``: the zone that
    moments without one are told to be in. ``grave``: the PLOVER score from which, downwards, an act is material enough
    that its unknown doer, day or place is listed under what is unknown. ``quoted``: how many letters of a report's
    words a line quotes at most. ``telling``: how many gaps between words a clause of a longer sentence needs to be
    quoted on its own. ``named``: how many sources are told by name before they are counted. ``periods``: how many of
    the last months, quarters or years have their figures told. ``beside``: the lines between two sides whose changes
    stand beside figures.
    """

    cited: int = 3
    zone: str = "UTC"
    grave: float = -6.0
    quoted: int = 200
    telling: int = 3
    named: int = 3
    periods: int = 24
    beside: tuple[str, ...] = ("border", "trade", "airspace")
