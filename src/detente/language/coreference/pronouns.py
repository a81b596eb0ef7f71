"""Sieve over pronouns: speakers for "I", the clause's subject for reflexives, the best candidate for the rest."""

from collections.abc import Iterator, Sequence

from detente.language.coreference.article import Config, Draft
from detente.language.coreference.clusters import Cluster
from detente.language.coreference.lexicon import PronounEntry
from detente.language.coreference.phrases import Phrase
from detente.language.coreference.quotes import Quote, quote_at

__all__ = ["join_pronouns"]

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def join_pronouns(draft: Draft, quotes: Sequence[Quote]) -> None:
    """Resolve the pronouns in text order, so that later ones see what earlier ones were found to be."""
    starts = [quote.begin for quote in quotes]
    held = [quote_at(quotes, starts, (phrase.sentence, phrase.head)) for phrase in draft.phrases]
    for phrase in draft.phrases:
        if phrase.pronoun is None:
            continue
        if phrase.pronoun.person == 1:
            _join_speaker(draft, phrase, held)
        elif phrase.pronoun.use == "reflexive":
            _join_subject(draft, phrase)
        else:
            _join_best(draft, phrase, held)


def _join_speaker(draft: Draft, phrase: Phrase, held: Sequence[Quote | None]) -> None:
    """Join "I" with the speaker, "we" with a speaker that is a body, and either with its like in the same quotation."""
    quote = held[phrase.index]
    if quote is not None and quote.speaker is not None:
        speaker = draft.clusters.of(quote.speaker)
        body = speaker.type == "ORG" or speaker.state is not None
        if body if phrase.number == "plur" else not body:
            draft.clusters.join(quote.speaker, phrase.index)
            return
    for index in range(phrase.index - 1, -1, -1):
        other = draft.phrases[index]
        if other.sentence < phrase.sentence - 1 or (other.sentence < phrase.sentence and quote is None):
            return
        same = other.pronoun is not None and other.pronoun.person == 1 and other.number == phrase.number
        if same and _one_voice(quote, held[index]):
            draft.clusters.join(index, phrase.index)
            return


def _one_voice(one: Quote | None, other: Quote | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or (one.speaker is not None and one.speaker == other.speaker)


def _join_subject(draft: Draft, phrase: Phrase) -> None:
    tree = draft.trees[phrase.sentence]
    verb = phrase.governor
    while verb >= 0:
        for child in tree.children[verb]:
            index = draft.by_head[phrase.sentence].get(child)
            if tree.relations[child] == "nsubj" and index is not None and child < phrase.head:
                draft.clusters.join(draft.sets.get((phrase.sentence, child), index), phrase.index)
                return
        verb = tree.tokens[verb].head


def _join_best(draft: Draft, phrase: Phrase, held: Sequence[Quote | None]) -> None:
    ranked = sorted(_candidates(draft, phrase, held), key=lambda pair: -pair[0])
    if ranked and _known(draft.clusters.of(ranked[0][1])):
        draft.clusters.join(ranked[0][1], phrase.index)


def _known(cluster: Cluster) -> bool:
    return cluster.type is not None or cluster.named


def _candidates(draft: Draft, phrase: Phrase, held: Sequence[Quote | None]) -> Iterator[tuple[float, int]]:
    """Yield (points, phrase) for everything before the pronoun that it could stand for."""
    quote, entry = held[phrase.index], phrase.pronoun
    speaker = draft.clusters.root(quote.speaker) if quote is not None and quote.speaker is not None else -1
    neuter = phrase.gender == "n"
    first = phrase.sentence - (draft.config.neuter_window if neuter else draft.config.pronoun_window)
    for index in range(draft.last[phrase.sentence], -1, -1):
        other = draft.phrases[index]
        if other.sentence < first:
            return
        if other.sentence == phrase.sentence and other.start >= phrase.start:
            continue
        if entry is None or draft.clusters.root(index) == speaker or not _can_mean(draft, phrase, other, entry):
            continue
        points = _points(draft.config, phrase, other) + _type_points(draft, phrase, draft.clusters.of(index))
        if held[index] is not quote and held[index] is not None:
            points += draft.config.quoted_points
        yield points, index


def _can_mean(draft: Draft, phrase: Phrase, other: Phrase, entry: PronounEntry) -> bool:
    if other.sentence == phrase.sentence:
        beside = entry.use == "personal" and other.governor == phrase.governor
        if beside or other.end > phrase.start:
            return False
    if other.pronoun is not None and other.pronoun.person != entry.person:
        return False
    cluster = draft.clusters.of(other.index)
    return _kind_fits(cluster, entry) and draft.clusters.agree(cluster, draft.clusters.of(phrase.index))


def _kind_fits(cluster: Cluster, entry: PronounEntry) -> bool:
    if entry.gender in ("m", "f"):
        return cluster.type == "PER" and cluster.number != "plur"
    if entry.gender == "n":
        return cluster.type != "PER" and cluster.gender not in ("m", "f") and cluster.number != "plur"
    return cluster.number == "plur" or cluster.type == "ORG"


def _points(config: Config, phrase: Phrase, other: Phrase) -> float:
    points = config.distance_points * (phrase.sentence - other.sentence)
    points += config.order_points * (phrase.index - other.index)
    if other.role in _SUBJECTS:
        points += config.subject_points
        points += config.parallel_points if phrase.role in _SUBJECTS else 0.0
    elif other.role in ("obj", "iobj"):
        points += config.object_points
    if other.kind == "name":
        points += config.name_points
    elif other.kind == "pronoun":
        points += config.pronoun_points
    return points


def _type_points(draft: Draft, phrase: Phrase, cluster: Cluster) -> float:
    """Weigh what a pronoun seldom stands for ("it" for a place or an event, "they" for one body).

    "He" and "she" prefer the person of whom the article says most; for "it" and "they" that misled.
    """
    config = draft.config
    if phrase.gender == "n":
        if cluster.type == "LOC" and cluster.state is None:
            return config.neuter_place_points
        return config.neuter_event_points if cluster.type == "EVENT" else 0.0
    if phrase.number == "plur":
        return config.singular_points if cluster.number != "plur" else 0.0
    return config.salience_points * min(len(cluster.phrases), config.salience_cap)
