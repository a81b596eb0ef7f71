"""What a view of an account rests on, in one line: reports, entries and notices, until when, and what made it."""

from typing import TYPE_CHECKING

from detente.cli.wording import counted
from detente.records import Books, ThreadState

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["made_by", "rests_on"]


def made_by(case: "Case") -> str | None:
    """Return what made the account of a case, None where nothing was read or entered."""
    made = case.makings()
    return f"Detente {made[-1].version}, codebook {made[-1].codebook[:8]}" if made else None


def rests_on(found: Books, made: str | None) -> str:
    """Return what the books of a dyad rest on; ``made`` is what made them."""
    read = [one.article for one in found.accounts if one.entry is None]
    entered = [one for one in found.accounts if one.entry is not None and one.entry.notice is None]
    sent = [one for one in found.threads if one.state is not ThreadState.HELD]
    owners = {(one.owner or one.source or one.id).casefold() for one in read}
    parts = [f"{counted(len(read), 'report')} of {counted(len(owners), 'independent source')}"] if read else []
    parts += [counted(len(entered), "entry", "entries")] if entered else []
    parts += [counted(len(sent), "thread") + " of notices"] if sent else []
    label = max((one.tlp for one in sent), key=lambda one: one.rank, default=None)
    ends = [f"until {found.coverage_until}"] if found.coverage_until else []
    ends += [f"label TLP:{label.value}"] if label else []
    ends += [f"made by {made}"] if made else []
    return "Rests on " + "; ".join((", ".join(parts) or "nothing that was read, entered or sent", *ends)) + "."
