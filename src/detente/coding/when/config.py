"""What can be set about times."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of resolving.

    ``against``: how many times farther (and ``against_days`` more) a date counts that lies on the other side than tense
    and prepositions say.
    ``open_ahead`` is the same for one ahead where nothing tells.
    ``clear``: of two readings of 10/11/2020 one counts if it lies so many times nearer to the publishing day.
    ``history_years``: a text is history where its full dates lie so many years before it was published,
    ``history_share`` of all that tells (words such as yesterday or Tuesday tell against it; ``history_undated`` where
    the publishing day is unknown), and at least ``history_dates``. In such a text a date without a year that would lie
    ``story_back`` days before the time last spoken of is one of the next year, and a
    bare year changes the year told of if it lies at most ``story_step`` years ahead or begins its sentence.
    ``story_near``: where the publishing day is unknown, a date without a year is resolved only so many days from the
    date last spoken of.
    """

    against: float = 6.0
    against_days: int = 30
    open_ahead: float = 2.0
    clear: float = 3.0
    history_years: int = 1
    history_share: float = 0.85
    history_undated: float = 0.75
    history_dates: int = 4
    story_back: int = 180
    story_step: int = 3
    story_near: int = 100
