"""Flow: an account that is kept in a case file and brought up to date where something new touches it.

The account is a function of what was read and entered and of people's judgements. Three steps lead to it, each a
transaction that says what is done, so that a run that was cut off goes on where it stopped: new articles are compared
with those they could match, what could be one event or story is joined, and the books of a dyad are written when
somebody asks for them and something touched it. So a new article costs the same in a small case and in a large one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente import codebook
from detente.codebook import Form, covered, level_rules
from detente.flow.accounts import Rooms, accounts, open_book
from detente.flow.naming import named_as_in, renamed
from detente.flow.working import Seen, Working, now, working
from detente.fusion import Fusion
from detente.ledger import Ledger
from detente.liaison import Config as LiaisonConfig
from detente.records import Account, Books, EntryKind, Judged, Making, Overdue, Skipped, Tlp
from detente.settings import Settings
from detente.store import open_case
from detente.tension import level

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["Desk", "books", "books_of", "coverage", "enter", "open_desk", "overdue", "read_into", "settle", "write_up"]


DAY = len("2024-01-16")
PROMISED = frozenset({EntryKind.COMMITMENT, EntryKind.PROVISION})  # entries that promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The rooms that keep an account; none of them needs the language engine.

    ``least`` is the score that one pair at least needs for anything to be joined; groups without one stay as they are.
    ``forms`` are those of working traffic, ``limits`` the settings by which its plans are read.
    """

    book: codebook.Codebook
    fusion: Fusion
    ledger: Ledger
    batch: int
    least: Mapping[Judged, float]
    forms: Mapping[str, Form]
    limits: LiaisonConfig


def open_desk(settings: Settings) -> Desk:
    """Load the codebook and return the rooms that keep an account.

    Raises:
        CodebookError: a table that breaks its format.
    """
    book = open_book(settings)
    fusion, ledger = Fusion(settings.fusion, book), Ledger(settings.ledger, book)
    least = {Judged.EVENT: settings.fusion.join, Judged.ARTICLE: settings.fusion.articles.story}
    forms = codebook.load_forms(settings.forms)
    return Desk(
        book=book,
        fusion=fusion,
        ledger=ledger,
        batch=settings.flow.batch,
        least=least,
        forms=forms,
        limits=settings.liaison,
    )


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
        case.settle_books(_books(case, desk, dyad, working(case, desk, dyad)))
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


def _books(case: "Case", desk: Desk, dyad: tuple[str, ...], told: Working) -> Books:
    """Make the books of a dyad, with what working traffic says of lines and promises.

    The ledger sees events under the smallest id of their codings, and not under lasting ids, which depend on what was
    read first: so nothing that it decides can hang on them.
    """
    lasting = case.events(dyad)
    events = sorted((replace(one, id=min(one.codings)) for one in lasting), key=lambda one: one.id)
    held = case.accounts(dyad=dyad)
    judged = case.judgements(Judged.COMMITMENT)
    found = desk.ledger.books(dyad, [*held, *told.accounts], events, desk.fusion.links(held, events), judged)
    return renamed(found, {min(one.codings): one.id for one in lasting})


def books(  # noqa: PLR0913 - a dyad of a case, as of when, and who looks
    case: "Case",
    desk: Desk,
    dyad: tuple[str, ...],
    *,
    as_of: str | None = None,
    most: Tlp | None = None,
    side: str | None = None,
    today: str | None = None,
    viewer: str | None = None,
) -> Books:
    """Return the account of a dyad; with ``as_of`` from those reports and entries alone that were there by then.

    The account of an earlier moment is made anew in a case of its own, so it takes as long as joining what was there
    by then. Events and promises keep the ids that the case has for them.

    Args:
        case: the case, settled.
        desk: the rooms that keep it.
        dyad: the two parties.
        as_of: the moment (ISO 8601), None for all that there is.
        most: the most restrictive label of traffic that counts; what is narrower is left out before the ledger sees it.
        side: the one whose held notices are seen; with ``most`` and without it none are.
        today: as of when replies are due and occasions are past, where ``as_of`` is None; this moment for None.
        viewer: the party of whose view it is: traffic that it may not see is left out before the ledger sees it.
    """
    (found,) = books_of(case, desk, [dyad], as_of=as_of, most=most, side=side, today=today, viewer=viewer)
    return found


def books_of(  # noqa: PLR0913 - as of one dyad
    case: "Case",
    desk: Desk,
    dyads: Collection[tuple[str, ...]],
    *,
    as_of: str | None = None,
    most: Tlp | None = None,
    side: str | None = None,
    today: str | None = None,
    viewer: str | None = None,
) -> Iterator[Books]:
    """Yield the accounts of some dyads, as ``books`` gives each; the case of an earlier moment is made once for all."""
    for _ in write_up(case, desk, dyads):
        pass
    at, seen = as_of or today or now(), Seen(most=most, side=side, viewer=viewer)
    with _case_of(case, desk, as_of) as then:
        for dyad in dyads:
            told = working(case, desk, dyad, until=as_of, at=at, seen=seen)
            if as_of is not None:
                yield _leveled(named_as_in(case, gathered(then, desk, dyad, as_of, told)))
            elif told.fewer:
                yield named_as_in(case, _without(_written(case, dyad, None, told), _books(case, desk, dyad, told)))
            else:
                yield _written(case, dyad, None, told)


@contextmanager
def _case_of(case: "Case", desk: Desk, as_of: str | None) -> Iterator["Case"]:
    """Give the case as it was at a moment, settled; for None itself."""
    if as_of is None:
        yield case
        return
    with (
        TemporaryDirectory(prefix="detente-") as folder,
        open_case(str(Path(folder) / "then.detente"), create=True) as then,
    ):
        _copy(case, then, desk, as_of)
        yield then


def gathered(case: "Case", desk: Desk, dyad: tuple[str, ...], as_of: str | None, told: Working | None = None) -> Books:
    """Write the books of a dyad of a case that is settled, and return them.

    ``told`` is its working traffic, None for what the case holds as of that moment.
    """
    told = told or working(case, desk, dyad, until=as_of, at=as_of or now())
    case.settle_books(_books(case, desk, dyad, told))
    return _written(case, dyad, as_of, told)


def _without(found: Books, fewer: Books) -> Books:
    """Return books with what the ledger made of less than all traffic."""
    return replace(
        found,
        commitments=fewer.commitments,
        keepings=fewer.keepings,
        relation=fewer.relation,
        episodes=fewer.episodes,
    )


def _copy(case: "Case", then: "Case", desk: Desk, as_of: str) -> None:
    """Put into another case what was there by a moment, and bring its events up to date."""
    if made := case.makings():
        enter(then, [one for one in case.accounts() if is_known_by(one, as_of)], made[-1], desk)
    for about in Judged:
        for judged in case.judgements(about):
            if judged.persons and is_by(judged.at, as_of):
                then.judge(judged)
    for _ in settle(then, desk):
        pass


def is_known_by(account: Account, as_of: str) -> bool:
    """Tell whether a report was published, or an entry made, by a moment (ISO 8601); one of no date was not."""
    return is_by(account.known, as_of)


def is_by(moment: str | None, as_of: str) -> bool:
    """Tell whether one moment is not after another, as far as both are known.

    Two with a zone are compared as what they are; any other with the clock of its place.
    """
    if moment is None:
        return False
    one, other = _instant(moment), _instant(as_of)
    if one is not None and other is not None:
        return one <= other
    return moment[: len(as_of)] <= as_of


def _instant(moment: str) -> datetime | None:
    """Return a moment with a zone, None for any other."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:  # known to a part of the day, a week or a month
        return None
    return found if found.tzinfo is not None else None


def coverage(found: Books) -> str | None:
    """Return the last day on which somebody told what happened, None for never.

    A promise that a person enters is no look at whether it was kept, so its entering covers no day.
    """
    seen = [one for one in found.accounts if one.entry is None or one.entry.kind not in PROMISED]
    return max((moment[:DAY] for one in seen if (moment := one.known)), default=None)


def overdue(found: Books, desk: Desk, day: str) -> tuple[Overdue, ...]:
    """Return the promises of a dyad that are past their day as of one, each with whether anybody was looking."""
    until = coverage(found)
    late = (desk.ledger.overdue(one, found.keepings, day, until) for one in found.commitments)
    return tuple(one for one in late if one)


def _written(case: "Case", dyad: tuple[str, ...], as_of: str | None, told: Working | None = None) -> Books:
    """Gather the books of a dyad from a case that is settled, with the working traffic that is told."""
    told = told or Working()
    held, events = [*case.accounts(dyad=dyad), *told.accounts], case.events(dyad)
    moments = [moment for one in held if (moment := one.known)]
    until = max((moment[:DAY] for moment in moments), default=None)
    found = Books(
        dyad=dyad,
        as_of=as_of,
        coverage_until=until,
        accounts=tuple(held),
        stories=tuple(case.stories(articles=[one.article.id for one in held])),
        events=tuple(events),
        links=tuple(case.links(dyad)),
        judgements=tuple(case.judgements(Judged.EVENT, [one for event in events for one in event.codings])),
        commitments=tuple(case.commitments(dyad)),
        keepings=tuple(case.keepings(dyad)),
        relation=case.relation(dyad),
        episodes=tuple(case.episodes(dyad)),
        threads=told.threads,
        measures=told.measures,
        series=told.series,
        left_out=told.left_out,
    )
    return _leveled(found)


def _leveled(found: Books) -> Books:
    """Return books with the level of conflict as of their moment, which names events as the books do."""
    day = covered(found.as_of or found.coverage_until or "")
    return replace(found, level=level(found.dyad, found.events, day[1].isoformat(), level_rules()) if day else None)
