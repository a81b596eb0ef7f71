"""Exchange room: figures of files become indicator series of dyads; what is wrong is told cell by cell.

Units and sources stay as they were given: nothing is converted, added up or filled in. A multiplier of SDMX goes into
the unit in words ("USD, millions"), a gap stays a gap with what its source says of it, and a period for which a file
has no row, between two for which it has one, is a gap too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from detente.codebook import covered, indicators
from detente.exchange import series_layouts, series_sdmx
from detente.exchange.series_codes import codes
from detente.exchange.series_config import SeriesConfig
from detente.exchange.series_files import FileFaultError, Sheet, sheets
from detente.exchange.series_layouts import Fault, Row
from detente.exchange.series_periods import following
from detente.exchange.series_sides import OtherPairError, Reading, SeriesGiven, how, sides, tried
from detente.exchange.series_values import WrongError, figure, frequency_of, indicator_of, period
from detente.records import Frequency, Point, Series, SeriesFile, Skipped

__all__ = ["extended", "read_series"]

_ID = 16
_DAY, _YEAR = len("2024-01-16"), len("2024")
_MISSING = "no row in the source"
_FORECAST = "F:"
_YES, _NO = frozenset({"yes", "true", "1", "x"}), frozenset({"no", "false", "0", ""})


@dataclass(frozen=True, slots=True)
class _Found:
    """One figure with the series it belongs to (without points) and its place."""

    series: Series
    point: Point
    where: str


def read_series(paths: Sequence[Path], given: SeriesGiven, config: SeriesConfig) -> SeriesFile:
    """Return the series of files, all that is wrong with them, and how many rows are of other pairs than ``dyad``."""
    given = replace(given, lookup=cache(given.lookup))  # files name the same few parties row by row
    found: list[_Found] = []
    faults: list[Skipped] = []
    other = 0
    for path in paths:
        for row in _rows(path, config):
            if isinstance(row, Skipped):
                faults.append(row)
                continue
            try:
                one = _found(row, given, config)
            except OtherPairError:
                other += 1
                continue
            if isinstance(one, _Found):
                found.append(one)
            else:
                faults.extend(fault for fault in _told(row, one) if fault not in faults)
            if len(faults) >= config.max_problems:
                reason = "reading stopped here, so much is wrong; mend what is told and import again"
                faults.append(Skipped(where=row.where, room="exchange", reason=reason))
                return SeriesFile(series=(), faults=tuple(faults), passed_over=other)
    series = () if faults else tuple(_grouped(found, faults))
    return SeriesFile(series=() if faults else series, faults=tuple(faults), passed_over=other)


def _rows(path: Path, config: SeriesConfig) -> Iterator[Row | Skipped]:
    """Yield the rows of every sheet of a file, or why there are none."""
    try:
        for sheet in sheets(path, config):
            yield from _of_sheet(sheet, config)
    except FileFaultError as error:
        yield Skipped(where=error.where or str(path), room="exchange", reason=f"{error.what}; {error.remedy}")


def _of_sheet(sheet: Sheet, config: SeriesConfig) -> Iterator[Row]:
    return series_sdmx.rows(sheet) if series_sdmx.is_sdmx(sheet) else series_layouts.rows(sheet, config)


def _told(row: Row, faults: Iterable[Fault]) -> Iterator[Skipped]:
    for one in faults:
        flag = one.column.startswith("--")  # of the whole file, so it is told once
        place = f"{row.where.rpartition(', row ')[0]}, {one.column}" if flag else f"{row.where}, column {one.column}"
        yield Skipped(where=place, room="exchange", reason=f"{one.what}; {one.remedy}")


def _directed(name: str | None) -> bool:
    known = indicators().get(name or "")
    return known is not None and known.flow != "both"


def _found(row: Row, given: SeriesGiven, config: SeriesConfig) -> _Found | list[Fault]:
    """Return the figure of a row, or what is wrong with it.

    Raises:
        OtherPairError: the row is of another pair than the one asked for.
    """
    reading = Reading(row, given)
    of = sides(reading, config)
    indicator = tried(reading, "indicator", lambda text: indicator_of(text, config)[0])
    if of and not of.flow and not of.reporter and _directed(indicator):
        what = f"{indicator} goes from one to the other, and nobody says which"
        reading.fault("flow", what, "name it with --flow PAK>IRN, or who reports it with --reporter PAK")
    frequency = tried(reading, "frequency", frequency_of, needed=False)
    when = tried(reading, "period", lambda text: period(text, frequency))
    value = _figure(reading)
    known = _known(reading)
    unit, source = _unit(reading), _source(reading, of.reporter if of else None)
    invented, note = _invented(reading), tried(reading, "note", str, needed=False)
    if not (of and indicator and when and known and value and unit and source) or reading.faults:
        return reading.faults
    if wrong := _unlikely(when.text, value, known, config):
        reading.fault("period", *wrong)
        return reading.faults
    series = Series(
        id="",
        dyad=of.dyad,
        indicator=indicator,
        flow=of.flow,
        unit=unit,
        frequency=when.frequency,
        source=source,
        invented=invented,
        known=known,
        author=given.author,
        points=(),
        note=note,
    )
    return _Found(
        replace(series, id=_digest(series)),
        replace(value, period=when.text),
        f"{row.where}, column {row.columns['value']}",
    )


def _unlikely(period: str, value: Point, known: str, config: SeriesConfig) -> tuple[str, str] | None:
    """Return what is wrong with a period, and the remedy: it lies far off, or ahead of when it was known."""
    if not config.first_year <= int(period[:_YEAR]) <= config.last_year:
        remedy = f"give a year from {config.first_year} to {config.last_year}"
        return f"{period} is no period of any source", remedy
    if _ahead(period, known) and not (value.note or "").startswith(_FORECAST):
        remedy = "mend the period or --published, or give it the status F for a forecast"
        return f"a figure of {period} cannot have been known on {known[:_DAY]}", remedy
    return None


def _figure(reading: Reading) -> Point | None:
    try:
        said = tried(reading, "status", str, needed=False)
        value, note = figure(reading.row.values.get("value", ""), said or "")
    except WrongError as error:
        reading.fault("value", error.what, error.remedy)
        return None
    return Point(period="", value=value, note=note)


def _unit(reading: Reading) -> str | None:
    """Return the unit as given, with the multiplier of SDMX in words."""
    unit = tried(reading, "unit", str)
    mult = reading.row.values.get("mult", "")
    if not unit or mult in {"", "0"}:
        return unit
    words = codes().mults.get(mult)
    if words is None:
        reading.fault("mult", f"{mult!r} is no power of ten", "use a whole number of the list CL_UNIT_MULT, such as 6")
        return None
    return f"{unit}, {words}"


def _source(reading: Reading, reporter: str | None) -> str | None:
    """Return the source as given, with what else tells one series of a file of SDMX from another."""
    base = tried(reading, "source", str, needed=False) or reading.row.values.get("dataflow", "")
    if not base:
        if not reading.text("source"):
            reading.fault("source", "the source is missing", how(reading, "source"))
        return None
    told = [f"reported by {reporter}"] if reporter else []
    whole = ", ".join([base, *told, *filter(None, [reading.row.values.get("further", "")])])
    if not whole.isprintable():
        reading.fault("dataflow", "holds characters that cannot be printed", "take them out")
    return whole


def _invented(reading: Reading) -> bool:
    text = reading.row.values.get("invented", "").casefold()
    if text not in _YES | _NO:
        reading.fault("invented", f"{text!r} says neither yes nor no", "write yes or no")
    return reading.given.invented or text in _YES


def _known(reading: Reading) -> str | None:
    """Return when the figures came out, or are imported."""
    text = reading.text("published")
    if not text:
        return reading.given.now
    if covered(text) is None or len(text) != _DAY:
        reading.fault("published", f"{text!r} is no day", "write it as 2024-02-15")
        return None
    if text > reading.given.now[:_DAY]:
        reading.fault("published", f"{text} lies ahead", "give the day on which the figures came out")
        return None
    return text


def _ahead(text: str, known: str) -> bool:
    """Whether a period begins after the day on which its figure is known."""
    span = covered(text)
    return span is not None and span[0] > date.fromisoformat(known[:_DAY])


def extended(old: Series, new: Series) -> Series:
    """Return a series with the figures of an earlier import for the periods that the new one does not give.

    A gap that stood only because a file had no row for it is filled by the other's figure.
    """
    held = {one.period: one for one in old.points if one.note != _MISSING}
    given = {one.period: one for one in new.points if one.note != _MISSING}
    return replace(new, points=tuple(_whole(held | given, new.frequency)), note=new.note or old.note)


def _digest(series: Series) -> str:
    parts = (*series.dyad, series.indicator, series.flow or "", series.unit, series.frequency.value, series.source)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:_ID]


def _grouped(found: Iterable[_Found], faults: list[Skipped]) -> Iterator[Series]:
    """Yield the series with their points in order; a period that stands twice is a fault."""
    groups: dict[tuple[str, str], list[_Found]] = {}
    for one in found:
        groups.setdefault((one.series.id, one.series.known), []).append(one)
    for group in groups.values():
        faults.extend(_twice(group))
        if len({one.series.invented for one in group}) > 1:
            what = "is marked as invented in some of its rows and not in others; mark all or none"
            faults.append(Skipped(where=group[0].where, room="exchange", reason=f"the series {what}"))
        if all(one.point.value is None for one in group):
            reason = f"the series {group[0].series.indicator} holds no figure at all; give one, or leave it out"
            faults.append(Skipped(where=group[0].where, room="exchange", reason=reason))
        notes = dict.fromkeys(one.series.note for one in group if one.series.note)
        points = _whole({one.point.period: one.point for one in group}, group[0].series.frequency)
        yield replace(group[0].series, points=tuple(points), note="; ".join(notes) or None)


def _twice(group: Sequence[_Found]) -> Iterator[Skipped]:
    first: dict[str, str] = {}
    for one in group:
        before = first.setdefault(one.point.period, one.where)
        if before != one.where:
            told = f"{one.series.indicator} of {one.point.period} stands twice, first in {before}"
            reason = f"{told}; delete one of the two, or name what tells them apart (flow, unit, source)"
            yield Skipped(where=one.where, room="exchange", reason=reason)


def _whole(points: Mapping[str, Point], frequency: Frequency) -> Iterator[Point]:
    """Yield the points in order of time, with a gap for each period between them that the source passes over."""
    order = sorted(points)
    at = order[0]
    while at <= order[-1]:
        yield points.get(at) or Point(period=at, value=None, note=_MISSING)
        at = following(at, frequency)
