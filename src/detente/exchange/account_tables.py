"""Exchange room: what a case tells of events, promises and relations as rows of tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from detente.codebook import load_refusals, open_questions, party
from detente.exchange.whole import Row, Whole
from detente.records import (
    Actor,
    Claim,
    Commitment,
    Event,
    Keeping,
    LineState,
    Link,
    ThirdParty,
    When,
)

__all__ = ["ACCOUNT_ROWS"]

_PLAIN = ("id", "title", "source", "owner", "side", "language", "url", "path")
_LISTS = ("modes", "contexts", "affected_states", "disputed", "owners")
DOER = "sources"


def _articles(whole: Whole) -> Iterator[Row]:
    stories = {article: story.id for story in whole.stories for article in story.articles}
    for account in whole.accounts:
        one = account.article
        yield {
            **{name: getattr(one, name) for name in _PLAIN},
            "genre": one.genre.value if one.genre else None,
            "published": _start(one.published),
            "story": stories.get(one.id),
        }


def _events(whole: Whole) -> Iterator[Row]:
    for one in whole.events:
        yield {
            "id": one.id,
            "type": one.type,
            "words": whole.book.act_words.named(one.type, one.modes),
            **{name: list(getattr(one, name)) for name in _LISTS},
            **_doers(one, whole),
            "targets": _names(one.targets),
            "target_parties": _parties(one.targets),
            "dyads": ["-".join(dyad) for dyad in one.dyads],
            **{name: getattr(one, name) for name in ("reciprocal", "caution", "entered", "background")},
            "status": one.status.value,
            "verification": one.verification.value,
            "independent_sources": len(one.owners),
            "reports": len(one.articles),
            "unknown": _unknown(one, whole),
            **_day(one.day),
            **_place(one),
        }


def _doers(event: Event, whole: Whole) -> Row:
    """Return who did it; where reports disagree nobody is named, and each version stands with whoever says so."""
    if DOER not in event.disputed:
        return {"sources": _names(event.sources), "source_parties": _parties(event.sources), "sources_claimed": []}
    told = [_version(one, whole) for one in event.claims if one.field == DOER and not one.superseded]
    return {"sources": None, "source_parties": None, "sources_claimed": told}


def _version(claim: Claim, whole: Whole) -> str:
    by = (whole.book.actors.country_name(claim.by) or claim.by) if claim.by else ", ".join(claim.owners)
    return f"{claim.value} (says {by})"


def _unknown(event: Event, whole: Whole) -> list[str]:
    """Return what the reports leave open, each with what would settle it."""
    words = load_refusals()
    names = open_questions(event, forceful=event.type in whole.book.telling.force)
    return [words[name].told() for name in names]


def _day(day: When | None) -> Row:
    return {
        "day_start": _start(day),
        "day_end": day.end if day else None,
        "day_precision": day.precision.value if day else None,
    }


def _place(event: Event) -> Row:
    found = event.place
    return {
        "place": found.name if found else None,
        "country": found.country if found else None,
        "lat": found.lat if found else None,
        "lon": found.lon if found else None,
    }


def _mentions(whole: Whole) -> Iterator[Row]:
    codings = {coding.id: (account, coding) for account in whole.accounts for coding in account.codings}
    for event in whole.events:
        for name in event.codings:
            if name not in codings:
                continue
            account, one = codings[name]
            speaker = one.attribution.speaker if one.attribution else None
            yield {
                "event": event.id,
                "coding": one.id,
                "article": account.article.id,
                "start": one.trigger.start,
                "end": one.trigger.end,
                "trigger": one.trigger.quote,
                "sentence": one.sentence.quote,
                "type": one.type,
                "status": one.status.value,
                "evidentiality": one.evidentiality.value,
                "speaker": speaker.actor.name if speaker else None,
                "entered": account.entry is not None,
            }


def _claims(whole: Whole) -> Iterator[Row]:
    for event in whole.events:
        for one in event.claims:
            yield {
                "event": event.id,
                "field": one.field,
                "value": one.value,
                "by": one.by,
                "owners": list(one.owners),
                "verification": one.verification.value,
                "disputed": one.field in event.disputed,
                "superseded": one.superseded,
            }


def _casualties(whole: Whole) -> Iterator[Row]:
    for event in whole.events:
        for one in event.casualties:
            yield {
                "event": event.id,
                "kind": one.kind,
                "minimum": one.minimum,
                "maximum": one.maximum,
                "by": one.by,
            }


def _links(whole: Whole) -> Iterator[Row]:
    for one in dict.fromkeys(link for books in whole.books for link in books.links):
        yield _link(one)


def _link(one: Link) -> Row:
    return {
        "later": one.later,
        "kind": one.kind.value,
        "earlier": one.earlier,
        "words": one.evidence.quote,
        "contradicted": len(one.contradicted),
    }


def _commitments(whole: Whole) -> Iterator[Row]:
    for books in whole.books:
        for one in books.commitments:
            yield _commitment(one)


def _commitment(one: Commitment) -> Row:
    return {
        **{name: getattr(one, name) for name in ("id", "type", "implementation", "reversed", "disputed", "caution")},
        **{name: getattr(one, name) for name in ("provision", "agreement", "entered")},
        **{name: _start(getattr(one, name)) for name in ("announced", "effective", "met")},
        "dyad": "-".join(one.dyad),
        "by": _names(one.by),
        "to": _names(one.to),
        "words": one.words.quote,
        "standing": one.standing.value,
        "verification": one.verification.value,
        "due": _start(one.due[-1].due) if one.due else None,
        "due_changes": max(len(one.due) - 1, 0),
        "condition": one.condition.quote if one.condition else None,
    }


def _keepings(whole: Whole) -> Iterator[Row]:
    for books in whole.books:
        for one in books.keepings:
            yield _keeping(one)


def _keeping(one: Keeping) -> Row:
    return {
        **{name: getattr(one, name) for name in ("id", "commitment", "by", "number", "place", "weapon", "answer")},
        "kind": one.kind.value,
        "day": _start(one.day),
        "due": _start(one.due),
        "accused": list(one.accused),
        "verified_by": one.verified_by,
        "words": one.evidence.quote,
    }


def _lines(whole: Whole) -> Iterator[Row]:
    for books in whole.books:
        for one in books.relation.lines if books.relation else ():
            yield {"dyad": "-".join(books.dyad), **_line(one)}


def _line(one: LineState) -> Row:
    return {
        **{name: getattr(one, name) for name in ("line", "side", "state", "disputed")},
        "since": _start(one.since),
        "last_used": _start(one.last_used),
        "pending": one.pending[0] if one.pending else None,
        "certainty": one.pending[1].value if one.pending else None,
        "words": one.evidence.quote,
    }


def _third_parties(whole: Whole) -> Iterator[Row]:
    for books in whole.books:
        for one in books.relation.third_parties if books.relation else ():
            yield {"dyad": "-".join(books.dyad), **_third_party(one)}


def _third_party(one: ThirdParty) -> Row:
    return {
        "name": one.actor.name,
        "party": party(one.actor),
        "role": one.role.value,
        "standing": one.standing.value,
        "since": _start(one.since),
        "words": one.evidence.quote,
    }


def _judgements(whole: Whole) -> Iterator[Row]:
    for one in whole.judgements:
        yield {
            **{name: getattr(one, name) for name in ("left", "right", "same", "score", "by", "at")},
            "about": one.about.value,
            "reasons": [reason.reason for reason in one.reasons],
        }


def _entries(whole: Whole) -> Iterator[Row]:
    names = ("id", "author", "side", "entered", "rests_on", "words")
    for account in whole.accounts:
        if account.entry:
            yield {"kind": account.entry.kind.value, **{name: getattr(account.entry, name) for name in names}}


def _skipped(whole: Whole) -> Iterator[Row]:
    for one in whole.skipped:
        yield {"where": one.where, "room": one.room, "reason": one.reason}


def _start(when: When | None) -> str | None:
    return when.start if when else None


def _names(actors: Sequence[Actor]) -> list[str]:
    return [one.name for one in actors]


def _parties(actors: Sequence[Actor]) -> list[str]:
    return list(dict.fromkeys(found for one in actors if (found := party(one))))


ACCOUNT_ROWS: Mapping[str, Callable[[Whole], Iterator[Row]]] = {
    "articles": _articles,
    "events": _events,
    "mentions": _mentions,
    "claims": _claims,
    "casualties": _casualties,
    "links": _links,
    "commitments": _commitments,
    "keepings": _keepings,
    "lines": _lines,
    "third_parties": _third_parties,
    "judgements": _judgements,
    "entries": _entries,
    "skipped": _skipped,
}
