"""Records of what people enter: who entered it, when, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Entry", "EntryKind"]


class EntryKind(StrEnum):
    """What an entry is about."""

    EVENT = "event"
    COMMITMENT = "commitment"
    PROVISION = "provision"
    KEEPING = "keeping"
    RELATION = "relation"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record that a person entered, as it was entered.

    ``id`` is the digest of its content. ``author`` is who entered it, ``entered`` when (ISO 8601 with zone),
    ``rests_on`` what it rests on (own observation, a call, a document with its reference). ``words`` say it in one
    line; evidence of kind entered points into them, with the entry's id where a quotation has its article's.
    ``fields`` are the names and values as they were given. ``side`` is the party the author speaks for, None for none.
    ``notice`` is the id of the notice (N7) that an entry stands for, None of what was entered by hand.
    """

    id: str
    kind: EntryKind
    author: str
    entered: str
    rests_on: str
    words: str
    fields: tuple[tuple[str, str], ...]
    side: str | None = None
    notice: str | None = None
