"""Exchange room: figures beside the account of their dyad, period by period; nothing is explained by anything."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.codebook import EventType, covered
from detente.exchange.series_codes import codes
from detente.exchange.series_periods import edges, following, period_of
from detente.exchange.series_promises import Promise, promises
from detente.records import (
    Beside,
    Books,
    Certainty,
    Event,
    Frequency,
    Level,
    LineUse,
    PeriodRow,
    QuadActs,
    Series,
    SeriesValue,
    Status,
)

__all__ = ["beside"]

QUADS = ("material_conflict", "verbal_conflict", "verbal_cooperation", "material_cooperation")
TOLD = frozenset({Status.HAPPENED, Status.ONGOING})
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
DAY = len("2024-01-16")
Placed = dict[str, list[Event]]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What stands beside the figures: quad classes by event type, promises, the level as of a day, the last day."""

    found: Books
    quads: Mapping[str, str]
    promises: Sequence[Promise]
    lines: Sequence[LineUse]
    level: Callable[[str], Level]
    until: str


def beside(  # noqa: PLR0913 - what stands beside the figures, and from when to when
    found: Books,
    series: Sequence[Series],
    types: Mapping[str, EventType],
    *,
    level: Callable[[str], Level],
    until: str,
    first: str | None = None,
    last: str | None = None,
) -> tuple[Beside, ...]:
    """Return a table for each frequency among the series of a dyad, the most frequent first.

    ``types`` are the event types of the codebook, ``level`` gives the level of conflict as of a day; ``until`` is the
    day up to which the account goes: of a period that it lies in the state of that day is told. ``first`` and ``last``
    are days or periods to show; None begins and ends with the figures.
    """
    quads = {one.id: one.quad for one in types.values()}
    ground = _Ground(found, quads, promises(found), list(_lines(found)), level, until)
    held = [[one for one in series if one.frequency is frequency] for frequency in reversed(Frequency)]
    return tuple(_table(ground, one, _shown(one, first, last)) for one in held if one)


def _shown(series: Sequence[Series], first: str | None, last: str | None) -> list[str]:
    """Return the periods to show, in order."""
    frequency = series[0].frequency
    periods = sorted({point.period for one in series for point in one.points})
    start = period_of(edges(first)[0], frequency) if first else periods[0]
    end = period_of(edges(last)[1], frequency) if last else periods[-1]
    shown = []
    while start <= end:
        shown.append(start)
        start = following(start, frequency)
    return shown


def _table(ground: _Ground, series: Sequence[Series], shown: Sequence[str]) -> Beside:
    frequency, found = series[0].frequency, ground.found
    placed, undated = _placed(found, ground.quads, frequency)
    values = {one.id: _values(one, frequency) for one in series}
    seen = set(shown)
    reported = [account.known[:DAY] for account in found.accounts if account.known]
    return Beside(
        dyad=found.dyad,
        as_of=found.as_of,
        frequency=frequency,
        series=tuple(series),
        rows=tuple(_row(ground, one, values, placed.get(one, [])) for one in shown),
        undated=tuple(undated),
        outside=tuple(one.id for when, held in placed.items() if when not in seen for one in held),
        undated_lines=tuple(one for one in ground.lines if one.day is None or covered(one.day) is None),
        first_report=min(reported, default=None),
        last_report=max(reported, default=None),
    )


def _placed(found: Books, quads: Mapping[str, str], frequency: Frequency) -> tuple[Placed, list[str]]:
    """Return what happened by period, and the ids of events of which no single period is known."""
    placed: Placed = {}
    undated: list[str] = []
    for one in found.events:
        history = one.background and not one.entered  # what a person enters later is a record, and no reminiscence
        if one.status not in TOLD or history or one.type not in quads:
            continue
        span = covered(one.day.start) if one.day else None
        within = {period_of(day, frequency) for day in span} if span else set()
        if len(within) == 1:
            placed.setdefault(within.pop(), []).append(one)
        else:
            undated.append(one.id)
    return placed, undated


def _values(series: Series, frequency: Frequency) -> dict[str, SeriesValue]:
    """Return the values of a series by period, each with its difference to the period before."""
    known = {point.period: point.value for point in series.points}
    before = {following(period, frequency): value for period, value in known.items()}
    found = {}
    for point in series.points:
        last = before.get(point.period)
        change = None if last is None or point.value is None else point.value - last
        found[point.period] = SeriesValue(series=series.id, value=point.value, note=point.note, change=change)
    return found


def _row(
    ground: _Ground, period: str, values: Mapping[str, Mapping[str, SeriesValue]], held: Sequence[Event]
) -> PeriodRow:
    first, end = edges(period)
    last = min(end, edges(ground.until)[0])
    nothing = SeriesValue(series="", value=None, note=None, change=None)
    kinds = {quad: tuple(one.id for one in held if ground.quads[one.type] == quad) for quad in QUADS}
    known = [
        one for one in ground.lines if one.day and (span := covered(one.day)) and first <= span[0] and span[1] <= end
    ]
    begun = first <= last
    return PeriodRow(
        period=period,
        values=tuple(of.get(period, nothing) for of in values.values()),
        acts=tuple(QuadActs(quad=name, events=events) for name, events in kinds.items()),
        open=tuple(one.id for one in ground.promises if begun and one.open(last)),
        overdue=tuple(one.id for one in ground.promises if begun and one.overdue(last)),
        lines=tuple(known),
        level=ground.level(last.isoformat()) if begun else None,
    )


def _lines(found: Books) -> Iterator[LineUse]:
    """Yield the changes of crossings and trade that reports tell as done, each once with all that tell it."""
    held: dict[tuple[str, str, str | None, str | None], list[str]] = {}
    sides = frozenset(found.dyad)
    counted = set(found.relation.changes) if found.relation else set()
    for account in found.accounts:
        for one in account.changes:
            if one.id in counted and one.line in codes().lines and one.certainty in DONE:
                whose = one.whose[0] if len(one.whose) == 1 and one.whose[0] in sides else None
                key = (one.line, one.state, one.day.start if one.day else None, whose)
                held.setdefault(key, []).append(account.article.id)
    for line, state, day, whose in sorted(held, key=lambda key: (key[2] or "", *key[:2], key[3] or "")):
        articles = tuple(dict.fromkeys(held[line, state, day, whose]))
        yield LineUse(line=line, state=state, day=day, whose=whose, articles=articles)
