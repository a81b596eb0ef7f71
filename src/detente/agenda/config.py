"""Agenda room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How far ahead one looks, how a calendar reminds, and how often an alert is tried.

    ``name`` tells the calendars and alerts of one case from those of another where both end up in one place.
    ``days`` are those that ``detente due`` looks ahead. ``remind_day`` are the hours before the day (its midnight) of
    what falls due on a day at which a calendar reminds of it, ``remind_moment`` those before what has its hour.
    ``within`` is how many days old news may be of which an alert still tells, ``ahead`` how many days before it falls
    due it tells of something, where a rule says neither; ``cited`` how many events or reports it cites. ``tries`` is
    how often a target is tried in one run, with waits of ``wait`` seconds, each ``growth`` times the one before, and
    never more than ``longest``: a server that asks for more is tried in the next run. ``timeout`` are the seconds that
    a connection may keep one waiting.
    """

    name: str = "detente"
    days: int = 14
    remind_day: int = 15
    remind_moment: int = 24
    within: int = 7
    ahead: int = 1
    cited: int = 5
    tries: int = 4
    wait: float = 2.0
    growth: float = 3.0
    longest: float = 60.0
    timeout: float = 20.0

    def __post_init__(self) -> None:
        """Refuse what would never try, or wait for ever."""
        if self.tries < 1:
            raise ValueError("tries must be 1 or more")
        if min(self.days, self.within, self.ahead, self.wait, self.remind_day, self.remind_moment) < 0:
            raise ValueError("days, within, ahead, wait and reminders must not be below 0")
        if self.growth < 1 or self.timeout <= 0:
            raise ValueError("growth must be 1 or more, timeout above 0")
        if not self.name or not self.name.replace("-", "").replace(".", "").isalnum() or not self.name.isascii():
            raise ValueError("name must be of letters, digits, - and .")
