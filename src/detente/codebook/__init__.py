"""The codebook: the rules of coding as data files, loaded and checked; it never reads an article."""

from detente.codebook.actors import ActorTable, Kind, Match
from detente.codebook.agents import Agent
from detente.codebook.book import Codebook, load
from detente.codebook.config import Config
from detente.codebook.ontology import EventType, Mode, Term
from detente.codebook.places import PlaceMatch, PlaceTable

__all__ = [
    "ActorTable",
    "Agent",
    "Codebook",
    "Config",
    "EventType",
    "Kind",
    "Match",
    "Mode",
    "PlaceMatch",
    "PlaceTable",
    "Term",
    "load",
]
