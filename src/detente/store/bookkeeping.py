"""Store room: puts in place what the ledger made of one dyad, under lasting ids."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from detente.records import Books, Commitment, Episode, Keeping
from detente.store import tables as t
from detente.store.naming import Kind, named
from detente.store.rows import add, put, record_text
from detente.store.waiting import dyad_text, moment, span

__all__ = ["settle_books"]

COMMITMENTS = Kind(letter="C", table=t.commitments, members=t.commitment_members)
KEEPINGS = Kind(letter="K", table=t.keepings, members=t.keeping_members)
EPISODES = Kind(letter="EP", table=t.episodes, members=t.episode_members)

Names = Mapping[str, str]
Made = Mapping[str, frozenset[str]]


def settle_books(connection: Connection, books: Books) -> Books:
    """Put a dyad's commitments, keepings, episodes, relation and links in place of those before; return them as named.

    A promise is the one before with which it shares most undertakings, a keeping the one from the same source, an
    episode the one with which it shares most events.
    """
    dyad = dyad_text(books.dyad)
    promised = {one.id: frozenset(one.undertakings) or frozenset([one.id]) for one in books.commitments}
    promises = _named(connection, COMMITMENTS, dyad, promised, books.commitments)
    weighed = {one.id: _weighed(one, promises) for one in books.keepings}
    keepings = _named(connection, KEEPINGS, dyad, weighed, books.keepings)
    moved = {one.id: frozenset(move.event for move in one.moves) or frozenset([one.id]) for one in books.episodes}
    episodes = _named(connection, EPISODES, dyad, moved, books.episodes)
    given = replace(
        books,
        commitments=tuple(_commitment(one, promises, keepings) for one in books.commitments),
        keepings=tuple(_keeping(one, promises, keepings) for one in books.keepings),
        episodes=tuple(replace(one, id=episodes[one.id]) for one in books.episodes),
    )
    _clear(connection, dyad)
    _put(connection, COMMITMENTS, promises, promised, [_commitment_row(one, dyad) for one in given.commitments])
    _put(connection, KEEPINGS, keepings, weighed, [_keeping_row(one, dyad) for one in given.keepings])
    _put(connection, EPISODES, episodes, moved, [_episode_row(one, dyad) for one in given.episodes])
    _put_rest(connection, given, dyad)
    return given


def _when(one: Commitment | Keeping | Episode) -> tuple[str, str]:
    """Return what lasting ids are given in the order of."""
    if isinstance(one, Commitment):
        return moment(one.announced), one.id
    return moment(one.day if isinstance(one, Keeping) else one.start), one.id


def _weighed(one: Keeping, promises: Names) -> frozenset[str]:
    """Return what makes a keeping the same one: its source, the more so with its kind and its promise."""
    promise = promises.get(one.commitment, one.commitment)
    return frozenset([one.source, f"{one.kind} {one.source}", f"{promise} {one.source}"])


def _named(
    connection: Connection, kind: Kind, dyad: str, made: Made, things: Iterable[Commitment | Keeping | Episode]
) -> dict[str, str]:
    before = connection.execute(select(kind.table.c.id).where(kind.table.c.dyad == dyad)).scalars().all()
    return named(connection, kind, before, made, [one.id for one in sorted(things, key=_when)])


def _commitment(one: Commitment, promises: Names, keepings: Names) -> Commitment:
    return replace(one, id=promises[one.id], keepings=tuple(keepings.get(k, k) for k in one.keepings))


def _keeping(one: Keeping, promises: Names, keepings: Names) -> Keeping:
    return replace(one, id=keepings[one.id], commitment=promises.get(one.commitment, one.commitment))


def _commitment_row(one: Commitment, dyad: str) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("id", "type", "standing", "implementation", "verification")}
    return {**told, "dyad": dyad, **span(one.due[-1].due if one.due else None, "due"), "record": record_text(one)}


def _keeping_row(one: Keeping, dyad: str) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("id", "commitment", "kind", "source")}
    return {**told, "dyad": dyad, **span(one.day), "record": record_text(one)}


def _episode_row(one: Episode, dyad: str) -> dict[str, object]:
    first, last = one.start and one.start.start, one.end and one.end.end
    return {"id": one.id, "dyad": dyad, "day_start": first, "day_end": last, "record": record_text(one)}


def _clear(connection: Connection, dyad: str) -> None:
    for table in (t.commitments, t.keepings, t.episodes, t.relations, t.event_links):
        connection.execute(table.delete().where(table.c.dyad == dyad))


def _put(connection: Connection, kind: Kind, names: Names, made: Made, rows: Iterable[Mapping[str, object]]) -> None:
    """Write things and what they are made of."""
    canonical = {name: one for one, name in names.items()}
    add(connection, kind.table, [{**row, "canonical": canonical[str(row["id"])]} for row in rows])
    members = [{"id": names[one], "member": part} for one, parts in made.items() for part in sorted(parts)]
    add(connection, kind.members, members)


def _put_rest(connection: Connection, books: Books, dyad: str) -> None:
    if books.relation:
        put(connection, t.relations, [{"dyad": dyad, "record": record_text(books.relation)}])
    told = ("kind", "later", "earlier")
    rows = [
        {"dyad": dyad, "place": place, **{name: getattr(one, name) for name in told}, "record": record_text(one)}
        for place, one in enumerate(books.links)
    ]
    add(connection, t.event_links, rows)
