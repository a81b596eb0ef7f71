"""Store room: questions about the settled account."""

import json
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, union

from detente.records import (
    CaseCounts,
    Commitment,
    DyadCount,
    Entry,
    Episode,
    Event,
    Keeping,
    Link,
    Making,
    Relation,
    Skipped,
    Story,
)
from detente.records.plain import built
from detente.store import log_tables as log
from detente.store import tables as t
from detente.store.naming import now
from detente.store.rows import rows_by
from detente.store.waiting import Dyad, dyad_text, moment, text_dyad

__all__ = [
    "commitments",
    "counts",
    "dyads",
    "entries",
    "episodes",
    "event_of",
    "events",
    "keepings",
    "links",
    "makings",
    "relation",
    "skipped",
    "stories",
]

_Record = TypeVar("_Record")


def events(connection: Connection, dyad: Dyad | None, ids: Iterable[str] | None) -> list[Event]:
    """Return events by day and number, of one dyad or by lasting ids, old ones too."""
    question = select(t.events.c.record)
    if dyad is not None:
        question = question.join(t.event_dyads).where(t.event_dyads.c.dyad == dyad_text(dyad))
    found = _built(connection, Event, question, t.events, ids)
    return sorted(found, key=lambda one: (moment(one.day), _number(one.id)))


def stories(connection: Connection, ids: Iterable[str] | None, articles: Iterable[str] | None) -> list[Story]:
    """Return stories by number: all, by lasting ids, or those that tell of some articles."""
    if articles is not None:
        m = t.story_members
        told = {row.id for row in rows_by(connection, select(m.c.id), m.c.member, articles)}
        ids = told if ids is None else told & set(now(connection, ids).values())
    found = _built(connection, Story, select(t.stories.c.record), t.stories, ids)
    return sorted(found, key=lambda one: _number(one.id))


def articles_of(connection: Connection, codings: Iterable[str]) -> set[str]:
    """Return the articles and entries that the codings are from."""
    question = select(t.codings.c.article)
    return {row.article for row in rows_by(connection, question, t.codings.c.id, codings)}


def event_of(connection: Connection, codings: Iterable[str]) -> dict[str, str]:
    """Return the event that each coding is in; codings in none are left out."""
    m = t.event_members
    return {row.member: row.id for row in rows_by(connection, select(m.c.member, m.c.id), m.c.member, codings)}


def commitments(connection: Connection, dyad: Dyad | None, ids: Iterable[str] | None) -> list[Commitment]:
    """Return commitments by the day they were announced and number."""
    question = _of(select(t.commitments.c.record), t.commitments, dyad)
    found = _built(connection, Commitment, question, t.commitments, ids)
    return sorted(found, key=lambda one: (moment(one.announced), _number(one.id)))


def keepings(connection: Connection, dyad: Dyad | None, commitment: str | None) -> list[Keeping]:
    """Return keepings by day and number, of one dyad or commitment."""
    question = _of(select(t.keepings.c.record), t.keepings, dyad)
    if commitment is not None:
        question = question.where(t.keepings.c.commitment == now(connection, [commitment])[commitment])
    found = _built(connection, Keeping, question, t.keepings, None)
    return sorted(found, key=lambda one: (moment(one.day), _number(one.id)))


def episodes(connection: Connection, dyad: Dyad | None) -> list[Episode]:
    """Return episodes by their start and number."""
    found = _built(connection, Episode, _of(select(t.episodes.c.record), t.episodes, dyad), t.episodes, None)
    return sorted(found, key=lambda one: (moment(one.start), _number(one.id)))


def relation(connection: Connection, dyad: Dyad) -> Relation | None:
    """Return how the relation of a dyad stands, None where nothing is known of it."""
    question = select(t.relations.c.record).where(t.relations.c.dyad == dyad_text(dyad))
    text = connection.execute(question).scalar()
    return built(Relation, json.loads(text)) if text else None


def links(connection: Connection, dyad: Dyad) -> list[Link]:
    """Return the links between a dyad's events."""
    c = t.event_links.c
    question = select(c.record).where(c.dyad == dyad_text(dyad)).order_by(c.place)
    return [built(Link, json.loads(text)) for text in connection.execute(question).scalars()]


def entries(connection: Connection) -> list[Entry]:
    """Return what people entered, in the order it came in."""
    question = select(t.entries.c.record).join(t.articles).order_by(t.articles.c.number)
    return [built(Entry, json.loads(text)) for text in connection.execute(question).scalars()]


def makings(connection: Connection) -> list[Making]:
    """Return what made the accounts of the case, the first one first."""
    c = t.makings.c
    rows = connection.execute(select(c.version, c.weights, c.codebook, c.settings).order_by(c.number))
    return [Making(**row) for row in rows.mappings()]


def skipped(connection: Connection) -> list[Skipped]:
    """Return all that could not be used, in the order it came in."""
    question = select(t.skipped.c.record).order_by(t.skipped.c.number)
    return [built(Skipped, json.loads(text)) for text in connection.execute(question).scalars()]


def dyads(connection: Connection) -> list[DyadCount]:
    """Return every dyad with how much there is about it, in alphabetical order."""
    through = select(t.event_dyads.c.dyad, t.codings.c.article).select_from(
        t.event_dyads.join(t.event_members, t.event_members.c.id == t.event_dyads.c.id).join(
            t.codings, t.codings.c.id == t.event_members.c.member
        )
    )
    reports = union(select(t.article_dyads.c.dyad, t.article_dyads.c.article), through).subquery()
    articles = _tally(connection, reports.c.dyad)
    happened = _tally(connection, t.event_dyads.c.dyad)
    promised = _tally(connection, t.commitments.c.dyad)
    begun = select(log.log_dyads.c.dyad, log.log.c.thread).join(log.log).distinct().subquery()
    written = _tally(connection, begun.c.dyad)
    kept = select(log.series.c.dyad, log.series.c.id).distinct().subquery()
    measured = _tally(connection, kept.c.dyad)
    found = [
        DyadCount(
            dyad=text_dyad(one),
            articles=articles.get(one, 0),
            events=happened.get(one, 0),
            commitments=promised.get(one, 0),
            threads=written.get(one, 0),
            series=measured.get(one, 0),
        )
        for one in {*articles, *happened, *promised, *written, *measured}
    ]
    return sorted(found, key=lambda one: one.dyad)


def counts(connection: Connection) -> CaseCounts:
    """Return how much the case holds."""
    entered = _count(connection, t.entries)
    persons = connection.execute(select(func.count()).where(t.holding.c.person)).scalar_one()
    tables = {
        "codings": t.codings,
        "undertakings": t.undertakings,
        "changes": t.changes,
        "skipped": t.skipped,
        "judgements": t.holding,
        "events": t.events,
        "stories": t.stories,
        "commitments": t.commitments,
        "keepings": t.keepings,
        "waiting": t.uncompared,
    }
    found = {name: _count(connection, table) for name, table in tables.items()}
    articles = _count(connection, t.articles) - entered
    return CaseCounts(articles=articles, entries=entered, persons=persons, dyads=len(dyads(connection)), **found)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _tally(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count().label("number")).group_by(column))
    return {row[0]: row.number for row in rows}


def _of(question: Select[tuple[str]], table: Table, dyad: Dyad | None) -> Select[tuple[str]]:
    return question if dyad is None else question.where(table.c.dyad == dyad_text(dyad))


def _built(
    connection: Connection, record: type[_Record], question: Select[tuple[str]], table: Table, ids: Iterable[str] | None
) -> list[_Record]:
    if ids is None:
        rows = list(connection.execute(question))
    else:
        rows = rows_by(connection, question, table.c.id, set(now(connection, ids).values()))
    return [built(record, json.loads(row.record)) for row in rows]


def _number(name: str) -> int:
    return int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
