"""The state of a relation on the terminal: its lines, its third parties, its latest episode and the way back."""

from collections.abc import Iterator, Sequence

from detente.brief import noticed
from detente.cli.tables import show_lines, show_table
from detente.cli.wording import one_line
from detente.codebook import Codebook, load_refusals
from detente.records import (
    Books,
    Certainty,
    Change,
    Episode,
    Event,
    Evidence,
    EvidenceKind,
    LineState,
    MoveKind,
    ThirdParty,
    When,
)

__all__ = ["show"]

LONGEST = 100
CERTAINTY = {
    Certainty.AGREED: "agreed",
    Certainty.DECIDED: "decided",
    Certainty.PLEDGED: "pledged",
    Certainty.OFFERED: "offered",
    Certainty.DISCUSSED: "discussed",
    Certainty.URGED: "urged",
    Certainty.THREATENED: "threatened",
}
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
MOVES = {
    MoveKind.TRIGGER: "trigger",
    MoveKind.ANSWER: "answer",
    MoveKind.MOVE: "move",
    MoveKind.TURNING_POINT: "turning point",
    MoveKind.CLOSING: "closing",
}


def show(found: Books, book: Codebook) -> None:
    """Print how two parties stand, from the books of their dyad."""
    relation = found.relation
    if relation is None:
        return
    page = Page(found, book)
    until = found.as_of or found.coverage_until
    title = " and ".join(page.party(one) for one in relation.dyad) + (f", as of {until[:10]}" if until else "")
    if relation.lines:
        show_table(title, ("line", "side", "state", "since", "rests on"), [page.line(one) for one in relation.lines])
    else:
        show_lines(title, "Nothing was reported of any line between them.")
    if relation.third_parties:
        columns = ("third party", "part", "standing", "since", "rests on")
        show_table("Third parties", columns, [page.third_party(one) for one in relation.third_parties])
    if found.episodes:
        page.episode(found.episodes[-1])


class Page:
    """The words of one account: which article a piece of evidence stands in, what a party is called."""

    def __init__(self, found: Books, book: Codebook) -> None:
        """Index the sources and changes."""
        self.book = book
        self.channels = book.channels
        self.sources = {one.article.id: one.article for one in found.accounts}
        self.entered = {
            one.entry.id: noticed(one.entry, self.party) or f"entered by {one.entry.author}"
            for one in found.accounts
            if one.entry
        }
        self.changes: dict[str, Change] = {change.id: change for one in found.accounts for change in one.changes}
        self.types = {coding.id: coding.type for one in found.accounts for coding in one.codings}
        self.events: dict[str, Event] = {event.id: event for event in found.events}

    def party(self, name: str | None) -> str:
        """Return what a party is called."""
        return "both" if name is None else self.book.actors.called(name)

    def line(self, state: LineState) -> tuple[str, ...]:
        """Return the row of a line."""
        line = self.channels.lines.get(state.line)
        label = line.label if line else state.line
        return label, self.party(state.side), self.state(state), self.since(state), self.cited(state.evidence)

    def state(self, state: LineState) -> str:
        """Return how a line stands, with the change that is pending."""
        told = [] if state.state == "unknown" else [self.channels.label(state.line, state.state)]
        if state.pending is not None:
            ahead, certainty = state.pending
            told.append(f"{CERTAINTY.get(certainty, certainty.value)}: {self.channels.label(state.line, ahead)}")
        if state.disputed:
            told.append("disputed")
        if state.state == "unknown":
            told.insert(0, "not reported")
        return "; ".join(told)

    def since(self, state: LineState) -> str:
        """Return since when a line stands so, else when it was reported; a use is told by its last one."""
        when = state.last_used or state.since
        if when is not None:
            return day(when)
        article = self.sources.get(state.evidence.article)
        published = article.published if article else None
        return f"reported {day(published)}" if published else "day unknown"

    def third_party(self, one: ThirdParty) -> tuple[str, ...]:
        """Return the row of a third party."""
        since = day(one.since) if one.since else "day unknown"
        return one_line(one.actor.name), one.role.value, one.standing.value, since, self.cited(one.evidence)

    def cited(self, evidence: Evidence) -> str:
        """Return the words that something rests on, with their source; what was entered is no quotation."""
        words = one_line(evidence.quote)
        words = words[:LONGEST] + ("…" if len(words) > LONGEST else "")
        if evidence.kind is EvidenceKind.ENTERED:
            return f"{words} ({self.entered.get(evidence.article, 'entered')})"
        article = self.sources.get(evidence.article)
        source = one_line(article.source or article.path or article.id[:12]) if article else "a report"
        return f"“{words}” ({source})"

    def episode(self, episode: Episode) -> None:
        """Print an episode: its moves, the baseline and the way back."""
        rows = [tuple(row) for row in self.moves(episode)]
        show_table("The latest episode", ("day", "who", "move", "rests on"), rows)
        known = [one for one in episode.baseline if one.change]
        taken = [one for one in episode.baseline if not one.change]
        show_lines(
            f"Before it, as reported: {self.listed(known) or 'nothing'}.",
            f"Before it, taken for granted where no report says otherwise: {self.listed(taken) or 'nothing'}.",
            f"Restored: {self.named(episode.restored) or 'nothing that was lost'}.",
            f"Missing for the way back: {self.named(episode.missing) or 'nothing that was reported lost'}.",
        )

    def moves(self, episode: Episode) -> Iterator[tuple[str, str, str, str]]:
        """Yield the rows of an episode's moves."""
        for move in episode.moves:
            event = self.events.get(move.event)
            words = MOVES[move.kind] if event is None else f"{MOVES[move.kind]}: {self.limits(event)}{self.done(event)}"
            disputed = event is not None and "sources" in event.disputed
            who = load_refusals()["disputed_doer"].says if disputed else self.side(move.by)
            when = day(move.day) if move.day else load_refusals()["day"].says
            yield when, who, words, self.cited(move.evidence)

    def limits(self, event: Event) -> str:
        """Return what must be said first of an event: on whose word it rests, and whether it happened at all."""
        told = [event.caution] if event.caution else []
        told += [load_refusals()["disputed_status"].says] if "status" in event.disputed else []
        return f"{'; '.join(told)}: " if told else ""

    def done(self, event: Event) -> str:
        """Return what was done: the line that was changed, else the act in the field's words."""
        same = {one for one in event.codings if self.types.get(one) == event.type}
        for change in self.changes.values():
            if change.coding in same and change.certainty in DONE and change.line in self.channels.lines:
                return f"{self.channels.lines[change.line].label} {self.channels.label(change.line, change.state)}"
        return self.book.act_words.named(event.type, event.modes)

    def side(self, parties: Sequence[str]) -> str:
        """Return who made a move."""
        return " and ".join(self.party(one) for one in parties)

    def listed(self, states: Sequence[LineState]) -> str:
        """Return lines in one row of words, those of both sides that stand alike once."""
        told: dict[str, list[str]] = {}
        for one in states:
            line = self.channels.lines.get(one.line)
            words = f"{line.label if line else one.line} {self.channels.label(one.line, one.state)}"
            told.setdefault(words, []).append(one.side or "")
        return ", ".join(
            words if len(sides) > 1 or not sides[0] else f"{words} ({self.party(sides[0])})"
            for words, sides in told.items()
        )

    def named(self, names: Sequence[str]) -> str:
        """Return lines that are named by ``line:side``."""
        told = []
        for name in names:
            line, _, side = name.partition(":")
            known = self.channels.lines.get(line)
            label = known.label if known else line
            told.append(f"{label} ({self.party(side)})" if side else label)
        return ", ".join(told)


def day(when: When) -> str:
    """Return a moment as a day."""
    start, end = when.start[:10], when.end[:10]
    return start if start == end else f"{start} to {end}"
