"""Ledger room: the three axes of a commitment, and its dates, from its statements and what was reported on it."""

from collections.abc import Iterable

from detente.codebook import PromiseKind
from detente.ledger.config import Config
from detente.ledger.moments import bounds, earliest, is_before, moment
from detente.ledger.promises import Promise
from detente.ledger.weighing import Open
from detente.records import (
    Actor,
    Commitment,
    DueDate,
    Genre,
    Keeping,
    KeepingKind,
    Participant,
    Standing,
    StandingClaim,
    Verification,
    When,
)

__all__ = ["commitment"]

ORDER = (
    Standing.MENTIONED,
    Standing.DISCUSSED,
    Standing.OFFERED,
    Standing.DECIDED,
    Standing.PLEDGED,
    Standing.AGREED,
    Standing.IN_FORCE,
)
FIRM = frozenset({Standing.DECIDED, Standing.PLEDGED, Standing.AGREED, Standing.IN_FORCE})
DONE = {KeepingKind.PROGRESS: 1, KeepingKind.PARTLY_COMPLIED: 2, KeepingKind.COMPLIED: 3}
BROKEN = frozenset({KeepingKind.ALLEGED_VIOLATION, KeepingKind.VERIFIED_VIOLATION})
PARTLY, WHOLE = 2, 3


def commitment(
    promise: Open, kind: PromiseKind, dyad: tuple[str, ...], until: str | None, config: Config
) -> Commitment:
    """Make the record of a promise from its statements and keepings, as of the last report about the dyad."""
    told = sorted(promise.statements, key=_rank, reverse=True)
    lead = told[0]
    claims = tuple(claim(one) for one in promise.statements)
    own = [one for one in promise.statements if one.own]
    said = max((one.standing for one in own), key=ORDER.index, default=Standing.MENTIONED)
    due = dues(promise)
    done = implementation(promise.keepings, kind, promise.by)
    standing = closing(promise, said, done, kind) or in_force(promise, said, kind, until)
    met = when_met(promise.keepings) if done == WHOLE and not kind.lasting else None
    return Commitment(
        id=promise.id,
        type=promise.type,
        by=actors(one for statement in told for one in statement.undertaking.by),
        to=_to(told),
        dyad=dyad,
        words=lead.undertaking.words,
        standing=standing,
        implementation=done,
        reversed=any(one.kind is KeepingKind.REVERSED for one in promise.keepings) and done > 0,
        verification=verification(promise.keepings, promise.by, dyad, config),
        announced=announced(own or promise.statements, said),
        effective=promise.effective,
        due=due,
        met=met,
        condition=next((one.undertaking.condition for one in told if one.undertaking.condition), None),
        claims=claims,
        undertakings=tuple(one.undertaking.id for one in promise.statements),
        keepings=tuple(one.id for one in promise.keepings),
        agreement=next((one.undertaking.agreement for one in told if one.undertaking.agreement), None),
        provision=next((one.undertaking.provision for one in told if one.undertaking.provision), None),
        disputed=None,
        caution=caution(promise),
        entered=any(one.entered for one in promise.statements),
    )


def _rank(statement: Promise) -> tuple[bool, bool, int]:
    """Return how well a statement speaks for its promise: own, entered, firm."""
    return statement.own, statement.entered, ORDER.index(statement.standing)


def actors(participants: Iterable[Participant]) -> tuple[Actor, ...]:
    """Return the actors of participants, one for each party."""
    found: dict[tuple[str | None, str | None], Actor] = {}
    for one in participants:
        found.setdefault((one.actor.country, one.actor.id if one.actor.country is None else one.actor.sector), one.actor)
    return tuple(found.values())


def _to(told: list[Promise]) -> tuple[Actor, ...]:
    return actors(one for statement in told for one in statement.undertaking.to)


def claim(statement: Promise) -> StandingClaim:
    """Return what a statement says of the standing, and on whose word."""
    return StandingClaim(
        by=statement.speaker,
        standing=statement.standing,
        own=statement.own,
        day=statement.said,
        evidence=statement.undertaking.words,
    )


def announced(statements: list[Promise], said: Standing) -> When | None:
    """Return when it was announced: the first statement that is as firm as the promise is taken to be."""
    firm = [one for one in statements if one.standing in FIRM] if said in FIRM else []
    chosen = firm or [one for one in statements if one.standing is said] or statements
    return earliest(one.said or one.article.published for one in chosen)


def dues(promise: Open) -> tuple[DueDate, ...]:
    """Return the history of due dates, in order of time; a date that was told before is told again."""
    found: list[DueDate] = []
    seen: set[str] = set()
    told = [(one.said, one.undertaking.due, "set", one.undertaking.words) for one in promise.statements]
    told += [(one.day, one.due, "extended", one.evidence) for one in promise.keepings]
    for announced_on, due, how, evidence in told:
        held = bounds(due)
        if due is None or held is None or held.last.isoformat() in seen:
            continue
        seen.add(held.last.isoformat())
        word = how if not found else "extended"
        found.append(DueDate(due=due, how=word, announced=announced_on, evidence=evidence))
    return tuple(found)


def implementation(keepings: list[Keeping], kind: PromiseKind, by: frozenset[str]) -> int:
    """Return how far a promise was carried out, 0 to 3; a mutual deed done by one side is done in part."""
    level = max((DONE.get(one.kind, 0) for one in keepings), default=0)
    if kind.lasting and level and any(one.kind in BROKEN for one in keepings):
        return PARTLY
    return level


def closing(promise: Open, said: Standing, done: int, kind: PromiseKind) -> Standing | None:
    """Return the standing of a promise that is closed or set aside, None while it stands."""
    last: Standing | None = None
    for one in promise.keepings:
        match one.kind:
            case KeepingKind.SUSPENDED:
                last = Standing.SUSPENDED
            case KeepingKind.RESUMED:
                last = None
            case KeepingKind.WITHDRAWN:
                last = Standing.TERMINATED if said is Standing.IN_FORCE or done else Standing.WITHDRAWN
            case KeepingKind.LAPSED:
                last = Standing.LAPSED
            case KeepingKind.REVERSED:
                last = Standing.TERMINATED if done else last
            case KeepingKind.COMPLIED if not kind.lasting and done == WHOLE:
                last = Standing.FULFILLED
            case _:
                pass
    return last


def in_force(promise: Open, said: Standing, kind: PromiseKind, until: str | None) -> Standing:
    """Return the standing of one that is not closed: what goes on is in force from its effective moment."""
    if not kind.lasting or said not in FIRM:
        return said
    begun = any(one.kind in DONE for one in promise.keepings)
    passed = promise.effective is not None and until is not None and is_before(bounds(promise.effective), moment(until))
    return Standing.IN_FORCE if begun or passed else said


def verification(
    keepings: list[Keeping], by: frozenset[str], dyad: tuple[str, ...], config: Config
) -> Verification:
    """Return who stands behind what is said to be done."""
    told = [one for one in keepings if one.kind in DONE]
    if any(one.verified_by for one in told):
        return Verification.THIRD_PARTY_VERIFIED
    speakers = {one.by for one in told if one.by}
    if speakers & (set(dyad) - by) or (len(speakers & set(dyad)) > 1):
        return Verification.COUNTERPART_CONFIRMED
    return Verification.SELF_REPORTED if speakers & by else Verification.UNVERIFIED


def when_met(keepings: list[Keeping]) -> When | None:
    """Return when it was done: the day of the last deed that completed it first."""
    return earliest(one.day for one in keepings if one.kind is KeepingKind.COMPLIED)


def caution(promise: Open) -> str | None:
    """Return what every view says first of a promise that rests on one party's or one editorial's word."""
    told = promise.statements
    if all(one.article.genre is Genre.EDITORIAL for one in told):
        count = len({one.article.owner or one.article.source or one.article.id for one in told})
        return "claimed by one editorial" if count == 1 else f"claimed by {count} editorials"
    speakers = {one.speaker for one in told}
    if not any(one.own for one in told) and len(speakers) == 1:
        return f"claimed by {next(iter(speakers))} alone"
    return None
