"""Exchange: Detente's account in other systems' formats, and their data in Detente's; it never reads an article."""

from detente.exchange.account_tables import Column, Whole, columns, rows, table_names
from detente.exchange.config import Config
from detente.exchange.desk import ACTOR_COLUMNS, FORMATS, ActorRow, Exchange, open_exchange
from detente.exchange.table_files import TABLE_FORMATS, write_table

__all__ = [
    "ACTOR_COLUMNS",
    "FORMATS",
    "TABLE_FORMATS",
    "ActorRow",
    "Column",
    "Config",
    "Exchange",
    "Whole",
    "columns",
    "open_exchange",
    "rows",
    "table_names",
    "write_table",
]
