"""``detente notice list`` and ``show``: the threads of a case, and one thread entry by entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from detente.cli import entering, notice_told
from detente.cli.cases import open_case
from detente.cli.read import chosen_settings
from detente.cli.tables import show_hanging, show_json, show_lines
from detente.cli.wording import one_line
from detente.errors import NoticeError, meant
from detente.flow.traffic import Registry, open_registry
from detente.flow.viewing import Whole, dyad_of, looked_up, whole
from detente.liaison import AUTHOR, ERASES
from detente.records import Act, Envelope, Thread, ThreadState

__all__ = ["Chosen", "as_of", "show_list", "show_thread", "tell_hidden"]

OVERDUE = "overdue"
_DAY = len("2024-01-16")
_GAP = 2
_WIDEST = 22  # letters of a column; a longer cell pushes the rest of its line on


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which threads are asked for, and as of when."""

    dyad: str | None
    viewer: str | None
    states: tuple[str, ...]
    form: str | None
    as_of: str | None


def show_list(asked: Chosen, case: str | None, settings: Path | None, *, as_json: bool) -> None:
    """Print the threads that are asked for."""
    chosen = chosen_settings(settings, [], {"case": case})
    registry, states, moment = open_registry(chosen), _states(asked.states), as_of(asked.as_of)
    form = registry.form(asked.form).id if asked.form else None
    with open_case(chosen) as held:
        dyad = dyad_of(held, registry, asked.dyad) if asked.dyad else None
        found = looked_up(held, registry, dyad=dyad, viewer=asked.viewer, as_of=moment)
    threads = [one for one in found.threads if form in {None, one.form} and _stands(one, states)]
    if as_json:
        show_json({"threads": [notice_told.thread_json(one) for one in threads], "hidden": found.hidden})
        return
    title = f"Working traffic{f' of {asked.dyad}' if asked.dyad else ''}, as of {notice_told.moment(moment)}"
    show_lines(title if threads else f"{title}: none{' that stands so' if found.threads else ''}")
    _show_rows([_row(registry, one) for one in threads])
    tell_hidden(registry, found.hidden, "notice", found.viewer)


def show_thread(
    name: str, viewer: str | None, moment: str | None, case: str | None, settings: Path | None, *, as_json: bool
) -> None:
    """Print the thread that an entry is in, entry by entry."""
    chosen = chosen_settings(settings, [], {"case": case})
    registry = open_registry(chosen)
    with open_case(chosen) as held:
        found = whole(held, registry, name, viewer=viewer, as_of=as_of(moment))
    if as_json:
        entries = [notice_told.envelope_json(one) for one in found.entries]
        thread = notice_told.thread_json(found.thread) if found.whole else None
        show_json({"thread": thread, "entries": entries, "hidden": found.hidden})
        return
    _Page(found, registry).show()


def as_of(given: str | None) -> str:
    """Return the moment as of which something is asked; a day stands for its end.

    Raises:
        NoticeError: it is no day and no moment.
    """
    if given is None:
        return entering.now()
    try:
        found = datetime.fromisoformat(given)
    except ValueError as error:
        remedy = "write a day, such as 2024-01-19, or a moment with its zone"
        raise NoticeError(f"{given!r} is no day", where="--as-of", remedy=remedy) from error
    if ":" not in given:
        return found.date().isoformat()
    if found.tzinfo is None:
        raise NoticeError(f"{given!r} has no zone", where="--as-of", remedy=f"add it, such as {given}+05:00")
    try:
        found.astimezone(UTC)
    except OverflowError as error:
        remedy = "write a moment of another year"
        raise NoticeError(f"{given!r} is at the end of the calendar", where="--as-of", remedy=remedy) from error
    return found.isoformat(timespec="auto" if found.second else "minutes")


def tell_hidden(registry: Registry, count: int, noun: str, viewer: str | None) -> None:
    """Say how much a party is not shown."""
    if count and viewer:
        told = (
            f"1 {noun} is" if count == 1 else f"{count} {noun.removesuffix('y')}{'ies' if noun[-1] == 'y' else 's'} are"
        )
        show_lines(f"{told} not shown to {registry.directory.name(viewer)}.")


def _states(given: Sequence[str]) -> frozenset[str]:
    """Return the states that are asked for.

    Raises:
        NoticeError: one of them is none.
    """
    known = [OVERDUE, *(state.value for state in ThreadState)]
    found = [part.strip().lower() for text in given for part in text.split(",") if part.strip()]
    for one in found:
        if one not in known:
            remedy = meant(one, known, f"use {', '.join(known)}")
            raise NoticeError(f"{one!r} is no state of a thread", where="--state", remedy=remedy)
    return frozenset(found)


def _stands(thread: Thread, states: frozenset[str]) -> bool:
    late = any(one.late for one in notice_told.clocks(thread))
    return not states or thread.state.value in states or (late and OVERDUE in states)


def _row(registry: Registry, one: Thread) -> tuple[tuple[str, ...], list[str]]:
    """Return the cells of a thread's first line, and what stands below it."""
    form = notice_told.form_name(registry, one.form).lower()
    below = [notice_told.clock(registry, each) for each in notice_told.clocks(one)]
    below.append(notice_told.said(registry, one.notice))
    return (one.id, form, notice_told.way(one.notice), one.state.value, one.tlp.value), below


def _show_rows(rows: Sequence[tuple[tuple[str, ...], list[str]]]) -> None:
    """Print threads: aligned first lines, and what is due and what is said below each, which no column could hold."""
    widths = [min(_WIDEST, max(map(len, cells))) for cells in zip(*(row for row, _ in rows), strict=True)]
    for row, below in rows:
        first = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        show_hanging("", first, style="bold")
        for line in below:
            show_hanging(" " * (widths[0] + _GAP), line)


class _Page:
    """A thread on the terminal."""

    def __init__(self, found: Whole, registry: Registry) -> None:
        self.found = found
        self.thread = found.thread
        self.registry = registry
        self.corrected = _corrected(found.entries)
        self.erased = _erased(found.entries)

    def show(self) -> None:
        """Print it; who may not see how it began is shown the entries that are for them, and no more."""
        thread, registry = self.thread, self.registry
        if self.found.whole:
            label = f"{notice_told.form_name(registry, thread.form)}, {thread.state.value}, TLP:{thread.tlp.value}"
            show_hanging(f"{thread.id}  ", label, style="bold")
            show_hanging("", notice_told.said(registry, thread.notice))
        for one in self.found.entries:
            show_lines("")
            self._show_entry(one)
        tell_hidden(self.registry, self.found.hidden, "entry", self.found.viewer)
        if self.found.whole:
            show_lines("", *self._foot())

    def _show_entry(self, one: Envelope) -> None:
        """Print an entry: who and when, then its values with what became of them."""
        notice = one.notice
        author = notice.author or f"author {self.erased.get((one.id, AUTHOR), 'erased')}"
        done = notice_told.what(self.registry, notice)
        when = notice_told.moment(notice.at)
        show_hanging(f"{one.id}  ", f"{when}  {notice_told.way(notice)}  {done}, by {author}")
        values = dict(self._values(one))
        width = max(map(len, values), default=0)
        for name, text in values.items():
            show_hanging(f"    {name:<{width}}  ", text)

    def _values(self, one: Envelope) -> Iterator[tuple[str, str]]:
        """Yield the values of an entry, each with what was made of it later."""
        notice = one.notice
        for name, text in notice.fields:
            yield (
                name,
                "; ".join(
                    (
                        notice_told.value(self.registry, notice, name, text) or "(taken out)",
                        *self.corrected.get((one.id, name), ()),
                    )
                ),
            )
        for name in one.erased:
            if name != AUTHOR:
                yield name, f"[{self.erased.get((one.id, name), 'erased')}]"
        if notice.about:
            yield "about", ", ".join(notice.about)
        if notice.act is Act.RELABEL:
            yield "label", f"TLP:{notice.tlp.value}"

    def _foot(self) -> Iterator[str]:
        """Yield what was and is expected, and what may follow."""
        thread = self.thread
        for one in notice_told.clocks(thread, all_=True):
            yield f"Clock: {notice_told.clock(self.registry, one)}"
        if thread.sent is None:
            sender = notice_told.named(self.registry, [thread.notice.sender])
            yield f"Held: it goes out when a second person of {sender} releases it."
        yield f"May follow: {', '.join(act.value for act in thread.next) or 'nothing'}"


def _corrected(entries: Sequence[Envelope]) -> Mapping[tuple[str, str], list[str]]:
    """Return what corrections made of each value, by entry and name."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in entries:
        notice = one.notice
        if notice.act is not Act.CORRECT or notice.of is None:
            continue
        why = notice.text("why")
        for name, text in notice.fields:
            told = f"corrected by {one.id} to {one_line(text)}" if text else f"taken out by {one.id}"
            found.setdefault((notice.of, name), []).append(told + (f" ({one_line(why)})" if why else ""))
    return found


def _erased(entries: Sequence[Envelope]) -> Mapping[tuple[str, str], str]:
    """Return by whom, when and by what right each value was erased, by entry and name."""
    found: dict[tuple[str, str], str] = {}
    for one in entries:
        notice = one.notice
        if notice.act is not Act.ERASE or notice.of is None:
            continue
        names = (notice.text(ERASES) or "").replace(";", ",").split(",")
        told = f"erased with {one.id} on {notice.at[:_DAY]}: {notice.text('why')}, {notice.text('authority')}"
        found |= {(notice.of, name.strip()): told for name in names}
    return found
