"""Exchange room: the rows of every table, events that are not asserted as having happened apart."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from detente.exchange.account_tables import ACCOUNT_ROWS
from detente.exchange.asserted import parted, reasons
from detente.exchange.config import Config
from detente.exchange.redaction import Redaction
from detente.exchange.traffic_tables import TRAFFIC_ROWS
from detente.exchange.whole import Row, Whole, base

__all__ = ["rows"]

# Tables of events, and the column that says which one a row is about.
PARTED: Mapping[str, str] = {"events": "id", "mentions": "event", "claims": "event", "casualties": "event"}
# Tables of entries of the log, some of whose fields are hidden as a whole.
ENTRIES = frozenset({"notices", "notice_fields"})
# What people write to one another, or enter: roles are looked for there too.
WRITTEN = frozenset({*TRAFFIC_ROWS, "entries", "keepings"})


def rows(table: str, whole: Whole, config: Config | None = None, redacted: Redaction | None = None) -> Iterator[Row]:
    """Yield the rows of a table; what is unknown is None.

    Raises:
        KeyError: there is no such table.
    """
    name = base(table)
    if redacted and name in ENTRIES:
        whole = replace(whole, log=[redacted.envelope(one) for one in whole.log])
    found = (ACCOUNT_ROWS[name] if name in ACCOUNT_ROWS else TRAFFIC_ROWS[name])(whole)
    if name in PARTED:
        found = parted(found, _why(name, whole, config or Config()), asserted=name == table)
    for row in found:
        yield redacted.row(row, traffic=name in WRITTEN) if redacted else row


def _why(table: str, whole: Whole, config: Config) -> Callable[[Row], str | None]:
    """Return what says why a row is not asserted: its event is not, or it is a mention that does not assert it."""
    events = reasons(whole, config)

    def why(row: Row) -> str | None:
        own = str(row["status"]) if table == "mentions" and row["status"] not in config.statuses else None
        return events.get(str(row[PARTED[table]])) or own

    return why
