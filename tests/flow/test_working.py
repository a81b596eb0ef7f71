"""What working traffic does to the books of a dyad as of any moment, up to any label; it is stored nowhere twice."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from detente.brief import compose
from detente.flow import Desk, books, books_of, settle, told_notices, write_up
from detente.flow.keeping import Erasure, erase
from detente.flow.traffic import Registry
from detente.records import (
    Books,
    Frequency,
    Judged,
    Judgement,
    KeepingKind,
    Making,
    Outcome,
    PastBrief,
    Point,
    Series,
    Standing,
    ThreadState,
    Tlp,
    Verification,
)
from detente.store import open_case
from tests.flow.walked import NOW, PAIR, Walk, promise

Axes = tuple[str, Standing, int, Verification]


def patrolled(walk: Walk) -> None:
    """Promise patrols, plan them and log them."""
    walk.enter(promise(walk.desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))
    walk.patrols("C1")


def axes(found: Books) -> list[Axes]:
    return [(one.id, one.standing, one.implementation, one.verification) for one in found.commitments]


def test_traffic_without_any_report_has_books_of_its_own(walk: Walk) -> None:
    walk.recall()
    walk.patrols(None)
    assert [one.dyad for one in walk.case.dyads()] == [PAIR]
    found = books(walk.case, walk.desk, PAIR, today=NOW)
    assert found.relation is not None
    assert [(one.line, one.side, one.state) for one in found.relation.lines] == [("envoys", "PAK", "recalled")]
    assert found.relation.lines[0].evidence.article == "N1"
    assert [one.outcome for one in found.measures[0].occasions] == [
        Outcome.DONE,
        Outcome.DISPUTED,
        Outcome.NOT_OBSERVABLE,
    ]
    assert (found.commitments, found.events) == ((), ())
    then = books(walk.case, walk.desk, PAIR, as_of="2024-01-18")
    assert [one.id for one in then.threads] == ["N1"]
    assert books(walk.case, walk.desk, PAIR, as_of="2024-01-16").relation is None


def test_a_log_carries_a_promise_out_and_says_who_confirms_it(walk: Walk) -> None:
    patrolled(walk)
    found = books(walk.case, walk.desk, PAIR, today=NOW)
    assert axes(found) == [("C1", Standing.IN_FORCE, 2, Verification.COUNTERPART_CONFIRMED)]
    assert sorted((one.kind.value, str(one.by)) for one in found.keepings) == [
        ("alleged_violation", "PAK"),
        ("partly_complied", "IRN"),
        ("partly_complied", "PAK"),
    ]
    assert found.measures[0].commitment == "C1"


def test_every_day_has_the_account_of_what_was_logged_by_then(walk: Walk) -> None:
    patrolled(walk)
    told = {day: books(walk.case, walk.desk, PAIR, as_of=day) for day in ("2024-01-29", "2024-02-02", "2024-02-04")}
    assert axes(told["2024-01-29"]) == [("C1", Standing.AGREED, 0, Verification.UNVERIFIED)]
    assert told["2024-01-29"].threads == ()
    assert (len(told["2024-02-02"].threads), told["2024-02-02"].measures[0].occasions) == (1, ())
    assert axes(told["2024-02-04"]) == [("C1", Standing.IN_FORCE, 1, Verification.COUNTERPART_CONFIRMED)]
    assert [one.day for one in told["2024-02-04"].measures[0].occasions] == ["2024-02-03"]


def test_a_moment_with_a_zone_is_that_moment_everywhere(walk: Walk) -> None:
    walk.enter(promise(walk.desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))  # 12:00 UTC
    for moment, known in (("2024-01-29T16:00+05:00", 0), ("2024-01-29T17:30+05:00", 1), ("2024-01-29T08:00-05:00", 1)):
        assert len(books(walk.case, walk.desk, PAIR, as_of=moment).commitments) == known


def test_a_plan_follows_its_promise_into_the_one_that_it_was_joined_with(walk: Walk) -> None:
    first = promise(walk.desk, "joint_border_patrol", "joint patrols along the border", "2023-01-29")
    second = promise(walk.desk, "joint_border_patrol", "patrols in the marshes", "2024-01-29")
    walk.enter(first)
    walk.enter(second)
    ids = {one.undertakings[0]: one.id for one in books(walk.case, walk.desk, PAIR, today=NOW).commitments}
    assert len(ids) == 2
    later = ids[second.undertakings[0].id]
    walk.patrols(later)
    left, right = sorted((first.undertakings[0].id, second.undertakings[0].id))
    same = Judgement(
        about=Judged.COMMITMENT, left=left, right=right, same=True, score=1.0, reasons=(), by="A. Analyst", at=NOW
    )
    walk.case.judge(same)
    found = books(walk.case, walk.desk, PAIR, today=NOW)
    (joined,) = found.commitments
    assert (joined.implementation, [one.commitment for one in found.measures]) == (2, [joined.id])


def test_promises_keep_their_ids_in_the_account_of_an_earlier_day(walk: Walk) -> None:
    later = promise(walk.desk, "hotline", "a hotline of the two ministries", "2024-02-20")
    earlier = promise(walk.desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29")
    walk.enter(later)
    walk.enter(earlier)
    now = {one.type: one.id for one in books(walk.case, walk.desk, PAIR, today=NOW).commitments}
    (then,) = books(walk.case, walk.desk, PAIR, as_of="2024-02-01").commitments
    assert now == {"hotline": "C1", "joint_border_patrol": "C2"}
    assert (then.type, then.id) == ("joint_border_patrol", "C2")


def test_beyond_a_label_nothing_of_it_shows_anywhere(walk: Walk) -> None:
    patrolled(walk)
    walk.recall(tlp="GREEN")
    found = books(walk.case, walk.desk, PAIR, most=Tlp.GREEN, today=NOW)
    assert axes(found) == [("C1", Standing.AGREED, 0, Verification.UNVERIFIED)]
    assert (found.measures, found.keepings, found.left_out) == ((), (), 1)
    assert [one.id for one in found.threads] == ["N7"]
    assert all(one.entry is None or one.entry.notice in {None, "N7"} for one in found.accounts)
    whole = books(walk.case, walk.desk, PAIR, most=Tlp.RED, today=NOW)
    assert (whole.left_out, axes(whole)) == (0, axes(books(walk.case, walk.desk, PAIR, today=NOW)))


def test_what_a_party_may_not_see_does_not_show_through_in_its_view(walk: Walk) -> None:
    patrolled(walk)
    found = books(walk.case, walk.desk, PAIR, viewer="NOR", today=NOW)
    assert (found.threads, found.measures, found.left_out) == ((), (), 0)
    assert axes(found) == [("C1", Standing.AGREED, 0, Verification.UNVERIFIED)]


def test_what_waits_for_a_second_person_is_seen_by_its_side_alone_and_says_nothing(walk: Walk) -> None:
    patrolled(walk)
    fields = {
        "commitment": "C1",
        "accused": "IRN",
        "day": "2024-02-18",
        "place": "Taftan",
        "what": "shots across the line",
        "evidence": "own observation",
    }
    name = walk.give("new", "PAK", "2024-02-19T09:00+05:00", fields, form="violation_report", to=("IRN",))
    before = books(walk.case, walk.desk, PAIR, today=NOW)
    assert [one.state for one in before.threads if one.id == name] == [ThreadState.HELD]
    assert len([one for one in before.keepings if one.kind is KeepingKind.ALLEGED_VIOLATION]) == 1
    other = books(walk.case, walk.desk, PAIR, side="IRN", today=NOW)
    assert name not in {one.id for one in other.threads}
    assert name in {one.id for one in books(walk.case, walk.desk, PAIR, side="PAK", today=NOW).threads}
    walk.give("release", "PAK", "2024-02-19T10:00+05:00", of=name, author="head of desk")
    after = books(walk.case, walk.desk, PAIR, side="IRN", today=NOW)
    assert len([one for one in after.keepings if one.kind is KeepingKind.ALLEGED_VIOLATION]) == 2
    assert (
        books(walk.case, walk.desk, PAIR, as_of="2024-02-18").threads
        == books(walk.case, walk.desk, PAIR, as_of="2024-02-18", side="IRN").threads
    )


def test_nothing_that_traffic_says_is_kept_as_an_account(walk: Walk) -> None:
    patrolled(walk)
    found = books(walk.case, walk.desk, PAIR, today=NOW)
    assert any(one.entry and one.entry.notice for one in found.accounts)
    assert len(walk.case.accounts()) == 1
    assert walk.case.counts().events == 0
    assert list(settle(walk.case, walk.desk)) == []
    assert list(write_up(walk.case, walk.desk)) == []
    assert books(walk.case, walk.desk, PAIR, today=NOW) == found


def test_words_that_were_erased_by_law_are_gone_from_its_books_and_briefs_too(walk: Walk, tmp_path: Path) -> None:
    named = "eleven men of Post Seven"
    walk.enter(promise(walk.desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))
    row = walk.log(walk.plan("C1"), "PAK", "2024-02-03", "done", words=named)
    before = books(walk.case, walk.desk, PAIR, today=NOW)
    assert named in before.keepings[0].evidence.quote
    _, said = compose(before, walk.desk.book, notices=told_notices(before, walk.desk))
    walk.case.remember_brief(PastBrief(dyad=PAIR, at=NOW, as_of=None, said=said))
    told = {
        "sender": "PAK",
        "author": "head of desk",
        "at": "2024-02-05T09:00+05:00",
        "why": "names men",
        "authority": "the act",
    }
    erasure = Erasure(entry=row, names=("words",), **told)

    def rebuild(dyads: Collection[tuple[str, ...]]) -> None:
        list(write_up(walk.case, walk.desk, dyads))

    erase(walk.case, walk.registry, erasure, now=NOW, rebuild=rebuild)
    after = books(walk.case, walk.desk, PAIR, today=NOW)
    assert axes(after) == axes(before)
    assert named not in repr(after)
    held = b"".join(one.read_bytes() for one in tmp_path.glob("walk.detente*"))
    assert b"joint patrols along the border" in held
    assert named.encode() not in held


@pytest.mark.parametrize("cut", [0, 1, 3, 6])
def test_written_up_between_or_only_at_the_end_the_account_is_the_same(
    tmp_path: Path, desk: Desk, registry: Registry, making: Making, cut: int
) -> None:
    digests = []
    for name, stops in (("once", frozenset[int]()), ("often", frozenset({cut, cut + 1}))):
        with open_case(str(tmp_path / f"{name}.detente"), create=True) as case:
            walk = Walk(case, desk, registry, making)
            walk.enter(promise(desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))
            plan = walk.plan("C1")
            rows = [("PAK", "2024-02-03", "done"), ("IRN", "2024-02-03", "done"), ("PAK", "2024-02-10", "not_done")]
            rows += [("IRN", "2024-02-10", "done"), ("PAK", "2024-02-17", "done"), ("IRN", "2024-02-17", "done")]
            for number, row in enumerate(rows):
                walk.log(plan, *row)
                if number in stops:
                    list(write_up(case, desk))
            list(write_up(case, desk))
            digests.append(case.account_digest())
    assert digests[0] == digests[1]


def test_several_dyads_at_once_have_the_books_that_each_has_alone(walk: Walk) -> None:
    patrolled(walk)
    asked = [PAIR, ("AFG", "PAK")]
    for day in (None, "2024-02-04"):
        alone = [books(walk.case, walk.desk, one, as_of=day, today=NOW) for one in asked]
        assert list(books_of(walk.case, walk.desk, asked, as_of=day, today=NOW)) == alone


def test_figures_and_level_stand_in_the_books_as_known_by_then(walk: Walk) -> None:
    walk.recall()
    series = Series(
        id="s1",
        dyad=PAIR,
        indicator="border_trade",
        flow=None,
        unit="million USD",
        frequency=Frequency.MONTHLY,
        source="invented",
        invented=True,
        known="2024-02-15",
        author="A. Analyst",
        points=(Point(period="2024-01", value=61.3),),
    )
    walk.case.add_series([series])
    assert books(walk.case, walk.desk, PAIR, today=NOW).series == (series,)
    assert books(walk.case, walk.desk, PAIR, as_of="2024-02-01").series == ()
    level = books(walk.case, walk.desk, PAIR, as_of="2024-02-20").level
    assert level is not None
    assert (level.name, level.day) == (None, "2024-02-20")


def test_every_entry_is_told_in_words_and_a_row_as_its_measure_has_it(walk: Walk) -> None:
    patrolled(walk)
    found = books(walk.case, walk.desk, PAIR, today=NOW)
    told = told_notices(found, walk.desk)
    assert set(told) == {f"N{number}" for number in range(1, 7)}
    assert told["N2"].startswith("Joint patrols, sector north, 2024-02-03: done")
    assert "Pakistan plans joint patrols" in told["N1"]
    assert told_notices(replace(found, threads=(), measures=(), accounts=()), walk.desk) == {}
