"""Brief room: a brief as one HTML file that needs nothing beside it: no script, no font, no address."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import Any

from lxml import etree
from lxml.html import builder as h

from detente.brief import head
from detente.records import Brief, Citation, Line, Section

__all__ = ["page"]

Party = Callable[[str], str]
Node = Any  # lxml ships no types
_APART = re.compile(r"(\b[A-Z]{1,2}\d+\b|\b\d{4}-\d{2}-\d{2}\b)")  # ids, and days, which no line may break


def page(brief: Brief, party: Party) -> str:
    """Return a brief as a page; ``party`` names a side."""
    title = head.title(brief.head)
    style = resources.files("detente.brief").joinpath("brief.css").read_text(encoding="utf-8")
    document = h.HTML(
        h.HEAD(
            h.META(charset="utf-8"),
            h.META(name="viewport", content="width=device-width, initial-scale=1"),
            h.TITLE(title),
            h.STYLE(style),
        ),
        h.BODY(
            h.A("Skip to what happened", h.CLASS("skip"), href="#happened"),
            h.E.header(h.H1(title), h.P(head.status(brief.head), h.CLASS("status")), _facts(brief, party)),
            h.E.nav(h.UL(*_contents(brief)), {"aria-label": "Parts of this brief"}),
            h.E.main(*_sections(brief), _judgement(brief), _sources(brief)),
        ),
        lang="en",
    )
    return str(
        etree.tostring(document, method="html", doctype="<!doctype html>", encoding="unicode", pretty_print=True)
    )


def _facts(brief: Brief, party: Party) -> Node:
    told = [(name, words) for name, words in head.lines(brief.head, party) if name != head.STATUS]
    return h.DL(*(node for name, words in told for node in (h.DT(name), h.DD(words))))


def _contents(brief: Brief) -> Iterator[Node]:
    for section in brief.sections:
        many = f" ({len(section.lines)})" if section.lines else ""
        yield h.LI(h.A(section.title + many, href=f"#{section.part.value}"))
    yield h.LI(h.A("Sources", href="#sources"))


class _Marks:
    """What the lines of one page share: the ids that stand on it, which of them were placed, and the words cited."""

    def __init__(self, brief: Brief) -> None:
        self.known = {one.id for section in brief.sections for line in section.lines for one in _all(line) if one.id}
        self.placed: set[str] = set()
        self.quoted: Mapping[int, str] = {one.number: one.words for one in brief.citations if not one.entered}


def _all(line: Line) -> Iterator[Line]:
    yield line
    for one in line.below:
        yield from _all(one)


def _sections(brief: Brief) -> Iterator[Node]:
    """Yield the parts; the first line about a thing bears its id, the others link to it."""
    marks = _Marks(brief)
    for section in brief.sections:
        yield _section(section, marks)


def _section(section: Section, marks: _Marks) -> Node:
    name = f"{section.part.value}-title"
    lines = [_line(one, marks) for one in section.lines]
    body = h.UL(*lines) if lines else h.P(section.empty or "", h.CLASS("empty"))
    if section.folded and lines:
        body = h.E.details(h.E.summary(f"{len(lines)} lines"), body)
    return h.E.section(
        h.H2(section.title, id=name), body, {"id": section.part.value, "aria-labelledby": name, "class": "part"}
    )


def _line(line: Line, marks: _Marks) -> Node:
    item = h.LI(*_pieces(line, marks))
    if line.id and line.id not in marks.placed:
        marks.placed.add(line.id)
        item.set("id", line.id)
    if line.below:
        item.append(h.UL(*(_line(one, marks) for one in line.below)))
    return item


def _pieces(line: Line, marks: _Marks) -> Iterator[Node]:
    if line.day:
        words, _, day = line.day.rpartition(" ")
        yield h.SPAN(f"{words} " if words else "", h.SPAN(day, h.CLASS("date")), h.CLASS("day"))
    if line.caution:
        yield h.STRONG(f"{line.caution}:", h.CLASS("caution"))
    yield h.SPAN(*_linked(line.text + (";" if line.then and not line.quote else ""), marks), h.CLASS("text"))
    if line.quote:
        yield h.E.q(line.quote)
    if line.then:
        yield h.SPAN(*_linked(line.then, marks), h.CLASS("then"))
    if line.label:
        yield h.E.code(line.label)
    if line.id:
        yield h.A(line.id, h.CLASS("id"), {"href": f"#{line.id}", "aria-label": f"link to {line.id}"})
    for number in line.citations:
        said = {"href": f"#source-{number}", "aria-label": f"source {number}"}
        yield h.A(
            f"{number}", h.CLASS("cite"), said | ({"title": marks.quoted[number]} if number in marks.quoted else {})
        )


def _linked(text: str, marks: _Marks) -> Iterator[Node]:
    """Yield text in which the ids of other lines are links to them, and days stay whole."""
    for part in _APART.split(text):
        if part in marks.known:
            yield h.A(part, href=f"#{part}")
        elif part[:1].isdigit() and _APART.fullmatch(part):
            yield h.SPAN(part, h.CLASS("date"))
        else:
            yield part


def _judgement(brief: Brief) -> Node:
    words = brief.judgement or "none was given"
    body = h.E.blockquote(words, {"class": "given" if brief.judgement else "empty"})
    return h.E.section(h.H2(head.NOTE), body, {"id": "judgement", "class": "part"})


def _sources(brief: Brief) -> Node:
    items = [_source(one) for one in brief.citations]
    return h.E.section(h.H2("Sources"), h.OL(*items), {"id": "sources", "class": "part"})


def _source(citation: Citation) -> Node:
    linked = citation.url and citation.url.startswith(("http://", "https://"))
    source = h.A(citation.source, href=citation.url, rel="noreferrer") if linked else h.SPAN(citation.source)
    words = h.SPAN(f"entered: {citation.words}", h.CLASS("entered")) if citation.entered else h.E.q(citation.words)
    return h.LI(source, ": ", words, id=f"source-{citation.number}", value=str(citation.number))
