"""Agenda room: what falls due between two parties, from promises, notices and plans; pure, computed anew each time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.agenda.moments import at, day_of, days_until, kept_date
from detente.agenda.sources import Sources, parties, shortened
from detente.codebook import AgendaWords, Form, FormField
from detente.records import (
    Act,
    Books,
    Clock,
    Commitment,
    Due,
    DueKind,
    Measure,
    Notice,
    Occasion,
    Standing,
    Thread,
    ThreadState,
    When,
)

__all__ = ["dues"]

# Standings of which nothing is expected any more; one that was fulfilled is done.
_OFF = frozenset({Standing.LAPSED, Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.TERMINATED})
_CLOCKS = {"reply": DueKind.REPLY, "acknowledge": DueKind.REPLY, "release": DueKind.RELEASE}
_OVER = frozenset({ThreadState.WITHDRAWN, ThreadState.SETTLED})


def dues(
    books: Books, as_of: str, days: int | None = None, *, forms: Mapping[str, Form], words: AgendaWords
) -> tuple[Due, ...]:
    """Return what falls due between two parties, by day.

    Promises by their last due date, clocks of notices, dates to keep that a form names (``keep``), occasions of plans,
    and ends of what holds for a time. Each has a key that stays the same when its date is moved.

    Args:
        books: the account of the dyad, as of the moment asked for.
        as_of: ISO 8601 day, or moment with zone, from which days are counted.
        days: how far ahead to look: then what is open and falls due by then or is overdue, and what was done within as
            many days around; None for everything, also what was called off.
        forms: the forms of notices, by id.
        words: how it is said.
    """
    view = _View(Sources(books, words, dict(forms)), as_of)
    found = {one.key: one for one in (*view.promises(), *view.clocks(), *view.dates(), *view.occasions())}
    chosen = [one for one in found.values() if days is None or _is_near(one, days)]
    return tuple(sorted(chosen, key=lambda one: (at(one.when), one.kind, one.key)))


def _is_near(one: Due, days: int) -> bool:
    if one.called_off or one.days > days:
        return False
    return one.days >= -days if one.done else True


class _View:
    """What falls due in one dyad's books, as of a moment."""

    def __init__(self, told: Sources, as_of: str) -> None:
        self.told, self.words, self.as_of = told, told.words, as_of
        self.books = told.books

    # Promises

    def promises(self) -> Iterator[Due]:
        """Yield the last due date of each promise, and the end of a stretch of time for which one holds."""
        for one in self.books.commitments:
            dated = [due for due in one.due if due.due is not None and kept_date(due.due.end)]
            if dated and dated[-1].due is not None and one.due[-1].due is not None:
                yield self._promise(one, dated[-1].due)
            elif one.effective is not None and one.effective.start != one.effective.end:
                yield from self._window(one, one.effective)

    def _promise(self, one: Commitment, due: When) -> Due:
        """Return when a promise is due; a conduct that goes on and has begun ends then, unless it is extended."""
        ends = one.type in self.words.lasting and (one.standing is Standing.IN_FORCE or one.effective is not None)
        what, kind = ("commitment_end", DueKind.EXPIRY) if ends else ("commitment", DueKind.COMMITMENT)
        when = kept_date(due.end) or due.end
        said = self._said(what, one) + self._exactly(due, when)
        evidence = (one.words, *(row.evidence for row in one.due))
        met = one.met is not None or one.standing is Standing.FULFILLED
        made = Due(
            key=f"promise:{one.id}",  # the same whether it is to be done by then or ends then
            kind=kind,
            dyad=self.books.dyad,
            about=one.id,
            when=when,
            days=days_until(when, self.as_of),
            whose=parties(one.by),
            words=said,
            done=met,
            tlp=self.told.label(row.article for row in evidence),
            rests_on=self.told.cited_all(evidence),
            revision=len(one.due) - 1 + met,
            called_off=one.standing in _OFF,
        )
        return _over(made) if ends else made

    def _window(self, one: Commitment, held: When) -> Iterator[Due]:
        """Yield the end of the stretch of time for which a promise was to hold."""
        when = kept_date(held.end)
        if when is not None:
            yield _over(
                Due(
                    key=f"window:{one.id}",
                    kind=DueKind.EXPIRY,
                    dyad=self.books.dyad,
                    about=one.id,
                    when=when,
                    days=days_until(when, self.as_of),
                    whose=parties(one.by),
                    words=self._said("commitment_window", one) + self._exactly(held, when),
                    done=False,
                    tlp=self.told.label([one.words.article]),
                    rests_on=(self.told.cited(one.words),),
                    called_off=one.standing in _OFF,
                )
            )

    def _said(self, what: str, one: Commitment) -> str:
        """Return a promise in words; what it is contingent on and what the sides do not agree on stand with it."""
        said = self.words.say("due", what, label=self.words.label(one.type), words=shortened(one.words.quote))
        said += self.words.words["due"]["condition"] if one.condition else ""
        first = "; ".join(filter(None, (one.caution, one.disputed)))
        return f"{first}: {said}" if first else said

    def _exactly(self, given: When, when: str) -> str:
        """Return how a date was given where that is not the day it is kept by."""
        if given.end == when:
            return ""
        name = "commitment_zoneless" if "T" in given.end else "commitment_coarse"
        return self.words.say("due", name, given=given.end.replace("T", " "))

    # Notices

    def clocks(self) -> Iterator[Due]:
        """Yield the clocks of threads: by when a reply, an acknowledgement or a release is expected."""
        for thread in self.books.threads:
            seen: Counter[str] = Counter()
            for clock in thread.clocks:
                key = f"{clock.what}:{thread.id}:{'+'.join(sorted(clock.of))}"
                seen[key] += 1  # a correction that asks again begins another clock
                yield self._clock(thread, clock, key if seen[key] == 1 else f"{key}:{seen[key]}")

    def _clock(self, thread: Thread, clock: Clock, key: str) -> Due:
        sender = self.words.name(thread.notice.sender)
        return Due(
            key=key,
            kind=_CLOCKS[clock.what],
            dyad=self.books.dyad,
            about=thread.id,
            when=clock.by,
            days=days_until(clock.by, self.as_of),
            whose=clock.of,
            words=self.words.say("due", clock.what, id=thread.id, form=self.told.form(thread), sender=sender),
            done=clock.done is not None,
            tlp=thread.tlp,
            rests_on=(self.told.notice(thread),),
            revision=len(thread.entries) - 1,
            called_off=clock.done is None and thread.state in _OVER,
        )

    def dates(self) -> Iterator[Due]:
        """Yield the dates that a form says are to be kept, of notices that were sent and of replies on them."""
        for thread in self.books.threads:
            form = self.told.forms.get(thread.form)
            if form is None or thread.state is ThreadState.HELD:
                continue
            for field in form.fields:
                if field.keep and not (form.log and field.keep == DueKind.OCCASION):
                    yield from self._dates(thread, form, field, thread.notice, thread.id)
            for name, reply in replies(thread):
                for field in form.reply:
                    if field.keep:
                        yield from self._dates(thread, form, field, reply, name)

    def _dates(self, thread: Thread, form: Form, field: FormField, notice: Notice, name: str) -> Iterator[Due]:
        kind = DueKind(field.keep or DueKind.OCCASION)
        for number, text in enumerate((notice.text(field.name) or "").split(";")):
            when = kept_date(text.strip())
            if when is None:
                continue
            settled = thread.state in {ThreadState.SETTLED, ThreadState.ANSWERED}
            days = days_until(when, self.as_of)
            made = Due(
                key=f"{kind}:{name}:{field.name}" + (f":{number + 1}" if number else ""),
                kind=kind,
                dyad=self.books.dyad,
                about=name,
                when=when,
                days=days,
                whose=(notice.sender, *notice.to) if kind is DueKind.REVIEW else (notice.sender,),
                words=self._date_words(form, field, notice, name),
                done=(settled and days < 0) or self._is_logged(thread.id, when),
                tlp=thread.tlp,
                rests_on=(self.told.notice(thread),),
                revision=len(thread.entries) - 1,
                called_off=thread.state is ThreadState.WITHDRAWN,
            )
            yield _over(made) if kind is DueKind.EXPIRY else made

    def _date_words(self, form: Form, field: FormField, notice: Notice, name: str) -> str:
        """Return what a date is for: the notice's own line where that tells the date and nothing to be kept close."""
        close = any(one.sensitive and notice.text(one.name) for one in form.asks(notice.act))
        if self.words.notice is not None and not close and f"{{{field.name}}}" in form.words and notice.act is Act.NEW:
            return self.words.say("due", "told", told=shortened(self.words.notice(form, notice)), id=name)
        sender = self.words.name(notice.sender)
        return self.words.say("due", "date", form=form.name, sender=sender, id=name, means=field.means)

    def _is_logged(self, thread: str, when: str) -> bool:
        """Whether somebody logged what became of that day of a plan."""
        day = day_of(when).isoformat()
        rows = (one for measure in self.books.measures if measure.id == thread for one in measure.occasions)
        return any(one.day == day and one.outcome is not None for one in rows)

    # Plans

    def occasions(self) -> Iterator[Due]:
        """Yield the planned days of measures; one that a side logged is done, whatever became of it."""
        for measure in self.books.measures:
            logged = {one.day: one for one in measure.occasions}
            for day in measure.planned:
                yield self._occasion(measure, day, logged.get(day))

    def _occasion(self, measure: Measure, day: str, logged: Occasion | None) -> Due:
        rows = logged.rows if logged else ()
        loggers = {row.by for row in rows}
        sides = tuple(dict.fromkeys(unit.side for unit in measure.units)) or measure.dyad
        place = "planned_place" if measure.place else "planned"
        outcome = self.words.words["outcome"][logged.outcome] if logged and logged.outcome else None
        thread = self.told.threads.get(measure.id)
        plan = (self.told.notice(thread),) if thread else ()
        return Due(
            key=f"occasion:{measure.id}:{day}",
            kind=DueKind.OCCASION,
            dyad=self.books.dyad,
            about=measure.id,
            when=day,
            days=days_until(day, self.as_of),
            whose=tuple(one for one in sides if one not in loggers) if rows else sides,
            words=self.words.say(
                "due", place, title=measure.title, id=measure.id, day=day, place=measure.place, outcome=outcome
            ),
            done=bool(rows) and logged is not None and logged.outcome is not None,
            tlp=measure.tlp,
            rests_on=(*plan, *map(self.told.row, rows)),
            revision=(len(thread.entries) - 1 if thread else 0) + measure.withdrawn,
            called_off=measure.withdrawn and not rows,
        )


def replies(thread: Thread) -> Iterator[tuple[str, Notice]]:
    """Yield the replies of a thread by id, as they stand after corrections; those taken back are left out."""
    found: dict[str, Notice] = {}
    for one in thread.log:
        said = one.notice
        if said.act is Act.REPLY:
            found[one.id] = said
        elif said.of in found and said.act is Act.WITHDRAW:
            del found[said.of]
        elif said.of in found and said.act is Act.CORRECT:
            found[said.of] = found[said.of].corrected(one, ())
    yield from found.items()


def _over(one: Due) -> Due:
    """Return what ends by itself as done once it is over: nobody owes anything then."""
    return replace(one, done=one.done or one.days < 0)
