"""Refusals: each says what is not known, and what would settle it."""

from pathlib import Path

import pytest

from detente.codebook import load_refusals, unread
from detente.codebook.refusals import NAMES
from detente.errors import CodebookError
from detente.records import Skipped


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_refusal_says_what_would_settle_it(name: str) -> None:
    found = load_refusals()[name]
    told = found.told(who="the Gazette", languages="1 Persian")
    assert found.settles in told
    assert "{" not in told


def test_texts_that_were_not_read_are_counted_by_language() -> None:
    reasons = [
        "the text is Persian; translate it",
        "the text is Urdu; translate it",
        "the text is Persian; translate it",
    ]
    found = [Skipped(where="f", room="reading", reason=one) for one in (*reasons, "the file is empty; give another")]
    assert unread(found) == {"Persian": 2, "Urdu": 1}


@pytest.mark.parametrize("text", ["[day]\nsays = 'x'", "day = [", ""], ids=["nothing settles it", "no TOML", "empty"])
def test_a_broken_file_is_refused(text: str, tmp_path: Path) -> None:
    own = tmp_path / "refusals.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match="compare it with the shipped one"):
        load_refusals(own)
