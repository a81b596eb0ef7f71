"""Entry room: the fields of each kind of entry, as ``data/fields.csv`` lists them."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from detente.records import EntryKind

__all__ = ["EVERY", "Field", "fields", "form", "heading", "headings"]

EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a kind of entry: what is read from it, whether it is needed, whether it may hold several values.

    ``common`` is true of those that every entry has; ``also`` are other names that a column may have.
    """

    name: str
    reads: str
    need: bool
    many: bool
    help: str
    example: str
    common: bool
    also: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """Return the option that gives it on the command line."""
        return "--" + self.name.replace("_", "-")


@cache
def _rows() -> tuple[tuple[str, Field], ...]:
    path = resources.files("detente.entry").joinpath("data", "fields.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(
        (
            row["kind"],
            Field(
                name=row["field"],
                reads=row["reads"],
                need=row["need"] == "yes",
                many=row["many"] == "yes",
                help=row["help"],
                example=row["example"],
                common=row["kind"] == EVERY,
                also=tuple(row["also"].split(";")) if row["also"] else (),
            ),
        )
        for row in rows
    )


@cache
def fields(kind: EntryKind) -> tuple[Field, ...]:
    """Return the fields of a kind: its own, then those that every entry has."""
    every = {field.name: field for name, field in _rows() if name == EVERY}
    own = {field.name: field for name, field in _rows() if name == kind.value}
    needed = {name: replace(field, common=True) for name, field in own.items() if name in every}
    return (*(field for name, field in own.items() if name not in every), *(every | needed).values())


@cache
def form(kind: EntryKind) -> dict[str, Field]:
    """Return the fields of a kind by name."""
    return {field.name: field for field in fields(kind)}


def heading(text: str) -> str:
    """Return the name of a column as it is compared: small letters, one underscore between words, no mark of need."""
    return "_".join(text.lower().replace("_", " ").replace("*", " ").split())


@cache
def headings(kind: str | None) -> dict[str, str]:
    """Return the field of each column name that a kind may have, those of all kinds for None."""
    kinds = [EntryKind(kind)] if kind else list(EntryKind)
    known: dict[str, str] = {}
    for one in kinds:
        for field in fields(one):
            known |= {heading(name): field.name for name in field.also}
    return known | {field.name: field.name for one in kinds for field in fields(one)}
