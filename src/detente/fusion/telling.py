"""Fusion room: who tells an event: one coding with its article, its independent source and the party that says so."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.codebook import Codebook, party
from detente.records import Account, Actor, Article, Coding, Entry, Genre

__all__ = ["Told", "party_of", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One coding as it is told: ``owner`` is the independent source, ``by`` the party on whose word it rests.

    ``by`` is None where the report speaks in its own voice, or for a speaker who is of no known party. ``speaker`` is
    who is quoted.
    """

    coding: Coding
    article: Article
    owner: str
    by: str | None
    speaker: Actor | None
    entry: Entry | None

    @property
    def published(self) -> str:
        """Return when it was told, "" where unknown; such a telling is older than every dated one."""
        if self.entry is not None:
            return self.entry.entered
        return self.article.published.start if self.article.published else ""


def told(coding: Coding, account: Account, owners: Mapping[str, str], book: Codebook) -> Told:
    """Return a coding with who tells it; ``owners`` are the independent sources by article."""
    speaker = coding.attribution.speaker.actor if coding.attribution and coding.attribution.speaker else None
    return Told(
        coding=coding,
        article=account.article,
        owner=owners.get(account.article.id, account.article.id),
        by=_own_word(account) if speaker is None else _voice(speaker, book),
        speaker=speaker,
        entry=account.entry,
    )


def party_of(actor: Actor) -> str | None:
    """Return the party an actor belongs to; armed people whom the tables do not know are none ("the militants")."""
    found = party(actor)
    return None if actor.id is None and found != actor.country else found


def _voice(speaker: Actor, book: Codebook) -> str | None:
    """Return the party that a speaker speaks for; an organisation speaks for itself."""
    if speaker.country in book.versions.bodies:
        return speaker.id or speaker.name
    return party_of(speaker)


def _own_word(account: Account) -> str | None:
    """Return whose word an account is that quotes nobody: a statement its side's, an entry its author's side's."""
    if account.entry is not None:
        return account.entry.side
    return account.article.side if account.article.genre is Genre.STATEMENT else None
