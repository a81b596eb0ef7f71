"""Codebook room: the tables of actors, shipped and a person's own; loaded apart from all that reads text."""

from pathlib import Path

from detente.codebook.actors import ActorTable
from detente.codebook.agents import load_agents
from detente.codebook.config import Config
from detente.codebook.countries import load_countries
from detente.codebook.ontology import load_ontology
from detente.codebook.terms import Row, load_rows, merge

__all__ = ["FOLDER", "TABLES", "actor_rows", "countries_of", "load_actors"]

FOLDER = Path(__file__).parent / "data"
TABLES = ("organisations.csv", "agencies.csv", "groups.csv", "bodies.csv", "persons.csv", "persons_earlier.csv")
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def countries_of(folder: Path, sectors: frozenset[str]) -> tuple[list[Row], frozenset[str]]:
    """Return the rows of states, and every code that a row may have as its country."""
    rows, codes = load_countries(folder / "countries.csv", sectors)
    return rows, codes | _NO_STATE


def actor_rows(
    folder: Path, states: list[Row], own: list[Row], sectors: frozenset[str], countries: frozenset[str]
) -> list[Row]:
    """Return the shipped rows with a user's over them."""
    shipped = [*states, *(row for table in TABLES for row in load_rows(folder / table, sectors, countries))]
    return [row for row in merge(shipped, own) if row.kind != "place"]


def load_actors(*, actors: Path | None = None, folder: Path = FOLDER) -> tuple[ActorTable, frozenset[str]]:
    """Load the table of actors alone, with a user's over it, and the codes of countries.

    Raises:
        CodebookError: A table is broken; the error names file, line and remedy.
    """
    sectors = frozenset(load_ontology(folder).sectors)
    states, countries = countries_of(folder, sectors)
    own = load_rows(actors, sectors, countries) if actors else []
    rows = actor_rows(folder, states, own, sectors, countries)
    return ActorTable(rows, load_agents(folder / "agents.csv", sectors), Config()), countries
