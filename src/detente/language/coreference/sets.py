"""Sieve over pairs and other sets: "Pakistan and Iran", "the two countries", "both sides"."""

from collections import Counter
from collections.abc import Iterable

from detente.language.coreference.article import Draft
from detente.language.coreference.phrases import Phrase

__all__ = ["join_pairs", "join_same_sets"]

_PAIR = 2


def join_same_sets(draft: Draft) -> dict[frozenset[int], int]:
    """Join coordinations of the same things; return per set of clusters its first phrase."""
    first: dict[frozenset[int], int] = {}
    for index in draft.sets.values():
        members = frozenset(draft.clusters.root(part) for part in draft.phrases[index].parts)
        if len(members) == len(draft.phrases[index].parts):
            if members in first:
                draft.clusters.join(first[members], index)
            first.setdefault(members, index)
    return first


def join_pairs(draft: Draft) -> dict[int, tuple[int, ...]]:
    """Join "the two countries" with the pair last introduced together; return the members of each set by phrase.

    A pair that no coordination spells out begins with its first description.
    """
    first = join_same_sets(draft)
    members = {index: draft.phrases[index].parts for index in first.values()}
    for phrase in draft.phrases:
        if not _means_a_pair(draft, phrase):
            continue
        pair = _last_pair(draft, phrase)
        if pair is None:
            continue
        key = frozenset(draft.clusters.root(index) for index in pair)
        if key not in first:
            first[key], members[phrase.index] = phrase.index, pair
        else:
            draft.clusters.join(first[key], phrase.index)
    return members


def _means_a_pair(draft: Draft, phrase: Phrase) -> bool:
    """Tell whether a phrase is like "the two countries", "both sides", "the neighbours"."""
    if phrase.kind != "nominal" or phrase.number != "plur" or phrase.group not in ("state", "side"):
        return False
    two = draft.lexicon.words["two"]
    counted = phrase.determiner in two or bool(phrase.modifiers & two)
    bare = phrase.determiner in draft.lexicon.words["definite"] and phrase.end == phrase.head + 1
    return (counted or bare) and not phrase.modifiers & draft.lexicon.words["other"] and not phrase.countries


def _last_pair(draft: Draft, phrase: Phrase) -> tuple[int, ...] | None:
    """Walk back sentence by sentence to two actors joined by "and", or alone in a sentence; else the article's two."""
    earliest = phrase.sentence - draft.config.pair_window
    before: dict[int, list[Phrase]] = {}
    for index in range(phrase.index - 1, -1, -1):
        other = draft.phrases[index]
        if other.sentence < earliest:
            break
        if other.start < phrase.start or other.sentence < phrase.sentence:
            before.setdefault(other.sentence, []).append(other)
    for sentence in sorted(before, reverse=True):
        pair = _joined_pair(draft, phrase, before[sentence]) or _lone_pair(draft, phrase, before[sentence])
        if pair is not None:
            return pair
    return _leading_pair(draft, phrase)


def _joined_pair(draft: Draft, phrase: Phrase, others: Iterable[Phrase]) -> tuple[int, ...] | None:
    for other in others:
        if len(other.parts) == _PAIR and all(_is_actor(draft, part, phrase) for part in other.parts):
            return other.parts
    return None


def _lone_pair(draft: Draft, phrase: Phrase, others: Iterable[Phrase]) -> tuple[int, ...] | None:
    found: dict[int, int] = {}
    for other in others:
        if not other.parts and _is_actor(draft, other.index, phrase):
            found[draft.clusters.root(other.index)] = other.index
    return tuple(sorted(found.values())) if len(found) == _PAIR else None


def _leading_pair(draft: Draft, phrase: Phrase) -> tuple[int, ...] | None:
    """Return the two actors that the article names most, if a third is named less than half as often."""
    counts: Counter[int] = Counter()
    for other in draft.phrases:
        if other.kind != "set" and _is_actor(draft, other.index, phrase):
            counts[draft.clusters.root(other.index)] += 1
    leading = [*counts.most_common(_PAIR + 1), (-1, 0)]
    if len(counts) < _PAIR or leading[_PAIR][1] * 2 >= leading[1][1]:
        return None
    return tuple(sorted(root for root, _count in leading[:_PAIR]))


def _is_actor(draft: Draft, index: int, phrase: Phrase) -> bool:
    """States can be countries; sides can also be armed groups and organisations."""
    cluster = draft.clusters.of(index)
    return cluster.state is not None or (phrase.group == "side" and cluster.type == "ORG" and cluster.named)
