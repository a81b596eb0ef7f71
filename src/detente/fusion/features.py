"""Fusion room: the features of a pair of mentions; the docstring of each says what its value means.

A pair is one event where the two are about one scene (the article, the day, the place) and tell one act there (the
word, the type, the sides). Each feature speaks for one of these two.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from detente.codebook import kilometres
from detente.fusion.config import Config
from detente.fusion.mention import Mention, Side
from detente.records import Status

__all__ = ["ACT", "SCENE", "Feature", "Pair"]

_VERBAL = frozenset({"verbal_cooperation", "verbal_conflict"})
_AHEAD = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.RECOMMENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions with what was reckoned for many pairs at once.

    ``article`` is the likeness of their articles, None within one article; ``act`` that of the words that name the
    acts, None where one has no vector.
    """

    left: Mention
    right: Mention
    article: float | None
    act: float | None


Feature = Callable[[Pair, Config], float]


def article(pair: Pair, config: Config) -> float:
    """How much more alike the articles are than those of two stories; of one article the most.

    That two reports of a few words share none of them says less than of two long ones.
    """
    likeness = config.alike if pair.article is None else min(pair.article, config.alike)
    value = likeness - config.story
    return value if value > 0 else value * min(1.0, _words(pair) / config.long)


def _words(pair: Pair) -> int:
    """Return how many different words the shorter of two articles has."""
    return min(len(one.topic.portrait.weights) for one in (pair.left, pair.right))


def day(pair: Pair, _: Config) -> float:
    """1 for one day, -1 for days that lie apart, a part of 1 for stretches that meet; 0 where one is unknown."""
    left, right = pair.left.days, pair.right.days
    if left is None or right is None:
        return 0.0
    if left[0] > right[1] or right[0] > left[1]:
        return -1.0
    return 1.0 / sqrt(max(left[1] - left[0], right[1] - right[0]) + 1)


def lag(pair: Pair, config: Config) -> float:
    """Weeks, 4 at most, by which the reports lie apart where a day is unknown: news is told when it is new."""
    left, right = _moment(pair.left), _moment(pair.right)
    if (pair.left.days and pair.right.days) or left is None or right is None:
        return 0.0
    return min(max(abs(left - right) - config.slack, 0) / 7.0, 4.0)


def fresh(pair: Pair, config: Config) -> float:
    """1 where a day is unknown and the reports lie as near as those of one piece of news."""
    left, right = _moment(pair.left), _moment(pair.right)
    if (pair.left.days and pair.right.days) or left is None or right is None or pair.article is None:
        return 0.0
    return float(abs(left - right) <= config.slack)


def stale(pair: Pair, config: Config) -> float:
    """1 where an act without a day leads a report and the other is older: what leads a report is news."""
    left, right = pair.left, pair.right
    return float(pair.article is not None and (_outdated(left, right, config) or _outdated(right, left, config)))


def _outdated(news: Mention, other: Mention, config: Config) -> bool:
    """Whether a mention leads its report without a day, and the other lies days before or behind it."""
    moment = _moment(other)
    if news.days is not None or news.quad is None or news.topic.published is None or moment is None:
        return False
    return news.start < config.lead and abs(news.topic.published - moment) > config.slack


def _moment(mention: Mention) -> int | None:
    return mention.days[1] if mention.days else mention.topic.published


def place(pair: Pair, config: Config) -> float:
    """1 for one place, -1 for places in different states or too far apart, 0 where one may lie in the other."""
    left, right = pair.left.place, pair.right.place
    if left is None or right is None:
        return 0.0
    if left.name.lower() == right.name.lower():
        return 1.0
    if left.country and right.country and left.country != right.country:
        return -1.0
    if left.kind in config.wide or right.kind in config.wide:
        return 0.0
    far = kilometres((left.lat, left.lon), (right.lat, right.lon))
    if far is None:
        return 0.0
    return 1.0 if far <= config.near else -1.0


def soil(pair: Pair, _: Config) -> float:
    """1 for the same soil, -1 for acts on the soil of different states."""
    if not pair.left.soil or not pair.right.soil:
        return 0.0
    return 1.0 if pair.left.soil & pair.right.soil else -1.0


def word(pair: Pair, config: Config) -> float:
    """How much more alike the words that name the acts are, as they read in their sentences, than those of two acts.

    Unlike words (bombed, attack) say little where the type has said already that the acts are alike; neither does the
    same word for two acts of words in one article: who accuses twice, accuses of two things.
    """
    value = _word(pair, config) - config.word
    typed = bool(pair.left.kind) and pair.left.kind == pair.right.kind
    return value * config.synonym if typed and (value < 0 or talk(pair, config)) else value


def _word(pair: Pair, config: Config) -> float:
    if pair.act is not None:
        return pair.act
    if pair.left.head is None or pair.right.head is None:
        return config.word
    return config.same_word if pair.left.head == pair.right.head else config.other_word


def around(pair: Pair, _: Config) -> float:
    """The share of the other words of the two clauses that is common, the rare ones counting most."""
    left, right = pair.left.around, pair.right.around
    few, many = (left, right) if len(left.weights) <= len(right.weights) else (right, left)
    common = sum(weight for stem, weight in few.weights.items() if stem in many.weights)
    return common / (left.length * right.length) if common else 0.0


def common(pair: Pair, config: Config) -> float:
    """Below 0 where a word that is common in reports (call, say) names the acts; 0 where that is unknown."""
    if pair.left.rarity is None or pair.right.rarity is None:
        return 0.0
    return min(pair.left.rarity, pair.right.rarity, config.rare) - config.usual


def strange(pair: Pair, _: Config) -> float:
    """1 where both clauses say more of the act, but nothing in common."""
    left, right = pair.left.around, pair.right.around
    return 1.0 if left.length and right.length and left.weights.keys().isdisjoint(right.weights) else 0.0


def sentence(pair: Pair, _: Config) -> float:
    """1 for two mentions in one sentence: they are seldom one act."""
    return 1.0 if pair.article is None and pair.left.sentence == pair.right.sentence else 0.0


def toll(pair: Pair, _: Config) -> float:
    """1 where grammar says that the one tells the losses of the other: "three were killed in the raid"."""
    return float(pair.left.deed == pair.right.id or pair.right.deed == pair.left.id)


def clause(pair: Pair, config: Config) -> float:
    """1 for two coded acts of one sentence: "withdrew its envoy and broke off relations" are two."""
    return sentence(pair, config) if _coded(pair) else 0.0


def _coded(pair: Pair) -> bool:
    return pair.left.quad is not None and pair.right.quad is not None


def _verbal(pair: Pair) -> bool:
    """Whether one of two coded acts is an act of words."""
    left, right = pair.left.quad, pair.right.quad
    return left in _VERBAL or right in _VERBAL


def kind(pair: Pair, _: Config) -> float:
    """1 for acts of one type, 0 of one class, -1 of two classes, -3 for one of conflict and one of cooperation."""
    left, right = pair.left, pair.right
    if left.kind is None or right.kind is None or left.quad is None or right.quad is None:
        return 0.0
    if left.kind == right.kind:
        return 1.0
    if left.quad == right.quad:
        return 0.0
    return -1.0 if left.quad.rpartition("_")[2] == right.quad.rpartition("_")[2] else -3.0


def status(pair: Pair, _: Config) -> float:
    """1 where one mention tells of the act and the other of one that is only planned, urged or imagined."""
    if pair.left.status is None or pair.right.status is None:
        return 0.0
    return float((pair.left.status in _AHEAD) != (pair.right.status in _AHEAD))


def sources(pair: Pair, config: Config) -> float:
    """1 where the same party acts, -1 where others do, parts of it where words alone speak."""
    straight = _sides(pair.left.sources, pair.right.sources)
    return max(straight, _sides(pair.left.sources, pair.right.targets)) if _mutual(pair, config) else straight


def targets(pair: Pair, config: Config) -> float:
    """1 where the same party is acted upon, -1 where others are, parts of it where words alone speak."""
    straight = _sides(pair.left.targets, pair.right.targets)
    return max(straight, _sides(pair.left.targets, pair.right.sources)) if _mutual(pair, config) else straight


def _mutual(pair: Pair, config: Config) -> bool:
    """Whether either side may stand on either: of a reciprocal act, and of deeds that two reports tell of one spot.

    Where two sides clash, each report may name the other as the one that attacked.
    """
    if pair.left.reciprocal or pair.right.reciprocal:
        return True
    exact = pair.left.place is not None and pair.left.place.kind not in config.wide
    return exact and pair.article is not None and _coded(pair) and not _verbal(pair) and place(pair, config) > 0


def _sides(one: Side, other: Side) -> float:
    if not one.parties.isdisjoint(other.parties):
        return 1.0
    if not one.names.isdisjoint(other.names):
        return 0.5
    return -1.0 if one.parties and other.parties else 0.0


def voice(pair: Pair, config: Config) -> float:
    """1 for acts of words by different parties: who condemns, urges or calls is half of such an act."""
    return float(_coded(pair) and _verbal(pair) and sources(pair, config) < 0)


def person(pair: Pair, _: Config) -> float:
    """1 for acts of words by different persons, of one party too."""
    left, right = pair.left.people, pair.right.people
    return float(_coded(pair) and _verbal(pair) and bool(left and right) and left.isdisjoint(right))


def doer(pair: Pair, config: Config) -> float:
    """1 for deeds by different parties."""
    return float(_coded(pair) and not _verbal(pair) and sources(pair, config) < 0)


def talk(pair: Pair, _: Config) -> float:
    """1 for two acts of words in one article: a speaker does more than one thing with words."""
    return float(pair.article is None and _coded(pair) and _verbal(pair))


def manner(pair: Pair, _: Config) -> float:
    """1 where acts of one type are done in one way, -1 where in two (recalled an envoy, expelled one)."""
    left, right = pair.left.modes, pair.right.modes
    if pair.left.kind != pair.right.kind or not left or not right:
        return 0.0
    return -1.0 if left.isdisjoint(right) else 1.0


def far(pair: Pair, _: Config) -> float:
    """How far apart two coded acts stand in one article, in thousands of characters, 3 at most."""
    if pair.article is not None or not _coded(pair):
        return 0.0
    return min(abs(pair.left.start - pair.right.start) / 1000.0, 3.0)


def lead(pair: Pair, config: Config) -> float:
    """1 where one of two coded acts of an article stands in its title or lead: what follows is mostly about that."""
    if pair.article is not None or not _coded(pair):
        return 0.0
    return float(min(pair.left.start, pair.right.start) < config.lead)


def spot(pair: Pair, config: Config) -> float:
    """What ``place`` says of two coded acts: it tells the acts of one article apart; across articles only against."""
    if not _coded(pair):
        return 0.0
    value = place(pair, config)
    return value if pair.article is None else min(value, 0.0)


def abroad(pair: Pair, _: Config) -> float:
    """1 for coded acts at places that the tables know in two different states."""
    left, right = pair.left.place, pair.right.place
    if not _coded(pair) or left is None or right is None or left.kind is None or right.kind is None:
        return 0.0
    return float(bool(left.country and right.country) and left.country != right.country)


SCENE: Mapping[str, Feature] = {one.__name__: one for one in (article, day, lag, fresh, stale, place, soil)}
ACT: Mapping[str, Feature] = {
    one.__name__: one
    for one in (
        word,
        around,
        common,
        strange,
        sentence,
        clause,
        toll,
        kind,
        manner,
        status,
        sources,
        targets,
        doer,
        voice,
        person,
        talk,
        far,
        lead,
        spot,
        abroad,
    )
}
