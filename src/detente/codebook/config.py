"""Codebook room: how sure a look-up is, as numbers one can set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Scores of look-ups, 0 to 1.

    ``certain``: one row, and it held on the date asked for. ``likely``: so too, but a date of the row may be wrong.
    ``undated``: one person, but no date was asked for and the person had several posts. ``out_of_office``: the person
    held no post on the date. ``titled``: a surname right behind the title of the post its holder had. ``shared``:
    several rows spell the phrase, the first is given.
    """

    certain: float = 1.0
    likely: float = 0.95
    undated: float = 0.9
    out_of_office: float = 0.8
    titled: float = 0.9
    shared: float = 0.6
