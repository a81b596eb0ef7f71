"""Flow: from paths to accounts.

Articles travel in batches, so that the engine can sort sentences of many articles by length. Whatever a room cannot
use comes out as ``Skipped``: articles in = accounts out + skipped.
"""

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import detente
from detente import codebook, coding, language, reading
from detente.records import Account, Article, Coded, Coding, Explanation, Making, Parse, Sketch, Skipped
from detente.settings import Settings

__all__ = ["Rooms", "accounts", "canonical", "making", "open_book", "open_rooms", "spare_collector"]


Known = Callable[[str], bool]
CODEBOOK = Path(codebook.__file__).parent / "data"
CYCLES = 50_000  # objects between two searches for cycles, Python's own number being 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The rooms of a run, each opened once.

    ``read`` gives articles for paths, ``parse`` parses a batch of them, ``code`` codes a parse, ``sketch`` makes of a
    batch what fusion compares; ``country_name`` says what a country code stands for, None for an unknown one.
    ``explain`` says why a sentence, counted from 0, was coded as it was. The language engine is loaded when something
    is first parsed.
    """

    read: Callable[[Iterable[str]], Iterator[Article | Skipped]]
    parse: Callable[[Sequence[Article]], list[Parse | Skipped]]
    code: Callable[[Parse, Article], Coded]
    sketch: Callable[[Sequence[tuple[Article, Parse, Sequence[Coding]]]], list[tuple[Sketch, ...]]]
    explain: Callable[[Parse, Article, int], Explanation]
    country_name: Callable[[str], str | None]
    making: Making


def open_book(settings: Settings) -> codebook.Codebook:
    """Load the codebook with a person's own tables.

    Raises:
        CodebookError: a table that breaks its format.
    """
    return codebook.load(actors=settings.actors, places=settings.places, config=settings.codebook)


def open_rooms(settings: Settings, book: codebook.Codebook | None = None) -> Rooms:
    """Check the weights and return the rooms, ready to work; the codebook is loaded where it is not at hand.

    Raises:
        CodebookError: a table that breaks its format.
        EngineError: weights that are missing, altered or of another version.
    """
    book = book or open_book(settings)
    digests = language.digests(settings.language)

    @cache
    def engine() -> language.Engine:
        return language.load(
            settings.language, capitals=_metonyms(book), propose=lambda parse: coding.proposed(parse, book)
        )

    return Rooms(
        read=lambda paths: (
            sourced(one, book.outlets) if isinstance(one, Article) else one
            for one in reading.read(paths, config=settings.reading, stdin=sys.stdin.buffer if sys.stdin else None)
        ),
        parse=lambda articles: engine().parse(articles),
        code=lambda parse, article: coding.code(parse, article, book, settings.coding),
        sketch=lambda coded: engine().sketches(coded),
        explain=lambda parse, article, number: coding.explain(parse, article, book, settings.coding, number),
        country_name=book.actors.country_name,
        making=making(settings, digests),
    )


def making(settings: Settings, weights: Mapping[str, str] | None = None) -> Making:
    """Return what makes accounts under these settings; ``weights`` are their digests, None where they have no part."""
    own = [path for path in (settings.actors, settings.places) if path]
    return Making(
        version=detente.__version__,
        weights=_joined(weights[name] for name in sorted(weights)) if weights else "",
        codebook=_joined(map(_digest, [*sorted(one for one in CODEBOOK.iterdir() if one.is_file()), *own])),
        settings=settings.digest(),
    )


def sourced(article: Article, outlets: codebook.Outlets) -> Article:
    """Return an article with its source's owner and side, as far as the table of outlets or the name tell them."""
    found = outlets.of(article.source, article.url)
    if found is None:
        return article
    owner, side = article.owner or found.owner, article.side or found.side
    known = {name for name, value in (("owner", owner), ("side", side)) if value}
    gaps = tuple(gap for gap in article.gaps if gap.field not in known)
    return replace(article, owner=owner, side=side, gaps=gaps)


def spare_collector() -> None:
    """Keep Python's garbage collector from searching tables and parses over and over; for the process that owns it.

    Tables live as long as the process and records hold no cycles, yet the search costs a fifth of the coding.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(CYCLES, 20, 100)


def _metonyms(book: codebook.Codebook) -> dict[str, str]:
    """Return the state's name for each capital and demonym that can stand for it, in small letters."""
    rows = [row for row in book.actors.rows if row.kind in {codebook.Kind.CAPITAL, codebook.Kind.DEMONYM}]
    states = {code: book.actors.country_name(code) for code in {row.country for row in rows}}
    return {word.lower(): name for row in rows if (name := states[row.country]) for word in row.spellings()}


def _digest(file: Path) -> str:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _joined(digests: Iterable[str]) -> str:
    """Return one digest that stands for several, in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def accounts(
    paths: Iterable[str], rooms: Rooms, *, batch: int, known: Known | None = None
) -> Iterator[Account | Skipped]:
    """Read, parse and code everything under the paths, ``batch`` articles at a time, in the order it is read.

    Accounts that are to be kept in a case come out with sketches: ``known`` then says for an article's id whether the
    case has its reading by these rooms, and such an article comes out as ``Skipped`` with ``same_as``. While one batch
    is coded the next one is parsed: the engine leaves Python free most of the time. What fails in a batch is raised
    when its turn has come, after the accounts of those before it.
    """
    read = _new(rooms.read(paths), known)
    with ThreadPoolExecutor(1, thread_name_prefix="parsing") as ahead:
        following = ahead.submit(_parsed, read, rooms, batch)
        while (found := following.result()) is not None:
            following = ahead.submit(_parsed, read, rooms, batch)
            skipped, parsed = found
            yield from skipped
            coded = [
                parse if isinstance(parse, Skipped) else _coded(article, parse, rooms) for article, parse in parsed
            ]
            yield from _sketched(coded, parsed, rooms) if known else coded


Parsed = tuple[list[Skipped], list[tuple[Article, Parse | Skipped]]]


def _new(read: Iterator[Article | Skipped], known: Known | None) -> Iterator[Article | Skipped]:
    """Yield what is read, an article that the case has already as a repetition."""
    for one in read:
        if known and isinstance(one, Article) and known(one.id):
            yield Skipped(where=one.path or one.id, room="store", reason="is in the case already", same_as=one.id)
        else:
            yield one


def _parsed(read: Iterator[Article | Skipped], rooms: Rooms, batch: int) -> Parsed | None:
    """Read and parse a batch; return what was skipped and the articles with their parses, None at the end."""
    items = tuple(islice(read, batch))
    articles = [item for item in items if isinstance(item, Article)]
    parses = rooms.parse(articles) if articles else []
    skipped = [item for item in items if isinstance(item, Skipped)]
    return (skipped, list(zip(articles, parses, strict=True))) if items else None


def _coded(article: Article, parse: Parse, rooms: Rooms) -> Account | Skipped:
    """Code one article; a fault in the rules costs this article and no other."""
    try:
        coded = rooms.code(parse, article)
    except Exception as error:  # noqa: BLE001 - the worker's edge: one article must not end the run
        where = article.path or article.id
        return Skipped(
            where=where,
            room="coding",
            reason=f"a fault in Detente ({type(error).__name__}: {error}); report it with this article",
        )
    return Account(
        article=article,
        codings=coded.codings,
        undertakings=coded.undertakings,
        skipped=coded.skipped,
        changes=coded.changes,
        links=coded.links,
        keepings=coded.keepings,
        parties=coded.parties,
    )


def _sketched(
    coded: Sequence[Account | Skipped], parsed: Sequence[tuple[Article, Parse | Skipped]], rooms: Rooms
) -> Iterator[Account | Skipped]:
    """Yield a batch's accounts with their sketches."""
    parses = {article.id: parse for article, parse in parsed if isinstance(parse, Parse)}
    found = [(one.article, parses[one.article.id], one.codings) for one in coded if isinstance(one, Account)]
    sketches = iter(rooms.sketch(found))
    for one in coded:
        yield replace(one, sketches=next(sketches)) if isinstance(one, Account) else one


def canonical(results: Iterable[Account | Skipped]) -> tuple[tuple[Account, ...], tuple[Skipped, ...]]:
    """Return accounts by (published, id), the undated last, and the articles that were skipped, by place.

    Reading in pieces then equals reading at once. What was skipped inside an article stays with its account.
    """
    held = list(results)
    done = sorted((one for one in held if isinstance(one, Account)), key=_moment)
    missed = [one for one in held if isinstance(one, Skipped)]
    return tuple(done), tuple(sorted(missed, key=lambda one: (one.where, one.room, one.reason)))


def _moment(account: Account) -> tuple[bool, str, str]:
    """Return the sort key of an account."""
    published = account.article.published
    return published is None, published.start if published else "", account.article.id
