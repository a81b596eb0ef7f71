"""Coding room: which words of which sentences may name an act, so that the event heads read these and no others."""

from detente.codebook import Codebook
from detente.records import Parse, Sentence

__all__ = ["proposed"]


def proposed(parse: Parse, book: Codebook) -> dict[int, list[int]]:
    """Return the words that the lexicon or a predicate proposes, by the number of their sentence."""
    found = {number: words(sentence, book) for number, sentence in enumerate(parse.sentences)}
    return {number: at for number, at in found.items() if at}


def words(sentence: Sentence, book: Codebook) -> list[int]:
    """Return the words of a sentence that head a line of the lexicon, and predicates never seen to be no act."""
    listed = {at for at, token in enumerate(sentence.tokens) if token.lemma.lower() in book.rules.heads}
    silent = book.lexicon.silent
    acting = {found.token for found in sentence.predicates}
    return sorted(listed | {at for at in acting if sentence.tokens[at].lemma.lower() not in silent})
