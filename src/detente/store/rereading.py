"""Store room: an article that is read again by another making; its reading until then is set aside, never lost.

All within the transaction that brings the new reading: a case holds either the one or the other, whole. What people
judged stays and holds as long as what it is about is there; what Detente judged is void and made anew.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, func, literal_column, select, update

from detente.records import DETENTE, Account, Judged, Judgement, Making
from detente.records.plain import built
from detente.store import tables as t
from detente.store.judged import READ, Pair, Ruling, hold, wait
from detente.store.material import PARTS, accounts
from detente.store.rows import add, chunks, record_text, remove, rows_by
from detente.store.waiting import dyads_of, touch

__all__ = ["readings", "rule_again", "set_aside", "still"]

Held = Mapping[Judged, frozenset[str]]


def set_aside(connection: Connection, articles: Collection[str], turn: int) -> Held:
    """Keep the readings that articles have now as earlier ones, and clear their place; return the ids they held."""
    held = _held(connection, articles)
    touch(connection, dyads_of(connection, articles), turn)
    _keep(connection, articles, turn)
    with _replacing(connection):
        for table in (*(part.table for part in PARTS), t.article_keys, t.event_keys, t.article_dyads, t.uncompared):
            remove(connection, table, table.c.article, articles)
    connection.execute(update(t.turns).values(replaced=turn))
    return held


def rule_again(connection: Connection, articles: Collection[str], before: Held, turn: int) -> None:
    """Say which judgements hold about articles that were read again, and mark all that followed from their readings.

    Of people's the latest about each pair whose two sides are there; of Detente's none, until the articles are compared
    again. What is gone waits to be settled too, so that the events that it was part of are made anew or go.
    """
    now = _held(connection, articles)
    for about, gone in before.items():
        ids = gone | now[about]
        sides = _drop(connection, about, ids)
        rulings = _of_people(connection, about, ids)
        hold(connection, rulings)
        wait(connection, about, {*sides, *gone, *(one for pair in rulings for one in pair[1:])}, turn)


def still(connection: Connection, found: Iterable[Judgement], late: Collection[str]) -> list[Judgement]:
    """Return the judgements that stand although the articles ``late`` were read again: those about others' records."""
    given = list(found)
    if not late:
        return given
    rest: dict[Judged, set[str]] = {}
    for about, table in READ.items():
        article = table.c.id if about is Judged.ARTICLE else table.c.article
        sides = {one for each in given if each.about is about for one in (each.left, each.right)}
        rows = rows_by(connection, select(table.c.id, article.label("of")), table.c.id, sides)
        rest[about] = {row.id for row in rows if row.of not in late}
    return [one for one in given if one.left in rest[one.about] and one.right in rest[one.about]]


def readings(connection: Connection, article: str) -> list[tuple[Making, Account]]:
    """Return the readings that an article had before its present one, the newest first, each with what made it."""
    r, m = t.readings.c, t.makings.c
    question = select(m.version, m.weights, m.codebook, m.settings, r.record).join(t.makings)
    rows = connection.execute(question.where(r.article == article).order_by(r.number.desc()))
    return [
        (
            Making(version=row.version, weights=row.weights, codebook=row.codebook, settings=row.settings),
            built(Account, json.loads(row.record)),
        )
        for row in rows
    ]


def _held(connection: Connection, articles: Collection[str]) -> Held:
    """Return the ids that judgements can be about: of the articles, their codings and their undertakings."""
    return {
        about: frozenset(articles)
        if about is Judged.ARTICLE
        else frozenset(row.id for row in rows_by(connection, select(table.c.id), table.c.article, articles))
        for about, table in READ.items()
    }


def _keep(connection: Connection, articles: Collection[str], turn: int) -> None:
    """Append the present readings, with the number of the last judgement that was made of them."""
    a = t.articles.c
    makings = {row.id: row.making for row in rows_by(connection, select(a.id, a.making), a.id, articles)}
    judged = connection.execute(select(func.max(t.judgements.c.number))).scalar() or 0
    rows = [
        {
            "article": one.article.id,
            "making": makings[one.article.id],
            "turn": turn,
            "judged": judged,
            "record": record_text(one),
        }
        for one in accounts(connection, articles)
    ]
    add(connection, t.readings, rows)


@contextmanager
def _replacing(connection: Connection) -> Iterator[None]:
    """Let rows of a reading go from a table that is append-only, within this transaction and block."""
    _switch(connection, on=True)
    yield
    _switch(connection, on=False)


def _switch(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(update(t.turns).values(replacing=on))
    else:
        connection.exec_driver_sql(f"SET LOCAL detente.replacing = '{'on' if on else 'off'}'")


def _drop(connection: Connection, about: Judged, ids: Collection[str]) -> set[str]:
    """Let no judgement hold about pairs with one of the ids; return both sides of them."""
    h = t.holding.c
    sides: set[str] = set()
    for side in (h.left, h.right):
        for part in chunks(sorted(ids)):
            order = t.holding.delete().where(h.about == about, side.in_(part)).returning(h.left, h.right)
            sides.update(one for row in connection.execute(order) for one in row)
    return sides


def _of_people(connection: Connection, about: Judged, ids: Collection[str]) -> dict[Pair, Ruling]:
    """Return people's latest judgement about each pair with one of the ids, if it holds and both sides are there."""
    j = t.judgements.c
    # Written out, since SQLite finds an index over people's rows alone by these very words.
    question = select(j.number, j.left, j.right, j.record).where(
        j.about == about, j.by != literal_column(f"'{DETENTE}'")
    )
    rows = rows_by(connection, question, j.left, ids) + rows_by(connection, question, j.right, ids)
    latest = {(row.left, row.right): row for row in sorted(rows, key=lambda row: row.number)}
    sides = {one for pair in latest for one in pair}
    there = {row.id for row in rows_by(connection, select(READ[about].c.id), READ[about].c.id, sides)}
    found = {
        (about, left, right): (row.number, built(Judgement, json.loads(row.record)))
        for (left, right), row in latest.items()
        if left in there and right in there
    }
    return {pair: ruling for pair, ruling in found.items() if not ruling[1].withdrawn}
