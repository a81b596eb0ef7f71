"""Measures on the terminal: the plan, and both sides' log rows side by side, one row an occasion."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from detente.cli.tables import show_lines, show_table
from detente.cli.wording import one_line
from detente.records import LogRow, Measure, Occasion, Outcome, Verification

__all__ = ["show_measures", "tally"]

Party = Callable[[str], str]
SILENT = "no row"


def show_measures(measures: Sequence[Measure], party: Party) -> None:
    """Print plans with their logs; ``party`` names a side or third party."""
    for measure in measures:
        columns = ("day", *map(party, measure.dyad), "third party", "what follows")
        if measure.occasions:
            show_table(_title(measure), columns, _rows(measure, party))
        else:
            show_lines(_title(measure), "No occasion of it is past, and none is logged.")
        units = "; ".join(f"{party(one.side)}: {one_line(one.role)}" for one in measure.units)
        show_lines(f"{units}. {tally(measure)}." if units else f"{tally(measure)}.")


def tally(measure: Measure) -> str:
    """Return how many occasions had which outcome, how many nobody logged, and how many lie ahead."""
    often = Counter(one.outcome for one in measure.occasions)
    parts = [f"{often[one]} {one.value.replace('_', ' ')}" for one in Outcome if often[one]]
    parts += [f"{often[None]} logged by nobody"] if often[None] else []
    past = {one.day for one in measure.occasions}
    ahead = [day for day in measure.planned if day not in past]
    parts += [f"next planned {ahead[0]}"] if ahead and not measure.withdrawn else []
    return ", ".join(parts) or "nothing planned or logged"


def _title(measure: Measure) -> str:
    every = f", every {measure.every}" if measure.every else ""
    last = f" to {measure.last}" if measure.last else ""
    place = f" at {one_line(measure.place)}" if measure.place else ""
    withdrawn = " (withdrawn)" if measure.withdrawn else ""
    title = f"{measure.id}{withdrawn} {one_line(measure.title)}{place}, from {measure.first}{last}{every}"
    return f"{title} [TLP:{measure.tlp.value}]"


def _rows(measure: Measure, party: Party) -> Iterator[tuple[str, ...]]:
    for one in measure.occasions:
        sides = (_cell(one.of(side), party) for side in measure.dyad)
        thirds = "\n".join(f"{party(row.by)}: {_cell(row, party)}" for row in one.others(measure.dyad))
        planned = "" if one.planned else "\nno day of the plan"
        yield one.day + planned, *sides, thirds, _follows(one)


def _cell(row: LogRow | None, party: Party) -> str:
    """Return what one logger says of an occasion, with the id of the entry."""
    if row is None:
        return SILENT
    parts = [f"{row.outcome.value.replace('_', ' ')} ({row.id})"]
    parts += [one_line(row.words)] if row.words else []
    parts += [f"at the door of {party(row.accused)}"] if row.accused else []
    parts += [f"rests on {one_line(row.evidence)}"] if row.evidence else []
    parts += [f"names {party(row.verifier)} as verifier"] if row.verifier else []
    return "\n".join(parts)


def _follows(occasion: Occasion) -> str:
    if occasion.outcome is None:
        return occasion.reason
    known = occasion.verification
    sure = f", {known.value.replace('_', ' ')}" if known is not Verification.UNVERIFIED else ""
    return f"{occasion.outcome.value.replace('_', ' ')}{sure}\n{occasion.reason}"
