"""An HTML page is one report: its text is extracted once, and offsets point into what was extracted."""

import html
import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from detente.reading.config import Config
from detente.reading.dates import day_written
from detente.reading.plain import encoding_gaps, text_or_skip
from detente.reading.raw import File, Raw, skip
from detente.reading.rules import table
from detente.records import Basis, Skipped, When

__all__ = ["read_page"]

_META = re.compile(r"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b([a-z-]{2,20})\s*=\s*(?:"([^"]{0,400})"|'([^']{0,400})')""", re.IGNORECASE)
_LINKED = re.compile(r'"(datePublished|@type)"\s*:\s*\[?\s*"([^"]{3,60})"')
_TIME = re.compile(r"<time\b[^>]{0,300}?\bdatetime\s*=\s*[\"']([^\"']{4,60})[\"']", re.IGNORECASE)


@cache
def _extractor() -> Any:  # noqa: ANN401 - the library is untyped
    import trafilatura  # noqa: PLC0415 - takes most of a second to load, and few readings have HTML

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what is wrong is told as Skipped, once
    return trafilatura.bare_extraction


def read_page(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the one report of an HTML page."""
    found = text_or_skip(file, config)
    if isinstance(found, Skipped):
        yield found
        return
    page = found.text.replace("\0", "")
    document = _extracted(page)
    if document is None or not (document.text or "").strip():
        yield skip(
            file.where,
            "no article text in the HTML (none, or nested too deep)",
            "save the page of one article, or its text",
        )
        return
    yield Raw(
        where=file.where,
        key=file.data,
        text=document.text,
        title=document.title or None,
        source=document.sitename or document.hostname or None,
        url=document.url or None,
        genre=_page_type(page),
        when=_stated_day(page, config) or _found_day(document.date, config),
        own_title=not document.title,
        gaps=encoding_gaps(found),
    )


def _extracted(page: str) -> Any | None:  # noqa: ANN401 - as above
    """Return the extracted document, None where the page has none."""
    from lxml.etree import LxmlError  # noqa: PLC0415 - as above

    bounds = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}  # no clock is asked
    try:
        return _extractor()(page, with_metadata=True, include_comments=False, date_extraction_params=bounds)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None  # the extractor gives up on some broken trees with one of these


def _metadata(page: str) -> Iterator[tuple[str, str]]:
    """Yield names and contents of meta elements, then of the linked data, then of time elements."""
    for tag in _META.findall(page):
        attributes = {name.lower(): html.unescape(a or b) for name, a, b in _ATTRIBUTE.findall(tag)}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        yield name.lower(), attributes.get("content", "")
    for name, content in _LINKED.findall(page):
        yield name.lower(), content


def _stated_day(page: str, config: Config) -> When | None:
    """Return the day that the page states about itself, best statement first."""
    stated = list(_metadata(page))
    ranked = [content for name in table("formats")["page"]["dates"] for known, content in stated if known == name]
    for words in [*ranked, *_TIME.findall(page)[:1]]:
        when = day_written(words, config, entry=True)
        if isinstance(when, When):
            return when
    return None


def _found_day(words: str | None, config: Config) -> When | None:
    """Return the day that the extractor found elsewhere in the page, as inferred."""
    when = day_written(words, config, entry=True, basis=Basis.INFERRED) if words else None
    return when if isinstance(when, When) else None


def _page_type(page: str) -> str | None:
    """Return the kind of article that the linked data names."""
    kinds = [content.lower() for name, content in _LINKED.findall(page) if name == "@type"]
    return next((kind for kind in kinds if kind in table("formats")["page"]["types"]), None)
