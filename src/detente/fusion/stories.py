"""Fusion room: judges which articles tell one story and which are copies, and builds stories of both.

Every score is a function of the two articles alone. What a person judged always wins.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from detente.codebook import ReportWords
from detente.fusion.article_keys import article_keys
from detente.fusion.articles import ArticleConfig, Portrait, day_of, likeness, portrait
from detente.fusion.copies import CopyConfig, Print, copied, footprint
from detente.fusion.linkage import average_linkage
from detente.records import DETENTE, Account, Judged, Judgement, Reason, Story

__all__ = ["compare", "copies", "file", "stories"]

COPY, STORY = "copy", "story"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """An article as it is compared."""

    portrait: Portrait
    footprint: Print
    keys: frozenset[str]


def _view(account: Account, words: ReportWords, config: ArticleConfig, copy: CopyConfig) -> _View:
    seen = portrait(account.article, words, config)
    pressed = footprint(account.article, words, copy)
    return _View(portrait=seen, footprint=pressed, keys=article_keys(seen, pressed, config))


def file(account: Account, words: ReportWords, config: ArticleConfig, copy: CopyConfig) -> frozenset[str]:
    """Return the keys of an article; none for an entry, which tells no story of its own."""
    return frozenset() if account.entry is not None else _view(account, words, config, copy).keys


def compare(
    new: Sequence[Account], known: Sequence[Account], words: ReportWords, config: ArticleConfig, copy: CopyConfig
) -> list[Judgement]:
    """Return a judgement for each pair of a new article with a new or known one that could be one story or a copy.

    Articles that are known to be published more than ``config.window`` days apart are not compared.
    """
    fresh = {account.article.id: day_of(account.article) for account in new}
    dates = frozenset(fresh.values())
    articles = [one for one in known if _near(day_of(one.article), dates, config)]
    views = {one.article.id: _view(one, words, config, copy) for one in chain(articles, new) if one.entry is None}
    found = (
        _judged(views[a], views[b], config, copy)
        for a, b in sorted(_pairs(views, fresh))
        if _near(views[a].portrait.day, (views[b].portrait.day,), config)
    )
    return [one for one in found if one is not None]


def _near(day: int | None, others: Collection[int | None], config: ArticleConfig) -> bool:
    """Whether a day lies within the window of one of some others; an unknown day is near to every other."""
    return day is None or any(other is None or abs(day - other) <= config.window for other in others)


def _pairs(views: Mapping[str, _View], fresh: Collection[str]) -> set[Pair]:
    """Return the pairs that share a key and hold a new article."""
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for article, view in views.items():
        for key in view.keys:
            shelves[key].append(article)
    return {(min(a, b), max(a, b)) for held in shelves.values() for a in held if a in fresh for b in held if a != b}


def _judged(left: _View, right: _View, config: ArticleConfig, copy: CopyConfig) -> Judgement | None:
    """Return what is judged of two articles, None where they are too unlike to be told."""
    share = copied(left.footprint, right.footprint, copy)
    score = likeness(left.portrait, right.portrait, config)
    if share is None and score < config.floor:
        return None
    reasons = [Reason(field=STORY, score=score, reason="likeness of words, names and numbers")]
    if share is not None:
        told = f"{share:.0%} of the shorter text's runs of {copy.run} words stand in the longer"
        reasons.insert(0, Reason(field=COPY, score=share, reason=told))
    return Judgement(
        about=Judged.ARTICLE,
        left=left.portrait.article,
        right=right.portrait.article,
        same=share is not None or score >= config.story,
        score=score if share is None else 1.0,
        reasons=tuple(reasons),
        by=DETENTE,
    )


def stories(
    accounts: Iterable[Account], judgements: Iterable[Judgement], config: ArticleConfig, copy: CopyConfig
) -> list[Story]:
    """Return the stories of articles, each with the copies in it, in the order of their ids.

    A story's id is its smallest article. Copies belong to one story; then the stories closest to each other are joined
    as long as their mean likeness suffices.
    """
    ids = {account.article.id for account in accounts if account.entry is None}
    held = [one for one in judgements if {one.left, one.right} <= ids]
    scores = {(one.left, one.right): one.score for one in held if one.about is Judged.ARTICLE and not one.persons}
    ruled = _ruled(held)
    joined = {pair for pair, same in ruled.items() if same}
    groups = average_linkage(ids, scores, config.story, joined=joined, apart=ruled.keys() - joined)
    alike = copies(held, copy)
    return [Story(id=group[0], articles=tuple(group), copies=_within(frozenset(group), alike)) for group in groups]


def copies(judgements: Iterable[Judgement], config: CopyConfig) -> list[tuple[str, ...]]:
    """Return the groups of articles that are copies of one report, each sorted, in the order of their smallest.

    Two groups are one where ``config.chained`` of the pairs between them are copies, so that a chain of partial copies
    does not make one report of two.
    """
    held = list(judgements)
    ruled = _ruled(held)
    apart = {pair for pair, same in ruled.items() if not same}
    scores = {(one.left, one.right): 1.0 for one in held if _tells_copy(one)}
    groups = average_linkage(
        {one for pair in scores for one in pair}, scores, config.chained, apart=_known(apart, scores)
    )
    return [tuple(group) for group in groups if len(group) > 1]


def _tells_copy(judgement: Judgement) -> bool:
    return not judgement.persons and any(reason.field == COPY for reason in judgement.reasons)


def _known(pairs: Iterable[Pair], scores: Iterable[Pair]) -> set[Pair]:
    """Return the pairs of which both articles are copies of something."""
    articles = {article for pair in scores for article in pair}
    return {pair for pair in pairs if articles.issuperset(pair)}


def _within(members: frozenset[str], groups: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of copies among some articles."""
    held = (tuple(article for article in group if article in members) for group in groups)
    return tuple(group for group in held if len(group) > 1)


def _ruled(judgements: Iterable[Judgement]) -> dict[Pair, bool]:
    """Return what people say of pairs of articles, the last word of each."""
    people = (one for one in judgements if one.about is Judged.ARTICLE and one.persons)
    return {(one.left, one.right): one.same for one in sorted(people, key=lambda one: (one.at or "", one.same))}
