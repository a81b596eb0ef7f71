"""Fusion room: the keys under which two mentions can meet; mentions that share none are never compared.

Within one article acts of conflict meet, and acts of cooperation. Across articles a key is a party and a day on which
the act may have happened: its own, or those before its article. Late reports of an act still meet the others under
ten days, by the word that names it and by its place; where nothing tells when an act was, by the words of its clause.
"""

from collections.abc import Iterator

from detente.fusion.config import Config
from detente.fusion.days import Days
from detente.fusion.mention import Mention

__all__ = ["keys"]

_LONGEST = 10  # a stretch of more days is filed by month
_MONTH = 30
_DEKAD = 10  # the stretch under which late reports meet an act


def keys(mention: Mention, config: Config) -> frozenset[str]:
    """Return the keys of a mention; two mentions without a common one are not the same event."""
    sign = (mention.quad or "").rpartition("_")[2]
    parties = sorted(mention.sources.parties | mention.targets.parties | mention.soil)
    telling = _telling(mention)
    sides = parties or telling[: config.key_words]
    when = mention.days or _before(mention, config.slack)
    return frozenset(
        [
            f"{mention.topic.portrait.article}|{sign}",
            *(f"{side}|{sign}|{cell}" for side in sides if when for cell in _cells(*when)),
            *(f"{name}|{dekad}" for name in _names(mention, parties, sign) for dekad in _dekads(mention, config)),
            *(f"{side}|{sign}|{stem}" for side in parties for stem in telling[: config.key_words if when else None]),
            *(f"{sign}|{stem}" for stem in telling if not when),
            *(f"{stem}|{sign}|{cell}" for stem in _rare(mention, telling, config) for cell in _own_days(mention)),
        ]
    )


def _rare(mention: Mention, telling: list[str], config: Config) -> list[str]:
    """Return the most telling words, without those that are usual in reports."""
    weights = mention.around.weights
    return [stem for stem in telling[: config.day_words] if weights[stem] >= config.usual**2]


def _own_days(mention: Mention) -> Iterator[str]:
    """Yield the days that a mention names: acts of one day meet by their words, where no party is known of one."""
    yield from _cells(*mention.days) if mention.days else ()


def _before(mention: Mention, days: int) -> Days | None:
    """Return the days before the article of a mention that has none of its own."""
    published = mention.topic.published
    return None if published is None else (published - days, published)


def _telling(mention: Mention) -> list[str]:
    """Return the words of the clause, the rarest first."""
    weights = mention.around.weights
    return sorted(weights, key=lambda stem: (-weights[stem], stem))


def _names(mention: Mention, parties: list[str], sign: str) -> Iterator[str]:
    """Yield what an act is known by long after: each party with the word that names the act, and its place."""
    if mention.head:
        yield from (f"{party}|{mention.head}|{sign}" for party in parties)
    if mention.place is not None:
        yield f"{mention.place.name.lower()}|{sign}"


def _dekads(mention: Mention, config: Config) -> Iterator[str]:
    """Yield the ten days of the act, or those in which it may lie before its article."""
    when = mention.days or _before(mention, config.late)
    if when is not None and when[1] - when[0] <= config.late:
        yield from (f"t{dekad}" for dekad in range(when[0] // _DEKAD, when[1] // _DEKAD + 1))


def _cells(first: int, last: int) -> Iterator[str]:
    """Yield the days of a stretch of time, the months of a long one."""
    if last - first > _LONGEST:
        yield from (f"m{month}" for month in range(first // _MONTH, last // _MONTH + 1))
    else:
        yield from (f"d{day}" for day in range(first, last + 1))
