"""Fusion room: joins mentions to events from judgements on pairs; what a person judged always wins."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from detente.fusion.config import Config
from detente.fusion.days import Days, days
from detente.fusion.linkage import average_linkage
from detente.records import Account, Judgement

__all__ = ["Told", "join", "told"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where a mention stands, by article and sentence, and the days it names: what keeps two apart for good."""

    article: str
    sentence: int
    days: Days | None = None


def told(accounts: Iterable[Account]) -> dict[str, Told]:
    """Return where each coding stands and its days."""
    return {
        one.id: Told(article=account.article.id, sentence=one.sentence.start, days=days(one.day))
        for account in accounts
        for one in account.codings
    }


def join(
    ids: Collection[str], judgements: Iterable[Judgement], where: Mapping[str, Told], config: Config
) -> list[tuple[str, ...]]:
    """Return the groups of ids that are one, each sorted, in the order of their smallest ids.

    Mentions of different days never meet, those of one sentence only where they are likely one. Judgements about ids
    that are not given are left out; of several about one pair a person's wins, the latest first.
    """
    wanted = frozenset(ids)
    about = [one for one in judgements if one.left in wanted and one.right in wanted]
    scores = {(one.left, one.right): one.score for one in about if not one.persons}
    ruled = _ruled(one for one in about if one.persons)
    groups = average_linkage(
        wanted,
        scores,
        config.join,
        joined=[pair for pair, same in ruled.items() if same],
        apart=[
            *(pair for pair, same in ruled.items() if not same),
            *(pair for pair in _neighbours(wanted, where) if scores.get(pair, 0.0) < config.apart),
        ],
        days={one: found for one in wanted if one in where and (found := where[one].days) is not None},
    )
    return [tuple(group) for group in groups]


def _ruled(judgements: Iterable[Judgement]) -> dict[Pair, bool]:
    """Return what people hold of each pair: the latest judgement, nothing where that one is withdrawn."""
    latest: dict[Pair, Judgement] = {}
    for one in judgements:
        pair = (one.left, one.right)
        latest[pair] = max(latest.get(pair, one), one, key=lambda held: (held.at or "", held.same, held.by))
    return {pair: one.same for pair, one in latest.items() if not one.withdrawn}


def _neighbours(ids: Iterable[str], where: Mapping[str, Told]) -> Iterator[Pair]:
    """Yield the pairs of mentions that stand in one sentence."""
    sentences: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for one in sorted(ids):
        if one in where:
            sentences[where[one].article, where[one].sentence].append(one)
    for members in sentences.values():
        yield from combinations(members, 2)
