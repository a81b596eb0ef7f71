"""Record of what is wrong with a value that a person gave."""

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a field that a person filled in, and the remedy."""

    field: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{self.what}; {self.remedy}"
