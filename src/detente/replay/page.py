"""Replay room: a replay as one HTML file that needs nothing beside it: no script, no font, no address."""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from lxml import etree
from lxml.html import builder as h

from detente.records import Fate, Playing, Replay, Stay, Step
from detente.replay.config import Config
from detente.replay.drawing import clean
from detente.replay.picture import numbered, picture, title
from detente.replay.words import WORDS

__all__ = ["page"]

Node = Any  # lxml ships no types


def page(found: Playing, config: Config | None = None) -> str:
    """Return a replay, or two with their differences, as a page: the picture, and everything in it as tables."""
    told = f"{WORDS['mark'].capitalize()}: {title(found)}"
    style = resources.files("detente.replay").joinpath("data", "page.css").read_text(encoding="utf-8")
    replays = [one for one in (found.one, found.other) if one is not None]
    numbers = numbered(replays)
    drawn = etree.fromstring(picture(found, config).encode())
    document = h.HTML(
        h.HEAD(
            h.META(charset="utf-8"),
            h.META(name="viewport", content="width=device-width, initial-scale=1"),
            h.TITLE(told),
            h.STYLE(style),
        ),
        h.BODY(
            h.A(WORDS["page"]["skip"], h.CLASS("skip"), href="#entries"),
            h.E.header(h.H1(told), h.P(WORDS["notice"], h.CLASS("notice")), *map(_means, replays)),
            h.E.main(
                h.E.figure(drawn, h.CLASS("picture"), tabindex="0"),
                *(_differences(found) if found.other else ()),
                h.H2(WORDS["picture"]["entries"], id="entries"),
                *(_entries(one, numbers) for one in replays),
                *(node for one in replays for node in _lanes(one, numbers)),
            ),
            h.E.footer(*(h.P(WORDS["picture"]["sources"].format(sources=one)) for one in _sources(replays))),
        ),
        lang="en",
    )
    return str(etree.tostring(document, method="html", doctype="<!doctype html>", encoding="unicode"))


def _means(one: Replay) -> Node:
    return h.P(h.STRONG(one.name), f": {one.means}" if one.means else "")


def _sources(replays: Sequence[Replay]) -> list[str]:
    return list(dict.fromkeys(one.sources for one in replays if one.sources))


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
    """Return a table that can be scrolled sideways where it is wider than the page."""
    head = h.THEAD(h.TR(*(h.TH(clean(column), scope="col") for column in columns)))
    body = h.TBODY(*(h.TR(*(h.TD(clean(cell)) for cell in row)) for row in rows))
    return h.DIV(h.TABLE(h.CAPTION(clean(caption)), head, body), h.CLASS("wide"), tabindex="0")


def _differences(found: Playing) -> Iterator[Node]:
    """Yield on which days the two differ."""
    one, other, words = found.one, found.other, WORDS["page"]
    if other is None:
        return
    yield h.H2(words["differences"])
    rows = [
        (
            each.label,
            each.first if each.first == each.last else f"{each.first} to {each.last}",
            _words(each.one),
            _words(each.other),
        )
        for each in found.differences
    ]
    yield _table(_caption(words["differences"]), (words["what"], words["days"], one.name, other.name), rows)


def _entries(one: Replay, numbers: dict[str, int]) -> Node:
    """Return what became known in one replay."""
    words = WORDS["page"]
    rows = [
        (str(numbers[step.name]), _day(step), WORDS["fates"][step.fate.value], step.words, step.rests_on)
        for step in one.steps
    ]
    columns = (words["number"], words["day"], words["varied"], words["entry"], words["rests_on"])
    return h.DIV(_table(_caption(one.name), columns, rows), h.CLASS("entries"))


def _lanes(one: Replay, numbers: dict[str, int]) -> Iterator[Node]:
    """Yield how everything stood in one replay."""
    words = WORDS["page"]
    yield h.H2(f"{words['states']}: {one.name}")
    rows = [
        (
            WORDS["kinds"][lane.kind.value],
            lane.label,
            stay.first if stay.first == stay.last else f"{stay.first} to {stay.last}",
            stay.words,
            ", ".join(str(numbers[name]) for name in stay.because if name in numbers),
        )
        for lane in one.lanes
        for stay in lane.stays
    ]
    columns = (words["kind"], words["what"], words["days"], words["state"], words["because"])
    yield _table(_caption(one.name), columns, rows)


def _caption(words: str) -> str:
    """Return the caption of a table, which says what it is wherever it is copied to."""
    return f"{WORDS['mark'].capitalize()}: {words}"


def _day(step: Step) -> str:
    """Return the day of an entry, with the one that it had."""
    if step.fate is Fate.TAKEN_OUT:
        return step.before or ""
    return f"{step.day} ({step.before})" if step.before and step.before != step.day else step.day or ""


def _words(stay: Stay | None) -> str:
    return stay.words if stay is not None else WORDS["words"]["none"]
