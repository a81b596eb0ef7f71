"""The calendar: another reader opens it, text comes back as it was, and what moves or ends is moved or cancelled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agenda.calendar import calendar, escaped, folded
from detente.records import Due, DueKind, Tlp

from .made import CONFIG, PAIR, WORDS, books, clock, due_in, notice, plan, promise, thread

STAMP = "2031-03-04T13:00+01:00"


def one(**more: object) -> Due:
    made = Due(
        key="promise:C1",
        kind=DueKind.COMMITMENT,
        dyad=PAIR,
        about="C1",
        when="2031-03-10",
        days=6,
        whose=("NOR",),
        words="withdrawal: to leave; by boat, or so",
        done=False,
        tlp=Tlp.CLEAR,
        rests_on=("Gull Courier: “to leave”",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def written(*dues: Due) -> bytes:
    return calendar(dues, STAMP, words=WORDS, config=CONFIG)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def event(due: Due) -> icalendar.Event:
    (found,) = events(written(due))
    return found


def test_a_day_is_an_all_day_entry_and_a_moment_stands_in_utc() -> None:
    day, moment = event(one()), event(one(when="2031-03-10T14:00+03:30"))
    assert (day.start, day.end) == (date(2031, 3, 10), date(2031, 3, 11))
    assert moment.start == datetime(2031, 3, 10, 10, 30, tzinfo=UTC)
    assert "DTEND" not in moment


def test_an_entry_says_what_it_is_whose_and_on_what_it_rests() -> None:
    found = event(one())
    assert found["SUMMARY"] == "promise: withdrawal: to leave; by boat, or so"
    assert str(found["DESCRIPTION"]).splitlines() == [
        "withdrawal: to leave; by boat, or so",
        "Expected of: Norland",
        "About: C1, NOR-SOU",
        "Rests on:",
        "- Gull Courier: “to leave”",
        "Label: TLP:CLEAR",
    ]
    assert found["UID"] == "promise:C1.NOR-SOU@detente"
    assert found["DTSTAMP"].dt == datetime(2031, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("label", "name"),
    [(Tlp.CLEAR, "PUBLIC"), (Tlp.GREEN, "PRIVATE"), (Tlp.AMBER, "CONFIDENTIAL"), (Tlp.RED, "CONFIDENTIAL")],
)
def test_the_class_follows_from_the_label(label: Tlp, name: str) -> None:
    assert event(one(tlp=label))["CLASS"] == name


def test_an_open_entry_reminds_and_one_that_is_done_or_called_off_does_not() -> None:
    alarms = [len(event(due).walk("VALARM")) for due in (one(), one(done=True), one(called_off=True))]
    assert alarms == [1, 0, 0]
    (alarm,) = event(one()).walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-15))


def test_what_was_called_off_is_cancelled_and_what_changed_has_a_higher_sequence() -> None:
    off = event(one(called_off=True, revision=3))
    assert (off["STATUS"], off["SEQUENCE"]) == ("CANCELLED", 3)
    assert str(off["SUMMARY"]).startswith("called off: ")
    moved = books(commitments=(promise(due="2031-03-20", more=["2031-03-10"]),))
    before, after = (events(written(*due_in(held)))[0] for held in (books(commitments=(promise(),)), moved))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert after.start == date(2031, 3, 20)


def test_everything_that_can_fall_due_can_be_opened() -> None:
    held = books(
        commitments=(promise(), promise("C2", met="2031-03-01")),
        threads=(
            thread("N1", notice("query"), clock("2031-03-05T10:00+05:00")),
            thread("N3", notice("review_meeting", day="2031-03-09")),
        ),
        measures=(plan("2031-03-01", "2031-03-08"),),
    )
    content = written(*due_in(held))
    found = events(content)
    assert len(found) == len({str(entry["UID"]) for entry in found}) == 6
    assert icalendar.Calendar.from_ical(content)["VERSION"] == "2.0"
    assert not [entry.errors for entry in found if entry.errors]


def test_nothing_is_a_calendar_too() -> None:
    assert events(written()) == []


# Properties

ODD = st.sampled_from('\n\t;,\\:"\u201c\u0686\u200c\U0001f54a')
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | ODD, max_size=300)


def unfolded(content: bytes) -> Iterator[bytes]:
    yield from content.replace(b"\r\n ", b"").split(b"\r\n")


@given(LETTERS)
def test_folding_tears_no_letter_and_can_be_undone(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line).split(b"\r\n")
    assert parts.pop() == b""
    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode() is not None for part in parts)
    assert next(unfolded(folded(line))).decode() == line


@given(LETTERS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    found = event(one(words=text, rests_on=(text,)))
    lines = text.replace("\u2028", "\n").replace("\u2029", "\n")
    assert str(found["SUMMARY"]) == f"promise: {lines}"
    assert f"- {lines}" in str(found["DESCRIPTION"])


@given(st.text(max_size=200))
def test_no_line_is_broken_by_what_a_text_holds(text: str) -> None:
    clean = "".join(mark for mark in text if not 0xD800 <= ord(mark) < 0xE000)
    content = written(one(words=clean, key=f"promise:{clean}", rests_on=(clean,)))
    names = [line.partition(b":")[0].partition(b";")[0] for line in unfolded(content) if line]
    assert set(names) <= KNOWN
    assert names.count(b"BEGIN") == names.count(b"END") == 3
    assert b"\n" not in content.replace(b"\r\n", b"")


NAMES = """BEGIN END VERSION PRODID CALSCALE X-WR-CALNAME UID DTSTAMP DTSTART DTEND SEQUENCE STATUS SUMMARY
DESCRIPTION CATEGORIES CLASS TRANSP ACTION TRIGGER"""
KNOWN = set(NAMES.encode().split())
