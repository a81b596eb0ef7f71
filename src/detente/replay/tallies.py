"""Replay room: what each side did against the other so far, and what is missing for the way back."""

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.codebook import Codebook, LevelRules, party
from detente.records import Books, Event, LaneKind, Mark, Tone
from detente.replay.state import Called, State
from detente.replay.words import WORDS

__all__ = ["acts", "way_back"]

_FORCE, _CONFLICT, _OTHER = "force", "conflict", "other"


def acts(found: Books, book: Codebook, rules: LevelRules, sides: Called) -> Iterator[State]:
    """Yield what each side did against the other so far, and what others did between them.

    An act counts as it does for the level of conflict: as having happened, and not as history. Where reports disagree
    on who did it, it is nobody's.
    """
    told: dict[str, list[Event]] = {}
    for event in found.events:
        counts = event.status in rules.statuses and not event.background and found.dyad in event.dyads
        if counts and _kind(event, book, rules) is not None:
            for name in _doers(event, found.dyad):
                told.setdefault(name, []).append(event)
    for name in sorted(told, key=lambda one: (one == _OTHER, one)):
        yield _done_by(name, told[name], (book, rules), sides)


def _doers(event: Event, dyad: Sequence[str]) -> list[str]:
    """Return those of the two who did something; somebody else where neither did, or where it is disputed."""
    names = {party(one) for one in event.sources} & set(dyad)
    if not names or "sources" in event.disputed:
        return [_OTHER]
    return sorted(name for name in names if name is not None)


def _done_by(name: str, events: Sequence[Event], rules: tuple[Codebook, LevelRules], sides: Called) -> State:
    """Return what one side did so far."""
    words = WORDS["acts"]
    kinds = {event.id: _kind(event, *rules) for event in events}
    counted = Counter(kinds.values())
    killed = sum(
        min((one.minimum for one in event.casualties if one.kind == "killed" and one.minimum is not None), default=0)
        for event in events
        if kinds[event.id] == _FORCE
    )
    told = [
        words[kind if counted[kind] > 1 else f"{kind}_one"].format(count=counted[kind])
        for kind in words["kinds"]
        if counted[kind]
    ]
    if killed:
        told[0] += words["killed"].format(count=killed)
    return State(
        key=f"acts:{name}",
        kind=LaneKind.ACTS,
        label=words["others"] if name == _OTHER else words["label"].format(side=sides(name)),
        words="",
        told="; ".join(told),
        tone=Tone.STRAINED if counted[_FORCE] else Tone.UNKNOWN,
        of=(),
        rests=frozenset(article for event in events for article in event.articles),
        marks=tuple(
            Mark(day=event.day.start[:10], what=_FORCE, words=rules[0].act_words.named(event.type, event.modes))
            for event in events
            if kinds[event.id] == _FORCE and event.day is not None
        ),
    )


def _kind(event: Event, book: Codebook, rules: LevelRules) -> str | None:
    """Return of which kind an act is: force as the level of conflict has it, else conflict; None for cooperation."""
    known = rules.kind(event.type, event.modes)
    if known is not None and known.id == _FORCE:
        return _FORCE
    return _CONFLICT if book.types[event.type].quad.endswith(_CONFLICT) else None


def way_back(found: Books, book: Codebook, sides: Called) -> Iterator[State]:
    """Yield what of the relation before the latest episode is missing, where anything was lost."""
    episode = found.episodes[-1] if found.episodes else None
    if episode is None or not (episode.missing or episode.restored):
        return
    words = WORDS["way_back"]
    lines = found.relation.lines if found.relation else ()
    known = {f"{one.line}:{one.side}" if one.side else one.line: one.evidence.article for one in lines}
    told = [
        words[name].format(lines=", ".join(_line(one, book, sides) for one in held))
        for name, held in (("missing", episode.missing), ("restored", episode.restored))
        if held
    ]
    yield State(
        key="way_back",
        kind=LaneKind.WAY_BACK,
        label=words["label"],
        words="",
        told="; ".join(told),
        tone=Tone.STRAINED if episode.missing else Tone.CALM,
        of=(),
        rests=frozenset(known[one] for one in (*episode.missing, *episode.restored) if one in known),
    )


def _line(name: str, book: Codebook, sides: Called) -> str:
    """Return a line that is named by ``line:side``."""
    line, _, side = name.partition(":")
    known = book.channels.lines.get(line)
    label = known.label if known else line
    return f"{label} ({sides(side)})" if side else label
