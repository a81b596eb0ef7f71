"""Entry room: limits, and how near a wrong value must be to be named, as numbers one can set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How entries are read.

    ``max_bytes`` is the largest file that is opened, ``max_unpacked`` the most that its parts may hold unpacked.
    ``max_rows`` is the last row that is read of a sheet, ``max_problems`` the number of bad cells after which reading
    stops. ``near`` (0 to 100) is how alike a known value must be to be named beside a wrong one, ``suggestions`` how
    many are named, and ``choices`` how many actors of one name. Of places that share a name and lie in no state of the
    parties, the first is taken if it has ``dominance`` times the people of the next.
    """

    max_bytes: int = 50_000_000
    max_unpacked: int = 500_000_000
    max_rows: int = 200_000
    max_problems: int = 200
    near: float = 70.0
    suggestions: int = 3
    choices: int = 8
    dominance: float = 10.0
