"""Where two replays differ: day by day, in stretches, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from detente.records import Lane, LaneKind
from detente.replay import differences
from tests.replay.made import lane, replay, stay


def test_a_replay_differs_from_itself_in_nothing() -> None:
    one = replay(lane("a", stay(1, 4, "open"), stay(5, 9, "shut")))
    assert differences(one, one) == ()


def test_a_state_that_comes_later_is_one_difference() -> None:
    one = replay(lane("a", stay(1, 3, "shut"), stay(4, 9, "open")))
    other = replay(lane("a", stay(1, 5, "shut"), stay(6, 9, "open")))
    (found,) = differences(one, other)
    assert (found.first, found.last) == ("2024-01-04", "2024-01-05")
    assert found.one is not None
    assert found.other is not None
    assert (found.one.words, found.other.words) == ("open", "shut")


def test_what_only_one_has_differs_as_long_as_it_has_it() -> None:
    (found,) = differences(replay(), replay(lane("a", stay(2, 3, "open"))))
    assert (found.first, found.last, found.one) == ("2024-01-02", "2024-01-03", None)


def test_a_promise_is_the_same_by_what_it_was_made_from() -> None:
    one = replay(lane("commitment:a", stay(1, 9, "agreed"), kind=LaneKind.COMMITMENT, of=("a", "b")))
    other = replay(lane("commitment:b", stay(1, 9, "agreed"), kind=LaneKind.COMMITMENT, of=("b",)))
    assert differences(one, other) == ()


def test_only_days_that_both_have_are_compared() -> None:
    one, other = replay(lane("a", stay(1, 9, "open"))), replay(lane("a", stay(1, 4, "open")), days=4)
    assert differences(one, other) == ()


@st.composite
def drawn(draw: st.DrawFn) -> Lane | None:
    cuts = sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=4)))
    if draw(st.booleans()):
        return None
    ends = [one - 1 for one in cuts[1:]] + [9]
    states = draw(st.lists(st.sampled_from(["open", "shut", "used"]), min_size=len(cuts), max_size=len(cuts)))
    return lane("a", *(stay(first, last, words) for first, last, words in zip(cuts, ends, states, strict=True)))


@given(one=drawn(), other=drawn())
def test_the_stretches_are_just_the_days_on_which_the_words_differ(one: Lane | None, other: Lane | None) -> None:
    left, right = replay(*filter(None, [one])), replay(*filter(None, [other]))
    told = {
        day
        for found in differences(left, right)
        for day in (f"2024-01-{number:02}" for number in range(int(found.first[8:]), int(found.last[8:]) + 1))
    }
    for number in range(1, 10):
        day = f"2024-01-{number:02}"
        here, there = (lane.on(day) if lane else None for lane in (one, other))
        words = (here.words if here else None, there.words if there else None)
        assert (day in told) == (words[0] != words[1])


@given(one=drawn(), other=drawn())
def test_the_other_way_round_the_same_days_differ(one: Lane | None, other: Lane | None) -> None:
    left, right = replay(*filter(None, [one])), replay(*filter(None, [other]))
    forth = [(found.first, found.last, found.one, found.other) for found in differences(left, right)]
    back = [(found.first, found.last, found.other, found.one) for found in differences(right, left)]
    assert forth == back
