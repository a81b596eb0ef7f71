"""Coding room: where the places lie that an article names (Atlas); it knows names and maps, and no act."""

from detente.coding.atlas.atlas import Atlas
from detente.coding.atlas.config import AtlasConfig
from detente.coding.atlas.finder import find_spots, key_of
from detente.coding.atlas.spots import Spot

__all__ = ["Atlas", "AtlasConfig", "Spot", "find_spots", "key_of"]
