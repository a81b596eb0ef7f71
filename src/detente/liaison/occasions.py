"""Liaison room: the days of a plan, and what becomes of one of them by what was logged of it."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.codebook import Occasions
from detente.records import LogRow, Occasion, Outcome, Verification

__all__ = ["day_of", "days_of", "occasion"]

_EVERY = re.compile(r"(\d+) (day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
UNLOGGED = "nobody logged it"


def day_of(text: str | None) -> date | None:
    """Return the day that an ISO day or moment begins with, None where it begins with none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def days_of(first: date, last: date, every: str | None, most: int) -> Iterator[date]:
    """Yield the days of a plan from the first to the last, ``most`` at most; without a cadence the first alone.

    A day that a month lacks (30 February) is the last of that month.
    """
    step = _EVERY.fullmatch(every or "")
    if step is None or not int(step[1]):
        if first <= last:
            yield first
        return
    for number in range(most):
        day = _after(first, number * int(step[1]), step[2])
        if day is None or day > last:
            return
        yield day


def _after(first: date, many: int, unit: str) -> date | None:
    """Return the day so many days, weeks, months or years after another, None beyond the calendar."""
    try:
        if unit not in _MONTHS:
            return first + timedelta(days=many * (7 if unit == "week" else 1))
        year, month = divmod(first.year * 12 + first.month - 1 + many * _MONTHS[unit], 12)
        return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def occasion(day: str, rows: Sequence[LogRow], sides: tuple[str, ...], rules: Occasions, *, planned: bool) -> Occasion:
    """Return an occasion with what follows from its rows, one of each logger, by the rules; their order never matters.

    A third party is whoever is none of the two sides; third parties that do not log the same count as disputing it.
    """
    logged = {one.by: one.outcome for one in rows}
    one, other = (logged.get(side) for side in sides) if len(sides) == len("ab") else (None, None)
    rule = rules.outcome(one, other, _together([told for by, told in logged.items() if by not in sides]))
    return Occasion(
        day=day,
        planned=planned,
        rows=tuple(sorted(rows, key=lambda row: (row.by not in sides, row.by, row.id))),
        outcome=rule.outcome if rule else None,
        verification=rule.verification if rule else Verification.UNVERIFIED,
        reason=rule.means if rule else UNLOGGED,
    )


def _together(told: Sequence[Outcome]) -> Outcome | None:
    """Return what third parties log together: who could not see it leaves the word to who could."""
    seen = {one for one in told if one is not Outcome.NOT_OBSERVABLE}
    if len(seen) > 1:
        return Outcome.DISPUTED
    return next(iter(seen), None) or next(iter(told), None)
