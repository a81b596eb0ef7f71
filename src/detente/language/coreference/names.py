"""Sieves over names: the same name, a part of a personal name, a short form or an acronym of an organisation."""

from collections import defaultdict
from collections.abc import Iterator

from detente.language.coreference.clusters import Clusters
from detente.language.coreference.lexicon import Lexicon
from detente.language.coreference.phrases import Phrase

__all__ = ["join_acronyms", "join_person_names", "join_same_names", "join_short_names"]


def join_same_names(clusters: Clusters, names: list[Phrase]) -> None:
    """Join names of the same words, and names of one state."""
    first: dict[object, Phrase] = {}
    for phrase in names:
        key: object = ("state", phrase.state) if phrase.state else (phrase.whole, phrase.words)
        if phrase.type == "PER" and len(phrase.words) == 1:
            continue  # a lone surname belongs to the sieve that knows of other bearers
        if key in first:
            clusters.join(first[key].index, phrase.index)
        else:
            first[key] = phrase


def join_person_names(clusters: Clusters, names: list[Phrase], lexicon: Lexicon) -> None:
    """Join "Jilani" with "Jalil Abbas Jilani" where only one person in the article can be meant."""
    bearers: dict[str, list[Phrase]] = defaultdict(list)
    people = [phrase for phrase in names if phrase.type == "PER" or (phrase.type is None and not phrase.state)]
    for phrase in people:
        if len(phrase.words) > 1 and phrase.type == "PER":
            for part in set(_ends(phrase, lexicon)):
                bearers[part].append(phrase)
    for phrase in people:
        if not phrase.words or (len(phrase.words) > 1 and phrase.type != "PER"):
            continue
        _join_bearer(clusters, phrase, bearers, lexicon)


def _join_bearer(clusters: Clusters, phrase: Phrase, bearers: dict[str, list[Phrase]], lexicon: Lexicon) -> None:
    key = _squeeze(_family(phrase, lexicon))
    if len(phrase.words) == 1 and _titled_by_given_name(phrase):
        fitting = [bearer for bearer in bearers[key] if _squeeze(bearer.words[0]) == key]
    else:
        fitting = list(bearers[key])
    found = clusters.of(phrase.index)
    roots = {clusters.root(bearer.index) for bearer in fitting if clusters.agree(found, clusters.of(bearer.index))}
    roots.discard(clusters.root(phrase.index))
    if len(roots) == 1:
        clusters.join(roots.pop(), phrase.index)
    elif not roots and not fitting:
        bearers[key].append(phrase)


def _titled_by_given_name(phrase: Phrase) -> bool:
    return phrase.title_entry is not None and phrase.title_entry.before == "given"


def _family(phrase: Phrase, lexicon: Lexicon) -> str:
    words = [word for word in phrase.words if word not in lexicon.words["suffix"]] or list(phrase.words)
    return words[-1]


def _ends(phrase: Phrase, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words a person may be called by: first and last, and a last one without its particle or hyphen."""
    yield _squeeze(phrase.words[0])
    family = _family(phrase, lexicon)
    yield _squeeze(family)
    if "-" in family:
        yield family.rpartition("-")[2]
    if len(phrase.words) > 2 and phrase.words[-2] in lexicon.words["particle"]:  # noqa: PLR2004 given, particle, family
        yield _squeeze(phrase.words[-2] + family)


def _squeeze(word: str) -> str:
    return word.replace("-", "").replace("'", "")


def join_short_names(clusters: Clusters, names: list[Phrase], lexicon: Lexicon) -> None:
    """Join "the Guards" with "the Revolutionary Guards": a run of the words of exactly one longer name before it."""
    longer: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in names:
        if phrase.type not in ("ORG", None) or phrase.state or not phrase.words:
            continue
        roots = {
            clusters.root(other.index)
            for other in longer[phrase.words[-1]]
            if len(other.words) > len(phrase.words) and _runs_in(phrase.words, other.words, lexicon)
        }
        if len(roots) == 1 and phrase.type == "ORG":
            clusters.join(roots.pop(), phrase.index)
        if phrase.type == "ORG":
            for word in set(phrase.words):
                longer[word].append(phrase)


def _runs_in(short: tuple[str, ...], long: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether ``short`` ends ``long`` ("Guards") or begins it before a small word or a designator.

    What follows a small word is another body ("the General Assembly of the United Nations").
    """
    words = lexicon.words
    if " ".join(long) in words["unshortened"]:
        return False
    if long[-len(short) :] == short:
        return long[-len(short) - 1] not in words["minor"]
    return long[: len(short)] == short and long[len(short)] in words["minor"] | words["designator"]


def join_acronyms(clusters: Clusters, names: list[Phrase], lexicon: Lexicon) -> None:
    """Join "UN" with "United Nations" by its initials."""
    spelled: dict[str, Phrase] = {}
    for phrase in names:
        if phrase.type not in ("ORG", "LOC", None) or phrase.state:
            continue
        if len(phrase.words) > 1:
            content = [word for word in phrase.words if word not in lexicon.words["minor"]]
            for words in (content, phrase.words):
                initials = "".join(part[0] for word in words for part in word.split("-") if part)
                spelled.setdefault(initials, phrase)
    for phrase in names:
        if len(phrase.words) == 1 and len(phrase.words[0]) > 1 and phrase.words[0] in spelled and phrase.type != "PER":
            clusters.join(spelled[phrase.words[0]].index, phrase.index)
