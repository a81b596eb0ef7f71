"""Rule families on rows of sentences, through the whole product: see status.toml and direction.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, coding, language
from detente.records import (
    Article,
    Basis,
    Coded,
    Coding,
    Parse,
    Participant,
    Precision,
    Skipped,
    When,
)

HERE = Path(__file__).parent
ASSERTED = {"happened", "ongoing", "unconfirmed"}
PUBLISHED = "2024-05-14"
Row = dict[str, Any]


def read(name: str) -> tuple[list[Row], list[Row]]:
    """Return the rows of a file that hold, and those known to fail, each with its family."""
    families = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    holding: list[Row] = []
    known: list[Row] = []
    for family, table in families.items():
        if family == "known":
            known.extend(table)
            continue
        for side in ("rows", "applies", "near"):
            holding.extend({**row, "family": family, "side": side} for row in table.get(side, ()))
    return holding, known


FILES = {name: read(name) for name in ("status.toml", "direction.toml")}
ROWS = [row for holding, _ in FILES.values() for row in holding]
KNOWN = [row for _, known in FILES.values() for row in known]


def article_of(row: Row) -> Article:
    """Make an article of a row; all are published on one day."""
    day = When(start=PUBLISHED, end=PUBLISHED, precision=Precision.DAY, basis=Basis.STATED)
    return Article(id=row["text"][:40], text=row["text"], published=day)


def codes(side: tuple[Participant, ...]) -> str:
    """Write a side as the rows do."""
    return "+".join(sorted({one.actor.country for one in side if one.actor.country})) or "-"


def told(one: Coding) -> str:
    """Write a coding as the rows do."""
    kind = "/".join([one.type, *one.modes])
    return f"{kind} {codes(one.sources)} -> {codes(one.targets)} {one.status.value}"


def fits(wanted: str, one: Coding) -> bool:
    """Whether a coding is the one wanted; a mode is compared only if the row names one, "*" fits all."""
    kind, sources, _, targets, status = wanted.split()
    kind, *modes = kind.split("/")
    sides = zip((sources, targets), (codes(one.sources), codes(one.targets)), strict=True)
    same_sides = all(want == "*" or "+".join(sorted(want.split("+"))) == got for want, got in sides)
    return kind == one.type and set(modes) <= set(one.modes) and same_sides and status in {"*", one.status.value}


def old(one: Coding) -> bool:
    """Whether a coding carries a day before the year of publication."""
    return one.day is not None and one.day.start[:4] < PUBLISHED[:4]


def faults(row: Row, codings: tuple[Coding, ...]) -> Iterator[str]:
    """Yield what a row asks for and the codings do not have."""
    for wanted in row.get("code", ()):
        if not any(fits(wanted, one) for one in codings):
            yield f"missing: {wanted}"
    asserted = [one for one in codings if one.status.value in ASSERTED]
    for kind in row.get("never", ()):
        name, *rest = kind.split()
        name, *modes = name.split("/")
        for one in asserted:
            if one.type == name and set(modes) <= set(one.modes) and set(rest) <= set(codes(one.sources).split("+")):
                yield f"never: {told(one)}"
    yield from (f"undated: {told(one)}" for one in asserted if one.type in row.get("old", ()) and not old(one))
    yield from field_faults(row, codings)


def field_faults(row: Row, codings: tuple[Coding, ...]) -> Iterator[str]:
    """Yield which fields of the codings are not as a row asks."""
    for kind, want in (pair.split() for pair in row.get("evidence", ())):
        if not any(one.type == kind and one.evidentiality.value == want for one in codings):
            yield f"evidence: {kind} {[one.evidentiality.value for one in codings if one.type == kind]} not {want}"
    for kind, want in (pair.split() for pair in row.get("soil", ())):
        if not any(one.type == kind and "+".join(one.affected_states) == want for one in codings):
            yield f"soil: {kind} {[one.affected_states for one in codings if one.type == kind]} not {want}"
    for kind in row.get("bare", ()):
        found = [one for one in codings if one.type == kind and not one.sources]
        if not any(reason.field == "sources" for one in found for reason in one.reasons):
            yield f"bare: {kind}"


def code_all(rows: list[Row], parses: list[Parse | Skipped], book: codebook.Codebook) -> dict[str, Coded]:
    """Code the rows, by their text."""
    found = {}
    for row, parse in zip(rows, parses, strict=True):
        assert not isinstance(parse, Skipped)
        found[row["text"]] = coding.code(parse, article_of(row), book, coding.Config())
    return found


@pytest.fixture(scope="module")
def coded(book: codebook.Codebook, engine: language.Engine) -> dict[str, Coded]:
    """Code every row once; those known to fail too, which must not end the run."""
    rows = [*ROWS, *KNOWN]
    # One by one: what the engine reads together is rounded together, and a row must not hang on its neighbours.
    parses = [next(iter(engine.parse([article_of(row)]))) for row in rows]
    return code_all(rows, parses, book)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['family']}: {row['text'][:60]}")
def test_a_row_of_a_rule_family_holds(coded: dict[str, Coded], row: Row) -> None:
    codings = coded[row["text"]].codings
    assert not list(faults(row, codings)), [told(one) for one in codings]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row["text"][:60])
def test_a_row_known_to_fail_says_of_which_class_it_is(coded: dict[str, Coded], row: Row) -> None:
    assert row["class"]
    assert row["text"] in coded


def test_every_status_family_has_both_kinds_of_rows() -> None:
    for family in {row["family"] for row in FILES["status.toml"][0]}:
        sides = [row["side"] for row in ROWS if row["family"] == family]
        assert min(sides.count("applies"), sides.count("near")) >= 5, family
