"""Store room: judgements, which of them hold, and what could be one through them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from detente.records import Judged, Judgement
from detente.records.plain import built
from detente.store import tables as t
from detente.store.rows import add, put, record_text, rows_by
from detente.store.waiting import dyads_of, touch, unsettle

__all__ = ["DETENTE", "component", "history", "judge", "judgements"]

DETENTE = "detente"
Pair = tuple[Judged, str, str]
_READ: dict[Judged, Table] = {
    Judged.ARTICLE: t.articles,
    Judged.EVENT: t.codings,
    Judged.COMMITMENT: t.undertakings,
}
_JOINED: dict[Judged, Table] = {
    Judged.ARTICLE: t.story_members,
    Judged.EVENT: t.event_members,
    Judged.COMMITMENT: t.commitment_members,
}


def judge(connection: Connection, found: Iterable[Judgement], turn: int) -> None:
    """Append judgements; each holds from now on, unless it is Detente's about a pair that a person judged.

    What Detente judges as before is passed over. What holds anew waits to be settled again.
    """
    given = list(found)
    held = _held(connection, given)
    number = connection.execute(select(func.max(t.judgements.c.number))).scalar() or 0
    rows: list[dict[str, object]] = []
    holds: dict[Pair, int] = {}
    for one in given:
        pair = _pair(one)
        before = held.get(pair)
        if one == before and one.by == DETENTE:
            continue
        number += 1
        rows.append(_row(one, number))
        if before is None or before.by == DETENTE or one.by != DETENTE:
            held[pair], holds[pair] = one, number
    add(connection, t.judgements, rows)
    put(connection, t.holding, [_holding(held[pair], judgement) for pair, judgement in holds.items()])
    _wait(connection, holds, turn)


def _pair(one: Judgement) -> Pair:
    """Return what a judgement is about.

    Raises:
        ValueError: the ids are in the wrong order.
    """
    if one.left >= one.right:
        raise ValueError(f"{one.left} and {one.right}: the left id of a judgement comes first")
    return one.about, one.left, one.right


def _held(connection: Connection, found: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Return what holds about the pairs (and maybe others)."""
    h = t.holding.c
    lefts: dict[Judged, set[str]] = {}
    for one in found:
        lefts.setdefault(one.about, set()).add(one.left)
    rows = [
        row
        for about, ids in lefts.items()
        for row in rows_by(
            connection, select(t.judgements.c.record).join(t.holding).where(h.about == about), h.left, ids
        )
    ]
    return {_pair(one): one for one in (built(Judgement, json.loads(row.record)) for row in rows)}


def _row(one: Judgement, number: int) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("about", "left", "right", "same", "score", "by", "at")}
    return {"number": number, **told, "record": record_text(one)}


def _holding(one: Judgement, number: int) -> dict[str, object]:
    """Return the row that says what holds: every pair that Detente judged could be one, whatever the score."""
    pair = {"about": one.about, "left": one.left, "right": one.right}
    return {**pair, "judgement": number, "joins": one.same or one.by == DETENTE, "person": one.by != DETENTE}


def _wait(connection: Connection, pairs: Iterable[Pair], turn: int) -> None:
    """Mark what new judgements bear on: their two sides, and the dyads of articles that hold two undertakings."""
    sides: dict[Judged, set[str]] = {}
    for about, left, right in pairs:
        sides.setdefault(about, set()).update((left, right))
    promises = sides.pop(Judged.COMMITMENT, set())
    for about, ids in sides.items():
        unsettle(connection, about, ids, turn)
    u = t.undertakings.c
    articles = {row.article for row in rows_by(connection, select(u.article), u.id, promises)}
    touch(connection, dyads_of(connection, articles), turn)


def judgements(connection: Connection, about: Judged, ids: Iterable[str] | None) -> list[Judgement]:
    """Return the judgements that hold now, about pairs with one of the ids; all for None."""
    h = t.holding
    question: Select[Any] = select(h.c.judgement, t.judgements.c.record).join(t.judgements).where(h.c.about == about)
    if ids is None:
        rows = list(connection.execute(question))
    else:
        wanted = set(ids)
        rows = rows_by(connection, question, h.c.left, wanted)
        rows += rows_by(connection, question, h.c.right, wanted)
    found = {row.judgement: built(Judgement, json.loads(row.record)) for row in rows}
    return sorted(found.values(), key=lambda one: (one.left, one.right))


def history(connection: Connection, about: Judged, left: str, right: str) -> list[Judgement]:
    """Return all judgements about a pair, the first one first."""
    first, second = sorted((left, right))
    j = t.judgements
    question = select(j.c.record).where(j.c.about == about, j.c.left == first, j.c.right == second).order_by(j.c.number)
    return [built(Judgement, json.loads(text)) for text in connection.execute(question).scalars()]


def component(connection: Connection, about: Judged, ids: Iterable[str]) -> list[set[str]]:
    """Return what could be one with the ids, and all that is now one with any of it, in sets that no judgement joins.

    An article stands for the codings or undertakings in it. Every pair that Detente judged joins, whatever its score;
    only a person's "not the same" keeps a pair apart.
    """
    waiting = _expanded(connection, about, set(ids))
    joined: dict[str, set[str]] = {}
    while waiting:
        joined |= {one: set() for one in waiting}
        reached = _mates(connection, _JOINED[about], waiting)
        edges = _edges(connection, about, waiting)
        for left, right in edges:
            for one, other in ((left, right), (right, left)):
                joined.get(one, set()).add(other)
                reached.add(one)
        waiting = reached - set(joined)
    return _parts(joined)


def _expanded(connection: Connection, about: Judged, ids: set[str]) -> set[str]:
    """Return the ids with articles replaced by what is judged of them."""
    if about is Judged.ARTICLE:
        return ids
    table = _READ[about]
    whole = {row.id for row in rows_by(connection, select(t.articles.c.id), t.articles.c.id, ids)}
    return ids - whole | {row.id for row in rows_by(connection, select(table.c.id), table.c.article, whole)}


def _mates(connection: Connection, members: Table, ids: Iterable[str]) -> set[str]:
    """Return all that is now in one thing with any of the ids."""
    things = {row.id for row in rows_by(connection, select(members.c.id), members.c.member, ids)}
    return {row.member for row in rows_by(connection, select(members.c.member), members.c.id, things)}


def _edges(connection: Connection, about: Judged, ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return the pairs with one of the ids that could be one."""
    h = t.holding
    question = select(h.c.left, h.c.right).where(h.c.about == about, h.c.joins)
    rows = rows_by(connection, question, h.c.left, ids) + rows_by(connection, question, h.c.right, ids)
    return {(row.left, row.right) for row in rows}


def _parts(joined: Mapping[str, set[str]]) -> list[set[str]]:
    """Return the connected parts of a graph, by their smallest member."""
    parts: list[set[str]] = []
    seen: set[str] = set()
    for start in sorted(joined):
        if start in seen:
            continue
        part, front = {start}, [start]
        while front:
            fresh = joined[front.pop()] - part
            part |= fresh
            front.extend(fresh)
        seen |= part
        parts.append(part)
    return parts
