"""Ledger room: what articles report that may bear on a promise: acts, changes of lines, words on what became of one."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.codebook import party
from detente.ledger.config import Config
from detente.ledger.promises import known, parties, speaker_of
from detente.records import (
    Account,
    Actor,
    Article,
    Certainty,
    Change,
    Coding,
    Event,
    Evidence,
    EvidenceKind,
    Keeping,
    KeepingKind,
    Participant,
    Status,
    When,
)

__all__ = ["Report", "reports"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED, Status.DENIED})
SEEN = frozenset({Certainty.HAPPENED, Certainty.ASSERTED, Certainty.DENIED})
DEEDS = frozenset({"RETREAT", "CONCEDE", "COOPERATE", "CONSULT", "AID", "SUPPORT"})
ARMED = frozenset({"MIL", "REB", "UAF", "SEP"})
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing that a report says was done, or became of a promise.

    ``source`` is the id of the coding, change or keeping; ``event`` that of the event it is part of, its own without
    one. ``acts`` are its event type, alone and with each mode; ``lines`` the states of lines it tells
    (``envoys=in_post``); ``effect`` what its words say of a promise of ``kind``, any type where that is None. ``doers``
    and ``others`` are parties; ``unnamed`` is true of doers whom no table knows. ``speaker`` is the party that says so,
    ``body`` the id of an organisation that does. ``words`` are those of the sentence, ``clause`` those of the act.
    """

    source: str
    event: str
    article: Article
    acts: frozenset[str]
    lines: frozenset[str]
    doers: frozenset[str]
    others: frozenset[str]
    day: When | None
    known: str
    speaker: str | None
    evidence: Evidence
    words: tuple[str, ...]
    clause: tuple[str, ...] = ()
    unnamed: bool = False
    body: str | None = None
    denied: bool = False
    place: str | None = None
    weapon: str | None = None
    entered: bool = False
    effect: KeepingKind | None = None
    kind: str | None = None
    due: When | None = None
    told: Keeping | None = None


def reports(
    accounts: Iterable[Account],
    events: Iterable[Event],
    dyad: tuple[str, ...],
    config: Config,
    known_acts: Collection[str],
) -> Iterator[Report]:
    """Yield what accounts report between the parties of a dyad, in their order, without acts that bear on nothing."""
    joined = {coding: event.id for event in events for coding in event.codings}
    both = frozenset(dyad)
    for account in accounts:
        worded = {keeping.source for keeping in account.keepings}  # their words say more than the act does
        for coding in account.codings:
            acts = (coding.type, *(f"{coding.type}/{mode}" for mode in coding.modes))
            bears = coding.status is Status.DENIED or any(act in known_acts for act in acts)
            if bears and coding.status in TOLD and not (coding.id in worded and coding.type in DEEDS):
                yield _of_coding(account, coding, joined, config)
        for change in account.changes:
            if change.certainty in SEEN and both <= set(parties(change.sides)):
                yield _of_change(account, change, joined, config)
        for keeping in account.keepings:
            if not keeping.parties or both & set(keeping.parties) or keeping.commitment:
                yield _of_keeping(account, keeping, joined, config)


def _of_coding(account: Account, coding: Coding, joined: Mapping[str, str], config: Config) -> Report:
    said = coding.attribution.speaker if coding.attribution else None
    doers = frozenset(parties(coding.sources))
    return Report(
        source=coding.id,
        event=joined.get(coding.id, coding.id),
        article=account.article,
        acts=frozenset({coding.type, *(f"{coding.type}/{mode}" for mode in coding.modes)}),
        lines=frozenset(),
        doers=doers,
        others=frozenset((*parties(coding.targets), *coding.affected_states)),
        unnamed=not doers and any(one.actor.sector in ARMED for one in coding.sources),
        day=coding.day,
        known=known(account),
        speaker=speaker_of(account, coding),
        body=_body(said.actor if said else None, config),
        denied=coding.status is Status.DENIED,
        evidence=coding.sentence,
        words=_words(coding.sentence),
        clause=_words(coding.evidence),
        place=coding.place.name if coding.place else None,
        weapon=next(iter(coding.modes), None) if coding.type == "ASSAULT" else None,
        entered=account.entry is not None,
    )


def _of_change(account: Account, change: Change, joined: Mapping[str, str], config: Config) -> Report:
    said: Participant | None = change.attribution.speaker if change.attribution else None
    both = frozenset(parties(change.sides))
    return Report(
        source=change.id,
        event=joined.get(change.coding or "", change.coding or change.id),
        article=account.article,
        acts=frozenset(),
        lines=frozenset({f"{change.line}={change.state}"}),
        doers=frozenset(change.whose) or frozenset(parties(change.by)) or both,
        others=both,
        day=change.day,
        known=known(account),
        speaker=(party(said.actor) if said else None) or speaker_of(account, None),
        body=_body(said.actor if said else None, config),
        denied=change.certainty is Certainty.DENIED,
        evidence=change.sentence,
        words=_words(change.sentence),
        entered=account.entry is not None,
    )


def _of_keeping(account: Account, keeping: Keeping, joined: Mapping[str, str], config: Config) -> Report:
    return Report(
        source=keeping.source,
        event=joined.get(keeping.source, keeping.source),
        article=account.article,
        acts=frozenset(),
        lines=frozenset(),
        doers=frozenset(keeping.accused or keeping.parties),
        others=frozenset(),
        day=keeping.day,
        known=known(account),
        speaker=keeping.by or _unnamed(account, keeping.speaker) or speaker_of(account, None),
        body=_body(keeping.speaker, config) or keeping.verified_by,
        evidence=keeping.evidence,
        words=_words(keeping.evidence),
        place=keeping.place,
        weapon=keeping.weapon,
        entered=keeping.evidence.kind is EvidenceKind.ENTERED,
        effect=keeping.kind,
        kind=keeping.type,
        due=keeping.due,
        told=keeping,
    )


def _body(speaker: Actor | None, config: Config) -> str | None:
    """Return the id of a speaker that can verify, of one that no table knows its words (monitors), None for others."""
    if speaker is None:
        return None
    if speaker.country in config.bodies:
        return speaker.id
    named = any(word.lower().startswith(config.watchers) for word in _WORD.findall(speaker.name))
    return speaker.name if named and speaker.id is None and speaker.country is None else None


def _unnamed(account: Account, speaker: Actor | None) -> str | None:
    """Return the side of an official whom the article names no state of: that of its own country's paper."""
    return account.article.side if speaker is not None and speaker.sector == "GOV" else None


def _words(evidence: Evidence) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(evidence.quote))
