"""Ledger room: the lines between two parties as reports changed them, in order of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from detente.codebook import Channels, party
from detente.ledger.moments import Bounds, bounds, is_before, moment
from detente.ledger.promises import known
from detente.records import Account, Certainty, Change, Event, EvidenceKind, LineState, When

__all__ = ["BEFORE_ALL", "UNKNOWN", "Told", "history", "standing", "states", "tellings"]

# The state of a line of which only a change to come was told.
UNKNOWN = "unknown"
# The place in time of what has none: before all that is known.
BEFORE_ALL = datetime(1, 1, 1)  # noqa: DTZ001 - a mark, no moment of any zone
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
FIRMNESS = (
    Certainty.DENIED,
    Certainty.URGED,
    Certainty.DISCUSSED,
    Certainty.THREATENED,
    Certainty.OFFERED,
    Certainty.PLEDGED,
    Certainty.DECIDED,
    Certainty.AGREED,
    Certainty.ASSERTED,
    Certainty.HAPPENED,
)
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report of a change: its day, of the change itself or of the act it was told with, and when it was known.

    ``held`` is the stretch of time in which the change lies, that of the report where no day is told; ``first`` is its
    place in time.
    """

    change: Change
    day: When | None
    known: str
    held: Bounds | None
    first: datetime


def tellings(dyad: tuple[str, ...], accounts: Iterable[Account], events: Iterable[Event]) -> list[Told]:
    """Return the reports of changes between two parties, in order of time, then of how sure they are."""
    days = {coding: event.day for event in events for coding in event.codings if event.day is not None}
    found = [
        told(change, change.day or days.get(change.coding or ""), known(account))
        for account in accounts
        for change in account.changes
        if set(dyad) <= {party(one.actor) for one in change.sides}
    ]
    return sorted(found, key=order)


def told(change: Change, day: When | None, heard: str) -> Told:
    """Make a report of a change with its place in time."""
    held = bounds(day) or moment(heard)
    return Told(change=change, day=day, known=heard, held=held, first=BEFORE_ALL if held is None else held.first)


def order(told: Told) -> tuple[datetime, str, int, str, int]:
    """Return the place of a report in time: the day of its change, then when it was known, then how sure it is."""
    change = told.change
    return told.first, told.known, FIRMNESS.index(change.certainty), change.evidence.article, change.evidence.start


def states(dyad: tuple[str, ...], told: Sequence[Told], channels: Channels) -> tuple[LineState, ...]:
    """Return how every line stands after some reports, in the order of the codebook."""
    held = {(state.line, state.side): state for state in history(dyad, told, channels)}
    return tuple(sorted(held.values(), key=lambda state: rank(state, channels)))


def history(dyad: tuple[str, ...], told: Sequence[Told], channels: Channels) -> Iterator[LineState]:
    """Yield how a line stands after each report of it, in order."""
    held: dict[Key, LineState] = {}
    seen: dict[tuple[Key, str], Told] = {}
    last: dict[Key, Told] = {}
    for one in told:
        for side in sides_of(one.change, dyad, channels):
            key = (one.change.line, side)
            again = seen.get((key, one.change.state))
            if one.day is None and again is not None and replaced(last.get(key), again):
                continue
            held[key] = changed(held.get(key), one, side, last.get(key), channels)
            yield held[key]
            if one.change.certainty in DONE and not passing(one.change, channels):
                seen.setdefault((key, one.change.state), one)
                last[key] = one


def sides_of(change: Change, dyad: tuple[str, ...], channels: Channels) -> tuple[str | None, ...]:
    """Return whose state a change sets: one side's or each side's own, or the one of both."""
    line = channels.lines.get(change.line)
    if line is None or not line.own:
        return (None,)
    return tuple(side for side in dyad if not change.whose or side in change.whose)


def replaced(last: Told | None, again: Told) -> bool:
    """Whether another change came after one that an undated report tells once more."""
    return last is not None and last.change.state != again.change.state


def passing(change: Change, channels: Channels) -> bool:
    """Whether a change is a use at one moment of a line that stands open or closed beside it (was summoned)."""
    return standing(channels, change.line, change.state) == "used" and usual_standing(channels, change.line) != "used"


def standing(channels: Channels, line: str, state: str) -> str | None:
    """Return how a state of a line stands, None for one that the list does not have."""
    term = channels.states.get((line, state))
    return None if term is None else term.standing


def usual_standing(channels: Channels, line: str) -> str | None:
    """Return how the normal state of a line stands."""
    known_line = channels.lines.get(line)
    return None if known_line is None else standing(channels, line, known_line.normal)


def changed(state: LineState | None, told: Told, side: str | None, last: Told | None, channels: Channels) -> LineState:
    """Return a line after one more report."""
    change = told.change
    blank = LineState(
        line=change.line, side=side, state=UNKNOWN, since=None, change=change.id, evidence=change.evidence
    )
    base = state or blank
    if change.certainty not in DONE:
        return waiting(base, told)
    if passing(change, channels):
        return replace(base, last_used=told.day, change=base.change if state else change.id)
    opened = standing(channels, change.line, change.state) in {"open", "used"}
    fresh = replace(
        base,
        state=change.state,
        since=told.day,
        change=change.id,
        evidence=change.evidence,
        last_used=(told.day or base.last_used) if opened else base.last_used,
        pending=None if base.pending and base.pending[0] == change.state else base.pending,
        disputed=last is not None and contradicts(last, told),
    )
    if base.state == change.state and base.since is not None and not used(channels, change):
        return replace(base, last_used=fresh.last_used, pending=fresh.pending)
    return weaker(base, fresh, last, told)


def used(channels: Channels, change: Change) -> bool:
    """Whether a change is one use of a line."""
    return standing(channels, change.line, change.state) == "used"


def contradicts(last: Told, told: Told) -> bool:
    """Whether two sources put a line into different states on the same day, so that no order can tell which holds."""
    apart = is_before(last.held, told.held) or is_before(told.held, last.held)
    same = last.change.state == told.change.state or last.change.evidence.article == told.change.evidence.article
    dated = last.day is not None and told.day is not None
    return dated and not apart and not same


def weaker(base: LineState, fresh: LineState, last: Told | None, told: Told) -> LineState:
    """Keep what was said more surely where two reports of one day contradict each other; both are flagged."""
    if not fresh.disputed or last is None:
        return fresh
    entered = (told.change.evidence.kind is EvidenceKind.ENTERED, last.change.evidence.kind is EvidenceKind.ENTERED)
    sure = FIRMNESS.index(told.change.certainty) >= FIRMNESS.index(last.change.certainty)
    return fresh if sure or entered == (True, False) else replace(base, disputed=True)


def waiting(base: LineState, told: Told) -> LineState:
    """Return a line with a change that has not happened; a denial of its state makes it disputed."""
    change = told.change
    if change.certainty is Certainty.DENIED:
        return replace(base, disputed=base.disputed or base.state == change.state)
    if base.state == change.state:
        return base
    return replace(base, pending=(change.state, change.certainty))


def rank(state: LineState, channels: Channels) -> tuple[int, str]:
    """Return the place of a line on a page."""
    lines = list(channels.lines)
    return (lines.index(state.line) if state.line in channels.lines else len(lines)), state.side or ""


def before(told: Iterable[Told], day: Bounds | None) -> Iterator[Told]:
    """Yield the reports of changes that surely happened before a stretch of time."""
    return (one for one in told if one.day is not None and is_before(bounds(one.day), day))
