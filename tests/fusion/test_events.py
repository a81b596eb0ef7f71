"""Which mentions are one event: judgements on pairs, keys, joining, and what a person's word is worth."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import codebook
from detente.fusion import Config, Fusion
from detente.fusion.days import days
from detente.fusion.join import join, told
from detente.fusion.linkage import average_linkage
from detente.records import Account, Basis, Judged, Judgement, Precision, Sketch, When

from .made import account

PAIRS = tomllib.loads((Path(__file__).parent / "same.toml").read_text(encoding="utf-8"))["pair"]
STATES = ("IRN", "PAK", "IRQ", "CHN")


@pytest.fixture(scope="module")
def fusion() -> Fusion:
    return Fusion(Config(), codebook.load())


def events(fusion: Fusion, accounts: Sequence[Account], *more: Judgement) -> list[tuple[str, ...]]:
    codings = [coding.id for one in accounts for coding in one.codings]
    return fusion.clusters(accounts, [*fusion.compare_events(accounts, []), *more], codings)


def person(left: str, right: str, *, same: bool, at: str = "2024-02-01T00:00+00:00", **fields: bool) -> Judgement:
    return Judgement(
        about=Judged.EVENT,
        left=left,
        right=right,
        same=same,
        score=float(same),
        reasons=(),
        by="A. Analyst",
        at=at,
        **fields,
    )


@pytest.mark.parametrize("case", PAIRS, ids=[case["name"] for case in PAIRS])
def test_two_reports(fusion: Fusion, case: Mapping[str, Any]) -> None:
    accounts = [account(case["left"], 1), account(case["right"], 2)]
    assert (len(events(fusion, accounts)) == 1) is case["same"]


def test_a_report_without_a_day_does_not_make_two_strikes_one(fusion: Fusion) -> None:
    strike = {"sources": ["IRN"], "targets": ["PAK"], "published": "2024-01-18"}
    accounts = [
        account({**strike, "day": "2024-01-16"}, 1),
        account({**strike, "day": "2024-01-17"}, 2),
        *(account(strike, number) for number in range(3, 9)),
    ]
    found = events(fusion, accounts)
    assert not any({"c01", "c02"} <= set(group) for group in found)


def test_two_acts_of_one_sentence_stay_two_whatever_joins_them_elsewhere() -> None:
    accounts = [account({"article": "a1"}, 1), account({"article": "a1"}, 2), account({"article": "a2"}, 3)]
    judgements = [
        Judgement(about=Judged.EVENT, left=a, right=b, same=s > 0.5, score=s, reasons=(), by="detente")
        for a, b, s in (("c01", "c02", 0.2), ("c01", "c03", 0.95), ("c02", "c03", 0.9))
    ]
    assert join(["c01", "c02", "c03"], judgements, told(accounts), Config()) == [("c01", "c03"), ("c02",)]


def test_the_losses_of_an_attack_are_that_attack_though_both_stand_in_one_sentence(fusion: Fusion) -> None:
    told_of = {"article": "a1", "sources": ["IRN"], "day": "2024-01-16", "published": "2024-01-17"}
    attack, losses = account(told_of, 1), account(told_of, 2)
    both = replace(attack, codings=(*attack.codings, *losses.codings))
    tied = replace(both, sketches=(Sketch(of="c02", head=None, lemmas=(), deed="c01"),))
    (apart,), (one,) = fusion.compare_events([both], []), fusion.compare_events([tied], [])
    assert one.score > 0.9 > apart.score
    assert "the one tells the losses of the other" in " ".join(reason.reason for reason in one.reasons)
    assert events(fusion, [tied]) == [("c01", "c02")]


@pytest.mark.parametrize(("type_", "least", "most"), [("ACCUSE", 0.0, 0.1), ("ASSAULT", 0.1, 1.0)])
def test_the_same_word_makes_deeds_of_an_article_one_but_not_acts_of_words(
    fusion: Fusion, type_: str, least: float, most: float
) -> None:
    fields = {"article": "a1", "type": type_, "sources": ["IRN"], "published": "2024-01-17"}
    first, second = (account({**fields, "sentence": f"Iran spoke of {x}"}, n) for n, x in ((1, "raids"), (2, "votes")))
    (later,) = (replace(one, sentence=replace(one.sentence, start=300)) for one in second.codings)
    later = replace(later, trigger=replace(later.trigger, start=3000))
    both = replace(first, codings=(*first.codings, later))

    def score(*heads: str) -> float:
        told_of = zip(("c01", "c02"), heads, strict=True)
        sketches = tuple(Sketch(of=name, head=head, lemmas=()) for name, head in told_of)
        return fusion.compare_events([replace(both, sketches=sketches)], [])[0].score

    assert least <= score("accuse", "accuse") - score("accuse", "blame") < most


def test_the_word_of_a_person_joins_and_parts(fusion: Fusion) -> None:
    strike = {"sources": ["IRN"], "targets": ["PAK"], "published": "2024-01-18"}
    accounts = [account({**strike, "day": f"2024-01-{day}"}, number) for number, day in ((1, 16), (2, 16), (3, 18))]
    assert events(fusion, accounts) == [("c01", "c02"), ("c03",)]
    assert events(fusion, accounts, person("c01", "c02", same=False)) == [("c01",), ("c02",), ("c03",)]
    assert events(fusion, accounts, person("c02", "c03", same=True)) != [("c01", "c02"), ("c03",)]
    assert any({"c02", "c03"} <= set(one) for one in events(fusion, accounts, person("c02", "c03", same=True)))


def test_the_later_word_of_a_person_holds_and_a_withdrawn_one_does_not(fusion: Fusion) -> None:
    strike = {"sources": ["IRN"], "targets": ["PAK"], "day": "2024-01-16", "published": "2024-01-18"}
    accounts = [account(strike, 1), account(strike, 2)]
    first = person("c01", "c02", same=False)
    later = person("c01", "c02", same=True, at="2024-02-02T00:00+00:00")
    gone = person("c01", "c02", same=False, at="2024-02-03T00:00+00:00", withdrawn=True)
    assert events(fusion, accounts, first) == [("c01",), ("c02",)]
    assert events(fusion, accounts, later, first) == [("c01", "c02")]
    assert events(fusion, accounts, gone, first) == [("c01", "c02")]


def test_each_judgement_says_why(fusion: Fusion) -> None:
    strike = {"sources": ["IRN"], "targets": ["PAK"], "day": "2024-01-16", "published": "2024-01-18"}
    (judgement,) = fusion.compare_events([account(strike, 1)], [account(strike, 2)])
    assert (judgement.left, judgement.right, judgement.same, judgement.by) == ("c01", "c02", True, "detente")
    fields = {reason.field: reason.score for reason in judgement.reasons}
    assert {"article", "day", "kind", "sources"} <= fields.keys()
    assert all(0 <= score <= 1 for score in fields.values())


def test_acts_of_states_that_have_nothing_in_common_are_never_compared(fusion: Fusion) -> None:
    left = account({"sources": ["IRN"], "targets": ["PAK"], "day": "2024-01-16", "sentence": "Missiles hit Panjgur"}, 1)
    right = account({"sources": ["RUS"], "targets": ["UKR"], "day": "2024-01-16", "sentence": "Shells hit Kharkiv"}, 2)
    assert not fusion.event_keys(left)["c01"] & fusion.event_keys(right)["c02"]
    assert not fusion.compare_events([left], [right])


tellings = st.fixed_dictionaries(
    {
        "type": st.sampled_from(("ASSAULT", "CONSULT", "REQUEST")),
        "sources": st.lists(st.sampled_from(STATES), max_size=2, unique=True),
        "targets": st.lists(st.sampled_from(STATES), max_size=1),
        "published": st.sampled_from(("2024-01-17", "2024-01-18", "2024-02-02")),
        "article": st.sampled_from(("a1", "a2", "a3")),
    },
    optional={"day": st.sampled_from(("2024-01-16", "2024-01-17", "2024-01")), "reciprocal": st.booleans()},
)
cases = st.lists(tellings, min_size=2, max_size=8).map(
    lambda found: [account({**one, "article": f"{one['article']}-{n}"}, n) for n, one in enumerate(found)]
)


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(fusion: Fusion, accounts: list[Account], chance: random.Random) -> None:
    other = chance.sample(accounts, len(accounts))
    assert fusion.compare_events(accounts, []) == fusion.compare_events(other, [])
    assert events(fusion, accounts) == events(fusion, other)


@given(cases, st.integers(0, 8))
def test_reading_in_pieces_judges_every_pair_as_reading_at_once(
    fusion: Fusion, accounts: list[Account], cut: int
) -> None:
    pieces = [
        *fusion.compare_events(accounts[:cut], []),
        *fusion.compare_events(accounts[cut:], accounts[:cut]),
    ]
    at_once = fusion.compare_events(accounts, [])
    assert sorted(pieces, key=lambda one: (one.left, one.right)) == at_once


@given(cases)
def test_only_codings_that_share_a_key_are_judged(fusion: Fusion, accounts: list[Account]) -> None:
    keys = {name: found for one in accounts for name, found in fusion.event_keys(one).items()}
    assert all(keys[one.left] & keys[one.right] for one in fusion.compare_events(accounts, []))


@given(cases, st.data())
def test_what_a_person_says_of_a_pair_holds(fusion: Fusion, accounts: list[Account], data: st.DataObject) -> None:
    names = [coding.id for one in accounts for coding in one.codings]
    left, right = sorted(data.draw(st.sampled_from(list(combinations(names, 2)))))
    same = data.draw(st.booleans())
    found = events(fusion, accounts, person(left, right, same=same))
    assert any({left, right} <= set(group) for group in found) is same


@given(cases)
def test_no_event_holds_two_days(fusion: Fusion, accounts: list[Account]) -> None:
    when = {coding.id: days(coding.day) for one in accounts for coding in one.codings}
    for group in events(fusion, accounts):
        for left, right in combinations((found for one in group if (found := when[one])), 2):
            assert left[0] <= right[1] and right[0] <= left[1]  # noqa: PT018 - one comparison of two stretches


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1), max_size=20))
def test_every_member_is_in_one_group_and_equal_scores_give_equal_groups(
    scores: dict[tuple[int, int], float],
) -> None:
    named = {(str(min(a, b)), str(max(a, b))): score for (a, b), score in scores.items() if a != b}
    members = [str(number) for number in range(8)]
    groups = average_linkage(members, named, 0.5)
    assert sorted(one for group in groups for one in group) == members
    assert groups == average_linkage(reversed(members), dict(reversed(named.items())), 0.5)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-01-16", "2024-01-16", "2024-01-16", "2024-01-16"),
        ("2024-01-16T04:00+03:30", "2024-01-17", "2024-01-16", "2024-01-17"),
        ("2024-W03", "2024-W03", "2024-01-15", "2024-01-21"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2023-Q4", "2023-Q4", "2023-10-01", "2023-12-31"),
        ("2023-WI", "2023-WI", "2023-12-01", "2024-02-29"),
        ("1998", "1998", "1998-01-01", "1998-12-31"),
        ("199X", "199X", "1990-01-01", "1999-12-31"),
    ],
)
def test_a_moment_as_days(start: str, end: str, first: str, last: str) -> None:
    def moment(start: str, end: str) -> When:
        return When(start=start, end=end, precision=Precision.DAY, basis=Basis.STATED)

    expected = (days(moment(first, first)), days(moment(last, last)))
    found = days(moment(start, end))
    assert found == (expected[0][0], expected[1][1]) if expected[0] and expected[1] else found is None


@pytest.mark.parametrize("value", ["2024-13-01", "PRESENT_REF", "2024-W60", ""])
def test_what_is_no_day_is_unknown(value: str) -> None:
    assert days(When(start=value, end=value, precision=Precision.DAY, basis=Basis.STATED)) is None
