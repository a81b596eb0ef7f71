"""Whom phrases name, on rows of sentences, with the shipped engine: see who.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.coding.document import Document
from detente.coding.named import Named
from detente.coding.people import People
from detente.coding.tree import Tree
from detente.records import Article, Basis, Parse, Precision, When

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "who.toml").read_text(encoding="utf-8"))["row"]


def article_of(row: dict[str, Any]) -> Article:
    """Make the article of a row, published on its day if it has one."""
    day = row.get("on")
    when = When(start=day, end=day, precision=Precision.DAY, basis=Basis.STATED) if day else None
    return Article(id=row["name"], text=row["text"], published=when)


@pytest.fixture(scope="module")
def parses(engine: language.Engine) -> dict[str, Parse]:
    """Parse every row once."""
    articles = [article_of(row) for row in ROWS]
    found = zip(articles, engine.parse(articles), strict=True)
    return {article.id: parse for article, parse in found if isinstance(parse, Parse)}


def head_of(tree: Tree, start: int, end: int) -> int:
    """Return the word of a span of characters that governs the others."""
    inside = [at for at, token in enumerate(tree.tokens) if start <= token.start < end]
    return next(at for at in inside if tree.head(at) not in inside)


def named(doc: Document, phrase: str) -> tuple[Named, ...]:
    """Resolve the last place in the text where a phrase stands, after all that stands before it."""
    text = doc.article.text
    start = text.rindex(phrase)
    people = People(doc)
    tree = next(one for one in doc.trees if one.sentence.start <= start < one.sentence.end)
    return people.resolve(tree, head_of(tree, start, start + len(phrase)))


def told(found: tuple[Named, ...]) -> str:
    """Write countries and sectors as the rows do; a bare state is its government."""
    countries = sorted({one.actor.country for one in found if one.actor.country})
    sectors = sorted({one.actor.sector or ("GOV" if one.known else "-") for one in found})
    return f"{'+'.join(countries) or '-'} {'+'.join(sector for sector in sectors if sector != '-') or '-'}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_phrase_names_whom_its_row_says(
    parses: dict[str, Parse], book: codebook.Codebook, row: dict[str, Any]
) -> None:
    doc = Document(parses[row["name"]], article_of(row), book, coding.Config())
    found = named(doc, row["phrase"])
    assert told(found) == row["who"], [(one.actor, one.reason) for one in found]
    assert any(row.get("reason", "") in one.reason for one in found) or not found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_resolution_has_a_score_and_a_reason(
    parses: dict[str, Parse], book: codebook.Codebook, row: dict[str, Any]
) -> None:
    doc = Document(parses[row["name"]], article_of(row), book, coding.Config())
    for one in named(doc, row["phrase"]):
        assert 0 < one.score <= 1
        assert one.reason


def test_an_issuer_named_by_a_pronoun_is_no_endless_search(engine: language.Engine) -> None:
    article = Article(
        id="loop", text="Our government said it would answer. We will defend our border, our ministry warned."
    )
    parse = engine.parse([article])[0]
    assert isinstance(parse, Parse)
    assert coding.code(parse, article, codebook.load(), coding.Config()) is not None
