"""Exchange: Detente's account in other systems' formats, and their data in Detente's; it never reads an article."""

from detente.exchange.config import Config
from detente.exchange.desk import ACTOR_COLUMNS, FORMATS, ActorRow, Exchange, open_exchange

__all__ = ["ACTOR_COLUMNS", "FORMATS", "ActorRow", "Config", "Exchange", "open_exchange"]
