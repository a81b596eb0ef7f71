"""Whatever people try, in whatever order: the log keeps what it promises."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeAlias

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from detente.codebook import Form
from detente.errors import NoticeError
from detente.liaison import allow, check, erased, threads, tombstone
from detente.liaison.moves import led
from detente.records import Act, Envelope, Notice, Thread, ThreadState, Tlp
from detente.records.plain import built, written

Log: TypeAlias = Any  # of conftest.py, which no test imports
PARTIES = ("ISL", "NOR", "DNK", "SWE")
END = "2030-01-01T00:00+00:00"
# A try: what, about which entry, of whom, by which person, how many minutes later, with which label, on which form.
TRY = st.tuples(
    st.sampled_from([*Act, Act.REPLY, Act.ACKNOWLEDGE, *[Act.DISPUTE, Act.SETTLE] * 3, Act.CORRECT, Act.RELEASE]),
    st.integers(0, 30),
    st.sampled_from(["own", "other", "other", "any"]),
    st.sampled_from(["Sigrid", "Knut"]),
    st.integers(0, 3000),
    st.sampled_from(Tlp),
    st.sampled_from(["incident", "intelligence"]),
)
TRIES = st.lists(TRY, min_size=5, max_size=25)
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def grown(traffic: SimpleNamespace, tries: list[tuple[Any, ...]]) -> Log:
    """Return a log of two notices, one of them held, and what of the tries was allowed."""
    log = traffic.log()
    log.add(traffic.notice(to=("NOR", "DNK")))
    log.add(traffic.notice(form="intelligence"))
    at = datetime.fromisoformat(traffic.begun)
    for act, of, hand, author, minutes, tlp, form in tries:
        fitting = [one for one in log.entries if act is not Act.SETTLE or one.notice.act is Act.DISPUTE] or log.entries
        about = fitting[of % len(fitting)] if act is not Act.NEW else None
        sender = whose(hand, about, of)
        at += timedelta(minutes=minutes)
        to = tuple(one for one in PARTIES[:3] if one != sender)
        given = {"sender": sender, "to": to, "author": author, "at": at.isoformat(timespec="minutes"), "tlp": tlp}
        given["form"] = about.notice.form if about else form
        try:
            if act is Act.ERASE and about is not None:
                erase(log, about, given)
            else:
                log.add(traffic.notice(act, about.id if about else None, **given))
        except NoticeError:
            continue
    return log


def whose(hand: str, about: Envelope | None, of: int) -> str:
    """Return who tries an act: the sender of what it is about, another that it is for, or any."""
    if about is None or hand == "any":
        return PARTIES[of % len(PARTIES)]
    return about.notice.sender if hand == "own" else about.notice.to[of % len(about.notice.to)]


def erase(log: Log, about: Envelope, given: dict[str, Any]) -> None:
    held = [one.name for one in about.seals if one.salt is not None]
    if held:
        names = held[: 1 + len(log.entries) % len(held)]
        told = {"sender": given["sender"], "author": given["author"], "at": given["at"]}
        log.add(tombstone(about, names, **told, why="asked", authority="law"))
        log.entries[about.number - 1] = erased(about, names)


def states(log: Log, entries: list[Envelope]) -> dict[str, ThreadState]:
    return {one.id: one.state for one in threads(entries, log.forms, END)}


@quick
@given(tries=TRIES)
def test_nothing_disappears_and_the_chain_verifies(tries: list[Any], traffic: SimpleNamespace) -> None:
    log = grown(traffic, tries)
    assert check(log.entries) is None
    found = threads(log.entries, log.forms, END)
    assert sorted(one for thread in found for one in thread.entries) == sorted(one.id for one in log.entries)
    assert [one.id for one in found] == [one.id for one in log.entries if one.notice.act is Act.NEW]


@quick
@given(tries=TRIES)
def test_a_thread_moves_only_as_the_table_says(tries: list[Any], traffic: SimpleNamespace) -> None:
    log = grown(traffic, tries)
    for place, one in enumerate(log.entries):
        before, after = (states(log, log.entries[: place + more]) for more in (0, 1))
        assert {name: state for name, state in after.items() if name != one.thread} == {
            name: state for name, state in before.items() if name != one.thread
        }
        if one.notice.act is Act.NEW:
            assert after[one.id] is (ThreadState.HELD if one.notice.form == "intelligence" else ThreadState.OPEN)
            continue
        of = log.entries[int(one.notice.of[1:]) - 1]
        while of.notice.act is Act.CORRECT:
            of = log.entries[int(of.notice.of[1:]) - 1]
        moved = led(one.notice.act, before[one.thread], first=of.id == one.thread)
        assert moved is not None
        if one.notice.act is Act.SETTLE:
            assert after[one.thread] in {ThreadState.SETTLED, ThreadState.DISPUTED}
        elif one.notice.act is Act.WITHDRAW and of.id != one.thread:
            assert after[one.thread] is not ThreadState.WITHDRAWN
        else:
            assert after[one.thread] is moved


@quick
@given(tries=TRIES)
def test_threads_as_of_a_moment_never_depend_on_later_entries(tries: list[Any], traffic: SimpleNamespace) -> None:
    log = grown(traffic, [one for one in tries if one[0] is not Act.ERASE] or tries[:1])
    for place, one in enumerate(log.entries, 1):
        at = one.notice.at
        if place < len(log.entries) and log.entries[place].notice.at == at:
            continue
        assert threads(log.entries, log.forms, at) == threads(log.entries[:place], log.forms, at)
        assert threads(log.entries, log.forms, at[:10]) == threads(
            [each for each in log.entries if each.notice.at[:10] <= at[:10]], log.forms, at[:10]
        )


@quick
@given(tries=TRIES, minutes=st.lists(st.integers(0, 90_000), min_size=2, max_size=6))
def test_clocks_only_run_forward(tries: list[Any], minutes: list[int], traffic: SimpleNamespace) -> None:
    log = grown(traffic, tries)
    begun = datetime.fromisoformat(traffic.begun)
    late: set[tuple[object, ...]] = set()
    for more in sorted(minutes):
        as_of = (begun + timedelta(minutes=more)).isoformat(timespec="minutes")
        found = threads(log.entries, log.forms, as_of)
        now = {(one.id, each.what, each.of, each.by): each.late for one in found for each in one.clocks}
        assert all(now[one] for one in late)
        late = {one for one, is_late in now.items() if is_late}
        for thread in found:
            assert thread.sent is not None or {one.what for one in thread.clocks} <= {"release"}
            assert all(one.of[0] != thread.notice.sender for one in thread.clocks if one.what != "release")


@quick
@given(tries=TRIES)
def test_what_is_not_named_as_next_is_allowed_to_nobody(tries: list[Any], traffic: SimpleNamespace) -> None:
    log = grown(traffic, tries)
    at = log.entries[-1].notice.at
    for thread in threads(log.entries, log.forms, END):
        possible = {
            act
            for act in set(Act) - {Act.ERASE}
            for about in thread.log
            for sender in PARTIES
            if is_allowed(
                traffic.notice(act, about.id, sender=sender, author="Gro", at=at, form=thread.form),
                thread,
                log.forms[thread.form],
            )
        }
        assert possible <= set(thread.next)


def is_allowed(notice: Notice, thread: Thread, form: Form) -> bool:
    try:
        allow(thread.log, notice, form)
    except NoticeError:
        return False
    return True


@quick
@given(tries=TRIES)
def test_a_label_is_widened_by_nobody_but_who_said_a_thing(tries: list[Any], traffic: SimpleNamespace) -> None:
    log = grown(traffic, tries)
    for place, one in enumerate(log.entries[1:], 1):
        if one.notice.act is Act.NEW:
            continue
        before, after = (
            next(each for each in threads(log.entries[: place + more], log.forms, END) if each.id == one.thread).tlp
            for more in (0, 1)
        )
        if after.rank < before.rank:
            of = log.entries[int(one.notice.of[1:]) - 1]
            assert one.notice.act is Act.RELABEL
            assert one.notice.sender in {of.notice.sender, log.entries[int(one.thread[1:]) - 1].notice.sender}


@quick
@given(tries=TRIES, drawn=st.data())
def test_any_changed_letter_is_found_where_it_was_changed(
    tries: list[Any], drawn: st.DataObject, traffic: SimpleNamespace
) -> None:
    log = grown(traffic, tries)
    place = drawn.draw(st.integers(0, len(log.entries) - 1))
    text = written(log.entries[place])
    at = drawn.draw(st.integers(0, len(text) - 1))
    other = text[:at] + drawn.draw(st.sampled_from('0a1Zé"{,: ')) + text[at + 1 :]
    try:
        forged = built(Envelope, json.loads(other))
    except (ValueError, TypeError, KeyError, AttributeError):
        return  # no entry any more, which is told when it is read
    assume(forged != log.entries[place])
    fault = check([*log.entries[:place], forged, *log.entries[place + 1 :]])
    assert fault is not None
    assert fault.number == place + 1


@quick
@given(tries=TRIES, drawn=st.data())
def test_any_entry_that_goes_comes_or_moves_is_found_there(
    tries: list[Any], drawn: st.DataObject, traffic: SimpleNamespace
) -> None:
    log = grown(traffic, tries).entries
    place = drawn.draw(st.integers(0, len(log) - 2))
    other = drawn.draw(st.integers(place + 1, len(log) - 1))
    swapped = [*log[:place], log[other], *log[place + 1 : other], log[place], *log[other + 1 :]]
    for forged in (log[:place] + log[place + 1 :], swapped, [*log[:place], log[other], *log[place:]]):
        fault = check(forged)
        assert fault is not None
        assert fault.number == place + 1
