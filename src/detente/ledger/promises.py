"""Ledger room: undertakings as statements of a promise: between which two parties, by whom told, when made."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.codebook import dyads, party
from detente.records import Account, Article, Coding, Genre, Participant, Standing, Status, Undertaking, When

__all__ = ["Promise", "acting", "dyads_of", "parties", "promises"]

# Types by which a third party offers something to two others (issue of good offices).
FOR_OTHERS = frozenset({"third_party_facilitation", "monitoring_and_access"})
# A day of what is still to come is no day of the saying.
TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One statement of a promise, from one article or entry.

    ``by`` and ``to`` are parties; ``said`` is when it was made, ``known`` the moment of the report; ``speaker`` is the
    party that tells of it, None for the report's own voice; ``stems`` are the beginnings of its content words.
    """

    undertaking: Undertaking
    account: Account
    coding: Coding | None
    by: frozenset[str]
    to: frozenset[str]
    dyad: tuple[str, ...]
    said: When | None
    known: str
    speaker: str | None
    stems: frozenset[str]
    entered: bool

    @property
    def article(self) -> Article:
        """The article that tells it."""
        return self.account.article

    @property
    def own(self) -> bool:
        """Whether a party tells of what it promised itself, or the report does in its own voice as news."""
        if self.speaker is not None:
            return self.speaker in self.by
        return self.article.genre is not Genre.EDITORIAL

    @property
    def standing(self) -> Standing:
        """How firmly it was undertaken, as this statement has it."""
        return self.undertaking.standing


def parties(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Return the parties of participants, each once, unknown ones left out."""
    return tuple(dict.fromkeys(found for one in participants if (found := party(one.actor)) is not None))


def acting(coding: Coding) -> tuple[tuple[str, str], ...]:
    """Return the dyads that a coding belongs to: source x target and source x affected state."""
    return dyads(parties(coding.sources), (*parties(coding.targets), *coding.affected_states))


def dyads_of(account: Account) -> tuple[tuple[str, ...], ...]:
    """Return the dyads that an account touches."""
    found: set[tuple[str, ...]] = set()
    for coding in account.codings:
        found.update(acting(coding))
        found.update(
            dyads(filter(None, [speaker_of(account, coding)]), (*parties(coding.sources), *parties(coding.targets)))
        )
    found.update(leading(account))
    for change in account.changes:
        found.update(dyads(parties(change.sides), ()))
    found.update(promise.dyad for promise in promises(account))
    found.update(dyads(account.parties, ()))
    for keeping in account.keepings:
        found.update(dyads([keeping.by] if keeping.by else [], (*keeping.accused, *keeping.parties)))
        found.update(dyads(keeping.parties, ()))
    return tuple(sorted(found))


def leading(account: Account) -> tuple[tuple[str, str], ...]:
    """Return the pair of the two parties that most acts of an account name, which it is about."""
    met = Counter(
        one
        for coding in account.codings
        for one in {*parties(coding.sources), *parties(coding.targets), *coding.affected_states}
    )
    met.update(one for keeping in account.keepings for one in keeping.parties)
    two = sorted(met, key=lambda one: (-met[one], one))[:2]
    return dyads(two, ())


def promises(account: Account) -> Iterator[Promise]:
    """Yield the promises of an account, in text order; who undertakes nothing by name is left out."""
    codings = {coding.id: coding for coding in account.codings}
    met = Counter(pair for coding in account.codings for pair in acting(coding))
    for undertaking in account.undertakings:
        by, to = frozenset(parties(undertaking.by)), frozenset(parties(undertaking.to))
        coding = codings.get(undertaking.coding or "")
        if not by:
            continue
        yield Promise(
            undertaking=undertaking,
            account=account,
            coding=coding,
            by=by,
            to=to - by,
            dyad=dyad_of(undertaking.type, by, to - by, met),
            said=undertaking.announced or (coding.day if coding and coding.status in TOLD else None),
            known=known(account),
            speaker=speaker_of(account, coding),
            stems=stems(undertaking.words.quote),
            entered=account.entry is not None,
        )


def known(account: Account) -> str:
    """Return when what an account tells became known: published or entered, as ISO 8601; empty where unknown."""
    return account.known or ""


def speaker_of(account: Account, coding: Coding | None) -> str | None:
    """Return the party that tells of an act: its speaker, else the side that an entry or issued statement speaks for.

    A newspaper of one side tells what it does in its own voice.
    """
    if coding is not None and coding.attribution is not None and coding.attribution.speaker is not None:
        found = party(coding.attribution.speaker.actor)
        if found is not None:
            return found
    if account.entry is not None:
        return account.entry.side
    return account.article.side if account.article.genre is Genre.STATEMENT else None


def dyad_of(kind: str, by: frozenset[str], to: frozenset[str], met: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """Return the one dyad that a promise belongs to."""

    def likeliest(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
        return min(pairs, key=lambda pair: (-met[pair], pair), default=None)

    if kind in FOR_OTHERS and not any(by & set(pair) for pair in dyads(to, ())):
        between = likeliest(dyads(to, ())) or likeliest(pair for pair in met if not by & set(pair))
        if between is not None:
            return between
    among = likeliest(dyads(by, ())) or likeliest(dyads(by, to) if to else ())
    among = among or likeliest(pair for pair in met if by & set(pair))
    return among or tuple(sorted(by))


def stems(words: str) -> frozenset[str]:
    """Return the beginnings of the content words, by which two statements are compared."""
    return frozenset(word[:5].lower() for word in _WORD.findall(words) if len(word) > 3)  # noqa: PLR2004
