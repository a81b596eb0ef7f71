"""A brief of the examples: every line says what it rests on, and each format says the same."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html

from detente.brief import compose, render
from detente.flow import Desk, books, enter, settle
from detente.records import Account, Books, Brief, Line, Making, Part, PastBrief
from detente.records.plain import built
from detente.store import open_case

DYAD = ("IRN", "PAK")


@pytest.fixture(scope="session")
def found(coded: Sequence[Account], making: Making, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Return the books of the examples' dyad."""
    with open_case(str(tmp_path_factory.mktemp("brief") / "case.detente"), create=True) as case:
        enter(case, coded, making, desk)
        list(settle(case, desk))
        return books(case, desk, DYAD)


@pytest.fixture(scope="session")
def brief(found: Books, desk: Desk) -> Brief:
    return compose(found, desk.book, judgement="They will hold <for now>.")[0]


def lines(brief: Brief) -> Iterator[tuple[Part, Line]]:
    waiting = [(section.part, line) for section in brief.sections for line in section.lines]
    while waiting:
        part, line = waiting.pop()
        waiting += [(part, one) for one in line.below]
        yield part, line


def test_every_line_about_the_world_cites_what_it_rests_on(brief: Brief) -> None:
    silent = {Part.UNKNOWN, Part.CHANGED, Part.WATCH, Part.OBSERVED, Part.VERSIONS}
    assert [line.text for part, line in lines(brief) if part not in silent and not line.citations] == []


def test_every_citation_is_cut_from_its_article(brief: Brief, found: Books) -> None:
    texts = {one.article.id: one.article.text for one in found.accounts}
    for one in brief.citations:
        assert " ".join(texts[one.article][one.start : one.end].split()) == one.words


def test_every_number_cited_is_in_the_list(brief: Brief) -> None:
    numbers = {one.number for one in brief.citations}
    assert {number for _, line in lines(brief) for number in line.citations} <= numbers


def test_each_section_has_lines_or_says_why_it_has_none(brief: Brief) -> None:
    assert [section.part for section in brief.sections] == list(Part)
    assert all(bool(section.lines) != bool(section.empty) for section in brief.sections)


def test_planned_and_urged_acts_are_not_in_the_timeline(brief: Brief, found: Books) -> None:
    told = {line.id for section in brief.sections if section.part is Part.HAPPENED for line in section.lines}
    status = {one.id: one.status.value for one in found.events}
    assert {status[name] for name in told if name} <= {"happened", "ongoing", "unconfirmed", "denied"}


def test_nobody_has_signed_it_until_somebody_does(found: Books, desk: Desk) -> None:
    for name, words in ((None, "machine-coded"), ("A. Analyst", "signed by A. Analyst")):
        told, _ = compose(found, desk.book, signed_by=name)
        assert words in render(told, "md", desk.book).decode()


def test_the_caution_stands_before_the_claim_in_every_format(brief: Brief, desk: Desk) -> None:
    warned = [line for part, line in lines(brief) if line.caution and part in {Part.HAPPENED, Part.PROMISED}]
    assert warned
    page = html.fromstring(render(brief, "html", desk.book).decode())
    items = {item.get("id"): item.text_content() for item in page.iter("li")}
    for line in warned:
        assert items[line.id].index(str(line.caution)) < items[line.id].index(line.text)
    marked = render(brief, "md", desk.book).decode()
    assert all(f"*{line.caution}:*".replace("[", "\\[") in marked for line in warned if "[" not in str(line.caution))


def test_json_holds_the_whole_record(brief: Brief, desk: Desk) -> None:
    assert built(Brief, json.loads(render(brief, "json", desk.book))) == brief


def test_the_word_document_opens_and_has_every_part(brief: Brief, desk: Desk) -> None:
    document = Document(BytesIO(render(brief, "docx", desk.book)))
    headings = {one.text for one in document.paragraphs if one.style is not None and "Heading" in str(one.style.name)}
    assert {section.title for section in brief.sections} <= headings


def test_the_page_needs_nothing_beside_it_and_names_each_thing_once(brief: Brief, desk: Desk) -> None:
    text = render(brief, "html", desk.book).decode()
    page = html.fromstring(text)
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(", text)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")} <= set(ids)
    assert "They will hold &lt;for now&gt;." in text


def test_a_second_brief_says_what_changed(found: Books, desk: Desk) -> None:
    _, said = compose(found, desk.book)
    past = PastBrief(dyad=DYAD, at="2024-02-01T10:00:00+00:00", as_of=None, said=said[1:])
    again = {section.part: section for section in compose(found, desk.book, before=past)[0].sections}
    assert [line.text.partition(":")[0] for line in again[Part.CHANGED].lines] == ["new"]
    same = PastBrief(dyad=DYAD, at=past.at, as_of=None, said=said)
    told = {section.part: section for section in compose(found, desk.book, before=same)[0].sections}
    assert told[Part.CHANGED].empty == "nothing changed"


def test_the_page_reads_well_in_a_real_browser(brief: Brief, desk: Desk, tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here; install Debian's package to look at the page")
    file = tmp_path / "brief.html"
    file.write_bytes(render(brief, "html", desk.book))
    asked: list[str] = []
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent")
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        titles = page.locator("h2").all_inner_texts()
        browser.close()
    assert asked == [file.as_uri()]
    assert first == "Skip to what happened"
    assert not wide
    assert {section.title for section in brief.sections} <= set(titles)
