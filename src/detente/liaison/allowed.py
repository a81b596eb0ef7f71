"""Liaison room: what may be added to a thread. Every refusal says what is wrong, where, and what to do instead."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from detente.codebook import Form
from detente.errors import NoticeError
from detente.liaison.course import Course, course, labels, merged
from detente.liaison.moves import ABOUT, BY, VOIDS, By, led
from detente.liaison.values import parts
from detente.records import Act, Envelope, Notice, ThreadState

__all__ = ["allow"]

_Refusal = tuple[str, str]  # what is wrong, and the remedy
# ISO 8601 written out: what stands in columns of dates is compared letter by letter.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})")
_FINAL = "begin a new thread and let it refer to this one"


def allow(before: Sequence[Envelope], notice: Notice, form: Form) -> None:
    """Refuse a notice that may not be added to its thread.

    Args:
        before: the entries of the thread until now, none for a new one.
        notice: what is to be added.
        form: the form of the thread.

    Raises:
        NoticeError: the form, the state of the thread, whose hand it is, the label or four eyes forbid it.
    """
    checks = (_shape, _time, _state, _hand, _special, _reach, _label)
    if not before:
        found = next(_opening(notice, form), None)
    else:
        thread = course(before, form)
        found = next((refusal for check in checks for refusal in check(thread, notice, form)), None)
    if found:
        where = f"{form.name}, {notice.act}" + (f" of {notice.of}" if notice.of else "")
        raise NoticeError(found[0], where=where, remedy=found[1])


def _opening(notice: Notice, form: Form) -> Iterator[_Refusal]:
    """A thread begins with a new notice."""
    if notice.act is not Act.NEW or notice.of is not None:
        yield f"there is no entry {notice.of or 'that it is about'}", "detente notice list shows those there are"
    yield from _signed(notice)
    yield from _widest(notice, form)


def _signed(notice: Notice) -> Iterator[_Refusal]:
    if not (notice.author or "").strip():
        yield "nobody is named as its author", "name who writes it with --author"
    if not _has_zone(notice.at):
        yield f"{notice.at!r} is no moment with a zone", "write it as 2024-01-17T08:00+05:00"


def _shape(thread: Course, notice: Notice, form: Form) -> Iterator[_Refusal]:
    """What it is, and what it is about."""
    first = thread.first
    yield from _signed(notice)
    if notice.act is Act.NEW:
        yield f"{first.id} has begun this thread", "leave out what it answers, and a new thread begins"
    if notice.form != first.notice.form:
        yield f"{first.id} is on the form {first.notice.form}", "use that form within its thread"
    if notice.act not in form.acts and notice.act is not Act.ERASE:
        acts = ", ".join(sorted(form.acts))
        yield f"this form does not know {notice.act}", f"use one of: {acts}"
    of = thread.meant(notice.of)
    if of is None:
        yield f"{notice.of} is no entry of the thread {first.id}", f"name one of: {_ids(thread)}"
    elif notice.act is Act.ERASE:
        if (named := thread.entry(notice.of)) and named.notice.act is Act.ERASE:
            yield f"{notice.of} says what was erased and stays", "name the entry that holds the text"
    elif of.notice.act not in ABOUT[notice.act]:
        kinds = ", ".join(sorted(ABOUT[notice.act]))
        yield (
            f"{notice.of} is a {of.notice.act}, to which {notice.act} does not apply",
            f"name an entry that is: {kinds}",
        )
    elif of.id in thread.void and notice.act is not Act.RELABEL:
        yield f"{of.id} was withdrawn by its sender", f"name another entry, or {first.id}"


def _time(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """Entries of a thread are in order of time, so that what stood at a moment never changes afterwards."""
    last = thread.entries[-1]
    if datetime.fromisoformat(notice.at) < datetime.fromisoformat(last.notice.at):
        yield f"{notice.at} lies before {last.id} ({last.notice.at})", f"date it {last.notice.at} or later"


def _state(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """What the table of moves allows as the thread stands."""
    first = thread.meant(notice.of) is thread.first
    if led(notice.act, thread.state, first=first) is not None:
        return
    name = thread.first.id
    if thread.state is ThreadState.HELD:
        yield f"{name} is held until a second person releases it", f"detente notice release {name}, by another author"
    elif thread.state is ThreadState.WITHDRAWN:
        yield f"{name} was withdrawn by {thread.ended.id if thread.ended else 'its sender'}", _FINAL
    elif notice.act is Act.SETTLE:
        yield f"nothing in {name} is disputed", "settle what was disputed first"
    else:
        yield f"{name} is {thread.state}, in which {notice.act} is not possible", _FINAL


def _hand(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """Whose hand an act takes."""
    of = thread.meant(notice.of)
    if of is None:
        return
    if thread.state is ThreadState.HELD and notice.act is not Act.ERASE and notice.sender != of.notice.sender:
        yield f"{of.id} was not sent yet", "wait until it is released"
    who, sender = BY[notice.act], of.notice.sender
    if who is By.SENDER and notice.sender != sender:
        yield f"{of.id} is of {sender}, and {notice.sender} may not {notice.act} it", _instead(notice, of)
    elif who is By.ADDRESSEE and notice.sender == sender:
        yield f"{of.id} is of {sender} itself", "correct or withdraw one's own entry"
    elif who is By.ADDRESSEE and notice.sender not in thread.addressees(of.id):
        named = ", ".join(thread.addressees(of.id)) or "nobody"
        yield f"{of.id} is not addressed to {notice.sender}", f"this is for: {named}"
    elif who is By.PARTY and notice.sender not in thread.parties and notice.sender not in _named([thread.first]):
        yield f"{notice.sender} is no party of this thread", f"this is for: {', '.join(thread.parties)}"


def _instead(notice: Notice, of: Envelope) -> str:
    """Return what somebody else than the sender may do instead."""
    return f"dispute {of.id}, or reply to it" if notice.act in {Act.CORRECT, Act.WITHDRAW} else "ask its sender"


def _special(thread: Course, notice: Notice, form: Form) -> Iterator[_Refusal]:
    """What one act alone asks for."""
    check = _SPECIAL.get(notice.act)
    if check:
        yield from check(thread, notice, form)


def _acknowledged(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """The same entry is acknowledged once by each; its correction may be once more."""
    for one in thread.entries:
        same = (one.notice.act, one.notice.of, one.notice.sender) == (notice.act, notice.of, notice.sender)
        if same:
            yield f"{notice.sender} acknowledged {notice.of} in {one.id}", "acknowledge a later correction, or reply"


def _disputed(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """A dispute is open once for each side and entry; what was settled is not disputed again."""
    named, of = thread.entry(notice.of), thread.meant(notice.of)
    if named is None or of is None:
        return
    for one in thread.about(of.id, Act.DISPUTE):
        if one not in thread.open and named.number < thread.settled:
            yield f"{named.id} was settled", "dispute the settlement itself, or what is later than it"
        if one in thread.open and one.notice.sender == notice.sender:
            yield f"{notice.sender} disputes {of.id} already in {one.id}", f"reply to it, or correct {one.id}"


def _settled(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """A dispute ends by the hand of who raised it, or of a third party; not of the one whose entry is disputed."""
    disputes = thread.settling(notice.of)
    if not disputes:
        names = ", ".join(one.id for one in thread.open)
        yield f"nothing about {notice.of} is disputed", f"name an open dispute: {names}"
    # Named at the outset or by who disputes; one side cannot bring in a third that is for it.
    named = _named([thread.first, *disputes])
    for one in disputes:
        raised = one.notice.sender
        accused = thread.meant(one.notice.of)
        if notice.sender == raised:
            continue
        if accused and notice.sender == accused.notice.sender:
            remedy = f"let {raised} or a third party settle it, or correct or withdraw {accused.id}"
            yield f"{one.id} disputes what {notice.sender} itself said", remedy
        if notice.sender not in named:
            yield f"{notice.sender} is neither {raised} nor named in this thread", f"let {raised} settle {one.id}"


def _corrected(thread: Course, notice: Notice, form: Form) -> Iterator[_Refusal]:
    """What a second person released is not changed by one alone."""
    if form.four_eyes and thread.state is not ThreadState.HELD and thread.meant(notice.of) is thread.first:
        name = thread.first.id
        yield (
            f"{name} was released by a second person",
            f"withdraw {name} and write a new notice, which is released again",
        )


def _withdrawn(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """A correction is taken back by a correction, and what was settled stays."""
    named, of = thread.entry(notice.of), thread.meant(notice.of)
    if named is None or of is None:
        return
    if named.notice.act is Act.CORRECT:
        yield f"{named.id} is a correction", f"correct {of.id} once more"
    disputes = [of] if of.notice.act is Act.DISPUTE else thread.about(of.id, Act.DISPUTE)
    if of.notice.act in VOIDS and any(one not in thread.open for one in disputes):
        yield f"{of.id} was settled", "write what holds now as a reply or a correction"


def _released(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """Who releases a notice wrote nothing of it."""
    written = [thread.first, *thread.about(thread.first.id, Act.CORRECT)]
    for one in written:
        if one.notice.author is None:
            yield f"who wrote {one.id} was erased", f"withdraw {thread.first.id} and write it anew"
        elif _person(one.notice.author) == _person(notice.author):
            yield f"{notice.author} wrote {one.id}", f"let another person of {notice.sender} release it"


def _reach(thread: Course, notice: Notice, _form: Form) -> Iterator[_Refusal]:
    """Whom an act concerns must be told of it; an answer that only others see is none."""
    of = thread.meant(notice.of)
    if of is None or not notice.to:
        return
    concerned = {of.notice.sender}
    if notice.act is Act.SETTLE:
        accused = (thread.meant(one.notice.of) for one in thread.settling(notice.of))
        concerned |= {one.notice.sender for one in (*thread.settling(notice.of), *accused) if one}
    elif notice.act is Act.LOG or notice.sender == of.notice.sender:
        concerned |= set(of.notice.to)
    left = sorted(concerned - {notice.sender, *notice.to}) if notice.act is not Act.ERASE else []
    if left:
        yield f"{of.id} concerns {left[0]}, which would not be told", f"address it to {', '.join(left)} as well"


def _label(thread: Course, notice: Notice, form: Form) -> Iterator[_Refusal]:
    """Anyone narrows a label, only who said a thing widens it (TLP 2.0: recipients may not)."""
    yield from _widest(notice, form)
    of = thread.meant(notice.of)
    if notice.act is not Act.RELABEL or of is None:
        return
    held = labels(thread)
    now = merged(held.values()) if of is thread.first else held.get(of.id, of.notice.tlp)
    if notice.tlp is now:
        yield f"{of.id} is TLP:{now} already", "give another label"
    if notice.tlp.rank >= now.rank:
        return
    if notice.sender != of.notice.sender:
        yield f"only {of.notice.sender} may widen TLP:{now} to TLP:{notice.tlp}", f"ask {of.notice.sender}"
    others = {one.id: one.notice.sender for one in thread.entries if one.notice.sender != notice.sender}
    for name, label in held.items():
        if of is thread.first and name in others and label.rank > notice.tlp.rank:
            remedy = f"ask {others[name]} to label {name} anew, or give TLP:{label}"
            yield f"{name} of {others[name]} in this thread is TLP:{label}", remedy


def _widest(notice: Notice, form: Form) -> Iterator[_Refusal]:
    if notice.tlp.rank < form.widest.rank:
        yield f"TLP:{notice.tlp} is wider than this form may be", f"give TLP:{form.widest} or a narrower label"


def _named(entries: Sequence[Envelope]) -> set[str]:
    """Return who wrote some entries, whom they are addressed to, and what their values name."""
    texts = (text for one in entries for _, text in one.notice.fields)
    parties = {party for one in entries for party in (one.notice.sender, *one.notice.to)}
    return parties | {part for text in texts for part in parts(text)}


def _person(author: str | None) -> str:
    return " ".join((author or "").split()).casefold()


def _has_zone(at: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(at)) and datetime.fromisoformat(at).tzinfo is not None
    except ValueError:
        return False


def _ids(thread: Course) -> str:
    return ", ".join(one.id for one in thread.entries)


_SPECIAL: dict[Act, Callable[[Course, Notice, Form], Iterator[_Refusal]]] = {
    Act.ACKNOWLEDGE: _acknowledged,
    Act.DISPUTE: _disputed,
    Act.SETTLE: _settled,
    Act.CORRECT: _corrected,
    Act.WITHDRAW: _withdrawn,
    Act.RELEASE: _released,
}
