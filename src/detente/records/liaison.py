"""Records of working traffic: notices, the envelopes that hold them in the log, and how a thread of them stands."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

__all__ = [
    "AUTHOR",
    "NOTHING",
    "Act",
    "Clock",
    "Envelope",
    "LogFault",
    "Notice",
    "Seal",
    "Thread",
    "ThreadState",
    "Tlp",
]

AUTHOR = "author"  # the name under which who wrote a notice is sealed; no field of a form has it
NOTHING = "0" * 64  # what the first entry of a log names as the hash before it


class Tlp(StrEnum):
    """Who may see a notice, by the Traffic Light Protocol 2.0 of FIRST (August 2022), widest first."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def rank(self) -> int:
        """How restrictive it is: 0 for CLEAR to 4 for RED."""
        return list(Tlp).index(self)

    @classmethod
    def named(cls, text: str) -> Self | None:
        """Return the label that somebody writes, such as TLP:AMBER STRICT; None for what is none."""
        name = re.sub("[ _-]+", "+", text.strip().upper().removeprefix("TLP:").strip())
        return cls(name) if name in set(cls) else None

    @property
    def is_open(self) -> bool:
        """Whether what bears it may go beyond those whom it is sent to."""
        return self in {Tlp.CLEAR, Tlp.GREEN}


class Act(StrEnum):
    """What an entry of the log does; all but ``new`` are about an earlier one."""

    NEW = "new"
    REPLY = "reply"
    ACKNOWLEDGE = "ack"
    DISPUTE = "dispute"
    SETTLE = "settle"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    RELABEL = "relabel"
    LOG = "log"
    ERASE = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one side tells the other on a form, or does about an earlier notice.

    ``form`` is the id of a form of the codebook; ``of`` the id of the entry that it answers, corrects or takes back,
    None in a new one. ``sender`` and ``to`` are parties or bodies by id; ``author`` is the person, None once erased;
    ``at`` is ISO 8601 with zone. ``about`` are ids that it refers to: notices (N3), events (E4), commitments (C2).
    ``fields`` are names and values as they were given, in the form's order; erased ones are left out.
    """

    act: Act
    form: str
    of: str | None
    sender: str
    to: tuple[str, ...]
    author: str | None
    at: str
    about: tuple[str, ...]
    tlp: Tlp
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> dict[str, str]:
        """Every text of it by name, as each is sealed; who wrote it comes first."""
        author = {} if self.author is None else {AUTHOR: self.author}
        return author | dict(self.fields)

    def text(self, name: str) -> str | None:
        """Return the value of a field, None where there is none."""
        return dict(self.fields).get(name)

    def corrected(self, entry: "Envelope", beside: Collection[str]) -> Self:
        """Return it with the values of a correction: an empty one takes a field out, an erased one is unknown.

        What an erased value took the place of does not come back. ``beside`` are fields that the correction has of
        itself, such as why.
        """
        told = dict(self.fields) | {name: text for name, text in entry.notice.fields if name not in beside}
        gone = set(entry.erased) - set(beside)
        return replace(self, fields=tuple((name, text) for name, text in told.items() if text and name not in gone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What stands for one value in the chain: the digest of its salt and text; ``salt`` is None once it is erased."""

    name: str
    digest: str
    salt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One entry of the log: a notice with its place in the chain.

    ``number`` counts from 1 and ``id`` is N and the number; ``thread`` is the id of the first entry of its thread.
    ``seals`` stand for the author and every field, so that a value can be erased and the chain still holds.
    ``previous`` is the hash of the entry before (64 zeros before the first), ``hash`` its own, over all but the texts.
    """

    number: int
    id: str
    thread: str
    notice: Notice
    seals: tuple[Seal, ...]
    previous: str
    hash: str

    @property
    def erased(self) -> tuple[str, ...]:
        """The names of the values that were erased."""
        return tuple(one.name for one in self.seals if one.salt is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFault:
    """The first entry of a log that does not hold, and why."""

    number: int
    id: str
    reason: str


class ThreadState(StrEnum):
    """How a thread stands."""

    HELD = "held"
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """By when something is expected of somebody: ``what`` is reply, acknowledge or release, ``by`` ISO 8601 with zone.

    ``of`` are the parties that it is expected of, ``done`` the id of the entry that stopped it, None while it runs.
    """

    what: str
    of: tuple[str, ...]
    by: str
    done: str | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A notice with all that followed on it, as of a moment.

    ``notice`` holds what stands after corrections, ``tlp`` the most restrictive label in the thread unless its
    originator widened it, ``sent`` the moment from which clocks run, None while it is held. ``entries`` are the ids of
    its envelopes in order, ``clocks`` what was and is expected; ``next`` are the acts that are possible now. ``log``
    are the envelopes themselves, as far as they were there at that moment.
    """

    id: str
    form: str
    notice: Notice
    state: ThreadState
    tlp: Tlp
    sent: str | None
    entries: tuple[str, ...]
    clocks: tuple[Clock, ...]
    next: tuple[Act, ...]
    log: tuple[Envelope, ...] = ()
