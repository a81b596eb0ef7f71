"""The flow: the only place that knows the order of the stages.

::

    paths ─reading→ Article ─language→ Parse ─coding→ Account ─store→ case           (accounts.py)
    case ─fusion→ Events, Stories ─ledger→ Commitments, Keepings, Relations ─store→ case  (cases.py)
"""

from detente.flow.accounts import Rooms, accounts, canonical, making, open_rooms, spare_collector
from detente.flow.cases import Desk, books, coverage, enter, open_desk, read_into, settle, write_up

__all__ = [
    "Desk",
    "Rooms",
    "accounts",
    "books",
    "canonical",
    "coverage",
    "enter",
    "making",
    "open_desk",
    "open_rooms",
    "read_into",
    "settle",
    "spare_collector",
    "write_up",
]
