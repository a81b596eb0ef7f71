"""Store room: lasting ids. Each is minted once and never given to another thing; what is merged leaves an alias."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from detente.store import tables as t
from detente.store.minting import Members, successors, taken_over
from detente.store.rows import add, rows_by

__all__ = ["Kind", "named", "now", "numbered", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing with a lasting id: what the ids begin with, where it stands and what it is made of."""

    letter: str
    table: Table
    members: Table


def named(
    connection: Connection, kind: Kind, before: Iterable[str], new: Members, order: Iterable[str]
) -> dict[str, str]:
    """Return the lasting id of each new thing, minting those that are needed in the given order.

    Args:
        connection: a writer's.
        kind: what kind of thing they are.
        before: lasting ids of the things that the new ones replace.
        new: what each new thing is made of, by the id that its content gives it.
        order: all ids of ``new``; earlier ones get lower numbers.
    """
    letter = kind.letter
    old = _made_of(connection, kind.members, before)
    kept = taken_over(old, new, {one: numbered(one, letter) for one in old})
    kept |= _revived(connection, letter, old, {one: parts for one, parts in new.items() if one not in kept}, kept)
    fresh = [one for one in order if one not in kept]
    names = kept | dict(zip(fresh, _mint(connection, letter, len(fresh)), strict=True))
    rank = {one: numbered(name, letter) for one, name in names.items()}
    gone = set(old) - set(kept.values())
    for one, into in sorted(successors(old, new, gone, rank).items()):
        _alias(connection, one, names[into], old[one])
    return names


def numbered(name: str, letter: str) -> int:
    """Return the number in a lasting id."""
    return int(name.removeprefix(letter))


def now(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return what each lasting id is called now, following aliases to their end."""
    found = {one: one for one in ids}
    latest = _latest(connection, set(found.values()))
    while latest:
        found = {one: latest.get(name, name) for one, name in found.items()}
        latest = {one: name for one, name in _latest(connection, set(found.values())).items() if one != name}
    return found


def resolve(connection: Connection, name: str) -> str | None:
    """Return what a lasting id is called now, None for one that was never minted."""
    known = connection.execute(select(t.minted.c.id).where(t.minted.c.id == name)).scalar()
    return now(connection, [known])[known] if known else None


def _latest(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the latest alias of each id that has one."""
    question = select(t.aliases.c.id, t.aliases.c.now).order_by(t.aliases.c.number)
    return {row.id: row.now for row in rows_by(connection, question, t.aliases.c.id, ids)}


def _made_of(connection: Connection, members: Table, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows_by(connection, select(members.c.id, members.c.member), members.c.id, ids):
        found.setdefault(row.id, set()).add(row.member)
    return {one: frozenset(parts) for one, parts in found.items()}


def _mint(connection: Connection, letter: str, count: int) -> list[str]:
    """Return so many ids that never were."""
    if not count:
        return []
    last = connection.execute(select(func.max(t.minted.c.number)).where(t.minted.c.letter == letter)).scalar() or 0
    fresh = {f"{letter}{one}": one for one in range(last + 1, last + 1 + count)}
    add(connection, t.minted, [{"id": name, "letter": letter, "number": one} for name, one in fresh.items()])
    return list(fresh)


def _alias(connection: Connection, one: str, into: str, parts: Iterable[str]) -> None:
    connection.execute(t.aliases.insert().values(id=one, now=into, members=json.dumps(sorted(parts))))


def _revived(
    connection: Connection, letter: str, old: Iterable[str], new: Members, kept: Mapping[str, str]
) -> dict[str, str]:
    """Return ids that had gone into one of the old things and come back with what they were made of.

    So that a join that is undone gives each of the two the id that it had.
    """
    question = select(t.aliases.c.id, t.aliases.c.now, t.aliases.c.members).order_by(t.aliases.c.number)
    asleep: dict[str, frozenset[str]] = {}
    heads = set(old)
    while heads and new:
        rows = rows_by(connection, question, t.aliases.c.now, heads)
        heads = {row.id for row in rows} - set(asleep) - set(old) - set(kept.values())
        asleep |= {row.id: frozenset(json.loads(row.members)) for row in rows if row.id in heads}
    current = now(connection, asleep)
    asleep = {one: parts for one, parts in asleep.items() if current[one] in set(old)}
    back = taken_over(asleep, new, {one: numbered(one, letter) for one in asleep})
    for one in back.values():
        _alias(connection, one, one, ())
    return back
