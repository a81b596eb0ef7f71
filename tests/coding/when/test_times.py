"""Times in sentences, with the shipped engine's trees: see times.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, language
from detente.coding.tree import Tree
from detente.coding.when import Expression, Times
from detente.records import Article, Basis, Precision, Skipped, When

FAMILIES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "times.toml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = [
    {**row, "published": family["published"]} for family in FAMILIES.values() for row in family["rows"]
]
Trees = dict[str, list[Tree]]


def trees_of(engine: language.Engine, texts: list[str]) -> Trees:
    """Parse texts, once each."""
    articles = [Article(id=text, text=text) for text in dict.fromkeys(texts)]
    found: Trees = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[article.id] = [Tree(number, sentence) for number, sentence in enumerate(parse.sentences)]
    return found


@pytest.fixture(scope="module")
def trees(engine: language.Engine) -> Trees:
    """Parse every text of the table."""
    return trees_of(engine, [row["text"] for row in ROWS])


def day(text: str) -> When | None:
    """Make a publishing day of a row, None of an empty one."""
    if not text:
        return None
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text), Precision.DAY)
    return When(start=text, end=text, precision=precision, basis=Basis.STATED)


def told(one: Expression, wanted: str) -> str:
    """Write an expression as the table does, as far as the row asks."""
    moment = "none"
    if one.when is not None:
        stretch = one.when.start if one.when.start == one.when.end else f"{one.when.start}/{one.when.end}"
        moment = f"{stretch} {one.when.basis.value}"
    shown = f"{one.words} = {one.kind.value} {one.value or 'none'}"
    return f"{shown} @ {moment}" if " @ " in wanted else shown


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_times_are_found_and_resolved(row: dict[str, Any], book: codebook.Codebook, trees: Trees) -> None:
    read = Times(book.times, day(row["published"])).read(trees[row["text"]])
    found = [one for inside in read for one in inside]
    wanted = [*row["times"], *[""] * len(found)]
    assert [told(one, want) for one, want in zip(found, wanted, strict=False)] == row["times"]


def test_no_row_stands_twice() -> None:
    names = [row["name"] for row in ROWS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_what_is_missing_has_its_reason(row: dict[str, Any], book: codebook.Codebook, trees: Trees) -> None:
    for inside in Times(book.times, None).read(trees[row["text"]]):
        for one in inside:
            assert (one.reason is None) == (one.value is not None and one.when is not None)


def test_an_offset_is_counted_from_the_day_of_an_act(book: codebook.Codebook, engine: language.Engine) -> None:
    text = "Two days after the strike the envoy left, and a week later he returned."
    (tree,) = trees_of(engine, [text])[text]
    after, later = Times(book.times, date_of("2024-01-22")).find(tree, reference=date_of("2024-01-16"))
    strike = date_of("2024-01-16")
    assert tree.form(after.join or 0) == "after"
    assert Times.shift(after, strike) == moment("2024-01-18", Precision.DAY, after.words)
    assert Times.shift(later, strike) == moment("2024-W04", Precision.WEEK, "a week later")


def test_an_offset_is_never_finer_than_what_it_is_counted_from(
    book: codebook.Codebook, engine: language.Engine
) -> None:
    text = "Two days after the strike the envoy left."
    (tree,) = trees_of(engine, [text])[text]
    (after,) = Times(book.times, None).find(tree)
    month = When(start="2024-01", end="2024-01", precision=Precision.MONTH, basis=Basis.STATED)
    assert Times.shift(after, month) is None


def test_given_words_are_read_even_where_the_finder_would_pass_them_by(
    book: codebook.Codebook, engine: language.Engine
) -> None:
    text = "The recent talks failed."
    trees = trees_of(engine, [text])[text]
    times = Times(book.times, date_of("2024-01-22"))
    assert times.read(trees) == ((),)
    (given,) = times.given(trees, [(0, 1, 2)])
    assert given is not None
    assert given.value == "PAST_REF"


def date_of(text: str) -> When:
    """Return a day."""
    found = day(text)
    assert found is not None
    return found


def moment(start: str, precision: Precision, words: str) -> When:
    """Return a moment counted from another."""
    return When(start=start, end=start, precision=precision, basis=Basis.RELATIVE, words=words)
