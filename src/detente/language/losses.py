"""Which two codings of one sentence are one deed: an attack, and those whom it killed or hurt.

"A man was killed in an attack", "a bombing that killed 40", "a man was killed when they attacked": grammar ties the two
words, and a small word of the list says how. "Killed days after the raid" is no such tie.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

from detente.language.coreference.lexicon import load_lexicon
from detente.records import Coding, Sentence

__all__ = ["losses"]

# How an attack hangs on the word for its victims, or they on the attack (Universal Dependencies).
TIES = frozenset({"obl", "obl:agent", "nmod", "advcl", "advcl:relcl", "acl", "acl:relcl", "xcomp", "nsubj"})
JOINING = frozenset({"case", "mark", "advmod"})  # what stands before a tied word and says how it is tied


def losses(sentence: Sentence, codings: Sequence[Coding], triggers: Mapping[str, range]) -> dict[str, str]:
    """Return for codings of one sentence the other that tells the same deed: its losses, or the attack that cost them.

    ``triggers`` are the words that name each act. Only acts of one type of which one tells of losses are tied.
    """
    found: dict[str, str] = {}
    for one, other in permutations(codings, 2):
        alike = one.type == other.type and (one.casualties or other.casualties)
        if alike and _tied(sentence, triggers[one.id], triggers[other.id]):
            found.setdefault(other.id, one.id)
    return found


def _tied(sentence: Sentence, upper: range, lower: range) -> bool:
    """Return whether a word of the one trigger hangs on the other, or on a word that is joined to that by "and"."""
    words = sentence.tokens
    if upper.start < lower.stop and lower.start < upper.stop:
        return False
    return any(
        words[i].relation in TIES and _host(sentence, words[i].head, upper) and _together(sentence, i) for i in lower
    )


def _host(sentence: Sentence, word: int, upper: range) -> bool:
    """Return whether a word stands in the trigger, or is joined to one that does."""
    words = sentence.tokens
    while word >= 0 and word not in upper and words[word].relation == "conj":
        word = words[word].head
    return word in upper


def _together(sentence: Sentence, word: int) -> bool:
    """Return whether the small words before a word tell of one occasion (in, when), not of two (after, since)."""
    occasions = load_lexicon().words["occasion"]
    return all(
        token.text.lower() in occasions
        for token in sentence.tokens[:word]
        if token.head == word and token.relation in JOINING
    )
