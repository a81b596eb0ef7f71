"""Who says what: source, cue and content: ``python -m bench attribution --input ROWS --out PRED``.

The benchmark marks outermost attributions only: nested ones and those inside a quotation of nobody's are left out.
"""

from collections.abc import Iterable, Iterator

from bench.sentences import Row, answer, articles, options
from detente import codebook, coding, language
from detente.records import Article, Parse, ReportedSpeech, Skipped, Span

__all__ = ["main", "predict"]

BATCH = 32


def offsets(article: Article, spans: Iterable[Span]) -> list[dict[str, int]]:
    """Return the offsets of stretches in the text given."""
    return [{"start": article.given(span.start), "end": article.given(span.end - 1) + 1} for span in spans]


def predict(article: Article, found: Iterable[ReportedSpeech]) -> Row:
    """Return the row of an article."""
    return {
        "attributions": [
            {
                "cue": offsets(article, one.cue),
                "source": offsets(article, one.source),
                "content": offsets(article, one.content),
            }
            for one in found
            if one.within is None and not one.unheard
        ]
    }


def rows(given: list[Row]) -> Iterator[Row]:
    """Yield a prediction for each row."""
    book, engine = codebook.load(), language.load()
    for start in range(0, len(given), BATCH):
        items = articles(given[start : start + BATCH])
        for article, parse in zip(items, engine.parse(items), strict=True):
            yield {"id": article.id, **predict(article, reported(parse, article, book))}


def reported(parse: Parse | Skipped, article: Article, book: codebook.Codebook) -> tuple[ReportedSpeech, ...]:
    """Return the attributions of a text, none of one without a word."""
    return () if isinstance(parse, Skipped) else coding.reported(parse, article, book)


def main(argv: list[str] | None = None) -> int:
    """Predict every row."""
    return answer(options("attribution", __doc__).parse_args(argv), rows)
