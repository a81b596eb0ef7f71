"""Rows of JSON, CSV and Parquet become articles by the names of their columns."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.reading import Config
from detente.records import Article, Genre, Skipped

from .conftest import PROSE, Reading, Shaped

ROW = {
    "headline": "Border clash", "body": PROSE, "published_at": "2024-01-18T10:15:00+05:00", "outlet": "River Times",
    "url": "https://example.org/a", "genre": "Op-Ed", "owner": "River Holding", "side": "north",
}  # fmt: skip


def _checked(found: Article) -> None:
    assert (found.title, found.text, found.source) == ("Border clash", PROSE, "River Times")
    assert found.published is not None
    assert found.published.start == "2024-01-18T10:15+05:00"
    assert (found.url, found.genre) == ("https://example.org/a", Genre.EDITORIAL)
    assert (found.owner, found.side) == ("River Holding", "north")


def test_a_line_of_json_is_an_article(article: Shaped) -> None:
    _checked(article(json.dumps(ROW), "a.jsonl"))


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: [row], lambda row: {"articles": [row]}])
def test_json_may_be_one_object_a_list_or_an_object_with_a_list(article: Shaped, wrap: object) -> None:
    assert callable(wrap)
    _checked(article(json.dumps(wrap(ROW), indent=1), "a.json"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_of_a_table_with_delimiters_is_an_article(article: Shaped, delimiter: str) -> None:
    cells = ['"' + value.replace('"', '""') + '"' for value in ROW.values()]
    _checked(article(delimiter.join(ROW) + "\r\n" + delimiter.join(cells) + "\r\n", "a.csv"))


def test_a_row_of_parquet_is_an_article(article: Shaped) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({name: [value] for name, value in ROW.items()}), out)
    _checked(article(out.getvalue(), "a.parquet"))


def test_cells_may_hold_quotes_and_lines_and_be_very_long(article: Shaped) -> None:
    text = f'He said "no" to it.\n{PROSE} ' + "The army said it. " * 20_000
    quoted = text.replace('"', '""')
    assert article(f'id,text\n7,"{quoted}"\n', "a.csv").text == text


def test_a_row_with_too_many_cells_is_told_and_the_others_are_read(reading: Reading) -> None:
    found = reading(f'title,text\nA b,"{PROSE}"\nx,y,z\nC d,"Again. {PROSE}"\n"open', "a.csv")
    assert [type(item).__name__ for item in found] == ["Article", "Skipped", "Article", "Skipped"]
    told = [item.reason for item in found if isinstance(item, Skipped)]
    assert "3 cells where the header has 2" in told[0]
    assert "never closed" in told[1]


def test_the_settings_name_the_columns(article: Shaped) -> None:
    row = {"inhalt": PROSE, "tag": "18.01.2024", "text": "not this one"}
    found = article(json.dumps(row), "a.jsonl", Config(columns=(("text", "inhalt"), ("published", "tag"))))
    assert found.text == PROSE
    assert found.published is not None
    assert found.published.start == "2024-01-18"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param("2024-01-18", "2024-01-18", id="a day"),
        pytest.param("2024-01", "2024-01", id="a month"),
        pytest.param("2024", "2024", id="a year"),
        pytest.param(2024, "2024", id="a year as a number"),
        pytest.param(20240118, "2024-01-18", id="a day as a number"),
        pytest.param(20240118101500, "2024-01-18T10:15", id="a moment as a number"),
        pytest.param(1705571700, "2024-01-18T09:55+00:00", id="seconds since 1970"),
        pytest.param(1705571700000, "2024-01-18T09:55+00:00", id="milliseconds since 1970"),
        pytest.param("Thu, 18 Jan 2024 10:15:00 GMT", "2024-01-18T10:15+00:00", id="as mail writes it"),
        pytest.param("2009-03-20 12:24:52.002364-05", "2009-03-20T12:24-05:00", id="as databases write it"),
        pytest.param("yesterday", None, id="a word"),
        pytest.param("03/04/2024", None, id="two days in one"),
        pytest.param(float("nan"), None, id="no number"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_the_day_of_a_row_is_read_at_its_precision(article: Shaped, value: object, day: str | None) -> None:
    found = article(json.dumps({"text": PROSE, "date": value}), "a.jsonl")
    assert (found.published.start if found.published else None) == day
    assert any(gap.field == "published" for gap in found.gaps) == (day is None)


def test_rows_are_articles_of_their_own_by_their_content(reading: Reading) -> None:
    one = json.dumps({"text": PROSE, "title": "A"})
    same = json.dumps({"title": "A", "text": PROSE})
    other = json.dumps({"text": PROSE, "title": "B"})
    found = reading(f"{one}\n{same}\n{other}", "a.jsonl")
    assert len({item.id for item in found if isinstance(item, Article)}) == 2
    (again,) = (item for item in found if isinstance(item, Skipped))
    assert again.same_as is not None
    assert again.same_as.endswith("a.jsonl:1")


def test_offsets_of_a_row_lead_back_into_its_text(article: Shaped) -> None:
    text = "The generalâ€™s men &amp; boats. " + PROSE
    found = article(json.dumps({"text": text}), "a.jsonl")
    assert found.text.startswith("The general\u2019s men & boats.")
    assert text[found.given(found.text.index("boats")) :].startswith("boats")


def test_a_table_is_known_by_its_first_line_where_the_name_tells_nothing(reading: Reading) -> None:
    (found,) = reading(f'title,text,date\nBorder clash,"{PROSE}",2024-01-18\n', "noending")
    assert isinstance(found, Article)
    assert found.title == "Border clash"
