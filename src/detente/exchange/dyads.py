"""Exchange room: from codings to events of two sides, and what formats without a status field must not hold."""

from collections.abc import Iterator
from itertools import permutations, product

from detente.codebook import load_refusals
from detente.exchange.config import Config
from detente.records import Account, Article, Coding, DyadicEvent, Participant, Party, Telling, When, Withheld

__all__ = ["events"]

_DAY = len("2024-01-16")


def events(
    account: Account, config: Config, *, dated: bool, disputed: frozenset[str] = frozenset()
) -> Iterator[DyadicEvent | Withheld]:
    """Yield an account's codings as events, in text order, or withheld with the reason.

    A coding with several sides is one event for each pair; one that both sides do, one in each direction. With
    ``dated`` an event whose day is not known exactly is withheld; one without any day has that of its publishing, as
    these formats mean it. ``disputed`` are codings of acts whose doer reports disagree on, which are withheld.
    """
    for coding in account.codings:
        reason = _reason(coding, account.article, config, dated=dated)
        if reason is None and coding.id in disputed:
            reason = load_refusals()["disputed_doer"].says
        if reason:
            yield Withheld(article=account.article, coding=coding, reason=reason)
        else:
            yield from _events(coding, account.article, dated=dated)


def _reason(coding: Coding, article: Article, config: Config, *, dated: bool) -> str | None:
    """Say why a coding is withheld, None if it is not."""
    if coding.status not in config.statuses:
        return coding.status.value
    if coding.evidentiality not in config.evidentialities:
        return coding.evidentiality.value
    if dated and coding.day is not None and _exact(coding.day) is None:
        return "without an exact day"
    if dated and coding.day is None and _exact(article.published) is None:
        return "without any day"
    return None


def _events(coding: Coding, article: Article, *, dated: bool) -> Iterator[DyadicEvent]:
    pairs = list(_pairs(coding))
    day = _exact(coding.day) or (coding.day.start if coding.day else None)
    for number, (source, target) in enumerate(pairs, 1):
        yield DyadicEvent(
            id=coding.id if len(pairs) == 1 else f"{coding.id}-{number}",
            type=coding.type,
            modes=coding.modes,
            contexts=coding.contexts,
            source=_party(source),
            target=_party(target),
            day=day or (_exact(article.published) if dated else None),
            place=coding.place.name if coding.place else None,
            states=coding.affected_states,
            story=_story(article, coding),
            words=" ".join(coding.sentence.quote.split()),
            trigger=" ".join(coding.trigger.quote.split()),
        )


def _pairs(coding: Coding) -> Iterator[tuple[Participant | None, Participant | None]]:
    """Yield who does it to whom, a side that nobody fills as None."""
    if coding.reciprocal and not coding.targets and len(coding.sources) > 1:
        yield from permutations(coding.sources, 2)
    else:
        yield from product(coding.sources or (None,), coding.targets or (None,))


def _party(side: Participant | None) -> Party | None:
    return None if side is None else Party(name=side.actor.name, country=side.actor.country, sector=side.actor.sector)


def _exact(moment: When | None) -> str | None:
    """Return the day of a moment, None if it is known only more coarsely or stretches over several days."""
    if moment is None or moment.start[_DAY - 3 : _DAY - 2] != "-" or moment.end[:_DAY] != moment.start[:_DAY]:
        return None
    return moment.start[:_DAY]


def _story(article: Article, coding: Coding) -> Telling:
    return Telling(
        id=article.id,
        outlet=article.source,
        url=article.url,
        published=_exact(article.published),
        lead=_is_lead(article, coding.sentence.start),
    )


def _is_lead(article: Article, start: int) -> bool:
    """Tell whether a sentence stands in the first paragraph below title and date lines."""
    begin = max((span.end for span in article.furniture if span.end <= start), default=0)
    before = article.text[begin:start].lstrip().removeprefix(article.title or "").lstrip()
    return "\n" not in before
