"""Store room: a case that is open. Every method is one transaction; what it wrote is kept when it has returned."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from detente.records import (
    Account,
    Article,
    Books,
    CaseCounts,
    Commitment,
    DyadCount,
    Entry,
    Envelope,
    Episode,
    Event,
    Hit,
    Judged,
    Judgement,
    Keeping,
    Link,
    Making,
    PastBrief,
    Relation,
    Series,
    Skipped,
    Story,
)
from detente.store import (
    bookkeeping,
    delivering,
    digest,
    erasing,
    figures,
    intake,
    judged,
    log,
    material,
    naming,
    rereading,
    searching,
    settling,
    soundness,
    told,
    waiting,
)
from detente.store import briefs as past
from detente.store.config import Config
from detente.store.log import Build
from detente.store.shelf import Shelf
from detente.store.turns import Turns
from detente.store.waiting import Dyad

__all__ = ["Case"]

_NONE: Mapping[str, frozenset[str]] = {}


class Case:
    """The case file: what was read, entered and judged, and the account that follows from it.

    Many may have it open at once, in one process or in many: readers see it as of their question, writers take turns.
    Close it, or use it as a context manager: closing leaves one file that can be copied.
    """

    def __init__(self, engine: Engine, where: str, turns: Turns, config: Config) -> None:
        self.where = where
        self._engine, self._turns, self._patience = engine, turns, config.patience
        self._shelf = Shelf(config.at_hand)
        self._mine = local()

    def __enter__(self) -> Self:
        """Return the case itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the case."""
        self.close()

    def close(self) -> None:
        """Close the case; a SQLite case is then one file, unless another process still has it open."""
        try:
            self._turns.tidy()
        finally:
            self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, int]]:
        """Give a writer's connection and the number of its turn."""
        with self._turns.writing() as connection:
            yield connection, waiting.next_turn(connection)

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        """Give a reader's connection and remember up to which write this thread has seen what waits."""
        with self._turns.reading() as connection:
            self._mine.seen = waiting.turn_now(connection)
            yield connection

    @property
    def _seen(self) -> int:
        return getattr(self._mine, "seen", 0)

    # What was read and entered

    def known(self, ids: Iterable[str], making: Making | None = None) -> set[str]:
        """Return those of the ids that are entries or articles of this case; with ``making`` articles that it made."""
        with self._turns.reading() as connection:
            return material.known(connection, ids, making)

    def add(  # noqa: PLR0913, PLR0917 - one batch of a run, with what the rooms found in it
        self,
        making: Making,
        accounts: Sequence[Account],
        skipped: Sequence[Skipped] = (),
        article_keys: Mapping[str, frozenset[str]] = _NONE,
        event_keys: Mapping[str, frozenset[str]] = _NONE,
        dyads: Mapping[str, Sequence[Dyad]] | None = None,
    ) -> list[Skipped]:
        """Add what a run made of some articles; those that the same making read already are passed over.

        What another making read before takes a new reading's place among its ``readings``; what people judged stays,
        and holds of what is still there. Entries are passed over whatever made them.

        Args:
            making: what made the accounts.
            accounts: whole accounts.
            skipped: what was skipped outside any article.
            article_keys: keys by article.
            event_keys: keys by coding.
            dyads: the dyads that each article touches, by article.

        Returns:
            accounts that could not be added, since an id in them stands for something else.
        """
        with self._writing() as (connection, turn):
            keys = intake.Keys(article_keys, event_keys, dyads or {}, turn)
            return intake.take_in(connection, making, accounts, skipped, keys)

    def accounts(self, ids: Iterable[str] | None = None, *, dyad: Dyad | None = None) -> list[Account]:
        """Return accounts by (published, id), the undated last: all, those with these ids, or those of a dyad."""
        with self._turns.reading() as connection:
            chosen = _chosen(connection, ids, dyad)
            if chosen is None:
                return material.accounts(connection, None)
            replaced = waiting.replaced(connection)
            return self._shelf.accounts(chosen, lambda missing: material.accounts(connection, missing), replaced)

    def articles(self, ids: Iterable[str] | None = None, *, dyad: Dyad | None = None) -> list[Article]:
        """Return articles alone, in the same order."""
        with self._turns.reading() as connection:
            return material.articles(connection, _chosen(connection, ids, dyad))

    def articles_of(self, codings: Iterable[str]) -> set[str]:
        """Return the articles and entries that some codings are from."""
        with self._turns.reading() as connection:
            return told.articles_of(connection, codings)

    def readings(self, article: str) -> list[tuple[Making, Account]]:
        """Return the readings that an article had before its present one, the newest first, with what made each."""
        with self._turns.reading() as connection:
            return rereading.readings(connection, article)

    def entries(self) -> list[Entry]:
        """Return what people entered, in the order it came in."""
        with self._turns.reading() as connection:
            return told.entries(connection)

    def makings(self) -> list[Making]:
        """Return what made the accounts, the first one first."""
        with self._turns.reading() as connection:
            return told.makings(connection)

    def skipped(self) -> list[Skipped]:
        """Return all that could not be used, in the order it came in."""
        with self._turns.reading() as connection:
            return told.skipped(connection)

    def counts(self) -> CaseCounts:
        """Return how much the case holds."""
        with self._turns.reading() as connection:
            return told.counts(connection)

    def search(self, words: str, *, most: int = 50) -> list[Hit]:
        """Return articles and entries that hold all the words, the best first; double quotes keep words together."""
        with self._turns.reading() as connection:
            return searching.search(connection, words, most)

    # What is to be compared, and judgements

    def uncompared(self) -> list[str]:
        """Return the articles that were not yet compared with others, in canonical order."""
        with self._looking() as connection:
            return waiting.uncompared(connection)

    def meeting(self, ids: Iterable[str]) -> list[str]:
        """Return the other articles that share an article key or an event key with any of these, sorted."""
        with self._turns.reading() as connection:
            return waiting.meeting(connection, set(ids))

    def compared(self, ids: Iterable[str], judgements: Iterable[Judgement]) -> None:
        """Add what comparing some articles gave, and mark them as compared.

        What was read again since this thread last asked what waits keeps its mark, and nothing is judged of it.
        """
        with self._writing() as (connection, turn):
            late = waiting.read_again(connection, self._seen)
            judged.judge(connection, rereading.still(connection, judgements, late), turn)
            waiting.compared(connection, set(ids) - late)

    def judge(self, judgement: Judgement) -> None:
        """Add a judgement; it holds from now on, except Detente's about a pair that a person judged."""
        with self._writing() as (connection, turn):
            judged.judge(connection, [judgement], turn)

    def judgements(self, about: Judged, ids: Iterable[str] | None = None) -> list[Judgement]:
        """Return the judgements that hold now, of pairs with one of the ids."""
        with self._turns.reading() as connection:
            return judged.judgements(connection, about, ids)

    def history(self, about: Judged, left: str, right: str) -> list[Judgement]:
        """Return all judgements about a pair, the first one first."""
        with self._turns.reading() as connection:
            return judged.history(connection, about, left, right)

    def component(self, about: Judged, ids: Iterable[str], *, least: float = 0.0) -> list[set[str]]:
        """Return what could be one with the ids, and what is now in one with any of it, in sets that nothing joins.

        Articles stand for the codings (or undertakings) in them. Pairs that Detente judged count from the score
        ``least`` on, those that are the same in any case; only a person's "not the same" keeps a pair apart.
        Settle all the sets in one call, since parts of one event may lie in two of them.
        """
        with self._looking() as connection:
            return judged.component(connection, about, ids, least)

    # What is to be settled

    def unsettled(self, about: Judged) -> set[str]:
        """Return the codings (or articles) that wait to be joined into events (or stories) again."""
        with self._looking() as connection:
            return waiting.unsettled(connection, about)

    def settle_events(self, events: Sequence[Event], considered: Iterable[str] = ()) -> dict[str, str]:
        """Put events in place of those that share a coding with them; return the lasting id of each.

        ``considered`` are codings that were looked at as well and are in no event.
        """
        with self._writing() as (connection, turn):
            return settling.settle_events(connection, events, considered, turn, self._seen)

    def settle_stories(self, stories: Sequence[Story], considered: Iterable[str] = ()) -> dict[str, str]:
        """Put stories in place of those that share an article with them; return the lasting id of each."""
        with self._writing() as (connection, turn):
            return settling.settle_stories(connection, stories, considered, turn, self._seen)

    def touched_dyads(self) -> list[Dyad]:
        """Return the dyads whose books must be made again, in alphabetical order."""
        with self._looking() as connection:
            return waiting.touched(connection)

    def settle_books(self, books: Books) -> Books:
        """Put the books of one dyad in place of those before; return them with lasting ids.

        The dyad is settled then, as far as it was seen when this thread last asked what waits.
        """
        with self._writing() as (connection, _):
            waiting.untouch(connection, books.dyad, self._seen)
            return bookkeeping.settle_books(connection, books)

    def settled(self, dyad: Dyad) -> None:
        """Say that a dyad needs no books, of what was there when this thread last asked what waits."""
        with self._turns.reading() as connection:
            waits = waiting.waits(connection, dyad, self._seen)
        if waits:
            with self._writing() as (connection, _):
                waiting.untouch(connection, dyad, self._seen)

    # The settled account

    def resolve(self, name: str) -> str | None:
        """Return what a lasting id is called now, None for one that never was."""
        with self._turns.reading() as connection:
            return naming.resolve(connection, name)

    def events(self, dyad: Dyad | None = None, ids: Iterable[str] | None = None) -> list[Event]:
        """Return events by day and number, of one dyad or by lasting ids, old ones too."""
        with self._turns.reading() as connection:
            return told.events(connection, dyad, ids)

    def event_of(self, codings: Iterable[str]) -> dict[str, str]:
        """Return the lasting id of the event that each coding is in; codings in none are left out."""
        with self._turns.reading() as connection:
            return told.event_of(connection, codings)

    def stories(self, ids: Iterable[str] | None = None, *, articles: Iterable[str] | None = None) -> list[Story]:
        """Return stories by number: all, by lasting ids, or those that tell of some articles."""
        with self._turns.reading() as connection:
            return told.stories(connection, ids, articles)

    def links(self, dyad: Dyad) -> list[Link]:
        """Return the links between a dyad's events."""
        with self._turns.reading() as connection:
            return told.links(connection, dyad)

    def commitments(self, dyad: Dyad | None = None, ids: Iterable[str] | None = None) -> list[Commitment]:
        """Return commitments by the day they were announced and number."""
        with self._turns.reading() as connection:
            return told.commitments(connection, dyad, ids)

    def keepings(self, dyad: Dyad | None = None, *, commitment: str | None = None) -> list[Keeping]:
        """Return keepings by day and number, of one dyad or one commitment."""
        with self._turns.reading() as connection:
            return told.keepings(connection, dyad, commitment)

    def relation(self, dyad: Dyad) -> Relation | None:
        """Return how a relation stands, None where nothing is known of it."""
        with self._turns.reading() as connection:
            return told.relation(connection, dyad)

    def episodes(self, dyad: Dyad | None = None) -> list[Episode]:
        """Return episodes by their start and number."""
        with self._turns.reading() as connection:
            return told.episodes(connection, dyad)

    def dyads(self) -> list[DyadCount]:
        """Return every dyad with how much there is about it, in alphabetical order."""
        with self._turns.reading() as connection:
            return told.dyads(connection)

    def account_digest(self) -> str:
        """Return a digest of the whole account without lasting ids, clocks and paths."""
        with self._turns.reading() as connection:
            return digest.digest(connection)

    # Briefs

    def remember_brief(self, brief: PastBrief) -> None:
        """Keep what a brief said, so that the next one can say what changed."""
        with self._writing() as (connection, _):
            past.remember(connection, brief)

    def last_brief(self, dyad: Dyad) -> PastBrief | None:
        """Return the last brief about a dyad, None where there was none."""
        with self._turns.reading() as connection:
            return past.last(connection, dyad)

    # Working traffic, figures, and who was told

    def append(self, build: Build, *, thread: str | None, dyads: Callable[[Envelope], Sequence[Dyad]]) -> Envelope:
        """Append an entry to the log; nothing comes between the entry before and this one.

        Args:
            build: makes the entry of its number, the hash of the entry before, and the entries of its thread until
                now; what it raises leaves the log as it was.
            thread: the thread that it belongs to, None for a new one.
            dyads: which dyads it is about; a thread is about all those of its entries.
        """
        with self._writing() as (connection, turn):
            return log.append(connection, build, thread, dyads, turn)

    def log(self, *, thread: str | None = None, dyad: Dyad | None = None, until: str | None = None) -> list[Envelope]:
        """Return entries in the order of the log: all, those of a thread, or those of every thread about a dyad.

        With ``until``, an ISO 8601 day or moment, those sent by then.
        """
        with self._turns.reading() as connection:
            return log.entries(connection, thread=thread, dyad=dyad, until=until)

    def erase(
        self,
        name: str,
        fields: Sequence[str],
        build: Build,
        *,
        rebuild: Callable[[Sequence[Dyad]], object] | None = None,
    ) -> Envelope:
        """Erase values of an entry for good, and append the entry that says who did, when and why.

        Args:
            name: the entry (N7).
            fields: the names of the values; ``author`` for who wrote it.
            build: makes the entry of act ``erase``, as for ``append``.
            rebuild: makes the books of some dyads again, before the file is written anew without traces of the old.

        Raises:
            StoreError: there is no such entry or value; or others had the case open so long that traces are left, which
                the next command then wipes.
        """
        with self._writing() as (connection, turn):
            made, dyads = erasing.erase(connection, self.where, name, fields, build, turn)
        if rebuild:
            rebuild(dyads)
        self.wipe()
        return made

    def wipe(self, patience: float | None = None) -> None:
        """Wipe what was erased off the disk, where an erasure was cut off before it could.

        Raises:
            StoreError: others had the case open for longer than patience lasts, in seconds, by default the setting.
        """
        with self._turns.reading() as connection:
            left = erasing.unwiped(connection)
        if left:
            erasing.wipe(self._engine, self.where, self._patience if patience is None else patience)
            with self._turns.writing() as connection:
                erasing.wiped(connection, left)

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the case's file, its guards and the rows of its log; nothing for a sound one."""
        with self._turns.reading() as connection:
            return soundness.faults(connection)

    def add_series(self, given: Iterable[Series]) -> None:
        """Add indicator series; each takes the place of the earlier import of the same one, which is kept."""
        with self._writing() as (connection, turn):
            figures.add_series(connection, given, turn)

    def series(self, dyad: Dyad | None = None, *, as_of: str | None = None, history: bool = False) -> list[Series]:
        """Return the indicator series that stand, of one dyad or all, as known by a moment.

        With ``history`` every import of each, the oldest first.
        """
        with self._turns.reading() as connection:
            return figures.series(connection, dyad, as_of, history=history)

    def deliveries(self, keys: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return the latest state of each alert by key and channel; those that were never tried are left out."""
        with self._turns.reading() as connection:
            return delivering.states(connection, keys)

    def delivering(self, key: str, channel: str, at: str) -> bool:
        """Say that an alert is about to be handed over; False where it is or was already, unless that ``failed``."""
        with self._writing() as (connection, _):
            return delivering.begin(connection, key, channel, at)

    def delivered(self, key: str, channel: str, at: str, outcome: str) -> None:
        """Say what became of handing an alert over; only after ``failed`` it may be tried again."""
        with self._writing() as (connection, _):
            delivering.end(connection, key, channel, at, outcome)


def _chosen(connection: Connection, ids: Iterable[str] | None, dyad: Dyad | None) -> Iterable[str] | None:
    """Return the articles that are asked for, None for all."""
    if dyad is None:
        return ids
    found = material.article_ids(connection, waiting.dyad_text(dyad))
    return found if ids is None else found & set(ids)
