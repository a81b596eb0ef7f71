"""Events, stories and books are put in place under lasting ids; merges and splits leave aliases."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from detente.records import Books, Episode, Judged, Link, LinkKind, Move, MoveKind, Relation, Story
from detente.store.case import Case

OTHER = ("DNK", "SWE")


@pytest.fixture
def filled(case: Case, make: SimpleNamespace) -> Case:
    """Give a case of six articles with a coding each."""
    case.add(make.making, [make.account(one, f"{one}1") for one in "abcdef"], dyads={"f": [OTHER]})
    return case


def ids(case: Case) -> dict[str, tuple[str, ...]]:
    return {one.id: one.codings for one in case.events()}


def test_new_events_are_numbered_by_day_the_undated_last(filled: Case, make: SimpleNamespace) -> None:
    given = [make.event("a1", day=None), make.event("b1"), make.event("c1", day="2024-01-02")]
    assert filled.settle_events(given) == {"a1": "E3", "b1": "E2", "c1": "E1"}
    assert filled.events() == [replace(given[2], id="E1"), replace(given[1], id="E2"), replace(given[0], id="E3")]
    assert filled.event_of(["a1", "d1"]) == {"a1": "E3"}


def test_an_event_that_grows_keeps_its_id(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("b1")])
    assert filled.settle_events([make.event("a1", "b1")]) == {"a1": "E1"}
    assert ids(filled) == {"E1": ("a1", "b1")}


def test_of_two_that_merge_the_larger_gives_its_id_and_the_other_an_alias(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1")])
    filled.settle_events([make.event("b1", "c1")])
    assert filled.settle_events([make.event("a1", "b1", "c1")]) == {"a1": "E2"}
    assert filled.resolve("E1") == "E2"
    assert filled.events(ids=["E1"])[0].id == "E2"
    assert filled.resolve("E9") is None


def test_of_two_that_share_as_much_the_earlier_number_stays(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1"), make.event("b1")])
    assert filled.settle_events([make.event("a1", "b1")]) == {"a1": "E1"}
    assert filled.resolve("E2") == "E1"


def test_a_split_leaves_the_id_with_the_larger_part(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1", "b1", "c1")])
    assert filled.settle_events([make.event("a1"), make.event("b1", "c1")]) == {"a1": "E2", "b1": "E1"}


def test_a_merge_that_is_undone_gives_each_of_the_two_its_id_back(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1", "b1"), make.event("c1")])
    filled.settle_events([make.event("a1", "b1", "c1")])
    assert filled.resolve("E2") == "E1"
    assert filled.settle_events([make.event("a1", "b1"), make.event("c1")]) == {"a1": "E1", "c1": "E2"}
    assert filled.resolve("E2") == "E2"
    filled.settle_events([make.event("a1", "b1", "c1", "d1")])
    assert (filled.resolve("E2"), filled.resolve("E1")) == ("E1", "E1")


def test_aliases_are_followed_through_several_merges(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1"), make.event("b1"), make.event("c1"), make.event("d1")])
    filled.settle_events([make.event("c1", "d1")])
    filled.settle_events([make.event("a1", "c1", "d1")])
    filled.settle_events([make.event("a1", "b1", "c1", "d1")])
    assert {filled.resolve(f"E{number}") for number in (1, 2, 3, 4)} == {"E3"}


def test_an_id_is_never_given_to_another_event(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1")])
    filled.settle_events([], considered=["a1"])
    assert filled.events() == []
    assert filled.settle_events([make.event("b1")]) == {"b1": "E2"}
    assert filled.resolve("E1") == "E1"


def test_a_coding_that_is_left_out_of_what_replaces_its_event_waits_again(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1", "b1")])
    filled.unsettled(Judged.EVENT)
    filled.settle_events([make.event("a1")], considered=["c1", "d1", "e1", "f1"])
    assert filled.unsettled(Judged.EVENT) == {"b1"}


def test_settling_touches_the_dyads_of_what_changed_and_no_other(filled: Case, make: SimpleNamespace) -> None:
    filled.touched_dyads()
    filled.settled(OTHER)
    both = [make.event("a1", "b1"), make.event("f1", dyads=(OTHER,))]
    filled.settle_events(both)
    assert filled.touched_dyads() == [OTHER, make.dyad]
    for dyad in filled.touched_dyads():
        filled.settled(dyad)
    filled.settle_events(both)
    assert filled.touched_dyads() == []
    filled.settle_events([make.event("f1", dyads=())])
    assert filled.touched_dyads() == [OTHER]


def test_what_comes_in_while_books_are_made_keeps_its_mark(filled: Case, make: SimpleNamespace) -> None:
    assert filled.touched_dyads() == [OTHER]
    filled.add(make.making, [make.account("g", "g1")], dyads={"g": [OTHER]})
    filled.settled(OTHER)
    assert filled.touched_dyads() == [OTHER]
    assert filled.unsettled(Judged.EVENT) >= {"a1", "g1"}
    filled.judge(make.judgement("a1", "g1", by="Sigrid"))
    filled.settle_events([make.event("a1", "g1")])
    assert filled.unsettled(Judged.EVENT) >= {"a1", "g1"}


def test_events_of_a_dyad_bring_their_articles(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1", "c1", dyads=(make.dyad, OTHER)), make.event("b1", dyads=(make.dyad,))])
    assert [one.article.id for one in filled.accounts(dyad=OTHER)] == ["a", "c", "f"]
    assert [one.id for one in filled.articles(dyad=make.dyad)] == ["a", "b", "c"]
    assert [(one.dyad, one.articles, one.events) for one in filled.dyads()] == [(OTHER, 3, 1), (make.dyad, 3, 2)]
    assert [one.id for one in filled.events(OTHER)] == ["E1"]


def test_stories_are_settled_like_events(filled: Case) -> None:
    def story(*articles: str) -> Story:
        return Story(id=articles[0], articles=articles, copies=((articles[0],),))

    assert filled.unsettled(Judged.ARTICLE) == set("abcdef")
    assert filled.settle_stories([story("a", "b"), story("c")]) == {"a": "S1", "c": "S2"}
    assert filled.settle_stories([story("b", "c", "d"), story("a")]) == {"b": "S2", "a": "S1"}
    assert [one.articles for one in filled.stories()] == [("a",), ("b", "c", "d")]
    assert filled.stories(["S1"]) == filled.stories(articles=["a"])
    assert filled.unsettled(Judged.ARTICLE) == {"e", "f"}


def books(make: SimpleNamespace, *promises: tuple[str, ...], **also: object) -> Books:
    """Return books with a promise for each group of undertakings, each with a keeping."""
    keepings = tuple(make.keeping(f"k {group[0]}", source=f"s {group[-1]}", commitment=group[0]) for group in promises)
    fields: dict[str, object] = {
        "dyad": make.dyad,
        "as_of": None,
        "coverage_until": None,
        "accounts": (),
        "stories": (),
        "events": (),
        "links": (),
        "judgements": (),
        "commitments": tuple(make.commitment(*group, keepings=(f"k {group[0]}",)) for group in promises),
        "keepings": keepings,
        "relation": None,
        "episodes": (),
    }
    return Books(**{**fields, **also})


def test_promises_and_keepings_get_lasting_ids_that_name_each_other(filled: Case, make: SimpleNamespace) -> None:
    named = filled.settle_books(books(make, ("a-u", "b-u"), ("c-u",)))
    assert [(one.id, one.keepings) for one in named.commitments] == [("C1", ("K1",)), ("C2", ("K2",))]
    assert filled.commitments() == list(named.commitments)
    assert filled.keepings(commitment="C2") == [named.keepings[1]]
    again = filled.settle_books(books(make, ("b-u", "c-u"), ("a-u",)))
    assert {one.undertakings: one.id for one in again.commitments} == {("b-u", "c-u"): "C2", ("a-u",): "C1"}
    assert {one.source: one.id for one in filled.keepings(make.dyad)} == {"s c-u": "K2", "s a-u": "K3"}
    filled.settle_books(books(make, ("a-u", "b-u", "c-u")))
    assert [(one.id, one.keepings) for one in filled.commitments()] == [("C2", ("K2",))]
    assert filled.resolve("C1") == "C2"
    assert filled.commitments(ids=["C1"])[0].id == "C2"
    assert filled.keepings(commitment="C1") == filled.keepings(make.dyad)


def test_books_of_one_dyad_leave_those_of_another_alone(filled: Case, make: SimpleNamespace) -> None:
    first = filled.settle_books(books(make, ("a-u",)))
    other = filled.settle_books(books(make, ("a-u",), dyad=OTHER))
    assert [one.id for one in other.commitments] == ["C2"]
    assert filled.commitments(make.dyad) == list(first.commitments)
    filled.settle_books(books(make))
    assert [one.id for one in filled.commitments()] == ["C2"]


def test_relation_episode_and_links_of_a_dyad_are_kept(filled: Case, make: SimpleNamespace) -> None:
    filled.settle_events([make.event("a1"), make.event("b1", day="2024-01-18")])
    evidence = make.coding("a", "a1").evidence
    link = Link(kind=LinkKind.RESPONDS_TO, later="E2", earlier="E1", evidence=evidence, reason="in answer")
    moves = tuple(
        Move(event=one, kind=MoveKind.MOVE, by=(), responds_to=(), rung=-4.0, day=None, evidence=evidence)
        for one in ("E1", "E2")
    )
    episode = Episode(
        id="x",
        dyad=make.dyad,
        start=make.when("2024-01-16"),
        end=None,
        moves=moves,
        baseline=(),
        restored=(),
        missing=(),
    )
    relation = Relation(dyad=make.dyad, lines=(), third_parties=(), changes=("a-h",))
    for _ in range(2):
        filled.settle_books(books(make, links=(link,), episodes=(episode,), relation=relation))
        assert filled.links(make.dyad) == [link]
        assert filled.relation(make.dyad) == relation
        assert filled.episodes(make.dyad) == [replace(episode, id="EP1")]
    assert filled.relation(OTHER) is None
    filled.settle_books(books(make))
    assert (filled.links(make.dyad), filled.relation(make.dyad), filled.episodes()) == ([], None, [])
