"""Fusion room: the first words on every view of an event that rests on one party's word or on one source."""

from collections.abc import Sequence
from pathlib import PurePath

from detente.codebook import Codebook
from detente.fusion.telling import Told
from detente.fusion.verify import Parties
from detente.records import Status

__all__ = ["caution"]


def caution(tellings: Sequence[Told], parties: Parties, book: Codebook) -> str | None:
    """Return what every view says first, None where two independent sources or both sides say it.

    An outlet of a side speaks for that side in what its side takes part in.
    """
    voices = {_party(one, parties) for one in tellings}
    if all(one.coding.status is Status.DENIED for one in tellings):
        who = sorted({_name(one, parties, book) for one in tellings if _party(one, parties)})
        return f"denied by {' and '.join(who)}, told as done by nobody" if who else "told as done by nobody"
    if len(voices) == 1 and None not in voices:
        return f"{_name(tellings[0], parties, book)} alone says"
    if len(voices & parties.all) > 1:
        return None
    owners = {one.owner for one in tellings}
    return f"one source only: {_source(tellings[0])}" if len(owners) == 1 else None


def _source(telling: Told) -> str:
    """Return the name of a source, that of its file where the article names none."""
    article = telling.article
    return telling.owner if telling.owner != article.id else PurePath(article.path or "unnamed").name


def _party(telling: Told, parties: Parties) -> str | None:
    """Return the party on whose word a telling rests, None for a report's own."""
    if telling.by is not None:
        return telling.by
    return telling.article.side if telling.article.side in parties.all else None


def _name(telling: Told, parties: Parties, book: Codebook) -> str:
    """Return the name of the party on whose word a telling rests."""
    party = _party(telling, parties) or telling.owner
    named = book.actors.country_name(party)
    if named is None and telling.speaker is not None and telling.speaker.id == party:
        named = telling.speaker.name
    return named or party
