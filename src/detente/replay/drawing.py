"""Replay room: a sheet that shapes and words are put on, and how much room words take."""

from typing import Any

from lxml import etree

__all__ = ["Sheet", "clean", "cut", "wrapped"]

Node = Any  # lxml ships no types
_SVG = "http://www.w3.org/2000/svg"
_WIDE = 0.56  # of its height is how wide a letter of a sans-serif font is on average
_DOTS = "…"


class Sheet:
    """An SVG that grows as it is drawn on; coordinates are pixels."""

    def __init__(self) -> None:
        self.root: Node = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
        self.into: Node = self.root

    def put(self, tag: str, text: str | None = None, **given: object) -> Node:
        """Put an element with its text on the sheet; ``cls`` is its class, underscores in names are hyphens."""
        found = etree.SubElement(self.into, f"{{{_SVG}}}{tag}")
        for name, value in given.items():
            shown = f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            found.set("class" if name == "cls" else name.replace("_", "-"), clean(shown))
        if text is not None:
            found.text = clean(text)
        return found

    def words(self, text: str, x: float, y: float, cls: str, *, anchor: str = "start") -> Node:
        """Put words on the sheet; ``y`` is their baseline, ``anchor`` says which end of them stands at ``x``."""
        return self.put("text", text, x=x, y=y, cls=cls, text_anchor=anchor)

    def box(self, x: float, y: float, wide: float, high: float, cls: str, *, rx: int = 0) -> Node:  # noqa: PLR0913 - a box
        """Put a box on the sheet, with corners as round as ``rx``."""
        return self.put("rect", x=x, y=y, width=wide, height=high, cls=cls, rx=rx)

    def told(self, node: Node, words: str) -> None:
        """Let an element say more where a pointer rests on it, and to those who hear the picture."""
        etree.SubElement(node, f"{{{_SVG}}}title").text = clean(words)

    def group(self, cls: str) -> Node:
        """Open a group; what follows goes into it until ``end``."""
        self.into = self.put("g", cls=cls)
        return self.into

    def end(self) -> None:
        """Close the group."""
        self.into = self.into.getparent()

    def written(self) -> str:
        """Return the sheet as text."""
        return str(etree.tostring(self.root, encoding="unicode", pretty_print=True))


def clean(text: str) -> str:
    """Return a text without what no document may hold and what could steer a terminal; a blank stands for it."""
    return "".join(mark if mark.isprintable() or mark == "\n" else " " for mark in text).strip()


def cut(text: str, room: float, size: float) -> str:
    """Return as much of a text as fits into some room, empty where next to nothing does."""
    most = int(room / (size * _WIDE))
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip(" ;,:(") + _DOTS if most > len(_DOTS) * 4 else ""


def wrapped(text: str, room: float, size: float, most: int = 99) -> list[str]:
    """Return a text broken between words into lines that fit; at most so many, the last one cut."""
    length = max(int(room / (size * _WIDE)), 1)
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= length:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room, size)]
    return lines
