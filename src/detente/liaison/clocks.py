"""Liaison room: what is expected of whom by when, as of a moment; nothing of it is ever stored.

Times run from the moment a notice was sent, or released where it needed a second person. Hours are hours; days end at
the same hour of the clock that the notice was dated by.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from detente.records import Clock, Envelope

__all__ = ["ACKNOWLEDGE", "REPLY", "awaited", "is_before", "is_by", "plus", "release_clock"]

ACKNOWLEDGE, REPLY, RELEASE = "acknowledge", "reply", "release"
_DAY = len("2024-01-16")
Answer = Callable[[str, Envelope], Envelope | None]


def is_by(at: str, as_of: str) -> bool:
    """Whether a moment is not after another one; a day without an hour ends where the moment's own clock says so."""
    if len(as_of) > _DAY and (until := datetime.fromisoformat(as_of)).tzinfo is not None:
        return datetime.fromisoformat(at) <= until
    return at[: len(as_of)] <= as_of


def is_before(at: str, as_of: str) -> bool:
    """Whether a moment lies before another one, or before a day as its own clock has it."""
    if len(as_of) > _DAY and (until := datetime.fromisoformat(as_of)).tzinfo is not None:
        return datetime.fromisoformat(at) < until
    return at[: len(as_of)] < as_of


def plus(at: str, length: timedelta) -> str:
    """Return the moment so long after another one, with the same zone."""
    begun = datetime.fromisoformat(at)
    try:
        return (begun + length).isoformat(timespec="auto" if begun.second or begun.microsecond else "minutes")
    except OverflowError:  # what lies beyond the last year of the calendar is never late
        return datetime.max.replace(tzinfo=begun.tzinfo).isoformat(timespec="minutes")


def release_clock(sender: str, at: str) -> Clock:
    """Return the clock of a notice that waits for a second person; no rule says by when, so it is never late."""
    return Clock(what=RELEASE, of=(sender,), by=at, done=None, late=False)


def awaited(  # noqa: PLR0913 - what, of whom, since when, how long, and what stops it
    what: str, addressees: Iterable[str], issued: Sequence[Envelope], *, length: timedelta, stopped: Answer, as_of: str
) -> Iterator[Clock]:
    """Yield the clocks of one kind, of each addressee for itself.

    Args:
        what: reply or acknowledge.
        addressees: of whom it is expected.
        issued: the entry that sent the notice, and every correction that asks for it again: it begins a new clock
            where the one before had been stopped by then.
        length: how long each of them has.
        stopped: gives the entry by which a party stopped what began with an entry, None where it runs.
        as_of: the day or moment as of which a clock that runs is late or not.
    """
    for party in addressees:
        done: Envelope | None = None
        for place, begun in enumerate(issued):
            if place and (done is None or done.number > begun.number):
                continue
            done = stopped(party, begun)
            by = plus(begun.notice.at, length)
            late = is_before(by, done.notice.at if done else as_of)
            yield Clock(what=what, of=(party,), by=by, done=done.id if done else None, late=late)
