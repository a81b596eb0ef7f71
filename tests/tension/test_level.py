"""The level of conflict of a dyad, by what happened; the rules are the shipped ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import level_rules
from detente.records import Event, Level, LevelName, Status
from detente.tension import level, levels_by_day

from .made import PAIR, event, killed, when

RULES = level_rules()
DAY = "2031-03-10"
RANK = {None: -1} | {name: rank for rank, name in enumerate(LevelName)}


def of(*events: Event, day: str = DAY) -> Level:
    return level(PAIR, events, day, RULES)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("ACCUSE", LevelName.DISPUTE),
        ("REQUEST/yield", LevelName.DISPUTE),
        ("PROTEST/demo", LevelName.DISPUTE),
        ("REJECT", LevelName.DISPUTE),
        ("SANCTION/convict", LevelName.DISPUTE),
        ("THREATEN/violence", LevelName.NON_VIOLENT_CRISIS),
        ("THREATEN", LevelName.NON_VIOLENT_CRISIS),
        ("SANCTION/withdraw", LevelName.NON_VIOLENT_CRISIS),
        ("SANCTION/expel", LevelName.NON_VIOLENT_CRISIS),
        ("MOBILIZE/troops", LevelName.NON_VIOLENT_CRISIS),
        ("COERCE/restrict", LevelName.NON_VIOLENT_CRISIS),
        ("ASSAULT/destroy", LevelName.NON_VIOLENT_CRISIS),
        ("PROTEST/riot", LevelName.NON_VIOLENT_CRISIS),
        ("ASSAULT", LevelName.VIOLENT_CRISIS),
        ("ASSAULT/destroy+heavy-weapons", LevelName.VIOLENT_CRISIS),
        ("ASSAULT/firearms", LevelName.VIOLENT_CRISIS),
        ("REQUEST/meet", None),
        ("REQUEST/assist", None),
        ("CONSULT/phone", None),
        ("AGREE", None),
        ("COOPERATE", None),
        ("AID", None),
    ],
)
def test_each_kind_of_act_makes_its_level(kind: str, name: LevelName | None) -> None:
    found = of(event("E1", kind, "2031-03-09"))
    assert found.name is name
    assert found.events == (("E1",) if name else ())
    assert found.since == ("2031-03-09" if name else None)


def test_nothing_at_all_is_no_level_and_says_so() -> None:
    found = of()
    assert (found.name, found.since, found.events) == (None, None, ())
    assert found.reason == "nothing within 180 days up to 2031-03-10 that a level goes by"


def test_what_lies_too_far_back_is_no_level() -> None:
    found = of(event("E1", "ACCUSE", "2030-01-01"))
    assert found.name is None
    assert "nothing within 180 days up to 2031-03-10" in found.reason


@pytest.mark.parametrize(
    "one",
    [
        event("E1", "ASSAULT", "2031-03-09", status=Status.DENIED),
        event("E1", "ASSAULT", "2031-03-09", status=Status.UNCONFIRMED),
        event("E1", "ASSAULT", "2031-03-09", status=Status.PLANNED),
        event("E1", "ASSAULT", "2031-03-09", status=Status.HYPOTHETICAL),
        event("E1", "ASSAULT", "2031-03-09", status=Status.RECOMMENDED),
        event("E1", "ASSAULT", "2031-03-09", background=True),
        event("E1", "ASSAULT", "2031-03-11"),
        event("E1", "ASSAULT", "2031-03-09", dyads=(("ISL", "NOR"),)),
    ],
    ids=["denied", "unconfirmed", "planned", "hypothetical", "recommended", "history", "later", "of others"],
)
def test_what_did_not_happen_between_the_two_by_then_makes_no_level(one: Event) -> None:
    assert of(one).name is None


def test_an_event_that_goes_on_and_one_that_a_person_entered_count() -> None:
    assert of(event("E1", "ASSAULT", "2031-03-09", status=Status.ONGOING)).name is LevelName.VIOLENT_CRISIS
    assert of(event("E1", "ASSAULT", "2031-03-09", entered=True)).name is LevelName.VIOLENT_CRISIS
    afterwards = event("E1", "ASSAULT", "2031-03-09", entered=True, background=True)
    assert of(afterwards).name is LevelName.VIOLENT_CRISIS


def test_a_strike_on_a_group_counts_for_the_state_on_whose_soil_it_fell() -> None:
    strike = event("E1", "ASSAULT/aerial", "2031-03-09", target="gulls", dyads=(("NOR", "gulls"), PAIR))
    assert of(strike).name is LevelName.VIOLENT_CRISIS


def test_the_order_of_the_two_sides_is_none() -> None:
    one = event("E1", "ASSAULT", "2031-03-09")
    assert level(("SYL", "NOR"), [one], DAY, RULES).name is LevelName.VIOLENT_CRISIS


@pytest.mark.parametrize(
    ("deaths", "kind", "days", "name"),
    [
        (20, "ASSAULT/aerial", 1, LevelName.VIOLENT_CRISIS),
        (21, "ASSAULT/aerial", 1, LevelName.LIMITED_WAR),
        (21, "ASSAULT/firearms", 1, LevelName.VIOLENT_CRISIS),
        (60, "ASSAULT/firearms", 1, LevelName.VIOLENT_CRISIS),
        (61, "ASSAULT/firearms", 1, LevelName.LIMITED_WAR),
        (61, "ASSAULT/aerial", 4, LevelName.LIMITED_WAR),
        (61, "ASSAULT/aerial", 5, LevelName.WAR),
        (500, "ASSAULT/firearms", 9, LevelName.LIMITED_WAR),
    ],
)
def test_deaths_and_heavy_weapons_within_a_month_tell_violent_levels_apart(
    deaths: int, kind: str, days: int, name: LevelName
) -> None:
    first = event("E0", kind, "2031-03-01", counts=killed((None, deaths)))
    rest = [event(f"E{number}", kind, f"2031-03-{number + 1:02}") for number in range(1, days)]
    assert of(first, *rest).name is name


def test_deaths_are_the_lowest_number_that_all_who_count_agree_on() -> None:
    many = event("E1", "ASSAULT/aerial", "2031-03-09", counts=killed(("NOR", 80), ("SYL", 15), (None, None)))
    found = of(many)
    assert found.name is LevelName.VIOLENT_CRISIS
    assert "at least 15 killed by the lowest counts of 1 event" in found.reason


def test_deaths_of_several_events_add_up_within_the_month_alone() -> None:
    counts = killed((None, 15))
    near = [event(f"E{day}", "ASSAULT/drone", f"2031-03-0{day}", counts=counts) for day in (1, 2)]
    assert of(*near).name is LevelName.LIMITED_WAR
    assert of(near[0], event("E9", "ASSAULT/drone", "2031-01-05", counts=counts)).name is LevelName.VIOLENT_CRISIS


def test_a_violent_crisis_falls_step_by_step_by_the_stated_windows() -> None:
    strike = event("E1", "ASSAULT", "2031-01-16")
    found = {one.day: one.name for one in levels_by_day(PAIR, [strike], "2031-01-15", "2031-07-20", RULES)}
    steps = {
        "2031-01-15": None,
        "2031-01-16": LevelName.VIOLENT_CRISIS,
        "2031-02-14": LevelName.VIOLENT_CRISIS,  # the 30th day
        "2031-02-15": LevelName.NON_VIOLENT_CRISIS,
        "2031-04-15": LevelName.NON_VIOLENT_CRISIS,  # the 90th
        "2031-04-16": LevelName.DISPUTE,
        "2031-07-14": LevelName.DISPUTE,  # the 180th
        "2031-07-15": None,
    }
    assert {day: found[day] for day in steps} == steps


def test_since_is_the_first_day_of_the_unbroken_run() -> None:
    strikes = [event("E1", "ASSAULT", "2031-01-16"), event("E2", "ASSAULT", "2031-02-10")]
    assert of(*strikes, day="2031-03-01").since == "2031-01-16"
    later = event("E3", "ASSAULT", "2031-05-01")
    assert of(*strikes, later, day="2031-05-02").since == "2031-05-01"


def test_a_month_without_a_day_neither_brings_a_level_forward_nor_prolongs_it() -> None:
    told = event("E1", "ASSAULT", "2031-01")
    assert of(told, day="2031-01-30").name is None  # it may yet lie ahead
    assert of(told, day="2031-01-31").name is LevelName.NON_VIOLENT_CRISIS  # it may have been on the first
    assert of(told, day="2031-03-31").name is LevelName.NON_VIOLENT_CRISIS
    assert of(told, day="2031-04-01").name is LevelName.DISPUTE


def test_a_week_is_near_enough_for_force_in_the_month() -> None:
    told = event("E1", "ASSAULT", "2031-W10")
    assert of(told, day="2031-03-08").name is None
    assert of(told, day="2031-03-09").name is LevelName.VIOLENT_CRISIS


@pytest.mark.parametrize("day", [None, "2031", when("2031-SP"), when("203X")])
def test_an_event_of_no_known_day_counts_for_nothing_and_is_told(day: str | None) -> None:
    found = of(event("E1", "ASSAULT", day))
    assert found.name is None
    assert found.reason.endswith("1 event of no known day not counted")


def test_fighting_that_lasts_counts_on_each_of_its_days() -> None:
    siege = event("E1", "ASSAULT/heavy-weapons", when("2031-02-01", "2031-03-01"), counts=killed((None, 90)))
    assert of(siege, day="2031-02-04").name is LevelName.LIMITED_WAR
    assert of(siege, day="2031-02-05").name is LevelName.WAR
    assert of(siege, day="2031-03-20").name is LevelName.WAR
    assert of(siege, day="2031-03-31").name is LevelName.NON_VIOLENT_CRISIS


def test_the_reason_names_the_rule_what_it_rests_on_and_what_weakens_it() -> None:
    found = of(
        event("E1", "ASSAULT", "2031-03-01", caution="Norland alone says", disputed=("status", "sources")),
        event("E2", "ASSAULT", "2031-03-05"),
    )
    assert found.reason == (
        "force used within 30 days: 2 events, the last by 2031-03-05; E1 by one side's word or one source alone; "
        "reports disagree on whether E1 took place; reports disagree on who did E1"
    )


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        of(day="yesterday")


KINDS = ["ASSAULT/aerial", "ASSAULT", "SANCTION", "THREATEN", "ACCUSE", "CONSULT", "COERCE/restrict"]
DAYS = st.dates(date(2031, 1, 1), date(2031, 6, 30))
EVENTS = st.lists(
    st.builds(
        lambda number, kind, day, dead: event(
            f"E{number}", kind, day.isoformat(), counts=killed((None, dead)) if dead else ()
        ),
        st.integers(1, 10_000),
        st.sampled_from(KINDS),
        DAYS,
        st.integers(0, 70),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@settings(deadline=None)
@given(EVENTS, DAYS)
def test_more_that_happened_never_makes_a_lower_level(events: list[Event], day: date) -> None:
    found = [RANK[of(*events[:many], day=day.isoformat()).name] for many in range(len(events) + 1)]
    assert found == sorted(found)


@settings(deadline=None)
@given(EVENTS, DAYS)
def test_a_level_never_hangs_on_who_did_it_nor_names_them(events: list[Event], day: date) -> None:
    turned = [event(one.id, one.type, one.day, counts=one.casualties, source="SYL", target="NOR") for one in events]
    straight = [event(one.id, one.type, one.day, counts=one.casualties) for one in events]
    found, other = of(*straight, day=day.isoformat()), of(*turned, day=day.isoformat())
    assert found == other
    assert not {"NOR", "SYL"} & set(found.reason.replace(";", " ").split())


@settings(deadline=None)
@given(EVENTS, DAYS)
def test_what_comes_later_changes_no_earlier_level(events: list[Event], day: date) -> None:
    by_then = [one for one in events if one.day and one.day.start <= day.isoformat()]
    assert of(*events, day=day.isoformat()) == of(*by_then, day=day.isoformat())


@settings(deadline=None)
@given(EVENTS)
def test_levels_by_day_are_the_levels_of_the_days_and_since_is_where_they_changed(events: list[Event]) -> None:
    run = None
    for one in levels_by_day(PAIR, events, "2031-01-01", "2031-03-31", RULES):
        assert one == of(*events, day=one.day)
        run = one.day if run is None or one.name != run[1] else run[0], one.name
        if one.name is not None:
            assert one.since == run[0]


@settings(deadline=None)
@given(EVENTS, DAYS)
def test_every_level_rests_on_events_and_none_on_nothing(events: list[Event], day: date) -> None:
    found = of(*events, day=day.isoformat())
    assert (found.name is None) == (found.events == ()) == (found.since is None)
    assert found.reason


def test_years_of_daily_fighting_are_told_in_no_time() -> None:
    begin = date(2025, 1, 1)
    events = [
        event(f"E{number}", "ASSAULT/aerial", (begin + timedelta(days=number)).isoformat(), counts=killed((None, 3)))
        for number in range(2000)
    ]
    assert of(*events, day="2030-06-23").since == "2025-01-21"
