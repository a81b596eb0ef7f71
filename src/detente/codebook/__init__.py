"""The codebook: the rules of coding as data files, loaded and checked; it never reads an article."""

from typing import TYPE_CHECKING

from detente.codebook.config import Config
from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.codebook.actors import ActorTable, Kind, Match
    from detente.codebook.agenda import AgendaWords, load_agenda_words
    from detente.codebook.agents import Agent
    from detente.codebook.book import Codebook, act_words, load
    from detente.codebook.channels import ChannelAct, ChannelName, Channels, Line, LineTerm
    from detente.codebook.days import covered, days
    from detente.codebook.directory import Directory
    from detente.codebook.form_files import load_forms
    from detente.codebook.forms import ActTerm, Bearing, Condition, Form, FormField, FormRule
    from detente.codebook.gazetteer import PlaceKind, PlaceRow
    from detente.codebook.globe import kilometres
    from detente.codebook.indicators import Indicator, indicators
    from detente.codebook.levels import LevelRule, LevelRules, level_rules
    from detente.codebook.occasions import LoggedRule, OccasionRule, Occasions, load_occasions
    from detente.codebook.ontology import EventType, Mode, Term
    from detente.codebook.order import OrderRules
    from detente.codebook.outlets import Outlet, Outlets
    from detente.codebook.parties import dyads, party
    from detente.codebook.places import PlaceHit, PlaceMatch, PlaceTable
    from detente.codebook.redaction import RedactionLevel, RedactionRules, load_redaction
    from detente.codebook.refusals import Refusal, load_refusals, open_questions, unread
    from detente.codebook.reports import ReportWords
    from detente.codebook.third_parties import ThirdPartyWords
    from detente.codebook.versions import VersionRules
    from detente.codebook.watch import PromiseKind, Watch, WatchRule
else:
    on_demand(
        __name__,
        ActorTable="actors",
        Kind="actors",
        Match="actors",
        AgendaWords="agenda",
        load_agenda_words="agenda",
        Agent="agents",
        Codebook="book",
        act_words="book",
        load="book",
        ChannelAct="channels",
        ChannelName="channels",
        Channels="channels",
        Line="channels",
        LineTerm="channels",
        covered="days",
        days="days",
        Directory="directory",
        load_forms="form_files",
        ActTerm="forms",
        Bearing="forms",
        Condition="forms",
        Form="forms",
        FormField="forms",
        FormRule="forms",
        PlaceKind="gazetteer",
        PlaceRow="gazetteer",
        kilometres="globe",
        Indicator="indicators",
        indicators="indicators",
        LevelRule="levels",
        LevelRules="levels",
        level_rules="levels",
        LoggedRule="occasions",
        OccasionRule="occasions",
        Occasions="occasions",
        load_occasions="occasions",
        EventType="ontology",
        Mode="ontology",
        Term="ontology",
        OrderRules="order",
        Outlet="outlets",
        Outlets="outlets",
        dyads="parties",
        party="parties",
        PlaceHit="places",
        PlaceMatch="places",
        PlaceTable="places",
        RedactionLevel="redaction",
        RedactionRules="redaction",
        load_redaction="redaction",
        Refusal="refusals",
        load_refusals="refusals",
        open_questions="refusals",
        unread="refusals",
        ReportWords="reports",
        ThirdPartyWords="third_parties",
        VersionRules="versions",
        PromiseKind="watch",
        Watch="watch",
        WatchRule="watch",
    )

__all__ = [
    "ActTerm",
    "ActorTable",
    "AgendaWords",
    "Agent",
    "Bearing",
    "ChannelAct",
    "ChannelName",
    "Channels",
    "Codebook",
    "Condition",
    "Config",
    "Directory",
    "EventType",
    "Form",
    "FormField",
    "FormRule",
    "Indicator",
    "Kind",
    "LevelRule",
    "LevelRules",
    "Line",
    "LineTerm",
    "LoggedRule",
    "Match",
    "Mode",
    "OccasionRule",
    "Occasions",
    "OrderRules",
    "Outlet",
    "Outlets",
    "PlaceHit",
    "PlaceKind",
    "PlaceMatch",
    "PlaceRow",
    "PlaceTable",
    "PromiseKind",
    "RedactionLevel",
    "RedactionRules",
    "Refusal",
    "ReportWords",
    "Term",
    "ThirdPartyWords",
    "VersionRules",
    "Watch",
    "WatchRule",
    "act_words",
    "covered",
    "days",
    "dyads",
    "indicators",
    "kilometres",
    "level_rules",
    "load",
    "load_agenda_words",
    "load_forms",
    "load_occasions",
    "load_redaction",
    "load_refusals",
    "open_questions",
    "party",
    "unread",
]
