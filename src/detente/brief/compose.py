"""Brief room: composes a brief from the books of a dyad; pure, so that the same books give the same brief."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detente.brief import events, promises, standing
from detente.brief.config import Config
from detente.brief.head import ENTERED
from detente.brief.names import joined
from detente.brief.told import Told
from detente.brief.unknown import changed, said, unknown
from detente.codebook import Codebook
from detente.records import Account, Books, Brief, Head, Overdue, PastBrief, SourceCount

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
    """
    config = config or Config()
    told = Told(books, book, overdue, since, config)
    head = _head(told, signed_by, making)
    main = (
        events.happened(told),
        events.said(told),
        events.versions(told),
        promises.promised(told),
        standing.relation(told),
        standing.third_parties(told),
        standing.observed(told),
        unknown(told, head),
    )
    brief = Brief(
        dyad=books.dyad,
        head=head,
        sections=(*main, changed(main, before), promises.watch(told)),
        citations=told.citations.all(),
        judgement=judgement,
    )
    return brief, said(main)


def _head(told: Told, signed_by: str | None, making: str) -> Head:
    books = told.books
    counts = tuple(_sources(books))
    persons = {one for judged in books.judgements if judged.persons for one in (judged.left, judged.right)}
    reviewed = [one for one in books.events if one.entered or persons.intersection(one.codings)]
    sided = {one.side for one in counts}
    return Head(
        title=joined(told.names.party(one) for one in books.dyad),
        as_of=books.as_of or books.coverage_until,
        since=told.since,
        zone=told.config.zone,
        sources=counts,
        without=tuple(one for one in books.dyad if one not in sided),
        undated=sum(1 for one in books.accounts if not one.entry and one.article.published is None),
        reviewed=len(reviewed),
        judged=len(books.events),
        signed_by=signed_by,
        making=making,
    )


def _sources(books: Books) -> Iterator[SourceCount]:
    """Yield for each side, and for all others, its independent sources, reports and languages."""
    for side in (*books.dyad, None):
        held = [one for one in books.accounts if _side(one, books.dyad) == side]
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
