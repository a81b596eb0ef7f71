"""Replay room: how each lane stands in the account of one day, in words, with what it rests on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.codebook import Codebook, level_rules, party
from detente.records import (
    Books,
    Change,
    Commitment,
    Keeping,
    KeepingKind,
    LaneKind,
    LineState,
    Look,
    Mark,
    Measure,
    Outcome,
    Overdue,
    Thread,
    Tone,
    When,
)
from detente.replay.state import Called, State
from detente.replay.tallies import acts, way_back
from detente.replay.words import WORDS, tone

__all__ = ["states"]

_RANK = list(Tone)
_UNKNOWN = "unknown"
# What bears on a promise besides its three axes, by the name that it has in words.toml, gravest first.
_BEARS = {
    KeepingKind.VERIFIED_VIOLATION: "verified",
    KeepingKind.ALLEGED_VIOLATION: "alleged",
    KeepingKind.ACCESS_DENIED: "access_denied",
    KeepingKind.SILENCE: "silence",
}
_DONE = 3
_USED = "used"


def states(look: Look, book: Codebook, names: Mapping[str, str], sides: Called) -> Iterator[State]:
    """Yield the lanes of a day: the level, the lines between the two, third parties, promises, traffic and measures.

    ``names`` are what articles, entries, undertakings and notices are called in the course, by their ids.
    """
    yield from _level(look.books)
    yield from acts(look.books, book, level_rules(), sides)
    yield from _lines(look.books, book, sides)
    yield from way_back(look.books, book, sides)
    yield from _third_parties(look.books)
    late = {one.commitment: one for one in look.overdue}
    kept = _by_commitment(look.books.keepings)
    for one in look.books.commitments:
        yield _commitment(one, kept.get(one.id, []), late.get(one.id), _Promised(book, sides, names))
    for thread in look.books.threads:
        yield _thread(thread, sides, names)
    for measure in look.books.measures:
        yield _measure(measure, names)


def _level(found: Books) -> Iterator[State]:
    """Yield the level of conflict, where something tells it."""
    level = found.level
    if level is None or level.name is None:
        return
    words = WORDS["level"]
    articles = {one.id: one.articles for one in found.events}
    yield State(
        key="level",
        kind=LaneKind.LEVEL,
        label=words["label"],
        words=level.reason,
        told=words["words"][level.name.value],
        tone=tone("level", level.name.value),
        of=(),
        rests=frozenset(one for event in level.events for one in articles.get(event, ())),
    )


def _lines(found: Books, book: Codebook, sides: Called) -> Iterator[State]:
    """Yield the lines between the two."""
    changes: dict[str, list[tuple[str, Change]]] = {}
    for account in found.accounts:
        for change in account.changes:
            changes.setdefault(change.line, []).append((account.article.id, change))
    for one in found.relation.lines if found.relation else ():
        line = book.channels.lines.get(one.line)
        label = line.label if line else one.line
        told = [(article, change) for article, change in changes.get(one.line, ()) if _is_of(change, one.side)]
        yield State(
            key=f"line:{one.line}:{one.side or ''}",
            kind=LaneKind.LINE,
            label=f"{label} ({sides(one.side)})" if one.side else label,
            words=line.definition if line else "",
            told=_stands(one, book),
            tone=_line_tone(one, book),
            of=(),
            rests=frozenset({one.evidence.article, *(article for article, _ in told)}),
            marks=_uses(one, book),
            lasting=not _is_use(one, book),
        )


def _stands(one: LineState, book: Codebook) -> str:
    """Return how a line stands, with the change that is pending."""
    words = WORDS["line"]
    label = words["unknown"] if one.state == _UNKNOWN else book.channels.label(one.line, one.state)
    at = _day(one.last_used) if _is_use(one, book) else ""
    parts = [words["used"].format(state=label, day=at) if at else label]
    if one.pending is not None:
        ahead, certainty = one.pending
        state = book.channels.label(one.line, ahead)
        parts.append(words["pending"].format(certainty=certainty.value, state=state))
    return "; ".join([*parts, *([words["disputed"]] if one.disputed else [])])


def _is_use(one: LineState, book: Codebook) -> bool:
    """Whether a line stands at having been used at some moment, as a call or a meeting does."""
    term = book.channels.states.get((one.line, one.state))
    return term is not None and term.standing == _USED


def _is_of(change: Change, side: str | None) -> bool:
    """Whether a change is about a side's own part of a line, or about both."""
    return side is None or not change.whose or side in change.whose


def _line_tone(one: LineState, book: Codebook) -> Tone:
    """Return the tone of a line by its state's standing in the codebook."""
    term = book.channels.states.get((one.line, one.state))
    return tone("line", term.standing) if term else Tone.UNKNOWN


def _uses(one: LineState, book: Codebook) -> tuple[Mark, ...]:
    """Return the day on which a line was last used."""
    if one.last_used is None or not _is_use(one, book):
        return ()
    return (Mark(day=_day(one.last_used), what="used", words=book.channels.label(one.line, one.state)),)


def _third_parties(found: Books) -> Iterator[State]:
    """Yield third parties by the part that they take."""
    for one in found.relation.third_parties if found.relation else ():
        yield State(
            key=f"third_party:{one.actor.id or one.actor.name}:{one.role.value}",
            kind=LaneKind.THIRD_PARTY,
            label=WORDS["third_party"]["label"].format(party=one.actor.name, role=one.role.value),
            words="",
            told=one.standing.value,
            tone=tone("third_party", one.standing.value),
            of=(),
            rests=frozenset({one.evidence.article}),
        )


@dataclass(frozen=True, slots=True)
class _Promised:
    """What the promises of a day are told with."""

    book: Codebook
    sides: Called
    names: Mapping[str, str]


def _commitment(one: Commitment, kept: Sequence[Keeping], late: Overdue | None, at: _Promised) -> State:
    """Return how a promise stands: how firmly it was undertaken, what was done, its date and what was alleged."""
    breaches = Counter(_BEARS[keeping.kind] for keeping in kept if keeping.kind in _BEARS)
    who = " and ".join(dict.fromkeys(at.sides(party(actor) or actor.name) for actor in one.by))
    of = tuple(dict.fromkeys(at.names[name] for name in one.undertakings if name in at.names))
    dues = tuple(Mark(day=_day(due.due), what="due", words=due.how) for due in one.due if due.due is not None)
    breached = tuple(
        Mark(day=_day(keeping.day), what=_BEARS[keeping.kind], words=keeping.evidence.quote)
        for keeping in kept
        if keeping.kind in _BEARS and keeping.day is not None
    )
    evidence = (*(claim.evidence for claim in one.claims), *(due.evidence for due in one.due))
    return State(
        key=f"commitment:{of[0] if of else min(one.undertakings, default=one.id)}",
        kind=LaneKind.COMMITMENT,
        label=f"{at.book.watch.kinds[one.type].label} ({who})",
        words=" ".join(one.words.quote.split()),
        told="; ".join(_promised(one, late, breaches)),
        tone=_promise_tone(one, late, breaches),
        of=of,
        rests=frozenset(
            {*(found.article for found in evidence), *(keeping.evidence.article for keeping in kept), one.words.article}
        ),
        marks=(*dues, *breached),
    )


def _promised(one: Commitment, late: Overdue | None, breaches: Counter[str]) -> Iterator[str]:
    """Yield the parts of how a promise stands, what is gravest first."""
    words = WORDS["commitment"]
    due = one.due[-1].due if one.due else None
    if late is not None and due is not None:
        yield words["overdue"].format(day=_day(due))
    for name in _BEARS.values():
        if breaches[name]:
            yield words[name if breaches[name] > 1 else f"{name}_one"].format(count=breaches[name])
    yield one.standing.value.replace("_", " ")
    done = words["done"][one.implementation] + (f", {words['reversed']}" if one.reversed else "")
    yield f"{done} ({one.verification.value.replace('_', ' ')})" if one.implementation else done
    if late is None and due is not None and one.met is None:
        yield words["due"].format(day=_day(due))
    elif one.due and due is None:
        yield words["suspended"]


def _promise_tone(one: Commitment, late: Overdue | None, breaches: Counter[str]) -> Tone:
    """Return the tone of a promise: that of its standing, graver by what bears on it."""
    graver = WORDS["commitment"]["graver"]
    found = tone("commitment", one.standing.value)
    if one.implementation == _DONE and not one.reversed and found is Tone.NEUTRAL:
        found = Tone.CALM
    bears = {"overdue": late is not None, "reversed": one.reversed, **{name: bool(breaches[name]) for name in breaches}}
    return max([found, *(Tone(graver[name]) for name, true in bears.items() if true)], key=_RANK.index)


def _thread(one: Thread, sides: Called, names: Mapping[str, str]) -> State:
    """Return how a thread of notices stands, with the clock that runs."""
    words = WORDS["thread"]
    running = [clock for clock in one.clocks if clock.done is None]
    told = [one.state.value]
    told += [words["late" if clock.late else "clock"].format(what=clock.what, day=clock.by[:10]) for clock in running]
    late = any(clock.late for clock in running)
    return State(
        key=f"thread:{names.get(one.id, one.id)}",
        kind=LaneKind.THREAD,
        label=words["label"].format(form=one.form.replace("_", " "), sender=sides(one.notice.sender)),
        words="",
        told="; ".join(told),
        tone=tone("thread", "late" if late else one.state.value),
        of=tuple(names.get(entry, entry) for entry in one.entries),
        rests=frozenset(one.entries),
        marks=tuple(Mark(day=clock.by[:10], what="due", words=clock.what) for clock in one.clocks),
    )


def _measure(one: Measure, names: Mapping[str, str]) -> State:
    """Return what became of a measure so far."""
    words = WORDS["measure"]
    counted = Counter(occasion.outcome for occasion in one.occasions if occasion.outcome is not None)
    told = [words["words"][outcome.value].format(count=counted[outcome]) for outcome in Outcome if counted[outcome]]
    worst = max((tone("measure", outcome.value) for outcome in counted), key=_RANK.index, default=Tone.NEUTRAL)
    rows = [row for occasion in one.occasions for row in occasion.rows]
    return State(
        key=f"measure:{names.get(one.id, one.id)}",
        kind=LaneKind.MEASURE,
        label=one.title,
        words=one.place or "",
        told="; ".join(told) or words["none"] if not one.withdrawn else words["withdrawn"],
        tone=Tone.UNKNOWN if one.withdrawn else worst,
        of=(names.get(one.id, one.id),),
        rests=frozenset({one.id, *(row.id for row in rows)}),
        marks=tuple(
            Mark(day=occasion.day, what=occasion.outcome.value, words=occasion.reason)
            for occasion in one.occasions
            if occasion.outcome is not None
        ),
    )


def _by_commitment(keepings: Sequence[Keeping]) -> dict[str, list[Keeping]]:
    """Return the reports on each promise."""
    found: dict[str, list[Keeping]] = {}
    for one in keepings:
        found.setdefault(one.commitment, []).append(one)
    return found


def _day(when: When | None) -> str:
    """Return the last day of a moment."""
    return when.end[:10] if when is not None else ""
