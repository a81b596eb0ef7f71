"""Brief room: what is unknown, said with the reason, and what changed since the last brief."""

from collections.abc import Iterator, Sequence

from detente.brief.acts import act
from detente.brief.names import joined
from detente.brief.promises import CLOSED, named
from detente.brief.told import Told
from detente.codebook import load_refusals, open_questions
from detente.records import Event, Head, Line, Part, PastBrief, Section, Standing, Status

__all__ = ["changed", "said", "unknown"]

KEPT = frozenset(
    {
        Part.HAPPENED,
        Part.SAID,
        Part.PROMISED,
        Part.MEASURES,
        Part.RELATION,
        Part.THIRD_PARTIES,
        Part.TRAFFIC,
    }
)
SENT = {Part.MEASURES: "measure", Part.TRAFFIC: "notice"}
FIRM = frozenset({Standing.DECIDED, Standing.PLEDGED, Standing.AGREED})


def unknown(told: Told, head: Head) -> Section:
    """Return what the reports leave open, what matters most first."""
    lines = (
        *_disputed(told),
        *_asked("Who did it", "doer", "names anybody", told),
        *_promises(told),
        *_sides(head, told),
        *_asked("When", "day", "gives a day", told),
        *_asked("Where", "place", "names a place", told),
        *_undue(told),
        *_undated(told),
        *_unread(told),
    )
    empty = None if lines else "nothing that this brief asks for is open"
    return Section(part=Part.UNKNOWN, title="What is unknown", lines=lines, empty=empty)


def _grave(question: str, told: Told) -> Iterator[Event]:
    """Yield the grave acts of which a question is open; where it was is asked only of what is done by force.

    Of what somebody denies and nobody tells as done there is nothing to ask.
    """
    for event in told.sorted(when=lambda one: told.book.score(one.type, one.modes) <= told.config.grave):
        asked = event.status is not Status.DENIED
        if asked and question in open_questions(event, forceful=event.type in told.book.telling.force):
            yield event


def _disputed(told: Told) -> Iterator[Line]:
    """Yield the grave acts of which reports disagree on who did them."""
    settles = load_refusals()["disputed_doer"].settles
    for event in _grave("disputed_doer", told):
        text = f"Who did it: {act(event, told)}, {told.day(event)} (would settle it: {settles})"
        yield Line(id=event.id, text=text, citations=told.cited_event(event))


def _asked(question: str, name: str, does: str, told: Told) -> Iterator[Line]:
    """Yield the grave acts of which no report answers a question, with what would settle it."""
    refusal = load_refusals()[name]
    for event in _grave(name, told):
        many = len(event.articles)
        reason = f"none of the {many} reports {does}" if many > 1 else "the one report does not say"
        about = f"{act(event, told)}, {told.day(event)}"
        text = f"{question}: {about}: {refusal.says} ({reason}; would settle it: {refusal.settles})"
        yield Line(id=event.id, text=text, citations=told.cited_event(event))


def _promises(told: Told) -> Iterator[Line]:
    for one in told.books.commitments:
        late = told.overdue.get(one.id)
        cited = told.citations.of(told.sentence(one.words))
        about = named(one.type, told)
        if late and not late.contrary:
            yield Line(id=one.id, text=f"Whether the promise of {about} was kept: {late.words}", citations=cited)
        elif one.disputed:
            refusal = load_refusals()["text"]
            settled = f" (would settle it: {refusal.settles})" if refusal.says in one.disputed else ""
            yield Line(id=one.id, text=f"What was agreed on {about}: {one.disputed}{settled}", citations=cited)


def _sides(head: Head, told: Told) -> Iterator[Line]:
    for side in head.without:
        name = told.names.party(side)
        text = f"What {name} says in a voice of its own: none of the sources is known to be on its side"
        yield Line(text=text, citations=())


def _undue(told: Told) -> Iterator[Line]:
    """Yield in one line the firm promises that ask for a deed and have no day."""
    held = [one for one in told.books.commitments if one.standing in FIRM and one.standing not in CLOSED]
    kinds = told.book.watch.kinds
    without = [one for one in held if not one.due and not one.effective and not kinds[one.type].lasting]
    if without:
        names = joined(f"{one.id} ({named(one.type, told)})" for one in without)
        cited = told.best(told.sentence(one.words) for one in without)
        yield Line(text=f"By when: no day was given for {names}", citations=cited)


def _undated(told: Told) -> Iterator[Line]:
    """Yield in one line the reports that bear no date."""
    held = [one.article.id for one in told.books.accounts if not one.entry and one.article.published is None]
    if held:
        names = joined(dict.fromkeys(told.outlet(one) for one in held))
        reports = "1 report was" if len(held) == 1 else f"{len(held)} reports were"
        yield Line(text=f"When {reports} published, for want of a date: {names}", citations=())


def _unread(told: Told) -> Iterator[Line]:
    """Yield in one line what was not read for its language."""
    if told.unread:
        names = joined(
            f"{number} {'text' if number == 1 else 'texts'} in {language}" for language, number in told.unread.items()
        )
        settles = load_refusals()["nothing_unread"].settles
        text = f"What else was told: {names}, a language that is not read (would settle it: {settles})"
        yield Line(text=text, citations=())


def said(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what a brief said, line by line, for the next one to be compared with."""
    return tuple(_written(section, line) for section in sections if section.part in KEPT for line in section.lines)


def _written(section: Section, line: Line) -> str:
    """Return a line as it is remembered; of a notice how it stands, never its words, which may have to be erased."""
    first = f"{line.caution}: " if line.caution else ""
    then = f"; {line.then}" if line.then else ""
    text = f"{SENT[section.part]} {line.id}" if section.part in SENT else line.text
    return f"{section.part.value}\t{line.id or ''}\t{line.day or ''}\t{first}{text}{then}"


def changed(sections: Sequence[Section], before: PastBrief | None) -> Section:
    """Return what is new, told differently or gone since the last brief that said something else."""
    now = {_written(section, line): line for section in sections if section.part in KEPT for line in section.lines}
    old, at = _compared(tuple(now), before)
    if old is None:
        return Section(part=Part.CHANGED, title="What changed", lines=(), empty="this is the first brief of this dyad")
    lines = tuple(_changes(now, old))
    title = f"What changed since the brief of {(at or '')[:16].replace('T', ' ')}"
    return Section(part=Part.CHANGED, title=title, lines=lines, empty=None if lines else "nothing changed")


def _compared(now: tuple[str, ...], before: PastBrief | None) -> tuple[tuple[str, ...] | None, str | None]:
    """Return the lines and moment to compare with; the same brief made again is compared with what it was before."""
    if before is None:
        return None, None
    if before.said == now and before.before is not None:
        return before.before, before.before_at
    return before.said, before.at


def _changes(now: dict[str, Line], before: Sequence[str]) -> Iterator[Line]:
    old = {_key(one): one for one in before}
    new = {_key(one): one for one in now}
    for key, one in new.items():
        if key not in old:
            yield _change("new", one, now[one])
    for key, one in new.items():
        if key in old and old[key] != one:
            yield _change("told differently", one, now[one], old[key])
    for key, one in old.items():
        if key not in new:
            yield _change("no longer told", one)


def _key(line: str) -> tuple[str, str]:
    part, name, _, text = line.split("\t", 3)
    return (part if part != Part.SAID.value else Part.HAPPENED.value), name or text.partition(":")[0]


def _change(how: str, line: str, told: Line | None = None, before: str | None = None) -> Line:
    _, _, day, text = line.split("\t", 3)
    was: tuple[Line, ...] = ()
    if before:
        _, _, then, words = before.split("\t", 3)
        was = (Line(text=f"before: {f'{then}, ' if then and then != day else ''}{words}", citations=()),)
    cited, known = (told.citations, told.id) if told else ((), None)
    return Line(text=f"{how}: {text}", day=day or None, id=known, citations=cited, below=was)
