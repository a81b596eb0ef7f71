"""Fusion room: which articles are one source: outlets of one owner, reports of one agency, copies of one report."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from detente.codebook import Codebook
from detente.records import Account

__all__ = ["sources"]


def sources(accounts: Iterable[Account], copies: Iterable[tuple[str, ...]], book: Codebook) -> dict[str, str]:
    """Return the independent source of each article and entry, by its id; equal ones count once.

    It is the agency that a report credits, else the owner, else the outlet, else the host; an article that tells none
    of them stands for itself, an entry for its author. Copies of one report have one source: the agency that one of
    them credits, else the source of the one published first.
    """
    by_id = {account.article.id: account for account in accounts}
    agencies = {article: _agency(account, book) for article, account in by_id.items()}
    own = {article: agencies[article] or _outlet(account, book) for article, account in by_id.items()}
    for group in copies:
        held = [article for article in group if article in by_id]
        if held:
            credited = sorted(agency for article in held if (agency := agencies[article]))
            first = min(held, key=lambda article: (_published(by_id[article]), article))
            own.update(dict.fromkeys(held, credited[0] if credited else own[first]))
    return own


def _agency(account: Account, book: Codebook) -> str | None:
    """Return the owner of the agency that an article credits, by the name that its own reports go under."""
    agency = book.report_words.credited(account.article.text)
    known = book.outlets.of(agency, None) if agency else None
    return known.owner if known and known.owner else agency


def _outlet(account: Account, book: Codebook) -> str:
    """Return the owner, outlet, host or path of an article, its id where it tells none; the author of an entry."""
    if account.entry is not None:
        return account.entry.author
    article = account.article
    known = book.outlets.of(article.source, article.url)
    host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
    return article.owner or (known and known.owner) or _spelt(article.source) or host or article.id


def _spelt(source: str | None) -> str | None:
    """Return a source's name as in small print: a masthead in capitals is the same outlet."""
    return source.title() if source and source.isupper() and " " in source else source


def _published(account: Account) -> str:
    """Return when an article was published, after all others where unknown."""
    return account.article.published.start if account.article.published else "~"
