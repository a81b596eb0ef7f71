"""Language room: what can be set."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Config"]

SHIPPED = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of the language engine.

    ``weights`` is the folder of the weight files, ``threads`` the cores that are used (0: all). Sentences are read
    in batches of similar length: at most ``batch`` of them and at most ``batch_pieces`` vocabulary pieces, padding
    included, none more than ``batch_stretch`` times as long as the shortest. ``name_floor`` and ``role_floor`` are the
    least probabilities of a name and of an argument that are kept. ``lead`` is how many first words stand for an
    article where articles are compared.
    """

    weights: Path = SHIPPED
    threads: int = 0
    batch: int = 16
    batch_pieces: int = 1024
    batch_stretch: float = 1.3
    name_floor: float = 0.65
    role_floor: float = 0.4
    lead: int = 80
