"""``detente due`` shows what falls due, of whom, on what it rests, and writes a calendar that others open."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest

from .bordered import asker, bordered, entered

__all__ = ["bordered", "entered"]

NOW = ("--as-of", "2024-01-22T12:00+05:00")


def dues(bordered: asker, *words: str) -> list[dict[str, object]]:
    told = bordered("due", "--json", *NOW, *words)
    assert told.code == 0, told.err
    found: list[dict[str, object]] = json.loads(told.out)["dues"]
    return found


def test_everything_that_falls_due_stands_in_one_list(bordered: asker) -> None:
    found = dues(bordered, "--all")
    assert {str(one["key"]) for one in found} == {
        "promise:C1",
        "promise:C2",
        "acknowledge:N1:IRN",
        "reply:N1:IRN",
        "acknowledge:N2:PAK",
        "reply:N2:PAK",
        "review:N2:day",
        "release:N3:PAK",
        "acknowledge:N4:IRN",
        "reply:N4:IRN",
        "occasion:N4:2024-01-21",
        "occasion:N4:2024-01-28",
        "occasion:N4:2024-02-04",
    }
    assert all(one["rests_on"] for one in found)


def test_a_table_fits_the_terminal_with_what_is_overdue_first(bordered: asker) -> None:
    told = bordered("due", *NOW)
    lines = told.out.splitlines()
    assert told.code == 0
    assert max(map(len, lines)) <= 100
    assert lines[0].startswith("What falls due within 14 days, as of 2024-01-22 12:00+05:00")
    words = " ".join(told.out.split())
    assert words.index("overdue by") < words.index("in 2 days")
    assert "N1 (Query from Pakistan, Duty officer," in words
    assert "TLP:AMBER+STRICT" in words


def test_an_overdue_promise_says_whether_anybody_was_looking(bordered: asker) -> None:
    told = json.loads(bordered("due", "--json", "--as-of", "2024-01-26").out)["dues"]
    (found,) = [one for one in told if one["key"] == "promise:C1"]
    assert found["days"] == -2
    assert str(found["words"]).endswith("; no coverage since 2024-01-20")


def test_a_party_sees_no_notice_that_another_holds_back(bordered: asker) -> None:
    mine, theirs, others = (
        {str(one["about"]) for one in dues(bordered, "--all", "--for", party)} for party in ("PAK", "Iran", "AFG")
    )
    assert "N3" in mine
    assert "N3" not in theirs
    assert "N1" in theirs
    assert others == {"C1", "C2"}


def test_only_what_was_known_then_counts(bordered: asker) -> None:
    told = bordered("due", "--json", "--all", "--as-of", "2024-01-17")
    assert {one["about"] for one in json.loads(told.out)["dues"]} == {"C1", "C2"}


def test_days_look_ahead_from_then(bordered: asker) -> None:
    near, far = ({str(one["key"]) for one in dues(bordered, "--days", days)} for days in ("1", "30"))
    assert "promise:C1" not in near
    assert near | {"promise:C2", "promise:C1", "review:N2:day"} <= far


def test_one_dyad_can_be_asked_for(bordered: asker) -> None:
    assert dues(bordered, "--dyad", "Iran-Pakistan", "--all") == dues(bordered, "--all")


def test_a_calendar_is_written_and_can_be_opened(bordered: asker) -> None:
    told = bordered("due", "--ics", "border.ics", *NOW)
    assert (told.code, told.out) == (0, "")
    assert "border.ics: 13 entries" in told.err
    found = icalendar.Calendar.from_ical(Path("border.ics").read_bytes()).walk("VEVENT")
    by_key = {str(one["UID"]).partition(".")[0]: one for one in found}
    assert by_key["review:N2:day"].start == date(2024, 2, 1)
    assert by_key["occasion:N4:2024-01-21"]["SUMMARY"].startswith("done: ")
    assert by_key["promise:C1"]["CLASS"] == "PUBLIC"
    assert by_key["release:N3:PAK"]["CLASS"] == "CONFIDENTIAL"


def test_a_plan_that_was_taken_back_is_cancelled_in_the_next_calendar(bordered: asker) -> None:
    bordered("due", "--ics", "before.ics", *NOW)
    words = ("--from", "PAK", "--why", "the road is closed", "--at", "2024-01-22T08:00+05:00")
    assert bordered("notice", "withdraw", "N4", *words).code == 0
    bordered("due", "--ics", "after.ics", *NOW)
    before, after = (
        {str(one["UID"]): one for one in icalendar.Calendar.from_ical(Path(name).read_bytes()).walk("VEVENT")}
        for name in ("before.ics", "after.ics")
    )
    uid = "occasion:N4:2024-01-28.IRN-PAK@detente"
    assert (before[uid]["STATUS"], after[uid]["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before[uid]["SEQUENCE"] < after[uid]["SEQUENCE"]


def test_a_calendar_may_leave_out_what_is_labelled_more_restrictively(bordered: asker) -> None:
    told = bordered("due", "--ics", "-", "--most", "clear", *NOW)
    found = icalendar.Calendar.from_ical(told.out).walk("VEVENT")
    assert {str(one["CLASS"]) for one in found} == {"PUBLIC"}
    assert "left out: notices labelled more restrictively than TLP:CLEAR" in told.err


def test_what_is_held_back_is_in_nobody_elses_calendar(bordered: asker) -> None:
    def keys(*words: str) -> set[str]:
        told = bordered("due", "--ics", "-", "--most", "RED", *words, *NOW)
        return {str(one["UID"]).partition(".")[0] for one in icalendar.Calendar.from_ical(told.out).walk("VEVENT")}

    assert "release:N3:PAK" not in keys()
    assert "release:N3:PAK" not in keys("--for", "IRN")
    assert "release:N3:PAK" in keys("--for", "PAK")


def test_nothing_due_says_so(bordered: asker) -> None:
    told = bordered("due", "--days", "0", "--as-of", "2024-01-17")
    assert "Nothing, and nothing is overdue." in told.out


@pytest.mark.parametrize("words", [("due", "--help"), ("alert", "--help")])
def test_help_tells_examples_and_exit_codes(bordered: asker, words: tuple[str, ...]) -> None:
    told = bordered(*words)
    assert "Examples:" in told.out
    assert "Exit codes:" in told.out
