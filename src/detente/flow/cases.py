"""Flow: an account that is kept in a case file and brought up to date where something new touches it.

The account is a function of what was read and entered and of people's judgements. Three steps lead to it, each a
transaction that says what is done, so that a run that was cut off goes on where it stopped: new articles are compared
with those they could match, what could be one event or story is joined, and the books of a dyad are written when
somebody asks for them and something touched it. So a new article costs the same in a small case and in a large one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente import codebook
from detente.flow.accounts import Rooms, accounts, open_book
from detente.fusion import Fusion
from detente.ledger import Ledger
from detente.records import Account, Books, EntryKind, Judged, Making, Move, Skipped
from detente.settings import Settings
from detente.store import open_case

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["Desk", "books", "coverage", "enter", "open_desk", "read_into", "settle", "write_up"]


DAY = len("2024-01-16")
PROMISED = frozenset({EntryKind.COMMITMENT, EntryKind.PROVISION})  # entries that promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The rooms that keep an account; none of them needs the language engine.

    ``least`` is the score that one pair at least needs for anything to be joined; groups without one stay as they are.
    """

    book: codebook.Codebook
    fusion: Fusion
    ledger: Ledger
    batch: int
    least: Mapping[Judged, float]


def open_desk(settings: Settings) -> Desk:
    """Load the codebook and return the rooms that keep an account.

    Raises:
        CodebookError: a table that breaks its format.
    """
    book = open_book(settings)
    fusion, ledger = Fusion(settings.fusion, book), Ledger(settings.ledger, book)
    least = {Judged.EVENT: settings.fusion.join, Judged.ARTICLE: settings.fusion.articles.story}
    return Desk(book=book, fusion=fusion, ledger=ledger, batch=settings.flow.batch, least=least)


def read_into(case: "Case", paths: Iterable[str], rooms: Rooms, desk: Desk) -> Iterator[Account | Skipped]:
    """Read everything under the paths into the case, a batch in a transaction, and yield what was new or skipped.

    An article that the same making read into the case already is not read again; it comes out as ``Skipped`` with
    ``same_as``. One that another version or other tables or settings read is, and the new reading takes its place.
    """
    found = accounts(paths, rooms, batch=desk.batch, known=lambda one: bool(case.known([one], rooms.making)))
    while batch := list(islice(found, desk.batch)):
        enter(case, batch, rooms.making, desk)
        yield from batch


def enter(case: "Case", found: Sequence[Account | Skipped], making: Making, desk: Desk) -> None:
    """Add accounts to the case, and what was skipped; ``settle`` then brings the account up to date."""
    good = [one for one in found if isinstance(one, Account)]
    case.add(
        making,
        good,
        [one for one in found if isinstance(one, Skipped) and one.same_as is None],
        article_keys={one.article.id: desk.fusion.article_keys(one) for one in good},
        event_keys={name: keys for one in good for name, keys in desk.fusion.event_keys(one).items()},
        dyads={one.article.id: desk.ledger.dyads(one) for one in good},
    )


def settle(case: "Case", desk: Desk) -> Iterator[str]:
    """Join what is new to events and stories; yields what is being done, in words for a person who waits.

    It costs nothing where nothing is new. Stopped at any moment, it goes on where it was.
    """
    yield from _compare(case, desk)
    yield from _join(case, desk)


def write_up(case: "Case", desk: Desk, dyads: Collection[tuple[str, ...]] | None = None) -> Iterator[str]:
    """Write the books of those of the dyads (all for None) that something touched; yields what is being done."""
    touched = [one for one in case.touched_dyads() if dyads is None or one in dyads]
    for left, dyad in zip(range(len(touched), 0, -1), touched, strict=True):
        yield f"writing up {'-'.join(dyad)}, {left} left"
        case.settle_books(_books(case, desk, dyad))
        case.settled(dyad)


def _compare(case: "Case", desk: Desk) -> Iterator[str]:
    """Compare what is new with what it could match."""
    waiting = iter(case.uncompared())
    while ids := list(islice(waiting, desk.batch)):
        yield f"comparing articles, {len(ids)} of those left"
        new, known = case.accounts(ids), case.accounts(case.meeting(ids))
        articles = desk.fusion.compare_articles(new, known)
        case.compared(ids, [*articles, *desk.fusion.compare_events(new, known)])


def _join(case: "Case", desk: Desk) -> Iterator[str]:
    """Join again what the new comparisons touch."""
    stories = case.component(Judged.ARTICLE, case.unsettled(Judged.ARTICLE), least=desk.least[Judged.ARTICLE])
    for groups in _together(stories, {}):
        yield f"joining {len(stories)} groups of articles"
        ids = {one for group in groups for one in group}
        judged = case.judgements(Judged.ARTICLE, ids)
        case.settle_stories(desk.fusion.stories(case.accounts(ids), judged), ids)
    events = case.component(Judged.EVENT, case.unsettled(Judged.EVENT), least=desk.least[Judged.EVENT])
    for groups in _together(events, case.event_of(one for group in events for one in group)):
        yield f"joining {len(events)} groups of acts"
        codings = {one for group in groups for one in group}
        held = case.accounts(case.articles_of(codings))
        judged = case.judgements(Judged.EVENT, codings)
        case.settle_events(desk.fusion.events(held, judged, codings), codings)


def _together(groups: Sequence[set[str]], before: Mapping[str, str], most: int = 2000) -> Iterator[list[set[str]]]:
    """Yield groups in lists of about ``most`` members, so that transactions stay short.

    Groups that share parts of what was one thing ``before`` come together in the first list, so that its id goes to
    its larger part.
    """
    shared = Counter(name for group in groups for name in {before[one] for one in group if one in before})
    parted: list[set[str]] = []
    whole: list[set[str]] = []
    for group in groups:
        (parted if any(shared[before[one]] > 1 for one in group if one in before) else whole).append(group)
    if parted:
        yield parted
    held: list[set[str]] = []
    for group in whole:
        held.append(group)
        if sum(map(len, held)) >= most:
            yield held
            held = []
    if held:
        yield held


def _books(case: "Case", desk: Desk, dyad: tuple[str, ...]) -> Books:
    """Make the books of a dyad.

    The ledger sees events under the smallest id of their codings, and not under lasting ids, which depend on what was
    read first: so nothing that it decides can hang on them.
    """
    lasting = case.events(dyad)
    events = sorted((replace(one, id=min(one.codings)) for one in lasting), key=lambda one: one.id)
    held = case.accounts(dyad=dyad)
    judged = case.judgements(Judged.COMMITMENT)
    found = desk.ledger.books(dyad, held, events, desk.fusion.links(held, events), judged)
    return _renamed(found, {min(one.codings): one.id for one in lasting})


def books(case: "Case", desk: Desk, dyad: tuple[str, ...], *, as_of: str | None = None) -> Books:
    """Return the account of a dyad; with ``as_of`` from those reports and entries alone that were there by then.

    The account of an earlier moment is made anew in a case of its own, so it takes as long as joining what was there
    by then. Events keep the ids that the case has for them.
    """
    if as_of is None:
        for _ in write_up(case, desk, [dyad]):
            pass
        return _written(case, dyad, None)
    with (
        TemporaryDirectory(prefix="detente-") as folder,
        open_case(str(Path(folder) / "then.detente"), create=True) as then,
    ):
        enter(then, [one for one in case.accounts() if is_known_by(one, as_of)], case.makings()[-1], desk)
        for about in Judged:
            for judged in case.judgements(about):
                if judged.persons and is_by(judged.at, as_of):
                    then.judge(judged)
        for _ in (*settle(then, desk), *write_up(then, desk, [dyad])):
            pass
        return _named_as_in(case, _written(then, dyad, as_of))


def is_known_by(account: Account, as_of: str) -> bool:
    """Tell whether a report was published, or an entry made, by a moment (ISO 8601); one of no date was not."""
    return is_by(account.known, as_of)


def is_by(moment: str | None, as_of: str) -> bool:
    """Tell whether one moment is not after another, as far as both are known."""
    return moment is not None and moment[: len(as_of)] <= as_of


def coverage(found: Books) -> str | None:
    """Return the last day on which somebody told what happened, None for never.

    A promise that a person enters is no look at whether it was kept, so its entering covers no day.
    """
    seen = [one for one in found.accounts if one.entry is None or one.entry.kind not in PROMISED]
    return max((moment[:DAY] for one in seen if (moment := one.known)), default=None)


def _named_as_in(case: "Case", found: Books) -> Books:
    """Return books whose events bear the ids that the case has for them."""
    names = case.event_of(one.codings[0] for one in found.events)
    return _renamed(found, {one.id: names.get(one.codings[0], one.id) for one in found.events})


def _renamed(found: Books, names: Mapping[str, str]) -> Books:
    """Return books in which events bear other ids."""

    def named(name: str) -> str:
        return names.get(name, name)

    def moved(move: Move) -> Move:
        return replace(move, event=named(move.event), responds_to=tuple(map(named, move.responds_to)))

    return replace(
        found,
        events=tuple(replace(one, id=named(one.id)) for one in found.events),
        links=tuple(replace(one, later=named(one.later), earlier=named(one.earlier)) for one in found.links),
        keepings=tuple(replace(one, source=named(one.source)) for one in found.keepings),
        episodes=tuple(replace(one, moves=tuple(map(moved, one.moves))) for one in found.episodes),
    )


def _written(case: "Case", dyad: tuple[str, ...], as_of: str | None) -> Books:
    """Gather the books of a dyad from a case that is settled."""
    held, events = case.accounts(dyad=dyad), case.events(dyad)
    moments = [moment for one in held if (moment := one.known)]
    return Books(
        dyad=dyad,
        as_of=as_of,
        coverage_until=max((moment[:DAY] for moment in moments), default=None),
        accounts=tuple(held),
        stories=tuple(case.stories(articles=[one.article.id for one in held])),
        events=tuple(events),
        links=tuple(case.links(dyad)),
        judgements=tuple(case.judgements(Judged.EVENT, [one for event in events for one in event.codings])),
        commitments=tuple(case.commitments(dyad)),
        keepings=tuple(case.keepings(dyad)),
        relation=case.relation(dyad),
        episodes=tuple(case.episodes(dyad)),
    )
