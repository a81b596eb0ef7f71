"""Due dates and what is overdue: an extension is never a breach; no coverage is told apart from contrary evidence."""

from dataclasses import replace

import pytest

from detente.ledger.moments import bounds, is_before, moment
from detente.records import KeepingKind, Precision, Standing

from .made import LEDGER, account, act, books, entered, only, promise, told, when

LEAVE = promise("withdrawal", ["ARM"], ["AZE"], text="to withdraw its forces from Kalbajar", due="2024-02-10")
MADE = account("2024-02-01", LEAVE)


def late(*accounts, as_of: str, until: str | None = None):  # noqa: ANN002, ANN201
    found = books(*accounts)
    return LEDGER.overdue(found.commitments[0], found.keepings, as_of, until or found.coverage_until)


def test_an_extension_changes_the_due_date_with_its_history_and_is_no_breach() -> None:
    agreed = act("AGREE", ["ARM", "AZE"], text="agreed to extend the deadline", name="agreed", day="2024-02-09")
    moved = told(KeepingKind.EXTENDED, "withdrawal", ["ARM"], source="agreed", due=when("2024-02-25"))
    again = promise("withdrawal", ["ARM", "AZE"], text="to extend the deadline", due="2024-02-25", coding="agreed")
    found = only(MADE, account("2024-02-09", agreed, moved, again))
    assert [(one.how, one.due.start) for one in found.due if one.due] == [
        ("set", "2024-02-10"),
        ("extended", "2024-02-25"),
    ]
    assert [actor.id for actor in found.by] == ["ARM"]
    assert late(MADE, account("2024-02-09", agreed, moved, again), as_of="2024-02-20") is None


def test_an_entered_extension_does_the_same() -> None:
    moved = entered("2024-02-09", told(KeepingKind.EXTENDED, "withdrawal", ["ARM", "AZE"], due=when("2024-02-25")))
    assert [one.how for one in only(MADE, moved).due] == ["set", "extended"]


def test_a_finer_date_inside_a_coarser_one_is_the_same_date() -> None:
    coarse = replace(LEAVE, due=when("2024-02", Precision.MONTH))
    found = only(account("2024-01-30", coarse), MADE)
    assert [(one.how, one.due.start) for one in found.due if one.due] == [("set", "2024-02-10")]


@pytest.mark.parametrize(
    ("as_of", "until", "words"),
    [
        ("2024-02-10", None, None),
        ("2024-02-12", "2024-02-05", "2 days overdue; no coverage since 2024-02-05"),
        ("2024-02-11", "2024-02-11", "1 day overdue; no report that it was done, coverage until 2024-02-11"),
    ],
    ids=["the last day is not over", "nobody was looking", "somebody was looking"],
)
def test_overdue_says_whether_there_was_coverage(as_of, until, words) -> None:  # noqa: ANN001
    found = late(MADE, as_of=as_of, until=until)
    assert (found.words if found else None) == words
    assert found is None or not found.contrary


def test_overdue_with_contrary_evidence_says_so() -> None:
    found = late(MADE, account("2024-02-05", told(KeepingKind.SUSPENDED, "withdrawal", ["ARM"])), as_of="2024-02-12")
    assert found is not None
    assert (found.contrary, found.words) == (True, "2 days overdue; evidence says that it was not done")


def test_what_was_called_off_or_done_is_not_overdue() -> None:
    done = account("2024-02-09", act("RETREAT/withdraw", ["ARM"], day="2024-02-08", text="all left Kalbajar"))
    off = account("2024-02-05", told(KeepingKind.WITHDRAWN, "withdrawal", ["ARM"]))
    assert late(MADE, done, as_of="2024-03-01") is None
    assert late(MADE, off, as_of="2024-03-01") is None


def test_what_a_side_never_said_itself_is_not_overdue() -> None:
    said = act("AGREE", ["ARM"], said="AZE", text="Armenia had agreed to leave", name="said")
    claimed = account("2024-02-01", said, replace(LEAVE, coding="said"))
    assert only(claimed).standing is Standing.MENTIONED
    assert late(claimed, as_of="2024-03-01") is None
    assert late(claimed, MADE, as_of="2024-03-01") is not None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01T00:00:00", "2024-12-31T23:59:59"),
        ("2024-02", "2024-02-01T00:00:00", "2024-02-29T23:59:59"),
        ("2024-W03", "2024-01-15T00:00:00", "2024-01-21T23:59:59"),
        ("2024-Q2", "2024-04-01T00:00:00", "2024-06-30T23:59:59"),
        ("2024-WI", "2024-12-01T00:00:00", "2025-02-28T23:59:59"),
        ("199X", "1990-01-01T00:00:00", "1999-12-31T23:59:59"),
        ("2024-01-16TNI", "2024-01-16T00:00:00", "2024-01-16T23:59:59"),
        ("2024-01-16T04:00+03:30", "2024-01-16T04:00:00", "2024-01-16T04:00:59"),
    ],
)
def test_a_moment_means_all_that_its_precision_leaves_open(text, first, last) -> None:  # noqa: ANN001
    held = moment(text)
    assert held is not None
    assert (held.first.isoformat(), held.last.isoformat()) == (first, last)


def test_hours_of_two_zones_are_compared_in_one() -> None:
    tehran, islamabad = when("2024-01-16T04:00+03:30"), when("2024-01-16T05:00+05:00")
    assert is_before(bounds(islamabad), bounds(tehran))
    assert moment("no moment") is None
