"""Brief room: measures with their plans, and what each side logged of every occasion."""

from collections import Counter
from collections.abc import Iterator

from detente.brief.names import in_line, joined
from detente.brief.told import Told
from detente.records import Commitment, Line, LogRow, Measure, Occasion, Outcome, Part, Section, Verification

__all__ = ["carried_out", "measures"]


def measures(told: Told) -> Section:
    """Return every plan with its log, in the order in which they begin."""
    lines = tuple(_measure(one, told) for one in sorted(told.books.measures, key=lambda one: (one.first, one.id)))
    empty = None if lines else "no plan of patrols or other measures is on record" + told.up_to
    return Section(part=Part.MEASURES, title="Measures and their logs", lines=lines, empty=empty)


def carried_out(commitment: Commitment, told: Told) -> Iterator[Line]:
    """Yield the measures that carry out a promise, with how far each has come."""
    for one in told.books.measures:
        if one.commitment == commitment.id:
            text = f"carried out by {one.id}, {in_line(one.title)}: {_counted(one)}"
            yield Line(text=text, citations=told.citations.of_notices(one.id))


def _measure(measure: Measure, told: Told) -> Line:
    cadence = f"every {measure.every} from {measure.first}" if measure.every else f"on {measure.first}"
    until = f" to {measure.last}" if measure.last and measure.every else ", no last day" if measure.every else ""
    place = f" at {measure.place}" if measure.place else ""
    units = [f"{told.names.party(one.side)}: {one.role}" for one in measure.units]
    then = [_counted(measure)]
    then += [f"carries out {measure.commitment}"] if measure.commitment else ["names no promise that it carries out"]
    return Line(
        id=measure.id,
        day=measure.first,
        caution="withdrawn" if measure.withdrawn else None,
        text=in_line(f"{measure.title}{place}, {cadence}{until}" + (f" ({'; '.join(units)})" if units else "")),
        then="; ".join(then),
        label=f"TLP:{measure.tlp.value}",
        citations=told.citations.of_notices(measure.id),
        below=tuple(_occasions(measure, told)),
    )


def _counted(measure: Measure) -> str:
    """Return how many occasions had which outcome, and how many nobody logged."""
    often = Counter(one.outcome for one in measure.occasions if one.outcome)
    if not measure.occasions:
        return "no occasion yet"
    parts = [f"{often[one]} {one.value.replace('_', ' ')}" for one in Outcome if often[one]]
    missing = sum(one.outcome is None for one in measure.occasions)
    parts += [f"{missing} logged by nobody"] if missing else []
    total = len(measure.occasions)
    return f"{total} occasion{'' if total == 1 else 's'} so far: {', '.join(parts)}"


def _occasions(measure: Measure, told: Told) -> Iterator[Line]:
    """Yield a line for each occasion that was logged, and one for all that were not."""
    for one in measure.occasions:
        if one.rows:
            yield _occasion(one, measure, told)
    silent = [one.day for one in measure.occasions if not one.rows]
    if silent:
        text = f"logged by nobody: {', '.join(silent)}"
        yield Line(text=text, citations=told.citations.of_notices(measure.id))


def _occasion(occasion: Occasion, measure: Measure, told: Told) -> Line:
    disputed = occasion.outcome is Outcome.DISPUTED
    outcome = occasion.outcome.value.replace("_", " ") if occasion.outcome else "unknown"
    known = told.word("verification", occasion.verification.value)
    sure = f", {known}" if occasion.verification is not Verification.UNVERIFIED else ""
    said = occasion.reason if disputed else f"{outcome}{sure} ({occasion.reason})"
    return Line(
        day=occasion.day,
        caution="disputed" if disputed else None,
        text=said + ("" if occasion.planned else "; no day of the plan"),
        citations=told.citations.of_notices(*(row.id for row in occasion.rows)),
        below=tuple(_rows(occasion, measure, told)),
    )


def _rows(occasion: Occasion, measure: Measure, told: Told) -> Iterator[Line]:
    """Yield what each side logged, the two sides first, then third parties; a side that is silent is told."""
    for side in measure.dyad:
        row = occasion.of(side)
        if row is None:
            yield Line(text=f"{told.names.party(side)}: no row", citations=told.citations.of_notices(measure.id))
        else:
            yield _row(row, told)
    for row in occasion.others(measure.dyad):
        yield _row(row, told)


def _row(row: LogRow, told: Told) -> Line:
    name = told.names.party
    parts = [f"{name(row.by)}: {row.outcome.value.replace('_', ' ')}"]
    parts += [row.words] if row.words else []
    parts += [f"laid at the door of {name(row.accused)}"] if row.accused else []
    parts += [f"rests on {row.evidence}"] if row.evidence else []
    parts += [f"names {joined([name(row.verifier)])} as verifier"] if row.verifier else []
    return Line(id=row.id, text=in_line("; ".join(parts)), citations=told.citations.of_notices(row.id))
