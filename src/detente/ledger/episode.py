"""Ledger room: the story of a dyad as moves: trigger, answers, turning point, what closed it, and the way back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from detente.codebook import Codebook
from detente.ledger.baseline import baseline, named, way_back
from detente.ledger.config import Config
from detente.ledger.lines import Told, states, tellings
from detente.ledger.moments import bounds
from detente.ledger.moves import Act, acts_of, beginning, gathered, moves, sequence, turned, when
from detente.records import Account, Episode, Event, LineState, Link, MoveKind

__all__ = ["episodes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all episodes of a dyad are made from."""

    dyad: tuple[str, str]
    told: Sequence[Told]
    now: Sequence[LineState]
    links: Sequence[Link]
    book: Codebook
    config: Config


def episodes(  # noqa: PLR0913, PLR0917 - the account of a dyad, and the rules it is read by
    dyad: tuple[str, str],
    accounts: Sequence[Account],
    events: Sequence[Event],
    links: Sequence[Link],
    book: Codebook,
    config: Config,
) -> tuple[Episode, ...]:
    """Return the episodes of a dyad in order of time: each begins with a hostile act and ends after a long quiet."""
    told = tellings(dyad, accounts, events)
    now = states(dyad, told, book.channels)
    ground = Ground(dyad=dyad, told=told, now=now, links=links, book=book, config=config)
    runs = [sequence(run, links) for run in gathered(list(acts_of(dyad, accounts, events, told, book)), config)]
    runs = [run[first:] for run in runs if (first := beginning(run)) is not None]
    ends = [*(when(run[0]) for run in runs[1:]), None]
    return tuple(make(ground, run, after) for run, after in zip(runs, ends, strict=False))


def within(told: Sequence[Told], begin: datetime, after: datetime | None) -> list[Told]:
    """Return the changes told of the time of an episode: from its first act until the next one begins."""
    return [one for one in told if (one.day is None or one.first >= begin) and (after is None or one.first < after)]


def make(ground: Ground, run: list[Act], after: datetime | None) -> Episode:
    """Make an episode of a run of acts, until the moment at which the next one begins."""
    trigger, channels, config = run[0], ground.book.channels, ground.config
    changes = within(ground.told, when(trigger), after)
    base = baseline(ground.dyad, ground.told, bounds(trigger.event.day), trigger.evidence, channels)
    restored, missing = way_back(base, changes, ground.now, ground.dyad, channels)
    closing = closed_by(run, changes, restored, ground.now) if restored and not missing else None
    made = turned(run, moves(run, ground.links, config), config)
    if closing is not None:
        made = [replace(one, kind=MoveKind.CLOSING) if one.event == closing.event.id else one for one in made]
    return Episode(
        id=hashlib.sha256(f"{ground.dyad}|{trigger.event.id}".encode()).hexdigest()[:16],
        dyad=ground.dyad,
        start=trigger.event.day,
        end=None if closing is None else closing.event.day,
        moves=tuple(made),
        baseline=base,
        restored=restored,
        missing=missing,
    )


def closed_by(
    run: Sequence[Act], changes: Sequence[Told], restored: Sequence[str], now: Sequence[LineState]
) -> Act | None:
    """Return the act by which the last of what was broken was restored."""
    names = set(restored)
    last = {one.change for one in now if named(one) in names}
    restoring = {one.change.coding for one in changes if one.change.id in last}
    acts = [act for act in run if restoring & set(act.event.codings)]
    return max(acts, key=lambda act: (act.dated, when(act)), default=None)
