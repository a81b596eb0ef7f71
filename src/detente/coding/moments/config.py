"""What can be set about the days of acts."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of tying days to acts.

    ``heading``: in how many first sentences a heading or dateline may stand. ``season``: how many days from a full date
    of the text a day without a year may lie to be of the same story. ``taken_up``: how many sentences back "at the
    time" finds the time told last. ``even``: from which score on parser and event heads are believed about a time that
    the tree hung on another word. ``sure``, ``likely``, ``guess``: the scores of a day told of the act itself,
    of one shared with another word of its sentence or counted from another act, and of one taken up from before.
    """

    heading: int = 3
    season: int = 95
    taken_up: int = 2
    even: float = 0.5
    sure: float = 0.9
    likely: float = 0.7
    guess: float = 0.5
