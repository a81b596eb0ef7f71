"""Coding room: the places that an article names as records, without coding any act."""

from collections.abc import Iterable

from detente.codebook import Codebook
from detente.coding.atlas import Atlas, Spot, find_spots, key_of
from detente.coding.config import Config
from detente.coding.mend import mended
from detente.coding.tree import Tree
from detente.records import Article, Parse, Place, Span

__all__ = ["located", "located_names"]


def located(parse: Parse, article: Article, codebook: Codebook, config: Config) -> tuple[Place, ...]:
    """Return the places that an article names, in the order of the text, each with where it lies."""
    trees = [Tree(number, mended(one, codebook.rules.classes)) for number, one in enumerate(parse.sentences)]
    spots = find_spots(trees, article.text, codebook, config.atlas)
    return tuple(Atlas(spots, article, codebook, config.atlas).places())


def located_names(names: Iterable[Span], article: Article, codebook: Codebook, config: Config) -> tuple[Place, ...]:
    """Return where given names of an article lie, in the order of the text."""
    spots = [given(span, article.text, codebook) for span in sorted(names, key=lambda one: (one.start, one.end))]
    return tuple(Atlas(spots, article, codebook, config.atlas).places())


def given(span: Span, text: str, codebook: Codebook) -> Spot:
    """Return the spot of a name that somebody marked; of a facility without a row, the place in its name."""
    phrase = text[span.start : span.end]
    rows = codebook.places.candidates(phrase)
    if not rows:
        hits = codebook.places.find(phrase.split())
        rows = hits[0].places if hits else ()
    return Spot(start=span.start, end=span.end, key=key_of(phrase), rows=rows)
