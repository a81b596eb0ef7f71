"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook import Codebook
from detente.entry.days import Days, ordered
from detente.records import Basis, Precision


@pytest.fixture(scope="module")
def days(book: Codebook) -> Days:
    return Days(book.times.months)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024", "2024", "2024", Precision.YEAR),
        ("2024-01", "2024-01", "2024-01", Precision.MONTH),
        ("January 2024", "2024-01", "2024-01", Precision.MONTH),
        ("2024-01-16", "2024-01-16", "2024-01-16", Precision.DAY),
        ("2024-01-16 00:00:00", "2024-01-16", "2024-01-16", Precision.DAY),
        ("16 January 2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("16th Jan. 2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("January 16, 2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("16.1.2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("01/16/2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("16/01/2024", "2024-01-16", "2024-01-16", Precision.DAY),
        ("03/03/2024", "2024-03-03", "2024-03-03", Precision.DAY),
        ("2024-01-16T04:00", "2024-01-16T04:00", "2024-01-16T04:00", Precision.MINUTE),
        ("2024-01-16 04:00Z", "2024-01-16T04:00+00:00", "2024-01-16T04:00+00:00", Precision.MINUTE),
        ("2024-01-16T04:00+0330", "2024-01-16T04:00+03:30", "2024-01-16T04:00+03:30", Precision.MINUTE),
        ("2024-01-16/2024-01-18", "2024-01-16", "2024-01-18", Precision.DAY),
        ("16 January 2024 to 18 January 2024", "2024-01-16", "2024-01-18", Precision.DAY),
    ],
)
def test_a_date(text: str, start: str, end: str, precision: Precision, days: Days) -> None:
    when = days.when(text)
    assert (when.start, when.end, when.precision, when.basis) == (start, end, precision, Basis.ENTERED)


@pytest.mark.parametrize(
    ("earlier", "later", "right"),
    [
        ("2024-01-16", "2024-01-16", True),
        ("2024-01-17", "2024-01-16", False),
        ("2024", "2024-01-16", True),
        ("2024-02", "2024-01-16", False),
        ("2024-01-16T23:30+05:00", "2024-01-16T19:00+00:00", True),
        ("2024-01-16T23:30+05:00", "2024-01-16T18:00+00:00", False),
        ("2024-01-16T23:30", "2024-01-16", True),
    ],
)
def test_two_moments_are_compared_as_far_as_both_are_known(earlier: str, later: str, right: bool) -> None:  # noqa: FBT001
    assert ordered(earlier, later) is right


@given(st.dates())
def test_a_day_comes_back_as_itself(days: Days, day: object) -> None:
    assert days.when(str(day)).start == str(day)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by 26 January 2024 at the latest", "2024-01-26"),
        ("no later than the 1st March 2024", "2024-03-01"),
        ("before 2024-03-01", "2024-03-01"),
        ("by the end", None),
        ("by 31 February 2024, or by 1 March 2024", "2024-03-01"),
    ],
)
def test_the_date_behind_a_word(text: str, found: str | None, days: Days) -> None:
    assert days.behind(text, ["by", "before", "no later than"]) == found
