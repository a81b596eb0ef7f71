"""Store room: judgements, which of them hold, and what could be one through them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, func, or_, select

from detente.records import DETENTE, Judged, Judgement
from detente.records.plain import built
from detente.store import tables as t
from detente.store.rows import add, put, record_text, rows_by
from detente.store.waiting import dyads_of, touch, unsettle

__all__ = [
    "READ",
    "Pair",
    "Ruling",
    "component",
    "history",
    "hold",
    "judge",
    "judgements",
    "wait",
]

Pair = tuple[Judged, str, str]
Ruling = tuple[int, Judgement]  # with its number
READ: dict[Judged, Table] = {
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

    One of a person that is withdrawn lets Detente's own hold again. What Detente judges as before is passed over. What
    holds anew waits to be settled again.
    """
    given = list(found)
    held = _held(connection, given)
    own = _own(connection, held)
    number = connection.execute(select(func.max(t.judgements.c.number))).scalar() or 0
    rows: list[dict[str, object]] = []
    changed: set[Pair] = set()
    for one in given:
        pair = _pair(one)
        before = own.get(pair)
        if not one.persons and before and before[1] == one:
            continue
        number += 1
        rows.append(_row(one, number))
        if not one.persons:
            own[pair] = number, one
        holds = own.get(pair) if one.withdrawn else (number, one)
        if holds != held.get(pair) and not (not one.persons and _is_persons(held.get(pair))):
            held[pair] = holds
            changed.add(pair)
    add(connection, t.judgements, rows)
    hold(connection, {pair: held[pair] for pair in changed})
    for about in Judged:
        wait(connection, about, {one for pair in changed if pair[0] is about for one in pair[1:]}, turn)


def _is_persons(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling[1].persons


def _pair(one: Judgement) -> Pair:
    """Return what a judgement is about.

    Raises:
        ValueError: the ids are in the wrong order.
    """
    if one.left >= one.right:
        raise ValueError(f"{one.left} and {one.right}: the left id of a judgement comes first")
    return one.about, one.left, one.right


def _held(connection: Connection, found: Iterable[Judgement]) -> dict[Pair, Ruling | None]:
    """Return what holds about the pairs (and maybe others), with its number."""
    h, j = t.holding.c, t.judgements.c
    lefts: dict[Judged, set[str]] = {}
    for one in found:
        lefts.setdefault(one.about, set()).add(one.left)
    question = select(j.number, j.record).join(t.holding)
    rows = [
        row
        for about, ids in lefts.items()
        for row in rows_by(connection, question.where(h.about == about), h.left, ids)
    ]
    return {_pair(one): (number, one) for number, one in (_ruling(row.number, row.record) for row in rows)}


def _own(connection: Connection, held: Mapping[Pair, Ruling | None]) -> dict[Pair, Ruling]:
    """Return Detente's latest judgement about each pair that has one, unless a side of it was read again since."""
    own = {pair: ruling for pair, ruling in held.items() if ruling and not _is_persons(ruling)}
    j = t.judgements.c
    for about, left, right in held.keys() - own.keys():
        of_pair = (j.about == about, j.left == left, j.right == right, j.by == DETENTE)
        question = select(j.number, j.record).where(*of_pair).order_by(j.number.desc()).limit(1)
        row = connection.execute(question).first()
        if row and row.number > _read_again(connection, about, (left, right)):
            own[about, left, right] = _ruling(row.number, row.record)
    return own


def _read_again(connection: Connection, about: Judged, sides: Iterable[str]) -> int:
    """Return the last judgement that was made when one of two sides was still read another way, 0 for none."""
    question = select(func.max(t.readings.c.judged))
    if about is Judged.ARTICLE:
        question = question.where(t.readings.c.article.in_(sides))
    else:
        read = READ[about].c
        question = question.join(READ[about], read.article == t.readings.c.article).where(read.id.in_(sides))
    return connection.execute(question).scalar() or 0


def _ruling(number: int, text: str) -> Ruling:
    return number, built(Judgement, json.loads(text))


def _row(one: Judgement, number: int) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("about", "left", "right", "same", "score", "by", "at")}
    return {"number": number, **told, "record": record_text(one)}


def hold(connection: Connection, rulings: Mapping[Pair, Ruling | None]) -> None:
    """Write what holds about some pairs; about some nothing does any more."""
    rows = []
    for (about, left, right), ruling in rulings.items():
        if ruling is None:
            h = t.holding.c
            connection.execute(t.holding.delete().where(h.about == about, h.left == left, h.right == right))
            continue
        number, one = ruling
        told = {"judgement": number, "same": one.same, "score": one.score, "person": one.persons}
        rows.append({"about": about, "left": left, "right": right, **told})
    put(connection, t.holding, rows)


def wait(connection: Connection, about: Judged, ids: Iterable[str], turn: int) -> None:
    """Mark what judgements about some ids bear on: these themselves, of undertakings the dyads of their articles."""
    if about is not Judged.COMMITMENT:
        unsettle(connection, about, ids, turn)
        return
    u = t.undertakings.c
    articles = {row.article for row in rows_by(connection, select(u.article), u.id, ids)}
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


def component(connection: Connection, about: Judged, ids: Iterable[str], least: float) -> list[set[str]]:
    """Return what could be one with the ids, and all that is now one with any of it, in sets that no judgement joins.

    An article stands for the codings or undertakings in it. A pair that Detente judged could be one if it is the same
    or its score is ``least`` or more; a person's judgement joins a pair or keeps it apart.
    """
    waiting = _expanded(connection, about, set(ids))
    joined: dict[str, set[str]] = {}
    while waiting:
        joined |= {one: set() for one in waiting}
        reached = _mates(connection, _JOINED[about], waiting)
        edges = _edges(connection, about, waiting, least)
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
    table = READ[about]
    whole = {row.id for row in rows_by(connection, select(t.articles.c.id), t.articles.c.id, ids)}
    return ids - whole | {row.id for row in rows_by(connection, select(table.c.id), table.c.article, whole)}


def _mates(connection: Connection, members: Table, ids: Iterable[str]) -> set[str]:
    """Return all that is now in one thing with any of the ids."""
    things = {row.id for row in rows_by(connection, select(members.c.id), members.c.member, ids)}
    return {row.member for row in rows_by(connection, select(members.c.member), members.c.id, things)}


def _edges(connection: Connection, about: Judged, ids: Iterable[str], least: float) -> set[tuple[str, str]]:
    """Return the pairs with one of the ids that could be one."""
    h = t.holding
    could = or_(h.c.same, and_(~h.c.person, h.c.score >= least))
    question = select(h.c.left, h.c.right).where(h.c.about == about, could)
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
