"""Lines between two sides, on rows of sentences, through the whole product: see channels.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import Article, Basis, Change, Parse, Participant, Precision, When

Row = dict[str, Any]
ROWS: list[Row] = tomllib.loads((Path(__file__).parent / "channels.toml").read_text(encoding="utf-8"))["row"]
HOLDING = [row for row in ROWS if "class" not in row]
KNOWN = [row for row in ROWS if "class" in row]
PUBLISHED = "2024-05-14"


def article_of(row: Row) -> Article:
    """Make the article of a row; all are published on one day."""
    text = " ".join(filter(None, (row.get("before"), row["text"])))
    day = When(start=PUBLISHED, end=PUBLISHED, precision=Precision.DAY, basis=Basis.STATED)
    return Article(id=text, text=text, published=day)


def parties(sides: tuple[Participant, ...]) -> str:
    """Write sides as the rows do."""
    return "+".join(sorted(str(codebook.party(one.actor)) for one in sides))


def told(change: Change) -> str:
    """Write a change as the rows do."""
    words = f"{change.line} {change.state} {change.certainty.value} {parties(change.sides)}"
    by = f" by {parties(change.by)}" if change.by else ""
    whose = f" whose {'+'.join(sorted(change.whose))}" if change.whose else ""
    return words + by + whose


def named(words: list[str], key: str) -> str | None:
    """Return what stands behind a word of a row."""
    return words[words.index(key) + 1] if key in words else None


def fits(wanted: str, got: str) -> bool:
    """Whether a change is the one wanted; ``*`` stands for anything, in the sides for any one party."""
    want, have = wanted.split(), got.split()
    if any(one not in {"*", other} for one, other in zip(want[:3], have[:3], strict=True)):
        return False
    sides, found = want[3].split("+"), have[3].split("+")
    if len(sides) != len(found) or not set(sides) - {"*"} <= set(found):
        return False
    return all(named(want, key) in {None, named(have, key)} for key in ("by", "whose"))


def faults(row: Row, got: list[str]) -> Iterator[str]:
    """Yield what a row asks for and the changes do not have."""
    for wanted in row.get("change", ()):
        if not any(fits(wanted, one) for one in got):
            yield f"missing: {wanted}"
    if row.get("none") and got:
        yield "there should be none"
    for banned in row.get("never", ()):
        yield from (f"never: {one}" for one in got if one.startswith(banned))


@pytest.fixture(scope="module")
def found(book: codebook.Codebook, engine: language.Engine) -> dict[str, list[str]]:
    """Return the changes that each row's own sentence tells, by its text."""
    changes = {}
    for row in ROWS:
        article = article_of(row)
        (parse,) = engine.parse([article])
        assert isinstance(parse, Parse)
        coded = coding.code(parse, article, book, coding.Config())
        first = len(article.text) - len(row["text"])
        changes[row["text"]] = [told(one) for one in coded.changes if one.sentence.end > first]
    return changes


@pytest.mark.parametrize("row", HOLDING, ids=lambda row: row["text"][:60])
def test_a_sentence_tells_the_lines_that_its_row_says(found: dict[str, list[str]], row: Row) -> None:
    assert not list(faults(row, found[row["text"]])), found[row["text"]]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row["text"][:60])
def test_a_row_known_to_fail_says_of_which_class_it_is(found: dict[str, list[str]], row: Row) -> None:
    assert row["class"]
    assert row["text"] in found


def test_there_are_rows_enough_with_and_without_a_change() -> None:
    bare = [row for row in ROWS if row.get("none") or row.get("never")]
    assert len(ROWS) >= 80
    assert len(bare) >= 20


def test_evidence_is_cut_from_the_text_and_a_change_names_its_act(
    book: codebook.Codebook, engine: language.Engine
) -> None:
    row = {"text": "Kenya recalled its ambassador to Somalia for consultations on 6 May 2024."}
    article = article_of(row)
    (parse,) = engine.parse([article])
    assert isinstance(parse, Parse)
    coded = coding.code(parse, article, book, coding.Config())
    (change,) = coded.changes
    assert article.text[change.evidence.start : change.evidence.end] == change.evidence.quote
    assert "recalled its ambassador" in change.evidence.quote
    assert change.day is not None
    assert change.day.start == "2024-05-06"
    assert change.coding in {one.id for one in coded.codings}
