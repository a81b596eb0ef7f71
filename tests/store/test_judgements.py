"""Judgements: the latest about a pair holds, a person's beats Detente's, nothing is overwritten."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from detente.records import Judged
from detente.store.case import Case


@pytest.fixture
def filled(case: Case, make: SimpleNamespace) -> Case:
    """Give a case of four articles with a coding each, of two articles that share a key."""
    accounts = [make.account(one, f"{one}1") for one in "abcd"]
    keys = {"a": frozenset({"k", "l"}), "b": frozenset({"k"}), "c": frozenset({"m"})}
    by_coding = {"c1": frozenset({"strike"}), "d1": frozenset({"strike"})}
    case.add(make.making, accounts, (), keys, by_coding, {"a": [make.dyad]})
    return case


def test_articles_meet_that_share_a_key_of_their_own_or_of_a_coding(filled: Case) -> None:
    assert filled.meeting(["a"]) == ["b"]
    assert filled.meeting(["d"]) == ["c"]
    assert filled.meeting(["a", "c"]) == ["b", "d"]
    assert filled.meeting(["a", "b"]) == []


def test_articles_wait_until_they_are_compared(filled: Case, make: SimpleNamespace) -> None:
    assert filled.uncompared() == ["a", "b", "c", "d"]
    found = make.judgement("a", "b", about=Judged.ARTICLE)
    filled.compared(["b", "a"], [found])
    assert filled.uncompared() == ["c", "d"]
    assert filled.judgements(Judged.ARTICLE) == [found]


def test_what_waits_is_sorted_alike_in_every_language(case: Case, make: SimpleNamespace) -> None:
    case.add(
        make.making, [make.account(one) for one in ("a", "B", "_", "é", "Z")] + [make.account("0", published=None)]
    )
    assert case.uncompared() == ["B", "Z", "_", "a", "é", "0"]
    assert [one.id for one in case.articles()] == case.uncompared()


def test_the_latest_judgement_about_a_pair_holds_and_the_others_stay(filled: Case, make: SimpleNamespace) -> None:
    first, second = make.judgement("a1", "b1"), make.judgement("a1", "b1", score=0.9)
    filled.judge(first)
    filled.judge(second)
    assert filled.judgements(Judged.EVENT) == [second]
    assert filled.history(Judged.EVENT, "b1", "a1") == [first, second]


def test_what_detente_judges_as_before_is_not_told_twice(filled: Case, make: SimpleNamespace) -> None:
    filled.compared([], [make.judgement("a1", "b1")] * 2)
    filled.compared([], [make.judgement("a1", "b1")])
    assert len(filled.history(Judged.EVENT, "a1", "b1")) == 1


def test_a_persons_judgement_beats_detentes_before_and_after_it(filled: Case, make: SimpleNamespace) -> None:
    hers = replace(make.judgement("a1", "b1", same=False, by="Sigrid"), at="2024-01-20T10:00:00+01:00")
    filled.judge(make.judgement("a1", "b1"))
    filled.judge(hers)
    filled.judge(make.judgement("a1", "b1", score=1.0))
    assert filled.judgements(Judged.EVENT, ["b1"]) == [hers]
    assert len(filled.history(Judged.EVENT, "a1", "b1")) == 3


def test_a_judgement_is_undone_by_a_later_one(filled: Case, make: SimpleNamespace) -> None:
    filled.judge(make.judgement("a1", "b1", same=False, by="Sigrid"))
    undone = make.judgement("a1", "b1", by="Sigrid")
    filled.judge(undone)
    assert filled.judgements(Judged.EVENT, ["a1"]) == [undone]
    assert filled.judgements(Judged.EVENT, ["c1"]) == []
    assert filled.judgements(Judged.ARTICLE) == []


def test_the_ids_of_a_judgement_stand_in_order(filled: Case, make: SimpleNamespace) -> None:
    wrong = replace(make.judgement("a1", "b1"), left="b1", right="a1")
    with pytest.raises(ValueError, match="left id of a judgement comes first"):
        filled.judge(wrong)
    assert filled.judgements(Judged.EVENT) == []


def test_what_could_be_one_is_closed_over_judgements_of_any_score(filled: Case, make: SimpleNamespace) -> None:
    filled.compared([], [make.judgement("a1", "b1", score=0.2), make.judgement("b1", "c1", same=False)])
    assert filled.component(Judged.EVENT, ["a1"]) == [{"a1", "b1", "c1"}]
    assert filled.component(Judged.EVENT, ["d1", "c1"]) == [{"a1", "b1", "c1"}, {"d1"}]
    assert filled.component(Judged.EVENT, ["b"]) == [{"a1", "b1", "c1"}]
    assert filled.component(Judged.ARTICLE, ["b"]) == [{"b"}]
    assert filled.component(Judged.EVENT, []) == []


def test_a_person_cuts_what_could_be_one_and_joins_it_again(filled: Case, make: SimpleNamespace) -> None:
    filled.compared([], [make.judgement("a1", "b1"), make.judgement("b1", "c1")])
    filled.judge(make.judgement("b1", "c1", same=False, by="Sigrid"))
    assert filled.component(Judged.EVENT, ["b1", "c1"]) == [{"a1", "b1"}, {"c1"}]
    filled.judge(make.judgement("b1", "c1", by="Olav"))
    assert filled.component(Judged.EVENT, ["b1"]) == [{"a1", "b1", "c1"}]


def test_pairs_of_a_lower_score_join_nothing_where_more_is_asked(filled: Case, make: SimpleNamespace) -> None:
    filled.compared([], [make.judgement("a1", "b1", score=0.4), make.judgement("b1", "c1", same=False, score=0.2)])
    filled.compared([], [make.judgement("c1", "d1", score=0.1)])
    assert filled.component(Judged.EVENT, ["a1", "c1"], least=0.4) == [{"a1", "b1"}, {"c1", "d1"}]
    filled.judge(make.judgement("b1", "c1", score=0.0, by="Sigrid"))
    assert filled.component(Judged.EVENT, ["a1"], least=0.4) == [{"a1", "b1", "c1", "d1"}]
    filled.judge(make.judgement("a1", "b1", same=False, score=1.0, by="Sigrid"))
    assert filled.component(Judged.EVENT, ["a1"]) == [{"a1"}]


def test_what_a_person_withdraws_lets_detentes_own_hold_again(filled: Case, make: SimpleNamespace) -> None:
    own, hers = make.judgement("a1", "b1"), make.judgement("a1", "b1", same=False, by="Sigrid")
    filled.judge(own)
    filled.judge(hers)
    newer = make.judgement("a1", "b1", score=0.7)
    filled.compared([], [newer, newer])
    assert filled.judgements(Judged.EVENT) == [hers]
    filled.unsettled(Judged.EVENT)
    filled.settle_events([make.event(one) for one in ("a1", "b1", "c1", "d1")])
    withdrawn = replace(hers, withdrawn=True)
    filled.judge(withdrawn)
    assert filled.judgements(Judged.EVENT) == [newer]
    assert filled.history(Judged.EVENT, "a1", "b1") == [own, hers, newer, withdrawn]
    assert filled.unsettled(Judged.EVENT) == {"a1", "b1"}
    filled.judge(hers)
    assert filled.judgements(Judged.EVENT) == [hers]


def test_where_only_people_judged_nothing_holds_once_that_is_withdrawn(filled: Case, make: SimpleNamespace) -> None:
    hers = make.judgement("a1", "b1", by="Sigrid")
    filled.judge(hers)
    filled.judge(replace(hers, by="Olav", withdrawn=True))
    assert filled.judgements(Judged.EVENT) == []
    assert filled.component(Judged.EVENT, ["a1"]) == [{"a1"}]
    assert filled.counts().persons == 0
    filled.judge(replace(hers, withdrawn=True))
    own = make.judgement("a1", "b1", score=0.3)
    filled.compared([], [own])
    assert filled.judgements(Judged.EVENT) == [own]
    filled.judge(replace(hers, withdrawn=True))
    assert filled.judgements(Judged.EVENT) == [own]


def test_what_is_now_in_one_event_comes_along_when_a_person_cuts_it(filled: Case, make: SimpleNamespace) -> None:
    filled.compared([], [make.judgement("a1", "b1")])
    filled.settle_events([make.event("a1", "b1")])
    filled.judge(make.judgement("a1", "b1", same=False, by="Sigrid"))
    assert filled.component(Judged.EVENT, ["a1"]) == [{"a1"}, {"b1"}]


def test_a_judgement_makes_its_two_sides_wait_to_be_settled(filled: Case, make: SimpleNamespace) -> None:
    assert filled.unsettled(Judged.EVENT) == {"a1", "b1", "c1", "d1"}
    filled.settle_events([make.event(one) for one in ("a1", "b1", "c1", "d1")])
    assert filled.unsettled(Judged.EVENT) == set()
    filled.judge(make.judgement("a1", "c1", by="Sigrid"))
    assert filled.unsettled(Judged.EVENT) == {"a1", "c1"}
    filled.judge(make.judgement("a1", "c1", same=False))
    filled.settle_events([make.event("a1", "c1")])
    assert filled.unsettled(Judged.EVENT) == set()


def test_a_judgement_about_promises_makes_the_dyads_of_their_articles_wait(filled: Case, make: SimpleNamespace) -> None:
    filled.touched_dyads()
    filled.settled(make.dyad)
    assert filled.touched_dyads() == []
    filled.judge(make.judgement("a-u", "b-u", about=Judged.COMMITMENT, by="Sigrid"))
    assert filled.touched_dyads() == [make.dyad]


def test_a_judgement_about_promises_reaches_dyads_through_events(filled: Case, make: SimpleNamespace) -> None:
    other = ("DNK", "SWE")
    filled.settle_events([make.event("d1", dyads=(other,))])
    for dyad in filled.touched_dyads():
        filled.settled(dyad)
    filled.judge(make.judgement("c-u", "d-u", about=Judged.COMMITMENT, by="Sigrid"))
    assert filled.touched_dyads() == [other]


def test_a_judgement_taken_back_lets_detentes_own_hold_again(filled: Case, make: SimpleNamespace) -> None:
    ours = make.judgement("a1", "b1", score=0.9)
    hers = replace(make.judgement("a1", "b1", same=False, by="Sigrid"), at="2024-01-20T10:00:00+01:00")
    filled.compared([], [ours])
    filled.judge(hers)
    filled.judge(replace(hers, withdrawn=True))
    assert filled.judgements(Judged.EVENT) == [ours]
    assert len(filled.history(Judged.EVENT, "a1", "b1")) == 3


def test_a_judgement_taken_back_where_detente_made_none_leaves_none(filled: Case, make: SimpleNamespace) -> None:
    hers = make.judgement("c1", "d1", by="Sigrid")
    filled.judge(hers)
    filled.judge(replace(hers, withdrawn=True))
    assert filled.judgements(Judged.EVENT) == []
    assert len(filled.component(Judged.EVENT, ["c1", "d1"])) == 2
