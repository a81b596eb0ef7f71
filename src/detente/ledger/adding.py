"""Ledger room: keepings added to a promise: one deed told often is one, an unspecific charge is no second breach."""

from dataclasses import replace

from detente.ledger.config import Config
from detente.ledger.moments import Bounds, bounds, earliest, is_before, moment
from detente.ledger.reports import Report
from detente.ledger.weighing import Open
from detente.records import Keeping, KeepingKind

__all__ = ["add", "answer", "numbered"]

BREACHES = frozenset({KeepingKind.ALLEGED_VIOLATION, KeepingKind.VERIFIED_VIOLATION})
ONCE = frozenset(
    {KeepingKind.SILENCE, KeepingKind.SUSPENDED, KeepingKind.WITHDRAWN, KeepingKind.LAPSED, KeepingKind.RESUMED}
)
BACK = frozenset({KeepingKind.SUSPENDED, KeepingKind.SILENCE})
DONE = frozenset({KeepingKind.COMPLIED, KeepingKind.PROGRESS, KeepingKind.PARTLY_COMPLIED})


def add(promise: Open, found: Keeping, report: Report) -> None:
    """Add a keeping, or make of one that is there what both reports together say."""
    if found.kind in BREACHES:
        _add_breach(promise, found, report)
        return
    found = _turned(promise, found)
    begun = any(one.kind in DONE for one in promise.keepings)
    if found.kind is KeepingKind.REVERSED and not begun and not promise.kind.lasting:
        return  # nothing was done that could be undone
    if found.kind is KeepingKind.SILENCE and found.day is None:
        found = replace(found, day=report.article.published)
    for at, other in enumerate(promise.keepings):
        if other.kind is found.kind and _same(other, found, report, promise):
            promise.keepings[at] = _joined(other, found)
            return
    promise.keepings.append(found)
    promise.sources[found.id] = report.event
    if report.article.published is not None:
        promise.reported[found.id] = report.article.published


def apart(one: Bounds | None, other: Bounds | None) -> bool:
    """Whether two stretches of time cannot be the same."""
    return is_before(one, other) or is_before(other, one)


def _turned(promise: Open, found: Keeping) -> Keeping:
    """Make the first deed after a silence or suspension a resumption."""
    last = next((one for one in reversed(promise.keepings) if one.kind in BACK | {KeepingKind.RESUMED}), None)
    silent = last is not None and last.kind is KeepingKind.SILENCE
    return replace(found, kind=KeepingKind.RESUMED) if silent and found.kind in DONE else found


def _same(other: Keeping, found: Keeping, report: Report, promise: Open) -> bool:
    """Whether two keepings of one kind tell the same: one event, one day, or a thing that is done once."""
    if other.source == found.source:
        return True
    if found.kind in DONE and other.by != found.by:  # what two say of one deed stands beside each other
        return False
    told = bounds(other.day or promise.reported.get(other.id)), bounds(found.day or report.article.published)
    if promise.sources.get(other.id) == report.event and not apart(*told):
        return True
    return _still(promise, other) if found.kind in ONCE else _one_day(other, found)


def _one_day(other: Keeping, found: Keeping) -> bool:
    """Whether two keepings are of one day; of two extensions, whether they set one date."""
    if found.kind is KeepingKind.EXTENDED:
        mine, theirs = bounds(found.due), bounds(other.due)
        return mine is None or theirs is None or mine.last == theirs.last
    mine, theirs = bounds(found.day), bounds(other.day)
    if mine is None or theirs is None:
        return found.kind is KeepingKind.ACCESS_DENIED and other.evidence.article == found.evidence.article
    return mine.last.date() == theirs.last.date()


def _still(promise: Open, other: Keeping) -> bool:
    """Whether nothing has undone a suspension, a taking back or a resumption since it was told."""
    after = promise.keepings[promise.keepings.index(other) + 1 :]
    undoing = {KeepingKind.RESUMED} if other.kind in BACK else BACK
    return not any(one.kind in undoing for one in after)


def _joined(other: Keeping, found: Keeping) -> Keeping:
    """Return a keeping with what another report adds: its day, who verifies it, the new date."""
    return replace(
        other,
        day=earliest((other.day, found.day)),
        by=other.by or found.by,
        verified_by=other.verified_by or found.verified_by,
        place=other.place or found.place,
        weapon=other.weapon or found.weapon,
        due=other.due or found.due,
    )


# -- breaches


def _add_breach(promise: Open, found: Keeping, report: Report) -> None:
    """Add an alleged violation, or the word of a verifier or of the accused itself to one that is there."""
    if not found.accused and not report.entered:
        return
    admitted = report.speaker is not None and report.speaker in found.accused
    verifier = found.verified_by or (report.speaker if admitted and "ACCUSE" not in report.acts else None)
    kind = KeepingKind.VERIFIED_VIOLATION if verifier else found.kind
    found = replace(found, kind=kind, verified_by=verifier)
    for at, other in enumerate(promise.keepings):
        if (
            other.kind in BREACHES
            and set(other.accused) & set(found.accused)
            and _one_breach(other, found, report, promise)
        ):
            joined = _joined(other, found)
            sure = joined.verified_by or KeepingKind.VERIFIED_VIOLATION in {found.kind, other.kind}
            verified = KeepingKind.VERIFIED_VIOLATION if sure else other.kind
            promise.keepings[at] = replace(joined, kind=verified)
            return
    promise.keepings.append(found)
    promise.sources[found.id] = report.event


def _one_breach(other: Keeping, found: Keeping, report: Report, promise: Open) -> bool:
    """Whether two reports tell of one breach: one event, one day and place, or a charge beside the deed."""
    if promise.sources.get(other.id) == report.event:
        return True
    mine, theirs = bounds(found.day), bounds(other.day)
    if mine is None or theirs is None:
        if other.evidence.article == found.evidence.article:
            return True
        told = moment(report.known)
        dated = mine or theirs
        return told is not None and dated is not None and abs((told.first.date() - dated.last.date()).days) <= 1
    return mine.last.date() == theirs.last.date() and (
        found.place is None or other.place is None or found.place == other.place
    )


def answer(promise: Open, report: Report, config: Config) -> None:
    """Keep a denial as the answer of the accused to the breach that it denies."""
    told = bounds(report.day) or moment(report.known)
    for at, other in enumerate(promise.keepings):
        if other.kind not in BREACHES or other.answer is not None or told is None:
            continue
        when = bounds(other.day)
        near = when is None or abs((told.first.date() - when.last.date()).days) <= config.answered
        own = bool(report.doers & set(other.accused)) or (report.speaker in other.accused)
        same = not report.doers and report.place == other.place and report.day is not None
        if near and (own or (same and other.evidence.article == report.article.id)):
            promise.keepings[at] = replace(other, answer=report.evidence.quote)
            return


def numbered(keepings: list[Keeping]) -> list[Keeping]:
    """Return keepings with the breaches counted from 1, in their order of time."""
    count = 0
    found = []
    for one in keepings:
        if one.kind in BREACHES:
            count += 1
            found.append(replace(one, number=count))
        else:
            found.append(one)
    return found
