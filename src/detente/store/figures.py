"""Store room: indicator series; a later import of a series takes the place of the earlier one, which is kept."""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from detente.records import Series
from detente.records.plain import built
from detente.store import log_tables as t
from detente.store.log import by_then, sorting
from detente.store.rows import add, record_text, rows_by
from detente.store.waiting import Dyad, dyad_text, touch

__all__ = ["add_series", "series"]


def add_series(connection: Connection, given: Iterable[Series], turn: int) -> None:
    """Append series; one with the very points and words of the one that stands is passed over."""
    found = list(given)
    standing = _latest(_built(connection, {one.id for one in found}))
    fresh = []
    for one in found:
        if _told(one) != _told(standing.get(one.id)):
            fresh.append(one)
            standing[one.id] = one
    add(connection, t.series, [_row(one) for one in fresh])
    touch(connection, {dyad_text(one.dyad) for one in fresh}, turn)


def series(connection: Connection, dyad: Dyad | None, as_of: str | None, *, history: bool) -> list[Series]:
    """Return series by dyad, indicator and source; the one of each that stands, with ``history`` all, oldest first."""
    c = t.series.c
    question = select(c.record).order_by(c.moment, c.number)
    if dyad is not None:
        question = question.where(c.dyad == dyad_text(dyad))
    if as_of is not None:
        question = question.where(by_then(c.known, c.moment, as_of))
    found = [built(Series, json.loads(text)) for text in connection.execute(question).scalars()]
    return sorted(found if history else _latest(found).values(), key=_order)


def _built(connection: Connection, ids: Iterable[str]) -> list[Series]:
    """Return all imports of some series, the one known first coming first."""
    c = t.series.c
    rows = rows_by(connection, select(c.moment, c.number, c.record), c.id, sorted(set(ids)))
    return [built(Series, json.loads(row.record)) for row in sorted(rows, key=lambda row: (row.moment, row.number))]


def _latest(found: Iterable[Series]) -> dict[str, Series]:
    return {one.id: one for one in found}


def _told(one: Series | None) -> Series | None:
    """Return what a series says, whoever imported it when."""
    return one and replace(one, known="", author="")


def _order(one: Series) -> tuple[object, ...]:
    return one.dyad, one.indicator, one.flow or "", one.unit, one.source


def _row(one: Series) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("id", "indicator", "known", "author")}
    return {**told, "dyad": dyad_text(one.dyad), "moment": sorting(one.known), "record": record_text(one)}
