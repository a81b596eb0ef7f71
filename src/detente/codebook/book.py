"""Codebook room: the codebook as one frozen thing, and its loader, which alone touches the disk."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from detente.codebook.act_words import ActWords, load_act_words
from detente.codebook.actor_tables import FOLDER, actor_rows, countries_of
from detente.codebook.actors import ActorTable
from detente.codebook.agents import load_agents
from detente.codebook.bearings import Bearing, load_bearings
from detente.codebook.calibration import Calibration, load_calibration
from detente.codebook.channels import Channels, load_channels
from detente.codebook.config import Config
from detente.codebook.epithets import load_epithets
from detente.codebook.gazetteer import load_gazetteer
from detente.codebook.lexicon import LexiconModel, load_lexicon
from detente.codebook.likeness import Likeness, load_spelling
from detente.codebook.ontology import EventType, Mode, Term, load_ontology
from detente.codebook.order import OrderRules, load_order
from detente.codebook.outlets import Outlets, load_outlets
from detente.codebook.own_places import OwnPlace, country_places, load_own_places, load_references
from detente.codebook.place_rules import load_place_rules
from detente.codebook.place_words import load_place_words
from detente.codebook.places import PlaceTable, PlaceTables, load_narrow, narrow_rows
from detente.codebook.reports import ReportWords, load_report_words
from detente.codebook.rules import Rules, load_rules
from detente.codebook.telling import Telling, load_telling
from detente.codebook.terms import Row, load_rows
from detente.codebook.third_parties import ThirdPartyWords, load_third_parties
from detente.codebook.times import TimeWords, load_times
from detente.codebook.versions import VersionRules, load_versions
from detente.codebook.watch import Watch, load_watch

__all__ = ["Codebook", "act_words", "load"]


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
    likeness: Likeness
    rules: Rules
    lexicon: LexiconModel
    calibration: Calibration
    times: TimeWords
    place_words: frozenset[str]
    channels: Channels
    third_parties: ThirdPartyWords
    report_words: ReportWords
    order: OrderRules
    versions: VersionRules
    watch: Watch
    bearings: dict[tuple[str, str], tuple[Bearing, ...]]
    act_words: ActWords
    telling: Telling
    outlets: Outlets

    def mode(self, event_type: str, name: str) -> Mode | None:
        """Return a mode of an event type, None if it has no such mode."""
        return next((mode for mode in self.types[event_type].modes if mode.id == name), None)

    def score(self, event_type: str, modes: tuple[str, ...] = ()) -> float:
        """Return the PLOVER score of an event, -10 to 10: of its gravest scored mode, else of its type."""
        scores = [mode.score for mode in self.types[event_type].modes if mode.id in modes and mode.score is not None]
        return max(scores, key=abs) if scores else self.types[event_type].score


def _places(folder: Path, countries: frozenset[str], states: list[Row], own: list[OwnPlace]) -> PlaceTables:
    areas = [*own, *load_own_places(folder / "areas.csv", countries)]
    shipped = load_narrow(folder / "places.csv", countries)
    return PlaceTables(
        gazetteer=load_gazetteer(folder / "places.npz"),
        rules=load_place_rules(folder / "places.toml"),
        own=[*areas, *load_own_places(folder / "landmarks.csv", countries)],
        countries=country_places(folder / "country_points.csv", states),
        abbreviations=load_references(folder / "abbreviations.csv", countries),
        demonyms=load_references(folder / "demonyms.csv", countries),
        narrow=narrow_rows(areas, shipped),
    )


def _own_places(rows: list[Row], path: Path | None, countries: frozenset[str]) -> list[OwnPlace]:
    """Return a user's places: the file of places, then the places of the actor table."""
    own = load_own_places(path, countries, users=True) if path else []
    named = [row for row in rows if row.kind == "place"]
    return own + [OwnPlace(r.name, tuple(r.spellings()), r.country, "", "area", None, None, None) for r in named]


@cache
def act_words() -> ActWords:
    """Return the field's words for acts alone, for views that need nothing else of the codebook.

    Raises:
        CodebookError: A table is broken; the error names file, line and remedy.
    """
    return load_act_words(FOLDER / "act_words.csv", load_ontology(FOLDER).types)


def load(
    *,
    actors: Path | None = None,
    places: Path | None = None,
    folder: Path = FOLDER,
    config: Config | None = None,
) -> Codebook:
    """Load the codebook; ``actors`` and ``places`` are a user's tables, whose rows come before ours.

    A row of ``actors`` replaces the shipped one of the same kind, id, office and from.

    Raises:
        CodebookError: A rule file is broken; the error names file, line and remedy.
    """
    config = config or Config()
    ontology = load_ontology(folder)
    sectors = frozenset(ontology.sectors)
    states, countries = countries_of(folder, sectors)
    own = load_rows(actors, sectors, countries) if actors else []
    rows = actor_rows(folder, states, own, sectors, countries)
    table = ActorTable(rows, load_agents(folder / "agents.csv", sectors), config)
    return Codebook(
        **ontology._asdict(),
        countries=countries,
        actors=table,
        places=PlaceTable(_places(folder, countries, states, _own_places(own, places, countries)), config),
        likeness=Likeness(rows, load_spelling(folder / "spellings.toml")),
        rules=replace(
            load_rules(folder, ontology.types, ontology.contexts, ontology.commitments),
            epithets=load_epithets(folder / "epithets.csv", countries, sectors),
        ),
        lexicon=load_lexicon(folder / "lexicon.npz"),
        calibration=load_calibration(folder / "calibration.csv"),
        times=load_times(folder / "times.toml"),
        place_words=load_place_words(folder / "place_words.csv"),
        channels=(channels := load_channels(folder, ontology.commitments, countries)),
        telling=load_telling(folder / "telling.toml", ontology.types, channels),
        third_parties=load_third_parties(folder, ontology.types, ontology.commitments),
        order=load_order(folder / "order.toml"),
        report_words=load_report_words(folder / "reports.toml", folder / "document_words.csv"),
        versions=load_versions(folder / "versions.toml", sectors),
        watch=load_watch(folder, ontology.types, ontology.commitments),
        bearings=load_bearings(folder / "bearings.csv"),
        outlets=load_outlets(folder / "outlets.csv", table),
        act_words=load_act_words(folder / "act_words.csv", ontology.types),
    )
