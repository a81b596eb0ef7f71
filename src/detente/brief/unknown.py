"""Brief room: what is unknown, said with the reason, and what changed since the last brief."""

from collections.abc import Iterator, Sequence

from detente.brief.names import moment
from detente.brief.sections import NOT_DONE, Told
from detente.records import Event, Head, Line, Part, Section

__all__ = ["changed", "said", "unknown"]


def unknown(told: Told, head: Head) -> Section:
    """Return what the reports leave open."""
    lines = (*_sources(head, told), *_events(told), *_promises(told))
    empty = None if lines else "nothing that this brief asks for is open"
    return Section(part=Part.UNKNOWN, title="What is unknown", lines=lines, empty=empty)


def _sources(head: Head, told: Told) -> Iterator[Line]:
    for side in head.without:
        yield Line(
            text=f"What {told.names.party(side)} says of itself: none of the sources is known to be its own",
            citations=(),
        )
    if head.undated:
        yield Line(text=f"When {head.undated} of the reports were published: they bear no date", citations=())


def _events(told: Told) -> Iterator[Line]:
    for event in told.books.events:
        if event.status in NOT_DONE or told.book.score(event.type, event.modes) > told.config.grave:
            continue
        missing = [name for name, held in _asked(event) if not held]
        if missing:
            about = f"{told.names.act(event)}{f', {moment(event.day)}' if event.day else ''}"
            yield Line(id=event.id, text=f"{' and '.join(missing)}: {about}", citations=told.cited(event.codings))


def _asked(event: Event) -> Iterator[tuple[str, bool]]:
    """Yield what one asks of a grave act, and whether any report tells it."""
    yield "Who did it", bool(event.sources)
    yield "When", event.day is not None
    yield "Where", event.place is not None


def _promises(told: Told) -> Iterator[Line]:
    for one in told.books.commitments:
        overdue = told.overdue.get(one.id)
        if overdue and not overdue.contrary:
            yield Line(id=one.id, text=f"Whether it was kept: {overdue.words}", citations=told.citations.of(one.words))
        elif one.disputed:
            yield Line(id=one.id, text=f"What was agreed: {one.disputed}", citations=told.citations.of(one.words))


def said(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what a brief said, line by line, for the next one to be compared with."""
    kept = (Part.HAPPENED, Part.PROMISED, Part.RELATION, Part.THIRD_PARTIES)
    return tuple(
        f"{section.part.value}\t{line.id or line.label or ''}\t{line.day or ''}\t{line.text}"
        for section in sections
        if section.part in kept
        for line in section.lines
    )


def changed(now: Sequence[str], before: Sequence[str] | None, at: str | None) -> Section:
    """Return what is new, said differently or gone since the last brief."""
    if before is None:
        return Section(part=Part.CHANGED, title="What changed", lines=(), empty="this is the first brief of this dyad")
    old = {_key(one): one for one in before}
    new = {_key(one): one for one in now}
    lines = [_change("new", one) for key, one in new.items() if key not in old]
    lines += [_change("changed", one, old[key]) for key, one in new.items() if key in old and old[key] != one]
    lines += [_change("no longer said", one) for key, one in old.items() if key not in new]
    title = f"What changed since the brief of {(at or '')[:16].replace('T', ' ')}"
    return Section(part=Part.CHANGED, title=title, lines=tuple(lines), empty=None if lines else "nothing changed")


def _key(line: str) -> tuple[str, str]:
    part, name, _, text = line.split("\t", 3)
    return part, name or text


def _change(how: str, line: str, before: str | None = None) -> Line:
    _, name, day, text = line.split("\t", 3)
    was = (Line(text=f"before: {before.split(chr(9), 3)[3]}", citations=()),) if before else ()
    return Line(text=f"{how}: {text}", day=day or None, id=name or None, citations=(), below=was)
