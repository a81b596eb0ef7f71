"""Store room: the log of working traffic. Entries are appended, one after the other, and never change.

An entry's record stands in ``log`` without its texts and salts, which stand in ``log_values``; together they give the
envelope back as it was. The room does not know what a hash means: who seals and checks the chain is the liaison room.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, func, select

from detente.errors import StoreError
from detente.records import AUTHOR, NOTHING, Envelope, Seal
from detente.records.plain import built
from detente.store import log_tables as t
from detente.store.rows import add, record_text, rows_by, storable
from detente.store.waiting import Dyad, dyad_text, touch

__all__ = [
    "AUTHOR",
    "Build",
    "append",
    "bare_envelope",
    "by_then",
    "columns",
    "dyads_of",
    "entries",
    "sorting",
    "values_of",
]

Build = Callable[[int, str, Sequence[Envelope]], Envelope]


def append(
    connection: Connection, build: Build, thread: str | None, dyads: Callable[[Envelope], Sequence[Dyad]], turn: int
) -> Envelope:
    """Append what ``build`` makes of the next number, the hash of the last entry and the thread until now.

    Raises:
        ValueError: it made an entry with another place in the log.
    """
    before = entries(connection, thread=thread) if thread else []
    number, previous = _head(connection)
    made = build(number, previous, before)
    _check(made, number, previous)
    add(connection, t.log, [columns(made)])
    add(connection, t.log_values, _value_rows(made))
    # A thread is whole for every dyad that any entry of it is about.
    touched = {dyad_text(dyad) for dyad in dyads(made)}
    add(connection, t.log_dyads, [{"entry": number, "dyad": dyad} for dyad in sorted(touched)])
    touch(connection, touched | dyads_of(connection, made.thread), turn)
    return made


def entries(
    connection: Connection, *, thread: str | None = None, dyad: Dyad | None = None, until: str | None = None
) -> list[Envelope]:
    """Return entries in the order of the log: all, those of a thread, or those of every thread about a dyad.

    With ``until``, an ISO day or moment, those sent by then.
    """
    c = t.log.c
    question = select(c.number, c.record).order_by(c.number)
    if thread is not None:
        question = question.where(c.thread == thread)
    if dyad is not None:
        question = question.where(c.thread.in_(_threads(dyad, until)))
    if until is not None:
        question = question.where(by_then(c.at, c.moment, until))
    rows = connection.execute(question).all()
    some = None if len(rows) == _count(connection) else [row.number for row in rows]
    values = values_of(connection, some)
    return [_envelope(row.number, row.record, values.get(row.number, {})) for row in rows]


def dyads_of(connection: Connection, thread: str) -> set[str]:
    """Return the dyads that a thread is about, as they stand in a column."""
    question = select(t.log_dyads.c.dyad).join(t.log).where(t.log.c.thread == thread)
    return set(connection.execute(question).scalars())


def by_then(given: "ColumnElement[str]", moment: "ColumnElement[str]", until: str) -> "ColumnElement[bool]":
    """Return the condition that a moment is not after another one.

    One with a zone is compared as what it is; a day, or another moment without a zone, with the clock of each place.
    """
    if (exact := _instant(until)) is not None:
        return moment <= exact
    return func.substr(given, 1, len(until), type_=Text) <= until


def sorting(at: str) -> str:
    """Return a moment in UTC, which sorts; one without a zone as it is."""
    return _instant(at) or at


def bare_envelope(number: int, record: str) -> Envelope:
    """Return an entry without texts and salts.

    Raises:
        StoreError: somebody made the record one that is none.
    """
    try:
        return built(Envelope, json.loads(record))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        remedy = "go back to a copy of the case; detente verify tells what else is wrong"
        raise StoreError("its record was changed and cannot be read", where=f"N{number}", remedy=remedy) from error


def columns(one: Envelope) -> dict[str, object]:
    """Return the row of an entry."""
    notice = one.notice
    bare = replace(
        one,
        notice=replace(notice, author=None, fields=()),
        seals=tuple(replace(seal, salt=None) for seal in one.seals),
    )
    told = ("number", "id", "thread", "previous", "hash")
    also = ("act", "form", "of", "sender", "at", "tlp")
    return {
        **{name: getattr(one, name) for name in told},
        **{name: getattr(notice, name) for name in also},
        "moment": sorting(notice.at),
        "record": record_text(bare),
    }


def values_of(connection: Connection, numbers: Iterable[int] | None) -> Mapping[int, dict[str, tuple[Any, Any]]]:
    """Return the text and the salt of every value by entry and name, of all entries for None."""
    c = t.log_values.c
    question: Select[Any] = select(c.entry, c.name, c.text, c.salt).order_by(c.entry, c.place)
    rows = connection.execute(question) if numbers is None else rows_by(connection, question, c.entry, numbers)
    found: dict[int, dict[str, tuple[Any, Any]]] = defaultdict(dict)
    for row in rows:
        found[row.entry][row.name] = row.text, row.salt
    return found


def _instant(at: str) -> str | None:
    """Return a moment with a zone in UTC, None for any other."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found.astimezone(UTC).isoformat(timespec="microseconds") if found.tzinfo else None


def _head(connection: Connection) -> tuple[int, str]:
    """Return the number of the next entry and the hash of the last one."""
    last = connection.execute(select(t.log.c.number, t.log.c.hash).order_by(t.log.c.number.desc()).limit(1)).first()
    return (last.number + 1, last.hash) if last else (1, NOTHING)


def _check(made: Envelope, number: int, previous: str) -> None:
    if (made.number, made.id, made.previous) != (number, f"N{number}", previous):
        raise ValueError(f"{made.id} is not the next entry of the log, which is N{number}")
    if _instant(made.notice.at) is None:
        raise ValueError(f"{made.id}: the moment {made.notice.at} has no zone")
    if unfit := [name for name, text in made.notice.texts.items() if text != storable(text)]:
        raise ValueError(f"{made.id}: {unfit[0]} holds a character that cannot be kept")


def _value_rows(made: Envelope) -> list[dict[str, object]]:
    texts = made.notice.texts
    return [
        {"entry": made.number, "name": one.name, "place": place, "text": texts.get(one.name), "salt": one.salt}
        for place, one in enumerate(made.seals)
    ]


def _threads(dyad: Dyad, until: str | None) -> "Select[tuple[str]]":
    """Return the question for the threads about a dyad, as far as entries sent by then say so."""
    question = select(t.log.c.thread).join(t.log_dyads).where(t.log_dyads.c.dyad == dyad_text(dyad))
    return question if until is None else question.where(by_then(t.log.c.at, t.log.c.moment, until))


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(t.log)).scalar_one()


def _envelope(number: int, record: str, values: Mapping[str, tuple[str | None, str | None]]) -> Envelope:
    """Return an entry with its texts and salts; those that were erased are left out."""
    bare = bare_envelope(number, record)
    texts = {name: text for name, (text, _) in values.items() if text is not None}
    fields = tuple((one.name, texts[one.name]) for one in bare.seals if one.name != AUTHOR and one.name in texts)
    notice = replace(bare.notice, author=texts.get(AUTHOR), fields=fields)
    return replace(bare, notice=notice, seals=tuple(_seal(one, values) for one in bare.seals))


def _seal(one: Seal, values: Mapping[str, tuple[str | None, str | None]]) -> Seal:
    return replace(one, salt=values.get(one.name, (None, None))[1])
