"""Brief room: what a brief says of itself before anything else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.records import Head, Level, SourceCount

__all__ = ["ENTERED", "MACHINE", "NOTE", "STATUS", "Facts", "facts", "lines", "status", "title"]

MACHINE = "machine-coded: nobody has signed it"
STATUS = "status"
ENTERED = "entered"
PLURAL = {"report": "reports", "entry": "entries", "report and entry": "reports and entries"}
NOTE = "The analyst's own judgement"


def title(head: Head) -> str:
    """Return the title of a brief."""
    return f"{head.title}: brief"


def status(head: Head) -> str:
    """Return who answers for it: the person who signed, or that nobody did."""
    return f"signed by {head.signed_by}" if head.signed_by else MACHINE


def lines(head: Head, party: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield what a reader must know first, as name and words; ``party`` names a side."""
    yield (
        "as of",
        f"{(head.as_of or 'unknown').replace('T', ' ')} (in {head.zone}; days are those that the reports give)",
    )
    if head.since:
        yield "since", head.since
    yield STATUS, status(head)
    yield from _labels(head)
    if head.level:
        yield "level of conflict", _level(head.level)
    for count in head.sources:
        yield f"sources, {party(count.side) if count.side else 'others'}", _count(count)
    if head.without:
        yield "no source of its own", ", ".join(map(party, head.without))
    share = f"{head.reviewed} of {head.judged} events"
    yield "reviewed by a person", f"{share} ({100 * head.reviewed // head.judged if head.judged else 0} %)"
    if head.undated:
        yield "reports without a date", str(head.undated)
    if head.making:
        yield "made by", head.making


def _labels(head: Head) -> Iterator[tuple[str, str]]:
    """Yield who may see a brief that cites notices, and what a chosen label left out of it."""
    if head.tlp:
        threads = "1 thread" if head.threads == 1 else f"{head.threads} threads"
        yield "label", f"TLP:{head.tlp.value}, the most restrictive of the notices that it cites ({threads} of traffic)"
    if head.most:
        left = head.left_out or "no"
        many = "thread" if head.left_out == 1 else "threads"
        yield "left out", f"{left} {many} of traffic with a label more restrictive than TLP:{head.most.value}"


def _level(level: Level) -> str:
    """Return how tense the relation is, since when and by which acts and rule; why it is unknown where it is."""
    if level.name is None:
        return f"not known: {level.reason}"
    since = f" since {level.since}" if level.since else ""
    events = f", by {', '.join(level.events)}" if level.events else ""
    return f"{level.name.value.replace('_', ' ')}{since}, as of {level.day}{events} ({level.reason})"


def _count(count: SourceCount) -> str:
    languages = ", ".join(f"{number} {name}" for name, number in count.languages)
    entered = dict(count.languages).get(ENTERED, 0)
    what = "report" if not entered else "entry" if entered == count.reports else "report and entry"
    reports = f"1 {what}" if count.reports == 1 else f"{count.reports} {PLURAL[what]}"
    return f"{count.owners} independent, {reports} ({languages})" + (
        f": {'; '.join(count.names)}" if count.names else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The words of a brief's head, for a view that lays them out itself."""

    title: str
    head: tuple[tuple[str, str], ...]
    note: str


def facts(head: Head, party: Callable[[str], str]) -> Facts:
    """Return the words of a brief's head; ``party`` names a side."""
    return Facts(title=title(head), head=tuple(lines(head, party)), note=NOTE)
