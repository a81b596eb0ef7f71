"""Brief room: how the two stand: lines between them, the course of the latest episode, the way back, third parties."""

from collections.abc import Iterator, Sequence

from detente.brief.acts import act, caution
from detente.brief.names import joined, moment
from detente.brief.told import Told, first_day
from detente.records import EntryKind, Episode, Evidence, Line, LineState, Move, MoveKind, Part, Section, ThirdParty

__all__ = ["observed", "relation", "third_parties"]

UNKNOWN = "unknown"
USED = "used"
OPEN = "open"
APPEAL = "appeal"
ACTIVE = "active"
DAY = len("2024-01-16")
COURSE = tuple(one for one in MoveKind if one is not MoveKind.MOVE)


def relation(told: Told) -> Section:
    """Return how each line stands, what is out of order first, then the latest episode and the way back."""
    found = told.books.relation
    groups = list(_alike([one for one in found.lines if _tells(one)])) if found else []
    lines = [_line(one, told) for one in sorted(groups, key=lambda one: _order(one[0], told))]
    for episode in told.books.episodes[-1:]:
        lines += [_course(episode, told), _way_back(episode, told)]
    return Section(
        part=Part.RELATION,
        title="State of the relation",
        lines=tuple(lines),
        empty=None if lines else "no report tells how a line between the two stands",
    )


def _tells(state: LineState) -> bool:
    """Whether there is something to tell of a line."""
    return state.state != UNKNOWN or state.pending is not None or state.disputed


def _alike(states: Sequence[LineState]) -> Iterator[list[LineState]]:
    """Yield the states of lines, those of both sides together where they stand alike."""
    told: dict[tuple[object, ...], list[LineState]] = {}
    for one in states:
        told.setdefault((one.line, one.state, one.since, one.pending, one.disputed), []).append(one)
    yield from told.values()


def _standing(state: LineState, told: Told) -> str:
    known = told.book.channels.states.get((state.line, state.state))
    return known.standing if known else UNKNOWN


def _order(state: LineState, told: Told) -> tuple[int, int]:
    """Return what lines are sorted by: out of order first, then those of all normal relations, pending, open, used."""
    standing = _standing(state, told)
    known = told.book.channels.lines.get(state.line)
    wrong = state.disputed or standing not in {OPEN, USED, UNKNOWN}
    ranks = (wrong, known is not None and known.usual, state.pending is not None, standing == OPEN, True)
    lines = list(told.book.channels.lines)
    return ranks.index(True), lines.index(state.line) if state.line in lines else len(lines)


def _line(states: Sequence[LineState], told: Told) -> Line:
    state = states[0]
    sides = joined(told.names.party(one.side) for one in states if one.side)
    return Line(
        text=f"{_name(state.line, told)}{f' of {sides}' if sides else ''}: {'; '.join(_said(state, told))}",
        caution="reports differ" if state.disputed else None,
        label=state.line.replace("_", " "),
        citations=told.citations.of(*(_evidence(one, told) for one in states)),
    )


def _said(state: LineState, told: Told) -> Iterator[str]:
    """Yield how a line stands, since when, and what lies ahead of it."""
    if state.state == UNKNOWN:
        yield "how it stands is not reported"
    else:
        yield f"{_label(state.line, state.state, told)} {_since(state, told)}"
    if state.last_used and state.last_used != state.since:
        yield f"last used {moment(state.last_used)}"
    if state.pending:
        ahead, certainty = state.pending
        yield f"{told.word('certainties', certainty.value)} but not yet done: {_label(state.line, ahead, told)}"


def _since(state: LineState, told: Told) -> str:
    """Return since when a line stands so; what is used at one moment has its day, what no report dates that of it."""
    if state.since:
        at = "on" if len(state.since.start) >= DAY else "in"
        return f"{at if _standing(state, told) == USED else 'since'} {moment(state.since)}"
    known = told.published(state.evidence.article)
    return f"(reported {known})" if known else "(day unknown)"


def _evidence(state: LineState, told: Told) -> Evidence:
    change = told.changes.get(state.change)
    return change.sentence if change else told.sentence(state.evidence)


def _name(line: str, told: Told) -> str:
    known = told.book.channels.lines.get(line)
    return known.label if known else line.replace("_", " ")


def _label(line: str, state: str, told: Told) -> str:
    known = told.book.channels.states.get((line, state))
    return known.label if known else state.replace("_", " ")


def _course(episode: Episode, told: Told) -> Line:
    """Return the course of an episode: what it began with, answers, what turned and closed it."""
    days = [moment(one) for one in (episode.start, episode.end)]
    until = f", closed {days[1]}" if days[1] else ", not closed"
    moves = [one for one in episode.moves if one.kind in COURSE and one.event in told.events]
    return Line(
        id=episode.id,
        text=f"Course of the episode that began {days[0] or 'on an unknown day'}{until}",
        citations=told.citations.of(*(told.sentence(one.evidence) for one in moves[:1])),
        below=tuple(_move(one, told) for one in moves),
    )


def _move(move: Move, told: Told) -> Line:
    event = told.events[move.event]
    answered = f", in answer to {joined(move.responds_to)}" if move.responds_to else ""
    return Line(
        day=told.day(event),
        caution=caution(event, told),
        text=f"{told.word('moves', move.kind.value)} {event.id}: {act(event, told)}{answered}",
        citations=told.citations.of(told.sentence(move.evidence)),
    )


def _way_back(episode: Episode, told: Told) -> Line:
    """Return what of the relation before the episode is restored and what is missing, line by line."""
    states = told.books.relation.lines if told.books.relation else ()
    by_name = {_key(one): one for one in states}
    below = [_back("still missing", one, by_name.get(one), told) for one in episode.missing]
    below += [_back("restored", one, by_name.get(one), told) for one in episode.restored]
    lost = f"{len(episode.missing) or 'nothing'} missing, {len(episode.restored) or 'nothing'} restored"
    return Line(
        text=f"Way back to how it was before: {lost if below else 'no line was reported lost'}",
        citations=told.citations.of(*(told.sentence(one.evidence) for one in episode.moves[:1])),
        below=tuple(below),
    )


def _key(state: LineState) -> str:
    return f"{state.line}:{state.side}" if state.side else state.line


def _back(how: str, name: str, state: LineState | None, told: Told) -> Line:
    line, _, side = name.partition(":")
    whose = f" of {told.names.party(side)}" if side else ""
    now = f" ({_label(line, state.state, told)} {_since(state, told)})" if state and state.state != UNKNOWN else ""
    cited = told.citations.of(_evidence(state, told)) if state else ()
    return Line(text=f"{how}: {_name(line, told)}{whose}{now}", citations=cited)


def third_parties(told: Told) -> Section:
    """Return what others do between the two, in order of time."""
    found = told.books.relation.third_parties if told.books.relation else ()
    lines = tuple(_third_party(one, told) for one in sorted(found, key=lambda one: (_day(one, told), one.actor.name)))
    empty = None if lines else "no third party is reported to take part"
    return Section(part=Part.THIRD_PARTIES, title="Third parties", lines=lines, empty=empty)


def _day(one: ThirdParty, told: Told) -> str:
    return first_day(one.since) or told.published(one.evidence.article) or "9999"


def _third_party(one: ThirdParty, told: Told) -> Line:
    known = told.published(one.evidence.article)
    far = "" if one.standing.value == ACTIVE else f", {told.word('third_party_standings', one.standing.value)}"
    role = told.word("roles", one.role.value)
    name = told.names.actors((one.actor,)) or one.actor.name
    return Line(
        day=moment(one.since) or (f"reported {known}" if known else "day unknown"),
        text=f"{name} {role}{far}" if one.role.value == APPEAL else f"{name}: {role}{far}",
        quote=told.quote(one.evidence, told.sentence(one.evidence)),
        citations=told.citations.of(told.sentence(one.evidence)),
    )


def observed(told: Told) -> Section:
    """Return what people entered that tells no act: what they saw or heard themselves."""
    held = [one.entry for one in told.books.accounts if one.entry and one.entry.notice is None]
    entries = [one for one in held if one.kind is EntryKind.OBSERVATION]
    lines = [
        Line(
            id=one.id,
            day=f"entered {one.entered[:10]}",
            text=f"{one.author} (resting on {one.rests_on}): {one.words}",
            citations=(),
        )
        for one in sorted(entries, key=lambda one: (one.entered, one.id))
    ]
    empty = None if lines else "nobody entered an observation"
    return Section(part=Part.OBSERVED, title="Entered by people", lines=tuple(lines), empty=empty)
