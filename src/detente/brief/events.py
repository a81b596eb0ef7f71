"""Brief room: what happened and what was said, one line an event, and what each side says differently."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.brief.acts import act, caution, counts, hit, is_open, label, words
from detente.brief.names import joined
from detente.brief.told import Told
from detente.records import Claim, Event, Line, Link, LinkKind, Part, Section, Status, Verification

__all__ = ["happened", "said", "versions"]

OWN_VOICE = "in their own voice"


def happened(told: Told) -> Section:
    """Return the timeline of what was done, one line an event; what was only planned or urged is none."""
    lines = _once(_event(one, told) for one in told.sorted(when=lambda one: not _is_statement(one, told)))
    none = "no act between the two is on record" + (" since then" if told.since else "")
    return Section(part=Part.HAPPENED, title="What happened", lines=lines, empty=None if lines else none)


def said(told: Told) -> Section:
    """Return demands, accusations and refusals, one line each."""
    lines = _once(_event(one, told) for one in told.sorted(when=lambda one: _is_statement(one, told)))
    return Section(
        part=Part.SAID,
        title="What was said: demands, accusations, refusals",
        lines=lines,
        empty=None if lines else "no such statement is on record",
        folded=True,
    )


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines with those that would read the same told under the first of them."""
    told: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = line.day, line.caution, line.text, line.quote, line.label
        first = told.get(key)
        if first is None:
            told[key] = line
        else:
            also = Line(
                id=line.id, text="kept apart, told in the same words", citations=line.citations, below=line.below
            )
            told[key] = replace(first, below=(*first.below, also))
    return tuple(told.values())


def _is_statement(event: Event, told: Told) -> bool:
    telling = told.book.telling
    deed = any(f"{event.type}/{mode}" in telling.deeds for mode in event.modes)
    denied = event.status is Status.DENIED  # somebody says that it did not happen
    return denied or (event.type in telling.statements and not deed)


def _event(event: Event, told: Told) -> Line:
    done = act(event, told)
    place = told.names.place(event.place)
    quote = words(event, told)
    parties = {told.names.party(one) for one in told.books.dyad}
    where = f" ({place})" if place and place not in done and place not in parties else ""
    struck = hit(event, told)
    warning = caution(event, told)
    done = done if warning else done[:1].upper() + done[1:]
    more = [part for part in (f"hit: {struck}" if struck else "", counts(event, told)) if part]
    return Line(
        id=event.id,
        day=told.day(event),
        caution=warning,
        text="; ".join((done + where, *more)) + ("" if quote or is_open(event, told) else _entered(event, told)),
        quote=quote,
        label=label(event, told),
        citations=told.cited_event(event),
        below=tuple(_answers(event, told)),
    )


def _entered(event: Event, told: Told) -> str:
    """Return the words of what was entered, which are no quotation."""
    found = next((told.cut(one.sentence.quote) for one in told.ranked(event)), None)
    return f"; as entered: {found}" if found else ""


def _answers(event: Event, told: Told) -> Iterator[Line]:
    """Yield what an event answers, with the words that say so."""
    for link in told.books.links:
        if link.kind is LinkKind.RESPONDS_TO and link.later == event.id and link.earlier in told.events:
            yield Line(
                text=f"in answer to {link.earlier}: {act(told.events[link.earlier], told)}",
                citations=told.citations.of(told.sentence(link.evidence)),
            )


def versions(told: Told) -> Section:
    """Return the events on which reports differ, with each version and who says it, and orders that are disputed."""
    lines = [_versions(one, told) for one in told.sorted(when=lambda one: bool(one.disputed))]
    lines += [_order(one, told) for one in told.books.links if one.contradicted and _is_told(one, told)]
    empty = None if lines else "no two reports contradict each other on an event"
    return Section(part=Part.VERSIONS, title="What each side says differently", lines=tuple(lines), empty=empty)


def _is_told(link: Link, told: Told) -> bool:
    return all(one in told.events and told.shown(told.events[one]) for one in (link.later, link.earlier))


def _versions(event: Event, told: Told) -> Line:
    order = {name: number for number, name in enumerate(told.book.telling.words["versions"])}
    fields = sorted(event.disputed, key=lambda one: (order.get(one, len(order)), one))
    held = [one for name in fields for one in sorted(_claims(event, name), key=lambda claim: _first(claim, told))]
    return Line(
        id=event.id,
        day=told.day(event),
        text=f"{act(event, told)}: reports differ on {joined(told.word('fields', one) for one in fields)}",
        citations=(),
        below=tuple(_claim(one, event, told) for one in held),
    )


def _claims(event: Event, field: str) -> Iterator[Claim]:
    return (one for one in event.claims if one.field == field)


def _first(claim: Claim, told: Told) -> tuple[str, bool, str, str]:
    """Return what versions are sorted by: when each was first told, a party's word before the reports' own."""
    return told.reported(*claim.codings) or "9999", claim.by is None, claim.by or "", claim.value


def _claim(claim: Claim, event: Event, told: Told) -> Line:
    who, many = _who(claim, told)
    day = told.reported(*claim.codings)
    notes = [f"first told {day}"] if day else []
    notes += ["since put right"] if claim.superseded else []
    if claim.verification in (Verification.COUNTERPART_CONFIRMED, Verification.THIRD_PARTY_VERIFIED):
        notes.append(told.word("verification", claim.verification.value))
    text = _version(claim, told).format(who=who, value=_value(claim, event, told), **_verbs(many=many))
    return Line(text=f"{text} ({', '.join(notes)})" if notes else text, citations=told.cited(claim.codings))


def _version(claim: Claim, told: Told) -> str:
    """Return the sentence for a version: "Iran says that 9 were killed"."""
    return told.book.telling.words["versions"].get(claim.field, f"{{who}} {{say}} of {claim.field}: {{value}}")


def _verbs(*, many: bool) -> dict[str, str]:
    """Return the verbs of a version's sentence as its speaker's number has them."""
    return {verb: verb if many else f"{verb}s" for verb in ("say", "name", "place", "date")}


def _who(claim: Claim, told: Told) -> tuple[str, bool]:
    """Return who speaks, and whether they are many: a party, or the reports by their sources' names."""
    if claim.by:
        return told.names.party(claim.by), False
    named = list(dict.fromkeys(told.outlet(told.within[one].article.id) for one in claim.codings if one in told.within))
    one_of_each = list({name.casefold(): name for name in reversed(named)}.values())[::-1]
    if not one_of_each:  # told in an event of another dyad
        return joined(claim.owners) or "a report", len(claim.owners) > 1
    if len(one_of_each) > told.config.named:
        return f"{len(one_of_each)} sources {OWN_VOICE}", True
    voice = OWN_VOICE if len(one_of_each) > 1 else "in its own voice"
    return f"{joined(one_of_each)}, {voice},", len(one_of_each) > 1


def _value(claim: Claim, event: Event, told: Told) -> str:
    """Return a version in a reader's words; means are told as the act they make."""
    if claim.field == "modes":
        return told.book.act_words.named(event.type, tuple(one.strip() for one in claim.value.split(",")))
    if claim.field == "status":
        return told.word("said_statuses", claim.value)
    values = [one.strip() for one in claim.value.split(",")]
    if claim.by and values == [told.names.party(claim.by)]:
        return told.word("kinds", "itself")
    return joined(told.word("kinds", one) for one in values)


def _order(link: Link, told: Told) -> Line:
    """Return two acts whose order is disputed, with the reports on either side."""
    later, earlier = told.events[link.later], told.events[link.earlier]
    ways = ((link.later, link.earlier, (link.evidence,)), (link.earlier, link.later, link.contradicted))
    below = tuple(
        Line(text=f"{one} after {other}", citations=told.best(map(told.sentence, evidence)))
        for one, other, evidence in ways
    )
    text = (
        f"reports disagree on the order of {link.earlier} ({act(earlier, told)}) and {link.later} ({act(later, told)})"
    )
    return Line(text=text, citations=(), below=below)
