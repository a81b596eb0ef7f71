"""Exchange room: the periods of a frequency: which one a day lies in, and which one follows."""

from datetime import date

from detente.codebook import covered
from detente.records import Frequency

__all__ = ["edges", "following", "period_of"]

_QUARTERS, _MONTHS = 4, 12
_YEAR, _MONTH = len("2024"), len("2024-")


def following(text: str, frequency: Frequency) -> str:
    """Return the period after one."""
    year = int(text[:_YEAR])
    if frequency is Frequency.YEARLY:
        return f"{year + 1:04}"
    if frequency is Frequency.QUARTERLY:
        quarter = int(text[-1])
        return f"{year + quarter // _QUARTERS:04}-Q{quarter % _QUARTERS + 1}"
    month = int(text[_MONTH:])
    return f"{year + month // _MONTHS:04}-{month % _MONTHS + 1:02}"


def period_of(day: date, frequency: Frequency) -> str:
    """Return the period that a day lies in."""
    if frequency is Frequency.YEARLY:
        return f"{day.year:04}"
    if frequency is Frequency.QUARTERLY:
        return f"{day.year:04}-Q{(day.month - 1) * _QUARTERS // _MONTHS + 1}"
    return f"{day.year:04}-{day.month:02}"


def edges(text: str) -> tuple[date, date]:
    """Return the first and last day of a day or period.

    Raises:
        ValueError: the text is neither.
    """
    span = covered(text)
    if span is None:
        raise ValueError(text)
    return span
