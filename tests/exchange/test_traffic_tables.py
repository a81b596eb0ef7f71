"""Working traffic, measures, figures and dates as tables: one row each, with the columns that are documented."""

import json
from pathlib import Path

import pytest

from detente.codebook import load, load_forms
from detente.exchange import TABLE_FORMATS, Whole, columns_of, rows, write_table
from detente.records import (
    Act,
    Clock,
    Due,
    DueKind,
    Envelope,
    Frequency,
    Level,
    LevelName,
    LogRow,
    Measure,
    Notice,
    Occasion,
    Outcome,
    Point,
    Seal,
    Series,
    Thread,
    ThreadState,
    Tlp,
    Unit,
    Verification,
)

AT = "2031-02-01T10:00+05:00"
TRAFFIC = (
    "notices",
    "notice_fields",
    "threads",
    "measures",
    "occasions",
    "log_rows",
    "series",
    "points",
    "levels",
    "dues",
)


def notice(**changes: object) -> Notice:
    fields: dict[str, object] = {
        "act": Act.NEW,
        "form": "incident_notice",
        "of": None,
        "sender": "PAK",
        "to": ("IRN",),
        "author": None,
        "at": AT,
        "about": ("E4",),
        "tlp": Tlp.AMBER,
        "fields": (("what", "shots were heard"), ("killed", "2")),
    }
    return Notice(**{**fields, **changes})  # type: ignore[arg-type]


def entry() -> Envelope:
    """Return an entry whose author and persons were erased."""
    seals = [Seal(name=name, digest="d" * 64, salt=None) for name in ("author", "persons")]
    seals += [Seal(name=name, digest="e" * 64, salt="the salt") for name in ("what", "killed")]
    return Envelope(
        number=1, id="N1", thread="N1", notice=notice(), seals=tuple(seals), previous="0" * 64, hash="1" * 64
    )


def thread() -> Thread:
    clocks = (
        Clock(what="acknowledge", of=("IRN",), by="2031-02-01T22:00+05:00", done="N2", late=True),
        Clock(what="reply", of=("IRN",), by="2031-02-03T10:00+05:00", done=None, late=False),
    )
    return Thread(
        id="N1",
        form="incident_notice",
        notice=notice(),
        state=ThreadState.ACKNOWLEDGED,
        tlp=Tlp.AMBER,
        sent=AT,
        entries=("N1", "N2"),
        clocks=clocks,
        next=(Act.REPLY,),
    )


def measure() -> Measure:
    log = {"at": AT, "evidence": None, "verifier": None}
    done = LogRow(id="N5", by="PAK", day="2031-02-05", outcome=Outcome.DONE, accused=None, words="walked", **log)
    not_done = LogRow(id="N6", by="IRN", day="2031-02-05", outcome=Outcome.NOT_DONE, accused="PAK", words="", **log)
    disputed = Occasion(
        day="2031-02-05",
        planned=True,
        rows=(done, not_done),
        outcome=Outcome.DISPUTED,
        verification=Verification.UNVERIFIED,
        reason="the logs differ",
    )
    silent = Occasion(
        day="2031-02-12",
        planned=True,
        rows=(),
        outcome=None,
        verification=Verification.UNVERIFIED,
        reason="nobody logged it",
    )
    return Measure(
        id="N4",
        form="joint_patrol_plan",
        dyad=("IRN", "PAK"),
        title="Patrol",
        commitment="C1",
        units=(Unit(side="PAK", role="border guards"),),
        place="the crossing",
        first="2031-02-05",
        last=None,
        every="1 week",
        tlp=Tlp.GREEN,
        withdrawn=False,
        occasions=(disputed, silent),
        planned=("2031-02-19",),
    )


def series() -> Series:
    return Series(
        id="s1",
        dyad=("IRN", "PAK"),
        indicator="border_trade",
        flow="PAK>IRN",
        unit="tonnes",
        frequency=Frequency.MONTHLY,
        source="invented",
        invented=True,
        known=AT,
        author="A. Analyst",
        points=(
            Point(period="2031-01", value=3.0),
            Point(period="2031-02", value=None, note="the office was closed"),
        ),
    )


@pytest.fixture(scope="module")
def whole() -> Whole:
    due = Due(
        key="reply:N1:IRN",
        kind=DueKind.REPLY,
        dyad=("IRN", "PAK"),
        about="N1",
        when="2031-02-03T10:00+05:00",
        days=2,
        whose=("IRN",),
        words="reply to N1",
        done=False,
        tlp=Tlp.AMBER,
    )
    level = Level(
        dyad=("IRN", "PAK"),
        day="2031-02-05",
        name=LevelName.VIOLENT_CRISIS,
        since="2031-02-01",
        events=("E4",),
        reason="force was used",
    )
    return Whole(
        book=load(),
        accounts=(),
        events=(),
        stories=(),
        books=(),
        judgements=(),
        skipped=(),
        log=(entry(),),
        threads=(thread(),),
        measures=(measure(),),
        series=(series(),),
        levels=(level,),
        dues=(due,),
        forms=load_forms(),
    )


@pytest.mark.parametrize("table", TRAFFIC)
def test_each_row_has_the_columns_that_are_documented(table: str, whole: Whole) -> None:
    found = list(rows(table, whole))
    assert found
    assert all(set(row) == {one.name for one in columns_of(table)} for row in found)


@pytest.mark.parametrize("form", TABLE_FORMATS)
@pytest.mark.parametrize("table", TRAFFIC)
def test_each_table_is_written_in_every_format(table: str, form: str, whole: Whole, tmp_path: Path) -> None:
    path = tmp_path / f"{table}.{form}"
    assert write_table(path, rows(table, whole), columns_of(table), form) == len(list(rows(table, whole)))
    assert b"the salt" not in path.read_bytes()


def test_what_was_erased_is_named_and_has_no_value(whole: Whole) -> None:
    (told,) = rows("notices", whole)
    assert (told["author"], told["erased"], told["hash"]) == (None, ["author", "persons"], "1" * 64)
    fields = {row["field"]: (row["value"], row["sensitive"], row["erased"]) for row in rows("notice_fields", whole)}
    assert fields["persons"] == (None, "victim", True)
    assert fields["killed"] == ("2", None, False)


def test_a_thread_says_what_is_expected_next_of_whom(whole: Whole) -> None:
    (told,) = rows("threads", whole)
    assert (told["expected"], told["expected_of"], told["late"], told["was_late"]) == ("reply", ["IRN"], False, True)


def test_a_measure_counts_its_occasions_by_what_became_of_them(whole: Whole) -> None:
    (told,) = rows("measures", whole)
    counts = {name: told[name] for name in ("done", "not_done", "not_observable", "disputed", "not_logged", "ahead")}
    assert counts == {"done": 0, "not_done": 0, "not_observable": 0, "disputed": 1, "not_logged": 1, "ahead": 1}
    assert [(row["by"], row["accused"], row["disputed"]) for row in rows("log_rows", whole)] == [
        ("PAK", None, True),
        ("IRN", "PAK", True),
    ]


def test_a_gap_in_a_series_is_null_with_its_reason_and_invented_figures_say_so(whole: Whole, tmp_path: Path) -> None:
    path = tmp_path / "points.jsonl"
    write_table(path, rows("points", whole), columns_of("points"), "jsonl")
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(one["value"], one["note"], one["invented"]) for one in told] == [
        (3.0, None, True),
        (None, "the office was closed", True),
    ]
