"""Store room: takes in what a run read or a person entered, one batch in one transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from detente.records import Account, Judged, Making, Skipped
from detente.store import tables as t
from detente.store.material import PARTS, Part, known, number_of, put_accounts
from detente.store.rereading import rule_again, set_aside
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
    """Write accounts that are not there yet, or in another making's reading; return those that could not be used."""
    given = {one.article.id: one for one in reversed(accounts)}
    there = known(connection, given)
    done = known(connection, there, making) if there else set()
    whole, faults = _sound(connection, [one for name, one in reversed(given.items()) if name not in done])
    if whole:
        _take(connection, _making(connection, making), whole, there, keys)
    _skip(connection, [*skipped, *faults])
    return faults


def _take(connection: Connection, making: int, accounts: Sequence[Account], there: set[str], keys: Keys) -> None:
    """Write accounts with their keys; those of articles that are there take the place of their readings."""
    again = there.intersection(one.article.id for one in accounts)
    before = set_aside(connection, again, keys.turn) if again else {}
    put_accounts(connection, accounts, making, again)
    _mark(connection, accounts, keys)
    rule_again(connection, again, before, keys.turn)


def _making(connection: Connection, making: Making) -> int:
    """Return the number of what made a run, which is written where it is new."""
    found: int | None = connection.execute(number_of(making)).scalar()
    return found or add_one(connection, t.makings, asdict(making))


def _sound(connection: Connection, accounts: Sequence[Account]) -> tuple[list[Account], list[Skipped]]:
    """Return the accounts that can be taken in, and for the others why not.

    An account cannot where an id of a record in it stands for something else already, in another article.
    """
    taken = {part.field: _taken(connection, part, accounts) for part in PARTS if "id" in part.table.c}
    whole: list[Account] = []
    faults: list[Skipped] = []
    for account in accounts:
        article = account.article.id
        found = [(name, one) for name, held in taken.items() if (one := _clash(getattr(account, name), article, held))]
        if found:
            faults.append(_fault(account, *found[0]))
            continue
        whole.append(account)
        for name, held in taken.items():
            held.update(dict.fromkeys((one.id for one in getattr(account, name)), article))
    return whole, faults


def _taken(connection: Connection, part: Part, accounts: Sequence[Account]) -> dict[str, str]:
    """Return the ids of one kind of record that the case holds already, with their articles."""
    ids = (one.id for account in accounts for one in getattr(account, part.field))
    c = part.table.c
    return {row.id: row.article for row in rows_by(connection, select(c.id, c.article), c.id, ids)}


def _clash(records: Iterable[Any], article: str, taken: Mapping[str, str]) -> str | None:
    """Return the first id that another article has, or that two different records have; None where there is none."""
    inside: dict[str, object] = {}
    return next(
        (one.id for one in records if taken.get(one.id, article) != article or inside.setdefault(one.id, one) != one),
        None,
    )


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
