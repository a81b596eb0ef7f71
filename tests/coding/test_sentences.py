"""The rules on sentences of many conflicts, with the shipped engine: see sentences.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Coded, Participant, Skipped

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))[
    "sentence"
]
ASSERTED = {"happened", "ongoing", "unconfirmed"}


@pytest.fixture(scope="module")
def coded(book: codebook.Codebook, engine: language.Engine) -> dict[str, Coded]:
    """Code every sentence once."""
    articles = [Article(id=row["name"], text=row["text"]) for row in ROWS]
    found = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[article.id] = coding.code(parse, article, book, coding.Config())
    return found


def codes(side: tuple[Participant, ...]) -> str:
    """Write a side as sentences.toml does."""
    return "+".join(sorted({one.actor.country for one in side if one.actor.country})) or "-"


def told(found: Coded) -> list[tuple[str, str, str, str]]:
    """Return the codings as (type with modes, sources, targets, status)."""
    return [
        ("/".join([one.type, *one.modes]), codes(one.sources), codes(one.targets), one.status.value)
        for one in found.codings
    ]


def fits(wanted: str, have: tuple[str, str, str, str]) -> bool:
    """Whether a coding is the one wanted; a mode is compared only if the row names one, "*" fits all."""
    kind, sources, _, targets, status = wanted.split()
    (kind, *modes), (type_, *told_modes) = kind.split("/"), have[0].split("/")
    same_kind = kind == type_ and set(modes) <= set(told_modes)
    same_sides = all(
        want == "*" or "+".join(sorted(want.split("+"))) == got
        for want, got in ((sources, have[1]), (targets, have[2]))
    )
    return same_kind and same_sides and have[3] == status


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_sentence_is_coded_as_its_row_says(coded: dict[str, Coded], row: dict[str, Any]) -> None:
    have = told(coded[row["name"]])
    for wanted in row.get("code", ()):
        assert any(fits(wanted, one) for one in have), (wanted, have)
    for kind in row.get("never", ()):
        assert not [one for one in have if one[0].startswith(kind) and one[3] in ASSERTED]
    for kind in row.get("once", ()):
        assert len([one for one in have if one[0].startswith(kind) and one[3] in ASSERTED]) == 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_quote_stands_at_its_offsets(coded: dict[str, Coded], row: dict[str, Any]) -> None:
    for one in coded[row["name"]].codings:
        for evidence in (one.trigger, one.evidence, one.sentence, *(p.evidence for p in one.sources + one.targets)):
            assert row["text"][evidence.start : evidence.end] == evidence.quote
