"""Growing sets of phrases that refer to one thing, with what is known of it, and the vetoes against joining two."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.language.coreference.phrases import Phrase

__all__ = ["Cluster", "Clusters"]


@dataclass(slots=True)
class Cluster:
    """What is known of one thing: members in text order; ``full`` is the longest personal or other name."""

    phrases: list[int]
    type: str | None
    number: str | None
    gender: str | None
    state: str | None
    full: tuple[str, ...]
    named: bool
    countries: frozenset[str]
    lemmas: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    parts: frozenset[int] = frozenset()


class Clusters:
    """Union-find over the phrases of one article; joins only what nothing speaks against."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Start with every phrase alone."""
        self.phrases = phrases
        self._root = list(range(len(phrases)))
        self._clusters = [_alone(phrase) for phrase in phrases]

    def root(self, phrase: int) -> int:
        """Return the number of the cluster that holds a phrase."""
        root = self._root
        while root[phrase] != phrase:
            root[phrase] = root[root[phrase]]
            phrase = root[phrase]
        return phrase

    def of(self, phrase: int) -> Cluster:
        """Return the cluster that holds a phrase."""
        return self._clusters[self.root(phrase)]

    def roots(self) -> list[int]:
        """Return the clusters' numbers in the order of their first phrases."""
        return sorted({self.root(index) for index in range(len(self.phrases))}, key=lambda r: self._clusters[r].phrases)

    def join(self, one: int, other: int) -> bool:
        """Join the clusters of two phrases unless something speaks against it; tell whether they are one now."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        first, second = self._clusters[a], self._clusters[b]
        if not self.agree(first, second) or self._nested(first, second):
            return False
        if second.phrases[0] < first.phrases[0]:
            a, b, first, second = b, a, second, first
        self._root[b] = a
        _merge(first, second)
        return True

    def agree(self, one: Cluster, other: Cluster) -> bool:
        """Tell whether nothing known of two clusters contradicts: state, type, gender, number, name, country."""
        if one.state != other.state and (one.state or other.state) and one.named and other.named:
            return False
        return (
            _types_agree(one, other)
            and _same_or_open(one.gender, other.gender)
            and _numbers_agree(one, other)
            and _names_agree(one, other)
            and (not one.countries or not other.countries or bool(one.countries & other.countries))
        )

    def _nested(self, one: Cluster, other: Cluster) -> bool:
        """Tell whether a phrase of one stands inside a phrase of the other: a thing is no part of itself."""
        places: dict[int, list[Phrase]] = {}
        for index in one.phrases:
            places.setdefault(self.phrases[index].sentence, []).append(self.phrases[index])
        for index in other.phrases:
            b = self.phrases[index]
            for a in places.get(b.sentence, ()):
                if (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end):
                    return True
        return False


def _alone(phrase: Phrase) -> Cluster:
    name = phrase.kind == "name"
    return Cluster(
        phrases=[phrase.index],
        type=phrase.type,
        number=phrase.number,
        gender=phrase.gender,
        state=phrase.state,
        full=phrase.words if name and phrase.state is None else (),
        named=name,
        countries=phrase.countries if phrase.type in ("PER", "ORG") else frozenset(),
        lemmas={phrase.lemma} if phrase.kind == "nominal" else {*phrase.described, *phrase.title[-1:]},
        modifiers={*phrase.modifiers, *phrase.title[:-1]},
    )


def _merge(into: Cluster, other: Cluster) -> None:
    into.phrases = sorted(into.phrases + other.phrases)
    into.type = into.type if into.named or not other.named else other.type or into.type
    into.type = into.type or other.type
    into.number = into.number or other.number
    into.gender = into.gender or other.gender
    into.state = into.state or other.state
    if len(other.full) > len(into.full):
        into.full = other.full
    into.named = into.named or other.named
    into.countries = into.countries & other.countries or into.countries or other.countries
    into.lemmas |= other.lemmas
    into.modifiers |= other.modifiers


def _types_agree(one: Cluster, other: Cluster) -> bool:
    if one.type == other.type or one.type is None or other.type is None:
        return True
    return "PER" not in (one.type, other.type) and "EVENT" not in (one.type, other.type)


def _same_or_open(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _numbers_agree(one: Cluster, other: Cluster) -> bool:
    if one.number == other.number or one.number is None or other.number is None:
        return True
    return one.type != "PER" and other.type != "PER" and (one.type == "ORG" or other.type == "ORG" or bool(one.state))


def _names_agree(one: Cluster, other: Cluster) -> bool:
    """Tell whether two personal names can be one person's: the shorter lies in the longer, initials fit."""
    if not (one.full and other.full) or "PER" not in (one.type, other.type):
        return True
    short, long = sorted((one.full, other.full), key=len)
    if len(short) == 1:
        return True
    given, family = short[0], short[-1]
    if family != long[-1]:
        return set(short) <= set(long)
    return given == long[0] or given in long or (len(given) == 1 and long[0].startswith(given))
