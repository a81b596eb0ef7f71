"""A brief of working traffic: plans with both logs, threads with what is overdue, figures, labels; held never shown."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html

from detente.brief import compose, render
from detente.entry import Clerk
from detente.flow import Desk, books, told_notices
from detente.flow.traffic import open_registry
from detente.records import (
    Account,
    Books,
    Brief,
    EntryKind,
    Frequency,
    Line,
    Making,
    Part,
    PastBrief,
    Point,
    Section,
    Series,
    Tlp,
)
from detente.records.plain import built
from detente.settings import Settings
from detente.store import open_case
from tests.flow.walked import NOW, PAIR, Walk, promise

WITHHELD = "a convoy of six lorries"
FORMATS = ("md", "html", "docx", "json")


@pytest.fixture(scope="session")
def walked(desk: Desk, making: Making, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Return a case with patrols, a query, a held intelligence notice and figures."""
    with open_case(str(tmp_path_factory.mktemp("process") / "case.detente"), create=True) as case:
        walk = Walk(case, desk, open_registry(Settings()), making)
        walk.enter(promise(desk, "joint_border_patrol", "joint patrols along the border", "2024-01-29"))
        walk.patrols("C1")
        walk.recall(tlp="GREEN")
        asked = {"question": "who was on the road?", "subject": "the road"}
        walk.give("new", "IRN", "2024-02-06T09:00+03:30", asked, form="query", to=("PAK",))
        claim = {"claim": WITHHELD, "grade": "B2", "valid_until": "2024-05-01"}
        walk.give("new", "IRN", "2024-02-07T09:00+03:30", claim, form="intelligence_notice", to=("PAK",))
        walk.enter(closed(desk))
        case.add_series([trade()])
        yield walk


def closed(desk: Desk) -> Account:
    """Return the account of an entry: the crossings were closed in January."""
    fields = {
        "parties": "Pakistan; Iran",
        "line": "border",
        "state": "closed",
        "day": "2024-01-18",
        "words": "the crossings were closed",
        "author": "A. Analyst",
        "rests_on": "a call",
        "entered": "2024-01-18T12:00:00+00:00",
    }
    found = Clerk(desk.book).entered(EntryKind.RELATION, fields, now=NOW)
    assert isinstance(found, Account)
    return found


def trade() -> Series:
    return Series(
        id="s1",
        dyad=PAIR,
        indicator="border_trade",
        flow="PAK>IRN",
        unit="million USD",
        frequency=Frequency.MONTHLY,
        source="Border Chamber",
        invented=True,
        known="2024-03-01",
        author="A. Analyst",
        points=(Point(period="2024-01", value=61.3), Point(period="2024-02", value=None, note="not published")),
    )


@pytest.fixture(scope="session")
def found(walked: Walk) -> Books:
    return books(walked.case, walked.desk, PAIR, today=NOW)


def told(found: Books, desk: Desk, most: Tlp | None = None) -> Brief:
    return compose(found, desk.book, notices=told_notices(found, desk), most=most)[0]


@pytest.fixture(scope="session")
def brief(found: Books, desk: Desk) -> Brief:
    return told(found, desk)


def part(brief: Brief, name: Part) -> Section:
    return next(one for one in brief.sections if one.part is name)


def flat(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from flat(line.below)


def test_a_plan_is_told_with_both_sides_rows_of_each_occasion(brief: Brief) -> None:
    (plan,) = part(brief, Part.MEASURES).lines
    assert (plan.id, plan.label) == ("N1", "TLP:AMBER")
    assert "Pakistan: frontier corps; Iran: border guards" in plan.text
    assert "1 done, 1 not observable, 1 disputed" in str(plan.then)
    assert [(one.day, one.caution) for one in plan.below] == [
        ("2024-02-03", None),
        ("2024-02-10", "disputed"),
        ("2024-02-17", None),
    ]
    rows = [one.text for one in plan.below[1].below]
    assert rows[0].startswith("Iran: done")
    assert rows[1].startswith("Pakistan: not done")
    assert plan.below[2].below[1].text == "Pakistan: no row"


def test_the_promise_names_the_measure_that_carries_it_out(brief: Brief) -> None:
    (line,) = part(brief, Part.PROMISED).lines
    assert "carried out by N1" in line.below[0].text
    assert "in force, done in part; confirmed by the other side" in str(line.then)


def test_threads_say_what_was_sent_and_what_is_overdue_first(brief: Brief) -> None:
    lines = part(brief, Part.TRAFFIC).lines
    assert [one.id for one in lines] == ["N7", "N8", "N1"]
    assert lines[1].caution == "acknowledgement and reply overdue"
    assert "reply was due 2024-02-08 09:00 from Pakistan" in str(lines[1].then)
    assert "5 log rows (N2, N3, N4, N5, N6)" in lines[2].below[0].text


def test_figures_stand_beside_acts_and_promises(brief: Brief) -> None:
    lines = part(brief, Part.SERIES).lines
    assert lines[0].caution == "figures invented for an example"
    assert lines[0].text.startswith("Border trade, Pakistan to Iran, in million USD, by month")
    assert [one.day for one in lines[1:]] == ["2024-01", "2024-02"]
    assert "61.3 million USD" in lines[1].text
    assert "border crossings: closed 2024-01-18" in lines[1].text
    assert len(lines[1].citations) == 2
    assert "promises open at its end 1" in lines[1].text
    assert "no figure (not published)" in lines[2].text
    assert "no report of that time was read" in lines[2].text


def test_every_line_of_the_process_cites_a_notice_by_sender_person_and_day(brief: Brief) -> None:
    parts = [part(brief, one) for one in (Part.MEASURES, Part.TRAFFIC, Part.SERIES)]
    assert [line.text for one in parts for line in flat(one.lines) if not line.citations] == []
    cited = {one.article: one for one in brief.citations}
    assert cited["N7"].source == "notice N7, Pakistan, duty officer, 17 January 2024"
    assert (cited["N7"].tlp, cited["N7"].entered) == (Tlp.GREEN, True)
    assert cited["s1"].source == "Border Chamber, brought in by A. Analyst on 2024-03-01"


def test_a_notice_is_never_shown_as_a_quotation(brief: Brief, desk: Desk) -> None:
    assert [line.text for one in brief.sections for line in flat(one.lines) if line.quote] == []
    marked = render(brief, "md", desk.book).decode()
    assert "notice N7, Pakistan, duty officer, 17 January 2024: Pakistan tells" in marked
    assert "“" not in marked
    page = html.fromstring(render(brief, "html", desk.book).decode())
    assert list(page.iter("q")) == []


def test_what_is_held_is_in_no_format(brief: Brief, desk: Desk) -> None:
    for form in FORMATS:
        written = render(brief, form, desk.book)
        words = (
            "\n".join(one.text for one in Document(BytesIO(written)).paragraphs) if form == "docx" else written.decode()
        )
        assert WITHHELD not in words
        assert "N9" not in words
        assert "who was on the road?" in words


def test_the_head_has_the_most_restrictive_label_and_the_level(brief: Brief, desk: Desk) -> None:
    assert (brief.head.tlp, brief.head.threads) == (Tlp.AMBER, 3)
    marked = render(brief, "md", desk.book).decode()
    assert "**label**: TLP:AMBER" in marked
    assert "**level of conflict**: not known" in marked


def test_a_chosen_label_leaves_out_what_is_narrower_and_says_how_many(walked: Walk) -> None:
    fewer = books(walked.case, walked.desk, PAIR, most=Tlp.GREEN, today=NOW)
    made = told(fewer, walked.desk, Tlp.GREEN)
    assert (made.head.tlp, made.head.left_out) == (Tlp.GREEN, 2)
    assert (
        "2 threads of traffic with a label more restrictive than TLP:GREEN"
        in render(made, "md", walked.desk.book).decode()
    )
    assert str(part(made, Part.MEASURES).empty).endswith("up to the label that was asked for")
    assert "not compared" in str(part(made, Part.CHANGED).empty)
    assert {one.article for one in made.citations if one.tlp} == {"N7"}


def test_json_gives_the_whole_record_back(brief: Brief, desk: Desk) -> None:
    assert built(Brief, json.loads(render(brief, "json", desk.book))) == brief


def test_a_brief_remembers_how_a_notice_stands_and_never_its_words(found: Books, desk: Desk) -> None:
    _, said = compose(found, desk.book, notices=told_notices(found, desk))
    assert any("notice N8" in one and "reply was due" in one for one in said)
    assert not any("who was on the road" in one or "Taftan" in one or "frontier" in one for one in said)


def test_a_thread_that_was_answered_since_is_told_as_a_change(found: Books, desk: Desk) -> None:
    _, said = compose(found, desk.book, notices=told_notices(found, desk))
    past = PastBrief(dyad=PAIR, at=NOW, as_of=None, said=said)
    done = tuple(replace(one, clocks=()) if one.id == "N8" else one for one in found.threads)
    again, _ = compose(replace(found, threads=done), desk.book, before=past, notices=told_notices(found, desk))
    changes = [one.text for one in part(again, Part.CHANGED).lines]
    assert changes == ["told differently: notice N8; open"]


def test_a_case_of_traffic_alone_has_a_brief(tmp_path: Path, desk: Desk, making: Making) -> None:
    with open_case(str(tmp_path / "bare.detente"), create=True) as case:
        walk = Walk(case, desk, open_registry(Settings()), making)
        walk.recall()
        made = told(books(case, desk, PAIR, today=NOW), desk)
    assert [one.id for one in part(made, Part.TRAFFIC).lines] == ["N1"]
    assert "recalled for consultations since 2024-01-17" in part(made, Part.RELATION).lines[0].text
    assert made.head.without == ("IRN",)


def test_a_brief_of_messages_alone_says_until_when_it_tells(tmp_path: Path, desk: Desk, making: Making) -> None:
    with open_case(str(tmp_path / "bare.detente"), create=True) as case:
        walk = Walk(case, desk, open_registry(Settings()), making)
        fields = {"subject": "good offices", "words": "let us meet"}
        walk.give("new", "PAK", "2024-01-17T10:00+05:00", fields, form="message", to=("IRN",))
        made = told(books(case, desk, PAIR, today=NOW), desk)
    assert made.head.as_of == "2024-01-17"


def test_nothing_that_a_person_wrote_can_steer_a_terminal_or_forge_a_line(found: Books, desk: Desk) -> None:
    wild = "quiet\x1b[2J\nN99 forged"
    plan = replace(found.measures[0], title=wild, place=wild)
    thread = found.threads[0]
    notice = replace(thread.log[0].notice, author=wild)
    log = (replace(thread.log[0], notice=notice), *thread.log[1:])
    worse = replace(found, measures=(plan,), threads=(replace(thread, log=log), *found.threads[1:]))
    made, _ = compose(worse, desk.book, notices={thread.id: wild})
    texts = [line.text for one in made.sections for line in flat(one.lines)]
    texts += [text for one in made.citations for text in (one.source, one.words)]
    assert [text for text in texts if "\x1b" in text or "\n" in text] == []


def test_what_was_not_read_for_its_language_is_unknown(found: Books, desk: Desk) -> None:
    made, _ = compose(found, desk.book, unread={"Persian": 2, "Urdu": 1})
    last = part(made, Part.UNKNOWN).lines[-1].text
    assert last.startswith("What else was told: 2 texts in Persian and 1 text in Urdu, a language that is not read")
