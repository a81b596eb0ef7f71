"""Ledger room: violations counted by side and period, alleged and verified apart, with the trend of each side."""

from collections.abc import Iterable
from datetime import date, timedelta

from detente.ledger.moments import day_of
from detente.records import Keeping, KeepingKind, Trend, ViolationCount, Violations

__all__ = ["violations"]

BREACHES = frozenset({KeepingKind.ALLEGED_VIOLATION, KeepingKind.VERIFIED_VIOLATION})


def violations(commitment: str, keepings: Iterable[Keeping], period: int) -> Violations:
    """Return the violations of a commitment in periods of ``period`` days that begin with the first one."""
    told = [one for one in keepings if one.commitment == commitment and one.kind in BREACHES]
    dated = [(day, one) for one in told if (day := day_of(one.day)) is not None]
    undated = [one for one in told if one.day is None]
    sides = sorted({side for one in told for side in one.accused})
    first, last = min((day for day, _ in dated), default=None), max((day for day, _ in dated), default=None)
    counts: list[ViolationCount] = []
    if first is not None and last is not None:
        for start in starts(first, last, period):
            end = start + timedelta(days=period - 1)
            inside = [one for day, one in dated if start <= day <= end]
            counts += [count(side, inside, start, end) for side in sides]
    counts += [count(side, undated, None, None) for side in sides if any(side in one.accused for one in undated)]
    trends = tuple((side, trend) for side in sides if (trend := trend_of(side, counts)) is not None)
    return Violations(commitment=commitment, counts=tuple(counts), trends=trends)


def starts(first: date, last: date, period: int) -> list[date]:
    """Return the first days of the periods from one day to another."""
    return [first + timedelta(days=at) for at in range(0, (last - first).days + 1, period)]


def count(side: str, found: Iterable[Keeping], start: date | None, end: date | None) -> ViolationCount:
    """Count what one side is said to have done."""
    mine = [one for one in found if side in one.accused]
    return ViolationCount(
        side=side,
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        alleged=sum(one.kind is KeepingKind.ALLEGED_VIOLATION for one in mine),
        verified=sum(one.kind is KeepingKind.VERIFIED_VIOLATION for one in mine),
    )


def trend_of(side: str, counts: Iterable[ViolationCount]) -> Trend | None:
    """Return how the number goes between the last two periods, None where there are no two."""
    totals = [one.alleged + one.verified for one in counts if one.side == side and one.start is not None]
    if len(totals) < 2:  # noqa: PLR2004 - a trend needs two
        return None
    before, last = totals[-2:]
    return Trend.RISING if last > before else Trend.FALLING if last < before else Trend.STEADY
