"""Entry room: an entered event becomes a coding, an entered state of a line between two sides a change."""

import hashlib
from collections.abc import Iterable

from detente.codebook import Channels, party
from detente.entry.given import Given
from detente.records import (
    Attribution,
    Casualties,
    Certainty,
    Change,
    Coding,
    Evidentiality,
    Participant,
    Place,
    Status,
)

__all__ = ["change", "digest", "event"]

_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_OTHER = "other"
_FORCE, _STATE = "MIL", "GOV"


def digest(*parts: str) -> str:
    """Return the id of something made from an entry."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def event(given: Given) -> Coding | None:
    """Return the coding of an entered event, None where its type is wrong."""
    book, entry = given.tables.book, given.entry
    labels = {kind.label: name for name, kind in book.types.items()}
    kind = given.of("type", book.types, labels)
    modes = book.types[kind].modes if kind else ()
    armed = kind in book.rules.cues["sectors", "doer_military"]
    sources = given.participants("by", _FORCE if armed else _STATE)
    targets = given.participants("to", None if armed else _STATE)
    affected = given.each("affected", given.tables.actors.state)
    speaker = attribution(given)
    status = Status(given.of("status", book.statuses) or Status.HAPPENED)
    place = given.place([*affected, *(one.actor.country for one in (*targets, *sources) if one.actor.country)])
    found = Coding(
        id=digest(entry.id, "event"),
        type=kind or "",
        modes=given.many_of("mode", [mode.id for mode in modes]) if kind else (),
        contexts=given.many_of("context", book.contexts),
        sources=sources,
        targets=targets,
        affected_states=affected or _soil(place, sources, targets, armed=armed),
        status=status,
        evidentiality=Evidentiality.ATTRIBUTED if speaker else Evidentiality.ASSERTED,
        attribution=speaker,
        day=given.day("day"),
        place=place,
        trigger=given.whole,
        evidence=given.whole,
        sentence=given.whole,
        reciprocal=given.yes("both"),
        casualties=_losses(given, speaker),
        reasons=given.reasons(),
    )
    if not (sources or targets or given.text("by") or given.text("to")):
        given.wrong("by", "neither who did it nor to whom is given", "name at least one of by and to")
    if status in _DONE and found.day is not None:
        given.past("day", found.day, f"{status.value} lies ahead; set the status to planned, or mend the day")
    return found if kind else None


def _losses(given: Given, speaker: Attribution | None) -> tuple[Casualties, ...]:
    by_whom = party(speaker.speaker.actor) if speaker and speaker.speaker else None
    counts = (given.losses(kind, by_whom) for kind in ("killed", "injured"))
    return tuple(one for one in counts if one is not None)


def _soil(
    place: Place | None, sources: tuple[Participant, ...], targets: tuple[Participant, ...], *, armed: bool
) -> tuple[str, ...]:
    """Return the state whose soil an armed act hit: where it happened, unless it is the doer's own or the target's.

    A place that two states hold or claim (IND/CHN) is no one state's soil.
    """
    own = {party(one.actor) for one in (*sources, *targets)}
    country = place.country if place is not None and armed else None
    return (country,) if country is not None and "/" not in country and country not in own else ()


def attribution(given: Given) -> Attribution | None:
    """Return who says so: whom the entry names, else the author's side; None for an author who speaks for nobody."""
    speaker = given.read("said_by", lambda name: given.participant(name, _STATE))
    if speaker is None and given.side is not None:
        speaker = given.taking_part(given.tables.actors.of_party(given.side), given.side, _STATE)
    return Attribution(speaker=speaker, cue=given.whole) if speaker is not None else None


def change(given: Given) -> Change | None:
    """Return the change of a line between two sides, None where line or state is wrong."""
    channels = given.tables.book.channels
    line = given.of("line", channels.lines, {one.label: name for name, one in channels.lines.items()})
    states = {name: term.label for (of, name), term in channels.states.items() if of == line}
    state = given.of("state", states, {label: name for name, label in states.items()}) if line else None
    certainty = Certainty(given.of("certainty", tuple(Certainty)) or Certainty.HAPPENED)
    sides, by = given.participants("parties", _STATE), given.participants("by", _STATE)
    day, speaker = given.day("day"), attribution(given)
    if not given.problems and len({party(one.actor) for one in sides}) < 2:  # noqa: PLR2004 - a line joins two
        given.wrong("parties", "a line needs two parties", "name both, divided by a semicolon")
    if day is not None and certainty in {Certainty.HAPPENED, Certainty.ASSERTED}:
        given.past("day", day, "what has happened lies ahead; set the certainty to pledged or agreed, or mend the day")
    if line is None or state is None:
        return None
    return Change(
        id=digest(given.entry.id, "change"),
        line=line,
        state=state,
        certainty=certainty,
        sides=sides,
        by=by,
        day=day,
        evidence=given.whole,
        sentence=given.whole,
        evidentiality=Evidentiality.ATTRIBUTED if speaker else Evidentiality.ASSERTED,
        attribution=speaker,
        coding=None,
        reasons=given.reasons(),
        whose=given.parties("whose") or _whose(channels, line, state, _parties(sides), _parties(by)),
    )


def _parties(sides: Iterable[Participant]) -> tuple[str, ...]:
    """Return the parties of participants, each once."""
    return tuple(dict.fromkeys(name for one in sides if (name := party(one.actor)) is not None))


def _whose(channels: Channels, line: str, state: str, sides: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose part of a line is meant, where each side has its own: the doer's, or the other's whom it expels.

    The codebook's acts say it: those that lead to the state are done to the other's part in most cases, or not.
    """
    if not by or not channels.lines[line].own:
        return ()
    effects = {effect for (of, effect), term in channels.effects.items() if (of, term.id) == (line, state)}
    acts = [one for found in channels.acts.values() for one in found if not one.lines or line in one.lines]
    told = [one.whose for one in acts if one.effect in effects]
    other = 2 * told.count(_OTHER) > len(told)
    return tuple(name for name in sides if name not in by) if other else by
