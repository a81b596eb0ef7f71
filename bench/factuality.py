"""How certain a text presents its events: ``python -m bench factuality --input ROWS --out PRED [--map]``.

Nothing is fitted on the benchmark without ``--map``: the statuses' places on the scale are FactBank's (certain,
probable, possible), the panel's weights are the product's.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from bench.sentences import Row, answer, options
from detente import codebook, language
from detente.coding.acts import Lexicon
from detente.coding.config import Config
from detente.coding.context import Reader
from detente.coding.document import Document
from detente.coding.panel import Panel
from detente.coding.people import People
from detente.records import Article, Parse, Sentence, Vote

__all__ = ["main", "mapped", "position", "score"]

BATCH = 512
CERTAIN = 3.0
# Where a status stands on the scale: certain 3, probable 2, possible 1.
SCALE = {
    "happened": 3.0,
    "ongoing": 3.0,
    "unconfirmed": 2.0,
    "denied": -1.0,
    "negated": -3.0,
    "planned": 2.0,
    "hypothetical": 1.0,
    "recommended": 1.0,
}
TOLD = frozenset({"happened", "ongoing", "unconfirmed"})
# The two constants of --map, fitted on the development split: how far from certain, and what counts as certain.
SPREAD, SHIFT = 0.85, 0.1


def position(words: Sequence[str], start: int) -> int:
    """Return the number of the word that the character stands in, words being joined by blanks."""
    begins = list(accumulate((len(word) + 1 for word in words), initial=0))
    return min(bisect_right(begins, start) - 1, len(words) - 1)


def scores(rows: Sequence[Row]) -> Iterator[tuple[str, float]]:
    """Yield each event's factuality, -3 to 3."""
    book = codebook.load()
    engine = language.load()
    for begin in range(0, len(rows), BATCH):
        part = rows[begin : begin + BATCH]
        words = [row["text"].split(" ") for row in part]
        places = [[position(w, event["start"]) for event in row["events"]] for w, row in zip(words, part, strict=True)]
        parsed = engine.parse_words(words, given=places)
        votes = engine.events.read(parsed, places)
        for row, at, sentence, found in zip(part, places, parsed, votes, strict=True):
            values = sentence_scores(row, sentence, found, at, book)
            yield from zip((event["id"] for event in row["events"]), values, strict=True)


def sentence_scores(
    row: Row, sentence: Sentence, votes: tuple[Vote, ...], places: Sequence[int], book: codebook.Codebook
) -> list[float]:
    """Return the factuality of the words of one sentence."""
    article = Article(id=str(row["id"]), text=" ".join(token.text for token in sentence.tokens))
    parse = Parse(article=article.id, sentences=(replace(sentence, votes=votes),), chains=())
    doc = Document(parse, article, book, Config())
    people = People(doc)
    lexicon = Lexicon(doc, people)
    reader, panel, tree = Reader(doc, people, lexicon), Panel(doc, lexicon), doc.trees[0]
    values = []
    for at in places:
        chances = panel.statuses(tree, at, reader.read(tree, at, at))
        parsed = next((found.factuality for found in sentence.predicates if found.token == at), None)
        values.append(CERTAIN if chances is None else score(chances, parsed))
    return values


def score(chances: dict[str, float], parsed: float | None) -> float:
    """Return the expected place on the scale; the parser's factuality counts as odds that the act is told as done."""
    done = 0.5 if parsed is None else 1 / (1 + math.exp(-parsed))
    weighed = {status: chance * (done if status in TOLD else 1 - done) for status, chance in chances.items()}
    return sum(SCALE[status] * chance for status, chance in weighed.items()) / sum(weighed.values())


def mapped(value: float) -> float:
    """Return a factuality moved by the monotone map with the two constants fitted on the development split."""
    return max(-CERTAIN, min(CERTAIN, CERTAIN + SHIFT - SPREAD * (CERTAIN - value)))


def main(argv: list[str] | None = None) -> int:
    """Predict every event."""
    parser = options("factuality", __doc__)
    parser.add_argument("--map", action="store_true", help="move scores by a map with two constants fitted on UW")
    args = parser.parse_args(argv)
    moved = mapped if args.map else float
    return answer(args, lambda rows: ({"id": name, "score": round(moved(value), 3)} for name, value in scores(rows)))
