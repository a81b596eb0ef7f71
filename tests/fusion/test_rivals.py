"""Acts that differ in nothing but their doer: neither may name its doer as if nobody had said otherwise."""

from collections.abc import Mapping
from typing import Any

import pytest

from detente import codebook
from detente.fusion.build import build
from detente.fusion.config import Config
from detente.fusion.rivals import doubted
from detente.records import Event, Judged, Judgement

from .made import account, event

BOOK = codebook.load()
ONE = {
    "owner": "Gazette",
    "sources": ["IRN"],
    "targets": ["PAK"],
    "modes": ["heavy-weapons"],
    "day": "2024-03-04",
    "place": "Panjgur",
    "country": "PAK",
    "kind": "city",
}
OTHER = ONE | {"owner": "Dispatch", "sources": ["jaish-al-adl"]}


def judged(*, same: bool = True, by: str = "detente", at: str | None = None) -> Judgement:
    return Judgement(about=Judged.EVENT, left="c00", right="c01", same=same, score=0.7, reasons=(), by=by, at=at)


def pair(one: Mapping[str, Any], other: Mapping[str, Any], *judgements: Judgement) -> list[Event]:
    """Return the two events that two tellings are, after both were looked at together."""
    found = build([["c00"], ["c01"]], [account(one, 0), account(other, 1)], {}, BOOK, Config())
    return doubted(found, judgements or [judged()], Config())


def test_two_doers_of_one_shelling_are_versions_of_both_events() -> None:
    for made in pair(ONE, OTHER):
        assert made.disputed == ("sources",)
        assert {one.value for one in made.claims if one.field == "sources"} == {"Iran", "jaish-al-adl"}
    assert [[actor.name for actor in made.sources] for made in pair(ONE, OTHER)] == [["IRN"], ["jaish-al-adl"]]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"day": "2024-03-05"}, id="another day"),
        pytest.param({"day": "2024-03"}, id="a month and no day"),
        pytest.param({"place": "Turbat"}, id="another town"),
        pytest.param({"place": "Balochistan", "kind": "division1"}, id="a province"),
        pytest.param({"type": "REQUEST", "modes": []}, id="another kind of act"),
        pytest.param({"modes": ["firearms"]}, id="done in another way"),
        pytest.param({"targets": ["IRN"]}, id="it hit the other doer"),
        pytest.param({"sources": []}, id="nobody is named"),
        pytest.param({"sources": ["IRN", "jaish-al-adl"]}, id="the same doer among others"),
        pytest.param({"reciprocal": True}, id="they did it to each other"),
    ],
)
def test_acts_that_differ_in_more_are_no_rivals(change: Mapping[str, Any]) -> None:
    assert not any("sources" in made.disputed for made in pair(ONE, OTHER | change))


def test_acts_that_nothing_judges_alike_are_no_rivals() -> None:
    assert not any(made.disputed for made in pair(ONE, OTHER, judged(same=False)))


def test_a_person_who_tells_two_acts_apart_wins() -> None:
    told = (judged(), judged(same=False, by="A. Analyst", at="2024-03-06T10:00+00:00"))
    assert not any(made.disputed for made in pair(ONE, OTHER, *told))


def test_the_order_of_judgements_changes_nothing() -> None:
    told = [judged(), judged(same=False), judged(by="A. Analyst", at="2024-03-06T10:00+00:00")]
    assert pair(ONE, OTHER, *told) == pair(ONE, OTHER, *reversed(told))


def test_who_denies_a_deed_names_no_doer_and_confirms_no_field() -> None:
    made = event([ONE, ONE | {"owner": "Wire", "by": "IRN", "status": "denied"}], BOOK)
    assert {(one.field, one.by) for one in made.claims if one.by == "IRN"} == {("status", "IRN")}
    assert {one.verification.value for one in made.claims if one.field == "sources"} == {"unverified"}


def test_an_act_of_denials_alone_says_so_first() -> None:
    made = event([ONE | {"by": "IRN", "status": "denied"}], BOOK)
    assert made.caution == "denied by Iran, told as done by nobody"
    assert [one.name for one in made.sources] == ["IRN"]
