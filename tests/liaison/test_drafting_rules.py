"""The rules of forms: lead times, windows, distances, needs and recipients refuse or warn; bearings are filled in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import Bearing, Condition, Form, FormField, FormRule
from detente.liaison import NOTHING, borne, seal, threads, told, warnings
from detente.liaison.rules import copied
from detente.records import Act, Notice, Tlp
from tests.liaison.filled import AT, FORMS, LOG, NEW, REPLY, drafted, known, refused


def form(*rules: FormRule, strict: bool = True) -> Form:
    """Return a form with fields of every kind that rules are about."""
    kinds = {"what": "text", "day": "day", "hour": "moment", "end": "day", "km": "number", "point": "point"}
    kinds |= {"place": "place", "other": "party", "kind": "choice"}
    fields = tuple(
        FormField(name=name, kind=kind, means=name, values=("near", "far") if kind == "choice" else ())
        for name, kind in kinds.items()
    )
    return Form(
        id="made",
        name="Made",
        means="by hand",
        words="{sender}",
        fields=fields,
        reply=(),
        log=(),
        rules=tuple(replace(one, strict=strict) for one in rules),
        tlp=Tlp.AMBER,
        acknowledge=None,
        answer=None,
        four_eyes=False,
        acts=frozenset({Act.NEW}),
        bearings=(),
        terms=FORMS["message"].terms,
    )


def lead(**least: int) -> FormRule:
    return FormRule(kind="lead", means="in good time", field="day", least=timedelta(**least))


NEAR = (Condition(field="kind", values=("near",)),)
WINDOW = FormRule(
    kind="window", means="soon after", field="end", after="day", least=timedelta(0), most=timedelta(days=5)
)
TOLD = FormRule(
    kind="window", means="told in time", field="sent", after="day", least=timedelta(0), most=timedelta(days=3)
)
HOUR = FormRule(kind="lead", means="a day ahead", field="hour", least=timedelta(hours=24))
RANGE = FormRule(kind="distance", means="apart", field="km", least_km=40, most_km=100)
SPOT = FormRule(kind="distance", means="near it", field="point", of="place", most_km=100)
NEEDS = FormRule(kind="needs", means="tell why", field="what", when=NEAR)
CLOSE = FormRule(kind="needs", means="somebody to call", field="what", when=(Condition(field="km", most=10),))
ANY = FormRule(kind="needs", means="an end", field="end", when=(Condition(field="day"),))
BOTH = replace(NEEDS, when=(*NEAR, Condition(field="km", most=10)))


# Everything is sent on 2024-01-17 at 04:05 in a zone five hours before UTC.
@pytest.mark.parametrize(
    ("rule", "values", "says"),
    [
        pytest.param(lead(days=42), {"day": "2024-02-28"}, None, id="42 days ahead"),
        pytest.param(lead(days=42), {"day": "2024-02-27"}, "write 2024-02-28 or later", id="41 days ahead"),
        pytest.param(lead(days=0), {"day": "2024-01-17"}, None, id="the day of sending itself is not past"),
        pytest.param(lead(days=0), {"day": "2024-01-16"}, "lies before the sending", id="the day before is"),
        pytest.param(lead(days=3), {}, None, id="what is not given breaks no rule"),
        pytest.param(HOUR, {"hour": "2024-01-18T04:05+05:00"}, None, id="24 hours to the minute"),
        pytest.param(HOUR, {"hour": "2024-01-17T23:04Z"}, "23 hours and 59 minutes after", id="a minute less, in UTC"),
        pytest.param(WINDOW, {"day": "2024-01-20", "end": "2024-01-20"}, None, id="begins and ends on a day"),
        pytest.param(WINDOW, {"day": "2024-01-20", "end": "2024-01-25"}, None, id="five days after"),
        pytest.param(
            WINDOW, {"day": "2024-01-20", "end": "2024-01-27"}, "2024-01-25 or earlier", id="seven days after"
        ),
        pytest.param(
            WINDOW,
            {"day": "2024-01-20", "end": "2024-01-19"},
            "2024-01-19 lies before day 2024-01-20",
            id="ends before",
        ),
        pytest.param(TOLD, {"day": "2024-01-17"}, None, id="told on the day"),
        pytest.param(TOLD, {"day": "2024-01-18"}, "2024-01-17 or earlier", id="told before it happened"),
        pytest.param(TOLD, {"day": "2024-01-14"}, None, id="told on the third day after"),
        pytest.param(TOLD, {"day": "2024-01-13"}, "2024-01-14 or later", id="told on the fourth"),
        pytest.param(RANGE, {"km": "40"}, None, id="just far enough"),
        pytest.param(RANGE, {"km": "39.9"}, "keep at least 40 km", id="too near"),
        pytest.param(RANGE, {"km": "101"}, "stay within 100 km", id="too far"),
        pytest.param(SPOT, {"place": "Panjgur", "point": "27, 64"}, None, id="the point lies by the place"),
        pytest.param(SPOT, {"place": "Panjgur", "point": "64, 27"}, "stay within 100 km", id="exchanged by mistake"),
        pytest.param(SPOT, {"place": "Nowhere", "point": "64, 27"}, None, id="a place that no table knows"),
        pytest.param(NEEDS, {"kind": "near"}, "is missing where kind is near", id="needed where it holds"),
        pytest.param(NEEDS, {"kind": "near", "what": "x"}, None, id="and given"),
        pytest.param(NEEDS, {"kind": "far"}, None, id="not needed elsewhere"),
        pytest.param(CLOSE, {"km": "10"}, "give what", id="ten kilometres at most"),
        pytest.param(CLOSE, {"km": "10.1"}, None, id="a little more"),
        pytest.param(ANY, {"day": "2024-01-20"}, "is missing where day is 2024-01-20", id="wherever a day is given"),
        pytest.param(BOTH, {"kind": "near", "km": "50"}, None, id="one of two conditions is not enough"),
        pytest.param(BOTH, {"kind": "near", "km": "5"}, "give what", id="both are"),
    ],
)
def test_a_rule_refuses_or_warns_with_what_would_do(rule: FormRule, values: dict[str, str], says: str | None) -> None:
    soft = form(rule, strict=False)
    found = warnings(drafted(soft, values), soft, known())
    if says is None:
        drafted(form(rule), values)
        assert not found
    else:
        assert says in " ".join(refused(form(rule), values).values())
        assert len(found) == 1
        assert says in str(found[0])
        assert rule.means in str(found[0])


@settings(max_examples=100, deadline=None)
@given(days=st.integers(-3, 60), least=st.integers(0, 50), hour=st.integers(0, 23), zone=st.integers(-12, 14))
def test_a_day_is_ahead_enough_if_and_only_if_its_date_is(days: int, least: int, hour: int, zone: int) -> None:
    sent = datetime.fromisoformat(f"2024-01-17T{hour:02}:30{zone:+03}:00")
    day = (date(2024, 1, 17) + timedelta(days=days)).isoformat()
    soft = form(lead(days=least), strict=False)
    found = warnings(drafted(soft, {"day": day}, at=sent.isoformat()), soft, known())
    assert bool(found) is (days < least)


@settings(max_examples=60, deadline=None)
@given(minutes=st.integers(-3000, 3000), least=st.integers(0, 48))
def test_hours_are_hours_whatever_the_zone(minutes: int, least: int) -> None:
    sent = datetime.fromisoformat(AT)
    hour = (sent + timedelta(minutes=minutes)).astimezone(datetime.fromisoformat("2024-01-01T00:00-03:30").tzinfo)
    soft = form(replace(HOUR, least=timedelta(hours=least)), strict=False)
    found = warnings(drafted(soft, {"hour": hour.isoformat()}), soft, known())
    assert bool(found) is (minutes < least * 60)


def test_the_remedy_of_a_date_is_a_date_that_would_do() -> None:
    for rule, values, field in (
        (lead(days=42), {"day": "2024-01-20"}, "day"),
        (WINDOW, {"day": "2024-01-20", "end": "2024-01-10"}, "end"),
        (WINDOW, {"day": "2024-01-20", "end": "2024-03-10"}, "end"),
        (TOLD, {"day": "2024-01-10"}, "day"),
        (TOLD, {"day": "2024-01-30"}, "day"),
        (HOUR, {"hour": "2024-01-17T05:00+05:00"}, "hour"),
    ):
        wrong = refused(form(rule), values)[field]
        named = wrong.rpartition("write ")[2].split(" or ")[0]
        drafted(form(rule), values | {field: named})


def test_a_rule_that_asks_for_an_addressee_adds_it_or_warns() -> None:
    rule = FormRule(kind="recipient", means="the commission is told", to=("Joint Commission", "{other}"))
    assert drafted(form(rule), {"other": "Iran"}).to == ("IRN", "joint-commission")
    soft = form(rule, strict=False)
    notice = drafted(soft, {})
    assert notice.to == ("IRN",)
    assert ["joint-commission is no addressee" in str(one) for one in warnings(notice, soft, known())] == [True]
    assert "in no table" in refused(form(replace(rule, to=("Nobody",))), {})["to"]


def test_an_exercise_told_late_is_taken_with_a_warning_that_names_its_source() -> None:
    late = drafted("pre_notification", NEW["pre_notification"] | {"first": "2024-01-30", "border_km": "5"})
    found = {one.field: str(one) for one in warnings(late, FORMS["pre_notification"], known())}
    assert "Vienna Document 2011" in found["first"]
    assert "2024-02-28 or later" in found["first"]
    assert "is missing where border_km is 5" in found["contact"]


def test_a_missile_test_keeps_the_agreement_of_2005() -> None:
    values = {"activity": "missile test", "what": "a test", "border_km": "39", "impact_km": "69"}
    test = drafted("pre_notification", values | {"first": "2024-01-18", "last": "2024-01-26"})
    found = {one.field for one in warnings(test, FORMS["pre_notification"], known())}
    assert found == {"first", "last", "border_km", "impact_km"}
    kept = drafted("pre_notification", values | {"first": "2024-01-20", "border_km": "40", "impact_km": "70"})
    assert not warnings(kept, FORMS["pre_notification"], known())


def test_a_changed_day_is_judged_from_the_correction_on() -> None:
    first = drafted("pre_notification", NEW["pre_notification"] | {"border_km": "50"})
    at = "2024-03-20T09:00+05:00"
    for values, warned in (
        ({"what": "a summer exercise", "why": "slip"}, False),
        ({"first": "2024-04-05", "why": "put off"}, True),
    ):
        made = drafted("pre_notification", values, Act.CORRECT, {"N1": first}, of="N1", at=at)
        found = warnings(made, FORMS["pre_notification"], known(N1=first))
        assert any(one.field == "first" for one in found) is warned


def test_an_occasion_is_logged_when_its_day_has_come_and_with_words_where_it_was_not_done() -> None:
    plan = {"N1": drafted("joint_patrol_plan", NEW["joint_patrol_plan"])}
    wrong = refused("joint_patrol_plan", LOG | {"day": "2024-01-18", "words": ""}, Act.LOG, plan, of="N1", to=())
    assert "lies before 2024-01-18" in wrong["day"]
    assert "where outcome is not_done" in wrong["words"]


BEARINGS = [
    ("envoy_status", {}, [{"line": "envoys", "state": "recalled", "whose": "PAK", "day": "2024-01-17"}]),
    (
        "envoy_status",
        {"expected_return": "2024-01-26"},
        [
            {"line": "envoys", "state": "recalled", "whose": "PAK", "day": "2024-01-17"},
            {"line": "envoys", "state": "in_post", "whose": "PAK", "day": "2024-01-26", "certainty": "pledged"},
        ],
    ),
    ("talks", {}, [{"line": "foreign_ministers_call", "state": "used", "day": "2024-01-17"}]),
    ("talks", {"channel": "hotline"}, [{"line": "hotline", "state": "open", "day": "2024-01-17"}]),
    ("talks", {"channel": "talks"}, [{"line": "talks", "state": "active", "day": "2024-01-17"}]),
    (
        "talks",
        {"channel": "hotline", "status": "not answered"},
        [{"line": "hotline", "state": "unanswered", "day": "2024-01-17"}],
    ),
    (
        "talks",
        {"status": "called off"},
        [{"line": "foreign_ministers_call", "state": "cancelled", "day": "2024-01-17"}],
    ),
    (
        "talks",
        {"channel": "talks", "status": "called off"},
        [{"line": "talks", "state": "suspended", "day": "2024-01-17"}],
    ),
    ("talks", {"status": "refused"}, [{"line": "foreign_ministers_call", "state": "refused", "day": "2024-01-17"}]),
    (
        "violation_report",
        {"weapon": "mortar"},
        [
            {
                "kind": "alleged_violation",
                "commitment": "C2",
                "accused": "IRN",
                "place": "Panjgur",
                "weapon": "mortar",
                "day": "2024-01-16",
            }
        ],
    ),
    (
        "verification_report",
        {"commitment": "C2"},
        [{"kind": "complied", "commitment": "C2", "verified_by": "joint-commission", "day": "2024-01-16"}],
    ),
    (
        "verification_report",
        {"finding": "violated", "accused": "Iran"},
        [{"kind": "verified_violation", "accused": "IRN", "verified_by": "joint-commission", "day": "2024-01-16"}],
    ),
    ("verification_report", {"finding": "not established", "limits": "fog"}, []),
    ("intelligence_notice", {}, [{}]),
    ("pre_notification", {}, [{"line": "deconfliction_notice", "state": "used", "by": "PAK", "day": "2024-01-17"}]),
    ("incident_notice", {}, []),
    ("message", {}, []),
]


@pytest.mark.parametrize(("name", "values", "expected"), BEARINGS)
def test_what_a_notice_bears_on_is_filled_in_from_its_fields(
    name: str, values: dict[str, str], expected: list[dict[str, str]]
) -> None:
    notice = drafted(name, NEW[name] | values)
    assert [said for one in FORMS[name].bearings if (said := borne(one, notice)) is not None] == expected


def test_an_answer_bears_on_what_the_form_says_of_answers() -> None:
    first = drafted("violation_report", NEW["violation_report"])
    answer = drafted(
        "violation_report",
        REPLY["violation_report"],
        Act.REPLY,
        {"N1": first},
        of="N1",
        sender="Iran",
        to=("Pakistan",),
    )
    said = [borne(one, answer) for one in FORMS["violation_report"].bearings]
    assert said == [None, {"kind": "denied", "day": "2024-01-17"}]


def test_a_template_is_filled_in_once() -> None:
    notice = drafted("message", {"subject": "{words}", "words": "{sender}"})
    bearing = Bearing(kind="keeping", values=(("kind", "{subject}"), ("place", "{none}"), ("day", "{words} {sent}")))
    assert isinstance(notice, Notice)
    assert borne(bearing, notice) == {"kind": "{words}", "day": "{sender} 2024-01-17"}


@pytest.mark.parametrize(
    ("length", "says"),
    [
        (timedelta(0), "0 days"),
        (timedelta(days=42), "42 days"),
        (timedelta(hours=72), "3 days"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=90), "1 hour and 30 minutes"),
        (timedelta(days=9, hours=19, seconds=55), "9 days and 19 hours"),
        (timedelta(days=9, seconds=55), "9 days"),
        (timedelta(hours=2, seconds=61), "2 hours and 1 minute"),
        (timedelta(seconds=5), "0 hours"),
    ],
)
def test_lengths_of_time_are_told_in_units_that_people_use(length: timedelta, says: str) -> None:
    assert told(length) == says


def test_whoever_only_looks_on_is_told_and_nobody_waits_for_it() -> None:
    plan = drafted("joint_patrol_plan", NEW["joint_patrol_plan"] | {"verifier": "Joint Commission"})
    assert plan.to == ("IRN", "joint-commission")
    assert copied(FORMS["joint_patrol_plan"], plan) == {"joint-commission"}
    assert not copied(FORMS["verification_request"], drafted("verification_request", NEW["verification_request"]))
    rule = FormRule(kind="recipient", means="told", to=("Border Committee [IGO]",), copy=True)
    assert copied(form(rule), plan) == {"Border Committee"}


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("joint_patrol_plan", {"first": "2024-01-18"}, "2024-01-18 lies 1 day after the sending"),
        ("joint_patrol_plan", {"first": "2024-01-17"}, "2024-01-17 lies on the day of the sending"),
        ("pre_notification", {"first": "2024-02-01"}, "2024-02-01 lies 15 days after the sending"),
        (
            "incident_notice",
            {"hour": "2024-01-17T20:00+05:00"},
            "2024-01-17T20:00+05:00 lies 1 day after day 2024-01-16",
        ),
    ],
)
def test_days_are_counted_by_the_calendar(name: str, values: dict[str, str], says: str) -> None:
    made = drafted(name, NEW[name] | values)
    assert any(str(one).startswith(says) for one in warnings(made, FORMS[name], known()))


def test_no_clock_runs_for_who_is_only_told() -> None:
    plan = drafted("joint_patrol_plan", NEW["joint_patrol_plan"] | {"verifier": "Joint Commission"})
    sealed = seal(plan, number=1, previous=NOTHING, thread=None, salts=lambda: "00")
    (thread,) = threads([sealed], FORMS, "2024-02-01")
    assert {one.of for one in thread.clocks} == {("IRN",)}
    assert {one.what for one in thread.clocks} == {"acknowledge", "reply"}
