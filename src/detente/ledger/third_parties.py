"""Ledger room: what third parties do between two others: by their acts and offers alone, never by anybody's wish."""

from collections.abc import Iterable, Iterator, Sequence

from detente.codebook import Codebook, ThirdPartyWords, party
from detente.ledger.promises import known
from detente.records import (
    Account,
    Actor,
    Coding,
    Event,
    Evidence,
    Standing,
    Status,
    ThirdParty,
    ThirdPartyRole,
    ThirdPartyStanding,
    Undertaking,
    When,
)

__all__ = ["third_parties"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
OFFERING = frozenset({Standing.OFFERED, Standing.MENTIONED, Standing.DISCUSSED, Standing.PLEDGED, Standing.DECIDED})
Part = tuple[str, ThirdPartyRole]


def third_parties(
    dyad: tuple[str, ...], accounts: Sequence[Account], events: Sequence[Event], book: Codebook
) -> tuple[ThirdParty, ...]:
    """Return the third parties between two others, each role once at its latest standing, in order of time."""
    days = {coding: event.day for event in events for coding in event.codings}
    found: dict[Part, tuple[tuple[str, str], ThirdParty]] = {}
    for account in accounts:
        for one in parts(dyad, account, book.third_parties, days):
            key = (str(party(one.actor) or one.actor.name), one.role)
            place = (began(one.since) or known(account), known(account))
            before = found.get(key)
            if before is None or (place >= before[0] and firmer(before[1], one)):
                since = one if before is None or before[1].standing is not one.standing else before[1]
                found[key] = (place, since)
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: (pair[0], pair[1].source)))


def began(when: When | None) -> str | None:
    """Return when something began, None where that is not known."""
    return None if when is None else when.start


def firmer(before: ThirdParty, after: ThirdParty) -> bool:
    """Whether a later report moves a part on; an offer told again does not undo that it was accepted."""
    return after.standing is not ThirdPartyStanding.OFFERED or before.standing is ThirdPartyStanding.OFFERED


def parts(
    dyad: tuple[str, ...], account: Account, words: ThirdPartyWords, days: dict[str, When | None]
) -> Iterator[ThirdParty]:
    """Yield what an account tells of third parties between two others."""
    for coding in account.codings:
        if coding.status in TOLD:
            yield from of_coding(dyad, coding, words, coding.day or days.get(coding.id))
    codings = {coding.id: coding for coding in account.codings}
    for undertaking in account.undertakings:
        told = codings.get(undertaking.coding or "")
        yield from of_undertaking(dyad, undertaking, words, None if told is None else told.day)


def of_coding(dyad: tuple[str, ...], coding: Coding, words: ThirdPartyWords, day: When | None) -> Iterator[ThirdParty]:
    """Yield the parts that one act tells."""
    outside = [one.actor for one in coding.sources if party(one.actor) not in {*dyad, None}]
    towards = {party(one.actor) for one in coding.targets}
    among = {party(one.actor) for one in coding.sources} & set(dyad)
    text = coding.evidence.quote.lower()
    if coding.type == "REQUEST" and outside and towards & set(dyad) and words.appeals(coding.modes):
        part = (ThirdPartyRole.APPEAL, ThirdPartyStanding.ACTIVE)
        yield from made(outside, part, coding.id, coding.evidence, day)
    elif coding.type in words.acting and outside and (towards | among) & set(dyad):
        role = words.role(text) or (ThirdPartyRole.MEDIATION if "third-party" in coding.modes else None)
        if role is not None:
            yield from made(outside, (role, words.standing(coding.type)), coding.id, coding.evidence, day)
    elif coding.type in words.answering and among and not outside:
        role = words.role(text)
        helpers = [one.actor for one in coding.targets if party(one.actor) not in {*dyad, None}]
        if role is not None and helpers:
            yield from made(helpers, (role, words.standing(coding.type, party=True)), coding.id, coding.evidence, day)


def of_undertaking(
    dyad: tuple[str, ...], undertaking: Undertaking, words: ThirdPartyWords, day: When | None
) -> Iterator[ThirdParty]:
    """Yield the parts that one undertaking of good offices tells."""
    outside = [one.actor for one in undertaking.by if party(one.actor) not in {*dyad, None}]
    towards = {party(one.actor) for one in undertaking.to}
    role = words.roles.get(undertaking.type)
    if role is None or not outside or (towards and not towards & set(dyad)):
        return
    role = words.role(undertaking.words.quote.lower()) or role
    offered = undertaking.standing in OFFERING
    standing = ThirdPartyStanding.OFFERED if offered else ThirdPartyStanding.ACCEPTED
    yield from made(outside, (role, standing), undertaking.id, undertaking.words, day)


def made(
    actors: Iterable[Actor],
    part: tuple[ThirdPartyRole, ThirdPartyStanding],
    source: str,
    evidence: Evidence,
    day: When | None,
) -> Iterator[ThirdParty]:
    """Make a record for each actor of his part: its role and how far it has come."""
    role, standing = part
    for actor in actors:
        yield ThirdParty(actor=actor, role=role, standing=standing, since=day, evidence=evidence, source=source)
