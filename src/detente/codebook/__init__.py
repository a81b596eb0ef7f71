"""The codebook: the rules of coding as data files, loaded and checked; it never reads an article."""

from detente.codebook.actors import ActorTable, Kind, Match
from detente.codebook.agents import Agent
from detente.codebook.book import Codebook, act_words, load
from detente.codebook.channels import ChannelAct, ChannelName, Channels, Line, LineTerm
from detente.codebook.config import Config
from detente.codebook.gazetteer import PlaceKind, PlaceRow
from detente.codebook.ontology import EventType, Mode, Term
from detente.codebook.order import OrderRules
from detente.codebook.outlets import Outlet, Outlets
from detente.codebook.parties import dyads, party
from detente.codebook.places import PlaceHit, PlaceMatch, PlaceTable
from detente.codebook.reports import ReportWords
from detente.codebook.third_parties import ThirdPartyWords
from detente.codebook.versions import VersionRules
from detente.codebook.watch import PromiseKind, Watch, WatchRule

__all__ = [
    "ActorTable",
    "Agent",
    "ChannelAct",
    "ChannelName",
    "Channels",
    "Codebook",
    "Config",
    "EventType",
    "Kind",
    "Line",
    "LineTerm",
    "Match",
    "Mode",
    "OrderRules",
    "Outlet",
    "Outlets",
    "PlaceHit",
    "PlaceKind",
    "PlaceMatch",
    "PlaceRow",
    "PlaceTable",
    "PromiseKind",
    "ReportWords",
    "Term",
    "ThirdPartyWords",
    "VersionRules",
    "Watch",
    "WatchRule",
    "act_words",
    "dyads",
    "load",
    "party",
]
