"""Which articles tell one story: ``python -m bench stories --input ROWS --out PRED``.

No language engine runs: fusion compares the words of whole articles. An article is what a line of the input says.
"""

import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bench.sentences import Row, answer, options
from detente import codebook
from detente.fusion import Config, Fusion
from detente.records import Account, Article, Span

__all__ = ["account", "main", "predict"]

# An address on a line of its own, its marks set apart by blanks; reading marks such a line as no prose.
ADDRESS = re.compile(r"^https? ?: ?/ ?/[^\n]*", re.MULTILINE)


def account(row: Row) -> Account:
    """Return the account of an article of which nothing was coded."""
    text = str(row["text"])
    addresses = tuple(Span(start=found.start(), end=found.end()) for found in ADDRESS.finditer(text))
    article = Article(id=str(row["id"]), text=text, furniture=addresses)
    return Account(article=article, codings=(), undertakings=(), skipped=())


def predict(rows: Sequence[Row], config: Config, book: codebook.Codebook) -> Iterable[Row]:
    """Yield the story of each article."""
    fusion = Fusion(config, book)
    accounts = [account(row) for row in rows]
    begun = time.perf_counter()
    found = fusion.stories(accounts, fusion.compare_articles(accounts, ()))
    print(f"{len(accounts)} articles, {len(found)} stories, {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    by_article = {article: story.id for story in found for article in story.articles}
    yield from ({"id": row["id"], "story": by_article[str(row["id"])]} for row in rows)


def main(argv: Sequence[str]) -> int:
    """Read the rows, group them, write the predictions."""
    parser = options("stories", __doc__)
    parser.add_argument("--story", type=float, help="the mean likeness of one story, for a look at other thresholds")
    args = parser.parse_args(argv)
    config = Config()
    if args.story is not None:
        config = replace(config, articles=replace(config.articles, story=args.story))
    return answer(args, lambda rows: predict(rows, config, codebook.load()))
