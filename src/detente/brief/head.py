"""Brief room: what a brief says of itself before anything else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.records import Head, SourceCount

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
