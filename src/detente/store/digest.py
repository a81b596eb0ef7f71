"""Store room: a digest of the whole account that leaves out what may differ without the account being another.

That is: lasting ids, which depend on the order in which things were first seen; clocks (retrieved, entered, judged at);
and the path under which an article was found.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, literal, select

from detente.store import tables as t
from detente.store.material import PARTS, VECTORS, Part

__all__ = ["digest"]

Names = Mapping[str, str]
# Fields in which a record names something by its lasting id.
_LASTING = frozenset({"event", "commitment", "earlier", "later", "responds_to", "keepings", "source"})


def digest(connection: Connection) -> str:
    """Return the digest: the same for two cases that hold the same account."""
    lines = sorted([*_read(connection), *_judged(connection), *_settled(connection)])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(kind: str, record: Mapping[str, object], without: Collection[str] = (), **also: object) -> str:
    kept = {name: value for name, value in record.items() if name not in without}
    return json.dumps([kind, kept, also], sort_keys=True)


def _read(connection: Connection) -> Iterator[str]:
    a = t.articles.c
    for row in connection.execute(select(a.record, a.text, a.rest)):
        yield _line("article", json.loads(row.record), ("retrieved", "path"), text=row.text, rest=row.rest)
    for text in connection.execute(select(t.entries.c.record)).scalars():
        yield _line("entry", json.loads(text), ("entered",))
    for part in PARTS:
        yield from _part(connection, part)


def _part(connection: Connection, part: Part) -> Iterator[str]:
    c = part.table.c
    vectors = [name for name in VECTORS if name in c]
    columns = [c.article, c.place, c.record, *(c[name] for name in vectors)]
    for row in connection.execute(select(*columns).where(c.article.is_not(None))):
        told = {name: getattr(row, name).hex() for name in vectors}
        without = ("where",) if part.table is t.skipped else ()  # a path, or words with one
        yield _line(part.field, json.loads(row.record), without, article=row.article, place=row.place, **told)


def _judged(connection: Connection) -> Iterator[str]:
    for text in connection.execute(select(t.judgements.c.record).join(t.holding)).scalars():
        yield _line("judgement", json.loads(text), ("at",))


def _settled(connection: Connection) -> Iterator[str]:
    names: dict[str, str] = {}
    for table in (t.event_members, t.story_members, t.commitment_members):
        names |= _made_of(connection, table)
    keepings = {one: _renamed(record, names) for one, _, record in _things(connection, t.keepings)}
    names |= {one: _line("keeping", record, ("id",)) for one, record in keepings.items()}
    for table in (t.events, t.stories, t.commitments, t.keepings, t.episodes):
        for _, dyad, record in _things(connection, table):
            yield _line(table.name, _renamed(record, names), ("id",), dyad=dyad)
    for table in (t.relations, t.event_links):
        for row in connection.execute(select(table.c.dyad, table.c.record)):
            yield _line(table.name, _renamed(json.loads(row.record), names), dyad=row.dyad)


def _things(connection: Connection, table: Table) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the lasting id, the dyad and the record of each thing."""
    dyad = table.c.dyad if "dyad" in table.c else literal("")
    for one, pair, record in connection.execute(select(table.c.id, dyad, table.c.record)):
        yield one, pair, json.loads(record)


def _made_of(connection: Connection, members: Table) -> dict[str, str]:
    """Return for each lasting id one that follows from what the thing is made of."""
    parts: dict[str, set[str]] = {}
    for one, member in connection.execute(select(members.c.id, members.c.member)):
        parts.setdefault(one, set()).add(member)
    return {one: " ".join(sorted(held)) for one, held in parts.items()}


def _renamed(value: Any, names: Names) -> Any:  # noqa: ANN401 - any part of a JSON document
    """Return a JSON value with lasting ids replaced, in the fields that hold them."""
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _name(part, names) if name in _LASTING else _renamed(part, names) for name, part in value.items()}


def _name(value: Any, names: Names) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, list):
        return sorted(names.get(one, one) for one in value)
    return names.get(value, value) if isinstance(value, str) else value
