"""Liaison room: plans as they stand after corrections, and the newest log row of each logger on each occasion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from detente.codebook import Form, Occasions, load_occasions
from detente.liaison.config import Config
from detente.liaison.course import Course, begun, course, labels, merged, standing
from detente.liaison.occasions import day_of, days_of, occasion
from detente.records import Act, Envelope, LogRow, Measure, Notice, Occasion, Outcome, Unit

__all__ = ["measures", "stands"]

PAIR = 2
BESIDE = frozenset({"why"})  # what a correction says of itself, no value of what it corrects
CITED = frozenset("C")  # what a reference to a commitment begins with


def measures(
    envelopes: Iterable[Envelope],
    forms: Mapping[str, Form],
    until: str,
    *,
    rules: Occasions | None = None,
    config: Config | None = None,
) -> tuple[Measure, ...]:
    """Return the measures of a log with all their occasions up to a moment, in the order of the log.

    A plan that waits for its second person is none yet. Occasions past of which nobody logged anything have no outcome.

    Args:
        envelopes: the log, or whole threads of it; what is later than ``until`` does not count.
        forms: the forms by id; one with log fields is a plan.
        until: ISO 8601, a day or a moment with zone.
        rules: what follows from log rows; the shipped ones for None.
        config: settings of the room.
    """
    rules, config, last = rules or load_occasions(), config or Config(), _last_day(until)
    found: list[Measure | None] = []
    for entries in begun(envelopes, until):
        form = forms.get(entries[0].notice.form)
        if form is not None and form.log:
            found.append(_measure(course(entries, form), last, rules, config))
    return tuple(one for one in found if one is not None)


def _last_day(until: str) -> date | None:
    """Return the last day that is over by a moment: a day itself, of a moment within one the day before."""
    day = day_of(until)
    return day - timedelta(days=1) if day is not None and len(until) > len("2024-01-16") else day


def stands(found: Course, entry: Envelope) -> Notice:
    """Return an entry of a thread as it stands: with its corrections."""
    if entry is found.first:
        return standing(found)
    notice = entry.notice
    for one in found.about(entry.id, Act.CORRECT):
        notice = notice.corrected(one, BESIDE)
    return notice


def _measure(found: Course, until: date | None, rules: Occasions, config: Config) -> Measure | None:
    """Return the measure of a plan, None of one that was not sent or gives no first day that can be read."""
    notice = standing(found)
    first, last = day_of(notice.text("first")), day_of(notice.text("last"))
    if found.sent is None or first is None or until is None:
        return None
    every, units = notice.text("every"), _units(notice)
    sides = _sides(notice, units)
    end = last or max(first, until + timedelta(days=config.ahead))
    planned = [one.isoformat() for one in days_of(first, end, every, config.occasions)]
    return Measure(
        id=found.first.id,
        form=notice.form,
        dyad=sides,
        title=notice.text("title") or notice.form.replace("_", " "),
        commitment=_commitment(notice),
        units=units,
        place=notice.text("place"),
        first=first.isoformat(),
        last=last.isoformat() if last else None,
        every=every,
        tlp=merged(labels(found).values()),
        withdrawn=found.ended is not None,
        occasions=_occasions(planned, list(_rows(found)), sides, until, rules),
        planned=tuple(planned),
    )


def _units(notice: Notice) -> tuple[Unit, ...]:
    """Return who carries it out: the sender's unit and that of the first addressee."""
    told = ((notice.sender, "own_unit"), *((side, "other_unit") for side in notice.to[:1]))
    return tuple(Unit(side=side, role=role) for side, name in told if (role := notice.text(name)))


def _sides(notice: Notice, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return the two sides: those of the units, else of a third party's plan its addressees, else sender and first."""
    named = sorted({one.side for one in units})
    if len(named) == PAIR:
        return tuple(named)
    return tuple(sorted({notice.sender, *notice.to[:1]}))


def _commitment(notice: Notice) -> str | None:
    """Return the promise that a plan carries out: that of its field, else the first that it refers to."""
    told = (notice.text("commitment"), *notice.about)
    return next((one for one in told if one and one[0] in CITED and one[1:].isdecimal()), None)


def _occasions(
    planned: Sequence[str], rows: Sequence[LogRow], sides: tuple[str, ...], until: date, rules: Occasions
) -> tuple[Occasion, ...]:
    """Return all planned days that are over by a day, and all of which something was logged, in order."""
    by_day: dict[str, dict[str, LogRow]] = {day: {} for day in planned if day <= until.isoformat()}
    for row in rows:
        by_day.setdefault(row.day, {})[row.by] = row  # the newest of each logger
    return tuple(
        occasion(day, list(by_day[day].values()), sides, rules, planned=day in planned) for day in sorted(by_day)
    )


def _rows(found: Course) -> Iterator[LogRow]:
    """Yield the log rows that stand, oldest first; before them what one side disputes of another's without a row."""
    logged = [one for one in found.entries if one.notice.act is Act.LOG and one.id not in found.void]
    rows = {one.id: row for one in logged if (row := _row(one, stands(found, one))) is not None}
    own = {(row.day, row.by) for row in rows.values()}
    for told in found.open:
        meant = found.meant(told.notice.of)
        row = rows.get(meant.id) if meant else None
        if row is not None and (row.day, told.notice.sender) not in own:
            yield _disputed(told, stands(found, told), row)
    yield from rows.values()


def _row(entry: Envelope, notice: Notice) -> LogRow | None:
    """Return a log row, None of one without a day or outcome that can be read."""
    day, outcome = day_of(notice.text("day")), notice.text("outcome")
    if day is None or outcome not in set(Outcome):
        return None
    return LogRow(
        id=entry.id,
        by=notice.sender,
        day=day.isoformat(),
        outcome=Outcome(outcome),
        at=notice.at,
        evidence=notice.text("evidence"),
        verifier=notice.text("verifier"),
        accused=notice.text("accused"),
        words=notice.text("words") or "",
        author=notice.author,
    )


def _disputed(entry: Envelope, notice: Notice, row: LogRow) -> LogRow:
    """Return what a dispute of another's row says of its occasion."""
    return LogRow(
        id=entry.id,
        by=notice.sender,
        day=row.day,
        outcome=Outcome.DISPUTED,
        at=notice.at,
        evidence=notice.text("evidence"),
        verifier=None,
        accused=None,
        words="; ".join(text for name, text in notice.fields if name != "evidence"),
        author=notice.author,
    )
