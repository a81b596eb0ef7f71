"""The level of conflict of real histories that are read from their articles, and of the examples."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from detente.codebook import level_rules
from detente.flow import Desk, accounts, canonical, open_rooms
from detente.records import Account, Event, Level, LevelName
from detente.settings import Settings
from detente.tension import level

LevelOn = Callable[[str], Level]


def joined(read: Sequence[Account], desk: Desk) -> list[Event]:
    judged = desk.fusion.compare_events(read, ())
    return list(desk.fusion.events(read, judged, [coding.id for one in read for coding in one.codings]))


@pytest.fixture(scope="module")
def january(coded: Sequence[Account], desk: Desk) -> LevelOn:
    """Return the level between Pakistan and Iran as the examples tell it."""
    held, _ = canonical(iter(coded))
    events = joined(held, desk)
    return lambda day: level(("IRN", "PAK"), events, day, level_rules())


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-01-10", None),
        ("2024-01-16", LevelName.VIOLENT_CRISIS),
        ("2024-01-18", LevelName.VIOLENT_CRISIS),
        ("2024-01-29", LevelName.VIOLENT_CRISIS),
        ("2024-03-15", LevelName.NON_VIOLENT_CRISIS),
        ("2024-05-15", LevelName.DISPUTE),
        ("2024-09-15", None),
    ],
)
def test_the_examples_stand_at_the_level_of_their_day(january: LevelOn, day: str, name: LevelName | None) -> None:
    assert january(day).name is name


def test_the_examples_deaths_are_counted_at_their_lowest(january: LevelOn) -> None:
    found = january("2024-01-18")
    assert found.since == "2024-01-16"
    assert "at least 11 killed by the lowest counts of 2 events" in found.reason


@pytest.mark.parametrize(
    ("history", "dyad", "levels"),
    [
        # Relations restored step by step: nothing in it is a conflict.
        ("embassies_2015", ("CUB", "USA"), {"2014-12-20": None, "2015-08-20": None}),
        # A ceasefire from 15 February that did not hold at once; then quiet in what the texts tell.
        (
            "minsk_2015",
            ("UKR", "donetsk-republic"),
            {"2015-02-10": None, "2015-02-18": LevelName.VIOLENT_CRISIS, "2015-04-10": LevelName.NON_VIOLENT_CRISIS},
        ),
    ],
)
def test_a_history_stands_at_the_level_that_its_texts_tell(
    root: Path, desk: Desk, history: str, dyad: tuple[str, ...], levels: dict[str, LevelName | None]
) -> None:
    paths = [str(one) for one in sorted((root / "tests/replays" / history).iterdir()) if one.suffix != ".toml"]
    read, _ = canonical(accounts(paths, open_rooms(Settings()), batch=32, known=lambda _: False))
    events = joined(read, desk)
    assert {day: level(dyad, events, day, level_rules()).name for day in levels} == levels
