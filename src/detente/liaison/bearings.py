"""Liaison room: what standing notices and log rows say of lines and promises, as accounts whose evidence is entered."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from detente.codebook import Codebook, Form, LoggedRule, Occasions, load_occasions
from detente.liaison.bearing_parts import Source, answered, logged, parties_of
from detente.liaison.course import course
from detente.liaison.measures import stands
from detente.liaison.moments import when
from detente.liaison.rules import borne
from detente.liaison.values import parts
from detente.records import (
    Account,
    Attribution,
    Certainty,
    Change,
    Evidentiality,
    Keeping,
    KeepingKind,
    LogRow,
    Measure,
    Notice,
    Occasion,
    Outcome,
    Reason,
    Thread,
    ThreadState,
)

__all__ = ["accounts"]

CHANGE, KEEPING = "change", "keeping"
LAST, REST, RUNNING = "last", "rest", "running"
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})


def accounts(  # noqa: PLR0913 - what traffic says, and all that it is read by
    threads: Sequence[Thread],
    measures: Sequence[Measure],
    forms: Mapping[str, Form],
    book: Codebook,
    undertakings: Mapping[str, str],
    *,
    between: Mapping[str, tuple[str, ...]] | None = None,
    rules: Occasions | None = None,
) -> tuple[Account, ...]:
    """Return what notices that were sent and stand say of lines and promises, one account for each that says anything.

    Nothing of a notice becomes an event: that takes an entry or a report. What a plan's log says follows from the rules
    of occasions. Evidence is of kind entered and points into the notice's words.

    Args:
        threads: working traffic; held and withdrawn ones say nothing.
        measures: plans with their logs.
        forms: the forms by id, with what notices on them bear on.
        book: the codebook, for lines, states and parties.
        undertakings: the id of an undertaking of each commitment that traffic may name, by the commitment's id.
        between: the parties to each of those commitments: none of them is a third party that verifies.
        rules: what follows from log rows; the shipped ones for None.
    """
    promised = Promised(undertakings, between or {})
    told = [one for thread in threads for one in _of_thread(thread, forms, book, promised)]
    told += [one for measure in measures for one in _of_measure(measure, rules or load_occasions(), book, undertakings)]
    return tuple(sorted(told, key=lambda one: int(one.article.id[1:])))


# -- notices


class Promised:
    """The promises that traffic may name: an undertaking of each, and between whom it is."""

    def __init__(self, undertakings: Mapping[str, str], between: Mapping[str, tuple[str, ...]]) -> None:
        self.undertakings, self.between = undertakings, between

    def verifier(self, name: str, said: str | None, sender: str) -> str | None:
        """Return who verified what a notice says of a promise: its sender alone, and no party to the promise.

        That somebody else verified it is only what the sender says.
        """
        return sender if said == sender and sender not in self.between.get(name, ()) else None


def _of_thread(thread: Thread, forms: Mapping[str, Form], book: Codebook, promised: Promised) -> Iterator[Account]:
    form = forms.get(thread.form)
    if form is None or not thread.log or thread.state in {ThreadState.HELD, ThreadState.WITHDRAWN}:
        return
    found = course(thread.log, form)
    for entry in thread.log:
        if entry.id in found.void or not any(one.act is entry.notice.act for one in form.bearings):
            continue
        notice = stands(found, entry)
        source = Source.of_notice(entry.id, notice, form, book)
        changes = tuple(_changes(source, notice, form))
        keepings = tuple(_keepings(source, notice, form, promised, thread))
        if changes or keepings:
            kind = KEEPING if keepings else CHANGE
            yield source.account(kind, parties_of(notice, book), changes=changes, keepings=keepings)


def _changes(source: Source, notice: Notice, form: Form) -> Iterator[Change]:
    """Yield what a notice says of lines between the sides."""
    for number, bearing in enumerate(form.bearings):
        told = borne(bearing, notice) if bearing.kind == CHANGE else None
        if told is None or (told.get("line", ""), told.get("state", "")) not in source.book.channels.states:
            continue
        day = when(told.get("day"))
        certainty = _certainty(told, ahead=day is not None and day.start[:10] > notice.at[:10])
        own = source.book.channels.lines[told["line"]].own
        by, whose = _several(told.get("by")), _several(told.get("whose")) or ((notice.sender,) if own else ())
        sides = _several(told.get("sides")) or _sides(notice, (*whose, *by))
        yield Change(
            id=_digest(source.id, CHANGE, str(number)),
            line=told["line"],
            state=told["state"],
            certainty=certainty,
            sides=tuple(map(source.participant, sides)),
            by=tuple(map(source.participant, by)),
            day=day,
            evidence=source.whole,
            sentence=source.whole,
            evidentiality=Evidentiality.ATTRIBUTED,
            attribution=Attribution(speaker=source.participant(notice.sender), cue=source.whole),
            coding=None,
            reasons=_reasons(f"notice {source.id} on {form.name}"),
            whose=whose if own else (),
        )


def _sides(notice: Notice, named: Sequence[str]) -> tuple[str, ...]:
    """Return between whom a line runs: whom the notice names and its sender, else sender and first addressee."""
    told = dict.fromkeys((*named, notice.sender))
    return tuple(told if len(told) > 1 else dict.fromkeys((*told, *notice.to[:1])))


def _certainty(told: Mapping[str, str], *, ahead: bool) -> Certainty:
    """Return how far a change has come: what lies ahead of the sending is no more than a word on what is to come."""
    given = told.get("certainty", "")
    certainty = Certainty(given) if given in set(Certainty) else Certainty.HAPPENED
    return Certainty.PLEDGED if ahead and certainty in DONE else certainty


def _keepings(source: Source, notice: Notice, form: Form, promised: Promised, thread: Thread) -> Iterator[Keeping]:
    """Yield what a notice says of promises: of those that it names, else of a kind of promise between the sides."""
    for number, bearing in enumerate(form.bearings):
        told = borne(bearing, notice) if bearing.kind == KEEPING else None
        if told is None or told.get("kind") not in set(KeepingKind):
            continue
        named = _named(told, notice) or _named({}, thread.notice)
        known = {promised.undertakings[one]: one for one in named if one in promised.undertakings}
        for undertaking, name in (known or ({"": ""} if told.get("type") and not named else {})).items():
            accused, verifier = _several(told.get("accused")), told.get("verified_by")
            verified = promised.verifier(name, verifier, notice.sender)
            yield Keeping(
                id=_digest(source.id, KEEPING, str(number), undertaking),
                commitment=undertaking,
                kind=_sure(KeepingKind(told["kind"]), verified),
                day=when(told.get("day")),
                by=notice.sender,
                evidence=source.whole,
                source=source.id,
                reasons=_reasons(f"notice {source.id} on {form.name}"),
                accused=accused,
                place=told.get("place"),
                weapon=told.get("weapon"),
                answer=answered(thread, accused),
                verified_by=verified,
                type=None if undertaking else told.get("type"),
                parties=parties_of(notice, source.book),
            )


def _sure(kind: KeepingKind, verified: str | None) -> KeepingKind:
    """Return what a notice says of a promise; a violation that nobody outside it verified is alleged."""
    if kind is KeepingKind.VERIFIED_VIOLATION and verified is None:
        return KeepingKind.ALLEGED_VIOLATION
    return kind


def _named(told: Mapping[str, str], notice: Notice) -> tuple[str, ...]:
    """Return the commitments that a notice is about: those of its field, else all that it refers to."""
    given = _several(told.get("commitment") or notice.text("commitment"))
    return given or tuple(one for one in notice.about if one[:1] == "C" and one[1:].isdecimal())


# -- logs


def _of_measure(
    measure: Measure, rules: Occasions, book: Codebook, undertakings: Mapping[str, str]
) -> Iterator[Account]:
    """Yield what the log of a measure says of the promise that it carries out."""
    promised = undertakings.get(measure.commitment or "")
    if promised is None:
        return
    for occasion in measure.occasions:
        for row in occasion.rows:
            rule = _rule(row, occasion, measure, rules)
            if rule is not None:
                source = Source.of_row(row, measure, book)
                yield source.account(
                    KEEPING, measure.dyad, keepings=(_logged(row, rule, occasion, measure, source, promised),)
                )


def _rule(row: LogRow, occasion: Occasion, measure: Measure, rules: Occasions) -> LoggedRule | None:
    if occasion.outcome is None:
        return None
    plan = progress(measure, occasion)
    return rules.keeping(occasion.outcome, row.outcome, accused=row.accused is not None, plan=plan)


def progress(measure: Measure, occasion: Occasion) -> str:
    """Return how far a plan has come with an occasion: last or rest for the one that closes it, else running.

    A plan is closed when each of its days has an outcome; one without an end, or that was withdrawn, never is.
    """
    told = {one.day: one.outcome for one in measure.occasions if one.planned}
    endless = measure.every is not None and measure.last is None
    if endless or measure.withdrawn or not all(told.get(day) for day in measure.planned):
        return RUNNING
    done = [day for day in measure.planned if told[day] is Outcome.DONE]
    if not done or occasion.day != done[-1]:
        return RUNNING
    return LAST if len(done) == len(measure.planned) else REST


def _logged(  # noqa: PLR0913, PLR0917 - a row with all that it belongs to
    row: LogRow, rule: LoggedRule, occasion: Occasion, measure: Measure, source: Source, promised: str
) -> Keeping:
    """Return what a row says of a promise; what the accused side logged of the same occasion is its answer."""
    other = occasion.of(row.accused) if row.accused and row.accused != row.by else None
    return Keeping(
        id=_digest(row.id, KEEPING, rule.keeping.value, promised),
        commitment=promised,
        kind=rule.keeping,
        day=when(row.day),
        by=row.by,
        evidence=source.whole,
        source=row.id,
        reasons=_reasons(f"log of {measure.id}: {rule.means}"),
        accused=(row.accused,) if row.accused else (),
        answer=logged(other, measure, source.name) if other else None,
        verified_by=None if row.by in measure.dyad else row.by,
        parties=measure.dyad,
    )


def _reasons(why: str) -> tuple[Reason, ...]:
    return (Reason(field="kind", score=1.0, reason=why),)


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(parts(text or ""))


def _digest(*parts: str) -> str:
    """Return the id of something that follows from a notice."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
