"""What people get wrong is named with its field, the trouble and the nearest right value."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente.entry import Clerk
from detente.records import Account, EntryKind

NOW = "2024-01-27T10:00:00+05:00"
COMMON = {"author": "A. Rahimi", "rests_on": "a call"}
GOOD = {
    "event": {"type": "ASSAULT", "by": "Iran", "to": "Jaish al-Adl", "day": "2024-01-16"},
    "commitment": {"words": "Both will cease fire", "type": "ceasefire", "by": "Iran; Pakistan"},
    "provision": {"words": "They cease fire", "type": "ceasefire", "by": "Iran", "agreement": "a", "provision": "1"},
    "keeping": {"commitment": "ceasefire: Iran, Pakistan", "finding": "complied", "day": "2024-01-26"},
    "relation": {"line": "envoys", "state": "recalled", "parties": "Iran; Pakistan", "day": "2024-01-17"},
    "observation": {"words": "All is quiet", "parties": "Iran; Pakistan", "day": "2024-01-17"},
}
ROWS = tomllib.loads(Path(__file__).with_name("wrong.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("row", ROWS, ids=[row["says"] for row in ROWS])
def test_a_wrong_value(row: dict[str, Any], clerk: Clerk) -> None:
    given = {**COMMON, **GOOD[row["kind"]], **row["values"]}
    found = clerk.entered(EntryKind(row["kind"]), given, now=NOW)
    assert not isinstance(found, Account)
    told = [str(one) for one in found if one.field == row["field"]]
    assert any(all(part in one for part in row["has"]) for one in told), found
    assert all(one.field == row["field"] for one in found), "a fault is told once, under its own field"


@pytest.mark.parametrize("kind", [kind for kind in GOOD if kind != "provision"])
def test_the_good_values_of_these_rows_are_good(kind: str, clerk: Clerk) -> None:
    assert isinstance(clerk.entered(EntryKind(kind), {**COMMON, **GOOD[kind]}, now=NOW), Account)


def test_all_that_is_wrong_is_told_at_once(clerk: Clerk) -> None:
    given = {"type": "ASSULT", "by": "Pakisan", "day": "2024-02-31", "killed": "some"}
    found = clerk.entered(EntryKind.EVENT, given, now=NOW)
    assert not isinstance(found, Account)
    assert {one.field for one in found} == {"type", "by", "day", "killed", "author", "rests_on"}
