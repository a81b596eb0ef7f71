"""Brief room: an event as a sentence, and the words of the report that tell it best."""

from collections import Counter

from detente.brief.names import GROUPS, joined
from detente.brief.told import Told
from detente.codebook import load_refusals, party
from detente.records import Actor, Certainty, Change, Count, Event, Status

__all__ = ["act", "caution", "counts", "hit", "is_open", "label", "words"]

DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})
NOBODY = "somebody not named"
TOLD = 3  # a line is what an event is about if one in so many of its tellings speaks of it
PAIR = 2
DOER = "sources"  # the field of an event that holds who did it


def act(event: Event, told: Told) -> str:
    """Return what was done as a sentence: what became of a line between the two, else the act in the field's words.

    Nobody is named as having done what reports disagree on who did.
    """
    if is_open(event, told):
        return f"{load_refusals()['disputed_doer'].says} {_done(event, told)}"
    return _line(event, told) or _deed(event, told)


def is_open(event: Event, told: Told) -> bool:
    """Whether reports disagree on who did something that one side alone can have done."""
    return DOER in event.disputed and not _is_mutual(event, told.names.actors(event.sources), told)


def caution(event: Event, told: Told) -> str | None:
    """Return what every view says first of an event: on whose word it rests, and what is disputed."""
    warnings = [event.caution] if event.caution else []
    for field, warning in told.book.telling.words["disputes"].items():
        said = {one.value for one in event.claims if one.field == field and not one.superseded}
        told_so = field == DOER and is_open(event, told)  # the sentence says it already
        warnings += [warning] if field in event.disputed and len(said) > 1 and not told_so else []
    return "; ".join(warnings) or None


def label(event: Event, told: Told) -> str:
    """Return the PLOVER label that stands beside the words, with the status where it is not plainly happened."""
    plover = " ".join((event.type, *event.modes))
    return plover if event.status is Status.HAPPENED else f"{plover}; {told.word('statuses', event.status.value)}"


def words(event: Event, told: Told) -> str | None:
    """Return the exact words of the report that tells an event best.

    None where only people entered it, and where one report's words would name one of several doers.
    """
    if is_open(event, told):
        return None
    for one in told.ranked(event):
        found = told.quote(one.evidence, one.sentence)
        if found:
            return found
    return None


def counts(event: Event, told: Told) -> str:
    """Return how many were killed and injured, each with whose count it is."""
    kinds = {kind: [one for one in event.casualties if one.kind == kind] for kind in ("killed", "injured")}
    return "; ".join(f"{kind}: {', '.join(_count(one, told) for one in held)}" for kind, held in kinds.items() if held)


def _count(count: Count, told: Told) -> str:
    return number(count.minimum, count.maximum) + (f" (says {told.names.party(count.by)})" if count.by else "")


def number(low: int | None, high: int | None) -> str:
    """Return a number that is known within bounds."""
    if low is None:
        return "number unknown" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def _line(event: Event, told: Told) -> str | None:
    """Return what became of a line, if enough of those who tell the event tell of it."""
    if _is_personal(event, told):
        return None
    same = {one for one in event.codings if one in told.codings and told.codings[one].type == event.type}
    held = [one for one in told.changes.values() if one.coding in same and one.certainty in DONE]
    often = Counter((one.line, one.state) for one in held)
    for (line, state), many in sorted(often.items(), key=lambda item: (-item[1], item[0])):
        if many * TOLD >= len(same):
            changes = [one for one in held if (one.line, one.state) == (line, state)]
            return told.book.telling.line(line, state, **_roles(event, changes, told))
    return None


def _is_personal(event: Event, told: Told) -> bool:
    """Whether people of both sides met or spoke whose names and offices are known: they tell more than their line."""
    named = {party(one) for one in event.sources if one.id and one.office}
    return event.reciprocal and named >= set(told.books.dyad)


def _roles(event: Event, changes: list[Change], told: Told) -> dict[str, str | None]:
    """Return who stands where in the sentence of a line."""
    dyad = told.books.dyad
    did = [one for one in dyad if one in {party(actor) for actor in event.sources}]
    whose = sorted({one for change in changes for one in change.whose}, key=lambda one: (one not in dyad, one))
    other = [one for one in dyad if one not in did] if len(did) == 1 else []
    name = told.names.party
    owners = (whose if len(did) < PAIR else did) or did
    return {
        "by": joined(map(name, did)) or None,
        "other": joined(map(name, other)) or None,
        "whose": joined(map(name, owners)) or None,
        "sides": joined(map(name, dyad)),
        "own": "its" if len(did) == 1 else "their",
        "s": "s" if len(owners) > 1 else "",
    }


def _deed(event: Event, told: Told) -> str:
    """Return an act in the field's words."""
    by = told.names.actors(event.sources)
    acts = told.book.act_words
    if _is_mutual(event, by, told):
        return f"{by or 'two sides'} {acts.both(event.type, event.modes)}"
    return f"{by or NOBODY} {_done(event, told)}"


def _done(event: Event, told: Told) -> str:
    """Return what was done to whom and where, without who did it."""
    own = "its" if told.names.number(event.sources) == 1 else "their"
    to, soil = _aims(event, told)
    return told.book.act_words.told(event.type, event.modes, to, own) + (f" in {soil}" if soil else "")


def hit(event: Event, told: Told) -> str | None:
    """Return who or what was hit by force without being a party, None for nobody or another act."""
    if event.type not in told.book.telling.force:
        return None
    struck = dict.fromkeys(told.names.bare(one) for one in event.targets if not _is_party(one))
    return joined(one for one in struck if one != told.names.place(event.place)) or None


def _is_mutual(event: Event, by: str | None, told: Told) -> bool:
    """Whether two sides did it to or with each other: doers and aims are the same, or there are no others."""
    doers, aims = ({party(one) for one in held} for held in (event.sources, event.targets))
    if event.type in told.book.telling.force and not event.reciprocal:
        return bool(by) and doers == aims and len(doers) > 1
    shared = len(doers) > 1 and (not aims or aims <= doers)
    return (event.reciprocal and aims <= doers) or (shared and bool(by))


def _aims(event: Event, told: Told) -> tuple[str | None, str | None]:
    """Return to whom it was done, and in whose country where that is not said; who is no party is told as hit."""
    if event.type not in told.book.telling.force:
        return told.names.actors(_others(event)), None
    others = _others(event)
    own_side = others == event.targets and {party(one) for one in others} == {party(one) for one in event.sources}
    parties = [one for one in others if _is_party(one) and not (own_side and event.affected_states)]
    named = {one.country for one in parties if one.id == one.country}
    soil = joined(told.names.party(one) for one in event.affected_states if one not in named)
    return told.names.actors(parties), soil or None


def _others(event: Event) -> tuple[Actor, ...]:
    """Return those aimed at but for the doers' own side, unless nobody else was."""
    doers = {party(one) for one in event.sources}
    return tuple(one for one in event.targets if party(one) not in doers) or event.targets


def _is_party(actor: Actor) -> bool:
    """Whether an actor is a state, somebody known by name, or an armed group."""
    return actor.id is not None or actor.sector in GROUPS
