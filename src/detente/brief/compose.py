"""Brief room: composes a brief from the books of a dyad; pure, so that the same books give the same brief."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.brief import events, promises, standing
from detente.brief.config import Config
from detente.brief.figures import figures
from detente.brief.head import ENTERED
from detente.brief.measures import measures
from detente.brief.names import joined
from detente.brief.told import Told
from detente.brief.traffic import traffic
from detente.brief.unknown import changed, said, unknown
from detente.codebook import Codebook
from detente.records import Account, Books, Brief, Head, Overdue, Part, PastBrief, Section, SourceCount, Tlp

__all__ = ["compose"]


def compose(  # noqa: PLR0913 - what a brief is asked for
    books: Books,
    book: Codebook,
    *,
    overdue: Sequence[Overdue] = (),
    since: str | None = None,
    before: PastBrief | None = None,
    judgement: str | None = None,
    signed_by: str | None = None,
    making: str = "",
    config: Config | None = None,
    notices: Mapping[str, str] | None = None,
    most: Tlp | None = None,
    unread: Mapping[str, int] | None = None,
) -> tuple[Brief, tuple[str, ...]]:
    """Return the brief of a dyad, and what it said, line by line, to remember it by.

    Args:
        books: the account of the dyad, as of the moment that the brief is about.
        book: the codebook, for names and words.
        overdue: the commitments past their due date as of that moment.
        since: the first day whose events are told, None for all.
        before: the last brief about the dyad, None for the first.
        judgement: the analyst's own paragraph.
        signed_by: who answers for the brief; without a name it is machine-coded.
        making: the version that made the account.
        config: settings of a brief.
        notices: the entries of working traffic in words, by id; without them they are told by their fields.
        most: the most restrictive label that was asked for, None for all; the books hold nothing beyond it.
        unread: how many texts were not read for their language, by language.
    """
    told = Told(books, book, overdue, since, config or Config(), notices, unread)
    head = _head(told, signed_by, making)
    main = (
        events.happened(told),
        events.said(told),
        events.versions(told),
        promises.promised(told),
        measures(told),
        standing.relation(told),
        standing.third_parties(told),
        traffic(told),
        figures(told),
        standing.observed(told),
        unknown(told, head),
    )
    sections = (*main, _changed(main, before, most), promises.watch(told))
    citations = told.citations.all()
    labels = [one.tlp for one in citations if one.tlp]
    strictest = max(labels, key=lambda one: one.rank, default=None)
    brief = Brief(
        dyad=books.dyad,
        head=replace(head, tlp=strictest, most=most),
        sections=sections,
        citations=citations,
        judgement=judgement,
    )
    return brief, said(main)


def _changed(main: Sequence[Section], before: PastBrief | None, most: Tlp | None) -> Section:
    """Return what changed since the last brief, which may tell more than a brief up to a label may."""
    if most is None:
        return changed(main, before)
    empty = "a brief up to a label is not compared with the last one, which may tell more"
    return Section(part=Part.CHANGED, title="What changed", lines=(), empty=empty)


def _head(told: Told, signed_by: str | None, making: str) -> Head:
    books = told.books
    counts = tuple(_sources(books))
    persons = {one for judged in books.judgements if judged.persons for one in (judged.left, judged.right)}
    reviewed = [one for one in books.events if one.entered or persons.intersection(one.codings)]
    sided = {one.side for one in counts} | {one.notice.sender for thread in told.threads for one in thread.log}
    return Head(
        title=joined(told.names.party(one) for one in books.dyad),
        as_of=books.as_of or _last(told),
        since=told.since,
        zone=told.config.zone,
        sources=counts,
        without=tuple(one for one in books.dyad if one not in sided),
        undated=sum(1 for one in books.accounts if not one.entry and one.article.published is None),
        reviewed=len(reviewed),
        judged=len(books.events),
        signed_by=signed_by,
        making=making,
        threads=len(told.threads),
        left_out=books.left_out,
        level=books.level,
    )


def _last(told: Told) -> str | None:
    """Return the last day that a brief of all there is tells of: of reports, entries and notices; None for no day."""
    sent = (one.notice.at[: standing.DAY] for thread in told.threads for one in thread.log)
    return max((one for one in (told.books.coverage_until, *sent) if one), default=None)


def _sources(books: Books) -> Iterator[SourceCount]:
    """Yield for each side, and for all others, independent sources, reports and languages; notices are no source."""
    told = [one for one in books.accounts if one.entry is None or one.entry.notice is None]
    for side in (*books.dyad, None):
        held = [one for one in told if _side(one, books.dyad) == side]
        if held:
            yield SourceCount(
                side=side,
                owners=len(set(_owners(held))),
                reports=len(held),
                languages=_languages(held),
                names=_names(held),
            )


def _side(account: Account, dyad: Sequence[str]) -> str | None:
    return account.article.side if account.article.side in dyad else None


def _owners(accounts: Iterable[Account]) -> Iterator[str]:
    for one in accounts:
        yield (one.article.owner or one.article.source or one.article.id).casefold()


def _names(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Return what sources call themselves, each once however it writes its name, those with most reports first."""
    told = [one.entry.author if one.entry else one.article.source for one in accounts]
    named = [" ".join(one.split()) for one in told if one]
    often = Counter(one.casefold() for one in named)
    written = {one.casefold(): one for one in sorted(named)}
    return tuple(written[one] for one, _ in sorted(often.items(), key=lambda item: (-item[1], item[0])))


def _languages(accounts: Iterable[Account]) -> tuple[tuple[str, int], ...]:
    found = Counter(ENTERED if one.entry else one.article.language or "language unknown" for one in accounts)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
