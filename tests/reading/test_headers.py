"""Headers, datelines, desk marks and titles, as many outlets write them."""

import pytest

from detente.reading import Config
from detente.records import Basis, Genre, Precision

from .conftest import PROSE, Shaped

HEADS = [
    # what the text begins with, the day, basis, furniture
    ("ISO day glued to the prose after a label", " date 2024-01-21 ", "2024-01-21", "stated", ["date 2024-01-21"]),
    ("ISO day glued without a label", "2024-01-21 ", "2024-01-21", "stated", ["2024-01-21"]),
    ("ISO moment and a bar", "2024-01-18 10:15 | ", "2024-01-18T10:15", "stated", ["2024-01-18 10:15 |"]),
    ("label with a colon", "Date: 18/01/2024 ", "2024-01-18", "stated", ["Date: 18/01/2024"]),
    ("month by name after a label", "Published January 18, 2024 ", "2024-01-18", "stated", None),
    ("ISO moment line", "2024-01-18T10:15:00Z\n", "2024-01-18T10:15+00:00", "stated", None),
    ("wire header, month first", "02/03/1998 08:17:00\n\n", "1998-02-03T08:17", "stated", None),
    ("wire header, two-digit year", "08-15-90 1337EDT\n\n", "1990-08-15T13:37-04:00", "stated", None),
    ("weekday, hour and zone", "Thu Nov 10, 2011 3:00pm EST\n", "2011-11-10T15:00-05:00", "stated", None),
    ("day first with hour", "Thursday 18 January 2024 10.15 GMT\n", "2024-01-18T10:15+00:00", "stated", None),
    ("hour first", "10:15 GMT, 18 January 2024\n", "2024-01-18T10:15+00:00", "stated", None),
    ("day and weekday after it", "May 2, 2023 Tuesday\n", "2023-05-02", "stated", None),
    ("dots", "15.01.2024\n", "2024-01-15", "stated", None),
    ("a day written twice", "Published On 18 Jan 202418 Jan 2024\n", "2024-01-18", "stated", None),
    ("published and updated", "Published January 18, 2024 Updated January 19, 2024 09:21am\n", "2024-01-18",
     "stated", None),
    ("updated alone", "Updated January 19, 2024 09:21am\n", "2024-01-19T09:21", "stated", None),
    ("outlet and day", "The River Times | January 18, 2024 - 21:30\n", "2024-01-18T21:30", "stated", None),
    ("day in the address", "https://www.example.org/news/2011/11/10/river-truce\n", "2011-11-10", "inferred", None),
    ("day in the address with dashes", "http://example.org/story/2011-11-10/river/1\n", "2011-11-10", "inferred",
     None),
    ("month in the address alone", "https://example.org/2024/01/river\n", "2024-01", "inferred", None),
    ("dateline with a year", "BEIRUT, Jan 3, 2024 (AFP) - ", "2024-01-03", "dateline", None),
    ("dateline with the year of the address", "https://example.org/2024/01/river\nKARACHI, Jan 22: ", "2024-01-22",
     "dateline", None),
    ("place, dash, day, dash", "PARIS — Jan. 18, 2024 — ", "2024-01-18", "dateline", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "day", "basis", "furniture"), [pytest.param(*row[1:], id=row[0]) for row in HEADS])
def test_the_day_is_found_and_its_header_is_furniture(
    article: Shaped, head: str, day: str, basis: str, furniture: list[str] | None
) -> None:
    found = article(head + PROSE)
    assert found.published is not None
    assert (found.published.start, found.published.end) == (day, day)
    assert found.published.basis is Basis(basis)
    assert found.text == head + PROSE
    marked = [found.text[span.start : span.end] for span in found.furniture]
    if furniture is not None:
        assert marked == furniture
    assert " ".join(marked).split() == head.split()


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        pytest.param("", "no date in the text or its metadata", id="no date at all"),
        pytest.param("On January 21, 2024, ", "no date in the text", id="a date of the first sentence is none"),
        pytest.param("January 21, 2024 was the day. ", "no date in the text", id="a date as a subject is none"),
        pytest.param("03/04/2024\n", "can be two days", id="numbers that can be two days"),
        pytest.param("KARACHI, Jan 22 (Agency) - ", "without a year", id="a dateline without a year"),
        pytest.param("Published: 31 February 2024\n", "no day of the calendar", id="a day that there is not"),
    ],
)
def test_an_unknown_day_stays_unknown_with_its_reason(article: Shaped, head: str, reason: str) -> None:
    found = article(head + PROSE)
    assert found.published is None
    assert any(gap.field == "published" and reason in gap.reason for gap in found.gaps)


@pytest.mark.parametrize(("day_first", "day"), [(True, "2024-04-03"), (False, "2024-03-04")])
def test_the_setting_tells_which_number_is_the_day(article: Shaped, day_first: bool, day: str) -> None:  # noqa: FBT001
    found = article("03/04/2024\n" + PROSE, config=Config(day_first=day_first))
    assert found.published is not None
    assert found.published.start == day


def test_precision_and_zone_are_those_that_are_written(article: Shaped) -> None:
    moment = article("Thu Nov 10, 2011 3:00pm EST\n" + PROSE).published
    assert moment is not None
    assert (moment.precision, moment.zone) == (Precision.MINUTE, "-05:00")
    assert moment.words == "Thu Nov 10, 2011 3:00pm EST"
    ambiguous = article("Thu Nov 10, 2011 3:00pm IST\n" + PROSE).published
    assert ambiguous is not None
    assert (ambiguous.start, ambiguous.zone) == ("2011-11-10T15:00", None)


@pytest.mark.parametrize(
    ("head", "source", "genre"),
    [
        pytest.param("KARACHI, Jan 22 (APP): ", "APP", Genre.AGENCY, id="an agency in brackets"),
        pytest.param("New Delhi, Jan 18 (PTI) ", "PTI", Genre.AGENCY, id="an agency without a dash"),
        pytest.param("Islamabad [Pakistan], January 18 (ANI): ", "ANI", Genre.AGENCY, id="a state in brackets"),
        pytest.param("DUBAI, United Arab Emirates (AP) — ", "AP", Genre.AGENCY, id="a city and its state"),
        pytest.param("MOSCOW (AP)_ ", "AP", Genre.AGENCY, id="a low line as a dash"),
        pytest.param("KARACHI/TEHRAN, Jan 18 (Reuters) - ", "Reuters", Genre.AGENCY, id="two cities"),
        pytest.param("Tehran, IRNA \u2013 ", "IRNA", Genre.AGENCY, id="an agency without brackets"),
        pytest.param("(Reuters) - ", "Reuters", Genre.AGENCY, id="an agency alone"),
        pytest.param("KARACHI, Jan 22 (Agency) - ", None, Genre.NEWS, id="an agency that is not named"),
        pytest.param("KHARTOUM: ", None, Genre.NEWS, id="a city and a colon"),
        pytest.param("UNITED NATIONS - ", None, Genre.NEWS, id="a seat and a dash"),
        pytest.param("EDITORIAL\n\n", None, Genre.EDITORIAL, id="a line that says editorial"),
        pytest.param("FOR IMMEDIATE RELEASE\n\n", None, Genre.STATEMENT, id="a line that says release"),
        pytest.param("http://example.org/opinion/the-river\n", "example.org", Genre.EDITORIAL, id="its address"),
        pytest.param("https://www.reuters.com/a-river\n", "reuters.com", Genre.AGENCY, id="an agency's address"),
        pytest.param("source Dawn date 2024-01-21 ", "Dawn", None, id="a labelled outlet"),
    ],
)
def test_outlet_and_genre_are_read_from_the_head(
    article: Shaped, head: str, source: str | None, genre: Genre | None
) -> None:
    found = article(head + PROSE)
    assert (found.source, found.genre) == (source, genre)
    assert found.text[found.furniture[-1].end :].strip() == PROSE
    unknown = {name for name, value in (("source", source), ("genre", genre)) if value is None}
    assert {gap.field for gap in found.gaps} & {"source", "genre"} == unknown


@pytest.mark.parametrize(
    ("tail", "mark"),
    [
        (" *", "*"), (" ***", "***"), (" (ends)", "(ends)"), (" /ab/cd", "/ab/cd"), (" ab/cd", "ab/cd"),
        (" (pvs/vi/ji)", "(pvs/vi/ji)"), (" ###", "###"), (" -30-", "-30-"), ("\n\nEnditem", "Enditem"),
        ("\nENDS", "ENDS"), (" MNA/6003456", "MNA/6003456"), ("\n© 2024 The River Times", "© 2024 The River Times"),
        (" (Reporting by A. Person in Paris; Editing by B. Person)",
         "(Reporting by A. Person in Paris; Editing by B. Person)"),
    ],
)  # fmt: skip
def test_a_desk_mark_at_the_end_is_furniture(article: Shaped, tail: str, mark: str) -> None:
    found = article(PROSE + tail)
    assert [found.text[span.start : span.end] for span in found.furniture] == [mark]


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_day_and_outlet_at_the_end_are_read(article: Shaped, between: str) -> None:
    found = article(f"{PROSE}{between}Published in The River Times, January 22nd, 2024")
    assert found.published is not None
    assert (found.published.start, found.source) == ("2024-01-22", "The River Times")
    assert found.text[found.furniture[0].start :].startswith("Published in")


def test_a_mark_is_found_at_the_end_of_a_very_long_last_line(article: Shaped) -> None:
    found = article("A river town\n\n" + "One line.\n" * 40 + PROSE * 50 + " (ends)")
    assert found.text[found.furniture[-1].start :] == "(ends)"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"Border clash kills two\n\n{PROSE}", "Border clash kills two", id="a blank line after it"),
        pytest.param(f"Border clash kills two\n{PROSE}", "Border clash kills two", id="a line of its own"),
        pytest.param(f"Border clash\r\n\r\n{PROSE}", "Border clash", id="lines of another system"),
        pytest.param(f"Who crossed the river?\n{PROSE}", "Who crossed the river?", id="a question"),
        pytest.param(f"http://example.org/a\nBorder clash\n{PROSE}", "Border clash", id="after an address"),
        pytest.param(f"18 January 2024\nBorder clash\nBy Ann Ost\n{PROSE}", "Border clash", id="between header lines"),
        pytest.param(PROSE, None, id="prose alone"),
        pytest.param(f"Border clash kills two. {PROSE}", None, id="glued to the prose"),
        pytest.param("The army said that it had crossed\nthe river and would stay there.\n", None, id="broken lines"),
        pytest.param(f"{PROSE}\n\n{PROSE}", None, id="a first line with a final stop"),
        pytest.param("Border clash kills two", None, id="nothing after it"),
        pytest.param(f"20240118\n{PROSE}", None, id="a number"),
    ],
)
def test_the_title_is_a_first_line_that_is_set_apart(article: Shaped, text: str, title: str | None) -> None:
    found = article(text)
    assert found.title == title
    assert any(gap.field == "title" for gap in found.gaps) == (title is None)
    assert found.text == text


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the army had left the town and gone home",
        "Share prices fell in the capital.",
        "Newspaper: the minister used the wrong phone",
        "Source: the general will leave the town",
        "Analysis of the river showed salt in it",
        "More than two thousand people fled",
        "Read the treaty and you will see",
        "2024 was the year in which the truce was made",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays_prose(article: Shaped, line: str) -> None:
    assert article(f"{PROSE}\n{line}\n{PROSE}").furniture == ()


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        pytest.param("It would do well for both capitals to remember the winter.", "editorial", id="a leader's advice"),
        pytest.param("It is high time the two neighbours met.", "editorial", id="a leader's impatience"),
        pytest.param('"It is high time they met," the envoy said.', None, id="an envoy's impatience, quoted"),
        pytest.param("Both would do well to meet, the envoy said.", None, id="an envoy's advice, reported"),
    ],
)
def test_a_writer_who_gives_advice_of_his_own_writes_a_leader(text: str, genre: str | None, article: Shaped) -> None:
    assert article(f"{PROSE}\n\n{text}\n").genre == genre
