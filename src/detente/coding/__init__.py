"""The coding room: Parse to Coding and Undertaking, by rules over trees, roles and the codebook's lexicon."""

from typing import TYPE_CHECKING

from detente.coding.config import Config
from detente.doors import on_demand
from detente.records import Coded

if TYPE_CHECKING:
    from detente.coding.coder import code
    from detente.coding.explain import explain
    from detente.coding.located import located, located_names
    from detente.coding.propose import proposed
    from detente.coding.reported import reported
else:
    on_demand(
        __name__,
        code="coder",
        explain="explain",
        located="located",
        located_names="located",
        proposed="propose",
        reported="reported",
    )

__all__ = ["Coded", "Config", "code", "explain", "located", "located_names", "proposed", "reported"]
