"""Exchange room: limits of reading series, as numbers one can set."""

from dataclasses import dataclass

__all__ = ["SeriesConfig"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesConfig:
    """How files of indicator series are read.

    ``max_bytes`` is the largest file that is opened, ``max_unpacked`` the most that its parts may hold unpacked,
    ``max_rows`` the last row that is read, ``max_problems`` the number of bad cells after which reading stops.
    ``near`` (0 to 100) is how alike a known name must be to be taken for what was meant by a wrong one; ``longest`` the
    most characters that words of one's own may have; ``first_year`` and ``last_year`` bound the periods.
    """

    max_bytes: int = 50_000_000
    max_unpacked: int = 500_000_000
    max_rows: int = 200_000
    max_problems: int = 200
    near: float = 80.0
    longest: int = 120
    first_year: int = 1800
    last_year: int = 2200
