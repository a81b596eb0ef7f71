"""Which days a moment cut to its precision covers."""

from datetime import date

import pytest

from detente.codebook import covered


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-01-16T04:00+05:00", date(2024, 1, 16), date(2024, 1, 16)),
        ("2024-W03", date(2024, 1, 15), date(2024, 1, 21)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_text_covers_its_days(text: str, first: date, last: date) -> None:
    assert covered(text) == (first, last)
    assert covered(text, wide=True) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-WI", date(2024, 12, 1), date(2025, 2, 28)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
    ],
)
def test_seasons_halves_and_decades_count_only_where_asked_for(text: str, first: date, last: date) -> None:
    assert covered(text) is None
    assert covered(text, wide=True) == (first, last)


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13", "2024-W54", "2024-Q5", "PAST_REF", ""])
def test_what_no_calendar_has_covers_nothing(text: str) -> None:
    assert covered(text, wide=True) is None
