"""Exchange room: what tables are made from, and their columns; data/columns.csv says what each column means."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from detente.codebook import Codebook, Form
from detente.records import (
    Account,
    Books,
    Due,
    Envelope,
    Event,
    Judgement,
    Level,
    Measure,
    Series,
    Skipped,
    Story,
    Thread,
)

__all__ = ["COLUMNS", "NOT_ASSERTED", "Column", "Row", "Whole", "base", "columns", "columns_of", "table_names"]

Row = Mapping[str, object]
COLUMNS = "columns.csv"
NOT_ASSERTED = "_not_asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One documented column: its table, name, type (string, int, double, bool, list) and meaning."""

    table: str
    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a case tells: accounts, events, stories, and the books of each dyad; ``book`` has the field's words.

    ``log`` is the working traffic entry by entry, ``threads`` and ``measures`` what stands of it; ``series``,
    ``levels`` and ``dues`` are figures, levels of conflict and what falls due. ``forms`` say what fields are.
    """

    book: Codebook
    accounts: Sequence[Account]
    events: Sequence[Event]
    stories: Sequence[Story]
    books: Sequence[Books]
    judgements: Sequence[Judgement]
    skipped: Sequence[Skipped]
    log: Sequence[Envelope] = ()
    threads: Sequence[Thread] = ()
    measures: Sequence[Measure] = ()
    series: Sequence[Series] = ()
    levels: Sequence[Level] = ()
    dues: Sequence[Due] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)


@cache
def columns() -> tuple[Column, ...]:
    """Return every column in order, by table, as it is documented."""
    text = resources.files("detente.exchange").joinpath("data").joinpath(COLUMNS).read_text(encoding="utf-8")
    return tuple(
        Column(table=row["table"], name=row["column"], type=row["type"], meaning=row["meaning"])
        for row in csv.DictReader(text.splitlines())
    )


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table; one of what is not asserted has those of the table it is parted from too."""
    own = tuple(one for one in columns() if one.table == table)
    return (*columns_of(base(table)), *own) if base(table) != table else own


def base(table: str) -> str:
    """Return the table that one of what is not asserted is parted from; any other itself."""
    return table.removesuffix(NOT_ASSERTED)


def table_names() -> tuple[str, ...]:
    """Return the names of the tables in order."""
    return tuple(dict.fromkeys(one.table for one in columns()))
