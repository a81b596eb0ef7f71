"""The entry room: what people enter, on the command line or in a spreadsheet, becomes accounts; it reads no article."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.entry.config import Config

if TYPE_CHECKING:
    from detente.entry.account import Clerk
    from detente.entry.agreement import proposed
    from detente.entry.form import Field, fields
    from detente.entry.rows import accounts
    from detente.entry.template import template
else:
    on_demand(
        __name__,
        Clerk="account",
        proposed="agreement",
        Field="form",
        fields="form",
        accounts="rows",
        template="template",
    )

__all__ = ["Clerk", "Config", "Field", "accounts", "fields", "proposed", "template"]
