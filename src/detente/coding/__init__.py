"""The coding room: Parse to Coding and Undertaking, by rules over trees, roles and the codebook's lexicon."""

from detente.coding.coder import code
from detente.coding.config import Config
from detente.coding.explain import explain
from detente.coding.located import located, located_names
from detente.coding.propose import proposed
from detente.coding.reported import reported
from detente.records import Coded

__all__ = ["Coded", "Config", "code", "explain", "located", "located_names", "proposed", "reported"]
