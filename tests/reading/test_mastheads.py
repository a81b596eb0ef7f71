"""Mastheads, letterheads and the lines around them; and headlines that look like them and must stay titles."""

import pytest

from detente.reading.names import plate_of
from detente.records import Genre

from .conftest import PROSE, Shaped


@pytest.mark.parametrize(
    ("head", "source", "genre"),
    [
        pytest.param("RIVER NEWS DESK\n", "RIVER NEWS DESK", None, id="in capitals"),
        pytest.param("The River Courier\n18 January 2024\n\n", "The River Courier", None, id="above a day"),
        pytest.param("18 January 2024\nThe River Courier\n\n", "The River Courier", None, id="below a day"),
        pytest.param("Times of Norland\n\n", "Times of Norland", None, id="with its place behind it"),
        pytest.param("Norland Post\n\n", "Norland Post", None, id="by a word that means much else, above a title"),
        pytest.param("Evening Star\n\n", "Evening Star", None, id="by a period and such a word"),
        pytest.param("NORLAND WIRE SERVICE\n", "NORLAND WIRE SERVICE", Genre.AGENCY, id="a wire service"),
        pytest.param("Norland News Agency (NNB)\n", "Norland News Agency (NNB)", Genre.AGENCY, id="an agency"),
        pytest.param("Reuters\n\n", "Reuters", Genre.AGENCY, id="an agency of one word above a title"),
        pytest.param("Ministry of Foreign Affairs, Norcity\n", "Ministry of Foreign Affairs, Norcity",
                     Genre.STATEMENT, id="a ministry and its city"),
        pytest.param("GOVERNMENT OF NORLAND\nMINISTRY OF DEFENCE\n***\nPRESS RELEASE\n", "MINISTRY OF DEFENCE",
                     Genre.STATEMENT, id="a letterhead of several lines"),
        pytest.param("Republic of Norland\n\n", "Republic of Norland", Genre.STATEMENT, id="a state alone"),
        pytest.param("Office of the Spokesperson\n", "Office of the Spokesperson", Genre.STATEMENT, id="a speaker"),
        pytest.param("EMBASSY OF NORLAND IN SOUTHPORT\n", "EMBASSY OF NORLAND IN SOUTHPORT", Genre.STATEMENT,
                     id="an embassy"),
        pytest.param("The River Times | Editorial\n\n", "The River Times", Genre.EDITORIAL, id="beside its section"),
        pytest.param("OPINION\nThe River Times\n", "The River Times", Genre.EDITORIAL, id="below its section"),
        pytest.param("World News\n\n", None, None, id="a section alone"),
    ],
)  # fmt: skip
def test_a_name_above_the_title_is_furniture_and_the_source(
    article: Shaped, head: str, source: str | None, genre: Genre | None
) -> None:
    found = article(f"{head}Truce holds on the river\n\n{PROSE}")
    assert (found.title, found.source, found.genre) == ("Truce holds on the river", source, genre)
    assert " ".join(found.text[span.start : span.end] for span in found.furniture).split() == head.split()


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        ("The River Ledger | Norcity | Saturday, March 20, 2032", "The River Ledger", "2032-03-20"),
        ("Norcity | Saturday, March 20, 2032 | The River Ledger", "The River Ledger", "2032-03-20"),
        ("The River Ledger - Port Nor - 20 March 2032", "The River Ledger", "2032-03-20"),
        ("THE RIVER LEDGER • March 20, 2032 • Page 3", "THE RIVER LEDGER", "2032-03-20"),
        ("The River Ledger, March 20, 2032", "The River Ledger", "2032-03-20"),
        ("Norcity | March 20, 2032 | Late edition", None, "2032-03-20"),
    ],
)
def test_a_line_of_outlet_place_and_day_is_furniture(article: Shaped, line: str, source: str | None, day: str) -> None:
    found = article(f"{line}\n\nTruce holds on the river\n\n{PROSE}")
    assert (found.title, found.source) == ("Truce holds on the river", source)
    assert found.published is not None
    assert found.published.start == day
    assert [found.text[span.start : span.end] for span in found.furniture] == [line]


@pytest.mark.parametrize(
    "title",
    [
        "Army Retakes Border Post",
        "Rebels Seize Radio",
        "ARMY SHUTS DAILY TIMES",
        "Minister Muzzles Press",
        "Attack on Norland News",
        "Hard Times",
        "Secret Service",
        "The Post",
        "Norland Post",
        "Ministry of Defence Denies Report",
        "Ministry of Defence warns of war",
        "Ten killed in strike - Ministry of Health",
        "Foreign ministry on the attack: what it said",
        "Envoys of Norland and Southland Back at Their Posts",
        "Bridge | Ferry | Road",
        "Day 3 - The War of Words",
    ],
)
def test_a_headline_that_looks_like_a_name_stays_the_title(article: Shaped, title: str) -> None:
    found = article(f"{title}\n\n{PROSE}")
    assert (found.title, found.source, found.furniture) == (title, None, ())


@pytest.mark.parametrize("title", ["Army Retakes Border Post", "Rebels Seize Radio", "Ten Killed on a Tuesday"])
def test_a_headline_above_a_second_headline_stays_the_title(article: Shaped, title: str) -> None:
    assert article(f"{title}\n\nFighting goes on for a third day\n\n{PROSE}").title == title


@pytest.mark.parametrize(
    ("line", "title", "source"),
    [
        ("Truce holds on the river - The River Times", "Truce holds on the river", "The River Times"),
        ("Truce holds on the river | Norland News Agency", "Truce holds on the river", "Norland News Agency"),
        ("Truce holds - Norland News Agency", "Truce holds - Norland News Agency", None),
        ("Truce holds | Two killed", "Truce holds | Two killed", None),
    ],
)
def test_an_outlet_behind_the_title_is_cut_off_where_it_cannot_be_the_speaker(
    article: Shaped, line: str, title: str, source: str | None
) -> None:
    found = article(f"{line}\n\n{PROSE}")
    assert (found.title, found.source) == (title, source)


def test_an_agency_signs_its_place_line_with_the_name_of_its_masthead(article: Shaped) -> None:
    found = article(f"GULL NEWS DESK\n\nTruce holds on the river\n\nNORCITY, Jan 17 (Gull) - {PROSE}")
    assert (found.source, found.genre) == ("GULL NEWS DESK", Genre.AGENCY)


def test_a_paper_that_prints_an_agency_is_the_source_and_the_genre_is_agency(article: Shaped) -> None:
    found = article(f"The River Courier\n\nTruce holds on the river\n\nNORCITY, Jan 17 (Reuters) - {PROSE}")
    assert (found.source, found.genre) == ("The River Courier", Genre.AGENCY)


@pytest.mark.parametrize(
    "line",
    ["By our diplomatic correspondent", "From our correspondent", "CORRECTION", "[The editors added a map.]",
     "From the leader page of The River Times", "By the editorial board"],
)  # fmt: skip
def test_a_line_of_the_desk_is_furniture(article: Shaped, line: str) -> None:
    found = article(f"Truce holds on the river\n\n{line}\n\n{PROSE}")
    assert found.title == "Truce holds on the river"
    assert [found.text[span.start : span.end] for span in found.furniture] == [line]


def test_a_feed_is_named_by_its_outlet_without_the_section(article: Shaped) -> None:
    items = f"<item><title>Truce holds</title><description>{PROSE}</description></item>"
    feed = f"<rss><channel><title>Gull News Agency - Norland</title>{items}</channel></rss>"
    found = article(feed, "a.rss")
    assert (found.source, found.genre) == ("Gull News Agency", Genre.AGENCY)


@pytest.mark.parametrize("words", ["", "news", "2024 News", "The", "News", "A" * 200, "of the Times", "— Times"])
def test_words_that_are_nobodys_name(words: str) -> None:
    assert plate_of(words) is None
