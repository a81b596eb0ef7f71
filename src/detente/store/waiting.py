"""Store room: what is not yet accounted for, each with the write that made it so.

Who settles something clears its mark only up to the last write that was seen before the work began: what another
process adds in the meantime keeps its mark.
"""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select, update

from detente.records import Judged, When
from detente.store import tables as t
from detente.store.rows import chunks, put, remove, rows_by

__all__ = [
    "Dyad",
    "compared",
    "dyad_text",
    "dyads_of",
    "meeting",
    "moment",
    "next_turn",
    "read_again",
    "replaced",
    "settled",
    "span",
    "text_dyad",
    "touch",
    "touched",
    "turn_now",
    "uncompared",
    "unsettle",
    "unsettled",
    "untouch",
    "waits",
]

Dyad = tuple[str, ...]


def dyad_text(dyad: Iterable[str]) -> str:
    """Return a dyad as it stands in a column."""
    return json.dumps(list(dyad), ensure_ascii=False)


def text_dyad(text: str) -> Dyad:
    """Return a dyad from what stands in a column."""
    return tuple(json.loads(text))


def moment(when: When | None) -> str:
    """Return what sorts a moment, the unknown last."""
    return when.start if when else "~"


def span(when: When | None, name: str = "day") -> dict[str, str | None]:
    """Return the columns of a moment: its first and its last day."""
    return {f"{name}_start": when.start if when else None, f"{name}_end": when.end if when else None}


def turn_now(connection: Connection) -> int:
    """Return the number of the last write."""
    now: int = connection.execute(select(t.turns.c.now)).scalar_one()
    return now


def next_turn(connection: Connection) -> int:
    """Count a write and return its number."""
    connection.execute(update(t.turns).values(now=t.turns.c.now + 1))
    return turn_now(connection)


def unsettle(connection: Connection, about: Judged, ids: Iterable[str], turn: int) -> None:
    """Mark codings or articles as waiting to be joined into events or stories."""
    put(connection, t.unsettled, [{"about": about, "id": one, "turn": turn} for one in sorted(set(ids))])


def settled(connection: Connection, about: Judged, ids: Iterable[str], seen: int) -> None:
    """Clear the marks that stood when the work began."""
    u = t.unsettled
    for part in chunks(sorted(set(ids))):
        connection.execute(u.delete().where(u.c.about == about, u.c.id.in_(part), u.c.turn <= seen))


def touch(connection: Connection, dyads: Iterable[str], turn: int) -> None:
    """Mark dyads whose books must be made again."""
    put(connection, t.touched, [{"dyad": one, "turn": turn} for one in sorted(set(dyads))])


def untouch(connection: Connection, dyad: Dyad, seen: int) -> None:
    """Clear a dyad's mark if it stood when the work began."""
    c = t.touched.c
    connection.execute(t.touched.delete().where(c.dyad == dyad_text(dyad), c.turn <= seen))


def waits(connection: Connection, dyad: Dyad, seen: int) -> bool:
    """Return whether a dyad has a mark that stood when the work began."""
    c = t.touched.c
    return connection.execute(select(c.dyad).where(c.dyad == dyad_text(dyad), c.turn <= seen)).first() is not None


def touched(connection: Connection) -> list[Dyad]:
    """Return the dyads whose books must be made again."""
    return sorted(text_dyad(one) for one in connection.execute(select(t.touched.c.dyad)).scalars())


def unsettled(connection: Connection, about: Judged) -> set[str]:
    """Return what waits to be joined again."""
    return set(connection.execute(select(t.unsettled.c.id).where(t.unsettled.c.about == about)).scalars())


def uncompared(connection: Connection) -> list[str]:
    """Return the articles that wait to be compared, by (published, id), the undated last."""
    a = t.articles.c
    question = select(a.id).join(t.uncompared).order_by(a.published.is_(None), a.published, a.id)
    return list(connection.execute(question).scalars())


def replaced(connection: Connection) -> int:
    """Return the number of the last write that replaced readings, 0 for none."""
    last: int = connection.execute(select(t.turns.c.replaced)).scalar_one()
    return last


def read_again(connection: Connection, seen: int) -> set[str]:
    """Return the articles that were read again after some write."""
    if replaced(connection) <= seen:
        return set()
    return set(connection.execute(select(t.readings.c.article).where(t.readings.c.turn > seen)).scalars())


def compared(connection: Connection, ids: Iterable[str]) -> None:
    """Clear the marks of articles that were compared."""
    remove(connection, t.uncompared, t.uncompared.c.article, ids)


def meeting(connection: Connection, ids: Collection[str]) -> list[str]:
    """Return the other articles that share a key with any of these."""
    found: set[str] = set()
    for keys in (t.article_keys, t.event_keys):
        mine = keys.alias()
        question = select(keys.c.article).join(mine, mine.c.key == keys.c.key).distinct()
        found |= {row.article for row in rows_by(connection, question, mine.c.article, ids)}
    return sorted(found - set(ids))


def dyads_of(connection: Connection, articles: Collection[str]) -> set[str]:
    """Return the dyads that articles touch, on their own or through an event."""
    own = select(t.article_dyads.c.dyad).distinct()
    through = (
        select(t.event_dyads.c.dyad)
        .join(t.event_members, t.event_members.c.id == t.event_dyads.c.id)
        .join(t.codings, t.codings.c.id == t.event_members.c.member)
        .distinct()
    )
    rows = rows_by(connection, own, t.article_dyads.c.article, articles)
    rows += rows_by(connection, through, t.codings.c.article, articles)
    return {row.dyad for row in rows}
