"""The day of each act, with the shipped engine: see days.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Basis, Coded, Coding, Precision, Skipped, When

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "days.toml").read_text(encoding="utf-8"))["text"]
TODAY = "2024-01-17"


def article(row: dict[str, Any]) -> Article:
    """Make the article of a row."""
    day = row.get("published", TODAY)
    when = When(start=day, end=day, precision=Precision.DAY, basis=Basis.STATED) if day else None
    return Article(id=row["name"], text=row["text"], published=when)


@pytest.fixture(scope="module")
def coded(book: codebook.Codebook, engine: language.Engine) -> dict[str, Coded]:
    """Code every text once."""
    articles = [article(row) for row in ROWS]
    found = {}
    for one, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[one.id] = coding.code(parse, one, book, coding.Config())
    return found


def told(one: Coding) -> str:
    """Write a coding as days.toml does."""
    kind = "/".join([one.type, *one.modes])
    if one.day is None:
        return f"{kind} -"
    return f"{kind} {one.day.start}" if one.day.start == one.day.end else f"{kind} {one.day.start}/{one.day.end}"


def fits(wanted: str, have: str) -> bool:
    """Whether a coding is the one wanted; a mode is compared only if the row names one."""
    (kind, day), (type_, found) = wanted.split(" "), have.split(" ")
    return day == found and (kind == type_ or ("/" not in kind and kind == type_.split("/")[0]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_an_act_has_the_day_that_its_row_says(coded: dict[str, Coded], row: dict[str, Any]) -> None:
    have = [told(one) for one in coded[row["name"]].codings]
    for wanted in row["days"]:
        assert any(fits(wanted, one) for one in have), (wanted, have)
    due = [one.due.start for one in coded[row["name"]].undertakings if one.due]
    assert [day for day in row.get("due", ()) if day not in due] == []


def test_a_day_has_a_reason_and_a_missing_one_says_what_bounds_it(coded: dict[str, Coded]) -> None:
    for row in ROWS:
        for one in coded[row["name"]].codings:
            reasons = [reason for reason in one.reasons if reason.field == "day"]
            assert len(reasons) == 1
            assert (reasons[0].score > 0) == (one.day is not None)
    (one,) = coded["An act without a time has no day"].codings
    assert f"no later than {TODAY}" in next(reason.reason for reason in one.reasons if reason.field == "day")
