"""Liaison room: limits of what a notice may hold, as numbers one can set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How notices are drafted.

    ``longest`` is the most letters that a value may have, ``longest_name`` those of who writes and of a body. ``near``
    (0 to 1) is how alike a known name must be to be named beside a wrong one, and ``suggestions`` how many are named.
    Days lie from ``first_year`` to ``last_year``. ``ahead`` are the days ahead to which occasions of a plan without a
    last day are planned, ``occasions`` the most of
    a plan.
    """

    longest: int = 20_000
    longest_name: int = 200
    near: float = 0.55
    suggestions: int = 3
    first_year: int = 1900
    last_year: int = 2199
    ahead: int = 90
    occasions: int = 1000

    def __post_init__(self) -> None:
        """Refuse limits that no notice could keep."""
        if min(self.longest, self.longest_name, self.suggestions) < 1:
            msg = "longest, longest_name and suggestions must be 1 or more"
            raise ValueError(msg)
        if not 1000 <= self.first_year <= self.last_year <= 9000:  # noqa: PLR2004 - room for what is reckoned from a day
            msg = "first_year and last_year must lie in order from 1000 to 9000"
            raise ValueError(msg)
