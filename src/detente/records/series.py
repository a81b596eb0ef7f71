"""Records of indicator series: what trade and other figures say of a dyad, month by month or year by year."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.article import Skipped
from detente.records.tension import Level

__all__ = ["Beside", "Frequency", "LineUse", "PeriodRow", "Point", "QuadActs", "Series", "SeriesFile", "SeriesValue"]


class Frequency(StrEnum):
    """How often a series has a value; the letters are SDMX's (CL_FREQ)."""

    YEARLY = "A"
    QUARTERLY = "Q"
    MONTHLY = "M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value: ``period`` is 2024, 2024-Q1 or 2024-01; ``value`` is None where the source has a gap, ``note`` why."""

    period: str
    value: float | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator of a dyad from one source.

    ``id`` is the digest of dyad, indicator, flow, unit, frequency and source. ``indicator`` is an id of the codebook's
    list (border_trade, crossings_open, transit, remittances, energy) or one's own words; ``flow`` is from whom to whom
    (``PAK>IRN``), None for both ways together. ``unit`` and ``source`` are kept as they were given; ``invented`` marks
    figures made up for an example. ``known`` is when it was published or imported (ISO 8601), ``author`` who imported
    it; a later import of the same series takes its place and the earlier one is kept.
    """

    id: str
    dyad: tuple[str, ...]
    indicator: str
    flow: str | None
    unit: str
    frequency: Frequency
    source: str
    invented: bool
    known: str
    author: str
    points: tuple[Point, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFile:
    """What a file of figures holds: its series, what is wrong with it, and how many rows are of other pairs."""

    series: tuple[Series, ...]
    faults: tuple[Skipped, ...]
    passed_over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValue:
    """A series' value in a period; ``change`` is the difference to the period before, None where either is a gap."""

    series: str
    value: float | None
    note: str | None
    change: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadActs:
    """The ids of the events of one of PLOVER's quad classes (material_conflict, verbal_cooperation, ...)."""

    quad: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUse:
    """A closure, opening or other change of a crossing or of trade, as reported: the articles or entries that tell it.

    ``whose`` is the party whose part of the line it is, None for both alike.
    """

    line: str
    state: str
    day: str | None
    whose: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """One period: figures, and beside them what was reported of the dyad and how its promises stood at the end."""

    period: str
    values: tuple[SeriesValue, ...]
    acts: tuple[QuadActs, ...]
    open: tuple[str, ...]
    overdue: tuple[str, ...]
    lines: tuple[LineUse, ...]
    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Series of one frequency with the account of the dyad beside them, period by period.

    ``undated`` are the ids of events of which no single period is known, ``outside`` of those in no period shown, and
    ``undated_lines`` changes of crossings and trade of no known day. ``first_report`` and ``last_report`` are the days
    of the first and the last report or entry about the dyad, None for none: outside of them no event means no report.
    """

    dyad: tuple[str, ...]
    as_of: str | None
    frequency: Frequency
    series: tuple[Series, ...]
    rows: tuple[PeriodRow, ...]
    undated: tuple[str, ...]
    outside: tuple[str, ...]
    undated_lines: tuple[LineUse, ...]
    first_report: str | None = None
    last_report: str | None = None
