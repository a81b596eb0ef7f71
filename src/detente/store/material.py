"""Store room: what was read and entered, in and out as accounts."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, make_dataclass, replace
from typing import Any, get_type_hints

from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, or_, select

from detente.records import (
    Account,
    Article,
    Change,
    Coding,
    Entry,
    Keeping,
    Link,
    Making,
    Sketch,
    Skipped,
    Undertaking,
)
from detente.records.plain import built
from detente.store import tables as t
from detente.store.rows import add, record_text, rows_by, storable
from detente.store.waiting import span

__all__ = [
    "PARTS",
    "VECTORS",
    "Part",
    "accounts",
    "article_ids",
    "articles",
    "in_order",
    "known",
    "number_of",
    "put_accounts",
]

Fields = Mapping[str, object]
VECTORS = ("vector", "act")  # fields of a sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of an account that has a table of its own, its record, and the columns beside the record."""

    field: str
    table: Table
    record: type[Any]
    columns: Callable[[Any], Fields]


def _coding(one: Coding) -> Fields:
    told = {"type": one.type, "status": one.status, "evidentiality": one.evidentiality}
    return {"id": one.id, **told, **span(one.day)}


def _undertaking(one: Undertaking) -> Fields:
    return {"id": one.id, "type": one.type, "standing": one.standing, **span(one.due, "due")}


def _change(one: Change) -> Fields:
    return {"id": one.id, "line": one.line, "state": one.state, "certainty": one.certainty, **span(one.day)}


def _link(one: Link) -> Fields:
    return {"kind": one.kind, "later": one.later, "earlier": one.earlier}


def _keeping(one: Keeping) -> Fields:
    return {"id": one.id, "kind": one.kind}


def _sketch(one: Sketch) -> Fields:
    """Return a sketch's columns; its vectors stand in columns of their own and not in the record."""
    bare = replace(one, vector=b"", act=b"")
    vectors = {name: getattr(one, name) for name in VECTORS}
    return {"of": one.of, "head": storable(one.head), **vectors, "record": record_text(bare)}


def _skipped(one: Skipped) -> Fields:
    return {"where": storable(one.where), "room": one.room, "reason": storable(one.reason)}


PARTS = (
    Part(field="codings", table=t.codings, record=Coding, columns=_coding),
    Part(field="undertakings", table=t.undertakings, record=Undertaking, columns=_undertaking),
    Part(field="changes", table=t.changes, record=Change, columns=_change),
    Part(field="links", table=t.links, record=Link, columns=_link),
    Part(field="keepings", table=t.entered_keepings, record=Keeping, columns=_keeping),
    Part(field="sketches", table=t.sketches, record=Sketch, columns=_sketch),
    Part(field="skipped", table=t.skipped, record=Skipped, columns=_skipped),
)
_APART = {"article", "entry", *(part.field for part in PARTS)}
_HINTS = get_type_hints(Account)
# What of an account has no table of its own is kept in ``rest``, so that an account may grow.
_REST = make_dataclass(
    "_REST",
    [(one.name, _HINTS[one.name], field(default=one.default)) for one in fields(Account) if one.name not in _APART],
)


def number_of(making: Making) -> Select[Any]:
    """Return the question for the number of what made an account."""
    m = t.makings.c
    return select(m.number).where(*(m[one.name] == getattr(making, one.name) for one in fields(Making)))


def known(connection: Connection, ids: Iterable[str], making: Making | None = None) -> set[str]:
    """Return those of the ids that are entries or articles of this case; with ``making`` articles that it made."""
    question = select(t.articles.c.id)
    if making is not None:
        made = t.articles.c.making == number_of(making).scalar_subquery()
        question = question.where(or_(made, t.articles.c.id.in_(select(t.entries.c.id))))
    return {row.id for row in rows_by(connection, question, t.articles.c.id, ids)}


def put_accounts(connection: Connection, accounts: Sequence[Account], making: int, again: Collection[str] = ()) -> None:
    """Write accounts; of those ``again``, which are there in another reading, the place has been cleared."""
    rows = [_article_row(one, making) for one in accounts]
    add(connection, t.articles, [row for row in rows if row["id"] not in again])
    _rewrite(connection, [row for row in rows if row["id"] in again])
    add(connection, t.entries, [_entry_row(one.entry) for one in accounts if one.entry])
    for part in PARTS:
        rows = [
            {"record": record_text(one), **part.columns(one), "article": account.article.id, "place": place}
            for account in accounts
            for place, one in enumerate(dict.fromkeys(getattr(account, part.field)))
        ]
        add(connection, part.table, rows)


def _rewrite(connection: Connection, rows: Iterable[Fields]) -> None:
    """Write articles in the rows that they have; they keep their numbers."""
    given = [{("of" if name == "id" else name): value for name, value in row.items()} for row in rows]
    if given:
        connection.execute(t.articles.update().where(t.articles.c.id == bindparam("of")), given)


def _article_row(account: Account, making: int) -> Fields:
    article, entry = account.article, account.entry
    text = storable(article.text) or ""
    plain = ("title", "source", "owner", "side", "language", "url", "path", "retrieved")
    return {
        "id": article.id,
        "making": making,
        "published": article.published and article.published.start,
        "genre": article.genre,
        **{name: storable(getattr(article, name)) for name in plain},
        "text": text,
        "also": storable("\n".join([entry.rests_on, *(value for _, value in entry.fields)])) if entry else "",
        # The text stands in a column of its own, unless the column cannot hold it as it is.
        "record": record_text(replace(article, text="") if text == article.text else article),
        "rest": record_text(_REST(*(getattr(account, one.name) for one in fields(_REST)))),
    }


def _entry_row(entry: Entry) -> Fields:
    plain = ("author", "entered", "side", "rests_on", "words")
    row = {name: storable(getattr(entry, name)) for name in plain}
    return {"id": entry.id, "kind": entry.kind, **row, "record": record_text(entry)}


def article_ids(connection: Connection, dyad: str) -> set[str]:
    """Return the articles that touch a dyad, on their own or through an event of it."""
    own = select(t.article_dyads.c.article).where(t.article_dyads.c.dyad == dyad)
    through = (
        select(t.codings.c.article)
        .join(t.event_members, t.event_members.c.member == t.codings.c.id)
        .join(t.event_dyads, t.event_dyads.c.id == t.event_members.c.id)
        .where(t.event_dyads.c.dyad == dyad)
    )
    return set(connection.execute(own.union(through)).scalars())


def articles(connection: Connection, ids: Iterable[str] | None) -> list[Article]:
    """Return articles in canonical order, all of them for None."""
    question = select(t.articles.c.record, t.articles.c.text)
    return sorted(map(_article, _asked(connection, question, t.articles.c.id, ids)), key=_moment)


def in_order(found: Iterable[Account]) -> list[Account]:
    """Return accounts by (published, id), the undated last."""
    return sorted(found, key=lambda one: _moment(one.article))


def _moment(one: Article) -> tuple[bool, str, str]:
    return one.published is None, one.published.start if one.published else "", one.id


def accounts(connection: Connection, ids: Iterable[str] | None) -> list[Account]:
    """Return accounts in canonical order, all of them for None."""
    wanted = None if ids is None else sorted(set(ids))
    question = select(t.articles.c.id, t.articles.c.record, t.articles.c.text, t.articles.c.rest)
    rows = {row.id: row for row in _asked(connection, question, t.articles.c.id, wanted)}
    parts: dict[str, dict[str, list[Any]]] = {part.field: _part(connection, part, wanted) for part in PARTS}
    entries = _asked(connection, select(t.entries.c.id, t.entries.c.record), t.entries.c.id, wanted)
    entered = {row.id: built(Entry, json.loads(row.record)) for row in entries}
    return [
        Account(
            article=article,
            entry=entered.get(article.id),
            **{name: tuple(found.get(article.id, ())) for name, found in parts.items()},
            **_rest(rows[article.id].rest),
        )
        for article in sorted(map(_article, rows.values()), key=_moment)
    ]


def _asked(
    connection: Connection, question: Select[Any], column: "Column[str]", ids: Iterable[str] | None
) -> list[Row[Any]]:
    """Return the rows of a question, of all ids for None."""
    return list(connection.execute(question)) if ids is None else rows_by(connection, question, column, ids)


def _article(row: Row[Any]) -> Article:
    fields = json.loads(row.record)
    return built(Article, fields if fields["text"] else {**fields, "text": row.text})


def _rest(text: str) -> dict[str, Any]:
    rest: object = built(_REST, json.loads(text))
    return {one.name: getattr(rest, one.name) for one in fields(_REST)}


def _part(connection: Connection, part: Part, ids: Iterable[str] | None) -> dict[str, list[Any]]:
    """Return one kind of record by article, each in the order that the article yielded it."""
    columns = [part.table.c.article, part.table.c.record, part.table.c.place]
    vectors = VECTORS if part.record is Sketch else ()
    columns.extend(part.table.c[name] for name in vectors)
    question = select(*columns).where(part.table.c.article.is_not(None))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(_asked(connection, question, part.table.c.article, ids), key=lambda row: row.place):
        record = built(part.record, json.loads(row.record))
        held = {name: getattr(row, name) for name in vectors}
        found[row.article].append(replace(record, **held) if held else record)
    return found
