"""Codebook room: the codebook as one frozen thing, and its loader, which alone touches the disk."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.actors import ActorTable
from detente.codebook.agents import load_agents
from detente.codebook.calibration import Calibration, load_calibration
from detente.codebook.config import Config
from detente.codebook.countries import load_countries
from detente.codebook.lexicon import LexiconModel, load_lexicon
from detente.codebook.ontology import EventType, Mode, Term, load_ontology
from detente.codebook.places import PlaceRow, PlaceTable, load_places
from detente.codebook.rules import Rules, load_rules
from detente.codebook.terms import Row, load_rows, merge

__all__ = ["FOLDER", "Codebook", "check_actors", "load"]

FOLDER = Path(__file__).parent / "data"
_TABLES = ("organisations.csv", "groups.csv", "bodies.csv", "persons.csv", "persons_earlier.csv")
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The rules of coding: closed lists by id, the actor table and the gazetteer."""

    types: dict[str, EventType]
    contexts: dict[str, Term]
    sectors: dict[str, Term]
    commitments: dict[str, Term]
    statuses: dict[str, Term]
    standings: dict[str, Term]
    countries: frozenset[str]
    actors: ActorTable
    places: PlaceTable
    rules: Rules
    lexicon: LexiconModel
    calibration: Calibration

    def mode(self, event_type: str, name: str) -> Mode | None:
        """Return a mode of an event type, None if it has no such mode."""
        return next((mode for mode in self.types[event_type].modes if mode.id == name), None)

    def score(self, event_type: str, modes: tuple[str, ...] = ()) -> float:
        """Return the PLOVER score of an event, -10 to 10: of its gravest scored mode, else of its type."""
        scores = [mode.score for mode in self.types[event_type].modes if mode.id in modes and mode.score is not None]
        return max(scores, key=abs) if scores else self.types[event_type].score


def _countries(folder: Path, sectors: frozenset[str]) -> tuple[list[Row], frozenset[str]]:
    rows, codes = load_countries(folder / "countries.csv", sectors)
    return rows, codes | _NO_STATE


def _places(folder: Path, countries: frozenset[str], own: list[Row]) -> list[PlaceRow]:
    rows = [PlaceRow(name, row.country, "area", "") for row in own if row.kind == "place" for name in row.spellings()]
    rows += load_places(folder / "areas.csv", countries)
    return rows + load_places(folder / "places.csv", countries)


def load(*, actors: Path | None = None, folder: Path = FOLDER, config: Config | None = None) -> Codebook:
    """Load the codebook; ``actors`` is a user's table whose rows come first and replace those of the same key.

    Raises:
        CodebookError: A rule file is broken; the error names file, line and remedy.
    """
    config = config or Config()
    ontology = load_ontology(folder)
    sectors = frozenset(ontology.sectors)
    shipped, countries = _countries(folder, sectors)
    for table in _TABLES:
        shipped += load_rows(folder / table, sectors, countries)
    own = load_rows(actors, sectors, countries) if actors else []
    rows = [row for row in merge(shipped, own) if row.kind != "place"]
    return Codebook(
        **ontology._asdict(),
        countries=countries,
        actors=ActorTable(rows, load_agents(folder / "agents.csv", sectors), config),
        places=PlaceTable(_places(folder, countries, own), config),
        rules=load_rules(folder, ontology.types, ontology.contexts, ontology.commitments),
        lexicon=load_lexicon(folder / "lexicon.npz"),
        calibration=load_calibration(folder / "calibration.csv"),
    )


def check_actors(path: Path, *, folder: Path = FOLDER) -> int:
    """Check a user's actor table and return how many rows it has.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    sectors = frozenset(load_ontology(folder).sectors)
    return len(load_rows(path, sectors, _countries(folder, sectors)[1]))
