"""The task of ranking days: what a text names, what counts more, what the adapter writes."""

from datetime import date

import pytest

from bench.timeline import Config, Tally, deeds, likely_words, named, predict, ranked
from detente import codebook

DAY, NEXT, LATER = date(2024, 1, 16), date(2024, 1, 17), date(2024, 3, 1)


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    return codebook.load()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("Troops crossed the border on Tuesday .", [DAY], id="a weekday lies behind the publishing day"),
        pytest.param("They met on January 16 , 2024 and again today .", [DAY, NEXT], id="a date and today"),
        pytest.param("Nothing was said of it .", [], id="a text without a time names no day"),
        pytest.param("It went on for three days in 2023 .", [], id="lengths and years are no days"),
    ],
)
def test_the_days_that_a_text_names(book: codebook.Codebook, text: str, days: list[date]) -> None:
    assert list(named(text, NEXT, book, likely_words(book))) == days


def test_a_day_that_later_articles_look_back_to_goes_first(book: codebook.Codebook) -> None:
    tally = Tally()
    for published in (NEXT, LATER):
        tally.article(published, [DAY])
    tally.article(NEXT, [NEXT])
    tally.article(NEXT, [NEXT])
    assert ranked(tally, deeds(book), Config()) == [DAY, NEXT]


def test_a_sentence_that_tells_an_act_counts_more(book: codebook.Codebook) -> None:
    tally = Tally()
    tally.sentence(DAY, "The weather in the capital was fine for once", [])
    tally.sentence(NEXT, "Soldiers attacked a village close to the border", [])
    assert ranked(tally, deeds(book), Config()) == [NEXT, DAY]


def test_every_topic_gets_each_of_its_days_once() -> None:
    rows = [
        {"topic": "a", "kind": "article", "date": "2024-01-17", "text": "They met on Tuesday .\nThey met today ."},
        {"topic": "a", "kind": "sentence", "date": "2024-01-16", "text": "The ministers met ."},
        {"topic": "b", "kind": "sentence", "date": "2024-01-16", "text": "Nobody came ."},
    ]
    found = {row["topic"]: row["dates"] for row in predict(rows)}
    assert found == {"a": ["2024-01-16", "2024-01-17"], "b": ["2024-01-16"]}
