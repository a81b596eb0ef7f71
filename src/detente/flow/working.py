"""Flow: what of a case's working traffic and figures belongs to the books of a dyad; computed anew, never stored.

::

    log ─threads→ Threads ─accounts→ what they say of lines and promises, for the ledger
    log ─measures→ Measures ─┘
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente import liaison
from detente.records import Account, Books, Envelope, Measure, Series, Thread, ThreadState, Tlp

if TYPE_CHECKING:
    from detente.flow.cases import Desk
    from detente.store import Case

__all__ = ["Seen", "Working", "now", "told_notices", "working"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Which traffic counts: ``most`` is the most restrictive label, ``side`` the one whose held notices it may see.

    With ``viewer`` only what that party may see counts. With none of them all of it does.
    """

    most: Tlp | None = None
    side: str | None = None
    viewer: str | None = None

    def admits(self, thread: Thread) -> bool:
        """Whether a thread counts."""
        if self.viewer is not None and not liaison.may_see(thread, self.viewer):
            return False
        if self.most is None and self.side is None:
            return True
        held = thread.state is ThreadState.HELD and thread.notice.sender != self.side
        return not held and (self.most is None or thread.tlp.rank <= self.most.rank)

    def hides(self, thread: Thread) -> bool:
        """Whether a thread that was sent is left out for its label; of what is held nobody else hears."""
        sent = thread.state is not ThreadState.HELD
        return sent and self.most is not None and thread.tlp.rank > self.most.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """Working traffic of a dyad as of a moment; ``accounts`` are what it says of lines and promises.

    ``left_out`` counts the threads that a chosen label leaves out; ``fewer`` is true where any that was sent is.
    """

    threads: tuple[Thread, ...] = ()
    measures: tuple[Measure, ...] = ()
    series: tuple[Series, ...] = ()
    accounts: tuple[Account, ...] = ()
    left_out: int = 0
    fewer: bool = False


def working(  # noqa: PLR0913 - a dyad of a case, when, and who looks
    case: "Case",
    desk: "Desk",
    dyad: tuple[str, ...],
    *,
    until: str | None = None,
    at: str | None = None,
    seen: Seen | None = None,
) -> Working:
    """Return the working traffic of a dyad.

    Args:
        case: the case.
        desk: the rooms with the forms.
        dyad: the two parties.
        until: the moment up to which entries count (ISO 8601), None for all.
        at: the moment as of which something is due or past; for None that of the last entry, so that what follows
            depends on the log alone and on no clock.
        seen: which threads count, all for None.
    """
    series = tuple(case.series(dyad, as_of=until))
    log = case.log(dyad=dyad, until=until)
    if not log:
        return Working(series=series)
    moment = at or max((one.notice.at for one in log), key=datetime.fromisoformat)
    all_threads = liaison.threads(log, desk.forms, moment)
    threads = tuple(one for one in all_threads if (seen or Seen()).admits(one))
    labels = {one.id: one.tlp for one in threads}
    held = liaison.measures([one for one in log if one.thread in labels], desk.forms, moment, config=desk.limits)
    measures = tuple(replace(one, tlp=labels[one.id], commitment=_now(case, one.commitment)) for one in held)
    return Working(
        threads=threads,
        measures=measures,
        series=series,
        accounts=_told(case, desk, threads, measures),
        left_out=sum((seen or Seen()).hides(one) for one in all_threads),
        fewer=any(one.id not in labels and one.state is not ThreadState.HELD for one in all_threads),
    )


def told_notices(found: Books, desk: "Desk") -> Mapping[str, str]:
    """Return the entries of the traffic of some books in words, one line each, by id."""
    named = desk.book.actors.called
    told = {
        entry.id: liaison.words(
            desk.forms[thread.form], thread.notice if entry.id == thread.id else entry.notice, named
        )
        for thread in found.threads
        if thread.form in desk.forms
        for entry in thread.log
    }
    rows = {
        row.id: liaison.logged(row, measure, named)
        for measure in found.measures
        for occasion in measure.occasions
        for row in occasion.rows
    }
    return told | {one.entry.notice: one.entry.words for one in found.accounts if one.entry and one.entry.notice} | rows


def now() -> str:
    """Return this moment, to the second, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _told(
    case: "Case", desk: "Desk", threads: tuple[Thread, ...], measures: tuple[Measure, ...]
) -> tuple[Account, ...]:
    """Return what traffic says of lines and promises.

    A promise is tied to by one of its undertakings, which it keeps whatever is joined or parted later.
    """
    named = {name for one in threads for entry in one.log for name in (*entry.notice.about, *_values(entry))}
    now = {one: case.resolve(one) for one in sorted(named) if one[:1] == "C" and one[1:].isdecimal()}
    found = {one.id: one for one in case.commitments(ids=[one for one in now.values() if one]) if one.undertakings}
    known = found | {name: found[one] for name, one in now.items() if one in found}
    return liaison.accounts(
        threads,
        measures,
        desk.forms,
        desk.book,
        {name: one.undertakings[0] for name, one in known.items()},
        between={name: one.dyad for name, one in known.items()},
    )


def _now(case: "Case", commitment: str | None) -> str | None:
    """Return what a commitment is called now; one that the case never had keeps its name."""
    return commitment and (case.resolve(commitment) or commitment)


def _values(entry: Envelope) -> list[str]:
    return [part.strip() for _, text in entry.notice.fields for part in text.split(";")]
