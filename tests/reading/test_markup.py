"""Pages, feeds and PDF."""

import textwrap

import pytest

from detente.reading.pdf import flowing
from detente.records import Article, Genre

from .conftest import PROSE, Reading, Shaped, pdf_of

PAGE = f"""<!doctype html><html><head><title>Border clash | River Times</title>
<meta property="og:site_name" content="River Times">
<meta property="article:published_time" content="2024-01-18T10:15:00+05:00">
<link rel="canonical" href="https://example.org/a/border-clash">
<script type="application/ld+json">{{"@type": "OpinionNewsArticle", "headline": "Border clash"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Border clash</h1><p>{PROSE}</p><p>Talks were to begin on Friday, both sides said.</p></article>
<footer>Contact us</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>River Times</title><link>https://example.org</link>
<item><title>Border clash</title><link>https://example.org/a</link><pubDate>Thu, 18 Jan 2024 10:15:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{PROSE}</p><script>x()</script><p>More &amp; more of it.</p>]]>
</content:encoded></item>
<item><title>The army said that it had crossed the river and would not leave</title></item><item/></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>River Times</title><entry><title>Border clash</title>
<link rel="alternate" href="https://example.org/a"/><published>2024-01-18T10:15:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></div></content></entry></feed>"""


def test_a_page_gives_its_article_and_what_it_says_of_itself(article: Shaped) -> None:
    found = article(PAGE, "a.html")
    assert PROSE in found.text
    assert "Contact us" not in found.text
    assert (found.title, found.source, found.genre) == ("Border clash", "River Times", Genre.EDITORIAL)
    assert found.url == "https://example.org/a/border-clash"
    assert found.published is not None
    assert found.published.start == "2024-01-18T10:15+05:00"


def test_a_page_is_known_by_its_content_whatever_its_name(article: Shaped) -> None:
    assert article(PAGE, "page.txt").title == "Border clash"


def test_a_broken_page_is_read_as_far_as_it_goes(article: Shaped) -> None:
    broken = f"<html><body><article><h1>Border clash<p>{PROSE}<p>{PROSE} More.<b><i></p></div><table><tr>"
    assert PROSE in article(broken, "a.html").text


def test_a_page_without_a_day_has_none(article: Shaped) -> None:
    found = article(f"<html><body><article><h1>Truce</h1><p>{PROSE}</p><p>{PROSE} So.</p></article></body></html>")
    assert found.published is None


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a"])
def test_the_items_of_a_feed_are_articles(reading: Reading, name: str) -> None:
    first, second, third = reading(RSS, name)
    assert isinstance(first, Article)
    assert first.text == f"{PROSE}\nMore & more of it."
    assert (first.title, first.source, first.url) == ("Border clash", "River Times", "https://example.org/a")
    assert first.published is not None
    assert first.published.start == "2024-01-18T10:15+00:00"
    assert isinstance(second, Article)
    assert second.text == second.title
    assert not isinstance(third, Article)
    assert "neither text nor title" in third.reason


def test_the_entries_of_an_atom_file_are_articles(article: Shaped) -> None:
    found = article(ATOM, "a.atom")
    assert found.text == PROSE
    assert (found.title, found.source, found.url) == ("Border clash", "River Times", "https://example.org/a")
    assert found.published is not None
    assert found.published.start == "2024-01-18T10:15+00:00"


def test_a_pdf_is_an_article(article: Shaped) -> None:
    lines = ["Border clash kills two", "18 January 2024", *textwrap.wrap(PROSE, 70)]
    found = article(pdf_of(*lines), "a.pdf")
    assert PROSE in found.text
    assert found.title == "Border clash kills two"
    assert found.published is not None
    assert found.published.start == "2024-01-18"


def test_lines_that_the_width_of_a_page_broke_are_joined() -> None:
    page = (
        "Border clash\r\nThe army of the northern state said on Tues\ufffe\r\nday that its forces had crossed the\r\n"
        "river and left again.\r\nThe ministry called it a breach of the truce"
    )
    assert flowing(page) == (
        "Border clash\nThe army of the northern state said on Tuesday that its forces had crossed "
        "the river and left again."
        "\nThe ministry called it a breach of the truce"
    )
