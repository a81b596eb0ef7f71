"""Brief room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of a brief.

    ``cited``: how many reports a line cites at most, one of each independent source first. ``zone``: the zone that
    moments without one are told to be in. ``grave``: the PLOVER score from which, downwards, an act is material enough
    that its unknown doer, day or place is listed under what is unknown.
    """

    cited: int = 3
    zone: str = "UTC"
    grave: float = -6.0
