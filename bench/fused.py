"""Reads, codes and fuses a set of articles with the product's own rooms, for benchmarks that ask for events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.flow import accounts, open_desk, open_rooms
from detente.records import Account, Event, Judgement, Skipped
from detente.settings import Settings

__all__ = ["Fused", "fuse", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """Events of a set of accounts and the judgements that joined them."""

    accounts: tuple[Account, ...]
    judgements: tuple[Judgement, ...]
    events: tuple[Event, ...]

    def event_of(self) -> dict[str, str]:
        """Return the event's id for each coding's id."""
        return {coding: event.id for event in self.events for coding in event.codings}


def read(paths: Iterable[str]) -> list[Account | Skipped]:
    """Read and code everything under the paths, with sketches."""
    rooms = open_rooms(Settings())
    return list(accounts(paths, rooms, batch=Settings().flow.batch, known=lambda _: False))


def fuse(found: Sequence[Account]) -> Fused:
    """Judge all pairs of the accounts and join them to events."""
    fusion = open_desk(Settings()).fusion
    judgements = fusion.compare_events(found, [])
    judgements += fusion.compare_articles(found, [])
    codings = {coding.id for account in found for coding in account.codings}
    return Fused(
        accounts=tuple(found),
        judgements=tuple(judgements),
        events=tuple(fusion.events(found, judgements, codings)),
    )
