"""An article that another making reads again: its new reading counts, the old one is kept, people's words stand."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from detente.records import Account, Judged, Story
from detente.store import intake, open_case
from detente.store.case import Case

OTHER = ("DNK", "SWE")


@pytest.fixture
def newer(make: SimpleNamespace) -> object:
    """Give another making."""
    return replace(make.making, codebook="own tables")


@pytest.fixture
def filled(case: Case, make: SimpleNamespace) -> Case:
    """Give a case of three articles with two codings each, settled."""
    names = {one: (f"{one}1", f"{one}2") for one in "abd"}
    keys = {coding: frozenset({"seize"}) for codings in names.values() for coding in codings}
    case.add(
        make.making,
        [make.account(one, *codings) for one, codings in names.items()],
        article_keys={one: frozenset({"boats"}) for one in names},
        event_keys=keys,
        dyads={one: [make.dyad] for one in names},
    )
    case.compared(case.uncompared(), [make.judgement("a1", "b1"), make.judgement("a", "b", about=Judged.ARTICLE)])
    settled(case, make, ("a1", "b1"), ("a2",), ("b2", "d2"), ("d1",))
    case.settle_stories([Story(id="a", articles=("a", "b"), copies=()), Story(id="d", articles=("d",), copies=())])
    return case


def settled(case: Case, make: SimpleNamespace, *groups: tuple[str, ...]) -> dict[str, str]:
    """Settle events and every dyad; return the events' ids."""
    considered = case.unsettled(Judged.EVENT)
    names = case.settle_events([make.event(*group) for group in groups], considered)
    for dyad in case.touched_dyads():
        case.settled(dyad)
    return names


def test_with_a_making_only_what_it_read_is_known_and_every_entry(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    filled.add(make.making, [make.entry("e")])
    assert filled.known("abde") == set("abde")
    assert filled.known("abde", make.making) == set("abde")
    assert filled.known("abde", newer) == {"e"}
    filled.add(newer, [make.account("a", "a1"), make.entry("e", "other words")])
    assert filled.known("abde", newer) == {"a", "e"}
    assert filled.known("abde", make.making) == {"b", "d", "e"}
    assert filled.entries() == [make.entry("e").entry]


def test_a_new_reading_takes_the_place_of_the_old_one_which_is_kept(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    old = filled.accounts(["a"])
    new = make.account("a", "a1", "a3", text="The ferry was seized.")
    undated = replace(new.article, published=None, owner=None)
    new = replace(new, article=undated, codings=(make.coding("a", "a1", day="2024-02-02"), new.codings[1]))
    assert filled.add(newer, [new]) == []
    assert filled.accounts(["a"]) == [new]
    assert [one.article.id for one in filled.accounts()] == ["b", "d", "a"]
    assert filled.readings("a") == [(make.making, *old)]
    assert filled.readings("b") == filled.readings("nobody") == []
    assert filled.search("boat")
    assert {one.article for one in filled.search("boat")} == {"b", "d"}
    assert [one.article for one in filled.search("ferry")] == ["a"]
    assert filled.makings() == [make.making, newer]
    assert filled.articles_of(["a1", "a2", "a3"]) == {"a"}
    assert len(filled.skipped()) == 3
    assert filled.uncompared() == ["a"]
    assert filled.meeting(["b"]) == ["d"]


def test_to_and_fro_keeps_every_reading_the_newest_first(filled: Case, make: SimpleNamespace, newer: object) -> None:
    first, second = filled.accounts(["a"])[0], make.account("a", "a3")
    before = filled.account_digest()
    filled.add(newer, [second])
    filled.add(make.making, [first])
    filled.add(newer, [second])
    assert filled.accounts(["a"]) == [second]
    assert filled.readings("a") == [(make.making, first), (newer, second), (make.making, first)]
    filled.add(newer, [make.account("a", "a4")])
    assert filled.accounts(["a"]) == [second]
    assert filled.account_digest() != before


def test_what_followed_from_the_old_reading_is_settled_again(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    was = {one.id: one.codings for one in filled.events()}
    filled.add(newer, [make.account("a", "a1", "a3")], dyads={"a": [OTHER]})
    assert filled.touched_dyads() == [OTHER, make.dyad]
    assert filled.unsettled(Judged.EVENT) == {"a1", "a2", "a3", "b1"}
    assert filled.unsettled(Judged.ARTICLE) == {"a", "b"}
    assert filled.component(Judged.EVENT, filled.unsettled(Judged.EVENT)) == [{"a1"}, {"a2"}, {"a3"}, {"b1"}]
    gone = next(one for one, codings in was.items() if codings == ("a2",))
    names = settled(filled, make, ("a1",), ("a3",), ("b1",))
    assert gone not in {one.id for one in filled.events()} | set(names.values())
    assert filled.resolve(gone) == gone
    assert filled.events(ids=[gone]) == []
    assert filled.unsettled(Judged.EVENT) == set()
    filled.add(make.making, [make.account("a", "a2")])
    assert gone not in settled(filled, make, ("a2",)).values()


def test_of_detentes_judgements_none_holds_until_the_article_is_compared_again(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    filled.add(newer, [make.account("a", "a1")])
    assert filled.judgements(Judged.EVENT) == filled.judgements(Judged.ARTICLE) == []
    again = make.judgement("a1", "b1", score=0.4)
    filled.compared(filled.uncompared(), [again])
    assert filled.judgements(Judged.EVENT) == [again]
    assert filled.history(Judged.EVENT, "a1", "b1") == [make.judgement("a1", "b1"), again]


def test_what_people_judged_holds_of_what_is_still_there_and_again_of_what_comes_back(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    hers = make.judgement("a1", "b1", same=False, by="Sigrid")
    his = make.judgement("a2", "d1", by="Olav")
    story = make.judgement("a", "d", about=Judged.ARTICLE, by="Olav")
    promise = make.judgement("a-u", "b-u", about=Judged.COMMITMENT, by="Olav")
    undone = make.judgement("b2", "a1", by="Olav")
    for one in (hers, his, story, promise, undone, replace(undone, withdrawn=True)):
        filled.judge(one)
    first = filled.accounts(["a"])
    settled(filled, make)
    filled.add(newer, [replace(make.account("a", "a1"), undertakings=())])
    assert filled.judgements(Judged.EVENT) == [hers]
    assert filled.judgements(Judged.ARTICLE) == [story]
    assert filled.judgements(Judged.COMMITMENT) == []
    assert filled.history(Judged.EVENT, "a2", "d1") == [his]
    filled.add(make.making, first)
    assert filled.judgements(Judged.EVENT) == [hers, his]
    assert filled.judgements(Judged.COMMITMENT) == [promise]
    assert filled.unsettled(Judged.EVENT) >= {"a1", "b1", "a2", "d1"}


def test_a_judgement_taken_back_lets_nothing_hold_that_was_judged_of_an_old_reading(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    hers = make.judgement("a1", "b1", same=False, by="Sigrid")
    filled.judge(hers)
    filled.add(newer, [make.account("a", "a1")])
    filled.compared(filled.uncompared(), [])
    filled.judge(replace(hers, withdrawn=True))
    assert filled.judgements(Judged.EVENT) == []
    filled.judge(hers)
    filled.add(make.making, [make.account("a", "a1")])
    new = make.judgement("a1", "b1", score=0.7)
    filled.compared(filled.uncompared(), [new])
    assert filled.judgements(Judged.EVENT) == [hers]
    filled.judge(replace(hers, withdrawn=True))
    assert filled.judgements(Judged.EVENT) == [new]


def test_what_was_compared_in_an_old_reading_is_compared_again(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    """Another process may read an article again while this one compares it."""
    filled.add(make.making, [make.account("f", "f1")])
    assert filled.uncompared() == ["f"]
    filled.add(newer, [make.account("a", "a1")])
    found = [make.judgement("b1", "f1"), make.judgement("a1", "f1"), make.judgement("a2", "f1")]
    filled.compared(["a", "f"], found)
    assert filled.judgements(Judged.EVENT) == found[:1]
    assert filled.uncompared() == ["a"]
    filled.compared(["a"], found[1:2])
    assert filled.judgements(Judged.EVENT) == [found[1], found[0]]
    assert filled.uncompared() == []


def test_another_who_has_the_case_open_sees_the_new_reading(where: str, make: SimpleNamespace, newer: object) -> None:
    first, second = make.account("a", "a1"), make.account("a", "a2")
    with open_case(where, create=True) as one, open_case(where, create=False) as other:
        one.add(make.making, [first])
        assert one.accounts(["a"]) == other.accounts(["a"]) == [first]
        one.add(newer, [second])
        assert one.accounts(["a"]) == other.accounts(["a"]) == [second]


def test_a_reading_whose_ids_stand_for_something_else_leaves_the_old_one(
    filled: Case, make: SimpleNamespace, newer: object
) -> None:
    before = filled.account_digest()
    (fault,) = filled.add(newer, [make.account("a", "a1", "b1")])
    assert "b1" in fault.reason
    assert filled.readings("a") == []
    assert filled.account_digest() == before


def test_a_fault_halfway_leaves_the_old_reading_whole(
    filled: Case, make: SimpleNamespace, newer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    before, waits = filled.account_digest(), filled.unsettled(Judged.EVENT)
    for step in ("put_accounts", "_mark", "rule_again"):
        with monkeypatch.context() as patch:
            patch.setattr(intake, step, fail)
            with pytest.raises(KeyboardInterrupt):
                filled.add(newer, [make.account("a", "a3")])
    assert filled.account_digest() == before
    assert filled.unsettled(Judged.EVENT) == waits
    assert filled.readings("a") == []


def kept(make: SimpleNamespace, name: str) -> Account:
    """Return the account of an article that tells that a promise was kept."""
    return replace(make.account(name, f"{name}1"), keepings=(make.keeping(f"{name}-k", source=f"{name}1"),))


def test_what_is_append_only_goes_with_a_reading_that_is_replaced_and_never_otherwise(
    where: str, make: SimpleNamespace, newer: object
) -> None:
    with open_case(where, create=True) as case:
        case.add(make.making, [kept(make, "a"), kept(make, "b"), make.entry("e")])
        new = replace(kept(make, "a"), keepings=())
        case.add(newer, [new])
        assert case.accounts(["a"]) == [new]
        assert case.readings("a") == [(make.making, kept(make, "a"))]
        switch = "UPDATE turns SET replacing = true"
        if where.startswith("postgresql"):
            switch = "SET LOCAL detente.replacing = 'on'"
        for article, switched in (("b", None), ("e", None), ("e", switch)):
            with pytest.raises(DBAPIError, match="append-only"):
                delete_keepings(case, article, switched)
        assert case.accounts(["b", "e"]) == [kept(make, "b"), make.entry("e")]


def delete_keepings(case: Case, article: str, switched: str | None) -> None:
    """Delete past Detente."""
    with case._turns.writing() as connection:  # noqa: SLF001
        if switched:
            connection.exec_driver_sql(switched)
        connection.exec_driver_sql(f"DELETE FROM entered_keepings WHERE article = '{article}'")  # noqa: S608


def read_all(where: str, making: object, accounts: Sequence[Account]) -> None:
    with open_case(where, create=True) as case:
        for at in range(0, len(accounts), 3):
            case.add(making, accounts[at : at + 3])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to start a run in a few milliseconds")
def test_whenever_reading_again_is_killed_each_article_has_one_reading_whole(
    tmp_path: Path, make: SimpleNamespace
) -> None:
    chance, where = random.Random(5), str(tmp_path / "case.detente")  # noqa: S311 - moments to kill at
    fork = multiprocessing.get_context("fork")
    names = [f"a{number}" for number in range(60)]
    made = [replace(make.making, version=str(number)) for number in range(21)]
    read = [[make.account(name, f"{name}-{number}", f"{name}-x") for name in names] for number in range(21)]
    read_all(where, made[0], read[0])
    seen = set()
    for number in range(1, 21):
        child = fork.Process(target=read_all, args=(where, made[number], read[number]))
        child.start()
        time.sleep(chance.uniform(0.02, 0.3))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        with open_case(where, create=False) as case:
            held = {one.article.id: one for one in case.accounts()}
            for place, name in enumerate(names):
                of = [len(made)] if name not in held else [n for n in range(21) if read[n][place] == held[name]]
                assert len(of) == 1
                seen.update(of)
                assert all(account == read[made.index(by)][place] for by, account in case.readings(name)[:1])
    assert len(seen) > 1


CODINGS = ("1", "2", "3")
readings = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sets(st.sampled_from(CODINGS)), st.integers(1, 28)), min_size=1, max_size=10
)


@settings(max_examples=15, deadline=None)
@given(earlier=readings, last=st.permutations("abcd"), of=st.data(), by_people=st.lists(st.booleans(), max_size=4))
def test_whatever_was_read_before_the_account_is_that_of_the_last_making_alone(
    earlier: list[tuple[str, set[str], int]],
    last: Sequence[str],
    of: st.DataObject,
    by_people: list[bool],
    make: SimpleNamespace,
) -> None:
    final = {one: reading(make, one, of.draw(st.sets(st.sampled_from(CODINGS))), 3) for one in "abcd"}
    words = [
        make.judgement(f"a{number % 3 + 1}", f"b{number % 2 + 1}", same=same, by="Sigrid")
        for number, same in enumerate(by_people)
    ]
    there = {coding.id for account in final.values() for coding in account.codings}
    with TemporaryDirectory() as folder:
        with open_case(f"{folder}/long.detente", create=True) as case:
            bring(
                case,
                make,
                replace(make.making, version="first"),
                [reading(make, one, CODINGS, 3) for one in "abcd"],
                also=True,
            )
            for one in words:
                case.judge(one)
            for number, (name, codings, day) in enumerate(earlier):
                making = replace(make.making, version=f"before {number}")
                bring(case, make, making, [reading(make, name, codings, day)], also=number % 2 == 0)
            for name in last:
                bring(case, make, make.making, [final[name]], also=name < "c")
            settle(case, make)
            long = case.account_digest()
            waits = case.unsettled(Judged.EVENT) | set(case.uncompared())
        with open_case(f"{folder}/alone.detente", create=True) as case:
            for one in words:
                if {one.left, one.right} <= there:
                    case.judge(one)
            bring(case, make, make.making, final.values(), also=True)
            alone = case.account_digest()
    assert waits == set()
    assert long == alone


def reading(make: SimpleNamespace, name: str, codings: Iterable[str], day: int) -> Account:
    """Return a reading of an article: some of its codings, all of one day."""
    names = [f"{name}{one}" for one in sorted(codings)]
    account: Account = make.account(name, *names)
    return replace(account, codings=tuple(make.coding(name, one, day=f"2024-01-{day:02}") for one in names))


def bring(case: Case, make: SimpleNamespace, making: object, accounts: Iterable[Account], *, also: bool) -> None:
    given = list(accounts)
    case.add(
        making,
        given,
        article_keys={one.article.id: frozenset({str(len(one.codings))}) for one in given},
        event_keys={coding.id: frozenset({coding.day.start}) for one in given for coding in one.codings},
        dyads={one.article.id: [make.dyad] for one in given if one.codings},
    )
    if also:
        settle(case, make)


def settle(case: Case, make: SimpleNamespace) -> None:
    """Compare and join as a rule as simple as can be does it: codings of one day and number are one event."""
    if waiting := case.uncompared():
        new, known = case.accounts(waiting), case.accounts(case.meeting(waiting))
        case.compared(waiting, compare(make, new, known))
    waits = case.unsettled(Judged.EVENT)
    groups = case.component(Judged.EVENT, waits)
    every = {one for group in groups for one in group}
    found = {one.id: one for one in (c for a in case.accounts(case.articles_of(every)) for c in a.codings)}
    parts = [tuple(sorted(one for one in group if one in found)) for group in groups]
    events = [replace(make.event(*part), day=found[part[0]].day) for part in parts if part]
    case.settle_events(events, every)
    stories = case.component(Judged.ARTICLE, case.unsettled(Judged.ARTICLE))
    case.settle_stories([Story(id=min(one), articles=tuple(sorted(one)), copies=()) for one in stories])


def compare(make: SimpleNamespace, new: Sequence[Account], known: Sequence[Account]) -> list[object]:
    held = {one.article.id: one for one in (*new, *known)}
    pairs = {tuple(sorted((one.article.id, other))) for one in new for other in held if other != one.article.id}
    found = []
    for left, right in sorted(pairs):
        one, other = held[left], held[right]
        if len(one.codings) == len(other.codings):
            found.append(make.judgement(left, right, about=Judged.ARTICLE))
        days = {coding.day for coding in one.codings} & {coding.day for coding in other.codings}
        found += [
            make.judgement(c.id, d.id, score=0.5 + c.day.start.count("1") / 10)
            for c in one.codings
            for d in other.codings
            if days and c.id[1:] == d.id[1:]
        ]
    return found
