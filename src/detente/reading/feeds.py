"""RSS and Atom files: every item is a report. No entity is resolved, no network asked, no huge tree built."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from detente.reading.config import Config
from detente.reading.names import outlet_in
from detente.reading.plain import text_or_skip
from detente.reading.raw import File, Raw, skip
from detente.reading.rules import table
from detente.records import Skipped

__all__ = ["read_feed"]

_ITEMS = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "issued", "date", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What one item says, as words."""

    title: str | None
    body: str | None
    link: str | None
    day: str | None
    source: str | None


def read_feed(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the reports of an RSS or Atom file."""
    found = text_or_skip(file, config)
    if isinstance(found, Skipped):
        yield found
        return
    if "<!ENTITY" in found.text or "<!entity" in found.text:
        yield skip(file.where, "the XML declares entities, which are not resolved", "give a feed without them")
        return
    root = _tree(found.text)
    if root is None:
        yield skip(file.where, "the XML cannot be read (broken or nested too deep)", "fetch the feed again")
        return
    items = [element for element in root.iter() if _name(element) in _ITEMS]
    if not items:
        yield skip(file.where, "the XML is no RSS or Atom feed with items", "give a feed, HTML, text, JSONL or CSV")
    feed_title = _words_of(root, "title", below=_ITEMS)
    for number, element in enumerate(items, start=1):
        yield _report(_item(element, feed_title), f"{file.where}:{number}")


def _tree(text: str) -> Any | None:  # noqa: ANN401 - the library is untyped
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True, remove_pis=True
    )
    try:
        return etree.fromstring(_undeclared(text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _undeclared(text: str) -> str:
    """Return the XML without its declaration, whose encoding no longer holds once the bytes are text."""
    stripped = text.lstrip()
    if not stripped.startswith("<?xml"):
        return stripped
    return stripped.partition("?>")[2]


def _name(element: Any) -> str:  # noqa: ANN401 - as above
    """Return an element's name without its namespace, an empty one for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _words_of(element: Any, *names: str, below: frozenset[str] = frozenset()) -> str | None:  # noqa: ANN401
    """Return the words of the first child with one of the names, in their order; not in children named ``below``."""
    level = [child for child in element if _name(child) not in below]
    inner = [child for outer in level if _name(outer) == "channel" for child in outer if _name(child) not in below]
    for name in names:
        for child in [*level, *inner]:
            words = _text_of(child) if _name(child) == name else ""
            if words:
                return words
    return None


def _item(element: Any, feed_title: str | None) -> _Item:  # noqa: ANN401 - as above
    return _Item(
        title=_words_of(element, "title"),
        body=_words_of(element, *_BODIES),
        link=_link(element),
        day=_words_of(element, *_DAYS),
        source=_words_of(element, "source") or (outlet_in(feed_title) if feed_title else None),
    )


def _link(element: Any) -> str | None:  # noqa: ANN401 - as above
    """Return the address of an item: the text of an RSS link, the target of an Atom link to the page itself."""
    for child in element:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address:
                return address
    return None


def _report(item: _Item, where: str) -> Raw | Skipped:
    text = item.body or item.title
    if not text:
        return skip(where, "the item has neither text nor title", "leave it out")
    said = [item.title, item.body, item.link, item.day, item.source]
    return Raw(
        where=where,
        key=json.dumps(said, ensure_ascii=True).encode("ascii"),
        text=text,
        title=item.title,
        source=item.source,
        url=item.link,
        published=item.day,
        own_title=False,
    )


def _text_of(element: Any) -> str:  # noqa: ANN401 - as above
    """Return an element's words; markup written inside them is taken off, its blocks become lines."""
    if len(element):
        return _flat(element)
    words = (element.text or "").strip()
    if "<" not in words or ">" not in words:
        return words
    try:
        return _flat(lxml_html.fromstring(f"<div>{words}</div>"))
    except (etree.LxmlError, ValueError):
        return words


def _flat(element: Any) -> str:  # noqa: ANN401 - as above
    """Return the text below an element with a line for each block, walking without recursion."""
    tags = table("formats")["tags"]
    block, drop = frozenset(tags["block"]), frozenset(tags["drop"])
    pieces: list[str] = []
    dropped = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = _name(node)
        dropped += (event == "start") * (name in drop) - (event == "end") * (name in drop)
        if name in block:
            pieces.append("\n")
        said = node.text if event == "start" else node.tail if node is not element else None
        if said and not dropped:
            pieces.append(" ".join(f"|{said}|".split())[1:-1] if said.strip() else " ")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
