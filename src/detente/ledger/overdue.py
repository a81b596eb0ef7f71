"""Ledger room: whether a commitment is past its due date, computed anew each time and never stored."""

from collections.abc import Iterable
from datetime import date

from detente.ledger.moments import day_of, moment
from detente.records import Commitment, Keeping, KeepingKind, Overdue, Standing

__all__ = ["overdue"]

CLOSED = frozenset(
    {
        Standing.FULFILLED,
        Standing.LAPSED,
        Standing.WITHDRAWN,
        Standing.SUPERSEDED,
        Standing.TERMINATED,
    }
)
UNMADE = frozenset({Standing.MENTIONED})
CONTRARY = frozenset(
    {
        KeepingKind.ALLEGED_VIOLATION,
        KeepingKind.VERIFIED_VIOLATION,
        KeepingKind.PARTLY_COMPLIED,
        KeepingKind.SUSPENDED,
        KeepingKind.ACCESS_DENIED,
        KeepingKind.SILENCE,
    }
)


def overdue(
    commitment: Commitment, keepings: Iterable[Keeping], as_of: str, coverage_until: str | None
) -> Overdue | None:
    """Return by how many days a commitment is past its due date, None if it is not or has none.

    What nobody is known to have undertaken is not overdue: the other side alone says that it was, or it is denied.
    ``as_of`` and ``coverage_until`` are ISO 8601 days or moments.
    """
    due = day_of(commitment.due[-1].due) if commitment.due else None
    now = moment(as_of)
    if due is None or now is None or commitment.standing in CLOSED | UNMADE or commitment.met is not None:
        return None
    days = (now.last.date() - due).days
    if days <= 0:
        return None
    contrary = any(one.commitment == commitment.id and one.kind in CONTRARY for one in keepings)
    return Overdue(
        commitment=commitment.id,
        as_of=as_of,
        days=days,
        coverage_until=coverage_until,
        contrary=contrary,
        words=_words(days, due, coverage_until, contrary=contrary),
    )


def _words(days: int, due: date, until: str | None, *, contrary: bool) -> str:
    late = f"{days} day{'' if days == 1 else 's'} overdue"
    held = moment(until) if until else None
    if contrary:
        return f"{late}; evidence says that it was not done"
    if held is None:
        return f"{late}; no coverage at all"
    if held.last.date() <= due:
        return f"{late}; no coverage since {held.last.date().isoformat()}"
    return f"{late}; no report that it was done, coverage until {held.last.date().isoformat()}"
