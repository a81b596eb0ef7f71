"""Codebook room: makes a row for a user's own table from the fields a person gives; it writes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.codebook.offices import Office, clashes
from detente.codebook.phrases import pieces
from detente.codebook.terms import COLUMNS, FURTHER, Row
from detente.errors import CodebookError

__all__ = ["FIELDS", "closed", "compose"]

FIELDS = COLUMNS + FURTHER
_PERSON = "person"


def compose(fields: Mapping[str, str], ours: Sequence[Row], *, where: str) -> Row:
    """Make a row of the fields given, by the names of the columns.

    A row with an office is a person's unless ``kind`` says otherwise. Without an ``id`` it gets that of the row of ours
    with this name, kind and country, else one made of the name; without a ``sector`` that of most who hold the office.

    Raises:
        CodebookError: A field is unknown, or there is no name or kind; the error bears ``where``.
    """
    unknown = [name for name in fields if name not in FIELDS]
    if unknown:
        remedy = f"use {', '.join(FIELDS)}, each with = and a value"
        raise CodebookError(f"unknown field {unknown[0]!r}", where=where, remedy=remedy)
    kind = fields.get("kind") or (_PERSON if fields.get("office") else "")
    if not kind or not fields.get("name"):
        missing = "name" if kind else "kind"
        raise CodebookError(f"no {missing}", where=where, remedy=f"add {missing}=, in quotes if it holds a blank")
    whole = dict.fromkeys(FIELDS, "") | {name: value.strip() for name, value in fields.items()} | {"kind": kind}
    row = Row._make(whole[name] for name in FIELDS)
    return row._replace(id=row.id or _id(row, ours), sector=row.sector or _sector(row.office, ours))


def closed(row: Row, ours: Sequence[Row], offices: Mapping[str, Office]) -> list[Row]:
    """Return the rows of ours that a new holder of an office ends, each with the day on which the new term begins."""
    rivals = [other for other in ours if other.office == row.office and other.country == row.country and not other.end]
    found = [other for other in rivals if any(clashes((row, other), dict(offices)))]
    return [other._replace(end=row.start) for other in found if other.start < row.start]


def _id(row: Row, ours: Sequence[Row]) -> str:
    wanted = pieces(row.name)
    for other in ours:
        if (other.kind, other.country) == (row.kind, row.country) and wanted in map(pieces, other.spellings()):
            return other.id
    made = "-".join(wanted)
    return f"{made}-{row.country.lower()}" if any(other.id == made for other in ours) else made


def _sector(office: str, ours: Sequence[Row]) -> str:
    sectors = Counter(other.sector for other in ours if office and other.office == office)
    return sectors.most_common(1)[0][0] if sectors else ""
