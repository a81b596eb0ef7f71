"""Fusion room: the features of a pair of mentions, each from -1 (speaks against) over 0 (says nothing) to 1 (for)."""

from collections.abc import Callable, Mapping
from math import asin, cos, radians, sin, sqrt

from detente.fusion.config import Config
from detente.fusion.mention import Mention, Side
from detente.records import Place

__all__ = ["FEATURES"]

Value = tuple[float, str]
Feature = Callable[[Mention, Mention, Config], Value]
_NOTHING: Value = (0.0, "")
_EARTH = 6371.0


def head(left: Mention, right: Mention, _: Config) -> Value:
    """The same word names both acts."""
    if left.head is None or right.head is None:
        return _NOTHING
    return (1.0, f"both named by {left.head!r}") if left.head == right.head else _NOTHING


def kind(left: Mention, right: Mention, _: Config) -> Value:
    """The acts are of one type (1), of one class (0), or one is conflict and the other cooperation (-1)."""
    if left.kind is None or right.kind is None:
        return _NOTHING
    if left.kind == right.kind:
        return 1.0, f"both {left.kind}"
    return _NOTHING if left.quad == right.quad else (-1.0, f"{left.kind} is not {right.kind}")


def day(left: Mention, right: Mention, _: Config) -> Value:
    """The days meet (1) or lie apart (-2)."""
    if left.days is None or right.days is None:
        return _NOTHING
    if left.days[0] <= right.days[1] and right.days[0] <= left.days[1]:
        return 1.0, "the same day"
    return -2.0, "different days"


def place(left: Mention, right: Mention, config: Config) -> Value:
    """The places are one (1) or lie apart (-1)."""
    if left.place is None or right.place is None:
        return _NOTHING
    if left.place.name.lower() == right.place.name.lower():
        return 1.0, f"both at {left.place.name}"
    if left.place.country != right.place.country:
        return -1.0, "in different countries"
    far = _distance(left.place, right.place)
    if far is None:
        return _NOTHING
    return (0.5, "places close by") if far <= config.near else (-0.5, f"places {far:.0f} km apart")


def _distance(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, lon = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    arc = sin(lat) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, arc)))


def sources(left: Mention, right: Mention, _: Config) -> Value:
    """The same act (1) or others do (-1)."""
    return _best(left, right, left.sources, right.sources, right.targets)


def targets(left: Mention, right: Mention, _: Config) -> Value:
    """The same are acted upon (1) or others are (-1)."""
    return _best(left, right, left.targets, right.targets, right.sources)


def _best(left: Mention, right: Mention, side: Side, same: Side, other: Side) -> Value:
    """Compare one side with its like; of a reciprocal act either side may stand on either."""
    if left.reciprocal or right.reciprocal:
        return max(_sides(side, same), _sides(side, other))
    return _sides(side, same)


def _sides(one: Side, other: Side) -> Value:
    if common := one.parties & other.parties:
        return 1.0, f"both {', '.join(sorted(common))}"
    if common := one.names & other.names:
        return 0.7, f"both {' '.join(sorted(common))}"
    if one.parties and other.parties:
        return -1.0, f"{', '.join(sorted(one.parties))} is not {', '.join(sorted(other.parties))}"
    return _NOTHING


def words(left: Mention, right: Mention, _: Config) -> Value:
    """Share of the content words that the two sentences have in common."""
    if not left.lemmas or not right.lemmas:
        return _NOTHING
    common = left.lemmas & right.lemmas
    share = len(common) / sqrt(len(left.lemmas) * len(right.lemmas))
    return (share, f"common words: {', '.join(sorted(common)[:5])}") if common else _NOTHING


def sentence(left: Mention, right: Mention, _: Config) -> Value:
    """Likeness of the two sentences' vectors."""
    if left.vector is None or right.vector is None:
        return _NOTHING
    return float(left.vector @ right.vector), "likeness of the sentences"


def article(left: Mention, right: Mention, _: Config) -> Value:
    """Likeness of the two articles' vectors; mentions of one article have none."""
    if left.topic.vector is None or right.topic.vector is None or left.topic.id == right.topic.id:
        return _NOTHING
    return float(left.topic.vector @ right.topic.vector), "likeness of the articles"


FEATURES: Mapping[str, Feature] = {
    one.__name__: one for one in (head, kind, day, place, sources, targets, words, sentence, article)
}
