"""What was read and entered comes out as it went in."""

from dataclasses import replace
from types import SimpleNamespace

from detente.records import CaseCounts, Hit, Skipped
from detente.store import open_case
from detente.store.case import Case

OUT = Skipped(where="news/x.pdf", room="reading", reason="is no PDF; save it anew")


def ids(hits: list[Hit]) -> list[str]:
    return [one.article for one in hits]


def test_accounts_come_out_as_they_went_in_by_time_the_undated_last(case: Case, make: SimpleNamespace) -> None:
    undated, two = make.account("a", "c1", "c2", published=None), make.account("b", "c3")
    entry, early = make.entry("e"), make.account("d", published="2023")
    assert case.add(make.making, [undated, two, entry, early]) == []
    assert case.accounts() == [early, two, entry, undated]
    assert case.accounts(["b", "e", "nobody"]) == [two, entry]
    assert case.articles(["a", "d"]) == [early.article, undated.article]
    assert case.entries() == [entry.entry]
    assert case.makings() == [make.making]


def test_an_account_that_is_there_already_is_passed_over(case: Case, make: SimpleNamespace) -> None:
    first = make.account("a", "c1")
    case.add(make.making, [first])
    again = make.account("a", "c1", text="Other words.")
    assert case.add(make.making, [again, again, make.account("b", "c2")]) == []
    assert case.accounts(["a"]) == [first]
    assert case.known(["a", "b", "c"]) == {"a", "b"}


def test_an_id_that_stands_for_something_else_costs_its_account_and_no_other(case: Case, make: SimpleNamespace) -> None:
    case.add(make.making, [make.account("a", "c1")])
    faults = case.add(make.making, [make.account("b", "c1", "c2"), make.account("d", "c3")])
    assert [(one.where, one.room) for one in faults] == [("news/b.txt", "store")]
    assert "c1" in faults[0].reason
    assert [one.article.id for one in case.accounts()] == ["a", "d"]
    assert faults[0] in case.skipped()


def test_the_very_same_coding_twice_in_an_article_is_kept_once(case: Case, make: SimpleNamespace) -> None:
    case.add(make.making, [make.account("a", "c1", "c1")])
    assert [one.id for one in case.accounts()[0].codings] == ["c1"]


def test_what_a_run_skipped_is_kept_once_however_often_it_is_told(case: Case, make: SimpleNamespace) -> None:
    for _ in range(2):
        case.add(make.making, [], [OUT, OUT])
    assert case.skipped() == [OUT]


def test_words_that_no_store_can_hold_come_back_all_the_same(case: Case, make: SimpleNamespace) -> None:
    odd = make.account("a", "c1", text="nul \x00 and half \ud800 a pair, مرز")
    odd = replace(odd, article=replace(odd.article, path="news/\udce9.txt", title="\x00"))
    case.add(make.making, [odd])
    assert case.accounts() == [odd]
    assert ids(case.search("مرز")) == ["a"]


def test_a_case_counts_what_it_holds(case: Case, make: SimpleNamespace) -> None:
    case.add(make.making, [make.account("a", "c1", "c2"), make.entry("e")], [OUT], dyads={"a": [make.dyad]})
    assert case.counts() == CaseCounts(
        articles=1,
        entries=1,
        codings=2,
        undertakings=1,
        changes=1,
        skipped=2,
        judgements=0,
        persons=0,
        events=0,
        stories=0,
        commitments=0,
        keepings=0,
        dyads=1,
        waiting=2,
    )


def test_articles_and_entries_are_found_by_their_words_in_any_form(case: Case, make: SimpleNamespace) -> None:
    texts = {"a": "The boats were seized at dawn.", "b": "A boat sank. Dawn came.", "d": "Nothing at all"}
    case.add(make.making, [make.account(one, text=text) for one, text in texts.items()])
    case.add(make.making, [make.entry("e", "the boat was his")])
    assert set(ids(case.search("boat"))) == {"a", "b", "e"}
    assert ids(case.search("BOAT seizing")) == ["a"]
    assert ids(case.search("boat dawn")) in (["a", "b"], ["b", "a"])
    assert ids(case.search('"boat sank"')) == ["b"]
    assert ids(case.search('"sank boat"')) == []
    assert ids(case.search("harbour tromso")) == ["e"]
    assert case.search("the")
    for nothing in ("", " ", '"', "'", "-", "* ( ) : ^", '""', "AND", "unheard-of"):
        assert case.search(nothing) == []
    assert len(case.search("boat", most=1)) == 1


def test_a_hit_shows_the_words_around_what_was_found(case: Case, make: SimpleNamespace) -> None:
    case.add(make.making, [make.account("a", text="long ago " * 30 + "the ferry sank " + "and then " * 30)])
    hit = case.search("ferries")[0]
    assert "[ferry]" in hit.snippet
    assert len(hit.snippet) < 200
    assert (hit.title, hit.entered) == ("Gulls over the bank", False)


def test_a_case_that_is_opened_again_holds_what_it_held(where: str, make: SimpleNamespace) -> None:
    given = [make.account("a", "c1"), make.entry("e")]
    with open_case(where, create=True) as first:
        first.add(make.making, given)
        digest = first.account_digest()
    with open_case(where, create=True) as second:
        assert second.accounts() == given
        assert second.account_digest() == digest
