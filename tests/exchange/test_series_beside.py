"""Figures with the account of their dyad beside them, and how they are drawn."""

import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from detente.codebook import level_rules
from detente.codebook.actor_tables import FOLDER
from detente.codebook.ontology import load_ontology
from detente.exchange import beside, drawing
from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    Beside,
    Books,
    Certainty,
    Change,
    Commitment,
    DueDate,
    Event,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Frequency,
    Keeping,
    KeepingKind,
    Level,
    LineUse,
    Participant,
    PeriodRow,
    Point,
    Precision,
    Relation,
    Series,
    Standing,
    Status,
    Verification,
    When,
)
from detente.tension import level

PAIR = ("NOR", "SYL")
TYPES = load_ontology(FOLDER).types


def when(text: str) -> When:
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text), Precision.DAY)
    return When(start=text, end=text, precision=precision, basis=Basis.STATED)


def evidence(article: str = "a1") -> Evidence:
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=0, end=1, quote="x")


def actor(party: str) -> Actor:
    return Actor(id=party, name=party, country=party, sector="GOV")


def event(
    name: str, kind: str, day: str | None, *, status: Status = Status.HAPPENED, background: bool = False
) -> Event:
    return Event(
        id=name,
        type=kind,
        modes=(),
        contexts=(),
        sources=(actor("NOR"),),
        targets=(actor("SYL"),),
        affected_states=(),
        reciprocal=False,
        status=status,
        day=when(day) if day else None,
        place=None,
        codings=(f"c{name}",),
        articles=("a1",),
        claims=(),
        disputed=(),
        casualties=(),
        owners=("o",),
        sides=(),
        verification=Verification.UNVERIFIED,
        caution=None,
        dyads=(PAIR,),
        entered=False,
        background=background,
    )


def promise(  # noqa: PLR0913 - what a test may want another of
    name: str,
    announced: str | None,
    *,
    due: str | None = None,
    met: str | None = None,
    standing: Standing = Standing.AGREED,
    article: str = "a1",
) -> Commitment:
    told = when(announced or "2031-01-01")
    dues = (DueDate(due=when(due), how="set", announced=told, evidence=evidence()),) if due else ()
    return Commitment(
        id=name,
        type="other",
        by=(actor("NOR"),),
        to=(actor("SYL"),),
        dyad=PAIR,
        words=evidence(article),
        standing=standing,
        implementation=0,
        reversed=False,
        verification=Verification.UNVERIFIED,
        announced=when(announced) if announced else None,
        effective=None,
        due=dues,
        met=when(met) if met else None,
        condition=None,
        claims=(),
        undertakings=(),
        keepings=(),
        agreement=None,
        provision=None,
        disputed=None,
        caution=None,
        entered=False,
    )


def lapse(commitment: str, day: str) -> Keeping:
    return Keeping(
        id=f"k{commitment}",
        commitment=commitment,
        kind=KeepingKind.LAPSED,
        day=when(day),
        by=None,
        evidence=evidence(),
        source="c",
        reasons=(),
    )


def change(name: str, line: str, state: str, day: str | None, **other: Certainty) -> Change:
    sides = tuple(Participant(actor=actor(one), evidence=evidence(), score=1.0, reason="made") for one in PAIR)
    return Change(
        id=name,
        line=line,
        state=state,
        certainty=other.get("certainty", Certainty.HAPPENED),
        sides=sides,
        by=(),
        day=when(day) if day else None,
        evidence=evidence(),
        sentence=evidence(),
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        coding=None,
        reasons=(),
    )


def account(name: str, published: str, *changes: Change) -> Account:
    article = Article(id=name, text="x", title=None, source="Gull Courier", published=when(published))
    return Account(article=article, codings=(), undertakings=(), skipped=(), changes=changes)


def books(
    *,
    events: tuple[Event, ...] = (),
    commitments: tuple[Commitment, ...] = (),
    keepings: tuple[Keeping, ...] = (),
    accounts: tuple[Account, ...] = (),
) -> Books:
    changes = tuple(one.id for held in accounts for one in held.changes)
    return Books(
        dyad=PAIR,
        as_of=None,
        coverage_until=None,
        accounts=accounts,
        stories=(),
        events=events,
        links=(),
        judgements=(),
        commitments=commitments,
        keepings=keepings,
        relation=Relation(dyad=PAIR, lines=(), third_parties=(), changes=changes),
        episodes=(),
    )


def series(*points: tuple[str, float | None], frequency: Frequency = Frequency.MONTHLY, name: str = "s1") -> Series:
    return Series(
        id=name,
        dyad=PAIR,
        indicator="border_trade",
        flow=None,
        unit="crowns & ore",
        frequency=frequency,
        source="Invented for the test <1>",
        invented=True,
        known="2031-06-01",
        author="Desk",
        points=tuple(
            Point(period=period, value=value, note=None if value is not None else "not available")
            for period, value in points
        ),
    )


FIGURES = series(("2031-01", 10), ("2031-02", 5), ("2031-03", None), ("2031-04", 12))


def table(found: Books, figures: Series = FIGURES, **asked: str) -> Beside:
    made = beside(found, [figures], TYPES, level=_level(found), until=asked.pop("until", "2031-12-31"), **asked)  # type: ignore[arg-type]
    assert len(made) == 1
    return made[0]


def _level(found: Books):  # noqa: ANN202 - what a table asks for a level with
    def on(day: str) -> Level:
        return level(PAIR, found.events, day, level_rules())

    return on


def row(found: Beside, period: str) -> PeriodRow:
    return next(one for one in found.rows if one.period == period)


def acts(one: PeriodRow) -> dict[str, tuple[str, ...]]:
    return {kind.quad: kind.events for kind in one.acts if kind.events}


def test_each_figure_stands_with_its_change_and_a_gap_has_none() -> None:
    found = table(books())
    assert [(one.period, one.values[0].value, one.values[0].change) for one in found.rows] == [
        ("2031-01", 10, None),
        ("2031-02", 5, -5),
        ("2031-03", None, None),
        ("2031-04", 12, None),
    ]
    assert row(found, "2031-03").values[0].note == "not available"


def test_events_stand_by_quad_class_in_the_period_of_their_day() -> None:
    found = table(
        books(
            events=(
                event("E1", "ASSAULT", "2031-01-31"),
                event("E2", "ACCUSE", "2031-02-01"),
                event("E3", "CONSULT", "2031-02-28"),
                event("E4", "COOPERATE", "2031-02"),
                event("E5", "ASSAULT", "2031"),
                event("E6", "ASSAULT", None),
                event("E7", "ASSAULT", "2031-02-02", status=Status.PLANNED),
                event("E8", "ASSAULT", "2031-02-02", background=True),
                event("E9", "AID", "2030-12-31"),
            )
        )
    )
    assert acts(row(found, "2031-01")) == {"material_conflict": ("E1",)}
    assert acts(row(found, "2031-02")) == {
        "verbal_conflict": ("E2",),
        "verbal_cooperation": ("E3",),
        "material_cooperation": ("E4",),
    }
    assert found.undated == ("E5", "E6")
    assert found.outside == ("E9",)


def test_an_event_of_a_known_year_stands_in_a_table_of_years() -> None:
    found = table(books(events=(event("E5", "ASSAULT", "2031"),)), series(("2031", 1), frequency=Frequency.YEARLY))
    assert acts(row(found, "2031")) == {"material_conflict": ("E5",)}


def test_promises_are_open_until_they_are_met_or_lapse_and_late_past_their_day() -> None:
    found = table(
        books(
            commitments=(
                promise("C1", "2031-01-10", due="2031-02-10"),
                promise("C2", "2031-01-10", due="2031-02-10", met="2031-02-05"),
                promise("C3", "2031-02-10", standing=Standing.LAPSED),
                promise("C4", None, article="a9"),
                promise("C5", None),
                promise("C6", "2031-01-10", standing=Standing.TERMINATED),
            ),
            keepings=(lapse("C3", "2031-03-05"),),
            accounts=(account("a9", "2031-03-02"),),
        )
    )
    assert {one.period: (one.open, one.overdue) for one in found.rows} == {
        "2031-01": (("C1", "C2"), ()),
        "2031-02": (("C1", "C3"), ("C1",)),
        "2031-03": (("C1", "C4"), ("C1",)),
        "2031-04": (("C1", "C4"), ("C1",)),
    }


def test_a_due_date_that_was_put_off_counts_from_when_it_was() -> None:
    one = promise("C1", "2031-01-10", due="2031-01-20")
    later = DueDate(due=when("2031-04-20"), how="extended", announced=when("2031-02-15"), evidence=evidence())
    found = table(books(commitments=(replace(one, due=(*one.due, later)),)))
    assert [len(each.overdue) for each in found.rows] == [1, 0, 0, 1]


def test_the_running_period_tells_the_state_of_the_day_and_those_ahead_tell_none() -> None:
    held = books(events=(event("E1", "ASSAULT", "2031-02-10"),), commitments=(promise("C1", "2031-02-20"),))
    found = table(held, until="2031-02-15")
    assert row(found, "2031-02").open == ()
    assert [(one.level.name.value if one.level.name else "none") if one.level else None for one in found.rows] == [
        "none",
        "violent_crisis",
        None,
        None,
    ]
    assert row(found, "2031-02").level == level(PAIR, held.events, "2031-02-15", level_rules())


def test_closures_and_openings_of_crossings_and_trade_stand_on_the_same_line_once() -> None:
    found = table(
        books(
            accounts=(
                account("a1", "2031-01-21", change("x1", "border", "closed", "2031-01-20")),
                account("a2", "2031-01-22", change("x2", "border", "closed", "2031-01-20")),
                account(
                    "a3",
                    "2031-02-12",
                    change("x3", "border", "open", "2031-02-11"),
                    change("x4", "envoys", "recalled", "2031-02-11"),
                    change("x5", "trade", "stopped", "2031-02-11", certainty=Certainty.THREATENED),
                    change("x6", "trade", "restricted", None),
                ),
            )
        )
    )
    assert row(found, "2031-01").lines == (
        LineUse(line="border", state="closed", day="2031-01-20", whose=None, articles=("a1", "a2")),
    )
    assert [one.state for one in row(found, "2031-02").lines] == ["open"]
    assert [one.line for one in found.undated_lines] == ["trade"]
    assert (found.first_report, found.last_report) == ("2031-01-21", "2031-02-12")


def test_periods_are_shown_from_and_to_what_is_asked_for() -> None:
    found = table(books(), first="2030-12-05", last="2031-Q1")
    assert [one.period for one in found.rows] == ["2030-12", "2031-01", "2031-02", "2031-03"]


def test_each_frequency_has_a_table_of_its_own_and_none_is_turned_into_another() -> None:
    years = series(("2030", 1), ("2031", 2), frequency=Frequency.YEARLY, name="s2")
    made = beside(books(), [years, FIGURES], TYPES, level=_level(books()), until="2031-12-31")
    assert [(one.frequency, [each.id for each in one.series]) for one in made] == [
        (Frequency.MONTHLY, ["s1"]),
        (Frequency.YEARLY, ["s2"]),
    ]


# The drawing.


def picture() -> str:
    held = books(
        events=(event("E1", "ASSAULT", "2031-01-16"), event("E2", "CONSULT", "2031-02-16")),
        accounts=(account("a1", "2031-01-21", change("x1", "border", "closed", "2031-01-20")),),
    )
    return drawing([table(held)], {"NOR": "Norland & Co", "SYL": "Sylland"}.__getitem__, lambda one: (one.state, True))


def test_the_drawing_is_sound_svg_that_tells_all_of_itself_in_words() -> None:
    root = ET.fromstring(picture())  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert desc is not None
    assert title.text == "Series of Norland & Co and Sylland"
    said = desc.text or ""
    for words in (
        "border trade, crowns & ore (invented for the example)",
        "2031-02 5, 2031-03 gap (not available)",
        "Events of conflict: 2031-01 1, 2031-02 0",
        "2031-01 violent crisis",
        "2031-01-20: closed",
        "nothing here says that one came of the other",
    ):
        assert words in said
    assert not list(root.iter(f"{space}script"))
    assert "http" not in picture().replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_a_line_is_broken_where_there_is_a_gap() -> None:
    assert picture().count("<polyline") == 2
    assert picture().count("<circle") == 3


def test_series_of_zeros_and_of_negative_figures_can_be_drawn() -> None:
    for figures in (series(("2031-01", 0)), series(("2031-01", -5), ("2031-02", -1)), series(("2031-01", 1e-9))):
        ET.fromstring(drawing([table(books(), figures)], str, lambda one: (one.state, False)))  # noqa: S314 - our own


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_text_that_stands_out_from_its_ground(tmp_path: Path, scheme: str) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here; install Debian's package to look at the drawing")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

    path = tmp_path / "t.svg"
    path.write_text(picture(), encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme, viewport={"width": 900, "height": 700})
        page.goto(path.as_uri())
        ink = page.evaluate("getComputedStyle(document.querySelector('text.bold')).fill")
        ground = page.evaluate("getComputedStyle(document.querySelector('rect')).fill")
        boxes = page.evaluate("[...document.querySelectorAll('text')].map(one => one.getBoundingClientRect().right)")
        browser.close()
    assert contrast(ink, ground) > 7
    assert max(boxes) <= 860


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
