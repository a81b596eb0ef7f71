"""Agenda room: where reports, logs or the sides disagree; every version is told, and none is chosen; pure."""

from collections.abc import Iterator
from itertools import chain

from detente.agenda.sources import Sources
from detente.codebook import act_words
from detente.records import (
    Alert,
    AlertKind,
    Commitment,
    Event,
    LineState,
    Link,
    Measure,
    Occasion,
    Outcome,
    Standing,
    StandingClaim,
    Tlp,
)

__all__ = ["contradictions"]

_FIRM = frozenset({Standing.DECIDED, Standing.PLEDGED, Standing.AGREED, Standing.IN_FORCE})


def contradictions(told: Sources, today: str, cited: int) -> Iterator[Alert]:
    """Yield what reports, logs or the sides disagree on in the books of a dyad.

    ``today`` stands for unknown days; ``cited`` is how many pieces of evidence are told of each.
    """
    books, words = told.books, _Words(told, today, cited)
    yield from chain(
        (words.event(one, fields) for one in books.events if not one.background and (fields := words.open(one))),
        (words.link(one) for one in books.links if one.contradicted),
        (words.promise(one) for one in books.commitments if one.disputed or _differ(one)),
        (words.line(one) for one in (books.relation.lines if books.relation else ()) if one.disputed),
        (words.log(one, day) for one in books.measures for day in one.occasions if day.outcome is Outcome.DISPUTED),
    )


def _latest(promise: Commitment) -> dict[str, StandingClaim]:
    """Return the last word of each party on how firmly something was undertaken."""
    return {one.by: one for one in promise.claims if one.by is not None}


def _differ(promise: Commitment) -> bool:
    """Whether somebody else says that a side undertook it firmly, where its own last word is none."""
    last = _latest(promise).values()
    claimed = any(one.standing in _FIRM and not one.own for one in last)
    return claimed and any(one.standing not in _FIRM and one.own for one in last)


class _Words:
    """Makes the alerts of one dyad."""

    def __init__(self, told: Sources, today: str, cited: int) -> None:
        self.told, self.words, self.today, self.cited = told, told.words, today, cited

    def event(self, one: Event, fields: tuple[str, ...]) -> Alert:
        """Return on what the reports of an event differ."""
        versions = "; ".join(self.versions(one, name) for name in fields)
        said = self.words.say("alert", "event_differs", act=self.act(one), versions=versions)
        return self.alert(
            f"{one.id}:{'+'.join(sorted(fields))}",
            about=(one.id,),
            day=self.told.learnt(one.articles, one.day),
            words=said,
            articles=one.articles,
            rests_on=(self.told.event(one),),
        )

    def open(self, one: Event) -> tuple[str, ...]:
        """Return the fields of an event that matter and on which its reports differ."""
        return tuple(name for name in self.words.words["contradiction"] if name in one.disputed)

    def versions(self, one: Event, field: str) -> str:
        """Return every version of a field, by who says it."""
        said: dict[str | None, list[str]] = {}
        for claim in one.claims:
            if claim.field == field and not claim.superseded:
                said.setdefault(claim.by, []).append(self.value(claim.value))
        told = ", ".join(self.says(by, " or ".join(dict.fromkeys(values))) for by, values in said.items())
        return self.words.say("says", "field", field=self.words.words["contradiction"][field], versions=told)

    def value(self, value: str) -> str:
        """Return the value of a version in words; parties stand by their names."""
        return ", ".join(_plain(self.words.name(part.strip())) for part in value.split(","))

    def act(self, one: Event) -> str:
        """Return an event in a few words, with its id."""
        day = one.day.start.replace("T", " ") if one.day else None
        return self.words.say("alert", "act", id=one.id, type=act_words().named(one.type, one.modes), day=day)

    def link(self, one: Link) -> Alert:
        """Return that reports put two events the one or the other way round."""
        evidence = (one.evidence, *one.contradicted)
        events = {event.id: self.act(event) for event in self.told.books.events}
        later, earlier = (events.get(name, name) for name in (one.later, one.earlier))
        return self.alert(
            f"order:{one.later}:{one.earlier}",
            about=(one.later, one.earlier),
            day=self.told.learnt((row.article for row in evidence), None),
            words=self.words.say("alert", "link_differs", later=later, earlier=earlier),
            articles=tuple(row.article for row in evidence),
            rests_on=self.told.cited_all(evidence, self.cited),
        )

    def promise(self, one: Commitment) -> Alert:
        """Return that the sides do not agree on a promise."""
        latest = _latest(one)
        evidence = tuple(claim.evidence for claim in one.claims) or (one.words,)
        versions = "; ".join(self.says(by, _plain(claim.standing)) for by, claim in latest.items())
        versions = versions or self.says(None, _plain(one.standing))
        name = "promise_disputed" if one.disputed else "claims_differ"
        label = self.words.label(one.type)
        return self.alert(
            one.id,
            about=(one.id,),
            day=self.told.learnt((row.article for row in evidence), one.announced),
            words=self.words.say("alert", name, id=one.id, label=label, disputed=one.disputed, versions=versions),
            articles=tuple(row.article for row in evidence),
            rests_on=self.told.cited_all(evidence, self.cited),
        )

    def line(self, one: LineState) -> Alert:
        """Return that reports differ on how a line between the two stands."""
        side = self.words.name(one.side) if one.side else None
        return self.alert(
            f"line:{'-'.join(self.told.books.dyad)}:{one.line}:{one.side or 'both'}",
            about=(one.change,),
            day=self.told.learnt([one.evidence.article], one.since),
            words=self.words.say("alert", "line_differs", line=_plain(one.line), side=side),
            articles=(one.evidence.article,),
            rests_on=(self.told.cited(one.evidence),),
        )

    def log(self, measure: Measure, occasion: Occasion) -> Alert:
        """Return that the logs of one occasion differ."""
        versions = "; ".join(self.says(row.by, _plain(row.outcome)) for row in occasion.rows)
        said = self.words.say(
            "alert", "log_differs", title=measure.title, id=measure.id, day=occasion.day, versions=versions
        )
        return self.alert(
            f"{measure.id}:{occasion.day}",
            about=(measure.id, *(row.id for row in occasion.rows)),
            day=max((row.at[:10] for row in occasion.rows), default=occasion.day),
            words=said,
            label=measure.tlp,
            rests_on=tuple(map(self.told.row, occasion.rows)),
        )

    def says(self, by: str | None, what: str) -> str:
        """Return a version with who says so."""
        if by is None:
            return self.words.say("says", "reports", what=what)
        return self.words.say("says", "side", who=self.words.name(by), what=what)

    def alert(  # noqa: PLR0913 - the fields of an alert
        self,
        key: str,
        *,
        about: tuple[str, ...],
        day: str | None,
        words: str,
        rests_on: tuple[str, ...],
        articles: tuple[str, ...] = (),
        label: Tlp = Tlp.CLEAR,
    ) -> Alert:
        """Return the alert."""
        return Alert(
            key=f"contradiction:{key}",
            kind=AlertKind.CONTRADICTION,
            dyad=self.told.books.dyad,
            about=about,
            day=day or self.today,
            words=words,
            tlp=self.told.label(articles, label),
            rests_on=rests_on,
        )


def _plain(name: str) -> str:
    return name.replace("_", " ")
