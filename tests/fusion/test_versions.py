"""Versions: who says what of each field, which holds, who stands behind it, and what a view says first."""

import tomllib
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import codebook
from detente.fusion.build import build
from detente.fusion.config import Config
from detente.records import Claim, Count, Event

from .made import account, event

CASES = tomllib.loads((Path(__file__).parent / "versions.toml").read_text("utf-8"))["case"]


BOOK = codebook.load()


def _count(one: Count) -> str:
    low, high = ("?" if bound is None else bound for bound in (one.minimum, one.maximum))
    return f"{one.kind} {low}-{high} {one.by or '-'}"


def _claim(one: Claim) -> str:
    return f"{one.field} {one.value} {one.by or '-'}{' superseded' * one.superseded}"


SHOWN: dict[str, Callable[[Event], object]] = {
    "status": lambda made: made.status.value,
    "sources": lambda made: [one.name for one in made.sources],
    "targets": lambda made: [one.name for one in made.targets],
    "modes": lambda made: list(made.modes),
    "day": lambda made: made.day.start if made.day else "",
    "place": lambda made: made.place.name if made.place else "",
    "disputed": lambda made: list(made.disputed),
    "verification": lambda made: made.verification.value,
    "caution": lambda made: made.caution or "",
    "owners": lambda made: list(made.owners),
    "sides": lambda made: list(made.sides),
    "entered": lambda made: made.entered,
    "background": lambda made: made.background,
    "counts": lambda made: sorted(map(_count, made.casualties)),
    "dyads": lambda made: ["-".join(pair) for pair in made.dyads],
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_event_says_what_the_table_has(case: Mapping[str, Any]) -> None:
    made = event(case["tellings"], BOOK)
    found = {field: show(made) for field, show in SHOWN.items() if field in case}
    expected = {field: case[field] for field in SHOWN if field in case}
    expected |= {"counts": sorted(case["counts"])} if "counts" in case else {}
    assert found == expected
    assert set(case.get("claims", ())) <= {_claim(one) for one in made.claims}
    assert set(case.get("proofs", ())) <= {f"{one.field} {one.value} {one.verification}" for one in made.claims}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_of_reading_changes_nothing(case: Mapping[str, Any]) -> None:
    accounts = [account(told, number) for number, told in enumerate(case["tellings"])]
    ids = [one.codings[0].id for one in accounts]
    made = {
        tuple(build([order], list(turned), {}, BOOK, Config()))
        for order in permutations(ids)
        for turned in permutations(accounts)
    }
    assert len(made) == 1


@st.composite
def tellings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw what up to five reports say of one event."""
    told = []
    for _ in range(draw(st.integers(1, 5))):
        one: dict[str, Any] = {
            "owner": draw(st.sampled_from(["Wire", "Gazette", "Post"])),
            "sources": draw(st.sampled_from([[], ["IRN"], ["PAK"], ["IRN", "PAK"]])),
            "targets": draw(st.sampled_from([[], ["PAK"], ["jaish-al-adl"], ["CVL:two children"]])),
            "status": draw(st.sampled_from(["happened", "denied", "unconfirmed", "planned"])),
            "modes": draw(st.sampled_from([[], ["drone"], ["heavy-weapons"]])),
            "published": draw(st.sampled_from(["2024-01-17", "2024-01-18"])),
            "killed": [[n, n] for n in draw(st.lists(st.integers(0, 40), max_size=2))],
        }
        by = draw(st.sampled_from(["", "IRN", "PAK", "united-nations"]))
        day = draw(st.sampled_from(["", "2024-01-16", "2024-01-17", "2024-01"]))
        told.append(one | ({"by": by} if by else {}) | ({"day": day} if day else {}))
    return told


@given(tellings())
@settings(max_examples=60, deadline=None)
def test_no_value_is_made_up_from_two(told: list[dict[str, Any]]) -> None:
    made = event(told, BOOK)
    given_counts = {bound for one in told for pair in one["killed"] for bound in pair}
    bounds = {bound for count in made.casualties for bound in (count.minimum, count.maximum)}
    assert bounds <= given_counts
    assert made.day is None or made.day.start in {one.get("day") for one in told}
    assert set(made.modes) <= {mode for one in told for mode in one["modes"]}


@given(tellings())
@settings(max_examples=60, deadline=None)
def test_claims_rest_on_codings_of_their_event_and_disputes_on_two_claims(told: list[dict[str, Any]]) -> None:
    made = event(told, BOOK)
    versions = {field: {one.value for one in made.claims if one.field == field} for field in made.disputed}
    assert all(set(one.codings) <= set(made.codings) and one.owners for one in made.claims)
    assert all(len(values) > 1 for values in versions.values())
    assert {one.by for one in made.claims if one.by} <= set(made.sides)


@given(tellings())
@settings(max_examples=60, deadline=None)
def test_each_speaker_gives_one_count_of_a_kind(told: list[dict[str, Any]]) -> None:
    made = event(told, BOOK)
    voices = [(one.kind, one.by) for one in made.casualties]
    assert len(voices) == len(set(voices))


def test_a_file_without_a_source_is_named_by_its_name() -> None:
    made = event([{"sources": ["IRN"], "targets": ["PAK"]}], BOOK)
    assert made.caution == "one source only: unnamed"
