"""Records of what the language engine found in an article.

Word positions are 0-based within their sentence, word spans half-open; character offsets point into the article's text.
"""

from dataclasses import dataclass

__all__ = ["Argument", "Chain", "Mention", "Name", "Parse", "Predicate", "RoleVote", "Sentence", "Token", "Vote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word: characters ``[start, end)`` of the text, tags after Universal Dependencies and Penn.

    ``head`` is the position of the governing word in the sentence, -1 for the root. ``features`` is the UD morphology
    string (``Tense=Past|VerbForm=Fin``), empty where the word has none.
    """

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    features: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A PropBank argument of a predicate: role (ARG0, ARGM-TMP, ...), head word, word span, probability of the role."""

    role: str
    head: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word that names a happening.

    ``score`` is the probability that it is one; ``factuality`` runs from -3 (certainly did not happen) to 3 (happened).
    """

    token: int
    score: float
    factuality: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named thing: word span, type (PER, ORG, LOC, NAT, WEAPON, PLATFORM, MISC), probability."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleVote:
    """What the event heads think a word is to an act: ``role`` (source, target, both, place, time, speaker)."""

    role: str
    token: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What the event heads think of one word: probabilities, the greatest first, of each label worth naming.

    ``types`` are event types and NONE, ``modes`` those of the likeliest type (each on its own), ``statuses`` also know
    negated; ``undertakings`` are commitment types and NONE.
    """

    token: int
    types: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    evidentialities: tuple[tuple[str, float], ...]
    undertakings: tuple[tuple[str, float], ...]
    roles: tuple[RoleVote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: characters ``[start, end)`` of the text with its words, predicates and names.

    ``votes`` are the event heads' for words that may name an act, empty where they did not read the sentence.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    predicates: tuple[Predicate, ...]
    names: tuple[Name, ...]
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase that refers: sentence number, word span, head word, kind (name, nominal, pronoun)."""

    sentence: int
    start: int
    end: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Mentions of one thing, in text order; type is PER, ORG, LOC, EVENT or None, name its fullest name or None.

    ``members`` are the chains, by their place in the article's chains, that a set is made of ("the two countries").
    """

    mentions: tuple[Mention, ...]
    type: str | None
    name: str | None
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The language analysis of one article."""

    article: str
    sentences: tuple[Sentence, ...]
    chains: tuple[Chain, ...]
