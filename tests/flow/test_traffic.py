"""Working traffic into a case: who may do what, what it touches, what a party sees, and whether the log holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import NoticeError
from detente.flow.keeping import Erasure, erase, verified
from detente.flow.traffic import Entered, Given, Registry, drafted, entered, open_registry, send, tried
from detente.flow.viewing import dyad_of, looked_up, plans, whole
from detente.records import Act, Notice, Problem, ThreadState, Tlp
from detente.settings import Settings
from detente.store import open_case
from detente.store.case import Case

NOW = "2024-03-01T12:00+00:00"
COMMISSION = "Border Commission [IGO]"


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the forms and look-ups, opened once."""
    return open_registry(Settings())


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Return an empty case."""
    with open_case(str(tmp_path / "c.detente"), create=True) as opened:
        yield opened


def message(**changed: object) -> Given:
    values: dict[str, object] = {
        "act": Act.NEW,
        "form": "message",
        "sender": "PAK",
        "to": ("IRN",),
        "author": "Duty officer",
        "at": "2024-01-17T09:30+05:00",
        "fields": {"subject": "the crossing", "words": "the crossing stays open"},
    }
    return Given(**(values | changed))  # type: ignore[arg-type]


def about(act: Act, name: str, **changed: object) -> Given:
    values: dict[str, object] = {
        "act": act,
        "of": name,
        "sender": "IRN",
        "author": "Desk officer",
        "at": "2024-01-18T09:30+03:30",
    }
    return Given(**(values | changed))  # type: ignore[arg-type]


def sent(case: Case, registry: Registry, one: Given) -> Entered:
    found = send(case, registry, one, now=NOW)
    assert isinstance(found, Entered), found
    return found


def test_a_notice_becomes_the_first_entry_of_a_log_that_holds(case: Case, registry: Registry) -> None:
    done = sent(case, registry, message())
    assert (done.envelope.id, done.thread.id, done.thread.state) == ("N1", "N1", ThreadState.OPEN)
    assert case.log() == [done.envelope]
    assert verified(case).holds
    assert verified(case).head == f"N1:{done.envelope.hash}"


def test_two_cases_with_the_same_notice_have_different_seals(tmp_path: Path, registry: Registry) -> None:
    found = []
    for name in ("one", "other"):
        with open_case(str(tmp_path / f"{name}.detente"), create=True) as held:
            found.append(sent(held, registry, message()).envelope)
    assert found[0].notice == found[1].notice
    assert found[0].hash != found[1].hash


def test_everything_that_is_wrong_is_told_and_nothing_is_written(case: Case, registry: Registry) -> None:
    found = send(case, registry, message(to=("Qqqqq",), at="2190-01-01T00:00Z", fields={"wrds": "x"}), now=NOW)
    assert isinstance(found, tuple)
    assert {one.field for one in found} == {"at", "to", "wrds", "subject", "words"}
    assert all(isinstance(one, Problem) and one.remedy for one in found)
    assert case.log() == []


def test_a_draft_needs_no_case(registry: Registry) -> None:
    assert isinstance(drafted(None, registry, message(), now=NOW), Notice)
    with pytest.raises(NoticeError, match="N1: is no entry"):
        drafted(None, registry, about(Act.ACKNOWLEDGE, "N1"), now=NOW)


def test_what_is_tried_is_not_written_and_is_refused_as_it_would_be(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    fine = drafted(case, registry, about(Act.ACKNOWLEDGE, "N1"), now=NOW)
    forbidden = drafted(case, registry, about(Act.WITHDRAW, "N1", fields={"why": "no"}), now=NOW)
    assert isinstance(fine, Notice)
    assert isinstance(forbidden, Notice)
    assert tried(case, registry, fine) == ()
    with pytest.raises(NoticeError, match="N1 is of PAK"):
        tried(case, registry, forbidden)
    with pytest.raises(NoticeError, match="N1 is of PAK"):
        entered(case, registry, forbidden)
    assert len(case.log()) == 1


def test_an_answer_goes_to_everyone_in_the_thread_under_its_label(case: Case, registry: Registry) -> None:
    sent(case, registry, message(to=("IRN", COMMISSION)))
    sent(case, registry, about(Act.RELABEL, "N1", tlp="GREEN", sender="PAK", at="2024-01-17T10:00+05:00"))
    done = sent(case, registry, about(Act.REPLY, "n1", fields={"words": "thank you"}))
    assert done.envelope.notice.to == ("PAK", "Border Commission")
    assert done.envelope.notice.tlp is Tlp.GREEN
    assert done.thread.tlp is Tlp.GREEN


def test_a_body_of_no_table_is_found_by_its_bare_name_once_it_took_part(case: Case, registry: Registry) -> None:
    assert isinstance(drafted(case, registry, message(to=("Border Commission",)), now=NOW), tuple)
    sent(case, registry, message(to=(COMMISSION,)))
    done = sent(case, registry, about(Act.ACKNOWLEDGE, "N1", sender="border commission"))
    assert done.envelope.notice.sender == "Border Commission"
    assert looked_up(case, registry, viewer="Border Commission", as_of=NOW).hidden == 0


def test_a_notice_is_about_the_dyads_of_all_who_are_in_it(case: Case, registry: Registry) -> None:
    sent(case, registry, message(sender=COMMISSION, to=("PAK", "IRN")))
    for dyad in (("IRN", "PAK"), ("Border Commission", "IRN"), ("Border Commission", "PAK")):
        assert [one.id for one in case.log(dyad=dyad)] == ["N1"]
        assert dyad in case.touched_dyads()
    assert dyad_of(case, registry, "Border Commission-Iran") == ("Border Commission", "IRN")
    with pytest.raises(NoticeError, match="names no two parties"):
        dyad_of(case, registry, "PAK")


def test_whoever_is_named_in_a_field_is_in_its_dyad(case: Case, registry: Registry) -> None:
    call = {"with": "IRN", "channel": "foreign_ministers_call", "day": "2024-01-16"}
    sent(case, registry, message(form="talks", sender="PAK", to=("OSCE",), fields=call))
    assert case.log(dyad=("IRN", "PAK"))


def test_a_correction_is_judged_by_what_stands_and_not_by_what_was_said_first(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    change = {"sender": "PAK", "author": "Duty officer"}
    sent(case, registry, about(Act.CORRECT, "N1", fields={"words": "it closes at six", "why": "new order"}, **change))
    again = about(Act.CORRECT, "N1", fields={"words": "it closes at six", "why": "again"}, **change)
    found = drafted(case, registry, again, now=NOW)
    assert isinstance(found, tuple)
    assert "changes nothing of N1" in str(found[0])
    back = about(Act.CORRECT, "N1", fields={"words": "the crossing stays open", "why": "the order is void"}, **change)
    assert sent(case, registry, back).thread.notice.text("words") == "the crossing stays open"


def test_held_notices_are_their_senders_alone_until_a_second_person_releases_them(
    case: Case, registry: Registry
) -> None:
    claim = {"claim": "a band gathers", "grade": "B2", "valid_until": "2024-02-01"}
    assert sent(case, registry, message(form="intelligence_notice", fields=claim)).thread.state is ThreadState.HELD
    assert [looked_up(case, registry, viewer=one, as_of=NOW).threads == () for one in ("PAK", "IRN")] == [False, True]
    assert looked_up(case, registry, viewer="IRN", as_of=NOW).hidden == 0  # a count would tell that there is something
    with pytest.raises(NoticeError, match="N1: is no entry of this case"):
        whole(case, registry, "N1", viewer="IRN", as_of=NOW)
    sent(case, registry, about(Act.RELEASE, "N1", sender="PAK", author="Head of section"))
    assert len(looked_up(case, registry, viewer="IRN", as_of=NOW).threads) == 1
    assert looked_up(case, registry, viewer="IRN", as_of="2024-01-17").threads == ()
    assert len(whole(case, registry, "N1", viewer="IRN", as_of=NOW).entries) == 2


def test_a_refusal_to_show_tells_neither_sender_nor_label(case: Case, registry: Registry) -> None:
    sent(case, registry, message(tlp="RED"))
    with pytest.raises(NoticeError, match="is not shown to Afghanistan") as refused:
        whole(case, registry, "N1", viewer="AFG", as_of=NOW)
    assert not {"PAK", "Pakistan", "RED"} & set(str(refused.value).replace(":", " ").split())


def test_who_is_in_nothing_sees_green_and_clear_alone(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    sent(case, registry, message(tlp="GREEN"))
    sent(case, registry, message(tlp="CLEAR"))
    found = looked_up(case, registry, viewer="AFG", as_of=NOW)
    assert [one.id for one in found.threads] == ["N2", "N3"]
    assert found.hidden == 1


def test_who_gets_one_answer_sees_that_answer_and_not_the_thread(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    sent(case, registry, about(Act.REPLY, "N1", to=("PAK", "AFG"), fields={"words": "seen"}))
    found = whole(case, registry, "N2", viewer="AFG", as_of=NOW)
    assert [one.id for one in found.entries] == ["N2"]
    assert found.hidden == 1
    assert looked_up(case, registry, viewer="AFG", as_of=NOW).hidden == 1


def test_a_plan_and_the_rows_of_its_log_are_a_measure(case: Case, registry: Registry) -> None:
    plan = {"title": "Patrols", "place": "Mirjaveh", "first": "2024-02-05", "last": "2024-02-19", "every": "1 week"}
    units = {"own_unit": "border guards", "other_unit": "border guards"}
    sent(case, registry, message(form="joint_patrol_plan", at="2024-01-30T10:00+05:00", fields=plan | units))
    row = {"day": "2024-02-05", "outcome": "done", "evidence": "joint record 1"}
    sent(case, registry, about(Act.LOG, "N1", at="2024-02-05T18:00+03:30", fields=row))
    (found,) = plans(case, registry, as_of="2024-02-13").measures
    assert [(one.day, one.outcome and one.outcome.value) for one in found.occasions] == [
        ("2024-02-05", "done"),
        ("2024-02-12", None),
    ]
    assert plans(case, registry, viewer="AFG", as_of=NOW).hidden == 1


def test_what_is_erased_is_gone_and_the_log_still_holds(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    before = verified(case).head
    asked = Erasure(
        entry="n1", names=("words",), sender="PAK", author="Officer", at=NOW, why="asked for", authority="a law"
    )
    made = erase(case, registry, asked, now=NOW)
    (first, stone) = case.log()
    assert first.erased == ("words",)
    assert first.notice.text("words") is None
    assert (stone, stone.notice.text("why"), stone.notice.text("authority")) == (made, "asked for", "a law")
    assert verified(case, head=before).since == 1
    with pytest.raises(NoticeError, match="'words' was erased already"):
        erase(case, registry, asked, now=NOW)


def test_an_erasure_lies_not_ahead_and_names_a_value_that_is_there(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    values = {"entry": "N1", "sender": "PAK", "author": "Officer", "why": "asked for", "authority": "a law"}
    with pytest.raises(NoticeError, match="'victim' is no value of N1; erase one of: author, subject, words"):
        erase(case, registry, Erasure(names=("victim",), at=NOW, **values), now=NOW)
    with pytest.raises(NoticeError, match="lies ahead"):
        erase(case, registry, Erasure(names=("words",), at="2024-03-02T12:00+00:00", **values), now=NOW)
    assert len(case.log()) == 1


@pytest.mark.parametrize("at", ["2190-01-17 09:30 +05:00", "2190-01-17T09:30Z", "2190-01-17t09:30z"])
def test_no_spelling_of_a_moment_gets_a_notice_into_the_future(case: Case, registry: Registry, at: str) -> None:
    found = send(case, registry, message(at=at), now=NOW)
    assert isinstance(found, tuple)
    assert {one.field for one in found} == {"at"}


@pytest.mark.parametrize("at", ["2024-01-20", "yesterday", "2024-01-20T10:00", "2190-01-20T10:00Z"])
def test_an_erasure_is_of_a_moment_that_was(case: Case, registry: Registry, at: str) -> None:
    sent(case, registry, message())
    asked = Erasure(entry="N1", names=("words",), sender="PAK", author="A", at=at, why="asked for", authority="a law")
    with pytest.raises(NoticeError, match="--at"):
        erase(case, registry, asked, now=NOW)
    assert len(case.log()) == 1


def test_a_head_that_was_noted_is_found_again_or_missed(case: Case, registry: Registry) -> None:
    sent(case, registry, message())
    noted = verified(case).head
    sent(case, registry, about(Act.ACKNOWLEDGE, "N1"))
    assert verified(case, head=noted).since == 1
    assert verified(case, head=noted.partition(":")[2].upper()).since == 1
    lost = verified(case, head="N2:" + noted.partition(":")[2])
    assert not lost.holds
    assert lost.lost is not None
    with pytest.raises(NoticeError, match="is no hash of an entry"):
        verified(case, head="N1:abc")


ACTS = (Act.ACKNOWLEDGE, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.CORRECT, Act.WITHDRAW, Act.RELABEL)
TEXTS = {
    Act.REPLY: {"words": "noted"},
    Act.DISPUTE: {"why": "not so"},
    Act.SETTLE: {"outcome": "agreed", "terms": "both know better"},
    Act.CORRECT: {"words": "other words", "why": "a slip"},
    Act.WITHDRAW: {"why": "a slip"},
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS), st.sampled_from(("PAK", "IRN")), st.integers(1, 6), st.sampled_from((None, "RED"))
    ),
    max_size=8,
)


@given(STEPS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_the_log_holds_and_refusals_leave_it_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    registry: Registry,
    steps: list[tuple[Act, str, int, str | None]],
) -> None:
    with open_case(str(tmp_path_factory.mktemp("walk") / "c.detente"), create=True) as held:
        sent(held, registry, message())
        for act, sender, number, label in steps:
            before = held.log()
            given_ = about(act, f"N{number}", sender=sender, tlp=label, fields=TEXTS.get(act, {}))
            try:
                found = send(held, registry, given_, now=NOW)
            except NoticeError:
                found = ()
            assert held.log() == before if isinstance(found, tuple) else held.log() == [*before, found.envelope]
        assert verified(held).holds
        (thread,) = looked_up(held, registry, as_of=NOW).threads
        assert thread.entries == tuple(one.id for one in held.log())
