"""Exchange room: working traffic, measures, figures, levels and what falls due as rows of tables."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from detente.codebook import FormField
from detente.exchange.whole import Row, Whole
from detente.records import Envelope, Measure, Outcome, Thread

__all__ = ["TRAFFIC_ROWS"]


def _notices(whole: Whole) -> Iterator[Row]:
    labels = {one.id: one.tlp.value for one in whole.threads}
    for one in whole.log:
        notice = one.notice
        yield {
            **{name: getattr(one, name) for name in ("id", "number", "thread", "previous", "hash")},
            **{name: getattr(notice, name) for name in ("form", "of", "sender", "author", "at")},
            "act": notice.act.value,
            "to": list(notice.to),
            "about": list(notice.about),
            "tlp": notice.tlp.value,
            "thread_tlp": labels.get(one.thread),
            "fields": [f"{name}: {value}" for name, value in notice.fields],
            "erased": list(one.erased),
        }


def _notice_fields(whole: Whole) -> Iterator[Row]:
    for one in whole.log:
        known = _fields(one, whole)
        for name, value in (*one.notice.fields, *((name, None) for name in one.erased if name != "author")):
            field = known.get(name)
            yield {
                "notice": one.id,
                "thread": one.thread,
                "field": name,
                "value": value,
                "kind": field.kind if field else None,
                "sensitive": field.sensitive if field else None,
                "erased": value is None,
            }


def _fields(envelope: Envelope, whole: Whole) -> Mapping[str, FormField]:
    form = whole.forms.get(envelope.notice.form)
    if form is None:
        return {}
    common = [one for term in form.terms for one in term.fields]
    return {one.name: one for one in (*common, *form.log, *form.reply, *form.fields)}


def _threads(whole: Whole) -> Iterator[Row]:
    for one in whole.threads:
        running = min((clock for clock in one.clocks if clock.done is None), key=lambda clock: clock.by, default=None)
        yield {
            "id": one.id,
            "form": one.form,
            "state": one.state.value,
            "tlp": one.tlp.value,
            "sender": one.notice.sender,
            "to": list(one.notice.to),
            "about": list(one.notice.about),
            "sent": one.sent,
            "entries": list(one.entries),
            "expected": running.what if running else None,
            "expected_of": list(running.of) if running else [],
            "by": running.by if running else None,
            "late": bool(running and running.late),
            "was_late": _was_late(one),
            "next": [act.value for act in one.next],
        }


def _was_late(thread: Thread) -> bool:
    return any(clock.late and clock.done is not None for clock in thread.clocks)


def _measures(whole: Whole) -> Iterator[Row]:
    for one in whole.measures:
        yield {
            **{name: getattr(one, name) for name in ("id", "form", "title", "commitment", "place", "first", "last")},
            "every": one.every,
            "dyad": "-".join(one.dyad),
            "units": [f"{unit.side}: {unit.role}" for unit in one.units],
            "tlp": one.tlp.value,
            "withdrawn": one.withdrawn,
            **_counts(one),
            "ahead": len(one.planned),
        }


def _counts(measure: Measure) -> Row:
    """Return how many occasions came to what; those of which nobody logged anything are counted apart."""
    found = Counter(one.outcome for one in measure.occasions)
    return {**{outcome.value: found[outcome] for outcome in Outcome}, "not_logged": found[None]}


def _occasions(whole: Whole) -> Iterator[Row]:
    for measure in whole.measures:
        for one in measure.occasions:
            yield {
                "measure": measure.id,
                "day": one.day,
                "planned": one.planned,
                "outcome": one.outcome.value if one.outcome else None,
                "verification": one.verification.value,
                "reason": one.reason,
                "logged_by": [row.by for row in one.rows],
                "disputed": one.outcome is Outcome.DISPUTED,
            }


def _log_rows(whole: Whole) -> Iterator[Row]:
    for measure in whole.measures:
        for occasion in measure.occasions:
            for one in occasion.rows:
                names = ("id", "by", "day", "at", "evidence", "verifier", "accused", "words")
                yield {
                    "measure": measure.id,
                    **{name: getattr(one, name) for name in names},
                    "outcome": one.outcome.value,
                    "disputed": occasion.outcome is Outcome.DISPUTED,
                }


def _series(whole: Whole) -> Iterator[Row]:
    for one in whole.series:
        names = ("id", "indicator", "flow", "unit", "source", "invented", "known", "author", "note")
        yield {
            **{name: getattr(one, name) for name in names},
            "dyad": "-".join(one.dyad),
            "frequency": one.frequency.value,
            "points": len(one.points),
            "gaps": sum(1 for point in one.points if point.value is None),
        }


def _points(whole: Whole) -> Iterator[Row]:
    for series in whole.series:
        for one in series.points:
            yield {
                "series": series.id,
                "period": one.period,
                "value": None if one.value is None else float(one.value),
                "note": one.note,
                "unit": series.unit,
                "invented": series.invented,
            }


def _levels(whole: Whole) -> Iterator[Row]:
    for one in whole.levels:
        yield {
            "dyad": "-".join(one.dyad),
            "day": one.day,
            "level": one.name.value if one.name else None,
            "since": one.since,
            "events": list(one.events),
            "reason": one.reason,
        }


def _dues(whole: Whole) -> Iterator[Row]:
    for one in whole.dues:
        yield {
            **{name: getattr(one, name) for name in ("key", "about", "when", "days", "words", "done", "called_off")},
            "rests_on": list(one.rests_on),
            "kind": one.kind.value,
            "dyad": "-".join(one.dyad),
            "whose": list(one.whose),
            "tlp": one.tlp.value,
        }


TRAFFIC_ROWS: Mapping[str, Callable[[Whole], Iterator[Row]]] = {
    "notices": _notices,
    "notice_fields": _notice_fields,
    "threads": _threads,
    "measures": _measures,
    "occasions": _occasions,
    "log_rows": _log_rows,
    "series": _series,
    "points": _points,
    "levels": _levels,
    "dues": _dues,
}
