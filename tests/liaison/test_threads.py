"""How a thread stands: every act, every hand, labels, the second pair of eyes, clocks; each refusal with its remedy."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest

from detente.liaison import erased, may_see, merged, threads
from detente.liaison.moves import ABOUT, BY, MOVES
from detente.records import Act, ThreadState, Tlp

Log: TypeAlias = Any  # of conftest.py, which no test imports
Sent = Callable[..., Log]
NOR = {"sender": "NOR", "author": "Knut"}
ISL = {"sender": "ISL", "author": "Sigrid"}


def test_the_table_knows_every_act_and_every_state() -> None:
    assert {act for act, _ in MOVES} == set(Act) - {Act.NEW}
    assert all(set(row) == set(ThreadState) for row in MOVES.values())
    assert set(ABOUT) == set(BY) == set(Act)


def test_a_notice_is_open_until_it_is_acknowledged_and_answered(sent: Sent) -> None:
    log = sent()
    assert log.stands().state is ThreadState.OPEN
    log.act(Act.ACKNOWLEDGE, "N1", **NOR)
    assert log.stands().state is ThreadState.ACKNOWLEDGED
    log.act(Act.REPLY, "N1", **NOR)
    assert log.stands().state is ThreadState.ANSWERED
    log.act(Act.REPLY, "N3", **ISL)
    log.act(Act.ACKNOWLEDGE, "N4", **NOR)
    thread = log.stands()
    assert thread.state is ThreadState.ANSWERED
    assert thread.entries == ("N1", "N2", "N3", "N4", "N5")
    assert Act.NEW not in thread.next
    assert Act.RELEASE not in thread.next
    assert {Act.REPLY, Act.DISPUTE, Act.CORRECT, Act.WITHDRAW} <= set(thread.next)


def test_a_correction_opens_the_thread_again_and_what_stands_is_the_new_value(sent: Sent) -> None:
    log = sent()
    log.act(Act.ACKNOWLEDGE, "N1", **NOR)
    log.act(Act.CORRECT, "N1", **ISL, fields=(("place", "Cod Bank"), ("why", "misread")))
    thread = log.stands()
    assert thread.state is ThreadState.OPEN
    assert thread.notice.fields == (("place", "Cod Bank"), ("what", "two boats"))
    assert log.entries[0].notice.text("place") == "Gull Bank"
    log.act(Act.CORRECT, "N3", **ISL, fields=(("what", ""), ("why", "not known")))
    assert log.stands().notice.fields == (("place", "Cod Bank"),)
    log.act(Act.ACKNOWLEDGE, "N4", **NOR)
    assert log.stands().state is ThreadState.ACKNOWLEDGED
    assert "acknowledged N4 in N5" in log.refused(Act.ACKNOWLEDGE, "N4", **NOR)


def test_a_dispute_holds_until_who_raised_it_or_a_third_party_settles_it(sent: Sent) -> None:
    log = sent(to=("NOR", "DNK"))
    log.act(Act.DISPUTE, "N1", **NOR)
    assert log.stands().state is ThreadState.DISPUTED
    assert "let NOR or a third party settle it" in log.refused(Act.SETTLE, "N2", **ISL)
    assert "neither NOR nor named" in log.refused(Act.SETTLE, "N2", sender="SWE")
    assert "disputes N1 already in N2" in log.refused(Act.DISPUTE, "N1", **NOR)
    log.act(Act.SETTLE, "N1", sender="DNK", to=("ISL", "NOR"), author="Birte")
    assert log.stands().state is ThreadState.SETTLED
    assert "was settled" in log.refused(Act.DISPUTE, "N1", **NOR)
    assert "nothing in N1 is disputed" in log.refused(Act.SETTLE, "N1", **NOR)
    log.act(Act.DISPUTE, "N3", **ISL)
    assert log.stands().state is ThreadState.DISPUTED


def test_a_body_that_is_named_at_the_outset_may_settle_but_none_that_one_side_brings_in(sent: Sent) -> None:
    log = sent(tlp=Tlp.GREEN, fields=(("what", "boats"), ("place", "UNO; harbour")))
    log.act(Act.DISPUTE, "N1", **NOR, tlp=Tlp.GREEN)
    log.act(Act.REPLY, "N2", sender="ISL", to=("NOR", "SWE"), fields=(("words", "SWE"),))
    assert "neither NOR nor named" in log.refused(Act.SETTLE, "N2", sender="SWE")
    log.act(Act.SETTLE, "N2", sender="UNO")
    assert log.stands().state is ThreadState.SETTLED


def test_of_two_disputes_both_must_be_settled(sent: Sent) -> None:
    log = sent(to=("NOR", "DNK"))
    log.act(Act.DISPUTE, "N1", **NOR)
    log.act(Act.DISPUTE, "N1", sender="DNK", author="Birte")
    log.act(Act.SETTLE, "N2", **NOR)
    assert log.stands().state is ThreadState.DISPUTED
    log.act(Act.SETTLE, "N3", sender="NOR")
    assert log.stands().state is ThreadState.SETTLED


def test_later_log_rows_can_be_disputed_when_earlier_ones_were_settled(sent: Sent) -> None:
    log = sent()
    log.act(Act.LOG, "N1", **ISL)
    log.act(Act.LOG, "N1", **NOR)
    log.act(Act.DISPUTE, "N2", **NOR)
    log.act(Act.SETTLE, "N4", **NOR)
    assert "N2 was settled" in log.refused(Act.WITHDRAW, "N2", **ISL)
    assert "N2 was settled" in log.refused(Act.DISPUTE, "N2", **NOR)
    log.act(Act.DISPUTE, "N3", **ISL)
    assert log.stands().state is ThreadState.DISPUTED
    log.act(Act.WITHDRAW, "N3", **NOR)
    assert log.stands().state is ThreadState.SETTLED


def test_what_is_withdrawn_counts_as_if_it_had_never_been_said(sent: Sent) -> None:
    log = sent()
    log.act(Act.ACKNOWLEDGE, "N1", **NOR)
    log.act(Act.REPLY, "N1", **NOR)
    log.act(Act.WITHDRAW, "N3", **NOR)
    assert log.stands().state is ThreadState.ACKNOWLEDGED
    assert "N3 was withdrawn" in log.refused(Act.REPLY, "N3", **ISL)
    log.act(Act.DISPUTE, "N1", **NOR)
    log.act(Act.WITHDRAW, "N5", **NOR)
    assert log.stands().state is ThreadState.ACKNOWLEDGED
    assert log.stands().entries == ("N1", "N2", "N3", "N4", "N5", "N6")


def test_a_withdrawn_notice_is_the_end_of_its_thread(sent: Sent) -> None:
    log = sent()
    log.act(Act.WITHDRAW, "N1", **ISL)
    thread = log.stands()
    assert thread.state is ThreadState.WITHDRAWN
    assert thread.next == (Act.RELABEL,)
    for act in (Act.REPLY, Act.ACKNOWLEDGE, Act.DISPUTE, Act.SETTLE, Act.LOG):
        assert "N1 was withdrawn by N2" in log.refused(act, "N1", **NOR)
    assert {(clock.done, clock.late) for clock in thread.clocks} == {("N2", False)}


def test_only_the_sender_corrects_and_withdraws_and_only_addressees_answer(sent: Sent) -> None:
    log = sent()
    assert "dispute N1, or reply" in log.refused(Act.CORRECT, "N1", **NOR)
    assert "dispute N1, or reply" in log.refused(Act.WITHDRAW, "N1", **NOR)
    for act in (Act.ACKNOWLEDGE, Act.REPLY, Act.DISPUTE):
        assert "of ISL itself" in log.refused(act, "N1", **ISL)
        assert "not addressed to SWE" in log.refused(act, "N1", sender="SWE")
    assert "no party of this thread" in log.refused(Act.LOG, "N1", sender="SWE")
    assert "no party of this thread" in log.refused(Act.RELABEL, "N1", sender="SWE", tlp=Tlp.RED)


def test_corrections_are_taken_back_by_corrections_and_acknowledgements_not_at_all(sent: Sent) -> None:
    log = sent()
    log.act(Act.CORRECT, "N1", **ISL)
    log.act(Act.ACKNOWLEDGE, "N2", **NOR)
    assert "correct N1 once more" in log.refused(Act.WITHDRAW, "N2", **ISL)
    assert "to which withdraw does not apply" in log.refused(Act.WITHDRAW, "N3", **NOR)
    assert "to which dispute does not apply" in log.refused(Act.DISPUTE, "N3", **ISL)


def test_an_entry_belongs_to_its_form_its_thread_and_its_time(sent: Sent, traffic: SimpleNamespace) -> None:
    log = sent()
    log.act(Act.NEW, at="2024-01-17T09:00+05:00")
    assert "N1 is on the form incident" in log.refused(Act.REPLY, "N1", **NOR, form="intelligence")
    assert "lies before N1" in log.refused(Act.REPLY, "N1", **NOR, at="2024-01-17T03:59+01:00")
    assert "no moment with a zone" in log.refused(Act.REPLY, "N1", **NOR, at="2024-01-17T09:00")
    for at in ("noon", "20240117T0900+0500", "2024-01-17 09:00+05:00", "2024-W03-3T09:00+05:00", "2024-13-17T09:00Z"):
        assert "no moment with a zone" in log.refused(Act.REPLY, "N1", **NOR, at=at)
    assert "nobody is named" in log.refused(Act.REPLY, "N1", sender="NOR", author=" ")
    assert "nobody is named" in log.refused(Act.NEW, author=None)
    assert "there is no entry" in traffic.log().refused(Act.REPLY)
    assert "has begun this thread" in log.refused(Act.NEW, "N1")
    narrow = traffic.log(forms={"incident": traffic.form(acts=frozenset({Act.NEW, Act.REPLY}), widest=Tlp.AMBER)})
    assert "wider than this form may be" in narrow.refused(Act.NEW, tlp=Tlp.GREEN)
    narrow.act(Act.NEW)
    assert "use one of: new, reply" in narrow.refused(Act.DISPUTE, "N1", **NOR)


def test_a_held_notice_goes_out_by_another_hand_of_the_same_side(log: Log) -> None:
    log.act(Act.NEW, form="intelligence")
    thread = log.stands()
    assert (thread.state, thread.sent) == (ThreadState.HELD, None)
    assert [(one.what, one.of, one.late) for one in thread.clocks] == [("release", ("ISL",), False)]
    assert set(thread.next) == {Act.RELEASE, Act.CORRECT, Act.WITHDRAW, Act.RELABEL}
    assert "N1 is held" in log.refused(Act.REPLY, "N1", **NOR)
    assert "not sent yet" in log.refused(Act.RELABEL, "N1", **NOR, tlp=Tlp.RED)
    assert "not sent yet" in log.refused(Act.RELEASE, "N1", **NOR)
    assert "wrote N1; let another person of ISL release it" in log.refused(Act.RELEASE, "N1", author=" sigrid")
    log.act(Act.CORRECT, "N1", author="Jon", fields=(("place", "Cod Bank"),))
    assert "Jon wrote N2" in log.refused(Act.RELEASE, "N1", author="Jon")
    log.act(Act.RELEASE, "N1", author="Hallgerd")
    thread = log.stands()
    assert (thread.state, thread.sent) == (ThreadState.OPEN, "2024-01-17T08:02+05:00")
    assert {one.by for one in thread.clocks} == {"2024-01-17T20:02+05:00", "2024-01-19T08:02+05:00"}
    assert "released by a second person" in log.refused(Act.CORRECT, "N1")
    assert Act.CORRECT not in thread.next


def test_who_wrote_a_held_notice_must_be_known_to_whoever_releases_it(log: Log) -> None:
    log.act(Act.NEW, form="intelligence")
    log.entries[0] = erased(log.entries[0], ["author"])
    assert "who wrote N1 was erased" in log.refused(Act.RELEASE, "N1", author="Hallgerd")


def test_held_notices_are_for_their_sender_and_labels_decide_who_else_sees_a_thread(log: Log) -> None:
    log.act(Act.NEW, form="intelligence", tlp=Tlp.CLEAR)

    def seen() -> set[str]:
        return {one for one in ("ISL", "NOR", "SWE") if may_see(log.stands(), one)}

    assert seen() == {"ISL"}
    log.act(Act.RELEASE, "N1", author="Hallgerd")
    assert seen() == {"ISL", "NOR", "SWE"}
    log.act(Act.RELABEL, "N1", **NOR, tlp=Tlp.AMBER)
    assert seen() == {"ISL", "NOR"}


def test_anyone_narrows_a_label_and_only_who_said_a_thing_widens_it(sent: Sent) -> None:
    log = sent(tlp=Tlp.GREEN)
    assert "TLP:GREEN already" in log.refused(Act.RELABEL, "N1", **NOR, tlp=Tlp.GREEN)
    assert "only ISL may widen" in log.refused(Act.RELABEL, "N1", **NOR, tlp=Tlp.CLEAR)
    log.act(Act.RELABEL, "N1", **NOR, tlp=Tlp.RED)
    assert log.stands().tlp is Tlp.RED
    log.act(Act.RELABEL, "N1", **ISL, tlp=Tlp.CLEAR)
    assert log.stands().tlp is Tlp.CLEAR
    log.act(Act.REPLY, "N1", **NOR, tlp=Tlp.AMBER)
    assert log.stands().tlp is Tlp.AMBER
    assert "ask NOR to label N4 anew" in log.refused(Act.RELABEL, "N1", **ISL, tlp=Tlp.GREEN)
    log.act(Act.RELABEL, "N4", **NOR, tlp=Tlp.GREEN)
    assert log.stands().tlp is Tlp.GREEN


def test_what_was_taken_back_keeps_its_label_since_it_can_still_be_read(sent: Sent) -> None:
    log = sent(tlp=Tlp.CLEAR)
    log.act(Act.REPLY, "N1", **NOR, tlp=Tlp.RED)
    log.act(Act.WITHDRAW, "N2", **NOR, tlp=Tlp.CLEAR)
    assert log.stands().tlp is Tlp.RED


def test_an_answer_that_only_others_see_is_refused(sent: Sent) -> None:
    log = sent(to=("NOR", "DNK"))
    for act in (Act.ACKNOWLEDGE, Act.REPLY, Act.DISPUTE, Act.LOG):
        assert "N1 concerns ISL" in log.refused(act, "N1", **NOR, to=("DNK", "SWE"))
    for act in (Act.CORRECT, Act.WITHDRAW, Act.LOG):
        assert "address it to DNK as well" in log.refused(act, "N1", **ISL, to=("NOR", "SWE"))
    log.act(Act.DISPUTE, "N1", **NOR, to=("ISL",))
    assert "address it to ISL as well" in log.refused(Act.SETTLE, "N2", **NOR, to=("DNK",))
    assert "address it to ISL, NOR as well" in log.refused(Act.SETTLE, "N2", sender="DNK", to=("SWE",))
    log.act(Act.CORRECT, "N1", **ISL, to=("NOR", "DNK", "SWE"))
    assert log.stands().notice.to == ("NOR", "DNK")
    assert not may_see(log.stands(), "SWE")


def test_whom_somebody_sends_a_later_entry_does_not_see_the_thread(sent: Sent) -> None:
    log = sent()
    log.act(Act.REPLY, "N1", sender="NOR", author="Knut", to=("ISL", "SWE"))
    assert [may_see(log.stands(), one) for one in ("ISL", "NOR", "SWE")] == [True, True, False]
    log.act(Act.REPLY, "N2", sender="SWE", author="Ebba")
    assert not may_see(log.stands(), "SWE")


@pytest.mark.parametrize("one", Tlp)
@pytest.mark.parametrize("other", Tlp)
def test_the_most_restrictive_label_wins(one: Tlp, other: Tlp) -> None:
    assert merged([one, other]).rank == max(one.rank, other.rank)
    with pytest.raises(ValueError, match="empty"):
        merged([])


def test_each_addressee_has_its_own_clocks(sent: Sent) -> None:
    log = sent(to=("NOR", "DNK"))
    log.act(Act.ACKNOWLEDGE, "N1", **NOR, at="2024-01-17T21:00+05:00")
    log.act(Act.REPLY, "N1", sender="DNK", author="Birte", at="2024-01-18T08:00+05:00")
    clocks = {(one.what, *one.of): (one.by, one.done, one.late) for one in log.stands("2024-01-19T08:01+05:00").clocks}
    assert clocks == {
        ("acknowledge", "NOR"): ("2024-01-17T20:00+05:00", "N2", True),
        ("acknowledge", "DNK"): ("2024-01-17T20:00+05:00", "N3", True),
        ("reply", "NOR"): ("2024-01-19T08:00+05:00", None, True),
        ("reply", "DNK"): ("2024-01-19T08:00+05:00", "N3", False),
    }
    on_time = [one for one in log.stands("2024-01-19T08:00+05:00").clocks if one.what == "reply"]
    assert [one.late for one in on_time] == [False, False]
    by_day = [one for one in log.stands("2024-01-19").clocks if one.what == "reply"]
    assert [one.late for one in by_day] == [False, False]


def test_who_disputes_a_notice_or_logs_an_occasion_of_a_plan_has_answered_it(sent: Sent) -> None:
    log = sent(to=("NOR", "DNK"))
    log.act(Act.DISPUTE, "N1", **NOR)
    log.act(Act.LOG, "N1", sender="DNK", author="Birte")
    done = {(one.what, *one.of): one.done for one in log.stands().clocks}
    assert done == {(what, of): n for what in ("acknowledge", "reply") for of, n in (("NOR", "N2"), ("DNK", "N3"))}


def test_a_correction_asks_again_for_an_acknowledgement_that_was_given(sent: Sent) -> None:
    log = sent()
    log.act(Act.CORRECT, "N1", **ISL)
    assert [one.what for one in log.stands().clocks] == ["acknowledge", "reply"]
    log.act(Act.ACKNOWLEDGE, "N1", **NOR)
    log.act(Act.CORRECT, "N1", **ISL, at="2024-01-18T08:00+05:00")
    asked = [(one.by, one.done) for one in log.stands().clocks if one.what == "acknowledge"]
    assert asked == [("2024-01-17T20:00+05:00", "N3"), ("2024-01-18T20:00+05:00", None)]


def test_a_thread_as_of_a_day_before_it_began_is_none(sent: Sent, traffic: SimpleNamespace) -> None:
    log = sent()
    assert threads(log.entries, traffic.forms, "2024-01-16") == ()
    assert threads(log.entries, traffic.forms, "2024-01-17T07:59+05:00") == ()
    assert len(threads(log.entries, traffic.forms, "2024-01-17T03:00+00:00")) == 1


def test_a_thread_on_a_form_that_is_not_known_any_more_still_stands_without_clocks(sent: Sent) -> None:
    log = sent()
    (thread,) = threads(log.entries, {}, "2025-01-01")
    assert (thread.state, thread.clocks) == (ThreadState.OPEN, ())


def test_a_value_that_was_erased_from_a_correction_does_not_bring_the_old_one_back(sent: Sent) -> None:
    log = sent()
    log.act(Act.CORRECT, "N1", **ISL, fields=(("place", "Cod Bank"), ("why", "misread")))
    log.entries[1] = erased(log.entries[1], ["place"])
    assert log.stands().notice.fields == (("what", "two boats"),)
