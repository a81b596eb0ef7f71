"""Two cases that hold the same account have the same digest, however they came by it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.records import Account, Books, Judged, Link, LinkKind
from detente.store import open_case
from detente.store.case import Case


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Callable[[], Case]]:
    """Give a way to make further cases."""
    opened: list[Case] = []

    def make() -> Case:
        opened.append(open_case(str(tmp_path / f"{len(opened)}.detente"), create=True))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def settle(case: Case, make: SimpleNamespace, *groups: tuple[str, ...]) -> None:
    """Settle events, and books that name them."""
    names = case.settle_events([make.event(*group) for group in groups])
    first, *_, last = sorted(names)
    evidence = make.coding("a", "a1").evidence
    link = Link(kind=LinkKind.AFTER, later=names[last], earlier=names[first], evidence=evidence, reason="then")
    promises = (make.commitment("a-u", "b-u", keepings=("k",)), make.commitment("d-u"))
    keepings = (make.keeping("k", source="a1", commitment="a-u"), make.keeping("l", source="b1", commitment="d-u"))
    case.settle_books(
        Books(
            dyad=make.dyad,
            as_of=None,
            coverage_until=None,
            accounts=(),
            stories=(),
            events=(),
            links=(link,),
            judgements=(),
            commitments=promises,
            keepings=keepings,
            relation=None,
            episodes=(),
        )
    )


def test_in_pieces_and_at_once_give_the_same_digest(case: Case, new: Callable[[], Case], make: SimpleNamespace) -> None:
    given = [make.account(one, f"{one}1", f"{one}2") for one in "abd"] + [make.entry("e")]
    case.add(make.making, given)
    case.compared("abde", [make.judgement("a1", "b1")])
    settle(case, make, ("a1", "b1"), ("a2",), ("b2",), ("d1", "d2"))
    other = new()
    for account in reversed(given):
        other.add(make.making, [account])
    settle(other, make, ("a1",), ("d2",))
    other.compared("abde", [make.judgement("a1", "b1", score=0.3)])
    other.compared("abde", [make.judgement("a1", "b1")])
    settle(other, make, ("b1", "b2"), ("d1",))
    settle(other, make, ("a1", "b1"), ("a2",), ("b2",), ("d1", "d2"))
    assert {one.id for one in case.events()} != {one.id for one in other.events()}
    assert case.account_digest() == other.account_digest()


def later(account: Account) -> Account:
    article = replace(account.article, retrieved="2025-01-01", path="elsewhere/x.txt")
    entry = account.entry and replace(account.entry, entered="2025-01-01T00:00+00:00")
    return replace(account, article=article, entry=entry)


def test_clocks_and_paths_leave_the_digest_as_it_is(new: Callable[[], Case], make: SimpleNamespace) -> None:
    one, two = new(), new()
    given = [make.account("a", "a1", "a2"), make.entry("e")]
    one.add(make.making, given)
    two.add(make.making, list(map(later, given)))
    judgement = make.judgement("a1", "a2", by="Sigrid")
    one.judge(judgement)
    two.judge(replace(judgement, at="2025-01-01T00:00+00:00"))
    assert one.account_digest() == two.account_digest()


def test_anything_else_changes_the_digest(new: Callable[[], Case], make: SimpleNamespace) -> None:
    given = [make.account("a", "a1", "a2"), make.entry("e")]

    def plain(case: Case) -> None:
        case.add(make.making, given)

    def of(*steps: Callable[[Case], object]) -> str:
        case = new()
        for step in steps:
            step(case)
        return case.account_digest()

    codings = (make.coding("a", "a1", day="2024-02-02"), make.coding("a", "a2"))
    sketches = tuple(replace(one, vector=b"\x01") for one in given[0].sketches)
    seen = [
        of(),
        of(plain),
        of(lambda case: case.add(make.making, given[:1])),
        of(lambda case: case.add(make.making, [replace(given[0], codings=codings), given[1]])),
        of(lambda case: case.add(make.making, [replace(given[0], sketches=sketches), given[1]])),
        of(lambda case: case.add(make.making, [replace(given[0], parties=()), given[1]])),
        of(plain, lambda case: case.judge(make.judgement("a1", "a2"))),
        of(plain, lambda case: case.judge(make.judgement("a1", "a2", same=False))),
        of(plain, lambda case: case.judge(make.judgement("a1", "a2", about=Judged.COMMITMENT))),
        of(plain, lambda case: case.settle_events([make.event("a1", "a2")])),
        of(plain, lambda case: case.settle_events([make.event("a1"), make.event("a2")])),
    ]
    assert len(set(seen)) == len(seen)
