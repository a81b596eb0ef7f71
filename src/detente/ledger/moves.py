"""Ledger room: the acts between two parties in order of time, as the moves of an episode."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from detente.codebook import Codebook, party
from detente.ledger.config import Config
from detente.ledger.lines import BEFORE_ALL, Told
from detente.ledger.moments import bounds, moment
from detente.ledger.promises import known
from detente.records import Account, Coding, Event, Evidence, Link, LinkKind, Move, MoveKind, Status, When

__all__ = ["Act", "acts_of", "beginning", "gathered", "moves", "sequence", "turned", "when"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
HOSTILE = "material_conflict"
DOER = "sources"  # the field of an event that holds who did it


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event of a dyad with its place in time: when it happened, else when it was first told.

    ``dated`` is true where the day itself is known; ``at`` is None where neither the act nor a report has a date.
    """

    event: Event
    at: datetime | None
    dated: bool
    by: tuple[str, ...]
    towards: tuple[str, ...]
    rung: float
    hostile: bool
    evidence: Evidence


def acts_of(
    dyad: tuple[str, str], accounts: Sequence[Account], events: Sequence[Event], told: Sequence[Told], book: Codebook
) -> Iterator[Act]:
    """Yield the events between two parties that are told as done, background left out.

    An act by which a line between the two was changed is one of them though it names no target.
    """
    lines = {str(one.change.coding) for one in told}
    codings = {coding.id: (coding, account) for account in accounts for coding in account.codings}
    for event in events:
        heard = [codings[one] for one in event.codings if one in codings]
        by = tuple(sorted({str(party(one)) for one in event.sources} & set(dyad)))
        between = dyad in event.dyads or (event.reciprocal and set(by) == set(dyad)) or bool(lines & set(event.codings))
        if not (heard and by and between) or event.background or event.status not in TOLD:
            continue
        towards = {*(str(party(one)) for one in event.targets), *event.affected_states} & set(dyad)
        yield Act(
            event=event,
            at=first_moment(event.day, [account for _, account in heard]),
            dated=exact(event.day),
            by=by,
            towards=tuple(sorted(towards - set(by) if len(by) == 1 else towards)),
            rung=book.score(event.type, event.modes),
            hostile=book.types[event.type].quad == HOSTILE,
            evidence=evidence_of([coding for coding, _ in heard]),
        )


def exact(day: When | None) -> bool:
    """Whether a day is known to the day."""
    held = bounds(day)
    return held is not None and held.last - held.first < timedelta(days=2)


def first_moment(day: When | None, accounts: Sequence[Account]) -> datetime | None:
    """Return when something happened, else when it was first told, but within the stretch in which it lies."""
    held = bounds(day)
    if held is not None and exact(day):
        return held.first
    heard = [found.first for account in accounts if (found := moment(known(account))) is not None]
    told = min(heard, default=None)
    if held is None or told is None:
        return told if held is None else held.first
    return min(max(told, held.first), held.last)


def evidence_of(codings: Sequence[Coding]) -> Evidence:
    """Return the evidence of the first coding."""
    return min((coding.evidence for coding in codings), key=lambda one: (one.article, one.start))


def gathered(acts: Sequence[Act], config: Config) -> list[list[Act]]:
    """Return runs of acts with no long quiet inside; acts without any time join the only run, of several none."""
    timed = sorted((act for act in acts if act.at is not None), key=when)
    runs: list[list[Act]] = []
    for act in timed:
        if not runs or when(act) - when(runs[-1][-1]) > timedelta(days=config.quiet):
            runs.append([])
        runs[-1].append(act)
    rest = [act for act in acts if act.at is None]
    if not runs:
        return [rest] if rest else []
    if len(runs) == 1:
        first, last = when(runs[0][0]), when(runs[0][-1])
        runs[0] += [replace(act, at=first if act.hostile else last) for act in rest]
    return runs


def when(act: Act) -> datetime:
    """Return the place of an act in time."""
    return act.at or BEFORE_ALL


def beginning(run: Sequence[Act]) -> int | None:
    """Return which act of a run an episode begins with: the first act of force, one whose day is known before others.

    None where there is no act of force.
    """
    hostile = [number for number, act in enumerate(run) if act.hostile]
    dated = [number for number in hostile if run[number].dated]
    return next(iter(dated or hostile), None)


def sequence(acts: list[Act], links: Sequence[Link]) -> list[Act]:
    """Put acts in order: by time, then as the texts order them; an undated act of force came before what ended it."""
    ordered = sorted(
        acts, key=lambda act: (when(act), not act.hostile and not act.dated, act.evidence.start, act.event.id)
    )
    here = {act.event.id: act for act in acts}
    for link in links:
        later, earlier = here.get(link.later), here.get(link.earlier)
        if later is None or earlier is None or link.contradicted or not movable(later, earlier):
            continue
        names = [act.event.id for act in ordered]
        first, second = names.index(link.later), names.index(link.earlier)
        if first < second:
            ordered.insert(second, ordered.pop(first))
    return ordered


def movable(one: Act, other: Act) -> bool:
    """Whether the texts' order may move an act: the days of the two do not order them."""
    return one.at == other.at or not (one.dated and other.dated)


def moves(run: Sequence[Act], links: Sequence[Link], config: Config) -> list[Move]:
    """Make the moves of a run of acts: the first is the trigger, a hostile act that answers one is an answer."""
    here = {act.event.id for act in run}
    said: dict[str, list[str]] = {}
    for link in links:
        if link.kind is LinkKind.RESPONDS_TO and {link.later, link.earlier} <= here:
            said.setdefault(link.later, []).append(link.earlier)
    found = []
    for number, act in enumerate(run):
        answered = tuple(dict.fromkeys(said.get(act.event.id, ()))) or answers(act, run[:number], config)
        kind = MoveKind.ANSWER if answered and act.rung <= config.answering else MoveKind.MOVE
        found.append(made(act, kind if number else MoveKind.TRIGGER, answered))
    return found


def made(act: Act, kind: MoveKind, answered: tuple[str, ...]) -> Move:
    """Make the record of a move; nobody is named as having made one of which reports disagree on who did it."""
    return Move(
        event=act.event.id,
        kind=kind,
        by=() if DOER in act.event.disputed else act.by,
        responds_to=answered,
        rung=act.rung,
        day=act.event.day,
        evidence=act.evidence,
    )


def answers(act: Act, before: Sequence[Act], config: Config) -> tuple[str, ...]:
    """Return what an act answers where no text says so: the other side's last act towards the doer within days."""
    if len(act.by) != 1 or not (act.hostile or act.rung > 0):
        return ()
    for other in reversed(before):
        if when(act) - when(other) > timedelta(days=config.answer):
            return ()
        if other.by != act.by and len(other.by) == 1 and act.by[0] in other.towards and alike(other, act):
            return (other.event.id,)
    return ()


def alike(one: Act, other: Act) -> bool:
    """Whether two acts answer in kind: both of force, or both towards peace."""
    return (one.hostile and other.hostile) or (one.rung > 0 and other.rung > 0)


def turned(run: Sequence[Act], moves: list[Move], config: Config) -> list[Move]:
    """Mark the turning point: the first move towards peace after the last hostile one that both make or answer."""
    hostile = [number for number, act in enumerate(run) if act.hostile]
    last = max([number for number in hostile if run[number].dated] or hostile, default=-1)
    for number in range(last + 1, len(run)):
        act = run[number]
        if act.rung > 0 and (len(act.by) > 1 or answered_in_kind(act, run[number + 1 :], config)):
            moves[number] = replace(moves[number], kind=MoveKind.TURNING_POINT)
            break
    return moves


def answered_in_kind(act: Act, later: Sequence[Act], config: Config) -> bool:
    """Whether the other side makes a move towards peace, too, within days."""
    return any(
        other.rung > 0 and set(other.by) - set(act.by) and when(other) - when(act) <= timedelta(days=config.answer)
        for other in later
    )
