"""Store room: takes in what a run read or a person entered, one batch in one transaction."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from detente.records import Account, Judged, Making, Skipped
from detente.store import tables as t
from detente.store.material import PARTS, Part, known, put_accounts
from detente.store.rows import add, add_new, add_one, record_text, rows_by, storable
from detente.store.waiting import Dyad, dyad_text, touch, unsettle

__all__ = ["Keys", "take_in"]


@dataclass(frozen=True, slots=True)
class Keys:
    """What accounts are found by: keys by article and by coding, dyads by article; ``turn`` is the write's number."""

    articles: Mapping[str, frozenset[str]]
    codings: Mapping[str, frozenset[str]]
    dyads: Mapping[str, Sequence[Dyad]]
    turn: int


def take_in(
    connection: Connection,
    making: Making,
    accounts: Sequence[Account],
    skipped: Sequence[Skipped],
    keys: Keys,
) -> list[Skipped]:
    """Write accounts that are not there yet with their keys; return those that could not be used."""
    there = known(connection, (one.article.id for one in accounts))
    fresh = {one.article.id: one for one in reversed(accounts) if one.article.id not in there}
    whole, faults = _sound(connection, list(reversed(fresh.values())))
    if whole:
        put_accounts(connection, whole, _making(connection, making))
        _mark(connection, whole, keys)
    _skip(connection, [*skipped, *faults])
    return faults


def _making(connection: Connection, making: Making) -> int:
    """Return the number of what made a run, which is written where it is new."""
    m = t.makings
    values = {name: getattr(making, name) for name in ("version", "weights", "codebook", "settings")}
    question = select(m.c.number).where(and_(*(m.c[name] == value for name, value in values.items())))
    found: int | None = connection.execute(question).scalar()
    return found or add_one(connection, m, values)


def _sound(connection: Connection, accounts: Sequence[Account]) -> tuple[list[Account], list[Skipped]]:
    """Return the accounts that can be taken in, and for the others why not.

    An account cannot where an id of a record in it stands for something else already.
    """
    taken = {part.field: _taken(connection, part, accounts) for part in PARTS if "id" in part.table.c}
    whole: list[Account] = []
    faults: list[Skipped] = []
    for account in accounts:
        found = [(name, one) for name, held in taken.items() if (one := _clash(getattr(account, name), held))]
        if found:
            faults.append(_fault(account, *found[0]))
            continue
        whole.append(account)
        for name, held in taken.items():
            held.update(one.id for one in getattr(account, name))
    return whole, faults


def _taken(connection: Connection, part: Part, accounts: Sequence[Account]) -> set[str]:
    """Return the ids of one kind of record that the case holds already."""
    ids = (one.id for account in accounts for one in getattr(account, part.field))
    return {row.id for row in rows_by(connection, select(part.table.c.id), part.table.c.id, ids)}


def _clash(records: Iterable[Any], taken: Collection[str]) -> str | None:
    """Return the first id that is taken, or that two different records have; None where there is none."""
    inside: dict[str, object] = {}
    return next((one.id for one in records if one.id in taken or inside.setdefault(one.id, one) != one), None)


def _fault(account: Account, field: str, one: str) -> Skipped:
    reason = f"a fault in Detente (the id {one} in its {field} stands for something else); report it with this article"
    return Skipped(where=account.article.path or account.article.id, room="store", reason=reason)


def _mark(connection: Connection, accounts: Sequence[Account], keys: Keys) -> None:
    """Write the accounts' keys and dyads, and that they are not yet accounted for."""
    ids = [one.article.id for one in accounts]
    codings = {coding.id: one.article.id for one in accounts for coding in one.codings}
    add(
        connection,
        t.article_keys,
        [{"key": k, "article": one} for one in ids for k in sorted(keys.articles.get(one, ()))],
    )
    add(
        connection,
        t.event_keys,
        [
            {"key": key, "coding": one, "article": article}
            for one, article in codings.items()
            for key in sorted(keys.codings.get(one, ()))
        ],
    )
    pairs = {(one, dyad_text(dyad)) for one in ids for dyad in keys.dyads.get(one, ())}
    add(connection, t.article_dyads, [{"article": one, "dyad": dyad} for one, dyad in sorted(pairs)])
    add(connection, t.uncompared, [{"article": one} for one in ids])
    unsettle(connection, Judged.ARTICLE, ids, keys.turn)
    unsettle(connection, Judged.EVENT, codings, keys.turn)
    touch(connection, {dyad for _, dyad in pairs}, keys.turn)


def _skip(connection: Connection, skipped: Iterable[Skipped]) -> None:
    """Write what a run skipped outside any article; the same, told by another run, is passed over."""
    rows = []
    for one in skipped:
        text = record_text(one)
        told = {"where": storable(one.where), "room": one.room, "reason": storable(one.reason)}
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows.append({"article": None, "place": 0, **told, "record": text, "digest": digest})
    add_new(connection, t.skipped, rows)
