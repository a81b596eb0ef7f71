"""What falls due: promises, clocks, dates that forms keep, occasions of plans, and what ends by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agenda.dues import dues
from detente.agenda.moments import days_until
from detente.codebook import FormField
from detente.records import Act, Books, Due, DueDate, DueKind, Outcome, Precision, Standing, ThreadState, Tlp

from .made import (
    FORMS,
    NOON,
    PAIR,
    WORDS,
    books,
    clock,
    due_in,
    envelope,
    notice,
    plan,
    promise,
    row,
    thread,
    when,
    words,
)


def only(found: Books, as_of: str = NOON, days: int | None = None) -> Due:
    told = due_in(found, as_of, days)
    assert len(told) == 1, told
    return told[0]


def stands(one: Due) -> str:
    return WORDS.stands(one)


# Promises


def test_a_promise_is_due_on_its_last_due_date_and_cites_what_it_rests_on() -> None:
    found = only(books(commitments=(promise(due="2031-03-10", more=["2031-03-05"]),)))
    assert (found.kind, found.when, found.days, found.whose) == (DueKind.COMMITMENT, "2031-03-10", 6, ("NOR",))
    assert found.rests_on[0] == "Gull Courier, 2031-03-03: “to leave the Gull Bank”"
    assert "by 2031-03-10" in found.rests_on[-1]
    assert found.revision == 1
    assert stands(found) == "in 6 days"


def test_a_moved_date_keeps_its_key_and_counts_up() -> None:
    before, after = (only(books(commitments=(promise(due="2031-03-10", more=more),))) for more in ([], ["2031-03-05"]))
    assert before.key == after.key
    assert before.revision < after.revision


def test_a_promise_that_was_met_is_done_and_one_that_was_not_is_overdue() -> None:
    late, done = (only(books(commitments=(promise(due="2031-03-01", met=met),))) for met in (None, "2031-03-02"))
    assert (late.done, late.days, stands(late)) == (False, -3, "overdue by 3 days")
    assert (done.done, stands(done)) == (True, "done")


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.LAPSED, Standing.SUPERSEDED, Standing.TERMINATED])
def test_a_closed_promise_is_called_off_and_told_of_only_where_everything_is_asked_for(standing: Standing) -> None:
    held = books(commitments=(promise(standing=standing),))
    assert only(held).called_off
    assert due_in(held, days=365) == ()


def test_a_promise_without_a_day_falls_never_due() -> None:
    assert due_in(books(commitments=(promise(due=None),))) == ()


def test_a_due_date_that_was_taken_back_is_none() -> None:
    gone = DueDate(due=None, how="removed", announced=None, evidence=words("no date any more"))
    held = promise()
    assert due_in(books(commitments=(replace(held, due=(*held.due, gone)),))) == ()


def test_a_conduct_that_goes_on_and_holds_ends_on_its_date_and_is_over_then() -> None:
    held = books(commitments=(promise(kind="ceasefire", standing=Standing.IN_FORCE, due="2031-03-05"),))
    before, after = only(held), only(held, "2031-03-07")
    assert before.kind is DueKind.EXPIRY
    assert before.words.startswith("ceasefire ends unless it is extended")
    assert (after.done, stands(after)) == (True, "over")


def test_a_promise_keeps_its_key_when_it_comes_into_force() -> None:
    keys = {
        only(books(commitments=(promise(kind="ceasefire", standing=one),))).key
        for one in (Standing.AGREED, Standing.IN_FORCE)
    }
    assert len(keys) == 1


def test_the_end_of_the_stretch_for_which_a_promise_was_to_hold_is_an_expiry() -> None:
    held = promise(kind="ceasefire", due=None, effective=when("2031-03-01", "2031-03-09"))
    found = only(books(commitments=(held,)))
    assert (found.kind, found.when, found.days) == (DueKind.EXPIRY, "2031-03-09", 5)


def test_a_coarse_date_is_kept_by_its_last_day_and_told_as_it_was_given() -> None:
    due = DueDate(due=when("2031-03", precision=Precision.MONTH), how="set", announced=None, evidence=words("in March"))
    found = only(books(commitments=(replace(promise(), due=(due,)),)))
    assert found.when == "2031-03-31"
    assert "by the end of 2031-03" in found.words


def test_an_hour_without_a_zone_is_a_day_and_says_so() -> None:
    found = only(books(commitments=(promise(due="2031-03-10T14:00"),)))
    assert found.when == "2031-03-10"
    assert "2031-03-10 14:00, zone unknown" in found.words


def test_what_the_sides_do_not_agree_on_and_conditions_stand_with_the_promise() -> None:
    held = promise(caution="claimed by one source", disputed="disputed, text not public", condition=words("if calm"))
    found = only(books(commitments=(held,)))
    assert found.words.startswith("claimed by one source; disputed, text not public: withdrawal")
    assert found.words.endswith(", on a condition")


# Notices


def test_a_clock_falls_due_for_each_party_and_is_overdue_by_the_hour() -> None:
    held = thread("N1", notice("query"), clock("2031-03-04T10:00+00:00"), clock("2031-03-05T10:00+00:00", of="OSC"))
    late, other = due_in(books(threads=(held,)))
    assert (late.kind, late.whose, late.days, stands(late)) == (DueKind.REPLY, ("SOU",), -1, "overdue by 1 day")
    assert (other.whose, stands(other)) == (("OSC",), "tomorrow")
    assert late.rests_on == ("N1 (Query from Norland, Duty officer, 2031-03-01T09:00+00:00)",)
    assert late.tlp is Tlp.AMBER


def test_an_erased_author_is_left_out_of_the_citation() -> None:
    held = thread("N1", replace(notice("query"), author=None), clock("2031-03-05T10:00+00:00"))
    assert only(books(threads=(held,))).rests_on == ("N1 (Query from Norland, 2031-03-01T09:00+00:00)",)


def test_a_clock_that_was_stopped_is_done_and_one_that_is_asked_again_has_a_key_of_its_own() -> None:
    held = thread("N1", notice("query"), clock("2031-03-04T10:00Z", done="N2"), clock("2031-03-08T10:00Z"))
    first, again = due_in(books(threads=(held,)))
    assert (first.done, again.done) == (True, False)
    assert first.key != again.key
    assert again.key.startswith(first.key)


@pytest.mark.parametrize("state", [ThreadState.WITHDRAWN, ThreadState.SETTLED])
def test_nobody_owes_a_reply_on_what_was_taken_back_or_settled(state: ThreadState) -> None:
    held = thread("N1", notice("query"), clock("2031-03-04T10:00Z"), state=state)
    assert only(books(threads=(held,))).called_off


def test_a_held_notice_waits_for_its_release_and_nothing_else_of_it_is_told() -> None:
    waits = clock("2031-03-01T09:00+00:00", "release", "NOR")
    held = thread("N1", notice("review_meeting", day="2031-03-09"), waits, state=ThreadState.HELD, sent=None)
    found = only(books(threads=(held,)))
    assert found.kind is DueKind.RELEASE
    assert stands(found) == "waits for 3 days"


def test_a_review_meeting_is_kept_on_the_day_that_its_form_names() -> None:
    held = thread("N3", notice("review_meeting", day="2031-03-09"))
    found = only(books(threads=(held,)))
    assert (found.kind, found.when, found.whose) == (DueKind.REVIEW, "2031-03-09", ("NOR", "SOU"))
    past = only(books(threads=(held,)), "2031-03-12")
    assert stands(past) == "3 days ago, nothing says what became of it"
    answered = only(books(threads=(replace(held, state=ThreadState.ANSWERED),)), "2031-03-12")
    assert stands(answered) == "done"


def test_a_notice_says_its_date_itself_unless_it_holds_what_is_to_be_kept_close() -> None:
    told = replace(WORDS, notice=lambda _, held: f"{held.sender} meets on {held.text('day')}")
    asked = replace(FORMS["review_meeting"], words="{sender} meets on {day}")
    close = FormField(name="place", kind="place", means="where", sensitive="shelter")
    found = books(threads=(thread("N3", notice("review_meeting", day="2031-03-09", place="Gull Bank")),))
    (open_,) = dues(found, NOON, forms={"review_meeting": asked}, words=told)
    kept = replace(asked, fields=(*asked.fields, close))
    (closed,) = dues(found, NOON, forms={"review_meeting": kept}, words=told)
    assert open_.words == "NOR meets on 2031-03-09 (N3)"
    assert closed.words == "Review meeting from Norland (N3): the day of it"


def test_a_claim_is_over_after_the_day_until_which_it_holds() -> None:
    held = thread("N5", notice("intelligence_notice", valid_until="2031-03-03", claim="not to be told"))
    found = only(books(threads=(held,)))
    assert (found.kind, found.done, stands(found)) == (DueKind.EXPIRY, True, "over")
    assert "not to be told" not in f"{found.words}{found.rests_on}"


def test_a_date_in_a_reply_counts_as_corrected_unless_the_reply_was_taken_back() -> None:
    asked = {"review_meeting": replace(FORMS["review_meeting"], reply=(DATED_REPLY,))}
    told = [
        notice("review_meeting"),
        notice("review_meeting", act=Act.REPLY, of="N3", other="2031-03-20"),
        notice("review_meeting", act=Act.CORRECT, of="N4", other="2031-03-21"),
        notice("review_meeting", act=Act.WITHDRAW, of="N4"),
    ]

    def found(count: int) -> list[str]:
        log = tuple(envelope(at + 3, "N3", one) for at, one in enumerate(told[:count]))
        held = thread("N3", told[0], log=log)
        return [one.when for one in dues(books(threads=(held,)), NOON, forms=asked, words=WORDS)]

    assert [found(count) for count in (1, 2, 3, 4)] == [[], ["2031-03-20"], ["2031-03-21"], []]


DATED_REPLY = FormField(name="other", kind="day", means="another day", keep="review")


def test_a_thread_on_a_form_that_is_gone_still_has_its_clocks() -> None:
    assert only(books(threads=(thread("N1", notice("old_form"), clock("2031-03-08T10:00Z")),))).about == "N1"


# Plans


def test_an_occasion_without_a_row_is_due_and_one_with_a_row_is_done_whatever_became_of_it() -> None:
    rows = [row("N6", "NOR", "2031-03-01", Outcome.NOT_DONE)]
    first, second, third = due_in(books(measures=(plan("2031-03-01", "2031-03-03", "2031-03-08", rows=rows),)))
    assert (first.done, stands(first)) == (True, "logged")
    assert first.words == "joint patrol (N4) at Gull Bank, occasion of 2031-03-01: not done"
    assert first.rests_on[-1] == "N6 (logged by Norland, 2031-03-01T18:00+00:00): not done: as seen"
    assert stands(second) == "1 day ago, nothing says what became of it"
    assert (third.days, third.whose) == (4, PAIR)


def test_of_an_occasion_that_one_side_logged_the_other_side_is_named() -> None:
    held = plan("2031-03-03", rows=[row("N6", "NOR", "2031-03-03", Outcome.DONE)])
    assert only(books(measures=(held,))).whose == ("SOU",)


def test_occasions_of_a_plan_that_was_taken_back_are_called_off() -> None:
    assert only(books(measures=(plan("2031-03-08", withdrawn=True),))).called_off


# What is asked for


def test_within_some_days_stands_what_is_open_and_what_was_done_around_now() -> None:
    held = books(
        commitments=(
            promise("C1", "2030-01-01"),
            promise("C2", "2031-03-08"),
            promise("C3", "2031-09-01"),
            promise("C4", "2031-03-02", met="2031-03-01"),
            promise("C5", "2030-03-02", met="2030-03-01"),
        )
    )
    assert [one.about for one in due_in(held, days=14)] == ["C1", "C4", "C2"]
    assert len(due_in(held)) == 5


def test_the_label_is_the_most_restrictive_of_what_it_rests_on() -> None:
    held = promise(words=words("said on a form", "N1"))
    red = thread("N1", replace(notice("query"), tlp=Tlp.RED), tlp=Tlp.RED)
    found = only(books(commitments=(held,), threads=(red,)))
    assert found.tlp is Tlp.RED
    assert found.rests_on[0].startswith("N1 (Query from Norland")


# Properties

ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.builds(
    lambda minutes, zone: (datetime(2031, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone).isoformat(),
    st.integers(0, 2 * 365 * 24 * 60),
    ZONES,
)
DAYS = st.dates(date(2031, 1, 1), date(2032, 12, 31)).map(date.isoformat)


@given(when=st.one_of(MOMENTS, DAYS), one=MOMENTS, hours=st.integers(0, 4000))
def test_days_never_grow_as_time_goes_by(when: str, one: str, hours: int) -> None:
    later = (datetime.fromisoformat(one) + timedelta(hours=hours)).isoformat()
    assert days_until(when, later) <= days_until(when, one)


@given(when=MOMENTS, now=MOMENTS)
def test_what_is_past_is_below_zero_and_what_is_not_is_not(when: str, now: str) -> None:
    late = datetime.fromisoformat(when) < datetime.fromisoformat(now)
    assert (days_until(when, now) < 0) == late


@given(due=DAYS, moved=DAYS, by=MOMENTS, day=DAYS, as_of=st.one_of(MOMENTS, DAYS), days=st.integers(0, 400))
def test_keys_are_stable_and_fewer_days_are_a_part_of_more(  # noqa: PLR0913, PLR0917 - one of each
    due: str, moved: str, by: str, day: str, as_of: str, days: int
) -> None:
    def made(date: str) -> Books:
        return books(
            commitments=(promise(due=date),),
            threads=(thread("N1", notice("query"), clock(by)), thread("N2", notice("review_meeting", day=date))),
            measures=(plan(day),),
        )

    every = due_in(made(due), as_of)
    assert {one.key for one in every} == {one.key for one in due_in(made(moved), as_of)}
    assert len({one.key for one in every}) == len(every) == 4
    near = {one.key for one in due_in(made(due), as_of, days)}
    assert near <= {one.key for one in due_in(made(due), as_of, days + 1)} <= {one.key for one in every}
    assert due_in(made(due), as_of) == every
