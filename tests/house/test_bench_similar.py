"""The similar-events bench: its reports are well formed, and pairs are counted as its README says."""

from collections import Counter
from itertools import pairwise

import pytest

from bench.similar.run import PARTS, Marked, load, scores
from detente.records import Coding
from tests.fusion.made import account

REPORTS = [one for part in PARTS for one in load(part)]


def test_there_are_enough_reports_of_enough_events() -> None:
    counts = Counter(one.event for one in REPORTS)
    assert len(REPORTS) >= 150
    assert len(counts) >= 40
    assert sum(count > 1 for count in counts.values()) >= 40


def test_ids_and_texts_are_given_once_and_events_stay_within_a_part() -> None:
    assert len({one.id for one in REPORTS}) == len({one.text for one in REPORTS}) == len(REPORTS)
    events = [one.event for part in PARTS for one in {one.event: one for one in load(part)}.values()]
    assert len(events) == len(set(events))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_marks_are_taken_out_and_point_at_words(report: Marked) -> None:
    words = report.text[report.start : report.end]
    assert words == words.strip() != ""
    assert "[" not in report.text
    assert "]" not in report.text


def _coding(number: int) -> Coding:
    return account({"sources": ["IRN"]}, number).codings[0]


def test_pairs_are_right_wrong_or_missed_and_an_uncoded_act_stands_alone() -> None:
    names = ["a", "a", "a", "b"]
    reports = [
        Marked(id=str(n), published="2024-01-01", source="s", text=str(n), event=f"x-{name}", start=0, end=1)
        for n, name in enumerate(names)
    ]
    found = {str(n): _coding(n) for n in (0, 1, 3)}
    joined = {one.id: "e" for one in found.values()}
    result = scores(reports, found, joined)
    assert (result.right, result.wrong, result.missed, result.coded) == (1, 2, 2, 3)
    assert result.precision == pytest.approx(1 / 3)
    assert result.f1 == pytest.approx(1 / 3)


def test_reports_of_a_part_are_in_order() -> None:
    for part in PARTS:
        ids = [one.id for one in load(part)]
        assert all(first < second for first, second in pairwise(ids))
