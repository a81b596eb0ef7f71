"""Exchange room: the formats by name, and what the room does with them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.codebook import Codebook
from detente.exchange import gdelt, petrarch, plover
from detente.exchange.actor_rows import COLUMNS as ACTOR_COLUMNS
from detente.exchange.actor_rows import Row as ActorRow
from detente.exchange.actor_rows import rows_of
from detente.exchange.config import Config
from detente.exchange.dictionary import entries
from detente.exchange.dyads import events
from detente.exchange.files import read_events
from detente.exchange.results import results
from detente.exchange.tables import Tables, load_tables
from detente.records import Account, DyadicEvent, Making, Skipped, Typeless, Withheld

__all__ = ["ACTOR_COLUMNS", "FORMATS", "ActorRow", "Exchange", "Format", "open_exchange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that events can be written in.

    ``columns`` are the names of its cells, None for lines of JSON; ``dated`` says that an event needs an exact day.
    """

    columns: tuple[str, ...] | None
    dated: bool
    line: Callable[[DyadicEvent, Tables, Codebook], str]


FORMATS = {
    "plover": Format(columns=None, dated=False, line=lambda event, _, book: plover.to_line(event, book)),
    "cameo": Format(
        columns=petrarch.COLUMNS, dated=True, line=lambda event, tables, _: petrarch.to_line(event, tables)
    ),
    "gdelt": Format(columns=gdelt.COLUMNS, dated=True, line=lambda event, tables, _: gdelt.to_line(event, tables)),
}


class Exchange:
    """The room, opened with a codebook."""

    def __init__(self, book: Codebook, tables: Tables, config: Config) -> None:
        self._book = book
        self._tables = tables
        self._config = config

    def results(self, path: Path) -> Iterator[Making | Account | Skipped]:
        """Yield what ``detente read --out`` wrote into a file."""
        return results(_lines(path), str(path))

    def events(
        self, account: Account, form: str, *, disputed: frozenset[str] = frozenset()
    ) -> Iterator[DyadicEvent | Withheld]:
        """Yield an account's codings as events for a format of ``FORMATS``, or withheld with the reason.

        ``disputed`` are the ids of codings of acts whose doer reports disagree on: no format can say so.
        """
        return events(account, self._config, dated=FORMATS[form].dated, disputed=disputed)

    def read(self, path: Path) -> Iterator[DyadicEvent | Skipped | Typeless]:
        """Yield the events of a file in the format of PETRARCH2, Phoenix, GDELT or PLOVER."""
        return read_events(path, self._tables, self._book)

    def line(self, event: DyadicEvent, form: str) -> str:
        """Return an event as a line of a format of ``FORMATS``."""
        return FORMATS[form].line(event, self._tables, self._book)

    def actors(self, paths: Iterable[Path], *, until: str = "", missing: bool = False) -> Iterator[ActorRow | Skipped]:
        """Yield dictionaries of PETRARCH as rows of an actor table.

        Terms that they leave open end on ``until`` (an ISO date, empty for never); with ``missing`` there is only what
        our table lacks.
        """
        found = (one for path in paths for one in entries(_lines(path), str(path)))
        return rows_of(found, self._tables, self._book, until=until, missing=missing)


def open_exchange(book: Codebook, config: Config | None = None) -> Exchange:
    """Load the tables between the formats.

    Raises:
        CodebookError: a table is broken; the error names file, line and remedy.
    """
    return Exchange(book, load_tables(book.types, book.countries), config or Config())


def _lines(path: Path) -> Iterator[str | Skipped]:
    """Yield the lines of a text file; a byte that is no UTF-8 is marked, since old dictionaries hold a few."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            yield from file
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); name a file that you can read"
        yield Skipped(where=str(path), room="exchange", reason=reason)
