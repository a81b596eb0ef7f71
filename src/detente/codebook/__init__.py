"""The codebook: the rules of coding as data files, loaded and checked; it never reads an article."""

from detente.codebook.actors import ActorTable, Kind, Match
from detente.codebook.agents import Agent
from detente.codebook.book import Codebook, load
from detente.codebook.config import Config
from detente.codebook.gazetteer import PlaceKind, PlaceRow
from detente.codebook.ontology import EventType, Mode, Term
from detente.codebook.parties import dyads, party
from detente.codebook.places import PlaceHit, PlaceMatch, PlaceTable

__all__ = [
    "ActorTable",
    "Agent",
    "Codebook",
    "Config",
    "EventType",
    "Kind",
    "Match",
    "Mode",
    "PlaceHit",
    "PlaceKind",
    "PlaceMatch",
    "PlaceRow",
    "PlaceTable",
    "Term",
    "dyads",
    "load",
    "party",
]
