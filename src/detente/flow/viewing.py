"""Flow: the log of a case as its readers see it: threads as of a moment, and what a party may see of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente import liaison
from detente.errors import NoticeError
from detente.flow.traffic import Dyad, Registry, finder
from detente.records import Envelope, Measure, Thread

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["Plans", "Shown", "Whole", "dyad_of", "looked_up", "party_of", "plans", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Threads as of a moment; ``hidden`` counts those that the party who asks, if one does, may not see.

    What others hold back is not counted: that there is something would tell of it.
    """

    as_of: str
    viewer: str | None
    threads: tuple[Thread, ...]
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One thread with its entries; ``hidden`` counts those that the party who asks may not see."""

    thread: Thread
    viewer: str | None
    entries: tuple[Envelope, ...]
    hidden: int

    @property
    def whole(self) -> bool:
        """Whether the party that asks may see how the thread began, and so how it stands."""
        return self.entries[0].id == self.thread.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Measures as of a moment; ``hidden`` counts those that the party who asks, if one does, may not see."""

    as_of: str
    viewer: str | None
    measures: tuple[Measure, ...]
    hidden: int


def looked_up(
    case: "Case", registry: Registry, *, dyad: Dyad | None = None, viewer: str | None = None, as_of: str
) -> Shown:
    """Return the threads of a case, or of a dyad, as they stood; with ``viewer`` those that it may see.

    Raises:
        NoticeError: the viewer is in no table of actors.
    """
    party = None if viewer is None else party_of(case, registry, viewer, "--for")
    found = liaison.threads(case.log(dyad=dyad, until=as_of), registry.forms, as_of)
    seen = tuple(one for one in found if party is None or liaison.may_see(one, party))
    hidden = [one for one in found if one not in seen and one.sent is not None]
    return Shown(as_of=as_of, viewer=party, threads=seen, hidden=len(hidden))


def plans(
    case: "Case", registry: Registry, *, dyad: Dyad | None = None, viewer: str | None = None, as_of: str
) -> Plans:
    """Return the measures of a case with their logs, as they stood; with ``viewer`` those that it may see.

    Raises:
        NoticeError: the viewer is in no table of actors.
    """
    seen = looked_up(case, registry, dyad=dyad, viewer=viewer, as_of=as_of)
    shown = {one.id for one in seen.threads}
    log = case.log(dyad=dyad, until=as_of)
    found = liaison.measures(log, registry.forms, as_of, config=registry.limits)
    measures = tuple(one for one in found if one.id in shown)
    return Plans(as_of=as_of, viewer=seen.viewer, measures=measures, hidden=len(found) - len(measures))


def whole(case: "Case", registry: Registry, name: str, *, viewer: str | None = None, as_of: str) -> Whole:
    """Return the thread that an entry is in, as it stood, with its entries; with ``viewer`` those that it may see.

    Raises:
        NoticeError: there is no such entry, or the viewer may not see its thread.
    """
    party = None if viewer is None else party_of(case, registry, viewer, "--for")
    log = case.log(until=as_of)
    entry = next((one for one in log if one.id == name.strip().upper()), None)
    entries = [one for one in log if entry is not None and one.thread == entry.thread]
    found = liaison.threads(entries, registry.forms, as_of)
    if entry is None or (party is not None and _is_held_from(found[0], party)):
        raise NoticeError("is no entry of this case", where=name, remedy="detente notice list shows those there are")
    (thread,) = found
    seen = tuple(one for one in entries if party is None or _concerns(one, thread, party))
    if not seen:
        other = registry.directory.name(party or "")
        raise NoticeError(
            f"is not shown to {other}", where=entry.id, remedy=f"detente notice list --for {party} lists what is"
        )
    return Whole(thread=thread, viewer=party, entries=seen, hidden=len(entries) - len(seen))


def party_of(case: "Case", registry: Registry, name: str, where: str) -> str:
    """Return the id of a party or body by its name.

    Raises:
        NoticeError: nobody has the name; the remedy names those most alike.
    """
    found = finder(case, registry.directory)(name)
    if found is None:
        near = registry.directory.nearest(name)
        remedy = f"did you mean {' or '.join(near)}?" if near else "write a state, a code such as PAK, or a body"
        raise NoticeError(f"{name!r} is in no table of actors", where=where, remedy=remedy)
    return found


def dyad_of(case: "Case", registry: Registry, given: str) -> Dyad:
    """Return the dyad of A-B, whose names may themselves hold hyphens.

    Raises:
        NoticeError: it does not name two parties.
    """
    find = finder(case, registry.directory)
    for at, mark in enumerate(given):
        if mark == "-":
            sides = {find(part.strip()) for part in (given[:at], given[at + 1 :]) if part.strip()}
            names = sorted(side for side in sides if side)
            if len(names) == 2:  # noqa: PLR2004 - a pair
                return tuple(names)
    raise NoticeError(f"{given!r} names no two parties", where="--dyad", remedy="write two of them, such as PAK-IRN")


def _is_held_from(thread: Thread, party: str) -> bool:
    """Whether a thread waits for its release, of which nobody but its sender is to know that it is there."""
    return thread.sent is None and party != thread.notice.sender


def _concerns(entry: Envelope, thread: Thread, party: str) -> bool:
    """Whether an entry is for a party to see."""
    notice = entry.notice
    return thread.tlp.is_open or party in (notice.sender, *notice.to)
