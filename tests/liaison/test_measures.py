"""A plan is what stands of it after corrections; what becomes of an occasion follows from its rows by stated rules."""

from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import load_occasions
from detente.errors import CodebookError
from detente.liaison import Config, measures
from detente.liaison.occasions import days_of, occasion
from detente.records import Act, LogRow, Outcome, Tlp, Verification
from tests.liaison.patrols import FORMS, HOUR, SENT, Patrols

DAYS = ("2024-02-03", "2024-02-10", "2024-02-17")
PAIR = ("IRN", "PAK")
RULES = load_occasions()


def follows(*told: tuple[str, str]) -> tuple[str | None, str, str]:
    """Return what follows from rows of one day: outcome, verification and the reason."""
    made = Patrols()
    for by, outcome in told:
        made.log(by, DAYS[0], outcome)
    found = made.measure().occasions[0]
    return found.outcome and found.outcome.value, found.verification.value, found.reason


STATED = [
    ("both log it as done", [("PAK", "done"), ("IRN", "done")], "done", "counterpart_confirmed"),
    ("a third party alone logs it as done", [("OSCE", "done")], "done", "third_party_verified"),
    ("a third party confirms one side", [("PAK", "done"), ("OSCE", "done")], "done", "third_party_verified"),
    (
        "a third party settles it",
        [("PAK", "done"), ("IRN", "not_done"), ("OSCE", "done")],
        "done",
        "third_party_verified",
    ),
    ("one side is silent", [("PAK", "done")], "done", "self_reported"),
    ("one side could not see it", [("PAK", "done"), ("IRN", "not_observable")], "done", "self_reported"),
    ("the two contradict each other", [("PAK", "done"), ("IRN", "not_done")], "disputed", "unverified"),
    ("one side disputes it", [("PAK", "done"), ("IRN", "disputed")], "disputed", "unverified"),
    ("both log it as not done", [("PAK", "not_done"), ("IRN", "not_done")], "not_done", "counterpart_confirmed"),
    ("one side logs it as not done", [("IRN", "not_done")], "not_done", "self_reported"),
    ("a third party was there in vain", [("OSCE", "not_done")], "not_done", "third_party_verified"),
    ("nobody could see it", [("PAK", "not_observable")], "not_observable", "unverified"),
    ("a third party could not see it", [("OSCE", "not_observable")], "not_observable", "unverified"),
    ("third parties disagree", [("OSCE", "done"), ("ICRC", "not_done")], "disputed", "unverified"),
    ("one of two third parties saw it", [("OSCE", "done"), ("ICRC", "not_observable")], "done", "third_party_verified"),
    (
        "a third party contradicts both",
        [("PAK", "done"), ("IRN", "done"), ("OSCE", "not_done")],
        "disputed",
        "unverified",
    ),
    ("nobody logged it", [], None, "unverified"),
]


@pytest.mark.parametrize(("told", "outcome", "verified"), [row[1:] for row in STATED], ids=[row[0] for row in STATED])
def test_what_follows_from_the_rows(told: list[tuple[str, str]], outcome: str | None, verified: str) -> None:
    assert follows(*told)[:2] == (outcome, verified)


def test_the_reason_names_the_rule() -> None:
    assert follows(("PAK", "done"), ("IRN", "not_done"))[2] == "one side logs it as done, the other as not done"
    assert follows()[2] == "nobody logged it"


def test_everything_that_can_be_logged_has_a_rule() -> None:
    told = (*Outcome, None)
    for one, other, third in product(told, told, told):
        assert (RULES.outcome(one, other, third) is None) == (one is None and other is None and third is None)
        assert RULES.outcome(one, other, third) == RULES.outcome(other, one, third)


def test_rules_that_leave_something_out_are_refused(tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415 - one test needs it

    folder = Path(str(tmp_path))
    data = Path(load_occasions.__wrapped__.__code__.co_filename).parent / "data"
    for name in ("occasions.csv", "occasion_keepings.csv"):
        folder.joinpath(name).write_text(data.joinpath(name).read_text("utf-8"), "utf-8")
    kept = folder.joinpath("occasions.csv").read_text("utf-8").splitlines()
    folder.joinpath("occasions.csv").write_text("\n".join(one for one in kept if "not_observable,any" not in one))
    with pytest.raises(CodebookError, match="no line for not_observable"):
        load_occasions(folder)


def test_occasions_past_without_a_row_are_listed_as_unlogged() -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done")
    found = made.measure("2024-02-12")
    assert [(one.day, one.outcome) for one in found.occasions] == [(DAYS[0], Outcome.DONE), (DAYS[1], None)]
    assert found.planned == DAYS


def test_a_day_that_is_not_over_is_not_missed_yet() -> None:
    made = Patrols()
    assert [one.day for one in made.measure("2024-02-10T09:00+05:00").occasions] == [DAYS[0]]
    made.log("PAK", DAYS[1], "done", at="2024-02-10T08:00+05:00")
    assert [one.day for one in made.measure("2024-02-10T09:00+05:00").occasions] == list(DAYS[:2])


def test_a_row_of_a_day_that_the_plan_does_not_have_is_an_occasion_of_its_own() -> None:
    made = Patrols()
    made.log("PAK", "2024-02-05", "done")
    assert [(one.day, one.planned) for one in made.measure("2024-02-06").occasions] == [
        (DAYS[0], True),
        ("2024-02-05", False),
    ]


def test_the_newest_row_of_each_logger_counts_and_a_withdrawn_one_does_not() -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "not_done")
    made.log("PAK", DAYS[0], "done", at="2024-02-04" + HOUR)
    later = made.log("IRN", DAYS[0], "not_done", at="2024-02-05" + HOUR)
    assert made.measure().occasions[0].outcome is Outcome.DISPUTED
    made.add(Act.WITHDRAW, "IRN", "2024-02-06" + HOUR, {"why": "a slip"}, of=later.id)
    assert made.measure().occasions[0].outcome is Outcome.DONE
    assert made.measure("2024-02-05").occasions[0].outcome is Outcome.DISPUTED


def test_a_corrected_row_says_what_it_was_corrected_to() -> None:
    made = Patrols()
    row = made.log("PAK", DAYS[0], "done")
    made.add(Act.CORRECT, "PAK", "2024-02-04" + HOUR, {"outcome": "not_done", "why": "wrong sector"}, of=row.id)
    assert made.measure().occasions[0].outcome is Outcome.NOT_DONE
    assert made.measure().occasions[0].of("PAK") is not None


def test_a_dispute_of_a_row_disputes_its_occasion_until_it_is_settled() -> None:
    made = Patrols()
    row = made.log("PAK", DAYS[0], "done")
    dispute = made.add(Act.DISPUTE, "IRN", "2024-02-04" + HOUR, {"why": "nobody was there"}, of=row.id)
    found = made.measure().occasions[0]
    assert found.outcome is Outcome.DISPUTED
    assert [(one.by, one.words) for one in found.rows] == [("IRN", "nobody was there"), ("PAK", "")]
    settled = {"outcome": "withdrawn", "terms": "it took place"}
    made.add(Act.SETTLE, "IRN", "2024-02-05" + HOUR, settled, of=dispute.id)
    assert made.measure().occasions[0].outcome is Outcome.DONE


def test_corrections_change_the_plan_and_rows_stay_where_they_were() -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done")
    made.add(Act.CORRECT, "PAK", "2024-02-04" + HOUR, {"first": "2024-02-06", "why": "weather"}, of="N1")
    found = made.measure("2024-02-13")
    assert [(one.day, one.planned) for one in found.occasions] == [
        (DAYS[0], False),
        ("2024-02-06", True),
        ("2024-02-13", True),
    ]
    assert made.measure("2024-02-03").planned == DAYS


def test_both_sides_units_are_roles_and_the_sides_stand_in_order() -> None:
    found = Patrols().measure()
    assert [(one.side, one.role) for one in found.units] == [("PAK", "border guards"), ("IRN", "frontier corps")]
    assert found.dyad == PAIR
    assert (found.commitment, found.title, found.place) == ("C1", "Joint patrols, sector north", "Taftan")


def test_a_withdrawn_plan_says_so_and_keeps_its_log() -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done")
    made.add(Act.WITHDRAW, "PAK", "2024-02-05" + HOUR, {"why": "called off"}, of="N1")
    assert made.measure().withdrawn
    assert made.measure().occasions[0].outcome is Outcome.DONE
    assert not made.measure("2024-02-04").withdrawn


def test_a_plan_without_an_end_is_planned_some_days_ahead() -> None:
    found = Patrols(last="").measure("2024-02-10")
    assert found.last is None
    assert [one.day for one in found.occasions] == list(DAYS[:2])
    assert date.fromisoformat(found.planned[-1]) <= date(2024, 2, 10) + timedelta(days=Config().ahead)
    assert len(found.planned) > len(DAYS)


def test_a_plan_of_a_single_day_has_one_occasion() -> None:
    assert Patrols(every="", last="").measure().planned == (DAYS[0],)


def test_a_plan_that_waits_for_a_second_person_is_none_yet() -> None:
    made = Patrols()
    held = {"joint_patrol_plan": _four_eyes()}
    assert measures(made.entries, held, "2024-03-01") == ()
    made.add(Act.RELEASE, "PAK", "2024-01-31" + HOUR, {}, of="N1")
    assert len(measures(made.entries, held, "2024-03-01")) == 1


def _four_eyes() -> object:
    from dataclasses import replace  # noqa: PLC0415 - one test needs it

    return replace(FORMS["joint_patrol_plan"], four_eyes=True)


def test_the_label_is_the_most_restrictive_of_the_thread() -> None:
    assert Patrols(tlp=Tlp.RED).measure().tlp is Tlp.RED


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("1 month", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("2 weeks", ["2024-01-31", "2024-02-14", "2024-02-28"]),
        ("10 days", ["2024-01-31", "2024-02-10", "2024-02-20"]),
        ("1 year", ["2024-01-31", "2025-01-31", "2026-01-31"]),
        (None, ["2024-01-31"]),
    ],
)
def test_days_of_a_cadence(every: str | None, days: list[str]) -> None:
    found = days_of(date(2024, 1, 31), date(2026, 12, 31), every, 3)
    assert [one.isoformat() for one in found] == days


# -- properties

LOGGERS = ("PAK", "IRN", "OSCE", "ICRC")
ROWS = st.lists(
    st.tuples(st.sampled_from(LOGGERS), st.sampled_from(DAYS), st.sampled_from([one.value for one in Outcome])),
    max_size=8,
)


def a_row(by: str, outcome: Outcome, number: int) -> LogRow:
    return LogRow(
        id=f"N{number}",
        by=by,
        day=DAYS[0],
        outcome=outcome,
        at=SENT,
        evidence=None,
        verifier=None,
        accused=None,
        words="",
    )


@given(told=st.dictionaries(st.sampled_from(LOGGERS), st.sampled_from(list(Outcome)), max_size=4))
def test_the_order_of_rows_never_matters(told: dict[str, Outcome]) -> None:
    rows = [a_row(by, outcome, number) for number, (by, outcome) in enumerate(told.items(), 1)]
    found = {occasion(DAYS[0], order, PAIR, RULES, planned=True) for order in permutations(rows)}
    assert len(found) == 1


@given(told=st.dictionaries(st.sampled_from(LOGGERS), st.sampled_from(list(Outcome)), max_size=4))
def test_the_two_sides_are_treated_alike(told: dict[str, Outcome]) -> None:
    swap = {"PAK": "IRN", "IRN": "PAK"}
    one = occasion(DAYS[0], [a_row(by, out, 1) for by, out in told.items()], PAIR, RULES, planned=True)
    other = occasion(DAYS[0], [a_row(swap.get(by, by), out, 1) for by, out in told.items()], PAIR, RULES, planned=True)
    assert (one.outcome, one.verification, one.reason) == (other.outcome, other.verification, other.reason)


@given(told=st.dictionaries(st.sampled_from(LOGGERS), st.sampled_from(list(Outcome)), max_size=4))
def test_nothing_is_verified_that_nobody_logged_so(told: dict[str, Outcome]) -> None:
    found = occasion(DAYS[0], [a_row(by, out, 1) for by, out in told.items()], PAIR, RULES, planned=True)
    if found.outcome in {Outcome.DONE, Outcome.NOT_DONE}:
        assert found.outcome in told.values()
    if found.verification is Verification.THIRD_PARTY_VERIFIED:
        assert any(told.get(by) is found.outcome for by in LOGGERS[2:])
    if found.verification is Verification.COUNTERPART_CONFIRMED:
        assert told["PAK"] is told["IRN"] is found.outcome


@settings(max_examples=60, deadline=None)
@given(told=ROWS, early=st.integers(0, 25), more=st.integers(0, 25))
def test_what_was_known_earlier_is_what_its_entries_alone_say(
    told: list[tuple[str, str, str]], early: int, more: int
) -> None:
    made = Patrols()
    for by, day, outcome in sorted(told, key=lambda one: one[1]):
        made.log(by, day, outcome)
    start = date.fromisoformat(DAYS[0])
    then, later = ((start + timedelta(days=many)).isoformat() for many in (early, early + more))
    alone = [one for one in made.entries if one.notice.at[:10] <= then]
    assert measures(made.entries, FORMS, then) == measures(alone, FORMS, then)
    before, after = made.measure(then), made.measure(later)
    assert {one.day for one in before.occasions} <= {one.day for one in after.occasions}
    assert {row.id for one in before.occasions for row in one.rows} <= {one.id for one in made.entries}
    assert before.planned == after.planned
