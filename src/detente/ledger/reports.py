"""Ledger room: what articles report that may bear on a promise: acts, and changes of lines between two sides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.ledger.promises import known, parties, speaker_of
from detente.records import (
    Account,
    Article,
    Certainty,
    Change,
    Coding,
    Event,
    Evidence,
    Evidentiality,
    Status,
    When,
)

__all__ = ["Report", "reports"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED, Status.DENIED})
SEEN = frozenset({Certainty.HAPPENED, Certainty.ASSERTED, Certainty.DENIED})
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing that a report says was done.

    ``source`` is the id of the coding or change; ``event`` that of the event it is part of, its own without one.
    ``acts`` are its event type, alone and with each mode; ``lines`` the states of lines it tells (``envoys=in_post``).
    ``doers`` and ``others`` are parties; ``speaker`` is the party that says so. ``words`` are those of the sentence.
    """

    source: str
    event: str
    article: Article
    acts: frozenset[str]
    lines: frozenset[str]
    doers: frozenset[str]
    others: frozenset[str]
    unnamed: bool
    day: When | None
    known: str
    speaker: str | None
    body: bool
    evidentiality: Evidentiality
    denied: bool
    unconfirmed: bool
    evidence: Evidence
    words: tuple[str, ...]
    place: str | None = None
    weapon: str | None = None
    entered: bool = False


def reports(
    accounts: Iterable[Account], events: Iterable[Event], dyad: tuple[str, ...], bodies: Iterable[str]
) -> Iterator[Report]:
    """Yield what accounts report between the parties of a dyad, in their order."""
    joined = {coding: event.id for event in events for coding in event.codings}
    codes = frozenset(bodies)
    for account in accounts:
        for coding in account.codings:
            report = _of_coding(account, coding, joined, codes)
            if coding.status in TOLD and (report.doers | report.others) & set(dyad):
                yield report
        for change in account.changes:
            if change.certainty in SEEN and len(set(parties(change.sides)) & set(dyad)) > 1:
                yield _of_change(account, change, joined, codes)


def _of_coding(account: Account, coding: Coding, joined: Mapping[str, str], bodies: frozenset[str]) -> Report:
    weapon = next(iter(coding.modes), None) if coding.type == "ASSAULT" else None
    return Report(
        source=coding.id,
        event=joined.get(coding.id, coding.id),
        article=account.article,
        acts=frozenset({coding.type, *(f"{coding.type}/{mode}" for mode in coding.modes)}),
        lines=frozenset(),
        doers=frozenset(parties(coding.sources)),
        others=frozenset((*parties(coding.targets), *coding.affected_states)),
        unnamed=not coding.targets,
        day=coding.day,
        known=known(account),
        speaker=speaker_of(account, coding),
        body=_is_body(coding.attribution.speaker.actor.country, bodies)
        if coding.attribution and coding.attribution.speaker
        else False,
        evidentiality=coding.evidentiality,
        denied=coding.status is Status.DENIED,
        unconfirmed=coding.status is Status.UNCONFIRMED,
        evidence=coding.sentence,
        words=_words(coding.sentence),
        place=coding.place.name if coding.place else None,
        weapon=weapon,
        entered=account.entry is not None,
    )


def _of_change(account: Account, change: Change, joined: Mapping[str, str], bodies: frozenset[str]) -> Report:
    said = change.attribution.speaker if change.attribution else None
    speaker = parties([said])[:1] if said else ()
    both = frozenset(parties(change.sides))
    return Report(
        source=change.id,
        event=joined.get(change.coding or "", change.coding or change.id),
        article=account.article,
        acts=frozenset(),
        lines=frozenset({f"{change.line}={change.state}"}),
        doers=frozenset(parties(change.by)) or both,
        others=both,
        unnamed=False,
        day=change.day,
        known=known(account),
        speaker=speaker[0] if speaker else speaker_of(account, None),
        body=_is_body(said.actor.country, bodies) if said else False,
        evidentiality=change.evidentiality,
        denied=change.certainty is Certainty.DENIED,
        unconfirmed=False,
        evidence=change.sentence,
        words=_words(change.sentence),
        entered=account.entry is not None,
    )


def _is_body(country: str | None, bodies: frozenset[str]) -> bool:
    return country in bodies


def _words(evidence: Evidence) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(evidence.quote))
