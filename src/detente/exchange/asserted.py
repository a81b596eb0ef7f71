"""Exchange room: which events are told as having happened; all others go into tables of their own."""

from collections.abc import Callable, Iterator, Mapping

from detente.exchange.config import Config
from detente.exchange.whole import Row, Whole
from detente.records import Coding, Event

__all__ = ["parted", "reasons"]

HEARSAY = "hearsay only"
NONE = "no mention left"


def reasons(whole: Whole, config: Config) -> Mapping[str, str]:
    """Return why each event that is not asserted as having happened is not; by its id.

    An event is asserted if its status is one of the configured ones and some mention of such a status is more than
    hearsay.
    """
    codings = {coding.id: coding for account in whole.accounts for coding in account.codings}
    found = ((one.id, _reason(one, codings, config)) for one in whole.events)
    return {name: why for name, why in found if why}


def _reason(event: Event, codings: Mapping[str, Coding], config: Config) -> str | None:
    if event.status not in config.statuses:
        return event.status.value
    told = [codings[one] for one in event.codings if one in codings and codings[one].status in config.statuses]
    if not told:
        return NONE
    return None if any(one.evidentiality in config.evidentialities for one in told) else HEARSAY


def parted(rows: Iterator[Row], why: Callable[[Row], str | None], *, asserted: bool) -> Iterator[Row]:
    """Yield the rows that are asserted, or the others with the reason; ``why`` gives it, None for an asserted one."""
    for row in rows:
        reason = why(row)
        if asserted and reason is None:
            yield row
        elif not asserted and reason is not None:
            yield {**row, "why": reason}
