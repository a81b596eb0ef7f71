"""Coding room: where the places lie that an article names (Atlas); it knows names and maps, and no act."""

from typing import TYPE_CHECKING

from detente.coding.atlas.config import AtlasConfig
from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.coding.atlas.atlas import Atlas
    from detente.coding.atlas.finder import find_spots, key_of
    from detente.coding.atlas.spots import Spot
else:
    on_demand(__name__, Atlas="atlas", find_spots="finder", key_of="finder", Spot="spots")

__all__ = ["Atlas", "AtlasConfig", "Spot", "find_spots", "key_of"]
