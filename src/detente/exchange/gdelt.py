"""Exchange room: events in the layout of GDELT's event export (2.0: 61 columns, tab-separated)."""

import hashlib
from collections.abc import Mapping

from detente.exchange.cells import Told, event_of, iso_day, tabbed
from detente.exchange.tables import Tables
from detente.records import DyadicEvent, Party, Telling

__all__ = ["COLUMNS", "OLD_COLUMNS", "columns_of", "from_row", "to_line"]

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_GEO_OF = ("Actor1Geo", "Actor2Geo", "ActionGeo")
_DAYS = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
_ACT = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip
COLUMNS = (
    *_DAYS,
    *(f"Actor{side}{part}" for side in (1, 2) for part in _ACTOR),
    *_ACT,
    *(f"{where}_{part}" for where in _GEO_OF for part in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
# GDELT 1.0 has no second administrative level; before April 2013 it had no address either.
OLD_COLUMNS = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))
_BASE, _ROOT = 3, 2
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30, 365
_DIGITS = 12
_PLACES_WITHOUT_STATE = frozenset({"IGO", "NGO", "MNC", "IMG", "NGM"})


def to_line(event: DyadicEvent, tables: Tables) -> str:
    """Return a dated event as one line; what Detente does not know stays empty."""
    year, month, day = (event.day or "").split("-")
    meaning = tables.cameo(event)
    code = event.cameo or meaning.code
    row = {
        "GLOBALEVENTID": _number(event.id),
        "SQLDATE": year + month + day,
        "MonthYear": year + month,
        "Year": year,
        "FractionDate": f"{int(year) + (int(month) * _DAYS_OF_MONTH + int(day)) / _DAYS_OF_YEAR:.4f}",
        **_actor("Actor1", event.source, tables),
        **_actor("Actor2", event.target, tables),
        "IsRootEvent": {True: "1", False: "0", None: ""}[event.story.lead],
        "EventCode": code,
        "EventBaseCode": code[:_BASE],
        "EventRootCode": code[:_ROOT],
        "QuadClass": str(meaning.quad),
        "GoldsteinScale": f"{meaning.goldstein:.1f}",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "ActionGeo_FullName": event.place or "",
        "DATEADDED": (event.story.published or "").replace("-", ""),
        "SOURCEURL": event.story.url or event.story.outlet or "",
    }
    return tabbed(row.get(name, "") for name in COLUMNS)


def _number(name: str) -> str:
    """Return an event's id as the whole number that GDELT asks for; ids that are numbers stay."""
    return name if name.isdecimal() else str(int(hashlib.sha256(name.encode()).hexdigest()[:_DIGITS], 16))


def _actor(role: str, party: Party | None, tables: Tables) -> dict[str, str]:
    """Return the columns of one side that Detente can fill."""
    code = tables.actor_code(party) or ""
    parts = [code[at : at + _BASE] for at in range(0, len(code), _BASE)]
    state = parts[0] if parts and party and party.country and parts[0] not in _PLACES_WITHOUT_STATE else ""
    roles = parts[1:] if state else parts
    return {
        f"{role}Code": code,
        f"{role}Name": ((party.name if party else None) or "").upper(),
        f"{role}CountryCode": state,
        f"{role}Type1Code": roles[0] if roles else "",
        f"{role}Type2Code": roles[1] if len(roles) > 1 else "",
    }


def columns_of(width: int) -> tuple[str, ...] | None:
    """Return the columns of GDELT lines of a width, None where GDELT never had that many."""
    layouts = (COLUMNS, OLD_COLUMNS, OLD_COLUMNS[:-1])
    return next((one for one in layouts if len(one) == width), None)


def from_row(row: Mapping[str, str], tables: Tables) -> DyadicEvent | None:
    """Return the event of a row by column names, None if PLOVER has no type for it.

    Raises:
        ValueError: a column that is needed is missing, or holds what it cannot.
    """
    if missing := [name for name in ("SQLDATE", "EventCode", "Actor1Code", "Actor2Code") if row.get(name) is None]:
        raise ValueError(f"no column {missing[0]}")
    lead = {"1": True, "0": False}.get(row.get("IsRootEvent", ""))
    added = row.get("DATEADDED", "")[:8]
    told = Told(
        code=row["EventCode"],
        name=row.get("GLOBALEVENTID", ""),
        day=iso_day(row["SQLDATE"]),
        source=_party(row, "Actor1", tables),
        target=_party(row, "Actor2", tables),
        story=Telling(url=row.get("SOURCEURL") or None, published=iso_day(added) if added else None, lead=lead),
        place=row.get("ActionGeo_FullName") or None,
    )
    return event_of(told, tables)


def _party(row: Mapping[str, str], role: str, tables: Tables) -> Party | None:
    """Return a side by its code; one with a name only stays a name."""
    code, name = row[f"{role}Code"], row.get(f"{role}Name") or None
    if name and not code:
        return Party(name=name, country=None, sector=None)
    return tables.party(code, name)
