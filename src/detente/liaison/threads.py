"""Liaison room: threads of the log as they stand at a moment, and who may see them."""

from collections.abc import Iterable, Iterator, Mapping

from detente.codebook import Form
from detente.liaison.clocks import ACKNOWLEDGE, REPLY, awaited, release_clock
from detente.liaison.course import Course, begun, course, labels, merged, standing
from detente.liaison.moves import led
from detente.liaison.rules import copied
from detente.records import Act, Clock, Envelope, Thread, ThreadState

__all__ = ["may_see", "threads"]

# Who disputes a notice has answered it, and who logs an occasion of a plan has taken it up.
_ANSWERS = (Act.REPLY, Act.DISPUTE, Act.LOG)
_STOPS = {ACKNOWLEDGE: (Act.ACKNOWLEDGE, *_ANSWERS), REPLY: _ANSWERS}


def threads(envelopes: Iterable[Envelope], forms: Mapping[str, Form], as_of: str) -> tuple[Thread, ...]:
    """Return every thread that had begun by a day or moment, as it stood then, in the order of the log.

    What was written later changes nothing in it, save that texts erased since are gone from every day.
    """
    courses = (course(entries, forms.get(entries[0].notice.form)) for entries in begun(envelopes, as_of))
    return tuple(_thread(one, as_of) for one in courses)


def may_see(thread: Thread, party: str) -> bool:
    """Return whether a party may see a whole thread: a held one its sender alone, else who is in it, or all by label.

    In it is who sent its first notice and whom that is for; others see of it what was sent to themselves, no more, and
    are not let in by answering that.
    """
    if thread.sent is None:
        return party == thread.notice.sender
    return party in {thread.notice.sender, *thread.notice.to} or thread.tlp.is_open


def _thread(found: Course, as_of: str) -> Thread:
    first = found.first
    return Thread(
        id=first.id,
        form=first.notice.form,
        notice=standing(found),
        state=found.state,
        tlp=merged(labels(found).values()),
        sent=found.sent.notice.at if found.sent else None,
        entries=tuple(one.id for one in found.entries),
        clocks=tuple(_clocks(found, as_of)),
        next=tuple(act for act in Act if _is_next(found, act)),
        log=found.entries,
    )


def _is_next(found: Course, act: Act) -> bool:
    """Return whether somebody may do an act now; to erase is asked for by law and not by the thread."""
    form = found.form
    if act is Act.ERASE or (form and act not in form.acts):
        return False
    if act is Act.CORRECT and form and form.four_eyes and found.state is not ThreadState.HELD:
        return False
    return any(led(act, found.state, first=first) is not None for first in (True, False))


def _clocks(found: Course, as_of: str) -> Iterator[Clock]:
    first, form = found.first, found.form
    if found.sent is None:
        if found.state is ThreadState.HELD:
            yield release_clock(first.notice.sender, first.notice.at)
        return
    if form is None:
        return
    told = copied(form, standing(found))  # a commission that looks on owes nobody an answer
    asked = [one for one in found.addressees(first.id) if one not in told]
    sent = [found.sent]
    again = [one for one in found.about(first.id, Act.CORRECT) if one.number > found.sent.number]
    for what, length, issued in ((ACKNOWLEDGE, form.acknowledge, sent + again), (REPLY, form.answer, sent)):
        if length is not None:
            stopped = _Stops(found, what)
            yield from awaited(what, asked, issued, length=length, stopped=stopped, as_of=as_of)


class _Stops:
    """What stops the clocks of one kind in a thread: what an addressee did about the first entry, or its withdrawal."""

    def __init__(self, found: Course, what: str) -> None:
        self._done = list(found.about(found.first.id, *_STOPS[what]))
        self._ended = found.ended

    def __call__(self, party: str, begun: Envelope) -> Envelope | None:
        """Return the first entry after one that began a clock by which a party stopped it."""
        return next(
            (one for one in self._done if one.notice.sender == party and one.number > begun.number), self._ended
        )
