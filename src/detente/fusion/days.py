"""Fusion room: moments as numbers of days, so that many can be compared at once; never reads a text."""

from detente.codebook import covered
from detente.records import Precision, When

__all__ = ["Days", "days"]

Days = tuple[int, int]
_WEEKEND = "-WE"


def days(when: When | None) -> Days | None:
    """Return the first and the last day that a moment may mean, as proleptic ordinals; None for one unknown."""
    if when is None:
        return None
    first, last = _cell(when.start), _cell(when.end)
    if first is None or last is None:
        return None
    before, after = _nights(when)
    return first[0] - before, max(first[1], last[1]) + after


def _nights(when: When) -> Days:
    """Return the days before and after that the night of a day reaches into (overnight; Monday night)."""
    words = (when.words or "").lower()
    if when.precision is not Precision.PART_OF_DAY or "night" not in words:
        return 0, 0
    return (1, 0) if "overnight" in words else (0, 1)


def _cell(value: str) -> Days | None:
    """Return the days of one ISO 8601 or TIMEX3 value, of a weekend those of its week; None for one of no form."""
    found = covered(value.removesuffix(_WEEKEND), wide=True)
    return (found[0].toordinal(), found[1].toordinal()) if found else None
