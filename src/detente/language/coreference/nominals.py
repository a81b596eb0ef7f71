"""Sieves over descriptions: appositions, predicates, definite phrases with a known head, generic ones ("the group")."""

from collections import defaultdict

from detente.language.coreference.article import Draft
from detente.language.coreference.clusters import Cluster
from detente.language.coreference.phrases import Phrase
from detente.language.coreference.tree import Tree

__all__ = ["join_appositions", "join_definites", "join_generics", "learn_from_predicates"]


def join_appositions(draft: Draft) -> None:
    """Join a description with the name it stands beside ("Jilani, the foreign minister")."""
    for phrase in draft.phrases:
        beside = phrase.role == "appos" or (phrase.role == "nmod:desc" and phrase.kind == "nominal")
        if not beside or phrase.kind == "set" or phrase.governor not in draft.by_head[phrase.sentence]:
            continue
        own = draft.sets.get((phrase.sentence, phrase.head), phrase.index)
        governor = draft.by_head[phrase.sentence][phrase.governor]
        other = governor if own != phrase.index else draft.sets.get((phrase.sentence, phrase.governor), governor)
        other = other if draft.phrases[other].number == draft.phrases[own].number else governor
        if _can_stand_beside(draft, draft.phrases[own], draft.phrases[other]):
            draft.clusters.join(other, own)


def _can_stand_beside(draft: Draft, one: Phrase, other: Phrase) -> bool:
    """Refuse name beside name (a place within a place) unless one is written as an acronym of an organisation."""
    if one.kind == "name" and other.kind == "name":
        short = min(one, other, key=lambda phrase: len(phrase.words))
        text = draft.trees[short.sentence].tokens[short.head].text
        return len(short.words) == 1 and text.isupper() and "LOC" not in (one.type, other.type)
    return "pronoun" not in (one.kind, other.kind) and one.type is not None and other.type is not None


def learn_from_predicates(draft: Draft) -> None:
    """Let a subject know what it is said to be ("Jilani is the foreign minister"), without joining the predicate."""
    for phrase in draft.phrases:
        if phrase.kind != "nominal" or phrase.number != "sing":
            continue
        tree = draft.trees[phrase.sentence]
        subject = _copula_subject(tree, phrase.head)
        index = draft.by_head[phrase.sentence].get(subject) if subject is not None else None
        if index is None:
            continue
        about = draft.clusters.of(index)
        if about.named and about.type == phrase.type:
            about.lemmas.add(phrase.lemma)
            about.modifiers |= phrase.modifiers
            about.gender = about.gender or phrase.gender
            about.countries = about.countries or (phrase.countries if phrase.type == "PER" else frozenset())


def _copula_subject(tree: Tree, word: int) -> int | None:
    subject, copula = None, False
    for child in tree.children[word]:
        if tree.relations[child] == "nsubj":
            subject = child
        copula = copula or tree.relations[child] == "cop"
        if tree.tokens[child].lemma in ("not", "never"):
            return None
    return subject if copula else None


def join_definites(draft: Draft) -> None:
    """Join "the minister" with the nearest earlier thing known as a minister whose modifiers include its own."""
    known: dict[str, list[int]] = defaultdict(list)
    for phrase in draft.phrases:
        if phrase.kind == "nominal" and phrase.type is not None and _is_definite(draft, phrase):
            _join_nearest(draft, phrase, known[phrase.lemma])
        for lemma in draft.clusters.of(phrase.index).lemmas:
            if phrase.kind in ("name", "nominal"):
                known[lemma].append(phrase.index)


# Types whose clusters know the country they are tied to: "the Iranian government" does not take up "the government".
OWNED = frozenset({"PER", "ORG"})


def _is_definite(draft: Draft, phrase: Phrase) -> bool:
    words = draft.lexicon.words
    if phrase.modifiers & words["other"]:
        return False
    return phrase.determiner in words["definite"] or (phrase.determiner == "poss" and bool(phrase.countries))


def _join_nearest(draft: Draft, phrase: Phrase, candidates: list[int]) -> bool:
    own = draft.clusters.of(phrase.index)
    for index in reversed(candidates):
        candidate = draft.phrases[index]
        if phrase.sentence - candidate.sentence > draft.config.nominal_window:
            return False
        cluster = draft.clusters.of(index)
        if (
            _numbers_fit(phrase, cluster)
            and phrase.modifiers <= cluster.modifiers
            and (phrase.type not in OWNED or phrase.countries <= cluster.countries)
            and draft.clusters.agree(own, cluster)
        ):
            return draft.clusters.join(index, phrase.index)
    return False


def _numbers_fit(phrase: Phrase, cluster: Cluster) -> bool:
    return cluster.number is None or cluster.number == phrase.number


def join_generics(draft: Draft) -> None:
    """Join a bare "the group", "the country", "the city" with the name of that kind last mentioned nearby."""
    for phrase in draft.phrases:
        bare = phrase.kind == "nominal" and phrase.number == "sing" and not phrase.modifiers and not phrase.countries
        if not bare or phrase.group is None or phrase.determiner not in draft.lexicon.words["definite"]:
            continue
        if len(draft.clusters.of(phrase.index).phrases) == 1 and not _has_complement(phrase):
            _join_last_named(draft, phrase)


def _has_complement(phrase: Phrase) -> bool:
    return phrase.end > phrase.head + 1


def _join_last_named(draft: Draft, phrase: Phrase) -> None:
    """Walk back over the names nearby; take the first of the kind unless its sentence holds another one of the kind."""
    found: list[Phrase] = []
    for index in range(phrase.index - 1, -1, -1):
        other = draft.phrases[index]
        if phrase.sentence - other.sentence > draft.config.generic_window:
            break
        if found and other.sentence != found[0].sentence:
            break
        if other.kind == "name" and _is_of_kind(other, phrase.group):
            found.append(other)
    if len({draft.clusters.root(other.index) for other in found}) == 1:
        draft.clusters.join(found[0].index, phrase.index)


def _is_of_kind(name: Phrase, group: str | None) -> bool:
    if group == "state":
        return name.state is not None
    if group == "place":
        return name.type == "LOC" and name.state is None and name.whole
    return group == "group" and name.type == "ORG"
