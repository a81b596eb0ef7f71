"""Brief room: working traffic thread by thread, what is overdue or disputed first; what is held is never told."""

from collections.abc import Iterator

from detente.brief.names import joined
from detente.brief.told import Told
from detente.records import Act, Clock, Envelope, Line, Part, Section, Thread, ThreadState

__all__ = ["traffic"]

CAUTIONS = frozenset({ThreadState.DISPUTED, ThreadState.WITHDRAWN})
CLOCKS, STATES = "clocks", "threads"


def traffic(told: Told) -> Section:
    """Return every thread that was sent: what was sent by whom, what followed, what is expected of whom."""
    lines = tuple(_thread(one, told) for one in sorted(told.threads, key=_order))
    none = "no notice passed between the two in this case" + told.up_to
    empty = None if lines else none
    return Section(part=Part.TRAFFIC, title="Working traffic", lines=lines, empty=empty)


def _order(thread: Thread) -> tuple[bool, bool, str, int]:
    """Return what threads are sorted by: overdue, disputed, then as they were sent."""
    late, disputed = any(_late(thread)), thread.state is ThreadState.DISPUTED
    return not late, not disputed, thread.sent or "", int(thread.id[1:])


def _late(thread: Thread) -> Iterator[Clock]:
    return (one for one in thread.clocks if one.late and one.done is None)


def _thread(thread: Thread, told: Told) -> Line:
    state = told.word(STATES, thread.state.value)
    late = dict.fromkeys(told.word(CLOCKS, one.what) for one in _late(thread))
    cautions = [state] if thread.state in CAUTIONS else []
    cautions += [f"{joined(late)} overdue"] if late else []
    to = joined(map(told.names.party, thread.notice.to))
    then = [] if thread.state in CAUTIONS else [state]
    then += [_clock(one, told) for one in thread.clocks if one.done is None]
    then += [f"about {', '.join(thread.notice.about)}"] if thread.notice.about else []
    return Line(
        id=thread.id,
        day=(thread.sent or thread.notice.at)[:10],
        caution="; ".join(cautions) or None,
        text=f"{thread.form.replace('_', ' ').capitalize()} to {to or 'nobody'}: {told.words(thread.id)}",
        then="; ".join(then) or None,
        label=f"TLP:{thread.tlp.value}",
        citations=told.citations.of_notices(thread.id),
        below=tuple(_followed(thread, told)),
    )


def _clock(clock: Clock, told: Told) -> str:
    """Return what is expected of whom and by when."""
    whose, by = joined(map(told.names.party, clock.of)), clock.by[:16].replace("T", " ")
    due = "was due" if clock.late else "due"
    return f"{told.word(CLOCKS, clock.what)} {due} {by}{f' from {whose}' if whose else ''}"


def _followed(thread: Thread, told: Told) -> Iterator[Line]:
    """Yield what followed in a thread; rows of a measure's log stand with the measure."""
    for entry in thread.log[1:]:
        if entry.notice.act not in {Act.LOG, Act.RELEASE}:
            yield _entry(entry, told)
    rows = [one.id for one in thread.log if one.notice.act is Act.LOG]
    if rows:
        many = "1 log row" if len(rows) == 1 else f"{len(rows)} log rows"
        text = f"{many} ({', '.join(rows)}): they stand with the measure"
        yield Line(text=text, citations=told.citations.of_notices(*rows))


def _entry(entry: Envelope, told: Told) -> Line:
    return Line(
        id=entry.id,
        day=entry.notice.at[:10],
        text=told.words(entry.id),
        citations=told.citations.of_notices(entry.id),
    )
