"""Coreference of one article, sieve after sieve, from the surest to the boldest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from detente.language.coreference.article import Config, Draft
from detente.language.coreference.clusters import Cluster, Clusters
from detente.language.coreference.lexicon import Lexicon, load_lexicon
from detente.language.coreference.names import (
    join_acronyms,
    join_person_names,
    join_same_names,
    join_short_names,
)
from detente.language.coreference.nominals import (
    join_appositions,
    join_definites,
    join_generics,
    learn_from_predicates,
)
from detente.language.coreference.phrases import Phrase, find_phrases
from detente.language.coreference.pronouns import join_pronouns
from detente.language.coreference.quotes import find_quotes
from detente.language.coreference.sets import join_pairs
from detente.language.coreference.states import know_states
from detente.records.parse import Chain, Mention, Sentence

__all__ = ["chains"]

_TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "EVENT": "EVENT"}


def chains(
    sentences: Sequence[Sentence],
    *,
    capitals: Mapping[str, str],
    lexicon: Lexicon | None = None,
    config: Config | None = None,
) -> tuple[Chain, ...]:
    """Return what is spoken of more than once in an article, and the members of its sets.

    ``capitals`` maps a phrase that can mean a country (capital, demonym, longer name) to the country's short name. A
    chain has two mentions or more, except a set ("the two countries" has its ``members``) and the members of one.
    """
    lexicon, config = lexicon or load_lexicon(), config or Config()
    draft = _draft(sentences, capitals, lexicon, config)
    names = [phrase for phrase in draft.phrases if phrase.kind == "name" and phrase.words]
    join_same_names(draft.clusters, names)
    join_person_names(draft.clusters, names, lexicon)
    join_short_names(draft.clusters, names, lexicon)
    join_acronyms(draft.clusters, names, lexicon)
    join_appositions(draft)
    learn_from_predicates(draft)
    join_definites(draft)
    join_generics(draft)
    sets = join_pairs(draft)
    quotes = find_quotes(draft.trees, draft.by_head, lexicon, window=config.quote_window)
    join_pronouns(draft, quotes)
    return _records(draft, sets, sentences)


def _draft(sentences: Sequence[Sentence], capitals: Mapping[str, str], lexicon: Lexicon, config: Config) -> Draft:
    words = lexicon.words
    states = know_states(capitals, city_words=words["city"], other_names=words["state"])
    phrases, trees, by_head = find_phrases(sentences, lexicon, states)
    sets = {(phrase.sentence, phrase.head): phrase.index for phrase in phrases if phrase.kind == "set"}
    upto = Counter(phrase.sentence for phrase in phrases)
    last = [total - 1 for total in accumulate(upto[number] for number in range(len(sentences)))]
    return Draft(phrases, trees, by_head, sets, last, Clusters(phrases), lexicon, config)


def _records(draft: Draft, sets: Mapping[int, tuple[int, ...]], sentences: Sequence[Sentence]) -> tuple[Chain, ...]:
    clusters = draft.clusters
    members: dict[int, tuple[int, ...]] = {}
    for index, parts in sets.items():
        root = clusters.root(index)
        if len(clusters.of(index).phrases) > 1 or draft.phrases[index].kind != "set":
            members.setdefault(root, tuple(clusters.root(part) for part in parts))
    wanted = {root for parts in members.values() for root in parts}
    roots = [root for root in clusters.roots() if root in members or root in wanted or _is_chain(clusters.of(root))]
    position = {root: at for at, root in enumerate(roots)}
    names = {root: _name(draft, clusters.of(root), sentences) for root in roots}
    return tuple(
        Chain(
            mentions=_mentions(draft, clusters.of(root)),
            type=_type(draft, root, members.get(root, ())),
            name=names[root] or _set_name(names, members.get(root, ())),
            members=tuple(position[part] for part in members.get(root, ())),
        )
        for root in roots
    )


def _type(draft: Draft, root: int, members: Sequence[int]) -> str | None:
    """Return the type of a thing; a set has the type that its members share."""
    found = {draft.clusters.of(one).type or "" for one in members or (root,)}
    return _TYPES.get(found.pop()) if len(found) == 1 else None


def _is_chain(cluster: Cluster) -> bool:
    return len(cluster.phrases) > 1 and (cluster.type is not None or cluster.named)


def _mentions(draft: Draft, cluster: Cluster) -> tuple[Mention, ...]:
    found = sorted((draft.phrases[index] for index in cluster.phrases), key=lambda p: (p.sentence, p.start, -p.end))
    return tuple(
        Mention(
            sentence=phrase.sentence,
            start=phrase.start,
            end=phrase.end,
            head=phrase.head,
            kind="nominal" if phrase.kind == "set" else phrase.kind,
        )
        for phrase in found
    )


def _set_name(names: Mapping[int, str | None], members: Sequence[int]) -> str | None:
    known = [name for name in (names[root] for root in members) if name is not None]
    return " and ".join(known) if known and len(known) == len(members) else None


def _name(draft: Draft, cluster: Cluster, sentences: Sequence[Sentence]) -> str | None:
    """Return the state's short name, or the longest name as the text spells it."""
    if cluster.state is not None:
        return cluster.state
    named = [draft.phrases[index] for index in cluster.phrases if draft.phrases[index].kind == "name"]
    if not named:
        return None
    fullest = max(named, key=lambda phrase: (len(phrase.words), sum(map(len, phrase.words)), -phrase.index))
    return _spelled(fullest, sentences[fullest.sentence])


def _spelled(phrase: Phrase, sentence: Sentence) -> str:
    text, previous = "", None
    for token in sentence.tokens[phrase.name_start : phrase.name_end]:
        text += (" " if previous is not None and token.start > previous else "") + token.text
        previous = token.end
    return text
