"""Ledger room: the state between two parties from all reports and entries, each change with evidence and time."""

from collections.abc import Sequence

from detente.codebook import Codebook
from detente.ledger.lines import states, tellings
from detente.ledger.third_parties import third_parties
from detente.records import Account, Event, Relation

__all__ = ["relation"]


def relation(dyad: tuple[str, str], accounts: Sequence[Account], events: Sequence[Event], book: Codebook) -> Relation:
    """Return how the lines between two parties stand, with the third parties' part, from what some accounts tell."""
    told = tellings(dyad, accounts, events)
    return Relation(
        dyad=dyad,
        lines=states(dyad, told, book.channels),
        third_parties=third_parties(dyad, accounts, events, book),
        changes=tuple(dict.fromkeys(one.change.id for one in told)),
    )


def known_of(found: Relation) -> Relation | None:
    """Return a relation, None where nothing is known of it."""
    return found if found.lines or found.third_parties or found.changes else None
