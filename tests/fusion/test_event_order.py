"""The order of events over several reports, and what contradicts it, from accounts made by hand."""

from dataclasses import replace

import pytest

from detente import codebook
from detente.fusion import Config, Fusion
from detente.fusion.build import build
from detente.records import Account, Basis, Coding, Evidence, EvidenceKind, Link, LinkKind

from .made import account

STRIKE = {"type": "ASSAULT", "sources": ["IRN"], "targets": ["PAK"]}
ANSWER = {"type": "ASSAULT", "sources": ["PAK"], "targets": ["IRN"]}
RECALL = {"type": "SANCTION", "sources": ["PAK"], "targets": ["IRN"]}
BOOK = codebook.load()
EVENTS = {"strike": STRIKE, "answer": ANSWER, "recall": RECALL}


@pytest.fixture(scope="module")
def fusion() -> Fusion:
    return Fusion(Config(), BOOK)


def report(
    article: str,
    published: str,
    *days: tuple[str, str | None],
    order: tuple[str, str, str] | None = None,
    kind: LinkKind = LinkKind.AFTER,
) -> Account:
    """Make a report that tells some acts, with the days it gives them, and may put one after another in words."""
    codings: list[Coding] = []
    first: Account | None = None
    for name, day in days:
        row = {**EVENTS[name], "article": article, "published": published, "sentence": f"{article} tells of {name}"}
        one = account({**row, "day": day} if day else row, len(codings))
        first = first or one
        codings.append(replace(one.codings[0], id=f"{article}-{name}"))
    assert first is not None
    links: tuple[Link, ...] = ()
    if order is not None:
        later, earlier, words = order
        evidence = Evidence(kind=EvidenceKind.QUOTE, article=article, start=0, end=len(words), quote=words)
        ids = f"{article}-{later}", f"{article}-{earlier}"
        links = (Link(kind=kind, later=ids[0], earlier=ids[1], evidence=evidence, reason=f"{words!r} says so"),)
    return replace(first, codings=tuple(codings), links=links)


def ordered(fusion: Fusion, *accounts: Account) -> dict[tuple[str, str], Link]:
    """Return the links between events by the names of the two, the later first."""
    ids = [one.id for account_ in accounts for one in account_.codings]
    clusters = [[one for one in ids if one.endswith(name)] for name in EVENTS]
    events = build(clusters, accounts, {}, BOOK, Config())
    names = {event.id: event.id.rpartition("-")[2] for event in events}
    found = fusion.links(accounts, events)
    assert found == fusion.links(accounts[::-1], events[::-1])
    return {(names[one.later], names[one.earlier]): one for one in found}


LED_TO = report(
    "first", "2024-01-21", ("answer", None), ("recall", None), order=("recall", "answer", "leading to"),
    kind=LinkKind.RESPONDS_TO,
)  # fmt: skip


def test_a_report_puts_one_event_after_another(fusion: Fusion) -> None:
    (link,) = ordered(fusion, LED_TO).values()
    assert link.kind is LinkKind.RESPONDS_TO
    assert link.evidence.quote == "leading to"
    assert link.contradicted == ()


def test_a_recall_dated_to_the_day_before_the_strike_contradicts_that_the_strike_led_to_it(fusion: Fusion) -> None:
    second = report("second", "2024-01-19", ("recall", "2024-01-17"))
    third = report("third", "2024-01-18", ("answer", "2024-01-18"))
    link = ordered(fusion, LED_TO, second, third)["recall", "answer"]
    assert [one.quote for one in link.contradicted] == ["second tells of recall", "third tells of answer"]


def test_one_report_that_dates_both_is_enough(fusion: Fusion) -> None:
    second = report("second", "2024-01-19", ("recall", "2024-01-17"), ("answer", "2024-01-18"))
    link = ordered(fusion, LED_TO, second)["recall", "answer"]
    assert {one.article for one in link.contradicted} == {"second"}


def test_dates_that_bear_out_the_order_contradict_nothing(fusion: Fusion) -> None:
    second = report("second", "2024-01-19", ("recall", "2024-01-18"), ("answer", "2024-01-18"))
    third = report("third", "2024-01-19", ("recall", "2024-01-19"))
    assert ordered(fusion, LED_TO, second, third)["recall", "answer"].contradicted == ()


def test_a_day_that_is_only_inferred_contradicts_nobody(fusion: Fusion) -> None:
    second = report("second", "2024-01-19", ("answer", "2024-01-18"))
    guess = report("third", "2024-01-17", ("recall", "2024-01-17"))
    day = guess.codings[0].day
    assert day is not None
    guess = replace(guess, codings=(replace(guess.codings[0], day=replace(day, basis=Basis.INFERRED)),))
    assert ordered(fusion, LED_TO, second, guess)["recall", "answer"].contradicted == ()


def test_reports_that_differ_about_one_day_contradict_only_where_no_version_fits(fusion: Fusion) -> None:
    early = report("second", "2024-01-19", ("recall", "2024-01-17"))
    late = report("third", "2024-01-19", ("recall", "2024-01-19"))
    strike = report("fourth", "2024-01-19", ("answer", "2024-01-18"))
    link = ordered(fusion, LED_TO, early, late, strike)["recall", "answer"]
    assert [one.quote for one in link.contradicted] == ["second tells of recall"]


def test_two_reports_that_turn_the_order_round_are_both_flagged(fusion: Fusion) -> None:
    other = report("second", "2024-01-20", ("answer", None), ("recall", None), order=("answer", "recall", "days after"))
    found = ordered(fusion, LED_TO, other)
    assert [one.quote for one in found["recall", "answer"].contradicted] == ["days after"]
    assert [one.quote for one in found["answer", "recall"].contradicted] == ["leading to"]


def test_an_answer_is_told_before_mere_order_then_the_first_report(fusion: Fusion) -> None:
    after = report("second", "2024-01-17", ("answer", None), ("recall", None), order=("recall", "answer", "after"))
    again = report(
        "third", "2024-01-22", ("answer", None), ("recall", None), order=("recall", "answer", "prompted"),
        kind=LinkKind.RESPONDS_TO,
    )  # fmt: skip
    assert ordered(fusion, LED_TO, after, again)["recall", "answer"].evidence.quote == "leading to"


def test_events_of_its_kind_stand_in_for_one_that_nobody_dates(fusion: Fusion) -> None:
    strike = report("second", "2024-01-19", ("answer", "2024-01-18"))
    other = report("third", "2024-01-19", ("recall", "2024-01-17"))
    later = report("fourth", "2024-01-25", ("recall", "2024-01-24"))
    assert [one.quote for one in unjoined(fusion, LED_TO, strike, other).contradicted] == [
        "third tells of recall",
        "second tells of answer",
    ]
    assert unjoined(fusion, LED_TO, strike, other, later).contradicted == ()


def unjoined(fusion: Fusion, *accounts: Account) -> Link:
    """Return the one link where every recall is an event of its own."""
    ids = [one.id for account_ in accounts for one in account_.codings]
    clusters = [[one for one in ids if one.endswith("answer")], *([one] for one in ids if one.endswith("recall"))]
    (link,) = fusion.links(accounts, build(clusters, accounts, {}, BOOK, Config()))
    return link


def test_acts_that_turn_out_to_be_one_event_have_no_order(fusion: Fusion) -> None:
    ids = [one.id for one in LED_TO.codings]
    assert fusion.links([LED_TO], build([ids], [LED_TO], {}, BOOK, Config())) == []
