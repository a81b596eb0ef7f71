"""Exchange: Detente's account in other systems' formats, and their data in Detente's; it never reads an article."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.exchange.config import Config
from detente.exchange.series_config import SeriesConfig

if TYPE_CHECKING:
    from detente.exchange.about import Origin, about, page
    from detente.exchange.asserted import reasons
    from detente.exchange.desk import ACTOR_COLUMNS, FORMATS, ActorRow, Exchange, open_exchange
    from detente.exchange.redaction import Redaction, redaction
    from detente.exchange.rows import rows
    from detente.exchange.selection import LeftOut, within
    from detente.exchange.series import extended, read_series
    from detente.exchange.series_beside import beside
    from detente.exchange.series_drawing import drawing
    from detente.exchange.series_sides import SeriesGiven
    from detente.exchange.series_template import SERIES_SUFFIXES, series_template
    from detente.exchange.table_files import TABLE_FORMATS, write_table
    from detente.exchange.whole import Column, Whole, columns, columns_of, table_names
else:
    on_demand(
        __name__,
        Origin="about",
        about="about",
        page="about",
        reasons="asserted",
        ACTOR_COLUMNS="desk",
        FORMATS="desk",
        ActorRow="desk",
        Exchange="desk",
        open_exchange="desk",
        Redaction="redaction",
        redaction="redaction",
        rows="rows",
        LeftOut="selection",
        within="selection",
        extended="series",
        read_series="series",
        beside="series_beside",
        drawing="series_drawing",
        SeriesGiven="series_sides",
        SERIES_SUFFIXES="series_template",
        series_template="series_template",
        TABLE_FORMATS="table_files",
        write_table="table_files",
        Column="whole",
        Whole="whole",
        columns="whole",
        columns_of="whole",
        table_names="whole",
    )

__all__ = [
    "ACTOR_COLUMNS",
    "FORMATS",
    "SERIES_SUFFIXES",
    "TABLE_FORMATS",
    "ActorRow",
    "Column",
    "Config",
    "Exchange",
    "LeftOut",
    "Origin",
    "Redaction",
    "SeriesConfig",
    "SeriesGiven",
    "Whole",
    "about",
    "beside",
    "columns",
    "columns_of",
    "drawing",
    "extended",
    "open_exchange",
    "page",
    "read_series",
    "reasons",
    "redaction",
    "rows",
    "series_template",
    "table_names",
    "within",
    "write_table",
]
