"""Store room: the briefs that were made, for "what changed since the last brief"."""

import json

from sqlalchemy import Connection, select

from detente.records import PastBrief
from detente.records.plain import built
from detente.store import tables as t
from detente.store.rows import add, record_text
from detente.store.waiting import Dyad, dyad_text

__all__ = ["last", "remember"]


def remember(connection: Connection, brief: PastBrief) -> None:
    """Append a brief that was made."""
    add(connection, t.briefs, [{"dyad": dyad_text(brief.dyad), "at": brief.at, "record": record_text(brief)}])


def last(connection: Connection, dyad: Dyad) -> PastBrief | None:
    """Return the brief that was made last about a dyad, None where there was none."""
    b = t.briefs.c
    question = select(b.record).where(b.dyad == dyad_text(dyad)).order_by(b.number.desc()).limit(1)
    found = connection.execute(question).scalar()
    return built(PastBrief, json.loads(found)) if found else None
