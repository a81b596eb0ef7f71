"""Tension room: what of a dyad's events counts for its level, by day."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.codebook import LevelRules, covered
from detente.records import Event

__all__ = ["ONE_DAY", "Deed", "Deeds", "days_of", "deeds"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event as levels see it: by when it surely had begun, until when it surely lasted, of which kind, how grave.

    Of an event whose day is known no closer than a month ``end`` lies before ``begin``. ``killed`` is the lowest number
    that anybody who counts gives, None where nobody does; ``weak`` tells that it rests on one side's word or one
    source, ``contested`` that reports differ on whether it took place at all, ``whose``
    that they differ on who did it.
    """

    event: str
    begin: date
    end: date
    kind: str
    heavy: bool
    killed: int | None
    weak: bool
    contested: bool
    whose: bool


class Deeds:
    """The deeds of a dyad in order; ``undated`` counts what would be one if its day were known."""

    def __init__(self, found: Sequence[Deed], undated: int) -> None:
        self.all = sorted(found, key=lambda one: (one.begin, one.event))
        self.undated = undated
        self._begins = [one.begin for one in self.all]
        self._longest = max((one.end - one.begin for one in self.all), default=timedelta())
        self._active: dict[frozenset[str], list[date]] = {}

    @property
    def first(self) -> date | None:
        """The first day on which anything took place."""
        return self._begins[0] if self._begins else None

    def latest(self, kinds: frozenset[str], day: date) -> date | None:
        """Return the last day up to one (itself included) on which a deed of the kinds may have taken place."""
        if kinds not in self._active:
            self._active[kinds] = sorted({on for one in self.all if one.kind in kinds for on in days_of(one)})
        active = self._active[kinds]
        at = bisect_right(active, day)
        return active[at - 1] if at else None

    def within(self, kinds: frozenset[str], first: date, last: date) -> list[Deed]:
        """Return the deeds of the kinds that surely took place, in part at least, from one day to another."""
        start = bisect_left(self._begins, first - self._longest)
        near = self.all[start : bisect_right(self._begins, last)]
        return [one for one in near if one.kind in kinds and one.end >= first]


def days_of(one: Deed) -> list[date]:
    """Return the days on which a deed took place, the last that it may mean of one whose day is not known exactly."""
    return [one.begin + ONE_DAY * count for count in range(max(0, (one.end - one.begin).days) + 1)]


def deeds(dyad: tuple[str, ...], events: Sequence[Event], rules: LevelRules) -> Deeds:
    """Return what of the events counts for the level of a dyad.

    An event whose day is known as a stretch took place from its first day to its last. One whose day is not known
    exactly (a week, a month) counts from the last day that it may mean on, by which it surely had taken place, and is
    out of reach as if it had taken place on the first: so a level never rests on a day that nobody gave.
    """
    pair = tuple(sorted(dyad))
    found: list[Deed] = []
    undated = 0
    for one in events:
        kind = rules.kind(one.type, one.modes)
        history = one.background and not one.entered  # what a person enters later is a record, and no reminiscence
        if kind is None or history or one.status not in rules.statuses or pair not in one.dyads:
            continue
        span = _span(one, rules.coarsest_days)
        if span is None:
            undated += 1
        else:
            found.append(_deed(one, kind.id, span, rules.heavy))
    return Deeds(found, undated)


def _span(event: Event, coarsest: int) -> tuple[date, date] | None:
    """Return from when and until when an event surely took place, None where that is not known exactly enough."""
    start = covered(event.day.start) if event.day else None
    end = covered(event.day.end) if event.day else None
    if start is None or end is None or (start[1] - start[0]).days >= coarsest:
        return None
    return start[1], end[0]


def _deed(event: Event, kind: str, span: tuple[date, date], heavy: frozenset[str]) -> Deed:
    counts = [one.minimum for one in event.casualties if one.kind == "killed" and one.minimum is not None]
    return Deed(
        event=event.id,
        begin=span[0],
        end=span[1],
        kind=kind,
        heavy=bool(heavy & set(event.modes)),
        killed=min(counts, default=None),
        weak=event.caution is not None,
        contested="status" in event.disputed,
        whose="sources" in event.disputed,
    )
