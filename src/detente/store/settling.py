"""Store room: puts in place what fusion made of the account, under lasting ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from detente.records import Event, Judged, Story
from detente.store import tables as t
from detente.store.naming import Kind, named
from detente.store.rows import add, record_text, remove, rows_by
from detente.store.waiting import dyad_text, moment, settled, span, touch, unsettle

__all__ = ["settle_events", "settle_stories"]

EVENTS = Kind(letter="E", table=t.events, members=t.event_members)
STORIES = Kind(letter="S", table=t.stories, members=t.story_members)


def settle_events(
    connection: Connection, events: Sequence[Event], considered: Iterable[str], turn: int, seen: int
) -> dict[str, str]:
    """Put events in place of all that share a coding with them or with what was considered; return their lasting ids.

    A coding that was in one of those and is in none now waits to be settled again.
    """
    parts = {one.id: frozenset(one.codings) for one in events}
    asked = set(considered).union(*parts.values())
    order = [one.id for one in sorted(events, key=lambda one: (moment(one.day), one.id))]
    names, old = _replaced(connection, EVENTS, parts, asked, order)
    rows = {names[one.id]: (one.id, replace(one, id=names[one.id])) for one in events}
    texts = {one: record_text(event) for one, (_, event) in rows.items()}
    changed = {one for one in rows if texts[one] != old.get(one)}
    gone = set(old) - set(rows)
    before = _dyads(connection, gone | changed)
    left = _members(connection, EVENTS, gone | changed) - asked
    remove(connection, t.events, t.events.c.id, gone | changed)
    _insert_events(connection, {one: rows[one] for one in changed}, texts)
    touch(connection, before | _dyads(connection, changed), turn)
    settled(connection, Judged.EVENT, asked, seen)
    unsettle(connection, Judged.EVENT, left, turn)
    return names


def _insert_events(connection: Connection, rows: Mapping[str, tuple[str, Event]], texts: Mapping[str, str]) -> None:
    told = ("type", "status", "verification", "entered", "background")
    add(
        connection,
        t.events,
        [
            {
                "id": name,
                "canonical": canonical,
                **{column: getattr(one, column) for column in told},
                **span(one.day),
                "record": texts[name],
            }
            for name, (canonical, one) in rows.items()
        ],
    )
    add(connection, t.event_members, _member_rows({name: one.codings for name, (_, one) in rows.items()}))
    pairs = {(name, dyad_text(dyad)) for name, (_, one) in rows.items() for dyad in one.dyads}
    add(connection, t.event_dyads, [{"id": name, "dyad": dyad} for name, dyad in sorted(pairs)])


def settle_stories(
    connection: Connection, stories: Sequence[Story], considered: Iterable[str], turn: int, seen: int
) -> dict[str, str]:
    """Put stories in place of all that share an article with them or with what was considered."""
    parts = {one.id: frozenset(one.articles) for one in stories}
    asked = set(considered).union(*parts.values())
    names, old = _replaced(connection, STORIES, parts, asked, sorted(parts))
    left = _members(connection, STORIES, old) - asked
    remove(connection, t.stories, t.stories.c.id, old)
    rows = [
        {"id": names[one.id], "canonical": one.id, "record": record_text(replace(one, id=names[one.id]))}
        for one in stories
    ]
    add(connection, t.stories, rows)
    add(connection, t.story_members, _member_rows({names[one.id]: one.articles for one in stories}))
    settled(connection, Judged.ARTICLE, asked, seen)
    unsettle(connection, Judged.ARTICLE, left, turn)
    return names


def _replaced(
    connection: Connection, kind: Kind, parts: Mapping[str, frozenset[str]], asked: Iterable[str], order: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the lasting ids of new things, and the records of the old ones that they replace."""
    before = {row.id for row in rows_by(connection, select(kind.members.c.id), kind.members.c.member, asked)}
    names = named(connection, kind, before, parts, order)
    question = select(kind.table.c.id, kind.table.c.record)
    return names, {row.id: row.record for row in rows_by(connection, question, kind.table.c.id, before)}


def _members(connection: Connection, kind: Kind, ids: Iterable[str]) -> set[str]:
    rows = rows_by(connection, select(kind.members.c.member), kind.members.c.id, ids)
    return {row.member for row in rows}


def _dyads(connection: Connection, events: Iterable[str]) -> set[str]:
    rows = rows_by(connection, select(t.event_dyads.c.dyad), t.event_dyads.c.id, events)
    return {row.dyad for row in rows}


def _member_rows(made_of: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    return [{"id": name, "member": one} for name, parts in made_of.items() for one in dict.fromkeys(parts)]
