"""Put place names on the map: ``python -m bench places --mode spans|e2e --input ROWS --out PRED``.

``spans``: where the given names lie. ``e2e``: names are found too. The benchmark asks for a point of every given name,
so one that no table knows takes the point of the place that the article names most.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.sentences import Row, answer, articles, options
from detente import codebook, coding, language
from detente.records import Article, Parse, Place, Skipped, Span

__all__ = ["main", "predict"]

BATCH = 32
# Kinds of which the point is about where somebody in them is.
NARROW = frozenset({"city", "capital", "division2", "facility"})


def predict(article: Article, places: Iterable[Place], fallback: Place | None = None) -> Row:
    """Return the row of an article."""
    return {
        "id": article.id,
        "places": [
            {
                "start": article.given(one.evidence.start),
                "end": article.given(one.evidence.end - 1) + 1,
                **point(one if one.lat is not None or fallback is None else fallback),
            }
            for one in places
        ],
    }


def point(place: Place) -> dict[str, float | None]:
    """Return the point of a place."""
    return {"lat": place.lat, "lon": place.lon}


def focus(places: Sequence[Place]) -> Place | None:
    """Return the place with a narrow point that an article names most, the first of equals."""
    narrow = [one for one in places if one.kind in NARROW and one.lat is not None]
    counts = Counter((one.lat, one.lon) for one in narrow)
    return max(narrow, key=lambda one: counts[one.lat, one.lon], default=None)


def spans(given: list[Row]) -> Iterator[Row]:
    """Yield where the given names of each row lie."""
    book, config = codebook.load(), coding.Config()
    for row, article in zip(given, articles(given), strict=True):
        names = [Span(start=one["start"], end=one["end"]) for one in row["spans"]]
        places = coding.located_names(names, article, book, config)
        yield predict(article, places, focus(places))


def whole(given: list[Row]) -> Iterator[Row]:
    """Yield the names that the coding room finds in each row, and where they lie."""
    book, config, engine = codebook.load(), coding.Config(), language.load()
    for start in range(0, len(given), BATCH):
        items = articles(given[start : start + BATCH])
        for article, parse in zip(items, engine.parse(items), strict=True):
            yield found(parse, article, book, config)


def found(parse: Parse | Skipped, article: Article, book: codebook.Codebook, config: coding.Config) -> Row:
    """Return the row of a text, without places where it could not be parsed."""
    return predict(article, () if isinstance(parse, Skipped) else coding.located(parse, article, book, config))


MODES: dict[str, Callable[[list[Row]], Iterator[Row]]] = {"spans": spans, "e2e": whole}


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    parser = options("places", __doc__)
    parser.add_argument("--mode", choices=sorted(MODES), default="e2e", help="are the names given?")
    args = parser.parse_args(argv)
    return answer(args, MODES[args.mode])
