"""The calendar: feasts by their rules, cells and moves."""

from datetime import date

import pytest

from detente.coding.when.calendar import Grain, cell_of, easter, feast_day, moved, season_cell, weekend_cell


@pytest.mark.parametrize(
    ("year", "day"),
    [(1916, "1916-04-23"), (1998, "1998-04-12"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter_falls_where_the_tables_have_it(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("rule", "year", "value"),
    [
        pytest.param("12-25", 2023, "2023-12-25", id="A fixed day"),
        pytest.param("11-4-thu", 2023, "2023-11-23", id="The fourth Thursday"),
        pytest.param("05--1-mon", 2023, "2023-05-29", id="The last Monday"),
        pytest.param("11-1-mon+1", 1998, "1998-11-03", id="The Tuesday after the first Monday"),
        pytest.param("easter-2", 2024, "2024-03-29", id="Days from Easter"),
    ],
)
def test_a_feast_follows_its_rule(rule: str, year: int, value: str) -> None:
    found = feast_day(rule, year)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("hijri 10-01", "2016-07-06"),
        ("hijri 10-01", "2019-06-04"),
        ("hijri 10-01", "2024-04-10"),
        ("hijri 12-10", "2022-07-09"),
        ("hijri 12-10", "2024-06-16"),
        ("hijri 01-10", "2023-07-28"),
    ],
)
def test_a_feast_of_the_moon_lies_within_three_days(rule: str, day: str) -> None:
    wanted = date.fromisoformat(day)
    found = feast_day(rule, wanted.year)
    assert found is not None
    assert found.first is not None
    assert found.last is not None
    assert found.first <= wanted <= found.last
    assert (found.last - found.first).days == 2


def test_the_last_of_a_long_month_moves_to_the_last_of_a_short_one() -> None:
    assert moved(date(2024, 1, 31), 1, "M") == date(2024, 2, 29)
    assert moved(date(2024, 2, 29), -1, "Y") == date(2023, 2, 28)


def test_a_move_out_of_the_calendar_is_none() -> None:
    assert moved(date(2024, 1, 1), -3, "ML") is None


@pytest.mark.parametrize(
    ("unit", "value"), [("D", "2024-01-22"), ("W", "2024-W04"), ("M", "2024-01"), ("Q", "2024-Q1"), ("Y", "2024")]
)
def test_a_day_lies_in_its_cells(unit: str, value: str) -> None:
    cell = cell_of(unit, date(2024, 1, 22))
    assert cell.value == value
    assert cell.first is not None
    assert cell.last is not None
    assert cell.first <= date(2024, 1, 22) <= cell.last


def test_the_winter_runs_into_the_next_year() -> None:
    winter = season_cell(2023, "WI")
    assert (winter.first, winter.last) == (date(2023, 12, 1), date(2024, 2, 29))


def test_a_weekend_belongs_to_the_week_it_ends() -> None:
    weekend = weekend_cell(date(2024, 1, 22))
    assert (weekend.value, weekend.grain) == ("2024-W04-WE", Grain.DAYS)
