"""Liaison room: how a thread came to stand as it does, entry by entry, by the table of moves alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from detente.codebook import Form
from detente.liaison.clocks import is_by
from detente.liaison.moves import VOIDS, led
from detente.records import Act, Envelope, Notice, ThreadState, Tlp

__all__ = ["Course", "begun", "course", "labels", "merged", "standing"]

_CONTENT = frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.CORRECT, Act.LOG})  # what a label protects


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A thread's entries in order, and what they came to.

    ``sent`` is the entry by which it went out, None while it is held; ``ended`` the one that withdrew it. ``void`` are
    the entries that were taken back, ``open`` the disputes that are, ``settled`` the number of the last settlement.
    """

    form: Form | None
    entries: tuple[Envelope, ...]
    by_id: Mapping[str, Envelope]
    state: ThreadState
    sent: Envelope | None
    ended: Envelope | None
    void: frozenset[str]
    open: tuple[Envelope, ...]
    settled: int

    @property
    def first(self) -> Envelope:
        """The entry that began the thread."""
        return self.entries[0]

    @property
    def parties(self) -> tuple[str, ...]:
        """All who wrote or were written to in it, in the order in which they came in."""
        named = (party for one in self.entries for party in (one.notice.sender, *one.notice.to))
        return tuple(dict.fromkeys(named))

    def entry(self, name: str | None) -> Envelope | None:
        """Return an entry by its id."""
        return self.by_id.get(name) if name else None

    def meant(self, name: str | None) -> Envelope | None:
        """Return the entry that an id means: what a correction corrects, in its place."""
        found = self.entry(name)
        while found is not None and found.notice.act is Act.CORRECT:
            found = self.entry(found.notice.of)
        return found

    def about(self, name: str, *acts: Act) -> Iterator[Envelope]:
        """Yield the entries of some acts about an entry, those that were taken back left out."""
        for one in self.entries:
            of = self.meant(one.notice.of)
            if of and of.id == name and one.notice.act in acts and one.id not in self.void:
                yield one

    def settling(self, name: str | None) -> tuple[Envelope, ...]:
        """Return the open disputes that a settlement of an entry ends: itself, those about it, or all of the thread."""
        meant = self.meant(name)
        if meant is None:
            return ()
        if meant is self.first:
            return self.open
        return tuple(one for one in self.open if meant.id == one.id or self.meant(one.notice.of) == meant)

    def addressees(self, name: str) -> tuple[str, ...]:
        """Return whom an entry is addressed to: of a later entry, all others in the thread."""
        found = self.meant(name)
        if found is None:
            return ()
        parties = standing(self).to if found is self.first else self.parties
        return tuple(one for one in parties if one != found.notice.sender)


def begun(envelopes: Iterable[Envelope], as_of: str) -> Iterator[list[Envelope]]:
    """Yield the entries of every thread that had begun by a day or moment, up to the first that is later."""
    threads: dict[str, list[Envelope]] = {}
    for one in sorted(envelopes, key=lambda one: one.number):
        threads.setdefault(one.thread, []).append(one)
    for name, entries in threads.items():
        then = list(takewhile(lambda one: is_by(one.notice.at, as_of), entries))
        if then and then[0].id == name:
            yield then


def course(entries: Sequence[Envelope], form: Form | None) -> Course:
    """Return how the entries of a thread, at least its first, came to where they are.

    What the table does not allow changes nothing.
    """
    held = form is not None and form.four_eyes
    begun = Course(
        form=form,
        entries=tuple(entries),
        by_id={one.id: one for one in entries},
        state=ThreadState.HELD if held else ThreadState.OPEN,
        sent=None if held else entries[0],
        ended=None,
        void=frozenset(),
        open=(),
        settled=0,
    )
    now = replace(begun, void=frozenset(_taken_back(begun)))
    for one in entries[1:]:
        now = _moved(now, one)
    return now


def merged(labels: Iterable[Tlp]) -> Tlp:
    """Return the label of what comes from several: the most restrictive one.

    Raises:
        ValueError: there is none.
    """
    return max(labels, key=lambda one: one.rank)


def labels(found: Course) -> dict[str, Tlp]:
    """Return the label of every entry that says something, with what was labelled anew.

    Anyone narrows; only who wrote an entry widens it with its corrections, and who began the thread all of its own.
    """
    held: dict[str, Tlp] = {}
    sender: dict[str, str] = {}
    for one in found.entries:
        notice = one.notice
        if notice.act in _CONTENT:  # what was taken back can still be read
            held[one.id], sender[one.id] = notice.tlp, notice.sender
        if notice.act is Act.RELABEL and (of := found.meant(notice.of)) is not None:
            whole = of is found.first
            own = [name for name in held if sender[name] == notice.sender and (whole or found.meant(name) is of)]
            held |= dict.fromkeys(own, notice.tlp)
            if of.id in held:
                held[of.id] = held[of.id] if of.id in own else merged([held[of.id], notice.tlp])
    return held


def standing(found: Course) -> Notice:
    """Return the first notice of a thread as it stands: with its corrections, each holding the values that change.

    An empty value takes a field out; one that was erased is unknown, and what it took the place of does not come back.
    Whom the notice is for never changes: a correction that is sent to others too does not let them into the thread.
    """
    notice = found.first.notice
    order = [one.name for one in found.form.fields] if found.form else []
    for one in found.about(found.first.id, Act.CORRECT):
        told = dict(notice.fields) | dict(one.notice.fields)
        names = sorted(told, key=lambda name: order.index(name) if name in order else len(order))
        kept = tuple((name, told[name]) for name in names if told[name] and name not in one.erased)
        own = dict(found.first.notice.fields)  # a correction says why, which is no value of what it corrects
        fields = tuple((name, text) for name, text in kept if not order or name in order or name in own)
        notice = replace(notice, fields=fields, about=one.notice.about or notice.about)
    return notice


def _moved(now: Course, one: Envelope) -> Course:
    """Return how a thread stands after an entry."""
    meant = now.meant(one.notice.of)
    act = one.notice.act
    state = led(act, now.state, first=meant is now.first)
    if state is None or meant is None or one.id in now.void or (act is Act.DISPUTE and meant.id in now.void):
        return now
    if act is Act.SETTLE:
        done = now.settling(one.notice.of)
        left = tuple(dispute for dispute in now.open if dispute not in done)
        state = ThreadState.DISPUTED if left else state
        return replace(now, state=state, open=left, settled=one.number)
    return replace(
        now,
        state=state,
        open=(*now.open, one) if act is Act.DISPUTE else now.open,
        sent=one if act is Act.RELEASE else now.sent,
        ended=one if state is ThreadState.WITHDRAWN and now.ended is None else now.ended,
    )


def _taken_back(found: Course) -> Iterator[str]:
    """Yield the later entries that their senders withdrew."""
    for one in found.entries:
        of = found.meant(one.notice.of) if one.notice.act is Act.WITHDRAW else None
        if of and of.notice.act in VOIDS and of.notice.sender == one.notice.sender:
            yield of.id
