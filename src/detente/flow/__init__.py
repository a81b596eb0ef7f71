"""The flow: the only place that knows the order of the stages.

::

    paths ─reading→ Article ─language→ Parse ─coding→ Account ─store→ case           (accounts.py)
    case ─fusion→ Events, Stories ─ledger→ Commitments, Keepings, Relations ─store→ case  (cases.py)
"""

from typing import TYPE_CHECKING

from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.flow.accounts import Rooms, accounts, canonical, making, open_rooms, spare_collector
    from detente.flow.cases import Desk, books, books_of, coverage, enter, open_desk, read_into, settle, write_up
    from detente.flow.working import told_notices
else:
    on_demand(
        __name__,
        Rooms="accounts",
        accounts="accounts",
        canonical="accounts",
        making="accounts",
        open_rooms="accounts",
        spare_collector="accounts",
        Desk="cases",
        books="cases",
        books_of="cases",
        coverage="cases",
        enter="cases",
        open_desk="cases",
        read_into="cases",
        settle="cases",
        write_up="cases",
        told_notices="working",
    )

__all__ = [
    "Desk",
    "Rooms",
    "accounts",
    "books",
    "books_of",
    "canonical",
    "coverage",
    "enter",
    "making",
    "open_desk",
    "open_rooms",
    "read_into",
    "settle",
    "spare_collector",
    "told_notices",
    "write_up",
]
