"""The text of an agreement is cut by its own numbering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entry.numbering import pieces

NESTED = """Joint statement

The ministers met on 3 May 2023 and agreed:

1. The two sides send their envoys back.
2. Each side shall:
 (a) pull its forces back;
 (b) open a line between the navies;
3. The parties undertake (i) to free captives; (ii) to hand over maps; and (iii) to meet in June.
2024. is a year and no number.
4) They meet again.

Done at the border on 3 May 2023.
"""
ARTICLES = """Article 1
They hold fire from 06:00.
Article 2: Forces
1. Norland leaves the hill.
2. Sudland leaves the port.
ARTICLE 3
Monitors are let in."""
BULLETS = "They agreed:\n- to send envoys back\n- to open the border\n  * for lorries\n  * for people\n- to meet"


def cut(text: str) -> list[tuple[str, str]]:
    return [(one.number, text[one.start : one.end]) for one in pieces(text)]


def test_rows_stand_inside_rows() -> None:
    assert [number for number, _ in cut(NESTED)] == ["1", "2", "2(a)", "2(b)", "3", "3(i)", "3(ii)", "3(iii)", "4"]
    assert dict(cut(NESTED))["2(b)"] == "open a line between the navies;"
    assert {one.number: one.above for one in pieces(NESTED)}["3(ii)"] == "3"


def test_what_stands_behind_the_last_provision_is_none_of_it() -> None:
    assert dict(cut(NESTED))["4"] == "They meet again."


def test_articles_hold_numbers() -> None:
    assert cut(ARTICLES) == [
        ("1", "They hold fire from 06:00."),
        ("2", "Forces"),
        ("2.1", "Norland leaves the hill."),
        ("2.2", "Sudland leaves the port."),
        ("3", "Monitors are let in."),
    ]


def test_bullets_are_counted() -> None:
    assert [number for number, _ in cut(BULLETS)] == ["1", "2", "2.1", "2.2", "3"]


def test_an_excerpt_may_begin_with_a_later_article() -> None:
    assert [number for number, _ in cut("Article 7\nThey stop.\nArticle 9\nThey leave.")] == ["7", "9"]


def test_dotted_numbers_stay_as_they_are() -> None:
    assert [number for number, _ in cut("1.1 They stop.\n1.2 They leave.\n2.1 They meet.")] == ["1.1", "1.2", "2.1"]


def test_the_letter_behind_h_is_no_roman_number() -> None:
    text = "\n".join(f"({letter}) they stop {letter}" for letter in "abcdefghij")
    assert [number for number, _ in cut(text)] == [f"({letter})" for letter in "abcdefghij"]


@pytest.mark.parametrize(
    "text", ["", "They met. They agreed.", "1. Only one.", "In 2023.\n2024. A year.\n2025. Another.", "(see) (b) below"]
)
def test_a_text_without_numbering_has_no_pieces(text: str) -> None:
    assert pieces(text) == ()


@given(st.text(st.sampled_from("1234abi().: \nArticle-•")))
def test_pieces_stand_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for one in pieces(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
