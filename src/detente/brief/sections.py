"""Brief room: what happened, what each side says differently, what was promised, and how the relation stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.brief.citations import Citations
from detente.brief.config import Config
from detente.brief.names import Names, joined, moment
from detente.codebook import Codebook
from detente.records import (
    Books,
    Claim,
    Coding,
    Commitment,
    Episode,
    Event,
    Keeping,
    Line,
    LineState,
    Overdue,
    Part,
    Section,
    Status,
    Verification,
)

__all__ = ["Told", "happened", "observed", "promised", "relation", "third_parties", "versions", "watch"]

NOT_DONE = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.RECOMMENDED})
CLOSED = frozenset({"fulfilled", "lapsed", "withdrawn", "superseded", "terminated"})
DONE = ("nothing done yet", "begun", "done in part", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every section draws on: the books, the numbered citations, the names, and what is overdue."""

    books: Books
    book: Codebook
    names: Names
    citations: Citations
    overdue: Mapping[str, Overdue]
    since: str | None
    config: Config

    def codings(self) -> dict[str, Coding]:
        """Return the codings of the books by id."""
        return {one.id: one for account in self.books.accounts for one in account.codings}

    def cited(self, codings: Iterable[str]) -> tuple[int, ...]:
        """Return the citations of some codings: one of each source first, and no more than are read."""
        owners = {c.id: a.article.owner or a.article.source for a in self.books.accounts for c in a.codings}
        known = self.codings()
        first: dict[str | None, str] = {}
        for one in codings:
            if one in known:
                first.setdefault(owners[one] or one, one)
        return self.citations.of(*(known[one].sentence for one in list(first.values())[: self.config.cited]))


def happened(told: Told) -> Section:
    """Return the timeline, one line an event; what was only planned or urged is none."""
    shown = [one for one in told.books.events if _is_shown(one, told.since)]
    lines = tuple(_event(one, told) for one in sorted(shown, key=_day_of))
    return Section(
        part=Part.HAPPENED,
        title="What happened",
        lines=lines,
        empty=None if lines else "no event between the two is on record" + (" since then" if told.since else ""),
    )


def _is_shown(event: Event, since: str | None) -> bool:
    if event.status in NOT_DONE:
        return False
    if since is None or event.day is None:
        return not (event.background and event.day is None)
    return event.day.end[: len(since)] >= since


def _day_of(event: Event) -> tuple[bool, str, str]:
    return event.day is None, event.day.start if event.day else "", event.id


def _event(event: Event, told: Told) -> Line:
    place = f" ({event.place.name})" if event.place and event.place.name not in told.names.act(event) else ""
    counts = joined(_count(one.kind, one.minimum, one.maximum, one.by, told) for one in event.casualties)
    return Line(
        id=event.id,
        day=moment(event.day) or "day unknown",
        caution=event.caution,
        text=f"{told.names.act(event)}{place}{f'; {counts}' if counts else ''}",
        label=told.names.label(event),
        citations=told.cited(event.codings),
    )


def _count(kind: str, low: int | None, high: int | None, by: str | None, told: Told) -> str:
    """Return a count with whose it is: "2 killed, says Pakistan"."""
    number = str(low) if low == high else f"{low if low is not None else 'up'} to {high}" if high else f"at least {low}"
    return f"{number} {kind}" + (f", says {told.names.party(by)}" if by else "")


def versions(told: Told) -> Section:
    """Return the events on which reports differ, with each version and who says it."""
    lines = [
        Line(
            id=event.id,
            day=moment(event.day),
            text=f"{told.names.act(event)}: reports differ on {joined(_field(one) for one in event.disputed)}",
            citations=(),
            below=tuple(_claim(one, told) for one in event.claims if one.field in event.disputed),
        )
        for event in sorted(told.books.events, key=_day_of)
        if event.disputed and event.status not in NOT_DONE and _is_shown(event, told.since)
    ]
    empty = None if lines else "no two reports contradict each other on an event"
    return Section(part=Part.VERSIONS, title="What each side says differently", lines=tuple(lines), empty=empty)


def _field(name: str) -> str:
    return name.replace("_", " ")


def _claim(claim: Claim, told: Told) -> Line:
    who = f"{told.names.party(claim.by)} says" if claim.by else "reports say in their own voice"
    checked = "" if claim.verification is Verification.UNVERIFIED else f" ({_field(claim.verification.value)})"
    return Line(text=f"{_field(claim.field)}: {who}: {claim.value}{checked}", citations=told.cited(claim.codings))


def promised(told: Told) -> Section:
    """Return every promise with where it stands on its three axes, what is due, and what bears on it."""
    held = sorted(told.books.commitments, key=lambda one: (one.standing.value in CLOSED, one.id))
    lines = tuple(_commitment(one, told) for one in held)
    return Section(
        part=Part.PROMISED,
        title="What was promised, and where it stands",
        lines=lines,
        empty=None if lines else "no undertaking of either side is on record",
    )


def _commitment(commitment: Commitment, told: Told) -> Line:
    kind = told.book.commitments[commitment.type].definition.lower()
    by = told.names.actors(commitment.by) or "somebody not named"
    to = told.names.actors(commitment.to)
    overdue = told.overdue.get(commitment.id)
    parts = [f"{by}{f' to {to}' if to else ''}: {kind}", _axes(commitment), *_dates(commitment)]
    if overdue:
        parts.append(overdue.words)
    return Line(
        id=commitment.id,
        day=moment(commitment.announced),
        caution=commitment.disputed or commitment.caution,
        text="; ".join(parts),
        label=commitment.type.replace("_", " "),
        citations=told.citations.of(commitment.words),
        below=tuple(_keeping(one, told) for one in told.books.keepings if one.commitment == commitment.id),
    )


def _axes(commitment: Commitment) -> str:
    """Return the three axes in words."""
    done = DONE[commitment.implementation] + (", then reversed" if commitment.reversed else "")
    return f"{_field(commitment.standing.value)}; {done}; {_field(commitment.verification.value)}"


def _dates(commitment: Commitment) -> Iterator[str]:
    if commitment.effective:
        yield f"in effect from {moment(commitment.effective)}"
    for one in commitment.due[-1:]:
        how = f" ({_field(one.how)})" if one.how != "set" else ""
        yield f"due {moment(one.due) or 'date removed'}{how}"
    if commitment.met:
        yield f"met {moment(commitment.met)}"
    if commitment.condition:
        yield f"on condition: {' '.join(commitment.condition.quote.split())}"


def _keeping(keeping: Keeping, told: Told) -> Line:
    number = f" {keeping.number}" if keeping.number else ""
    parts = [f"{_field(keeping.kind.value)}{number}"]
    if keeping.accused:
        parts.append(f"by {joined(told.names.party(one) for one in keeping.accused)}")
    if keeping.by:
        parts.append(f"says {told.names.party(keeping.by)}")
    parts += [part for part in (keeping.place, keeping.weapon) if part]
    if keeping.answer:
        parts.append(f"answer: {keeping.answer}")
    if keeping.verified_by:
        parts.append(f"verified by {keeping.verified_by}")
    if keeping.due:
        parts.append(f"now due {moment(keeping.due)}")
    return Line(
        id=keeping.id, day=moment(keeping.day), text=", ".join(parts), citations=told.citations.of(keeping.evidence)
    )


def relation(told: Told) -> Section:
    """Return how each line between the two stands, and what is missing on the way back."""
    found = told.books.relation
    lines = [_line(one, told) for one in found.lines] if found else []
    lines += [_way_back(episode, told) for episode in told.books.episodes[-1:]]
    return Section(
        part=Part.RELATION,
        title="State of the relation",
        lines=tuple(lines),
        empty=None if lines else "no report tells how a line between the two stands",
    )


def _line(state: LineState, told: Told) -> Line:
    channels = told.book.channels
    name = channels.lines[state.line].label if state.line in channels.lines else _field(state.line)
    side = f" of {told.names.party(state.side)}" if state.side else ""
    since = f" since {moment(state.since)}" if state.since else ""
    used = f", last used {moment(state.last_used)}" if state.last_used else ""
    pending = f"; {_state(state.line, state.pending[0], told)} is {state.pending[1].value}" if state.pending else ""
    return Line(
        text=f"{name}{side}: {_state(state.line, state.state, told)}{since}{used}{pending}",
        caution="reports differ" if state.disputed else None,
        label=state.line,
        citations=told.citations.of(state.evidence),
    )


def _state(line: str, state: str, told: Told) -> str:
    known = told.book.channels.states.get((line, state))
    return known.label if known else _field(state)


def _way_back(episode: Episode, told: Told) -> Line:
    """Return what of the relation before the episode is restored and what is missing."""
    begun = f"the episode that began {moment(episode.start) or 'on an unknown day'}"
    missing = joined(_where(one, told) for one in episode.missing)
    restored = joined(_where(one, told) for one in episode.restored)
    parts = [f"restored: {restored}" if restored else "", f"still missing: {missing}" if missing else "nothing missing"]
    return Line(
        id=episode.id,
        text=f"Way back to how it was before {begun}: " + "; ".join(part for part in parts if part),
        citations=told.citations.of(*(one.evidence for one in episode.moves[:1])),
    )


def _where(name: str, told: Told) -> str:
    """Return a line and side as ``line:side`` names them."""
    line, _, side = name.partition(":")
    channels = told.book.channels
    label = channels.lines[line].label if line in channels.lines else _field(line)
    return f"{label} of {told.names.party(side)}" if side else label


def third_parties(told: Told) -> Section:
    """Return what others do between the two."""
    found = told.books.relation.third_parties if told.books.relation else ()
    lines = tuple(
        Line(
            day=moment(one.since),
            text=f"{one.actor.name}: {_field(one.role.value)}, {_field(one.standing.value)}",
            citations=told.citations.of(one.evidence),
        )
        for one in found
    )
    empty = None if lines else "no third party is reported to take part"
    return Section(part=Part.THIRD_PARTIES, title="Third parties", lines=lines, empty=empty)


def observed(told: Told) -> Section:
    """Return what people entered that tells no act: what they saw or heard themselves."""
    lines = []
    for account in told.books.accounts:
        entry = account.entry
        if entry and entry.kind.value == "observation":
            words = f"{entry.author} (resting on {entry.rests_on}): {entry.words}"
            lines.append(Line(id=entry.id, day=entry.entered[:10], text=words, citations=()))
    empty = None if lines else "nobody entered an observation"
    return Section(part=Part.OBSERVED, title="Entered by people", lines=tuple(lines), empty=empty)


def watch(told: Told) -> Section:
    """Return for each open promise what would count as kept, broken or reversed, and who could confirm it."""
    lines = []
    for one in told.books.commitments:
        if one.standing.value in CLOSED:
            continue
        rules = told.book.watch.of(one.type)
        said: Sequence[tuple[str, str]] = [(rule.effect.value, rule.means) for rule in rules if rule.types]
        if said:
            kind = told.book.watch.kinds[one.type]
            lines.append(
                Line(
                    id=one.id,
                    text=f"{told.names.actors(one.by) or 'somebody'}: {one.type.replace('_', ' ')}",
                    citations=(),
                    below=(
                        *(Line(text=f"{_field(effect)}: {means}", citations=()) for effect, means in said),
                        Line(text=f"could be confirmed by {kind.verifiers}", citations=()),
                    ),
                )
            )
    empty = None if lines else "no promise is open"
    return Section(part=Part.WATCH, title="What to watch for", lines=tuple(lines), empty=empty)
