"""Where an act happened, through the whole product: rows of where.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Coding, Skipped

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "where.toml").read_text(encoding="utf-8"))["row"]


@pytest.fixture(scope="module")
def coded(book: codebook.Codebook, engine: language.Engine) -> dict[str, tuple[Coding, ...]]:
    """Code every row once."""
    articles = [Article(id=row["name"], text=row["text"]) for row in ROWS]
    found = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[article.id] = coding.code(parse, article, book, coding.Config()).codings
    return found


def fits(coding_: Coding, wanted: str) -> bool:
    """Whether a coding has the type and the place that a row asks for."""
    kind, country, *name = wanted.split()
    if coding_.type != kind:
        return False
    if coding_.place is None:
        return country == "-"
    return coding_.place.country in country.split("/") and name in ([], [coding_.place.name])


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_an_act_happened_where_its_row_says(row: dict[str, Any], coded: dict[str, tuple[Coding, ...]]) -> None:
    found = coded[row["name"]]
    have = [(one.type, one.place and (one.place.name, one.place.country, one.place.reason)) for one in found]
    for wanted in row["place"]:
        assert any(fits(one, wanted) for one in found), (wanted, have)


def test_every_coding_says_how_it_came_by_its_place(coded: dict[str, tuple[Coding, ...]]) -> None:
    for found in coded.values():
        for one in found:
            (reason,) = [reason for reason in one.reasons if reason.field == "place"]
            assert (reason.score > 0) == (one.place is not None)
            assert reason.reason
