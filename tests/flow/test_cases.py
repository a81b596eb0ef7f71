"""A case says the same whatever the order and the pieces it was read in, and whenever it was cut off."""

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from detente.flow import Desk, books, enter, settle, write_up
from detente.records import Account, Actor, Coding, Judged, Judgement, Making, Reason
from detente.store import open_case
from detente.store.case import Case

Pieces = list[list[Account]]
Folders = pytest.TempPathFactory
NUMBERS = count()
KILLS = 200


def keep(where: Path, pieces: Pieces, making: Making, desk: Desk) -> str:
    """Read pieces into a case one after the other; return the digest of its account."""
    with open_case(str(where), create=True) as case:
        for piece in pieces:
            enter(case, piece, making, desk)
            for _ in (*settle(case, desk), *write_up(case, desk)):
                pass
        return case.account_digest()


@pytest.fixture(scope="session")
def kept(making: Making, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Pieces], str]:
    """Return what reads pieces into a case of their own and gives the digest of its account."""
    folder = tmp_path_factory.mktemp("cases")
    return lambda pieces: keep(folder / f"{next(NUMBERS)}.detente", pieces, making, desk)


@pytest.fixture(scope="session")
def at_once(coded: Sequence[Account], kept: Callable[[Pieces], str]) -> str:
    return kept([list(coded)])


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_reading_in_pieces_gives_the_account_of_reading_at_once(
    data: st.DataObject, coded: Sequence[Account], at_once: str, kept: Callable[[Pieces], str]
) -> None:
    order = [coded[number] for number in data.draw(st.permutations(range(len(coded))))]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=5)))
    pieces = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    assert kept(pieces) == at_once


def misread(account: Account, chance: random.Random) -> Account:
    """Return another reading of an article: acts are missing, of another day or of other actors, promises are gone."""
    kept = [one for one in account.codings if chance.random() < 0.7]
    other = Actor(id="ATL", name="Atlantis", country="ATL", sector="GOV")

    def altered(one: Coding) -> Coding:
        told = chance.choice(("as it is", "no day", "other actor"))
        if told == "other actor" and one.sources:
            return replace(one, sources=(replace(one.sources[0], actor=other),))
        return replace(one, day=None) if told == "no day" else one

    codings = tuple(map(altered, kept))
    names = {one.id for one in codings} | {account.article.id}
    return replace(
        account,
        codings=codings,
        undertakings=account.undertakings[1:],
        changes=(),
        links=tuple(one for one in account.links if {one.later, one.earlier} <= names),
        keepings=(),
        sketches=tuple(one for one in account.sketches if one.of in names),
    )


@settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_read_again_by_another_making_the_account_is_that_of_this_making_alone(  # noqa: PLR0913, PLR0917 - fixtures
    data: st.DataObject, coded: Sequence[Account], at_once: str, making: Making, desk: Desk, tmp_path_factory: Folders
) -> None:
    chance = random.Random(data.draw(st.integers(0, 1000)))  # noqa: S311 - another reading
    order = [coded[number] for number in data.draw(st.permutations(range(len(coded))))]
    cut = data.draw(st.integers(1, len(order) - 1))
    older = replace(making, version="older")
    with open_case(str(tmp_path_factory.mktemp("again") / "case.detente"), create=True) as case:
        bring(case, [misread(one, chance) for one in order], older, desk)
        bring(case, order[:cut], making, desk)
        assert case.known([one.article.id for one in coded], making) == {one.article.id for one in order[:cut]}
        bring(case, order[cut:], making, desk)
        assert case.account_digest() == at_once
        assert [by for by, _ in case.readings(order[0].article.id)] == [older]


def bring(case: Case, found: Sequence[Account], making: Making, desk: Desk) -> None:
    """Enter accounts and bring everything up to date."""
    enter(case, found, making, desk)
    for _ in (*settle(case, desk), *write_up(case, desk)):
        pass


def test_settling_again_does_nothing(coded: Sequence[Account], making: Making, desk: Desk, tmp_path: Path) -> None:
    with open_case(str(tmp_path / "case.detente"), create=True) as case:
        enter(case, coded, making, desk)
        assert list(settle(case, desk))
        assert list(write_up(case, desk))
        assert list(settle(case, desk)) == []
        assert list(write_up(case, desk)) == []


def test_what_was_known_on_a_day_is_the_account_of_what_was_there_by_then(
    coded: Sequence[Account], making: Making, desk: Desk, tmp_path: Path
) -> None:
    early = [one for one in coded if one.article.published and one.article.published.start[:10] <= "2024-01-19"]
    with open_case(str(tmp_path / "all.detente"), create=True) as case:
        enter(case, coded, making, desk)
        list(settle(case, desk))
        then = books(case, desk, ("IRN", "PAK"), as_of="2024-01-19")
    with open_case(str(tmp_path / "early.detente"), create=True) as case:
        enter(case, early, making, desk)
        list(settle(case, desk))
        alone = books(case, desk, ("IRN", "PAK"))
    assert {frozenset(one.codings) for one in then.events} == {frozenset(one.codings) for one in alone.events}
    assert [(one.type, one.standing) for one in then.commitments] == [
        (one.type, one.standing) for one in alone.commitments
    ]


def a_judgement(left: str, right: str, *, same: bool) -> Judgement:
    return Judgement(
        about=Judged.EVENT,
        left=min(left, right),
        right=max(left, right),
        same=same,
        score=float(same),
        reasons=(Reason(field="same", score=1.0, reason="read both"),),
        by="A. Analyst",
        at="2024-02-01T12:00:00+00:00",
    )


def test_a_persons_word_joins_and_parts_events_and_survives_new_reports(
    coded: Sequence[Account], making: Making, desk: Desk, tmp_path: Path
) -> None:
    *most, last = coded
    with open_case(str(tmp_path / "case.detente"), create=True) as case:
        enter(case, most, making, desk)
        list(settle(case, desk))
        joined = next(one for one in case.events() if len(one.codings) > 1)
        other = next(one for one in case.events() if one.id != joined.id)
        taken, kept = joined.codings[0], joined.codings[1:]
        for one in kept:
            case.judge(a_judgement(taken, one, same=False))
        case.judge(a_judgement(kept[0], other.codings[0], same=True))
        list(settle(case, desk))
        enter(case, [last], making, desk)
        list(settle(case, desk))
        where = case.event_of([taken, kept[0], other.codings[0]])
    assert where[taken] != where[kept[0]]
    assert where[kept[0]] == where[other.codings[0]]


def read_on(where: str, coded: Sequence[Account], making: Making, desk: Desk) -> None:
    """Do what a run does, three articles at a time, and stay alive."""
    with open_case(where, create=True) as case:
        there = case.known(one.article.id for one in coded)
        missing = [one for one in coded if one.article.id not in there]
        for at in range(0, len(missing), 3):
            enter(case, missing[at : at + 3], making, desk)
        for _ in (*settle(case, desk), *write_up(case, desk, [("IRN", "PAK")])):
            pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to start a run in a few milliseconds")
def test_a_run_that_is_killed_at_any_moment_leaves_a_case_that_goes_on(
    coded: Sequence[Account], making: Making, desk: Desk, tmp_path: Path, at_once: str
) -> None:
    chance = random.Random(16)  # noqa: S311 - moments to kill at
    fork = multiprocessing.get_context("fork")
    known: set[str] = set()
    where, rounds = tmp_path / "0.detente", 0
    for kill in range(KILLS):
        child = fork.Process(target=read_on, args=(str(where), coded, making, desk))
        child.start()
        time.sleep(chance.uniform(0.01, 0.25))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        if not where.exists():
            continue
        with sqlite3.connect(where) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_case(str(where), create=True) as case:
            there = case.known(one.article.id for one in coded)
        assert known <= there
        known = there
        if len(known) == len(coded) and kill % 5 == 4:
            assert finished(where, coded, making, desk) == at_once
            where, known, rounds = tmp_path / f"{kill}.detente", set(), rounds + 1
    assert rounds


def finished(where: Path, coded: Sequence[Account], making: Making, desk: Desk) -> str:
    """Let a run end, and return the digest of the account."""
    read_on(str(where), coded, making, desk)
    with open_case(str(where), create=False) as case:
        list(write_up(case, desk))
        return case.account_digest()
