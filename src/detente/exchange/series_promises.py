"""Exchange room: which promises of a dyad stood open, and which were past their day, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.codebook import covered, days
from detente.records import Books, Commitment, DueDate, Keeping, Standing

__all__ = ["Promise", "promises"]

CLOSED = frozenset({Standing.FULFILLED, Standing.LAPSED, Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.TERMINATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise in time: from when it stood, until when (None: it still does), and its due dates."""

    id: str
    begin: date
    end: date | None
    due: tuple[DueDate, ...]

    def open(self, day: date) -> bool:
        """Whether it stood at the end of a day."""
        return self.begin <= day and (self.end is None or self.end > day)

    def overdue(self, day: date) -> bool:
        """Whether it stood at the end of a day past the date that was set for it by then."""
        known = [one for one in self.due if (told := days(one.announced)) is None or told[0] <= day]
        due = days(known[-1].due) if known else None
        return self.open(day) and due is not None and due[1] < day


def promises(found: Books) -> list[Promise]:
    """Return the promises of a dyad whose begin is known, and the end of those that ended.

    What an account knows now of the past is used: a fulfilment that was reported late counts from its own day.
    """
    known = {one.article.id: one.known for one in found.accounts}
    held = [
        _promise(one, [kept for kept in found.keepings if kept.commitment == one.id], known)
        for one in found.commitments
    ]
    return [one for one in held if one is not None]


def _promise(one: Commitment, keepings: Iterable[Keeping], known: dict[str, str | None]) -> Promise | None:
    told = days(one.announced) or days(one.effective) or covered(known.get(one.words.article) or "")
    if told is None:
        return None
    if one.standing not in CLOSED and one.met is None:
        return Promise(id=one.id, begin=told[0], end=None, due=one.due)
    met = days(one.met)
    last = max((span[1] for kept in keepings if (span := days(kept.day))), default=None)
    end = met[1] if met else last
    return None if end is None else Promise(id=one.id, begin=told[0], end=end, due=one.due)
