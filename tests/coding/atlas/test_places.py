"""Which place a name means: rows of places.toml, through the shipped engine and table."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Place, Skipped, Span

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))["row"]


@pytest.fixture(scope="module")
def found(book: codebook.Codebook, engine: language.Engine) -> dict[str, tuple[Place, ...]]:
    """Place the names of every row once."""
    articles = [Article(id=row["name"], text=row["text"]) for row in ROWS]
    places = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        places[article.id] = coding.located(parse, article, book, coding.Config())
    return places


def told(places: tuple[Place, ...], name: str, wanted: str) -> str:
    """Return what a name was taken for, as precisely as the row says it."""
    place = next((one for one in places if one.evidence.quote == name), None)
    if place is None:
        return "none"
    if place.country is None:
        return "?"
    return f"{place.country}/{place.admin1}" if "/" in wanted else place.country


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_name_means_the_place_of_its_row(row: dict[str, Any], found: dict[str, tuple[Place, ...]]) -> None:
    places = found[row["name"]]
    assert {name: told(places, name, wanted) for name, wanted in row["finds"].items()} == row["finds"]


def test_a_place_quotes_its_words_and_says_why(found: dict[str, tuple[Place, ...]]) -> None:
    for row in ROWS:
        for place in found[row["name"]]:
            assert row["text"][place.evidence.start : place.evidence.end] == place.evidence.quote
            assert place.reason
            assert place.score is None or 0 < place.score <= 1


def test_the_other_places_of_a_name_are_kept(found: dict[str, tuple[Place, ...]]) -> None:
    (paris,) = found["Without anything else the best known place is meant"]
    assert all(one.name != paris.name or one.country != paris.country for one in paris.candidates)
    assert sum(one.score for one in paris.candidates) < 1


def test_given_names_are_placed_and_a_facility_lies_where_its_name_says(book: codebook.Codebook) -> None:
    text = "Wounded men reached Mombasa and its Mombasa Relief Clinic."
    names = [Span(start=text.index(name), end=text.index(name) + len(name)) for name in ("Mombasa ", "Mombasa Relief")]
    article = Article(id="given", text=text)
    places = coding.located_names(names, article, book, coding.Config())
    assert [place.country for place in places] == ["KEN", "KEN"]


def test_a_region_that_states_share_keeps_each_of_them(book: codebook.Codebook) -> None:
    text = "Pakistan spoke of Kashmir."
    at = text.index("Kashmir")
    names = [Span(start=0, end=8), Span(start=at, end=at + 7)]
    kashmir = coding.located_names(names, Article(id="shared", text=text), book, coding.Config())[1]
    assert {kashmir.country, *(one.country for one in kashmir.candidates)} == {"PAK", "IND"}
    assert kashmir.country == "PAK"


def test_no_state_is_an_ordinary_word(book: codebook.Codebook) -> None:
    assert book.place_words
    states = {place.name.lower() for code in book.countries for place in book.places.candidates(code) if place.own}
    assert not states & book.place_words
