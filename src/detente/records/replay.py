"""Records of replays: a course of events with its alternatives, and how the account looks day by day in it."""

from dataclasses import dataclass
from enum import StrEnum

from detente.records.account import Account, Books
from detente.records.commitment import Overdue
from detente.records.liaison import Notice

__all__ = [
    "Alternative",
    "Course",
    "CourseEntry",
    "CourseNotice",
    "Difference",
    "Fate",
    "Lane",
    "LaneKind",
    "Look",
    "Mark",
    "Piece",
    "Playing",
    "Replay",
    "Shift",
    "Stay",
    "Step",
    "Tone",
]


class Fate(StrEnum):
    """What an alternative did with a part of a course."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """One entry of a course, before anybody has checked its fields.

    ``kind`` is that of an entry; ``fields`` are names and values as ``detente add`` takes them; ``follows`` are the
    names of what it came about by: taking those out asks what becomes of it. ``where`` says where it stands.
    """

    name: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    follows: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseNotice:
    """One notice of a course: an act on a form, or on an earlier notice of the course, which ``of`` names.

    ``given`` are names and values of the form's fields; ``about`` names notices and entries of the course or ids.
    """

    name: str
    act: str
    form: str | None
    of: str | None
    sender: str
    to: tuple[str, ...]
    author: str
    at: str
    about: tuple[str, ...]
    tlp: str | None
    given: tuple[tuple[str, str], ...]
    follows: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of what is played: an entry or notice of a course, or a report or entry of the case that it varies.

    ``also`` are other names that it may be called by; ``known`` is the ISO 8601 moment at which it became known, None
    for a report of no date. ``entry`` are the fields of an entry, ``notice`` is a notice, ``account`` or ``sent``
    what a case holds of it, and then it is played as it stands. ``leans`` are names of what it speaks of or follows.
    """

    name: str
    also: tuple[str, ...]
    known: str | None
    kind: str
    words: str
    rests_on: str
    where: str
    leans: tuple[str, ...] = ()
    entry: CourseEntry | None = None
    notice: CourseNotice | None = None
    account: Account | None = None
    sent: Notice | None = None
    fate: Fate = Fate.KEPT
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A move in time of one entry: ``by`` days, or ``to`` an ISO day; ``also`` are fields that move with it."""

    entry: str
    by: int | None
    to: str | None
    also: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What is varied of a course, and why: names taken out, entries moved, entries given other values, and new ones."""

    name: str
    means: str
    take_out: tuple[str, ...]
    moves: tuple[Shift, ...]
    changes: tuple[CourseEntry, ...]
    adds: tuple[CourseEntry, ...]
    notices: tuple[CourseNotice, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course of events that can be played: real, hypothetical, or a variant of a case.

    ``dyad`` are two parties as they were given, empty where none are; ``first`` and ``last`` are ISO days, None for the
    days of what is entered. ``case`` is the place of the case that is varied, None for none; ``where`` is the file.
    """

    title: str
    means: str
    sources: str
    dyad: tuple[str, ...]
    first: str | None
    last: str | None
    author: str
    case: str | None
    entries: tuple[CourseEntry, ...]
    notices: tuple[CourseNotice, ...]
    alternatives: tuple[Alternative, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became known on a day: ``name`` is the entry's in the course, or what a report of the case is called.

    ``day`` is None for what was taken out. ``before`` is the day it had before it was moved, ``rests_on`` what it rests
    on by its own word.
    """

    name: str
    day: str | None
    kind: str
    words: str
    rests_on: str
    fate: Fate
    before: str | None = None


class LaneKind(StrEnum):
    """What a lane of a replay shows."""

    LEVEL = "level"
    ACTS = "acts"
    LINE = "line"
    WAY_BACK = "way_back"
    THIRD_PARTY = "third_party"
    COMMITMENT = "commitment"
    THREAD = "thread"
    MEASURE = "measure"


class Tone(StrEnum):
    """How a state looks beside others of its lane, calm to grave; unknown where nothing was reported."""

    UNKNOWN = "unknown"
    CALM = "calm"
    NEUTRAL = "neutral"
    STRAINED = "strained"
    GRAVE = "grave"
    WORST = "worst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How one lane stands from ``first`` to ``last``, ISO days, both inclusive.

    ``because`` are the names of what became known on the first day and led to it, empty where only time passed.
    ``lasting`` is false of what took place at a moment, such as a call: it stands only until the next of its kind.
    """

    first: str
    last: str
    words: str
    tone: Tone
    because: tuple[str, ...]
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day marked on a lane: ``what`` is due, used, force, alleged ...; ``day`` may lie outside the days played."""

    day: str
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One line of the account through the days: a line between the two, a promise, the level of conflict.

    ``key`` names it alike in two replays of one course; ``of`` are the names of what it was made from. ``stays`` are in
    order, with gaps where there was nothing.
    """

    key: str
    kind: LaneKind
    label: str
    words: str
    of: tuple[str, ...]
    stays: tuple[Stay, ...]
    marks: tuple[Mark, ...]

    def on(self, day: str) -> Stay | None:
        """Return how it stands on a day, None where there is nothing."""
        return next((one for one in self.stays if one.first <= day <= one.last), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A course that was played: how the account looked as of each day from ``first`` to ``last``.

    ``name`` is what it is called beside another; ``alternative`` is None for the course as it stands; ``means`` says in
    words what is played. ``undated`` are reports that bear no date and so were never known.
    """

    name: str
    course: str
    where: str
    alternative: str | None
    means: str
    sources: str
    dyad: tuple[str, ...]
    parties: tuple[str, ...]
    first: str
    last: str
    steps: tuple[Step, ...]
    lanes: tuple[Lane, ...]
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A stretch of days on which a lane stands otherwise in one replay than in another; None where there is nothing."""

    key: str
    kind: LaneKind
    label: str
    first: str
    last: str
    one: Stay | None
    other: Stay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """Two replays side by side with their differences; ``other`` is None where only one was asked for."""

    one: Replay
    other: Replay | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The account at the end of one ISO day, with what is past its day then; ``names`` are what became known on it."""

    day: str
    books: Books
    overdue: tuple[Overdue, ...]
    names: tuple[str, ...]
