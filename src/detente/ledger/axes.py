"""Ledger room: the three axes of a commitment, and its dates, from its statements and what was reported on it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from detente.codebook import PromiseKind, party
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

Names = Callable[[str], str | None]
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
# Who tells that a thing under way was set aside or taken up again confirms that it was under way.
WITNESSED = frozenset({*DONE, KeepingKind.SUSPENDED, KeepingKind.RESUMED})
GONE = frozenset({Standing.TERMINATED, Standing.WITHDRAWN, Standing.LAPSED})
PARTLY, WHOLE = 2, 3


def commitment(
    promise: Open, dyad: tuple[str, ...], until: str | None, bodies: Collection[str], names: Names
) -> Commitment:
    """Make the record of a promise from its statements and keepings, as of the last report about the dyad."""
    told = sorted(promise.statements, key=_rank, reverse=True)
    lead = told[0]
    claims = tuple(claim(one) for one in promise.statements)
    own = [one for one in promise.statements if one.own]
    denied = any(one.kind is KeepingKind.DENIED for one in promise.keepings)
    said = max((one.standing for one in own), key=ORDER.index, default=Standing.MENTIONED)
    said = Standing.MENTIONED if denied else said
    due = dues(promise)
    kind = promise.kind
    done = implementation(promise.keepings, kind, promise.by)
    standing = said if denied else closing(promise, said, done, kind) or in_force(promise, said, kind, until)
    met = when_met(promise.keepings) if done == WHOLE else None
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
        verification=verification(promise.keepings, promise.by, dyad, bodies),
        announced=announced(own or promise.statements, Standing.AGREED if denied else said),
        effective=promise.effective,
        due=due,
        met=met,
        condition=next((one.undertaking.condition for one in told if one.undertaking.condition), None),
        claims=claims,
        undertakings=tuple(one.undertaking.id for one in promise.statements),
        keepings=tuple(one.id for one in promise.keepings),
        agreement=next((one.undertaking.agreement for one in told if one.undertaking.agreement), None),
        provision=next((one.undertaking.provision for one in told if one.undertaking.provision), None),
        disputed=disputed(promise) if denied else None,
        caution=caution(promise, names),
        entered=any(one.entered for one in promise.statements),
    )


def _rank(statement: Promise) -> tuple[bool, bool, int]:
    """Return how well a statement speaks for its promise: own, entered, firm."""
    return statement.own, statement.entered, ORDER.index(statement.standing)


def actors(participants: Iterable[Participant]) -> tuple[Actor, ...]:
    """Return the actors of participants, one for each party."""
    found: dict[tuple[str | None, str | None], Actor] = {}
    for one in (told for told in participants if party(told.actor) is not None):
        found.setdefault(
            (one.actor.country, one.actor.id if one.actor.country is None else one.actor.sector), one.actor
        )
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
    """Return when it was announced: the first statement that is as firm as the promise is taken to be.

    A month or year in which a finer moment lies is that moment told again.
    """
    firm = [one for one in statements if one.standing in FIRM] if said in FIRM else []
    chosen = firm or [one for one in statements if one.standing is said] or statements
    told = [when for one in chosen if (when := one.said or one.article.published) is not None]
    fine = [one for one in told if not any(_holds(one, other) for other in told)]
    return earliest(fine)


def _holds(coarse: When, fine: When) -> bool:
    """Whether a stretch of time holds another, finer one."""
    one, other = bounds(coarse), bounds(fine)
    if one is None or other is None or (one.first, one.last) == (other.first, other.last):
        return False
    return one.first <= other.first and other.last <= one.last


def dues(promise: Open) -> tuple[DueDate, ...]:
    """Return the history of due dates, in order of time.

    A date that was told before is told again; a finer one inside it takes its place (by the end of the year, by 31
    December), a coarser one around it adds nothing.
    """
    found: list[DueDate] = []
    told = [(one.said, one.undertaking.due, False, one.undertaking.words) for one in promise.statements]
    told += [(one.day, one.due, True, one.evidence) for one in promise.keepings]
    for announced_on, due, changed, evidence in told:
        if due is None or bounds(due) is None:
            continue
        row = DueDate(due=due, how=_how(found, due, changed=changed), announced=announced_on, evidence=evidence)
        same = next((at for at, one in enumerate(found) if one.due is not None and _one_date(one.due, due)), None)
        if same is None:
            found.append(row)
        elif (held := found[same].due) is not None and _holds(held, due):
            found[same] = replace(found[same], due=due)
    return tuple(found)


def _how(found: list[DueDate], due: When, *, changed: bool) -> str:
    """Return what a date does to those before it."""
    before = bounds(found[-1].due) if found else None
    here = bounds(due)
    if before is None or here is None:
        return "extended" if changed and found else "set"
    return "extended" if here.last > before.last else "brought_forward"


def _one_date(one: When, other: When) -> bool:
    """Whether two dates mean one: they end together, or one lies within the other."""
    mine, theirs = bounds(one), bounds(other)
    same = mine is not None and theirs is not None and mine.last.date() == theirs.last.date()
    return same or _holds(one, other) or _holds(other, one)


def implementation(keepings: list[Keeping], kind: PromiseKind, by: frozenset[str]) -> int:
    """Return how far a promise was carried out, 0 to 3; a deed that each side owes is done in part by one of them."""
    level = max((DONE.get(one.kind, 0) for one in keepings), default=0)
    if kind.lasting and level and any(one.kind in BROKEN for one in keepings):
        return PARTLY
    if level == WHOLE and kind.each and len(by) > 1:
        done = [frozenset(one.parties) for one in keepings if one.kind is KeepingKind.COMPLIED]
        everyone = frozenset[str]().union(*done) >= by or any(not one for one in done)
        return WHOLE if everyone else PARTLY
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
            case KeepingKind.COMPLIED if not kind.lasting and done == WHOLE and last not in GONE:
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
    keepings: list[Keeping], by: frozenset[str], dyad: tuple[str, ...], bodies: Collection[str]
) -> Verification:
    """Return who stands behind what is said to be done."""
    told = [one for one in keepings if one.kind in WITNESSED]
    if not any(one.kind in DONE for one in told):
        return Verification.UNVERIFIED
    if any(one.verified_by or one.by in bodies for one in told):
        return Verification.THIRD_PARTY_VERIFIED
    speakers = {one.by for one in told if one.by}
    if speakers & (set(dyad) - by) or (len(speakers & set(dyad)) > 1):
        return Verification.COUNTERPART_CONFIRMED
    return Verification.SELF_REPORTED if speakers & by else Verification.UNVERIFIED


def when_met(keepings: list[Keeping]) -> When | None:
    """Return when it was done: the day of the last deed that completed it first."""
    return earliest(one.day for one in keepings if one.kind is KeepingKind.COMPLIED)


def disputed(promise: Open) -> str:
    """Return in words what the sides do not agree on: that there is a promise, of which no text may be public."""
    secret = any(one.kind is KeepingKind.UNPUBLISHED for one in promise.keepings)
    return "disputed, text not public" if secret else "disputed"


def caution(promise: Open, names: Names) -> str | None:
    """Return what every view says first of a promise that rests on one party's word, one editorial or one report."""
    told = promise.statements
    speakers = {one.speaker for one in told}
    sources = {one.article.owner or one.article.source or one.article.id for one in told}
    if all(one.article.genre is Genre.EDITORIAL for one in told):
        return "claimed by one editorial" if len(sources) == 1 else f"claimed by {len(sources)} editorials"
    if any(one.entered for one in told):
        return None
    if len(speakers) == 1 and None not in speakers and (not any(one.own for one in told) or len(promise.by) > 1):
        speaker = next(iter(speakers)) or ""
        return f"claimed by {names(speaker) or speaker} alone"
    if speakers == {None} and len(sources) == 1:
        return "claimed by one source"
    return None
