"""Exchange room: events as PETRARCH2 and the Phoenix data sets write them, with CAMEO codes."""

from collections.abc import Mapping

from detente.exchange.cells import Told, event_of, iso_day, tabbed
from detente.exchange.tables import Tables
from detente.records import DyadicEvent, Telling

__all__ = ["COLUMNS", "PHOENIX_COLUMNS", "from_row", "to_line"]

# Neither writes a header; these are the columns by their place.
COLUMNS = ("date", "source", "target", "code", "issues", "ids", "url", "outlet")
PHOENIX_COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day",
    "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon",
    "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
_NOBODY = "---"
_NEEDED = ("date", "source", "target", "code")


def to_line(event: DyadicEvent, tables: Tables) -> str:
    """Return a dated event as one line; a side that nobody fills or that has no code is ``---``."""
    return tabbed(
        (
            (event.day or "").replace("-", ""),
            tables.actor_code(event.source) or _NOBODY,
            tables.actor_code(event.target) or _NOBODY,
            event.cameo or tables.cameo(event).code,
            "",
            event.id,
            event.story.url or "",
            event.story.outlet or "",
        )
    )


def from_row(row: Mapping[str, str], tables: Tables) -> DyadicEvent | None:
    """Return the event of a row by column names, None if PLOVER has no type for it.

    Raises:
        ValueError: a column that is needed is missing, or holds what it cannot.
    """
    if missing := [name for name in _NEEDED if row.get(name) is None]:
        raise ValueError(f"no column {missing[0]}; date, source, target and code are needed")
    told = Told(
        code=row["code"],
        name=row.get("ids") or "",
        day=iso_day(row["date"]),
        source=tables.party(row["source"]),
        target=tables.party(row["target"]),
        story=Telling(url=row.get("url") or None, outlet=row.get("outlet") or None),
        place=row.get("place") or None,
    )
    return event_of(told, tables)
