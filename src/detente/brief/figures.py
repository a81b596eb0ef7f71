"""Brief room: figures of trade and the like by period, beside acts of conflict and cooperation and open promises."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from detente.brief.names import joined, moment
from detente.brief.promises import CLOSED
from detente.brief.told import Told
from detente.codebook import covered, days, indicators, party
from detente.records import (
    Certainty,
    Commitment,
    Evidence,
    Frequency,
    KeepingKind,
    Line,
    Part,
    Point,
    Section,
    Series,
)

__all__ = ["figures"]

OFTEN = {Frequency.YEARLY: "by year", Frequency.QUARTERLY: "by quarter", Frequency.MONTHLY: "by month"}
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
ENDING = frozenset({KeepingKind.WITHDRAWN, KeepingKind.LAPSED, KeepingKind.REVERSED, KeepingKind.COMPLIED})
Stretch = tuple[date, date]


def figures(told: Told) -> Section:
    """Return the series of the dyad, then period by period their figures beside what happened and was promised."""
    series = sorted(told.books.series, key=lambda one: (one.frequency, one.indicator, one.flow or "", one.source))
    lines = [_series(one, told) for one in series]
    for frequency in Frequency:
        held = [one for one in series if one.frequency is frequency]
        lines += _periods(held, told) if held else []
    empty = None if lines else "no trade or other figures are in this case"
    return Section(part=Part.SERIES, title="Trade and other figures", lines=tuple(lines), empty=empty)


def _named(series: Series, told: Told) -> str:
    known = indicators().get(series.indicator)
    label = known.label if known else series.indicator.replace("_", " ")
    sides = [told.names.party(one.strip()) for one in (series.flow or "").split(">") if one.strip()]
    return f"{label}, {' to '.join(sides)}" if sides else label


def _series(series: Series, told: Told) -> Line:
    periods = [one.period for one in series.points]
    reach = f"{min(periods)} to {max(periods)}" if periods else "no figures"
    name = _named(series, told)
    return Line(
        caution="figures invented for an example" if series.invented else None,
        text=f"{name[:1].upper()}{name[1:]}, in {series.unit}, {OFTEN[series.frequency]}, {reach}"
        + (f"; {series.note}" if series.note else ""),
        citations=told.citations.of_series(series),
    )


def _periods(series: Sequence[Series], told: Told) -> Iterator[Line]:
    """Yield a line a period, the last ones that a brief has room for."""
    points: dict[str, list[tuple[Series, Point]]] = {}
    for one in series:
        for point in one.points:
            points.setdefault(point.period, []).append((one, point))
    last = sorted(points)[-told.config.periods :]
    ended = _ended(told)
    for period in last:
        stretch = covered(period)
        if stretch is not None:
            yield _period(period, stretch, points[period], ended, told)


def _period(
    period: str, stretch: Stretch, points: Sequence[tuple[Series, Point]], ended: Mapping[str, str], told: Told
) -> Line:
    shown = [_figure(one, point, told) for one, point in points]
    cited = [number for one, _ in points for number in told.citations.of_series(one)]
    turns = _turns(stretch, told)
    cited += [number for evidence in turns.values() for number in told.best(evidence)]
    return Line(
        day=period,
        text="; ".join((*shown, *turns, _acts(stretch, told), _open(stretch, ended, told))),
        citations=tuple(dict.fromkeys(cited)),
    )


def _figure(series: Series, point: Point, told: Told) -> str:
    """Return one figure with its unit; a gap of the source is told as one."""
    value = f"{point.value:,.10g} {series.unit}" if point.value is not None else "no figure"
    return f"{_named(series, told)} {value}" + (f" ({point.note})" if point.note else "")


def _acts(stretch: Stretch, told: Told) -> str:
    """Return how many acts of conflict and of cooperation a period had, by the codebook's scores.

    Where none is known and no report of that time was read, nobody can tell that there was none.
    """
    held = told.sorted(when=lambda one: _within(days(one.day), stretch))
    scores = [told.book.score(one.type, one.modes) for one in held]
    read = [one for one in told.books.accounts if one.entry is None or one.entry.notice is None]
    if not held and not any(_within(days(one.article.published), stretch) for one in read):
        return "no report of that time was read"
    often = Counter("conflict" if one < 0 else "cooperation" for one in scores if one)
    return f"acts of conflict {often['conflict']}, of cooperation {often['cooperation']}"


def _turns(stretch: Stretch, told: Told) -> Mapping[str, list[Evidence]]:
    """Return what became of the border, trade and the like within a period, with what each rests on."""
    found: dict[str, list[Evidence]] = {}
    for change in told.changes.values():
        day = change.day or told.day_of(change)
        between = set(told.books.dyad) <= {party(one.actor) for one in change.sides}
        if change.line in told.config.beside and change.certainty in DONE and between and _within(days(day), stretch):
            line, state = told.book.channels.lines[change.line], told.book.channels.label(change.line, change.state)
            whose = joined(map(told.names.party, change.whose))
            text = f"{line.label}{f' of {whose}' if whose else ''}: {state} {moment(day)}"
            found.setdefault(text, []).append(change.sentence)
    return dict(sorted(found.items()))


def _within(held: Stretch | None, stretch: Stretch) -> bool:
    return held is not None and stretch[0] <= held[0] and held[1] <= stretch[1]


def _open(stretch: Stretch, ended: Mapping[str, str], told: Told) -> str:
    """Return how many promises stood open at the end of a period."""
    end = stretch[1].isoformat()
    made = [one for one in told.books.commitments if _made(one) and _made(one) <= end]
    stood = [one for one in made if ended.get(one.id, "9999" if one.standing not in CLOSED else "") > end]
    return f"promises open at its end {len(stood)}"


def _made(commitment: Commitment) -> str:
    held = days(commitment.announced)
    return held[0].isoformat() if held else ""


def _ended(told: Told) -> Mapping[str, str]:
    """Return the day on which each closed promise was closed, as far as a report of its keeping dates it."""
    closed = {one.id for one in told.books.commitments if one.standing in CLOSED}
    found: dict[str, str] = {}
    for one in told.books.keepings:
        held = days(one.day)
        if one.commitment in closed and one.kind in ENDING and held:
            found[one.commitment] = max(found.get(one.commitment, ""), held[1].isoformat())
    return found
