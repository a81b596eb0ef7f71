"""Ledger room: the story of a dyad as moves: trigger, answers, turning point, what closed it, and the way back."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from detente.codebook import Codebook, party
from detente.ledger.baseline import baseline, way_back
from detente.ledger.config import Config
from detente.ledger.lines import Told, states, tellings
from detente.ledger.moments import bounds, moment
from detente.ledger.promises import known
from detente.records import Account, Coding, Episode, Event, Evidence, Link, LinkKind, Move, MoveKind, Status, When

__all__ = ["episodes"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
HOSTILE = "material_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event of a dyad with its place in time: when it happened, else when it was first told."""

    event: Event
    at: datetime
    dated: bool
    by: tuple[str, ...]
    towards: tuple[str, ...]
    rung: float
    hostile: bool
    evidence: Evidence


def episodes(
    dyad: tuple[str, str],
    accounts: Sequence[Account],
    events: Sequence[Event],
    links: Sequence[Link],
    book: Codebook,
    config: Config,
) -> tuple[Episode, ...]:
    """Return the episodes of a dyad in order of time: each begins with a hostile act and ends after a long quiet."""
    told = tellings(dyad, accounts, events)
    acts = sequence(list(acts_of(dyad, accounts, events, book)), links)
    runs = [run for run in split(acts, config) if any(act.hostile for act in run)]
    starts = [run[0].at for run in runs]
    return tuple(
        make(dyad, run, within(told, begin, after, config), told, links, book, config)
        for run, begin, after in zip(runs, starts, [*starts[1:], None][: len(runs)], strict=True)
    )


def acts_of(
    dyad: tuple[str, str], accounts: Sequence[Account], events: Sequence[Event], book: Codebook
) -> Iterator[Act]:
    """Yield the events between two parties that are told as done, background left out."""
    codings = {coding.id: (coding, account) for account in accounts for coding in account.codings}
    for event in events:
        told = [codings[one] for one in event.codings if one in codings]
        by = tuple(sorted({str(party(one)) for one in event.sources} & set(dyad)))
        between = dyad in event.dyads or (event.reciprocal and set(by) == set(dyad))
        if not (told and by and between) or event.background or event.status not in TOLD:
            continue
        towards = {*(str(party(one)) for one in event.targets), *event.affected_states} & set(dyad)
        yield Act(
            event=event,
            at=first_moment(event.day, [account for _, account in told]),
            dated=event.day is not None,
            by=by,
            towards=tuple(sorted(towards - set(by) if len(by) == 1 else towards)),
            rung=book.score(event.type, event.modes),
            hostile=book.types[event.type].quad == HOSTILE,
            evidence=evidence_of([coding for coding, _ in told]),
        )


def first_moment(day: When | None, accounts: Sequence[Account]) -> datetime:
    """Return when something happened, else when it was first told."""
    held = bounds(day)
    if held is not None:
        return held.first
    heard = [found.first for account in accounts if (found := moment(known(account))) is not None]
    return min(heard, default=datetime.min)


def evidence_of(codings: Sequence[Coding]) -> Evidence:
    """Return the evidence of the first coding."""
    return min((coding.evidence for coding in codings), key=lambda one: (one.article, one.start))


def sequence(acts: list[Act], links: Sequence[Link]) -> list[Act]:
    """Put acts in order: by time, then as the texts order them; an undated act of force came before what ended it."""
    ordered = sorted(acts, key=lambda act: (act.at, not act.hostile and not act.dated, act.evidence.start, act.event.id))
    after = {link.later: link.earlier for link in links if not link.contradicted}
    place = {act.event.id: number for number, act in enumerate(ordered)}
    for later, earlier in after.items():
        if later in place and earlier in place and place[later] < place[earlier] and movable(ordered, place, later, earlier):
            act = ordered.pop(place[later])
            ordered.insert(place[earlier], act)
            place = {one.event.id: number for number, one in enumerate(ordered)}
    return ordered


def movable(acts: Sequence[Act], place: dict[str, int], later: str, earlier: str) -> bool:
    """Whether the texts' order may move an act: their days do not order the two."""
    one, other = acts[place[later]], acts[place[earlier]]
    return one.at == other.at or not (one.dated and other.dated)


def split(acts: Sequence[Act], config: Config) -> Iterator[list[Act]]:
    """Yield runs of acts with no long quiet inside, each from its first hostile act on."""
    run: list[Act] = []
    for act in acts:
        if run and act.at - run[-1].at > timedelta(days=config.quiet):
            yield run
            run = []
        if run or act.hostile:
            run.append(act)
    if run:
        yield run


def within(told: Sequence[Told], begin: datetime, after: datetime | None, config: Config) -> list[Told]:
    """Return the changes told of the time of an episode: from its first act until the next one begins."""
    del config
    return [one for one in told if (one.day is None or one.first >= begin) and (after is None or one.first < after)]


def make(
    dyad: tuple[str, str],
    run: list[Act],
    changes: Sequence[Told],
    told: Sequence[Told],
    links: Sequence[Link],
    book: Codebook,
    config: Config,
) -> Episode:
    """Make an episode of a run of acts and of the changes told of its time."""
    trigger = run[0]
    base = baseline(dyad, told, bounds(trigger.event.day) or None, trigger.evidence, book.channels)
    restored, missing = way_back(base, changes, states(dyad, told, book.channels), dyad, book.channels)
    moves = turned(run, [move(act, run, links, config) for act in run], config)
    closing = closed_by(run, changes, base, dyad, book) if restored and not missing else None
    if closing is not None:
        moves = [replace(one, kind=MoveKind.CLOSING) if one.event == closing.event.id else one for one in moves]
    return Episode(
        id=hashlib.sha256(f"{dyad}|{trigger.event.id}".encode()).hexdigest()[:16],
        dyad=dyad,
        start=trigger.event.day,
        end=None if closing is None else closing.event.day,
        moves=tuple(moves),
        baseline=base,
        restored=restored,
        missing=missing,
    )


def move(act: Act, run: Sequence[Act], links: Sequence[Link], config: Config) -> Move:
    """Make a move of an act: the first is the trigger, a hostile act that answers one is an answer."""
    answered = answers(act, run, links, config)
    kind = MoveKind.ANSWER if answered and act.rung < 0 else MoveKind.MOVE
    return Move(
        event=act.event.id,
        kind=MoveKind.TRIGGER if act is run[0] else kind,
        by=act.by,
        responds_to=answered,
        rung=act.rung,
        day=act.event.day,
        evidence=act.evidence,
    )


def answers(act: Act, run: Sequence[Act], links: Sequence[Link], config: Config) -> tuple[str, ...]:
    """Return what an act answers: what the texts say, else the other side's last act towards the doer within days."""
    here = {one.event.id for one in run}
    said = [
        link.earlier
        for link in links
        if link.kind is LinkKind.RESPONDS_TO and link.later == act.event.id and link.earlier in here
    ]
    if said or len(act.by) != 1:
        return tuple(dict.fromkeys(said))
    for other in reversed(run[: run.index(act)]):
        meant = other.by != act.by and len(other.by) == 1 and act.by[0] in other.towards
        if meant and (other.rung < 0) == (act.rung < 0) and act.at - other.at <= timedelta(days=config.answer):
            return (other.event.id,)
    return ()


def turned(run: Sequence[Act], moves: list[Move], config: Config) -> list[Move]:
    """Mark the turning point: the first move towards peace after the last hostile one that both make or answer."""
    last = max((number for number, act in enumerate(run) if act.hostile), default=-1)
    for number in range(last + 1, len(run)):
        act = run[number]
        if act.rung > 0 and (len(act.by) > 1 or answered_in_kind(act, run[number + 1 :], config)):
            moves[number] = replace(moves[number], kind=MoveKind.TURNING_POINT)
            break
    return moves


def answered_in_kind(act: Act, later: Sequence[Act], config: Config) -> bool:
    """Whether the other side makes a move towards peace, too, within days."""
    return any(
        other.rung > 0 and set(other.by) - set(act.by) and other.at - act.at <= timedelta(days=config.answer)
        for other in later
    )


def closed_by(
    run: Sequence[Act], changes: Sequence[Told], base: Sequence[object], dyad: tuple[str, str], book: Codebook
) -> Act | None:
    """Return the act by which the last of what was broken was restored."""
    del base
    restoring = [
        one
        for one in changes
        if one.change.coding and (term := book.channels.states.get((one.change.line, one.change.state)))
        if term.standing == "open" and book.channels.lines[one.change.line].usual
    ]
    by_coding = {coding: act for act in run for coding in act.event.codings}
    acts = [by_coding[str(one.change.coding)] for one in restoring if one.change.coding in by_coding]
    return acts[-1] if acts else None
