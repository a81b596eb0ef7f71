"""The order of acts that sentences tell, with the shipped engine: see order.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Coded, Link, Skipped

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "order.toml").read_text(encoding="utf-8"))[
    "sentence"
]


@pytest.fixture(scope="module")
def coded(book: codebook.Codebook, engine: language.Engine) -> dict[str, Coded]:
    """Code every row once."""
    articles = [Article(id=row["name"], text=row["text"]) for row in ROWS]
    found = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[article.id] = coding.code(parse, article, book, coding.Config())
    return found


def fits(wanted: str, link: Link, triggers: dict[str, str]) -> bool:
    """Whether a link is the one that a row tells."""
    told, _, words = wanted.partition(" | ")
    kind, _, acts = told.partition(": ")
    later, _, earlier = acts.partition(" < ")
    return (
        link.kind.value == kind
        and link.evidence.quote == words
        and later in triggers[link.later]
        and earlier in triggers[link.earlier]
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_order_is_told_as_the_row_says(coded: dict[str, Coded], row: dict[str, Any]) -> None:
    found = coded[row["name"]]
    triggers = {one.id: one.trigger.quote for one in found.codings}
    have = [(one.kind.value, triggers[one.later], triggers[one.earlier], one.evidence.quote) for one in found.links]
    for wanted in row["links"]:
        assert any(fits(wanted, one, triggers) for one in found.links), (wanted, have)
    assert len(found.links) == len(row["links"]), have


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_words_of_order_stand_at_their_offsets(coded: dict[str, Coded], row: dict[str, Any]) -> None:
    for one in coded[row["name"]].links:
        assert row["text"][one.evidence.start : one.evidence.end] == one.evidence.quote
        assert one.later != one.earlier
