"""Lasting ids over any history of merges and splits: never reused, always leading somewhere."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import Judged
from detente.store import open_case
from detente.store.case import Case
from detente.store.minting import successors, taken_over

CODINGS = [f"c{number}" for number in range(7)]


def groups(labels: Sequence[int], of: Sequence[str] = CODINGS) -> list[tuple[str, ...]]:
    """Return codings grouped by their labels; a negative label leaves one out."""
    found = {
        label: tuple(c for c, one in zip(of, labels, strict=True) if one == label) for label in sorted(set(labels))
    }
    return [parts for label, parts in found.items() if label >= 0]


partitions = st.lists(st.integers(-1, 3), min_size=len(CODINGS), max_size=len(CODINGS)).map(groups)
things = partitions.map(lambda parts: {min(one): frozenset(one) for one in parts})


@given(old=things, new=things)
def test_an_id_goes_to_one_thing_that_shares_something_with_its_last_bearer(
    old: dict[str, frozenset[str]], new: dict[str, frozenset[str]]
) -> None:
    named = {f"E{number}": parts for number, parts in enumerate(old.values(), 1)}
    number = {name: int(name[1:]) for name in named}
    kept = taken_over(named, new, number)
    assert len(set(kept.values())) == len(kept)
    for fresh, name in kept.items():
        best = max(len(new[fresh] & parts) for parts in named.values())
        taken_by_others = {other for one, other in kept.items() if one != fresh}
        share = len(new[fresh] & named[name])
        assert share
        assert share == best or any(len(new[fresh] & named[one]) >= share for one in taken_by_others)
    for fresh, parts in new.items():
        if fresh not in kept:
            assert all(not parts & members for name, members in named.items() if name not in kept.values())
    into = successors(named, new, set(named) - set(kept.values()), dict.fromkeys(new, 1))
    for name, fresh in into.items():
        assert len(named[name] & new[fresh]) == max(len(named[name] & parts) for parts in new.values())


@settings(max_examples=60, deadline=None)
@given(history=st.lists(partitions, min_size=1, max_size=6))
def test_through_any_history_ids_are_unique_and_old_ones_lead_on(
    history: list[list[tuple[str, ...]]], make: SimpleNamespace
) -> None:
    with TemporaryDirectory() as folder, open_case(str(Path(folder) / "c.detente"), create=True) as case:
        ever: dict[str, set[str]] = {}
        for parts in history:
            names = case.settle_events([make.event(*one) for one in parts], considered=CODINGS)
            now = {name: set(next(one for one in parts if min(one) == first)) for first, name in names.items()}
            assert len(now) == len(parts)
            assert {one.id: set(one.codings) for one in case.events()} == now
            ever |= now
            assert_lead_on(case, ever, now)


def assert_lead_on(case: Case, ever: dict[str, set[str]], now: dict[str, set[str]]) -> None:
    """Every id that ever was leads to itself or to an id that was, and to a thing of now if it has not died out."""
    for name in ever:
        current = case.resolve(name)
        assert current in ever
        assert case.resolve(current) == current
        if name in now:
            assert current == name
    numbers = sorted(int(name[1:]) for name in ever)
    assert numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=40, deadline=None)
@given(before=partitions, after=partitions)
def test_to_and_fro_every_event_has_the_id_that_it_had(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], make: SimpleNamespace
) -> None:
    """Joining all and undoing it gives back the ids; what was one event is called as it was."""
    with TemporaryDirectory() as folder, open_case(str(Path(folder) / "c.detente"), create=True) as case:
        first = case.settle_events([make.event(*one) for one in before], considered=CODINGS)
        case.settle_events([make.event(*CODINGS)], considered=CODINGS)
        assert case.settle_events([make.event(*one) for one in before], considered=CODINGS) == first
        case.settle_events([make.event(*one) for one in after], considered=CODINGS)
        digest = case.account_digest()
    with TemporaryDirectory() as folder, open_case(str(Path(folder) / "c.detente"), create=True) as case:
        case.settle_events([make.event(*one) for one in after], considered=CODINGS)
        assert case.account_digest() == digest


judged = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans(), st.sampled_from(["detente", "Sigrid"])), max_size=12
)


@settings(max_examples=40, deadline=None)
@given(given_=judged, least=st.sampled_from([0.0, 0.8, 0.9]), asked=st.sets(st.sampled_from(CODINGS)), parts=partitions)
def test_every_id_is_in_exactly_one_set_of_what_could_be_one(
    given_: list[tuple[int, int, bool, str]],
    least: float,
    asked: set[str],
    parts: list[tuple[str, ...]],
    make: SimpleNamespace,
) -> None:
    with TemporaryDirectory() as folder, open_case(str(Path(folder) / "c.detente"), create=True) as case:
        case.settle_events([make.event(*one) for one in parts])
        pairs = [
            make.judgement(CODINGS[one], CODINGS[two], same=same, by=by) for one, two, same, by in given_ if one != two
        ]
        case.compared([], pairs)
        found = case.component(Judged.EVENT, asked, least=least)
        every = [one for part in found for one in part]
        assert len(every) == len(set(every))
        assert asked <= set(every)
        place = {one: number for number, part in enumerate(found) for one in part}
        for one in case.judgements(Judged.EVENT):
            if one.left in place and (one.same or (one.by == "detente" and one.score >= least)):
                assert place[one.left] == place[one.right]
        for event in case.events():
            assert len({one in place for one in event.codings}) == 1
